"""How right and how fast passages are found again after their articles changed.

``python -m benchmarks.anchoring [FOLDER] [--cases 100] [--seed 1]``. The articles of the folder are edited at random
in many ways, with the passage's true place known all along; then passages that are hard to find are sought in long
texts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.annotations.edits import Editor
from tests.annotations.placing import counted, of_passage, placed
from tests.annotations.prose import synthetic_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotations.models import Annotation

RUNS = 7
"""The middle one of these counts."""
MOST_ARTICLES = 300
GOALS = (
    ("found", "found", "there", 0.98, "at least"),
    ("in a wrong place", "wrong", "there", 0.004, "at most"),
    ("gone, and known to be", "gone, known", "gone", 0.96, "at least"),
    ("sure, and right", "sure, right", "sure", 0.995, "at least"),
)
"""What, its count, out of which, the goal."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("seeds"))
    parser.add_argument("--cases", type=int, default=100, help="of each kind of edit")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    texts = articles(options.folder, options.seed)
    print(f"{len(texts)} articles, {options.cases} cases of each kind of edit")
    counts = counted(Editor(texts, options.seed), options.cases)
    for name, count, whole, goal, bound in GOALS:
        share = counts[count] / max(1, counts[whole])
        print(f"  {name:24} {share:.4f} of {counts[whole]:6,} (goal: {bound} {goal})")
    for size, goal in ((13_000, 10), (250_000, 60)):
        show_times(size, goal)


def articles(folder: Path, seed: int) -> list[str]:
    """Some articles of a folder; with few, prose made at random joins them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    chosen = random.Random(seed).sample(files, min(MOST_ARTICLES, len(files)))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in chosen]
    return texts + [synthetic_prose(number, paragraphs=14) for number in range(40 - len(texts))]


def show_times(size: int, goal: int) -> None:
    """Processor time for passages of several lengths that are gone, or changed and moved."""
    text = "".join(synthetic_prose(number, paragraphs=40) for number in range(1 + size // 9_000))[:size]
    print(f"{size:,} characters (goal: at most {goal} ms of processor time)")
    for length in (30, 200, 1_500, 9_000):
        start = size // 3
        if start + length + 100 > size:
            continue
        item = of_passage(text[start : start + length], text)
        gone = text[: start - 40] + text[start + length + 40 :]
        changed = "New. " + text.replace(" the ", " that ")
        needed = [milliseconds(item, edited) for edited in (gone, changed)]
        print(f"  a passage of {length:5,}: gone {needed[0]:6.1f} ms, changed {needed[1]:6.1f} ms")


def milliseconds(item: Annotation, text: str) -> float:
    """Processor time to find an annotation in a text that was never seen."""
    needed = []
    for _ in range(RUNS):
        started = time.process_time()
        placed(item, text)
        needed.append(time.process_time() - started)
    return sorted(needed)[RUNS // 2] * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
