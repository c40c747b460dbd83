"""A hundred thousand annotations stay bearable; the limits of processor time catch only what grows without bound."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.annotations import editing
from reader.annotations.models import Motivation, Position, Quote
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import annotation, article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotations.transaction import Commit


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.slow
def test_a_hundred_thousand_annotations(file: Path) -> None:
    with AnnotationStore(file).transaction() as transaction:
        for number in range(100_000):
            transaction.put(
                annotation(
                    f"folder/{number % 3000}.txt",
                    motivation=Motivation.HIGHLIGHTING,
                    quote=Quote("some words of an article", "thirty-two characters before it ", "and as many after"),
                    position=Position(number, number + 24),
                    tags=(f"tag{number % 10}",),
                )
            )
    stores: list[AnnotationStore] = []
    assert seconds(lambda: stores.append(AnnotationStore(file))) < 20
    (store,) = stores
    store.annotations("x")
    store.tagged("x")
    assert seconds(lambda: store.annotations("folder/7.txt")) < 0.5
    assert seconds(lambda: store.tagged("tag7")) < 0.5
    assert seconds(lambda: editing.add_note(store, article(), "One more.")) < 5
    commits: list[Commit] = []
    store.on_commit = commits.append
    assert seconds(lambda: editing.rename_tag(store, "tag7", "renamed")) < 20
    assert [len(commit.after) for commit in commits] == [10_000]
