"""A program that changes, undoes and redoes at random: ``python -m tests.annotations.undoing FOLDER NUMBER SEED``.

It opens the annotations, says so, and begins once it is told to: what one window did before another was opened is
the other's to undo as well.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.errors import AnnotationError
from reader.annotations.history import ChangedSinceError, Step
from tests.annotations.test_history import Window, change_at_random

if TYPE_CHECKING:
    from reader.annotations.transaction import Commit


def work(folder: Path, number: int, seed: int) -> None:
    """So many changes; prints what came of them."""
    window, chance = Window(folder), random.Random(seed)
    print("ready", flush=True)
    sys.stdin.readline()
    report = {"undone": 0, "redone": 0, "in the way": 0, "wrong": 0}
    for _ in range(number):
        window.store.refresh()
        choice = chance.random()
        try:
            if choice < 0.5:
                change_at_random(window, chance)
            elif choice < 0.85:
                step = window.history.undo()
                report["undone"] += step is not None
                report["wrong"] += not any(gives_back(step, commit) for commit in reversed(window.made)) if step else 0
            else:
                report["redone"] += window.history.redo() is not None
        except ChangedSinceError:
            report["in the way"] += 1
        except AnnotationError:
            pass  # the other process removed it first
    print(json.dumps(report))


def gives_back(step: Step, commit: Commit) -> bool:
    """Whether undoing gave back what was before a commit."""
    return all(
        dict(step.commit.tables[table][1]) == {key: before[key] for key in step.commit.tables[table][1]}
        for table, (before, after) in commit.tables.items()
        if step.commit.tables[table][1].keys() <= after.keys()
    ) and all(step.commit.tables[table][1].keys() <= commit.tables[table][1].keys() for table in commit.tables)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
