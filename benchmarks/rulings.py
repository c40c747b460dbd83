"""What a ruling costs until the open article, and all articles, show it.

``python -m benchmarks.rulings [--articles 2000]``. Processor time; nothing is recognized, the mentions of made-up
articles are put into the cache.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.ruling import Action, Decision, Scope, add_rulings
from reader.config import Folders, Settings
from reader.entities.cache import MentionCache
from reader.entities.models import Mention
from reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RUNS = 5
"""The best of these counts."""
STANDING = 1000
"""Rulings that stand already."""
PEOPLE = 4000
MENTIONS = 40
"""In each article."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args(arguments).articles
    folder = Path(tempfile.mkdtemp())
    library = Library.open(
        folder, settings=Settings(), folders=Folders(folder / ".config", folder / ".cache", folder / ".state")
    )
    try:
        _fill(library, count)
        _measure(library)
    finally:
        library.close()
        shutil.rmtree(folder)


def _fill(library: Library, count: int) -> None:
    """Write articles that are made of names, and remember their mentions."""
    chosen = random.Random(1)
    syllables = ["ka", "ro", "mi", "ten", "sal", "vor", "el", "ni", "gus", "ba"]
    words = ["".join(chosen.choices(syllables, k=3)).capitalize() for _ in range(PEOPLE)]
    people = [(f"{one} {other}", "PERSON") for one, other in zip(words, reversed(words), strict=True)]
    for number in range(count):
        names = chosen.choices([*people, ("Nordbank", "ORG"), ("NB", "ORG")], k=MENTIONS)
        (library.location.folder / f"{number:05}.txt").write_text(". ".join(name for name, _ in names))
    library.rescan()
    cache = MentionCache(library.folders.cache / "mentions.sqlite3")
    kinds = dict([*people, ("Nordbank", "ORG"), ("NB", "ORG")])
    for file in library.files:
        article = library.article(file.path)
        mentions, start = [], 0
        for name in article.text.split(". "):
            mentions.append(Mention(start, start + len(name), name, kinds[name], name))
            start += len(name) + 2
        cache.put_all({article.sha256: mentions}, library.recognition.process.version)
    cache.close()


def _measure(library: Library) -> None:
    article = library.article(library.files[0].path)
    print(f"{len(library.files):,} articles of {MENTIONS} mentions, {STANDING:,} rulings")
    print(f"{_timed(library.entities.everywhere):8.1f} ms  all articles linked the first time")
    standing = [Decision(Action.REJECT, Scope.EVERYWHERE, f"name {number}") for number in range(STANDING)]
    add_rulings(library.store, standing)
    library.entities.everywhere()
    kept, opened, everywhere, counted = [], [], [], []
    for number in range(RUNS):
        mention = article.text.split(". ")[number]
        decision = Decision(Action.RETYPE, Scope.EVERYWHERE, mention, type="ORG")
        kept.append(_timed(partial(add_rulings, library.store, [decision])))
        opened.append(_timed(partial(library.entities.known, article)))
        everywhere.append(_timed(library.entities.everywhere))
        counted.append(_timed(partial(getattr, library.entities.everywhere(), "entities")))
    print(f"{min(kept):8.1f} ms  a ruling is in the file")
    print(f"{min(opened):8.1f} ms  and holds in the open article")
    print(f"{min(everywhere):8.1f} ms  and in all articles, beside the screen's thread")
    print(f"{min(counted):8.1f} ms  their entities counted, likewise")


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
