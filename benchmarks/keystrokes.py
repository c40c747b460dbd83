"""Typing in the search: milliseconds from a key to its hits and their preview on the screen.

usage: python -m benchmarks.keystrokes [CORPUS] [--size 150x44] [--queries 40]

The real screen runs without a terminal; queries of two words, every third with a typo, are typed letter by letter.
Where the machine is busy with other things, too, the processor time tells more than the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

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


@dataclass(frozen=True, slots=True)
class Key:
    """What one key took, in milliseconds."""

    clock: float
    """Until hits and preview were on the screen."""
    engine: float
    """Of these, in the engine."""
    processor: float
    """Of all threads together."""


async def typed(library: Library, asked: Sequence[str], size: tuple[int, int]) -> list[Key]:
    """What every key took."""
    app = ReaderApp(library)
    taken: list[Key] = []
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("slash")
        screen = app.screen
        if not isinstance(screen, SearchScreen):
            raise TypeError("the search did not open")
        answers: asyncio.Queue[Answer] = asyncio.Queue()
        show = screen._show

        def show_and_tell(answer: Answer) -> None:
            show(answer)
            screen.call_after_refresh(answers.put_nowait, answer)

        screen._show = show_and_tell  # type: ignore[method-assign]
        for query in asked:
            for length in range(1, len(query) + 1):
                letter = query[length - 1]
                clock, processor = time.perf_counter(), time.process_time()
                app.post_message(events.Key("space" if letter == " " else letter, letter))
                while (answer := await asyncio.wait_for(answers.get(), PATIENCE)).query != query[:length]:
                    pass
                clock, processor = time.perf_counter() - clock, time.process_time() - processor
                taken.append(Key(clock * 1000, answer.milliseconds, processor * 1000))
            await pilot.press("ctrl+u")
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the median and the 95th percentile of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--size", default="150x44")
    parser.add_argument("--queries", type=int, default=40)
    options = parser.parse_args(arguments)
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("READER_HOME", home)
        library = Library.open(options.corpus)
        library.searching.update()
        taken = asyncio.run(typed(library, list(queries(options.corpus, options.queries)), (columns, rows)))
    print(f"{len(taken)} keys at {options.size}, {len(library.files):,} articles; milliseconds")
    for name in ("clock", "engine", "processor"):
        values = sorted(getattr(key, name) for key in taken)
        middle, late = values[len(values) // 2], values[int(len(values) * 0.95)]
        print(f"{name:>9}: p50 {middle:5.1f}   p95 {late:5.1f}   slowest {values[-1]:5.1f}")


if __name__ == "__main__":
    main()
