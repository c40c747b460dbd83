"""What a model gets wrong in prose, mended by rules that hold for any text; ``rules.py`` has them in order."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def rules_version() -> str:
    """Part of the key of everything cached: it changes with any rule and any table."""
    identity = hashlib.sha256()
    room = files("reader.entities")
    sources = [*_sources(room / "refining"), *_sources(room / "data"), room / "nations.py", room / "recognizer.py"]
    for file in sources:
        identity.update(file.read_bytes())
    return identity.hexdigest()[:12]


def _sources(folder: Traversable) -> list[Traversable]:
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith((".py", ".txt"))), key=lambda file: file.name
    )
