"""The keys in force: those of the table of commands, a set of somebody's habits over them, and the person's own."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.commands import COMMANDS, CONTEXT_TITLES, Context
from reader.key_signs import KEY_SIGNS, key_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.commands import Command

_DOWN, _UP, _LEAVE = "down,ctrl+n", "up,ctrl+p", "escape,ctrl+g"
KEY_SETS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {},
    "vim": {
        "page-forward": "space,pagedown,ctrl+f",
        "page-back": "b,pageup,ctrl+b",
        "items-down": "pagedown,ctrl+f",
        "items-up": "pageup,ctrl+b",
        "palette": "ctrl+p,colon",
        "remove": "delete,D",
        "copy": "c,y",
        "widen-right": "right,l",
        "narrow-word": "b,B",
        "hit-down": _DOWN,
        "hit-up": _UP,
        "choice-down": _DOWN,
        "choice-up": _UP,
        "suggestion-down": _DOWN,
        "suggestion-up": _UP,
        "next-found": _DOWN,
        "previous-found": _UP,
        "filtered-down": _DOWN,
        "filtered-up": _UP,
        "next-format": _DOWN,
        "previous-format": _UP,
        "verdict-down": _DOWN,
        "verdict-up": _UP,
    },
    "emacs": {
        "palette": "alt+x",
        "accept-guess": "ctrl+y",
        "cell-down": "down,j,ctrl+n",
        "cell-up": "up,k,ctrl+p",
        "cell-right": "right,l,ctrl+f",
        "cell-left": "left,h,ctrl+b",
        "leave-overview": _LEAVE,
        "find": "f,ctrl+s",
        "select": "v,ctrl+at",
        "undo": "u,ctrl+underscore",
        "back": _LEAVE,
        "item-down": "down,j,ctrl+n",
        "item-up": "up,k,ctrl+p",
        "items-down": "pagedown,ctrl+v",
        "items-up": "pageup,alt+v",
        "row-down": "down,j,ctrl+n",
        "row-up": "up,k,ctrl+p",
        "page-forward": "space,pagedown,ctrl+v",
        "page-back": "b,pageup,alt+v",
        "to-start": "g,home,alt+less_than_sign",
        "to-end": "G,end,alt+greater_than_sign",
        "copy": "c,alt+w",
        "widen-right": "right,ctrl+f",
        "widen-left": "left,ctrl+b",
        "widen-word": "w,alt+f",
        "narrow-word": "b,alt+b",
        "widen-down": "down,j,ctrl+n",
        "widen-up": "up,k,ctrl+p",
        "drop-selection": "escape,v,ctrl+g",
        "hit-down": _DOWN,
        "hit-up": _UP,
        "leave-search": _LEAVE,
        "choice-down": _DOWN,
        "choice-up": _UP,
        "leave-browsing": _LEAVE,
        "suggestion-down": _DOWN,
        "suggestion-up": _UP,
        "leave-tags": _LEAVE,
        "next-found": "down,ctrl+n,ctrl+s",
        "previous-found": _UP,
        "leave-find": _LEAVE,
        "filtered-down": _DOWN,
        "filtered-up": _UP,
        "leave-filter": _LEAVE,
        "leave-note": _LEAVE,
        "leave-colors": _LEAVE,
        "leave-export": _LEAVE,
        "next-format": _DOWN,
        "previous-format": _UP,
        "verdict-down": _DOWN,
        "verdict-up": _UP,
        "leave-ruling": _LEAVE,
        "leave-dialog": _LEAVE,
    },
}
"""Keys, comma-separated, by command id; a set keeps what it does not name."""

OVER_MAIN: Final = frozenset({Context.LIST, Context.TEXT})
"""Contexts of panes: a key of theirs hides the same key of the main screen while the pane has the focus."""
_UNUSABLE: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace"}
"""What terminals send or do instead."""
_NAMED: Final = frozenset(
    ("tab", "enter", "escape", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up")
) | {"down", "left", "right", *(f"f{number}" for number in range(1, 25))}
_OWN_NAMES: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's names of characters that are not Unicode's."""
_PARTS: Final = re.compile(r"((?:(?:ctrl|alt|shift|super|meta)\+)*)(.+)", re.DOTALL)
_BY_SIGN: Final = {sign: name for name, sign in KEY_SIGNS.items()}


class Keymap(NamedTuple):
    """Keys by command."""

    keys: Mapping[str, tuple[str, ...]]
    """Textual's names of the keys by command id."""
    problems: tuple[str, ...] = ()
    """What could not be done as it was asked for, a sentence each."""

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command."""
        return self.keys[command.id]

    def signs(self, command: Command) -> str:
        """All keys of a command as people write them; empty when it has none."""
        return " ".join(map(key_sign, self.of(command)))

    def sign(self, command: Command) -> str:
        """The first of them."""
        return self.signs(command).partition(" ")[0]


def keymap_of(key_set: str, own: Mapping[str, str]) -> Keymap:
    """The keys in force; what is no key or no command, and what clashes, stays as it was, and is told.

    Args:
        key_set: the name of one of the `KEY_SETS`.
        own: the person's keys, comma-separated, by command id; an empty text takes a command's keys away.
    """
    problems: list[str] = []
    keys = {command.id: command.keys for command in COMMANDS}
    if key_set not in KEY_SETS:
        problems.append(f"key_set: there is no set {key_set!r}; there are {', '.join(filter(None, KEY_SETS))}.")
    keys |= {id_: tuple(written.split(",")) for id_, written in KEY_SETS.get(key_set, {}).items()}
    for id_, written in own.items():
        if id_ not in keys:
            problems.append(f"keys: there is no command {id_!r}; `reader keys` lists them.")
            continue
        try:
            chosen = tuple(map(_named, filter(None, (key.strip() for key in written.split(",")))))
        except ValueError as error:
            problems.append(f"keys: {id_} = {written!r}: {error}")
            continue
        before, keys[id_] = keys[id_], chosen
        if clash := next(_clashes(keys, id_), None):
            keys[id_] = before
            problems.append(f"keys: {id_} = {written!r}: {clash}")
    return Keymap(keys, tuple(problems))


def _named(key: str) -> str:
    """Textual's name of a key, which may be written as it is shown: ``/`` for ``slash``, ``^p`` for ``ctrl+p``.

    Raises:
        ValueError: there is no such key, or terminals do not send it; the message says so.
    """
    if len(key) > 1 and key.startswith("^"):
        key = "ctrl+" + key[1:]
    match = _PARTS.fullmatch(key)
    modifiers, name = match.groups() if match else ("", "")
    name = _BY_SIGN.get(name, name)
    if len(name) == 1 and not name.isalnum():
        name = unicodedata.name(name, "").replace("-", "_").replace(" ", "_").lower()
        name = _OWN_NAMES.get(name, name)
    full = modifiers + name
    if full in _UNUSABLE or full == "ctrl+left_square_bracket":
        raise ValueError(f"a terminal takes {key_sign(full)} for {_UNUSABLE.get(full, 'escape')}; choose another.")
    if not (len(name) == 1 or name in _NAMED or _is_character(name)):
        raise ValueError(f"{key!r} is no key; write a letter, a sign, or a name such as f5, pagedown, ctrl+g.")
    return full


def _is_character(name: str) -> bool:
    """Whether it is Textual's name of a character, which is Unicode's in lower case."""
    if name in KEY_SIGNS or name in _OWN_NAMES.values():
        return True
    for spelled in (name.replace("_", " "), name.replace("_", "-"), name.replace("_", "-", 1).replace("_", " ")):
        try:
            return bool(unicodedata.lookup(spelled))
        except KeyError:
            continue
    return False


def _clashes(keys: Mapping[str, tuple[str, ...]], id_: str) -> Iterator[str]:
    """Other commands that a command's keys would take away, or be hidden by, in a sentence each."""
    contexts = {command.id: command.context for command in COMMANDS}
    mine = contexts[id_]
    for command in COMMANDS:
        same_place = command.context is mine or {command.context, mine} in ({Context.MAIN, over} for over in OVER_MAIN)
        for key in set(keys[id_]) & set(keys[command.id]):
            if command.id != id_ and same_place:
                where = CONTEXT_TITLES[command.context].lower()
                yield f"{key_sign(key)} is {command.id} already ({where}); give that another key first."
