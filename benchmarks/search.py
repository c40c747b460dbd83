"""Search: right answers and milliseconds, beside SQLite FTS5 with RapidFuzz, tantivy and fzf, in one run.

usage: python -m benchmarks.search [CORPUS QUERIES] [--sample N]

CORPUS is a folder of .txt articles; QUERIES holds one JSON object a line: ``set``, ``q`` (what is typed), ``words``
(the words that are meant) and ``rel`` (names of the articles, without .txt, that hold them all). Without both, queries
are made from the five articles in seeds/ with a fixed seed. tantivy and fzf take part where they are installed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import fuzz, process

from benchmarks.search_peers import installed
from reader.search.backend import LocalSearch
from reader.search.index import IndexedText, build_index
from reader.search.query import parse_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
HITS = 30
RANKS = 10
ROUNDS = 3
"""The best time of each query counts."""
LONGEST_ROUND = 60.0
"""Seconds: what takes longer is asked once only."""
READ_OF_A_PASSAGE = 1200
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its known answer."""

    kind: str
    typed: str
    words: frozenset[str]
    articles: frozenset[str]


class Engine(Protocol):
    """Something that answers queries with (article, passage), best first."""

    name: str

    def answer(self, typed: str) -> list[tuple[str, str]]:
        """The hits for what is typed."""
        ...


class Ours:
    """The local index."""

    name = "reader"

    def __init__(self, texts: dict[str, str]) -> None:
        self._index = build_index(IndexedText(name, "", text) for name, text in texts.items())
        self._texts = texts

    def answer(self, typed: str) -> list[tuple[str, str]]:
        """The hits of the local index; nothing is remembered of words typed before."""
        search = LocalSearch(self._index, self._texts.__getitem__)
        return [(hit.article, hit.passage) for hit in search.search(parse_query(typed), HITS)]


class FullTextSearch:
    """SQLite FTS5 over paragraphs; words that it does not know become their three nearest by RapidFuzz."""

    name = "FTS5 + RapidFuzz"

    def __init__(self, texts: dict[str, str]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(article UNINDEXED, text)")
        self._database.executemany(
            "INSERT INTO passages VALUES (?, ?)",
            ((name, part) for name, text in texts.items() for part in re.split(r"\n\s*\n", text) if part.strip()),
        )
        self._database.execute("CREATE VIRTUAL TABLE words USING fts5vocab(passages, row)")
        self._words = [word for (word,) in self._database.execute("SELECT term FROM words")]
        self._known = set(self._words)

    def answer(self, typed: str) -> list[tuple[str, str]]:
        """The passages that hold a reading of every word, else of any."""
        words = [word.lower() for word in _TOKEN.findall(typed)]
        groups = [self._group(word, is_last=place == len(words) - 1) for place, word in enumerate(words)]
        for joiner in (" AND ", " OR "):
            found = self._database.execute(
                "SELECT article, text FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?",
                (joiner.join(groups), HITS),
            ).fetchall()
            if found:
                return found
        return []

    def _group(self, word: str, *, is_last: bool) -> str:
        """The words that one typed word may be, as an FTS5 expression."""
        words = [word]
        if word not in self._known:
            words += [near for near, _, _ in process.extract(word, self._words, scorer=fuzz.ratio, limit=3)]
        quoted = ['"' + word.replace('"', '""') + '"' for word in words]
        if is_last:
            quoted[0] += "*"
        return "(" + " OR ".join(quoted) + ")"


def judge(asked: Asked, hits: Sequence[tuple[str, str]]) -> tuple[float, float, float, float]:
    """Right article first, reciprocal rank, recall among the first ten, and whether the passage shows a meant word."""
    passages: dict[str, str] = {}
    for article, passage in hits:
        passages.setdefault(article, passage)
    ranked = list(passages)[:RANKS]
    rank = next((rank for rank, article in enumerate(ranked) if article in asked.articles), None)
    if rank is None:
        return 0.0, 0.0, 0.0, 0.0
    shown = {token.lower() for token in _TOKEN.findall(passages[ranked[rank]][:READ_OF_A_PASSAGE])}
    recall = len(asked.articles.intersection(ranked)) / min(RANKS, len(asked.articles))
    return float(rank == 0), 1 / (rank + 1), recall, float(not asked.words.isdisjoint(shown))


def read_queries(file: Path, sample: int | None) -> list[Asked]:
    """The queries of a file, or as many of each set."""
    sets = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            articles = frozenset(f"{stem}.txt" for stem in item["rel"])
            sets[item["set"]].append(Asked(item["set"], item["q"], frozenset(item["words"]), articles))
    chance = random.Random(1)
    return [
        query
        for queries in sets.values()
        for query in (chance.sample(queries, min(sample, len(queries))) if sample else queries)
    ]


def made_queries(texts: dict[str, str], count: int) -> Iterator[Asked]:
    """Queries of one to three words from the articles: as they stand, and with one letter of one word replaced."""
    held = {name: {word.lower() for word in _TOKEN.findall(text)} for name, text in texts.items()}
    chance = random.Random(1)
    for number in range(count):
        words = [word.lower() for word in _TOKEN.findall(chance.choice(sorted(texts.values())))]
        start = chance.randrange(max(1, len(words) - 12))
        near = sorted({word for word in words[start : start + 12] if len(word) > 3})
        meant = chance.sample(near, min(len(near), chance.randint(1, 3)))
        typed = list(meant)
        if number % 2 and typed:
            word = typed[0]
            at = chance.randrange(len(word))
            typed[0] = word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]
        articles = frozenset(name for name, all_words in held.items() if all_words.issuperset(meant))
        if typed:
            yield Asked("one typo" if number % 2 else "clean", " ".join(typed), frozenset(meant), articles)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of asking one engine everything."""

    name: str
    means: tuple[float, ...]
    """Right article first, reciprocal rank, recall, passage; over all queries."""
    milliseconds: tuple[float, ...]
    """Of each query, ascending."""

    def row(self, first: float) -> str:
        """A line of the table; ``first`` is how often the engine it is compared with was right first."""
        shares = " | ".join(f"{mean:.3f}" for mean in self.means)
        middle, late = (self.milliseconds[int(len(self.milliseconds) * share)] for share in (0.5, 0.95))
        return f"| {self.name} | {shares} | {middle:.1f} / {late:.1f} | {self.means[0] - first:+.3f} |"


def measure(engine: Engine, queries: Sequence[Asked]) -> Result:
    """Ask everything and print what came of each kind."""
    engine.answer("warm up")
    answers, times = ask(engine, queries)
    for _ in range(ROUNDS - 1):
        if sum(times) < LONGEST_ROUND:
            times = list(map(min, times, ask(engine, queries)[1]))
    verdicts = defaultdict(list)
    for asked, hits in zip(queries, answers, strict=True):
        verdict = judge(asked, hits)
        verdicts[asked.kind].append(verdict)
        verdicts["all"].append(verdict)
    print(f"\n{engine.name:16} {'queries':>8}  first    mrr  rec10  passage")
    for kind, rows in verdicts.items():
        print(f"{kind:16} {len(rows):8}  " + "  ".join(f"{mean:.3f}" for mean in means(rows)))
    return Result(engine.name, means(verdicts["all"]), tuple(sorted(1000 * taken for taken in times)))


def ask(engine: Engine, queries: Sequence[Asked]) -> tuple[list[list[tuple[str, str]]], list[float]]:
    """The answers to all queries, and the seconds that each took."""
    answers, times = [], []
    for asked in queries:
        started = time.perf_counter()
        answers.append(engine.answer(asked.typed))
        times.append(time.perf_counter() - started)
    return answers, times


def means(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """The mean of each column."""
    return tuple(statistics.mean(column) for column in zip(*rows, strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all engines on the same articles and queries, and print one table."""
    parser = argparse.ArgumentParser(
        description="Search quality and speed beside FTS5 with RapidFuzz, tantivy and fzf."
    )
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS, help="a folder of .txt articles")
    parser.add_argument("queries", nargs="?", type=Path, help="queries with known answers, one JSON object a line")
    parser.add_argument("--sample", type=int, help="queries of each set")
    given = parser.parse_args(arguments)
    texts = {
        file.name: file.read_text(encoding="utf-8", errors="replace") for file in sorted(given.corpus.glob("*.txt"))
    }
    queries = read_queries(given.queries, given.sample) if given.queries else list(made_queries(texts, 600))
    print(f"{len(texts)} articles, {len(queries)} queries")
    results = []
    for kind in (Ours, FullTextSearch, *installed()):
        started = time.perf_counter()
        engine: Engine = kind(texts)
        print(f"\n{engine.name}: built in {time.perf_counter() - started:.2f} s")
        results.append(measure(engine, queries))
    print("\n| | right article first | MRR | recall@10 | passage has the word | p50 / p95 ms | first beside reader |")
    print("|---|---|---|---|---|---|---|")
    for result in results:
        print(result.row(results[0].means[0]))


if __name__ == "__main__":
    main()
