"""The palette: every command, article, tag and entity, found by RapidFuzz although misspelled."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.widgets import Input

from reader.articles.sanitizing import one_line
from reader.commands import COMMANDS
from reader.entities.linking import gathered
from reader.tui.bindings import keys_in_force
from reader.tui.leaving import LeavesOnce
from reader.tui.widgets.line_input import VisibleControls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.command import Hits

    from reader.tui.app import ReaderApp
    from reader.tui.screens.main import MainScreen

LEAST_LIKENESS = 62
MOST_SHOWN = 40
PATIENCE = 0.1
"""Seconds that what is typed waits for the articles and entities of a large library; they come later then."""
AT_ONCE = 4_000
"""Choices that are looked through before a key that waits has its turn."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the palette offers."""

    text: str
    help: str
    run: Callable[[], object]
    also: str = ""
    """Other words that it is found by."""

    @property
    def words(self) -> str:
        """All that it is found by."""
        return f"{self.text} {self.also}".rstrip()


class ReaderProvider(Provider):
    """Gathers the choices once, when the palette opens."""

    async def startup(self) -> None:
        """Gather what there is, that of a large library meanwhile."""
        app = cast("ReaderApp", self.app)
        self._main = cast("MainScreen", app.screen_stack[0])
        self._choices = [*_commands(self._main), *_tags(self._main), *_entities(self._main)]
        self._gathering = asyncio.create_task(self._gather())
        await asyncio.wait({self._gathering}, timeout=PATIENCE)

    async def _gather(self) -> None:
        """The articles, then all other entities: looked for anew in what was typed meanwhile."""
        for gather in (_articles, _entities_elsewhere):
            self._choices += await asyncio.to_thread(gather, self._main)
            if isinstance(palette := self.app.screen, ReaderPalette):
                palette.look_again()

    async def discover(self) -> Hits:
        """Before anything is typed: all commands."""
        for choice in _commands(self._main):
            yield DiscoveryHit(Content(choice.text), choice.run, text=choice.text, help=choice.help)

    async def search(self, query: str) -> Hits:
        """Whatever is like the typed words, best first."""
        found: list[tuple[float, Choice]] = []
        for start in range(0, len(self._choices), AT_ONCE):
            found += like(query, self._choices[start : start + AT_ONCE])
            await asyncio.sleep(0)
        for score, choice in sorted(found, key=lambda item: -item[0])[:MOST_SHOWN]:
            yield Hit(score / 100, Content(choice.text), choice.run, text=choice.text, help=choice.help)
        everywhere = f"Search all articles for “{one_line(query)}”"
        yield Hit(0, Content(everywhere), partial(self._main.search_for, query), text=everywhere)


def like(query: str, choices: Sequence[Choice]) -> list[tuple[float, Choice]]:
    """The choices that hold something like the query, with their likeness in percent, best first.

    RapidFuzz's WRatio would not do: by it, one small word in common makes texts much alike.
    """
    from rapidfuzz import fuzz, process, utils

    longer = {place: item.words for place, item in enumerate(choices) if len(item.words) >= len(query)}
    shorter = {place: item.words for place, item in enumerate(choices) if place not in longer}
    found = [
        (score, choices[place])
        for texts, scorer in ((longer, fuzz.partial_ratio), (shorter, fuzz.ratio))
        for _, score, place in process.extract(
            query,
            texts,
            scorer=scorer,
            processor=utils.default_process,
            score_cutoff=LEAST_LIKENESS,
            limit=MOST_SHOWN,
        )
    ]
    return sorted(found, key=lambda item: -item[0])[:MOST_SHOWN]


class ReaderPalette(LeavesOnce, CommandPalette):
    """Textual's palette, for text that may come from anywhere."""

    def on_mount(self) -> None:
        """What is pasted does not act on the terminal."""
        self.query_one(Input).highlighter = VisibleControls()

    def look_again(self) -> None:
        """There is more to be found by what is typed."""
        line = self.query_one(Input)
        if line.value:
            line.post_message(Input.Changed(line, line.value))


def open_palette(app: ReaderApp) -> None:
    """Show the palette over the main screen."""
    app.push_screen(ReaderPalette(providers=[ReaderProvider], placeholder="a command, article, tag or entity"))


def _commands(main: MainScreen) -> list[Choice]:
    return [
        Choice(
            item.help,
            keys_in_force(main).signs(item),
            partial(main.run_action, item.action),
            also=item.label,
        )
        for item in COMMANDS
        if item.palette
    ]


def _articles(main: MainScreen) -> list[Choice]:
    entries = (main.library.catalog.known(path) for path in main.library.paths)
    return [
        Choice(one_line(entry.title), "article", partial(main.open_article, entry.path)) for entry in entries if entry
    ]


def _tags(main: MainScreen) -> list[Choice]:
    return [
        Choice(f"#{one_line(count.tag)}", "tag", partial(main.search_for, f'tag:"{count.tag}" '))
        for count in main.library.store.tags()
    ]


def _entities(main: MainScreen) -> list[Choice]:
    article = main.reading.article
    if article is None:
        return []
    return [
        Choice(one_line(entity.name), entity.type, partial(main.reading.go_to_mention, 1, entity))
        for entity in gathered({article.path: main.reading.mentions})
    ]


def _entities_elsewhere(main: MainScreen) -> list[Choice]:
    """The entities that the open article does not mention."""
    here = {(mention.type, mention.entity) for mention in main.reading.mentions}
    index = main.library.entities.everywhere()
    return [
        Choice(one_line(entity.name), entity.type, partial(main.show_entity, (entity.type, entity.name), index))
        for entity in index.entities
        if (entity.type, entity.name) not in here
    ]
