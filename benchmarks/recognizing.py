"""Recognition of a whole library: how fast, and how soon the screen answers keys meanwhile.

usage: python -m benchmarks.recognizing [LIBRARY] [--size 150x44] [--seconds 30] [--articles 2000]

The real screen runs without a terminal. Keys that move through list and text are pressed one after the other, first
while nothing goes on, then while the library is recognized, then through its entities, which are gathered again and
again meanwhile; a key is answered when its change has been painted. Beside the time that passed stands the processor
time that the screen's process took: on a machine that is busy with other things, that is what can be compared.
Without LIBRARY the articles are made of the sentences of ``seeds/``.
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
from typing import TYPE_CHECKING, Any

from textual.events import Key

from reader.library.events import Progress
from reader.library.library import Library
from reader.library.recognizing import JOB
from reader.tui.app import ReaderApp
from reader.tui.widgets.choice_list import ChoiceList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.events import Event

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
PATIENCE = 10.0
"""Seconds that a key may stay unanswered."""
PAUSE = 0.03
"""Seconds between two keys: a key held down."""
ENOUGH = 50
"""Milliseconds within which a key is to be answered."""
KEYS = (
    "down",
    "down",
    "tab",
    "space",
    "b",
    "j",
    "right_curly_bracket",
    "left_curly_bracket",
    "shift+tab",
    "down",
    "up",
)
"""Through the list, into the text and through it, and back. Each changes what is to be seen, whatever is known."""
ENTITY_KEYS = ("down", "down", "down", "up", "pagedown", "pageup")
"""Through the list of all entities."""


def watched(app: ReaderApp) -> asyncio.Event:
    """An event that is set with the first painting after what a key asks for has been done."""
    painted = asyncio.Event()
    run_action, display = app.run_action, app._display
    was_asked = False

    async def run_and_wait(*arguments: Any) -> bool:
        nonlocal was_asked
        was_asked = True
        return await run_action(*arguments)

    def display_and_tell(*arguments: Any) -> None:
        nonlocal was_asked
        display(*arguments)
        if was_asked:
            was_asked = False
            painted.set()

    app.run_action = run_and_wait  # type: ignore[method-assign,assignment]
    app._display = display_and_tell  # type: ignore[method-assign,assignment]
    return painted


class Work:
    """How far recognition is, as the library tells."""

    def __init__(self, library: Library) -> None:
        self.done = 0
        self.over = False
        library.events.subscribe(self._heard)

    def _heard(self, event: Event) -> None:
        if isinstance(event, Progress) and event.job == JOB:
            self.done, self.over = event.done, event.done == event.total


def make_articles(folder: Path, count: int) -> None:
    """Articles of sentences of ``seeds/``, all different."""
    chooser = random.Random(7)
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt")))
    sentences = re.split(r"(?<=[.!?])\s+", text)
    for number in range(count):
        paragraphs = (" ".join(chooser.sample(sentences, 5)) for _ in range(5))
        (folder / f"{number:05}.txt").write_text(f"Article {number}\n\n" + "\n\n".join(paragraphs) + "\n")


async def pressed(
    app: ReaderApp, painted: asyncio.Event, keys: Sequence[str], seconds: float, work: Work
) -> list[tuple[float, float]]:
    """Milliseconds to the answer of every key, for so many seconds or until the work is over: passed, of processor."""
    taken: list[tuple[float, float]] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end and not work.over:
        for key in keys:
            await asyncio.sleep(PAUSE)
            painted.clear()
            started, busy = time.perf_counter(), time.process_time()
            app.post_message(Key(key, None))
            await asyncio.wait_for(painted.wait(), PATIENCE)
            taken.append(((time.perf_counter() - started) * 1000, (time.process_time() - busy) * 1000))
    return taken


async def measure(library: Library, seconds: float, size: tuple[int, int]) -> None:
    """Print how soon keys are answered, without and with recognition."""
    app = ReaderApp(library)
    painted, work = watched(app), Work(library)
    async with app.run_test(size=size):
        await asyncio.to_thread(library.recognition.mentions, library.article(library.files[0].path))
        say("nothing goes on", await pressed(app, painted, KEYS, seconds, work))
        started = time.monotonic()
        library.recognition.everywhere.bring_up_to_date(wait=False)
        say("recognition goes on", await pressed(app, painted, KEYS, seconds, work))
        await pressed(app, painted, "e", 0.01, work)
        while not (work.over or any(shown.count for shown in app.screen.query(ChoiceList))):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(PAUSE)
        say("on the entities", await pressed(app, painted, ENTITY_KEYS, seconds, work))
        passed = time.monotonic() - started
    print(f"{work.done} of {len(library.files):,} articles in {passed:.0f} s: {work.done / passed:.0f} a second")


def say(what: str, taken: Sequence[tuple[float, float]]) -> None:
    """Print a row of the table."""
    if not taken:
        return
    print(f"{what:<20} {len(taken):5} keys")
    for name, all_of_them in zip(("passed", "processor"), zip(*taken, strict=True), strict=True):
        ordered = sorted(all_of_them)
        median, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        over = sum(one > ENOUGH for one in ordered)
        print(
            f"  {name:<10} p50 {median:5.1f} ms, p95 {late:5.1f} ms, slowest {ordered[-1]:5.1f} ms, "
            f"{over} over {ENOUGH} ms"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", nargs="?", type=Path)
    parser.add_argument("--size", default="150x44")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--articles", type=int, default=2000, help="how many to make")
    options = parser.parse_args(arguments)
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["READER_HOME"] = str(Path(folder) / "home")
        made = Path(folder) / "articles"
        made.mkdir()
        if options.library is None:
            make_articles(made, options.articles)
        library = Library.open(options.library or made)
        asyncio.run(measure(library, options.seconds, (columns, rows)))


if __name__ == "__main__":
    main()
