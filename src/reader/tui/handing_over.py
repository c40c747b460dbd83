"""What a thread found out, handed over to the screen that asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec

from textual.app import App

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

Arguments = ParamSpec("Arguments")


def hand_over(
    screen: Screen[Any], take: Callable[Arguments, object], *arguments: Arguments.args, **named: Arguments.kwargs
) -> None:
    """Call a function on the screen's own thread, and wait for it; a screen that was left meanwhile takes nothing.

    Args:
        screen: whose worker is running.
        take: what takes the result; it may use the screen's parts.
        *arguments: the result.
        **named: more of it.
    """

    def take_if_there() -> None:
        if screen.is_attached:
            take(*arguments, **named)

    app = screen.ancestors_with_self[-1]  # a screen that was left has no application any more
    if isinstance(app, App):
        app.call_from_thread(take_if_there)
