"""Notes in the making: what was typed and not saved, and what it is on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a note that is not saved, and its passage."""

    text: str
    path: str
    """The article."""
    start: int | None = None
    """Offset of the passage; None for the whole article."""
    end: int | None = None
    quote: str = ""
    """The words of the passage, by which it is found if the article changes."""
    annotation: str = ""
    """The id of the note or highlight that is being edited; empty for a new note."""
    color: str = ""

    @property
    def key(self) -> str:
        """What tells one draft from another: there is one for each thing that can be written on."""
        return self.annotation or f"{self.path} {self.start}:{self.end}"

    def document(self) -> dict[str, Any]:
        """The draft as JSON."""
        return asdict(self)

    @classmethod
    def read(cls, document: object) -> Draft | None:
        """The draft that was kept; None if it was something else."""
        if not isinstance(document, dict):
            return None
        text, path, *others = (document.get(name, "") for name in ("text", "path", "quote", "annotation", "color"))
        if not (isinstance(text, str) and isinstance(path, str) and text and path):
            return None
        quote, annotation, color = (value if isinstance(value, str) else "" for value in others)
        start, end = document.get("start"), document.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            start = end = None
        return cls(text, path, start, end, quote, annotation, color)
