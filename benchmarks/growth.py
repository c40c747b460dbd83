"""What the verbs and the screen cost in ever larger libraries: CPU, memory and disk at 200, 2,000 and 31,000 articles.

usage: python -m benchmarks.growth [CORPUS] [--sizes N ...]

CORPUS is a folder of .txt articles, the five in seeds/ without it; where it has too few, articles are grown from them
as in ``benchmarks.search_growth``. Each step is a process of its own, and the operating system says what CPU it and its
workers took and how much memory the largest of them held at most.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.screen import LIST, READER, cpu_to_paint
from benchmarks.search import SEEDS
from benchmarks.search_growth import Grown

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (200, 2_000, 31_000)
FILES_IN_A_FOLDER = 1_000
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(code > 1)
"""
"""A small process between: one that is started counts the memory of whoever started it as its own."""
VERBS = {
    "list, first time": ("list", "--json"),
    "list, later": ("list", "--json"),
    "index, first time": ("index", "--only", "index"),
    "index, nothing changed": ("index", "--only", "index"),
    "search": ("search", "huwaei chips", "--json"),
    "show": ("show", "000/7.txt", "--json"),
    "tag an article": ("tag", "add", "000/7.txt", "chips"),
}
"""Step -> the verb; they follow on each other."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    seconds: float
    """CPU of it and of its workers."""
    megabytes: float
    """Memory at most."""


def cost(library: Path, *arguments: str) -> Cost:
    """Run the program on a library.

    Raises:
        RuntimeError: it ended with an error.
    """
    command = [sys.executable, "-c", LAUNCHER, sys.executable, "-m", "reader", "-L", str(library), *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    seconds, kilobytes = done.stdout.split()
    return Cost(float(seconds), float(kilobytes) / 1024)


def make_library(articles: Grown, count: int, library: Path) -> float:
    """Write so many articles; gives their megabytes."""
    written = 0
    for number in range(count):
        file = library / f"{number // FILES_IN_A_FOLDER:03}" / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        written += file.write_text(articles[str(number)], encoding="utf-8")
    return written / 1e6


def megabytes_below(folder: Path) -> float:
    """What all files of a folder take."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def measure(articles: Grown, count: int, folder: Path) -> None:
    """Print the steps for a library of so many articles."""
    os.environ["READER_HOME"] = str(folder / "home")
    library = folder / "library"
    print(f"{count:,} articles, {make_library(articles, count, library):.1f} million characters", flush=True)
    for name, arguments in VERBS.items():
        taken = cost(library, *arguments)
        print(f"  {name:24} {taken.seconds:9.2f} s {taken.megabytes:8.0f} MB", flush=True)
    painted = min(cpu_to_paint(READER, 150, 44, str(library), LIST) for _ in range(3))
    print(f"  {'screen, to first paint':24} {painted:9.2f} s", flush=True)
    print(f"  {'cache folder':24} {megabytes_below(folder / 'home' / 'cache'):20.1f} MB", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description="What verbs and screen cost in ever larger libraries.")
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS, help="a folder of .txt articles")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of articles")
    options = parser.parse_args(arguments)
    articles = Grown(options.corpus)
    for count in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(articles, count, Path(folder))


if __name__ == "__main__":
    main()
