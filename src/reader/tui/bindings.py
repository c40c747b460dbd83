"""Commands become Textual bindings and handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.binding import Binding

from reader.commands import COMMANDS, Context, command

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.dom import DOMNode

    from reader.commands import Command
    from reader.keymap import Keymap
    from reader.tui.app import ReaderApp


def bindings_of(*contexts: Context) -> list[BindingType]:
    """The bindings of these contexts, each under its command's id, so that settings can remap it."""
    return [_binding(item) for item in COMMANDS if item.context in contexts and item.keys]


def bindings_of_app() -> list[BindingType]:
    """The bindings that mean the same on every screen."""
    return [_binding(item) for item in COMMANDS if item.action.startswith("app.") and item.keys]


def _binding(item: Command) -> Binding:
    return Binding(",".join(item.keys), item.action, item.label, id=item.id, show=False)


def actions_of(context: Context) -> frozenset[str]:
    """The names of the actions that mean something in this context alone."""
    return frozenset(
        item.action.partition("(")[0].removeprefix("screen.") for item in COMMANDS if item.context is context
    )


def keys_in_force(node: DOMNode) -> Keymap:
    """The keys of the program that a widget or screen belongs to."""
    return cast("ReaderApp", node.app).keys_in_force


def with_keys(node: DOMNode, words: str) -> str:
    """The words with the key in force of each command whose id stands in them in braces: ``{undo} undoes it``."""
    return words.format_map(_Signs(keys_in_force(node)))


class _Signs(dict[str, str]):
    """The key of each command; of one that has none, its name in the palette."""

    def __init__(self, keys: Keymap) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, id_: str) -> str:
        item = command(id_)
        return self._keys.sign(item) or " ".join(filter(None, [self._keys.sign(command("palette")), f"“{item.label}”"]))
