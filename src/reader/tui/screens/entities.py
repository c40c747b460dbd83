"""The entities of the whole library, and every mention of one in its sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.content import Content

from reader.articles.models import Span
from reader.articles.sanitizing import one_line
from reader.entities.models import NAME_TYPES
from reader.tui.places import Place
from reader.tui.screens.browsing import BrowsingScreen
from reader.tui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.entities.models import Entity, Mention
    from reader.library.library import Library
    from reader.tui.themes import Palette

BAR_WIDTH = 14
WIDEST_NAME = 30
WIDEST_TYPE = 11
AROUND = 70
"""Characters shown on either side of a mention."""
LOOK_AGAIN = 0.5
"""Seconds between looks at what has been recognized meanwhile."""
ORDERS = ("most mentioned first", "by type", "by name")
COMPANIONS = 4


class EntitiesScreen(BrowsingScreen[Place]):
    """A row an entity, with its type, a bar and its articles; enter lists its mentions."""

    TITLE = "Entities"
    ACTIONS: ClassVar[frozenset[str]] = frozenset({"choose", "order", "leave"})
    _order = 0

    def __init__(self, library: Library, palette: Palette) -> None:
        super().__init__(library, palette)
        self._mentions: Mapping[str, tuple[Mention, ...]] = {}

    def begin(self) -> None:
        """Have recognized what is not known yet, and show it as it comes."""
        missing = [file.path for file in self.library.files if file.path not in self._mentions]
        for path in reversed(missing):
            self.library.recognition.request(path)
        if missing:
            self.set_interval(LOOK_AGAIN, self._look_again)

    def gather(self) -> Sequence[Choice]:
        """All entities that are names, in the order in force."""
        index = self.library.entities.everywhere()
        self._mentions = index.mentions
        entities = [entity for entity in index.entities if entity.type in NAME_TYPES]
        if self._order == 1:
            entities.sort(key=lambda entity: NAME_TYPES.index(entity.type))
        elif ORDERS[self._order] == "by name":
            entities.sort(key=lambda entity: entity.name.casefold())
        most = max((entity.count for entity in entities), default=1)
        files = len(self.library.files)
        known = len(self._mentions)
        self.choices.border_subtitle = ORDERS[self._order] + (
            "" if known == files else f" · {known} of {files} articles"
        )
        return [Choice((self._row(entity, most),), _words(entity), entity) for entity in entities]

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The first mention in the article that mentions it most."""
        entity: Entity = choice.value
        path = entity.articles[0]
        first = next((item for item in self._mentions[path] if _means(item, entity)), None)
        return None if first is None else (path, Span(first.start, first.end))

    def choose(self) -> None:
        """List the mentions; the one that is chosen there is gone to."""
        if self.choices.chosen is not None:
            screen = ConcordanceScreen(self.library, self.palette, self.choices.chosen.value, self._mentions)
            self.app.push_screen(screen, self._chosen)

    def _chosen(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

    def next_order(self) -> None:
        """By count, by type, by name."""
        self._order = (self._order + 1) % len(ORDERS)
        self.show_choices()

    def _look_again(self) -> None:
        if self.library.entities.everywhere().mentions is not self._mentions:
            self.show_choices()

    def _row(self, entity: Entity, most: int) -> Text:
        row = Text(one_line(entity.name))
        row.truncate(WIDEST_NAME, overflow="ellipsis", pad=True)
        row.append(f" {entity.type:<{WIDEST_TYPE}}", style="dim")
        row.append(f"{entity.count:>5} in {len(entity.articles):<4} ", style="dim")
        bar = "▇" * max(1, round(BAR_WIDTH * entity.count / most))
        return row.append(bar, style=self.palette.entity(entity.type))


class ConcordanceScreen(BrowsingScreen[Place]):
    """Two rows a mention: the words around it, and the article."""

    TITLE = "Mentions"
    ROWS: ClassVar[int] = 2

    def __init__(
        self, library: Library, palette: Palette, entity: Entity, mentions: Mapping[str, Sequence[Mention]]
    ) -> None:
        super().__init__(library, palette)
        self._entity = entity
        self._mentions = mentions

    @property
    def heading(self) -> str:
        """Whose mentions these are."""
        names = ", ".join(one_line(name) for name in self._entity.names)
        return f"{one_line(self._entity.name)} · {self._entity.type} · {names}"

    def begin(self) -> None:
        """Say who else is in their paragraphs."""
        together = _companions(self.library, self._entity, self._mentions)
        if together:
            self.choices.border_subtitle = Content("together with " + ", ".join(together))

    def gather(self) -> Sequence[Choice]:
        """Every mention, article by article."""
        return [
            Choice(self._rows(path, mention), self._around(path, mention).casefold(), (path, mention))
            for path in self._entity.articles
            for mention in self._mentions[path]
            if _means(mention, self._entity)
        ]

    def preview_of(self, choice: Choice) -> tuple[str, Span] | None:
        """The mention."""
        path, mention = choice.value
        return path, Span(mention.start, mention.end)

    def choose(self) -> None:
        """Go to the mention."""
        if self.choices.chosen is not None:
            path, mention = self.choices.chosen.value
            self.dismiss(Place(path, Span(mention.start, mention.end)))

    def _around(self, path: str, mention: Mention) -> str:
        text = self.library.article(path).text
        return text[max(0, mention.start - AROUND) : mention.end + AROUND]

    def _rows(self, path: str, mention: Mention) -> tuple[Text, ...]:
        text = self.library.article(path).text
        line_start = text.rfind("\n", 0, mention.start) + 1
        start = max(line_start, mention.start - AROUND // 2)
        start = text.find(" ", start, mention.start) + 1 or mention.start if start > line_start else line_start
        end = text.find("\n", mention.end)
        end = min(len(text) if end < 0 else end, mention.end + AROUND)
        row = Text("… " if start > line_start else "")
        row.append(one_line(text[start : mention.start]))
        row.append(one_line(mention.text), style=self.palette.match)
        row.append(one_line(text[mention.end : end]))
        known = self.library.catalog.known(path)
        return row, Text(one_line(known.title if known else path), style="dim")


def _means(mention: Mention, entity: Entity) -> bool:
    """Whether a mention is one of the entity's."""
    return (mention.type, mention.entity) == (entity.type, entity.name)


def _words(entity: Entity) -> str:
    """The words by which an entity is found."""
    return " ".join([*entity.names, entity.type]).casefold()


def _companions(library: Library, entity: Entity, mentions: Mapping[str, Sequence[Mention]]) -> list[str]:
    """The names that stand most often in the same paragraphs, with how often."""
    counts: Counter[str] = Counter()
    for path in entity.articles:
        text = library.article(path).text
        paragraphs = {text.count("\n", 0, item.start) for item in mentions[path] if _means(item, entity)}
        for other in mentions[path]:
            if other.type in NAME_TYPES and not _means(other, entity):
                counts[other.entity] += text.count("\n", 0, other.start) in paragraphs
    return [f"{one_line(name)} {count}" for name, count in counts.most_common(COMPANIONS) if count]
