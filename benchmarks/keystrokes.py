"""Typing in the search: milliseconds from a key to its hits on the screen, engine and paint together.

usage: python -m benchmarks.keystrokes [CORPUS] [--size 150x44] [--queries 40]

The real screen runs without a terminal; queries of two words, every third with a typo, are typed letter by letter.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual.events import Key

from reader.library.library import Library
from reader.tui.app import ReaderApp
from reader.tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.library.searching import Answer

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
PATIENCE = 10.0
"""Seconds that a key may stay unanswered."""


def queries(corpus: Path, count: int) -> Iterator[str]:
    """Two words of one article each, every third query with two letters swapped."""
    chooser = random.Random(7)
    files = sorted(corpus.rglob("*.txt"))
    for number in range(count):
        text = chooser.choice(files).read_text(encoding="utf-8", errors="replace")
        words = re.findall(r"[a-z]{5,}", text.lower()) or ["nothing"]
        first, second = chooser.choice(words), chooser.choice(words)
        if number % 3 == 0:
            first = first[:2] + first[3] + first[2] + first[4:]
        yield f"{first} {second}"


async def typed(library: Library, asked: Sequence[str], size: tuple[int, int]) -> list[float]:
    """Milliseconds of every key."""
    app = ReaderApp(library)
    taken: list[float] = []
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        screen = app.screen
        if not isinstance(screen, SearchScreen):
            raise TypeError("the search did not open")
        painted, wanted = asyncio.Event(), ""
        show = screen._show

        def show_and_tell(answer: Answer) -> None:
            show(answer)
            if answer.query == wanted:
                screen.call_after_refresh(painted.set)

        screen._show = show_and_tell  # type: ignore[method-assign]
        for query in asked:
            for length in range(1, len(query) + 1):
                started = time.perf_counter()
                letter = query[length - 1]
                painted.clear()
                wanted = query[:length]
                app.post_message(Key("space" if letter == " " else letter, letter))
                await asyncio.wait_for(painted.wait(), PATIENCE)
                taken.append((time.perf_counter() - started) * 1000)
            await pilot.press("ctrl+u")
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the median and the 95th percentile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--size", default="150x44")
    parser.add_argument("--queries", type=int, default=40)
    options = parser.parse_args(arguments)
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("READER_HOME", home)
        library = Library.open(options.corpus)
        library.searching.search("anything")
        taken = sorted(asyncio.run(typed(library, list(queries(options.corpus, options.queries)), (columns, rows))))
    median, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    print(f"{len(taken)} keys at {options.size}: p50 {median:.1f} ms, p95 {late:.1f} ms, slowest {taken[-1]:.1f} ms")


if __name__ == "__main__":
    main()
