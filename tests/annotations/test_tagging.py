from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.errors import AnnotationError
from reader.annotations.models import Color
from reader.articles.models import Span
from tests.annotations.examples import article

if TYPE_CHECKING:
    from reader.annotations.store import AnnotationStore
    from reader.annotations.transaction import Commit


def names(store: AnnotationStore) -> list[str]:
    return [item.tag for item in store.tags()]


def test_nested_tags_are_found_by_their_parents(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["China/Chips"])
    editing.add_tags(store, article("b"), ["china"])
    editing.add_tags(store, article("c"), ["chinatown"])
    assert {item.article.path for item in store.tagged("CHINA")} == {"a", "b"}
    assert {item.article.path for item in store.tagged("china/chips")} == {"a"}
    assert store.tagged("chips") == ()
    assert [(item.tag, item.annotations) for item in store.tags()] == [
        ("china", 1),
        ("China/Chips", 1),
        ("chinatown", 1),
    ]


def test_renaming_takes_nested_tags_along(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["china", "China/Chips", "chinatown"])
    editing.add_note(store, article("a"), "See #china/chips/new and #other")
    assert editing.rename_tag(store, "CHINA", "cn") == 3
    assert names(store) == ["chinatown", "cn", "cn/Chips", "cn/chips/new", "other"]


def test_renaming_into_a_nested_tag(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["chips"])
    assert editing.rename_tag(store, "chips", "china/chips") == 1
    assert names(store) == ["china/chips"]


def test_an_article_has_a_tag_once_after_renaming(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["x/y", "z/y"])
    editing.add_tags(store, article("b"), ["x/y"])
    assert editing.rename_tag(store, "x", "z") == 2
    assert [(item.tag, item.articles, item.annotations) for item in store.tags()] == [("z/y", 2, 2)]


def test_merging_takes_nested_tags_along(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["x/1", "y/1", "y"])
    assert editing.merge_tags(store, "x", "y", "z") == 3
    assert names(store) == ["z", "z/1"]


def test_deleting_a_tag_leaves_nested_ones(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["china", "china/chips"])
    assert editing.delete_tag(store, "china") == 1
    assert names(store) == ["china/chips"]


def test_several_articles_at_once(store: AnnotationStore) -> None:
    editing.add_tags(store, article("a"), ["X"])
    commits: list[Commit] = []
    store.on_commit = commits.append
    added = editing.tag_articles(store, [article("a"), article("b"), article("b")], ["x", "y"], creator="me")
    assert [(item.article.path, item.tags) for item in added] == [("a", ("y",)), ("b", ("x",)), ("b", ("y",))]
    assert editing.untag_articles(store, ["a", "b", "none"], ["X"]) == 2
    assert store.article_tags("a") == store.article_tags("b") == ("y",)
    assert [commit.label for commit in commits] == ["#x #y on 2 articles", "removal of #X on 2 articles"]


def test_every_place_of_some_words_is_highlighted_in_one_go(store: AnnotationStore) -> None:
    one = article(text="A chip here,\na  chip there. A chip\nhere too; chip here.")
    editing.add_highlight(store, one, Span(2, 11))
    spans = editing.occurrences(one.text, "chip here")
    assert [one.text[span.start : span.end] for span in spans] == ["chip here", "chip\nhere", "chip here"]
    commits: list[Commit] = []
    store.on_commit = commits.append
    made = editing.add_highlights(store, one, spans, color=Color.PINK, tags=["x"])
    assert [item.position and item.position.start for item in made] == [spans[1].start, spans[2].start]
    assert len(commits) == 1
    assert editing.occurrences(one.text, " ") == []


def test_one_wrong_span_and_nothing_is_highlighted(store: AnnotationStore) -> None:
    with pytest.raises(AnnotationError, match="is not within"):
        editing.add_highlights(store, article(), [Span(0, 5), Span(0, 500)])
    assert store.annotations() == ()
