"""What is typed over the notes: words, ``#tag``, ``by:Ada``, ``color:green``; all but colors may be misspelled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.annotations.people import folded, likely
from reader.annotations.tags import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_PART = re.compile(r'(?:#|\b(tag|color|by):)(?:"([^"]*)"?|(\S+))')
LEAST_LIKENESS = 80
"""RapidFuzz's ratio from which a tag is the one that was meant."""


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """Keeps notes that have all the tags, one of the colors, and one of the people for their writer."""

    words: str = ""
    tags: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @classmethod
    def typed(cls, text: str) -> NoteFilter:
        """The filter that a person typed."""
        found: dict[str, list[str]] = {"tag": [], "color": [], "by": []}
        for kind, quoted, plain in _PART.findall(text):
            if quoted or plain:
                found[kind or "tag"].append(quoted or plain)
        words = " ".join(_PART.sub(" ", text).split())
        return cls(words, tuple(found["tag"]), tuple(found["color"]), tuple(found["by"]))

    @property
    def text(self) -> str:
        """The filter as it is typed, ready for more words."""
        parts = [f"color:{_quoted(color)}" for color in self.colors]
        parts += [f"by:{_quoted(person)}" for person in self.people]
        parts += [f"#{_quoted(tag)}" for tag in self.tags]
        return " ".join([*parts, self.words]) if parts or self.words else ""

    def keeps(self, tags: Collection[str], color: str | None, meanings: Mapping[str, str]) -> bool:
        """Whether a note with these tags and of this color stays; a color is named by itself or by its meaning."""
        if not all(any(_is_meant(tag, wanted) for tag in tags) for wanted in self.tags):
            return False
        names = [name.casefold() for name in (color, meanings.get(color or "")) if name]
        return not self.colors or any(name.startswith(wanted.casefold()) for name in names for wanted in self.colors)

    def writers(self, people: Sequence[str]) -> frozenset[str]:
        """Those whose notes stay, among all people who wrote; their names folded."""
        return frozenset(folded(person) for name in self.people for person in likely(name, people))

    def toggled(self, other: NoteFilter) -> NoteFilter:
        """With the tags, colors and people of another one, or without those that it has already."""
        return replace(
            self,
            tags=_toggled(self.tags, other.tags),
            colors=_toggled(self.colors, other.colors),
            people=_toggled(self.people, other.people),
        )

    def next_color(self, colors: Sequence[str]) -> NoteFilter:
        """With the color after the one it has; after the last one, without."""
        return replace(self, colors=_next(self.colors, colors))

    def next_tag(self, tags: Sequence[str]) -> NoteFilter:
        """With the tag after the one it has; after the last one, without."""
        return replace(self, tags=_next(self.tags, tags))

    def next_person(self, people: Sequence[str]) -> NoteFilter:
        """With the person after the one it has; after the last one, without."""
        return replace(self, people=_next(self.people, people))


def _toggled(present: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    kept = (item for item in present if item not in others)
    return (*kept, *(item for item in others if item not in present))


def _next(present: tuple[str, ...], all_: Sequence[str]) -> tuple[str, ...]:
    here = all_.index(present[-1]) if present and present[-1] in all_ else -1
    return (all_[here + 1],) if here + 1 < len(all_) else ()


def _is_meant(tag: str, wanted: str) -> bool:
    """Whether a tag begins as what was typed, or is much like it."""
    if fold(tag).startswith(fold(wanted)):
        return True
    from rapidfuzz import fuzz

    return fuzz.ratio(fold(tag), fold(wanted)) >= LEAST_LIKENESS


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
