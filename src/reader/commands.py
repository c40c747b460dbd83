"""Every command once, as plain data.

The footer, the help screen, the palette, the key map, ``reader keys`` and the docs are made from this table;
the handlers are ``action_*`` methods of the screens and widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Context(StrEnum):
    """Where keys mean something; a key has one meaning in a context."""

    MAIN = "main"
    LIST = "list"
    TEXT = "text"
    SELECTION = "selection"
    SEARCH = "search"
    TAG = "tag"
    NOTE = "note"
    DIALOG = "dialog"


CONTEXT_TITLES = {
    Context.MAIN: "Everywhere in the reading room",
    Context.LIST: "In a list",
    Context.TEXT: "In the text",
    Context.SELECTION: "While selecting",
    Context.SEARCH: "While searching",
    Context.TAG: "While tagging",
    Context.NOTE: "While writing a note",
    Context.DIALOG: "In a dialog",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do with a key."""

    id: str
    context: Context
    keys: tuple[str, ...]
    """Textual's names of the keys; settings may name others."""
    label: str
    """One or two words, for the footer."""
    help: str
    """What it does, without a full stop, for help, palette and docs."""
    action: str
    """The Textual action, ``action_NAME`` of the screen or widget that has the context."""
    footer: bool = False
    """Whether the footer shows it."""
    palette: bool = False
    """Whether the palette offers it; what moves about is for keys alone."""


def _main(
    id_: str, keys: str, label: str, help_: str, action: str, *, footer: bool = False, palette: bool = True
) -> Command:
    return Command(id_, Context.MAIN, tuple(keys.split()), label, help_, action, footer, palette)


def _in(
    context: Context, id_: str, keys: str, label: str, help_: str, action: str, *, footer: bool = False
) -> Command:
    return Command(id_, context, tuple(keys.split()), label, help_, action, footer)


COMMANDS: tuple[Command, ...] = (
    _main("search", "slash", "search", "Search all articles", "search", footer=True),
    _main("tag", "t", "tag", "Tag the article, or the selection", "tag", footer=True),
    _main("note", "a", "note", "Write a note on the selection, else on the highlight, else on the article", "note", footer=True),
    _main("select", "v", "select", "Select in the text, from the cursor", "select", footer=True),
    _main("next-match", "n", "next match", "Next match, and on to the next hit", "match(1)"),
    _main("previous-match", "N", "previous match", "Previous match, and back to the hit before", "match(-1)"),
    _main("next-mention", "greater_than_sign", "next mention", "Next mention of an entity", "mention(1)"),
    _main("previous-mention", "less_than_sign", "previous mention", "Previous mention of an entity", "mention(-1)"),
    _main("remove", "delete", "remove", "Remove the highlight or note under the cursor", "remove"),
    _main("status", "s", "status", "Set the status: unread, reading, done", "status"),
    _main("star", "asterisk", "star", "Star the article, or take the star off", "star"),
    _main("export", "x", "export", "Export annotations as JSON", "export", footer=True),
    _main("toggle-list", "grave_accent", "list", "Show or hide the list", "toggle_pane('list')"),
    _main("toggle-side", "vertical_line", "side panel", "Show or hide the side panel", "toggle_pane('side')"),
    *(
        _main(f"type-{digit}", str(digit), "type", f"Show or hide entity type {number} of the side panel's list", f"toggle_type({number})", palette=False)
        for number, digit in enumerate((1, 2, 3, 4, 5, 6, 7, 8, 9, 0), start=1)
    ),
    _main("numbers", "number_sign", "numbers", "Show or hide dates, amounts and other numbers", "toggle_numbers"),
    _main("next-pane", "tab", "next pane", "Go to the next pane", "pane(1)", palette=False),
    _main("previous-pane", "shift+tab", "previous pane", "Go to the previous pane", "pane(-1)", palette=False),
    _main("back", "escape", "back", "One level back", "back", palette=False),
    _main("theme", "", "theme", "Next theme: dark, light, high contrast", "next_theme"),
    _main("palette", "ctrl+p", "palette", "Find any command, article, tag or entity", "palette", footer=True, palette=False),
    _main("help", "question_mark f1", "keys", "Show all keys", "help", footer=True),
    _main("quit", "q", "quit", "Leave", "quit", footer=True),
    _in(Context.LIST, "item-down", "down j", "down", "Next item", "move('down')"),
    _in(Context.LIST, "item-up", "up k", "up", "Item before", "move('up')"),
    _in(Context.LIST, "items-down", "pagedown", "page down", "A screen of items on", "move('page_down')"),
    _in(Context.LIST, "items-up", "pageup", "page up", "A screen of items back", "move('page_up')"),
    _in(Context.LIST, "first-item", "home g", "first", "First item", "move('first')"),
    _in(Context.LIST, "last-item", "end G", "last", "Last item", "move('last')"),
    _in(Context.LIST, "choose", "enter", "open", "Open the article; in the side panel: its next mention", "choose"),
    _in(Context.TEXT, "row-down", "down j", "down", "One row down", "read('row_down')"),
    _in(Context.TEXT, "row-up", "up k", "up", "One row up", "read('row_up')"),
    _in(Context.TEXT, "page-forward", "space pagedown", "page down", "One screen down", "read('page_forward')"),
    _in(Context.TEXT, "page-back", "b pageup", "page up", "One screen up", "read('page_back')"),
    _in(Context.TEXT, "to-start", "g home", "start", "To the start", "read('to_start')"),
    _in(Context.TEXT, "to-end", "G end", "end", "To the end", "read('to_end')"),
    _in(Context.TEXT, "paragraph-forward", "right_curly_bracket", "paragraph", "Next paragraph", "read('paragraph_forward')"),
    _in(Context.TEXT, "paragraph-back", "left_curly_bracket", "paragraph", "Paragraph before", "read('paragraph_back')"),
    _in(Context.TEXT, "open-passage", "enter", "open", "On a highlight or note: open its note", "open_passage"),
    _in(Context.SELECTION, "widen-word", "w", "word", "Widen by a word", "widen('word_right')", footer=True),
    _in(Context.SELECTION, "narrow-word", "b", "word back", "Back by a word", "widen('word_left')"),
    _in(Context.SELECTION, "widen-sentence", "right_parenthesis", "sentence", "Widen to the end of the sentence", "widen('sentence_right')", footer=True),
    _in(Context.SELECTION, "widen-paragraph", "right_curly_bracket", "paragraph", "Widen to the end of the paragraph", "widen('paragraph_right')", footer=True),
    _in(Context.SELECTION, "narrow-paragraph", "left_curly_bracket", "paragraph back", "Back to the start of the paragraph", "widen('paragraph_left')"),
    _in(Context.SELECTION, "widen-right", "right", "right", "One character on", "widen('right')"),
    _in(Context.SELECTION, "widen-left", "left", "left", "One character back", "widen('left')"),
    _in(Context.SELECTION, "widen-down", "down j", "down", "One row on", "widen('down')"),
    _in(Context.SELECTION, "widen-up", "up k", "up", "One row back", "widen('up')"),
    _in(Context.SELECTION, "highlight", "h", "highlight", "Highlight the selection", "highlight", footer=True),
    _in(Context.SELECTION, "copy", "c", "copy", "Copy the selection", "copy", footer=True),
    _in(Context.SELECTION, "drop-selection", "escape v", "drop", "Select nothing", "drop_selection"),
    _in(Context.SEARCH, "hit-down", "down", "next hit", "Next hit", "hit('down')", footer=True),
    _in(Context.SEARCH, "hit-up", "up", "hit before", "Hit before", "hit('up')"),
    _in(Context.SEARCH, "hits-down", "pagedown", "page down", "A screen of hits on", "hit('page_down')"),
    _in(Context.SEARCH, "hits-up", "pageup", "page up", "A screen of hits back", "hit('page_up')"),
    _in(Context.SEARCH, "open-hit", "enter", "open", "Open the article at the hit", "open_hit", footer=True),
    _in(Context.SEARCH, "leave-search", "escape", "back", "Back to the article", "leave", footer=True),
    _in(Context.TAG, "add-tag", "enter", "add", "Add the tag", "add_tag", footer=True),
    _in(Context.TAG, "complete-tag", "tab", "complete", "Complete to the first known tag", "complete", footer=True),
    _in(Context.TAG, "suggestion-down", "down", "down", "Next known tag", "suggest('down')"),
    _in(Context.TAG, "suggestion-up", "up", "up", "Known tag before", "suggest('up')"),
    _in(Context.TAG, "remove-last-tag", "backspace", "take off", "On an empty line: take the last tag off", "remove_last_tag", footer=True),
    _in(Context.TAG, "leave-tags", "escape", "done", "Back to the article", "leave", footer=True),
    _in(Context.NOTE, "save-note", "ctrl+s", "save", "Save the note", "save", footer=True),
    _in(Context.NOTE, "next-color", "ctrl+k", "color", "Next color", "next_color", footer=True),
    _in(Context.NOTE, "leave-note", "escape", "leave", "Leave the note; asks only if it was changed", "leave", footer=True),
    _in(Context.DIALOG, "confirm", "enter", "do it", "Do it", "confirm", footer=True),
    _in(Context.DIALOG, "leave-dialog", "escape", "back", "Back without doing it", "leave", footer=True),
)  # fmt: skip

KEY_SIGNS = {
    "slash": "/", "asterisk": "*", "grave_accent": "`", "vertical_line": "|", "question_mark": "?", "number_sign": "#",
    "greater_than_sign": ">", "less_than_sign": "<", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "right_parenthesis": ")", "left_parenthesis": "(", "left_square_bracket": "[", "right_square_bracket": "]",
    "down": "↓", "up": "↑", "right": "→", "left": "←", "pagedown": "PgDn", "pageup": "PgUp", "escape": "esc",
}  # fmt: skip


def key_sign(key: str) -> str:
    """A key as people write it: ``slash`` is ``/``, ``ctrl+p`` is ``^p``."""
    if key.startswith("ctrl+"):
        return "^" + key_sign(key.removeprefix("ctrl+"))
    return KEY_SIGNS.get(key, key)


def command(id_: str) -> Command:
    """The command of that id.

    Raises:
        KeyError: there is none.
    """
    for item in COMMANDS:
        if item.id == id_:
            return item
    raise KeyError(id_)
