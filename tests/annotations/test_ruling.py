from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotations.editing import add_note
from reader.annotations.errors import AnnotationError
from reader.annotations.identity import timestamp
from reader.annotations.ruling import Action, Decision, Scope, add_ruling, add_rulings, remove_ruling
from reader.annotations.store import AnnotationStore
from reader.articles.models import Span
from tests.annotations.examples import article

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.transaction import Commit


def test_a_ruling_is_kept(store: AnnotationStore, file: Path) -> None:
    made = add_ruling(store, Decision(Action.RETYPE, Scope.MENTION, "Chips", article(), Span(0, 5), "ORG"))
    assert AnnotationStore(file).rulings() == (made,)
    assert made["position"] == {"start": 0, "end": 5}
    assert made["quote"]["exact"] == "Chips"
    assert made["article"]["path"] == "folder/one.txt"
    assert store.ruling(made["id"]) == made


def test_everywhere_needs_no_article(store: AnnotationStore) -> None:
    made = add_ruling(store, Decision(Action.REJECT, Scope.EVERYWHERE, "AI", article()), creator="me")
    assert (made["article"], made["quote"], made["creator"]) == (None, None, "me")


def test_the_same_ruling_is_made_once(store: AnnotationStore) -> None:
    first = add_ruling(store, Decision(Action.REJECT, Scope.EVERYWHERE, "AI"))
    assert add_ruling(store, Decision(Action.REJECT, Scope.EVERYWHERE, "AI")) == first
    assert len(store.rulings()) == 1


def test_several_are_one_step(store: AnnotationStore) -> None:
    commits: list[Commit] = []
    store.on_commit = commits.append
    decisions = [Decision(Action.REJECT, Scope.EVERYWHERE, text) for text in ("AI", "EV", "AI")]
    first, second, third = add_rulings(store, decisions)
    assert (first, second) == store.rulings()
    assert third == first
    assert len(commits) == 1
    assert add_rulings(store, decisions) == (first, second, first)
    assert add_rulings(store, []) == ()
    assert len(commits) == 1


def test_of_several_all_or_none_is_kept(store: AnnotationStore, file: Path) -> None:
    with pytest.raises(AnnotationError):
        add_rulings(store, [Decision(Action.REJECT, Scope.EVERYWHERE, text) for text in ("AI", "\ud800")])
    assert not file.exists()


def test_a_ruling_is_taken_back_and_its_tombstone_purged(store: AnnotationStore, file: Path) -> None:
    made = add_ruling(store, Decision(Action.SAME, Scope.EVERYWHERE, "Xi", entity="Xi Jinping"))
    remove_ruling(store, made["id"])
    assert (store.rulings(), store.ruling(made["id"])) == ((), None)
    (tombstone,) = AnnotationStore(file).ruling_tombstones()
    assert set(tombstone) == {"id", "created", "modified", "deleted"}
    with store.transaction() as transaction:
        transaction.put_ruling({**tombstone, "deleted": timestamp(timedelta(days=31))})
    add_note(store, article(), "A note.")
    assert AnnotationStore(file).ruling_tombstones() == store.ruling_tombstones() == ()


def test_what_is_no_ruling_cannot_be_removed(store: AnnotationStore) -> None:
    with pytest.raises(AnnotationError, match="There is no ruling"):
        remove_ruling(store, "x")


@pytest.mark.parametrize(
    ("action", "scope", "fields", "problem"),
    [
        (Action.REJECT, Scope.EVERYWHERE, {"text": " "}, "needs the words"),
        (Action.RETYPE, Scope.EVERYWHERE, {}, "which type"),
        (Action.MARK, Scope.EVERYWHERE, {"type": " "}, "which type"),
        (Action.SAME, Scope.EVERYWHERE, {}, "name the other entity"),
        (Action.DIFFERENT, Scope.EVERYWHERE, {"entity": "AI"}, "own name"),
        (Action.REJECT, Scope.ARTICLE, {}, "needs an article"),
        (Action.REJECT, Scope.MENTION, {"article": article()}, "needs its place"),
        (Action.REJECT, Scope.MENTION, {"article": article(), "span": Span(0, 900)}, "is not within"),
        (Action.REJECT, Scope.EVERYWHERE, {"text": "\ud800"}, "cannot be saved"),
    ],
)
def test_what_is_missing_is_said(
    store: AnnotationStore, file: Path, action: Action, scope: Scope, fields: dict[str, Any], problem: str
) -> None:
    with pytest.raises(AnnotationError, match=problem):
        add_ruling(store, Decision(action, scope, **{"text": "AI", **fields}))
    assert not file.exists()
