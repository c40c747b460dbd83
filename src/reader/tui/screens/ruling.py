"""What is this? Not an entity, another type, the same as another: one line to type on, and where it holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.annotations.ruling import Scope
from reader.articles.sanitizing import one_line
from reader.commands import Context
from reader.tui.bindings import bindings_of
from reader.tui.entity_rows import sentence_rows
from reader.tui.handing_over import hand_over
from reader.tui.screens.dialog import Dialog, keys_of
from reader.tui.verdicts import offers, typed_offers
from reader.tui.widgets.choice_list import Choice, ChoiceList, fitting
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.scope_row import ScopeRow
from reader.tui.widgets.virtual_list import VirtualList
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.annotations.ruling import Decision
    from reader.library.concordance import Occurrence
    from reader.library.entities import EntityIndex
    from reader.library.library import Library
    from reader.tui.subjects import Subject, Verdict
    from reader.tui.themes import Palette
    from reader.tui.verdicts import Offer

AT_ONCE = 20
"""Articles whose entities are offered without waiting for those of the library."""
VERB_WIDTH, HINT_WIDTH, LEAST_NAME_WIDTH = 13, 25, 12
SENTENCE_WIDTH, SENTENCE_ROWS, SIDES = 66, 2, 12


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was decided."""

    subject: Subject
    verdict: Verdict
    scope: Scope

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The rulings to keep."""
        return self.subject.decide(self.verdict, self.scope)

    @property
    def said(self) -> str:
        """In words, for a message."""
        return self.subject.said(self.verdict, self.scope)


class RulingInput(LineInput):
    """Hands its keys to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Context.RULING)

    def action_rule(self) -> None:
        """Decide what is under the cursor."""
        cast("RulingScreen", self.screen).choices.action_choose()

    def action_verdict(self, where: str) -> None:
        """Move through what it may be."""
        cast("RulingScreen", self.screen).choices.action_move(where)

    def action_scope(self) -> None:
        """Let it hold elsewhere."""
        cast("RulingScreen", self.screen).scopes.choose_next()

    def action_leave(self) -> None:
        """Close without deciding."""
        cast("RulingScreen", self.screen).action_leave()


class RulingScreen(Dialog[Ruled | None]):
    """Offers what a subject may be; gives the verdict back, which others keep."""

    def __init__(
        self, library: Library, palette: Palette, subject: Subject, here: EntityIndex | None, scope: Scope
    ) -> None:
        """Ask what something is.

        Args:
            library: whose entities it may be the same as.
            palette: the colors of types.
            subject: what is asked about.
            here: what is known already; it is offered at once if it is little.
            scope: the one that is chosen at first, if the subject has it.
        """
        super().__init__()
        self._library = library
        self._palette = palette
        self._subject = subject
        self._offered = self._choices(here if here is not None and len(here.mentions) <= AT_ONCE else None)
        self.choices = ChoiceList(id="verdicts")
        self.scopes = ScopeRow(subject.scopes, scope, id="scopes")

    def compose(self) -> ComposeResult:
        """A line to type on, what it may be, where that holds."""
        subject = self._subject
        with Vertical(id="box") as box:
            parts = [f"“{shortened(subject.words)}”", one_line(subject.type)]
            if subject.entity not in ("", subject.words):
                parts.append(shortened(subject.entity))
            box.border_title = Content(" · ".join(filter(None, parts)))
            box.border_subtitle = keys_of(self, Context.RULING)
            if subject.found is not None:
                yield Static(self._sentence(subject.found), id="sentence")
            yield RulingInput(placeholder="what is it? a type, or the name of another entity")
            yield self.choices
            yield self.scopes

    def _sentence(self, found: Occurrence) -> Text:
        width = min(SENTENCE_WIDTH, self.app.size.width - SIDES)
        return Text("\n").join(sentence_rows(found, self._palette.match, self.app.console, width, SENTENCE_ROWS))

    def on_mount(self) -> None:
        """Type at once; the entities of the whole library come when they are gathered."""
        self.query_one(RulingInput).focus()
        self._offer("")
        self.gather_entities()

    @work(thread=True, exclusive=True, group="entities")
    def gather_entities(self) -> None:
        """Every entity that the subject may be the same as, and how much each scope holds."""
        index = self._library.entities.everywhere()
        several = [scope for scope in self._subject.scopes if scope is not Scope.MENTION]
        counts: dict[Scope, int] = {scope: self._count(index, scope) for scope in several}
        hand_over(self, self._gathered, self._choices(index), counts)

    def _gathered(self, offered: tuple[Choice, ...], counts: dict[Scope, int]) -> None:
        if self.is_mounted:
            self._offered = offered
            self.choices.renew(self._fitting(self.query_one(RulingInput).value))
            self.scopes.tell(counts)

    def _count(self, index: EntityIndex, scope: Scope) -> int:
        """How many mentions the scope holds."""
        texts, path = self._subject.texts, self._subject.path
        mentions = index.mentions if scope is Scope.EVERYWHERE else {path: index.mentions.get(path, ())}
        return sum(mention.text in texts for items in mentions.values() for mention in items)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._offer(message.value)

    def _offer(self, typed: str) -> None:
        self.choices.offer(self._fitting(typed))

    def _fitting(self, typed: str) -> list[Choice]:
        found = fitting(self._offered, typed)
        new = typed_offers(self._subject, typed, (choice.value for choice in found))
        return [*found, *map(self._choice, new)]

    @on(VirtualList.Chosen)
    def _chosen(self) -> None:
        if self.choices.chosen is not None:
            offer: Offer = self.choices.chosen.value
            self.dismiss(Ruled(self._subject, offer.verdict, self.scopes.scope))

    def _choices(self, index: EntityIndex | None) -> tuple[Choice, ...]:
        return tuple(map(self._choice, offers(self._subject, index.entities if index is not None else ())))

    def _choice(self, offer: Offer) -> Choice:
        return Choice(partial(self._row, offer), offer.words, offer, f"{offer.verb} {offer.name} {offer.type}")

    def _row(self, offer: Offer) -> tuple[Text, ...]:
        if not offer.name:
            return (Text(offer.verb),)
        name = Text(one_line(offer.name), style=self._palette.entity(offer.type) if offer.type else "")
        width = self.choices.scrollable_content_region.width - VERB_WIDTH - HINT_WIDTH
        name.truncate(max(LEAST_NAME_WIDTH, width), overflow="ellipsis", pad=True)
        return (Text(f"{offer.verb:<{VERB_WIDTH}}").append_text(name).append(f" {offer.hint}", style="dim"),)
