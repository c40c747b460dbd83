from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from reader.annotations import editing
from reader.annotations.history import MOST_STEPS, ChangedSinceError, History
from reader.annotations.models import Annotation, Color, Position, Status
from reader.annotations.ruling import Action, Decision, Scope, add_ruling, remove_ruling
from reader.annotations.store import AnnotationStore
from reader.articles.models import Span
from tests.annotations.examples import article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotations.transaction import Commit, Transaction

PATHS = ["one.txt", "two.txt", "folder/three.txt"]


class Window:
    """A running program: a store with its history."""

    def __init__(self, folder: Path) -> None:
        self.store = AnnotationStore(folder / "annotations.json")
        self.history = History(folder / "state" / "history.sqlite3", self.store)
        self.made: list[Commit] = []
        self.store.on_commit = self.record

    def record(self, commit: Commit) -> None:
        self.made.append(commit)
        self.history.record(commit)

    def state(self) -> dict[str, Any]:
        """All that the file holds, TinyDB's numbers aside."""
        self.store.refresh()
        return content(self.store.file)

    def undo(self) -> str | None:
        return getattr(self.history.undo(), "label", None)

    def redo(self) -> str | None:
        return getattr(self.history.redo(), "label", None)


def content(file: Path) -> dict[str, Any]:
    tables = json.loads(file.read_bytes()) if file.exists() else {}
    return {
        f"{name} {document.get('id') or document['path']}": document
        for name in ("annotations", "articles", "rulings")
        for document in tables.get(name, {}).values()
    }


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return Window(tmp_path)


def test_nothing_to_undo(window: Window) -> None:
    assert (window.undo(), window.redo()) == (None, None)
    assert not window.store.file.exists()


def test_every_kind_of_change_is_undone_and_redone(window: Window) -> None:
    store, one = window.store, article()
    note = editing.add_note(store, one, "A note.", Span(0, 5))
    ruling = add_ruling(store, Decision(Action.REJECT, Scope.EVERYWHERE, "AI"))
    editing.add_tags(store, one, ["chips"])
    changes: dict[str, Callable[[], object]] = {
        "note on “Chips”": lambda: editing.add_note(store, one, "Another.", Span(0, 5)),
        "highlight of “are scarce”": lambda: editing.add_highlight(store, one, Span(6, 16)),
        "note on folder/one.txt": lambda: editing.add_note(store, one, "On all."),
        "text of note on “Chips”": lambda: editing.edit_note(store, note.id, "Changed."),
        "color of note on “Chips”": lambda: editing.set_color(store, note.id, Color.PINK),
        "tags of note on “Chips”": lambda: editing.set_tags(store, note.id, ["a", "b"]),
        "place of note on “are”": lambda: editing.attach(store, note.id, one, Span(6, 9)),
        "removal of note on “are”": lambda: editing.remove_annotation(store, note.id),
        "tag #policy on folder/one.txt": lambda: editing.add_tags(store, one, ["policy"]),
        "removal of tag #policy on folder/one.txt": lambda: editing.remove_tags(store, one.path, ["POLICY"]),
        "tag #chips renamed to #chip": lambda: editing.rename_tag(store, "chips", "chip"),
        "tags #chip and #x merged into #y": lambda: editing.merge_tags(store, "chip", "x", "y"),
        "removal of tag #y": lambda: editing.delete_tag(store, "y"),
        "status of folder/one.txt: done": lambda: editing.set_status(store, one, Status.DONE),
        "star on folder/one.txt": lambda: editing.set_starred(store, one, True),
        "star taken off folder/one.txt": lambda: editing.set_starred(store, one, False),
        "title of folder/one.txt: My title": lambda: editing.set_title(store, one, "My title"),
        "title of folder/one.txt taken back": lambda: editing.set_title(store, one, None),
        "ruling retype “US”": lambda: add_ruling(store, Decision(Action.RETYPE, Scope.EVERYWHERE, "US", type="GPE")),
        "removal of ruling reject “AI”": lambda: remove_ruling(store, ruling["id"]),
    }
    states = [window.state()]
    for change in changes.values():
        change()
        states.append(window.state())
    for number, label in reversed(list(enumerate(changes))):
        assert window.undo() == label
        assert window.state() == states[number]
    for number, label in enumerate(changes):
        assert window.redo() == label
        assert window.state() == states[number + 1]
    assert window.redo() is None


def test_across_runs(window: Window, tmp_path: Path) -> None:
    editing.add_tags(window.store, article(), ["chips"])
    later = Window(tmp_path)
    assert later.undo() == "tag #chips on folder/one.txt"
    assert later.store.tags() == ()
    assert Window(tmp_path).redo() == "tag #chips on folder/one.txt"
    assert Window(tmp_path).undo() is not None
    assert Window(tmp_path).undo() is None


def test_a_new_change_ends_redo(window: Window) -> None:
    editing.add_tags(window.store, article(), ["a"])
    window.undo()
    editing.add_tags(window.store, article(), ["b"])
    assert window.redo() is None
    assert window.undo() == "tag #b on folder/one.txt"
    assert window.undo() is None


def test_another_windows_steps_are_its_own(window: Window, tmp_path: Path) -> None:
    other = Window(tmp_path)
    editing.add_tags(other.store, article(), ["theirs"])
    editing.add_tags(window.store, article(), ["mine"])
    editing.add_tags(other.store, article(), ["theirs, too"])
    assert window.undo() == "tag #mine on folder/one.txt"
    assert window.undo() is None
    assert other.undo() == "tag #theirs, too on folder/one.txt"
    assert window.redo() == "tag #mine on folder/one.txt"


def test_what_somebody_else_changed_since_stays(window: Window, tmp_path: Path) -> None:
    editing.add_tags(window.store, article(), ["before"])
    note = editing.add_note(window.store, article(), "Mine.", creator="Ana")
    with AnnotationStore(tmp_path / "annotations.json").transaction() as transaction:
        transaction.put(replace(note, body="Theirs."))
    before = (tmp_path / "annotations.json").read_bytes()
    told = r"note on folder/one\.txt: this was changed by another window or program since, and stays so"
    with pytest.raises(ChangedSinceError, match=told):
        window.undo()
    assert (tmp_path / "annotations.json").read_bytes() == before
    assert window.undo() == "tag #before on folder/one.txt"
    (kept,) = window.store.annotations()
    assert kept.body == "Theirs."


def test_a_step_is_undone_whole_or_not_at_all(window: Window, tmp_path: Path) -> None:
    notes = [editing.add_note(window.store, article(), f"Note {number} #x") for number in range(3)]
    editing.rename_tag(window.store, "x", "y")
    editing.edit_note(AnnotationStore(tmp_path / "annotations.json"), notes[1].id, "Theirs.")
    before = window.state()
    with pytest.raises(ChangedSinceError, match="tag #x renamed to #y"):
        window.undo()
    assert window.state() == before


def test_where_a_passage_was_found_again_stands_in_nobodys_way(window: Window) -> None:
    note = editing.add_note(window.store, article(), "A note.", Span(0, 5))
    editing.edit_note(window.store, note.id, "Changed.")

    def settle(transaction: Transaction) -> None:
        transaction.place(replace(transaction.get(note.id) or note, position=Position(7, 12)))

    window.store.before_commit = settle
    editing.add_tags(window.store, article(), ["x"])
    window.store.before_commit = None
    assert window.undo() == "tag #x on folder/one.txt"
    assert window.undo() == "text of note on “Chips”"
    found = window.store.get(note.id)
    assert found is not None
    assert (found.body, found.position) == ("A note.", Position(7, 12))
    assert window.undo() == "note on “Chips”"
    assert window.store.annotations() == ()


def test_a_place_that_the_person_chose_is_undone(window: Window) -> None:
    note = editing.add_note(window.store, article(), "A note.", Span(0, 5))
    editing.attach(window.store, note.id, article(), Span(6, 9))
    window.undo()
    assert window.store.get(note.id) == note


def test_other_programs_keys_come_back_where_they_were(window: Window, tmp_path: Path) -> None:
    note = editing.add_note(window.store, article(), "A note.")
    with TinyDB(tmp_path / "annotations.json") as database:
        database.table("annotations").update({"theirs": [1, {"a": None}]})
    before = window.state()
    editing.remove_annotation(window.store, note.id)
    window.undo()
    assert window.state() == before


def test_a_process_killed_before_it_could_say_that_it_undid(window: Window, tmp_path: Path) -> None:
    editing.add_tags(window.store, article(), ["a"])
    before = (tmp_path / "annotations.json").read_bytes()
    editing.add_tags(window.store, article(), ["b"])
    (tmp_path / "annotations.json").write_bytes(before)
    assert window.undo() == "tag #a on folder/one.txt"


def test_a_damaged_history_forgets(window: Window, tmp_path: Path) -> None:
    editing.add_tags(window.store, article(), ["a"])
    (tmp_path / "state" / "history.sqlite3").write_bytes(b"no database at all" * 100)
    later = Window(tmp_path)
    assert later.undo() is None
    editing.add_tags(later.store, article(), ["b"])
    assert later.undo() == "tag #b on folder/one.txt"


def test_a_folder_that_cannot_be_written_costs_undo_only(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    window = Window(tmp_path)
    editing.add_tags(window.store, article(), ["a"])
    assert len(window.store.annotations()) == 1
    assert window.undo() is None


def test_the_list_is_bounded(window: Window) -> None:
    for number in range(MOST_STEPS + 5):
        editing.set_starred(window.store, article(), number % 2 == 0)
    undone = 0
    while window.undo():
        undone += 1
    assert undone == MOST_STEPS


def change_at_random(window: Window, chance: random.Random) -> None:
    """Any one change."""
    store, one = window.store, article(chance.choice(PATHS))
    items: list[Annotation] = list(store.annotations())
    some = chance.choice(items).id if items else None
    match chance.randrange(10):
        case 0 | 1:
            start = chance.randrange(60)
            editing.add_note(store, one, "Note.", Span(start, start + 5), tags=chance.sample("abc", 1))
        case 2:
            editing.add_tags(store, one, chance.sample(["a", "b", "c", "A"], 2))
        case 3:
            editing.set_status(store, one, chance.choice([*Status, None]))
        case 4:
            editing.set_title(store, one, chance.choice(["One", "Two", None]))
        case 5:
            editing.set_starred(store, one, chance.random() < 0.5)
        case 6:
            editing.rename_tag(store, chance.choice("abc"), chance.choice("abc"))
        case 7 if some:
            editing.set_color(store, some, chance.choice([*Color, None]))
        case 8 if some:
            editing.remove_annotation(store, some)
        case _:
            made = add_ruling(store, Decision(Action.REJECT, Scope.EVERYWHERE, chance.choice("xyz")))
            if chance.random() < 0.5:
                remove_ruling(store, made["id"])


def differing(state: dict[str, Any], commit: Commit, *, after: bool) -> dict[str, Any]:
    """What of a commit's documents the file does not hold as they were after it, or before it."""
    wanted = {
        f"{table} {key}": document
        for table, versions in commit.tables.items()
        for key, document in versions[int(after)].items()
    }
    return {key: document for key, document in wanted.items() if state.get(key) != document}


@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_changes_by_two_windows(tmp_path: Path, seed: int) -> None:
    """Two plain lists a window, of commits done and undone, know what each undo and redo has to give."""
    chance = random.Random(seed)
    windows = [Window(tmp_path), Window(tmp_path)]
    done: list[list[Commit]] = [[], []]
    undone: list[list[Commit]] = [[], []]
    outcomes = {"undone": 0, "redone": 0, "in the way": 0}
    file = tmp_path / "annotations.json"
    for _ in range(350):
        which = chance.randrange(2)
        window, before, choice = windows[which], windows[which].state(), chance.random()
        if choice < 0.5:
            made = list(window.made)
            change_at_random(window, chance)
            done[which] += window.made[len(made) :]
            if len(window.made) > len(made):
                undone[which].clear()
            continue
        back = choice < 0.8
        taken, given = (done, undone) if back else (undone, done)
        while taken[which] and not differing(before, taken[which][-1], after=not back):
            given[which].append(taken[which].pop())
        commit = taken[which].pop() if taken[which] else None
        try:
            step = window.history.undo() if back else window.history.redo()
        except ChangedSinceError:
            assert commit is not None
            assert differing(before, commit, after=back)
            assert content(file) == before
            outcomes["in the way"] += 1
            continue
        if commit is None or step is None:
            assert commit is None
            assert step is None
            assert content(file) == before
            continue
        given[which].append(commit)
        outcomes["undone" if back else "redone"] += 1
        wanted = differing(before, commit, after=not back)
        assert content(file) == {key: item for key, item in {**before, **wanted}.items() if item is not None}
    assert all(outcomes.values()), outcomes


@pytest.mark.slow
def test_two_processes_at_once(tmp_path: Path) -> None:
    """Each makes, undoes and redoes five hundred changes; each checks that its undo gave back what was."""
    command = [sys.executable, "-m", "tests.annotations.undoing", str(tmp_path), "500"]
    running = [
        subprocess.Popen([*command, str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for seed in (1, 2)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"begin\n")
        process.stdin.flush()
    reports = [json.loads(process.communicate(timeout=240)[0]) for process in running]
    for report in reports:
        assert report["wrong"] == 0
        assert report["undone"] > 50
    assert AnnotationStore(tmp_path / "annotations.json").problem is None
    with TinyDB(tmp_path / "annotations.json") as database:
        assert len(database.table("annotations")) > 0
