"""Search in ever more articles: CPU time and megabytes at 200, 2,000, 31,000 and 200,000 of them.

usage: python -m benchmarks.search_growth [CORPUS] [--sizes N ...]

CORPUS is a folder of .txt articles, the five in seeds/ without it. Where it has too few, articles are grown from them:
paragraphs of two articles, mixed, with a few words that were never seen before, since vocabularies never stop growing.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import re
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.search import SEEDS, made_queries
from reader.search.backend import LocalSearch
from reader.search.container import open_container, write_container
from reader.search.index import IndexedText, SearchIndex
from reader.search.merging import merged_arrays
from reader.search.query import parse_query
from reader.search.segment import Segment, build_segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZES = (200, 2_000, 31_000, 200_000)
BATCH = 4_000
QUERIES = 300
COINED_SHARE = 0.002
"""Of the words of a grown article."""
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[A-Za-z]{4,}")


class Grown:
    """As many articles as are asked for, each always the same, none kept in memory for long."""

    def __init__(self, folder: Path) -> None:
        self._files = sorted(folder.rglob("*.txt"))
        random.Random(1).shuffle(self._files)

    def __getitem__(self, path: str) -> str:
        """The text of an article by its path, which is its number."""
        number = int(path)
        return self._read(number) if number < len(self._files) else self._grown(number)

    def texts(self, count: int) -> Iterator[IndexedText]:
        """The first so many articles."""
        return (IndexedText(str(number), "", self[str(number)]) for number in range(count))

    @lru_cache(maxsize=4096)  # noqa: B019 (one for each run)
    def _read(self, number: int) -> str:
        return self._files[number].read_text(encoding="utf-8", errors="replace")

    def _grown(self, number: int) -> str:
        chance = random.Random(number)
        sources = [self._read(chance.randrange(len(self._files))) for _ in range(2)]
        paragraphs = [part for text in sources for part in _PARAGRAPHS.split(text)]
        kept = chance.sample(paragraphs, math.ceil(len(paragraphs) / 2))

        def coined(word: re.Match[str]) -> str:
            letters = word[0]
            return letters[::-1] + str(number % 977) if chance.random() < COINED_SHARE else letters

        return "\n\n".join(_WORD.sub(coined, part) for part in kept)


def build(articles: Grown, count: int, file: Path) -> None:
    """Index so many articles into a file, in batches."""
    texts = articles.texts(count)
    segments: list[Segment] = []
    while batch := list(itertools.islice(texts, BATCH)):
        segments.append(build_segment(batch))
    write_container(file, merged_arrays(segments, [None] * len(segments)))


def measure(articles: Grown, count: int, folder: Path) -> tuple[int, float, float]:
    """Print a line; gives the count and the milliseconds at p50 and p95."""
    file = folder / f"{count}.segment"
    started = time.process_time()
    build(articles, count, file)
    built = time.process_time() - started
    started = time.process_time()
    index = SearchIndex(Segment.of_arrays(open_container(file).arrays))
    opened = 1000 * (time.process_time() - started)
    search = LocalSearch(index, articles.__getitem__)
    sample = {str(number): articles[str(number)] for number in range(min(count, 200))}
    asked = [query.typed for query in made_queries(sample, QUERIES)]
    best = [math.inf] * len(asked)
    for _ in range(3):
        for place, typed in enumerate(asked):
            started = time.process_time()
            search.search(parse_query(typed))
            best[place] = min(best[place], 1000 * (time.process_time() - started))
    best.sort()
    p50, p95 = best[len(best) // 2], best[int(len(best) * 0.95)]
    megabytes = file.stat().st_size / 1e6
    print(f"{count:8,} {p50:8.1f} {p95:8.1f} {opened:10.1f} {built:9.1f} {megabytes:8.1f} {len(index.vocabulary):10,}")
    return count, p50, p95


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all sizes and print the law of growth."""
    parser = argparse.ArgumentParser(description="How search grows with the number of articles.")
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS, help="a folder of .txt articles")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of articles")
    given = parser.parse_args(arguments)
    articles = Grown(given.corpus)
    print(f"{'articles':>8} {'p50 ms':>8} {'p95 ms':>8} {'opened ms':>10} {'built s':>9} {'MB':>8} {'words':>10}")
    with tempfile.TemporaryDirectory() as folder:
        rows = [measure(articles, count, Path(folder)) for count in given.sizes]
    (few, _, low), (many, _, high) = rows[0], rows[-1]
    if many > few:
        slope = (high - low) / (many - few) * 1000
        print(f"p95 grows by about {slope:.2f} ms for each 1,000 articles, from {low - slope * few / 1000:.1f} ms")


if __name__ == "__main__":
    main()
