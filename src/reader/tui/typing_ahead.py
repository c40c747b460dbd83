"""Keys that come faster than the screen follows wait for their turn.

Textual hands a key to whatever has the focus when it arrives. Of a "/chips" that arrives in one piece, as it does over
a slow connection, the letters would go to the list, since the line that "/" opens is not there yet, and be lost.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING
from unicodedata import category

from textual import on
from textual.app import App
from textual.events import Key, Paste
from textual.message import Message

from reader.tui.urgency import PaintsAtOnce

if TYPE_CHECKING:
    from textual.events import Event

PATIENCE = 0.5
"""Seconds after which a key that was not heard of again, since its widget is gone, holds up no other one."""


def as_text(event: Key) -> Key | Paste:
    """The key, or the letter as pasted text where Textual's inputs would drop it as not printable.

    They go by ``str.isprintable``, which is false for joiners (in Persian and in emoji), the wide space of Chinese and
    Japanese, and whatever is newer than Python's tables.
    """
    letter = event.character
    if letter is None or event.is_printable or len(letter) != 1 or category(letter) in {"Cc", "Cs"}:
        return event
    return Paste(letter)


class TypingAhead(App[None]):
    """Hands one key on after the other, each to what the one before led to."""

    class Followed(Message):
        """What the key before did has been done: the message took the same way, behind it."""

        def __init__(self, *, on_screen: bool) -> None:
            super().__init__()
            self.on_screen = on_screen
            """Whether the screen that is on top since then is there, too, and has given somebody the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Key | Paste] = deque()
        self._since: float | None = None
        """When the key that is under way was handed on."""
        self._looks_again = False
        self._last = ""
        """The key that was handed on last."""

    async def on_event(self, event: Event) -> None:
        """Let a key wait while another one is under way."""
        if isinstance(event, Key) and not event.is_forwarded:
            event = as_text(event)
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_free and not self._waiting:
            await self._hand_key(event)
        else:
            self._waiting.append(event)
            self._look_again()

    @property
    def is_repeating(self) -> bool:
        """Whether the same key waits again, as when it is held down: what it does is soon to be outdated."""
        return bool(self._waiting) and isinstance(first := self._waiting[0], Key) and first.key == self._last

    @property
    def _is_free(self) -> bool:
        return self._since is None or monotonic() - self._since > PATIENCE

    async def _hand_key(self, event: Key | Paste) -> None:
        self._since = monotonic()
        self._last = event.key if isinstance(event, Key) else ""
        target = self.focused or self.screen
        if isinstance(self.screen, PaintsAtOnce):
            self.screen.urgent = True
        await super().on_event(event)
        target.post_message(self.Followed(on_screen=False))

    @on(Followed)
    async def _followed(self, message: Followed) -> None:
        if not message.on_screen and self.screen_stack:
            self.screen.post_message(self.Followed(on_screen=True))
        else:
            self._since = None
            await self._go_on()

    async def _go_on(self) -> None:
        if self._waiting and self._is_free and self.screen_stack:
            await self._hand_key(self._waiting.popleft())

    def _look_again(self) -> None:
        """Go on although a key was not heard of again."""
        if not self._looks_again:
            self._looks_again = True
            self.set_timer(PATIENCE, self._looked)

    async def _looked(self) -> None:
        self._looks_again = False
        await self._go_on()
        if self._waiting:
            self._look_again()
