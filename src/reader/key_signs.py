"""Keys as people write them."""

from __future__ import annotations

KEY_SIGNS = {
    "exclamation_mark": "!",
    "slash": "/", "asterisk": "*", "grave_accent": "`", "vertical_line": "|", "question_mark": "?", "number_sign": "#",
    "greater_than_sign": ">", "less_than_sign": "<", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "right_parenthesis": ")", "left_parenthesis": "(", "left_square_bracket": "[", "right_square_bracket": "]",
    "down": "↓", "up": "↑", "right": "→", "left": "←", "pagedown": "PgDn", "pageup": "PgUp", "escape": "esc",
    "at": "@", "backslash": "\\", "plus": "+", "minus": "-", "underscore": "_", "colon": ":",
}  # fmt: skip


def key_sign(key: str) -> str:
    """A key as people write it: ``slash`` is ``/``, ``ctrl+p`` is ``^p``."""
    modifiers, plus, name = key.rpartition("+")
    return modifiers.replace("ctrl", "^") + ("" if modifiers == "ctrl" else plus) + (KEY_SIGNS.get(name) or _sign(name))


def _sign(name: str) -> str:
    """The character that Textual calls by its name in Unicode; any other name as it is."""
    if len(name) == 1:
        return name
    import unicodedata

    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name
    return character if character.isprintable() and not character.isspace() else name
