"""Programs that the crash tests start, each in a process of its own: ``python -m tests.annotations.processes …``."""

from __future__ import annotations

import importlib
import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.annotations import disk
from reader.annotations.editing import add_note
from reader.annotations.store import AnnotationStore
from tests.annotations.examples import annotation, article

if TYPE_CHECKING:
    from collections.abc import Callable


def add(file: Path, number: int) -> None:
    """Add so many notes, one commit each; prints their ids."""
    store = AnnotationStore(file)
    for _ in range(number):
        print(add_note(store, article(), "A note.").id, flush=True)


def kill(file: Path, times: int, seed: int) -> None:
    """Kill a process that adds notes so many times, while it writes; prints what became of the notes.

    The writer is forked from this process, which has no threads: it begins at once.
    """
    chance = random.Random(seed)
    store = AnnotationStore(file)
    with store.transaction() as transaction:
        for _ in range(500):
            transaction.put(annotation())
    acknowledged = {item.id for item in store.annotations()}
    report = {"kills": 0, "midway": 0, "lost": 0, "invalid": 0}
    pace = 0.02
    for _ in range(times):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write_for_ever(file, writing)
        os.close(writing)
        said, pace = _acknowledged(reading, chance.randint(0, 2), chance.random(), pace, child)
        acknowledged |= said
        report["kills"] += 1
        report["midway"] += disk.beside(file, disk.TEMPORARY_SUFFIX).exists()
        found = _ids(file)
        report["invalid"] += found is None
        report["lost"] += len(acknowledged - (found or set()))
    print(json.dumps(report | {"kept": len(_ids(file) or ()), "acknowledged": len(acknowledged)}))


def _write_for_ever(file: Path, pipe: int) -> None:
    store = AnnotationStore(file)
    os.write(pipe, b"ready\n")
    while True:
        os.write(pipe, add_note(store, article(), "A note.").id.encode() + b"\n")


def _acknowledged(pipe: int, number: int, part: float, pace: float, child: int) -> tuple[set[str], float]:
    """What the child acknowledged until it was killed, and the seconds that its last whole note took.

    It is killed in the midst of a note: once it has acknowledged so many, and this part of a note's time is over.
    """
    heard = _heard(pipe, b"", 1)
    for count in range(number):
        began = time.monotonic()
        heard = _heard(pipe, heard, count + 2)
        pace = time.monotonic() - began
    until = time.monotonic() + part * pace
    while (rest := until - time.monotonic()) > 0:
        if select.select([pipe], [], [], rest)[0]:
            heard += os.read(pipe, 65536)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(pipe, 65536):
        heard += more
    os.close(pipe)
    # A line without its end was never said in full.
    return {line.decode() for line in heard.split(b"\n")[1:-1]}, pace


def _heard(pipe: int, heard: bytes, lines: int) -> bytes:
    """What came out of the pipe, once it is so many lines."""
    while heard.count(b"\n") < lines:
        heard += os.read(pipe, 65536)
    return heard


def _ids(file: Path) -> set[str] | None:
    """The ids in the file, as any JSON reader sees them; None when it is no valid JSON."""
    if not file.exists():
        return set()
    try:
        tables: dict[str, Any] = json.loads(file.read_bytes())
    except ValueError:
        return None
    return {document["id"] for document in tables["annotations"].values()}


def add_without_rights(file: Path) -> None:
    """Try to add a note as nobody in particular; prints the error."""
    # What nobody may read is loaded before.
    for module in ("filelock", "reader.annotations.committing"):
        importlib.import_module(module)
    store = AnnotationStore(file)
    if os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
    try:
        add_note(store, article(), "A note.")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
        print(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    programs: dict[str, Callable[..., None]] = {"add": add, "kill": kill, "add_without_rights": add_without_rights}
    name, path, *numbers = sys.argv[1:]
    programs[name](Path(path), *map(int, numbers))
