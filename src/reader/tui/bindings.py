"""Commands become Textual bindings and handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.binding import Binding

from reader.commands import COMMANDS, Context

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.dom import DOMNode

    from reader.commands import Command
    from reader.keymap import Keymap
    from reader.tui.app import ReaderApp


def bindings_of(*contexts: Context) -> list[BindingType]:
    """The bindings of these contexts, each under its command's id, so that settings can remap it."""
    return [_binding(command) for command in COMMANDS if command.context in contexts and command.keys]


def bindings_of_app() -> list[BindingType]:
    """The bindings that mean the same on every screen."""
    return [_binding(command) for command in COMMANDS if command.action.startswith("app.") and command.keys]


def _binding(command: Command) -> Binding:
    return Binding(",".join(command.keys), command.action, command.label, id=command.id, show=False)


def actions_of(context: Context) -> frozenset[str]:
    """The names of the actions that mean something in this context alone."""
    return frozenset(
        command.action.partition("(")[0].removeprefix("screen.") for command in COMMANDS if command.context is context
    )


def keys_in_force(node: DOMNode) -> Keymap:
    """The keys of the program that a widget or screen belongs to."""
    return cast("ReaderApp", node.app).keys_in_force
