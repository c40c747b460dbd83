from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.drafts import Draft
from reader.library.state import QUERIES_KEPT, ReadingState

ANNOTATIONS = Path("/library/annotations.json")


def draft_on(path: str, text: str = "") -> Draft:
    return Draft(text, path)


def text_on(state: ReadingState, path: str) -> str:
    """The text of the draft on an article; empty when there is none."""
    draft = state.draft(draft_on(path).key)
    return draft.text if draft else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def file(folder: Path) -> Path:
    """Where the state of the library is, for tests that damage it."""
    ReadingState(folder, ANNOTATIONS).keep_draft(draft_on("x", "y"))
    (found,) = folder.rglob("reading.json")
    return found


def test_nothing_is_known_at_first_and_nothing_written(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    assert (state.position("a.txt"), state.progress("a.txt"), state.last_article, text_on(state, "n")) == (
        0,
        0,
        None,
        "",
    )
    assert not folder.exists()


def test_what_is_set_is_there_the_next_time(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    state.set_position("a.txt", 120, 0.25)
    state.set_position("b\ud800.txt", 7, 0.5)
    state.keep_draft(draft_on("note on a.txt", "“half a note” 🚀\n"))
    again = ReadingState(folder, ANNOTATIONS)
    assert again.position("a.txt") == 120
    assert again.progress("a.txt") == 0.25
    assert again.last_article == "b\ud800.txt"
    assert text_on(again, "note on a.txt") == "“half a note” 🚀\n"


def test_progress_only_grows(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    state.set_position("a.txt", 900, 0.9)
    state.set_position("a.txt", 0, 0.1)
    state.save()
    for known in (state, ReadingState(folder, ANNOTATIONS)):
        assert known.position("a.txt") == 0
        assert known.progress("a.txt") == 0.9


def test_positions_are_written_together(folder: Path, file: Path) -> None:
    state, before = ReadingState(folder, ANNOTATIONS), file.read_bytes()
    state.set_position("a.txt", 900, 0.9)
    state.set_position("b.txt", 1, 0.1)
    assert file.read_bytes() == before
    assert (state.position("a.txt"), state.progress("b.txt"), state.last_article) == (900, 0.1, "b.txt")
    state.save()
    written = file.stat()
    state.save()
    assert file.stat().st_ino == written.st_ino
    again = ReadingState(folder, ANNOTATIONS)
    assert (again.position("a.txt"), again.progress("b.txt"), again.last_article) == (900, 0.1, "b.txt")


def test_an_article_that_was_only_open_is_the_last_one_and_has_no_progress(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    state.set_position("a.txt", 900, 0.9)
    state.set_last("b.txt")
    assert state.last_article == "b.txt"
    state.save()
    (file,) = folder.rglob("reading.json")
    written = file.stat().st_ino
    state.set_last("b.txt")
    state.save()
    assert file.stat().st_ino == written
    for known in (state, ReadingState(folder, ANNOTATIONS)):
        assert (known.last_article, known.progress("b.txt"), known.progress("a.txt")) == ("b.txt", 0, 0.9)
    state.set_position("a.txt", 0, 0.1)
    assert state.last_article == "a.txt"


def test_queries_are_kept_each_once_the_latest_first(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    for query in ("chips", "trade war", "chips"):
        state.keep_query(query)
    assert state.queries == ReadingState(folder, ANNOTATIONS).queries == ("chips", "trade war")
    for number in range(QUERIES_KEPT):
        state.keep_query(f"query {number}")
    assert len(state.queries) == QUERIES_KEPT
    assert "chips" not in state.queries


def test_a_draft_is_forgotten(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    state.keep_draft(draft_on("n", "text"))
    state.forget_draft(draft_on("n").key)
    state.forget_draft(draft_on("never was").key)
    assert text_on(ReadingState(folder, ANNOTATIONS), "n") == ""


def test_every_annotation_file_has_its_own(folder: Path) -> None:
    ReadingState(folder, ANNOTATIONS).keep_draft(draft_on("n", "mine"))
    assert text_on(ReadingState(folder, Path("/library/other.json")), "n") == ""


def test_two_terminals_keep_each_others(folder: Path) -> None:
    one, two = ReadingState(folder, ANNOTATIONS), ReadingState(folder, ANNOTATIONS)
    one.keep_draft(draft_on("note 1", "from one"))
    two.keep_draft(draft_on("note 2", "from two"))
    one.set_position("a.txt", 10, 0.1)
    two.set_position("b.txt", 20, 0.2)
    one.save()
    two.forget_draft(draft_on("note 1").key)
    later = ReadingState(folder, ANNOTATIONS)
    assert (text_on(later, "note 1"), text_on(later, "note 2")) == ("", "from two")
    assert (later.position("a.txt"), later.position("b.txt")) == (10, 20)


@pytest.mark.slow
def test_two_processes_keep_each_others(folder: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    state.keep_draft(draft_on("mine", "here"))
    program = (
        "import sys; from pathlib import Path; from reader.library.drafts import Draft; "
        "from reader.library.state import QUERIES_KEPT, ReadingState; "
        f"ReadingState(Path(sys.argv[1]), Path({str(ANNOTATIONS)!r})).keep_draft(Draft('there', 'theirs'))"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, timeout=30)
    state.keep_draft(draft_on("mine", "here still"))
    later = ReadingState(folder, ANNOTATIONS)
    assert (text_on(later, "mine"), text_on(later, "theirs")) == ("here still", "there")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null", b'"text"', b"[" * 100_000])
def test_a_damaged_file_is_forgotten_and_replaced(folder: Path, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    state = ReadingState(folder, ANNOTATIONS)
    assert text_on(state, "x") == ""
    state.keep_draft(draft_on("x", "anew"))
    assert text_on(ReadingState(folder, ANNOTATIONS), "x") == "anew"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(positions=JSON | st.dictionaries(st.just("a"), JSON), last=JSON, queries=JSON | st.lists(JSON))
def test_a_file_of_another_shape_does_no_harm(
    positions: object, last: object, queries: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("state")
    ReadingState(folder, ANNOTATIONS).keep_draft(draft_on("x", "y"))
    (file,) = folder.rglob("reading.json")
    tables = dict.fromkeys(("positions", "progress", "drafts"), positions)
    file.write_text(json.dumps(tables | {"last": last, "queries": queries}))
    state = ReadingState(folder, ANNOTATIONS)
    assert isinstance(state.position("a"), int)
    assert 0 <= state.progress("a") <= 1
    assert isinstance(text_on(state, "a"), str)
    assert all(isinstance(query, str) for query in state.queries)
    state.keep_query("china")
    assert state.queries[0] == "china"
    assert state.last_article is None or isinstance(state.last_article, str)
    state.set_position("a", 3, 0.5)
    state.save()
    assert ReadingState(folder, ANNOTATIONS).position("a") == 3


def test_a_number_beyond_floats_does_no_harm(folder: Path, file: Path) -> None:
    file.write_text('{"progress": {"a": 1%s}}' % ("0" * 400))
    assert 0 <= ReadingState(folder, ANNOTATIONS).progress("a") <= 1


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    state = ReadingState(folder, ANNOTATIONS)
    state.keep_draft(draft_on("n", "kept in memory at least"))
    state.set_position("a.txt", 5, 0.5)
    assert folder.read_text() == "a file where the folder should be"


def test_what_cannot_be_written_is_known_until_the_end(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    state = ReadingState(folder, ANNOTATIONS)
    state.keep_draft(draft_on("n", "text"))
    state.set_position("a.txt", 5, 0.5)
    assert text_on(state, "n") == "text"
    assert state.position("a.txt") == 5


def test_no_temporary_file_stays_behind(folder: Path, file: Path) -> None:
    state = ReadingState(folder, ANNOTATIONS)
    for number in range(5):
        state.set_position("a.txt", number, 0.1)
    assert [path.name for path in file.parent.iterdir()] == ["reading.json"]


def test_a_failed_replacement_leaves_nothing_behind(folder: Path, file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "in the way").touch()
    ReadingState(folder, ANNOTATIONS).keep_draft(draft_on("n", "text"))
    assert [path.name for path in file.parent.iterdir()] == ["reading.json"]
