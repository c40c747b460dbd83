"""What one more note costs among thousands, beside stock TinyDB in the same run; opening and look-ups.

``python -m benchmarks.annotations [--sizes 1000 10000]``. Both write the same documents to the same disk.
"""

from __future__ import annotations

import argparse
import gc
import random
import shutil
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tinydb import TinyDB

from reader.annotations.documents import annotation_to_document
from reader.annotations.editing import add_note, rename_tag
from reader.annotations.identity import new_id, timestamp
from reader.annotations.models import (
    Anchor,
    Annotation,
    ArticleReference,
    Color,
    Motivation,
    Position,
    Quote,
)
from reader.annotations.store import AnnotationStore
from reader.articles.models import Article, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RUNS = 9
"""The best of these counts."""
TEXT = "Makers of chips ask for more of what is scarce, and nobody knows who will give it to them. " * 40
TAGS = ("chips", "policy", "china/trade", "to read again", "AI")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure at each size, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    for size in parser.parse_args(arguments).sizes:
        folder = Path(tempfile.mkdtemp())
        try:
            measure(folder / "annotations.json", size)
        finally:
            shutil.rmtree(folder)


def measure(file: Path, size: int) -> None:
    """Measure on a file of so many annotations."""
    store = AnnotationStore(file)
    with store.transaction() as transaction:
        for number in range(size):
            transaction.put(example(number))
    print(f"{size:,} annotations, {file.stat().st_size / 1e6:.1f} MB")
    beside_tinydb(store)
    show("opening", lambda: AnnotationStore(file))
    path = store.annotations()[0].article.path
    show("annotations of an article", lambda: store.annotations(path))
    show("annotations with a tag", lambda: store.tagged("AI"))
    names = count()
    show("renaming a tag everywhere", lambda: rename_tag(store, "AI", f"A{'i' if next(names) % 2 else 'I'}"))


def beside_tinydb(store: AnnotationStore) -> None:
    """One more note in our store and in stock TinyDB, with the same documents on the same disk."""
    article, document = text_article(), annotation_to_document(example(2))
    best = show("one more note", lambda: add_note(store, article, "One more.", Span(10, 15), color=Color.YELLOW))
    with TinyDB(store.file.with_name("stock.json")) as peer:
        table = peer.table("annotations")
        table.insert_multiple([annotation_to_document(item) for item in store.annotations()])
        best_peer = show("stock TinyDB's insert", lambda: table.insert(document))
    print(f"  {'':32} {best_peer / best:9.1f} times ours (goal at 10,000: 10)")


def example(number: int) -> Annotation:
    """A tag, a highlight or a note, by turns."""
    chance = random.Random(number)
    now = timestamp()
    start = chance.randrange(len(TEXT) - 100)
    end = start + chance.randrange(5, 100)
    motivation = list(Motivation)[number % 3]
    passage = motivation is not Motivation.TAGGING
    return Annotation(
        id=new_id(),
        created=now,
        modified=now,
        motivation=motivation,
        article=ArticleReference(f"folder/article-{number // 30}.txt", "0123456789abcdef" * 4, len(TEXT)),
        quote=Quote(TEXT[start:end], TEXT[max(0, start - 32) : start], TEXT[end : end + 32]) if passage else None,
        position=Position(start, end) if passage else None,
        anchor=Anchor() if passage else None,
        tags=(TAGS[number % len(TAGS)],) if number % 2 or not passage else (),
        color=Color.YELLOW if passage else None,
        body="What they say here does not fit with what they said a year ago." if number % 3 > 1 else "",
    )


def text_article() -> Article:
    """The article that the notes are on."""
    return Article(
        path="folder/article-0.txt",
        title="Chips",
        text=TEXT,
        words=len(TEXT.split()),
        size=len(TEXT),
        sha256="0123456789abcdef" * 4,
        modified_ns=1,
        encoding="utf-8",
        notices=(),
    )


def show(name: str, work: Callable[[], object]) -> float:
    """Print and return the best of some runs, after one that loads libraries and fills caches; in seconds."""
    work()
    gc.collect()
    best = min(seconds(work) for _ in range(RUNS))
    print(f"  {name:32} {best * 1e3:9.2f} ms")
    return best


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, wall clock."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1:])
