"""The colors, writers and tags of the notes with their counts; a click keeps those notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

from reader.annotations.models import Color
from reader.annotations.people import folded
from reader.articles.sanitizing import one_line
from reader.tui.note_filter import NoteFilter
from reader.tui.widgets.chips import Chip, Chips
from reader.tui.wording import color_name, person_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotations.models import Annotation
    from reader.config import Settings
    from reader.tui.app import ReaderApp


class NoteFacets(Chips):
    """Each chip stands for what a person would type to the same end."""

    def __init__(self, settings: Settings, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._settings = settings
        self._colors: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()
        self._writers: Counter[str] = Counter()
        self._people: Sequence[str] = ()

    def count(self, annotations: Iterable[Annotation], people: Sequence[str]) -> None:
        """Count anew.

        Args:
            annotations: the notes.
            people: those who wrote them; nobody where that goes without saying.
        """
        items = list(annotations)
        self._people = people
        self._writers = Counter(folded(item.creator) for item in items if item.creator)
        self._colors = Counter(item.color for item in items if item.color)
        self._tags = Counter(tag for item in items for tag in item.tags)

    def mark(self, wanted: NoteFilter) -> None:
        """Show them, those that the filter means as chosen."""
        palette = cast("ReaderApp", self.app).palette
        meanings = self._settings.colors
        by_color, by_tag = NoteFilter(colors=wanted.colors), NoteFilter(tags=wanted.tags)
        chips = [
            Chip(
                NoteFilter(colors=(color,)).text,
                f"{color_name(self._settings, color)} {self._colors[color]:,}",
                palette.highlight(color),
                chosen=bool(wanted.colors) and by_color.keeps((), color, meanings),
            )
            for color in self.used_colors
        ]
        writers = wanted.writers(self._people)
        chips += [
            Chip(
                NoteFilter(people=(person,)).text,
                f"{person_label(person)} {self._writers[folded(person)]:,}",
                palette.quiet,
                chosen=folded(person) in writers,
            )
            for person in self.used_people
        ]
        chips += [
            Chip(
                NoteFilter(tags=(tag,)).text,
                f"#{one_line(tag)} {self._tags[tag]:,}",
                palette.quiet,
                chosen=bool(wanted.tags) and by_tag.keeps((tag,), None, meanings),
            )
            for tag in self.used_tags
        ]
        self.show(chips)

    @property
    def used_colors(self) -> list[str]:
        """The colors in use."""
        return [color for color in Color if self._colors[color]]

    @property
    def used_people(self) -> list[str]:
        """Those who wrote notes, by name."""
        return [person for person in self._people if self._writers[folded(person)]]

    @property
    def used_tags(self) -> list[str]:
        """The tags in use, the most used first."""
        return sorted(self._tags, key=lambda tag: (-self._tags[tag], tag))
