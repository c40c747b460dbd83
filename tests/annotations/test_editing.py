"""What a person does: each one transaction, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from reader.annotations import editing
from reader.annotations.errors import AnnotationError
from reader.annotations.models import (
    Anchor,
    AnchorState,
    ArticleReference,
    Color,
    Motivation,
    Position,
    Status,
    TagCount,
)
from reader.annotations.store import AnnotationStore
from reader.articles.models import Span
from tests.annotations.examples import TEXT, annotation, article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_note_on_a_passage(store: AnnotationStore) -> None:
    span = editing.find_quote(TEXT, "chips", 2)
    note = editing.add_note(
        store, article(), "See #policy and #Chips.", span, color=Color.GREEN, tags=[" chips"], creator="me"
    )
    assert store.get(note.id) == note
    assert UUID(note.id).version == 4
    assert note.created == note.modified
    assert note.created.endswith("Z")
    assert len(note.created) == len("2025-01-01T00:00:00.000000Z")
    assert note.motivation is Motivation.COMMENTING
    assert note.quote is not None
    assert (note.quote.exact, note.quote.prefix) == (
        "chips",
        TEXT[max(0, note.position.start - 32) : note.position.start] if note.position else "",
    )
    assert note.anchor == Anchor(AnchorState.SURE, 1.0)
    assert (note.tags, note.color, note.creator) == (("chips", "policy"), Color.GREEN, "me")
    assert note.article == ArticleReference("folder/one.txt", "0" * 64, len(TEXT.encode()))


def test_note_on_the_article(store: AnnotationStore) -> None:
    note = editing.add_note(store, article(), "On all of it.", creator="")
    assert (note.quote, note.position, note.anchor, note.color, note.creator) == (None, None, None, None, None)


def test_highlight(store: AnnotationStore) -> None:
    made = editing.add_highlight(store, article(), Span(0, 5))
    assert (made.motivation, made.color, made.body) == (Motivation.HIGHLIGHTING, Color.YELLOW, "")
    assert made.quote is not None
    assert made.quote.exact == "Chips"


def test_editing_a_note(store: AnnotationStore) -> None:
    note = editing.add_note(store, article(), "First.", tags=["a"])
    changed = editing.edit_note(store, note.id, "Second, with #b.")
    assert (changed.body, changed.tags, changed.created) == ("Second, with #b.", ("a", "b"), note.created)
    assert changed.modified > note.modified
    commit = store.last_commit
    assert editing.edit_note(store, note.id, "Second, with #b.") == changed
    assert store.last_commit is commit


def test_highlight_with_a_text_is_a_note(store: AnnotationStore) -> None:
    made = editing.add_highlight(store, article(), Span(0, 5))
    assert editing.edit_note(store, made.id, "Text.").motivation is Motivation.COMMENTING


def test_color_and_tags(store: AnnotationStore) -> None:
    made = editing.add_highlight(store, article(), Span(0, 5))
    assert editing.set_color(store, made.id, Color.PINK).color is Color.PINK
    assert editing.set_tags(store, made.id, [" x", "X", "y"]).tags == ("x", "y")
    assert editing.set_tags(store, made.id, []).tags == ()


def test_attaching(store: AnnotationStore) -> None:
    note = editing.add_note(store, article("old.txt"), "Lost.", Span(0, 5))
    moved = editing.attach(store, note.id, article("new.txt"), Span(6, 9))
    assert (moved.article.path, moved.position, moved.anchor) == ("new.txt", Position(6, 9), Anchor())
    assert moved.quote is not None
    assert moved.quote.exact == TEXT[6:9]
    assert store.annotations("old.txt") == ()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda store: editing.add_note(store, article(), " \n"),
        lambda store: editing.add_note(store, article(), "x", Span(0, 9999)),
        lambda store: editing.add_note(store, article(), "x", tags=["ok", "a\nb"]),
        lambda store: editing.add_note(store, article(), "x\ud800"),
        lambda store: editing.add_highlight(store, article(), Span(4, 4)),
        lambda store: editing.edit_note(store, "nobody", "x"),
        lambda store: editing.remove_annotation(store, "nobody"),
        lambda store: editing.set_color(store, "nobody", None),
        lambda store: editing.attach(store, "nobody", article(), Span(0, 1)),
        lambda store: editing.add_tags(store, article(), ["ok", ""]),
        lambda store: editing.rename_tag(store, "a", " "),
        lambda store: editing.set_title(store, article(), "  "),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    store: AnnotationStore, file: Path, wrong: Callable[[AnnotationStore], Any]
) -> None:
    with pytest.raises(AnnotationError):
        wrong(store)
    assert not file.exists()


def test_tags_have_no_text(store: AnnotationStore) -> None:
    (tag,) = editing.add_tags(store, article(), ["chips"])
    with pytest.raises(AnnotationError, match="is a tag"):
        editing.edit_note(store, tag.id, "x")


def test_adding_tags(store: AnnotationStore) -> None:
    made = editing.add_tags(store, article(), ["Chips", "chips", " policy "], creator="me")
    assert [(item.motivation, item.tags, item.quote) for item in made] == [
        (Motivation.TAGGING, ("Chips",), None),
        (Motivation.TAGGING, ("policy",), None),
    ]
    assert editing.add_tags(store, article(), ["CHIPS", "new"])[0].tags == ("new",)
    assert editing.add_tags(store, article(), ["CHIPS"]) == []
    assert store.article_tags(article().path) == ("Chips", "policy", "new")
    assert editing.add_tags(store, ArticleReference("other"), ["chips"])[0].article.path == "other"


def test_removing_tags_from_an_article_leaves_those_of_its_notes(store: AnnotationStore) -> None:
    editing.add_tags(store, article(), ["Chips", "policy"])
    editing.add_tags(store, article("other"), ["chips"])
    note = editing.add_note(store, article(), "x", tags=["chips"])
    assert editing.remove_tags(store, article().path, ["CHIPS", "absent"]) == ["Chips"]
    assert store.article_tags(article().path) == ("policy",)
    assert store.article_tags("other") == ("chips",)
    assert [item.tags for item in store.annotations() if item.id == note.id] == [("chips",)]
    assert editing.remove_tags(store, article().path, ["chips"]) == []


def test_renaming_everywhere_is_one_commit(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["chips", "policy"])
    editing.add_tags(store, article("b"), ["CHIPS"])
    editing.add_note(store, article("a"), "x", tags=["chips", "Silicon"])
    assert editing.rename_tag(store, "Chips", " Silicon ") == 3
    assert store.last_commit is not None
    assert len(store.last_commit.after) == 3
    assert store.tags() == (TagCount("policy", 1, 1), TagCount("Silicon", 2, 3))
    assert store.tagged("chips") == ()
    assert editing.rename_tag(store, "chips", "x") == 0
    assert editing.rename_tag(store, "silicon", "SILICON") == 3
    assert editing.rename_tag(store, "silicon", "SILICON") == 0


def test_renaming_onto_a_tag_that_the_article_has_leaves_one(store: AnnotationStore) -> None:
    editing.add_tags(store, article(), ["chips", "silicon"])
    assert editing.rename_tag(store, "chips", "Silicon") == 1
    assert store.article_tags(article().path) == ("silicon",)
    assert len(store.annotations()) == 1


def test_merging(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["ai", "ml"])
    editing.add_tags(store, article("b"), ["ml"])
    editing.add_tags(store, article("c"), ["other"])
    editing.add_note(store, article("c"), "x", tags=["ML", "ai", "z"])
    assert editing.merge_tags(store, "AI", "ml", "AI") == 4
    assert store.article_tags("a") == store.article_tags("b") == ("AI",)
    assert [item.tags for item in store.tagged("ai") if item.body] == [("AI", "z")]
    assert {count.tag for count in store.tags()} == {"AI", "other", "z"}


def test_deleting(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["chips", "x"])
    note = editing.add_note(store, article("b"), "x", tags=["Chips", "y"])
    assert editing.delete_tag(store, "CHIPS") == 2
    assert store.tagged("chips") == ()
    assert store.article_tags("a") == ("x",)
    assert [item.tags for item in store.annotations("b")] == [("y",)]
    assert [item.id for item in store.annotations("b")] == [note.id]
    assert editing.delete_tag(store, "chips") == 0


def test_tags_of_other_programs_are_no_obstacle(store: AnnotationStore) -> None:
    with store.transaction() as transaction:
        transaction.put(annotation(tags=("a\nb", "chips")))
    assert editing.rename_tag(store, "chips", "silicon") == 1
    assert editing.edit_note(store, store.annotations()[0].id, "x #new").tags == ("a\nb", "silicon", "new")
    assert editing.delete_tag(store, "A\nB") == 1


def test_what_is_said_of_an_article(store: AnnotationStore) -> None:
    editing.set_status(store, ArticleReference("a", "1" * 64, 9), Status.UNREAD)
    record = store.record("a")
    assert record is not None
    assert (record.status, record.sha256, record.size) == (Status.UNREAD, "1" * 64, 9)


def test_rename_of_many_is_quick_enough(store: AnnotationStore) -> None:
    with store.transaction() as transaction:
        for number in range(2000):
            transaction.put(annotation(f"{number % 20}.txt", tags=("old",)))
    assert editing.rename_tag(store, "old", "new") == 2000
    assert len(AnnotationStore(store.file).tagged("new")) == 2000
