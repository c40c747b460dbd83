"""Every command once, as plain data.

The footer, the help screen, the palette, the key map, ``reader keys`` and the docs are made from this table;
the handlers are ``action_*`` methods of the screens and widgets.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import NamedTuple


class Context(StrEnum):
    """Where keys mean something; a key has one meaning in a context."""

    MAIN = "main"
    LIST = "list"
    TEXT = "text"
    SELECTION = "selection"
    FIND = "find"
    FILTER = "filter"
    SEARCH = "search"
    BROWSE = "browse"
    OVERVIEW = "overview"
    TAG = "tag"
    NOTE = "note"
    COLOR = "color"
    EXPORT = "export"
    RULING = "ruling"
    ASKING = "asking"
    DIALOG = "dialog"


CONTEXT_TITLES = {
    Context.MAIN: "Everywhere in the reading room",
    Context.LIST: "In a list",
    Context.TEXT: "In the text",
    Context.SELECTION: "While selecting",
    Context.FIND: "While finding in the article",
    Context.FILTER: "While filtering the list",
    Context.SEARCH: "While searching",
    Context.BROWSE: "Among entities, notes and tags",
    Context.OVERVIEW: "In the overview",
    Context.TAG: "While tagging",
    Context.NOTE: "While writing a note",
    Context.COLOR: "While choosing a color",
    Context.EXPORT: "While exporting",
    Context.RULING: "While correcting an entity",
    Context.ASKING: "While answering a question",
    Context.DIALOG: "In a dialog",
}


class Command(NamedTuple):
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
    """Whether the palette offers it."""


def _main(
    id_: str, keys: str, label: str, help_: str, action: str, *, footer: bool = False, palette: bool = True
) -> Command:
    return Command(id_, Context.MAIN, tuple(keys.split()), label, help_, action, footer, palette)


def _in(context: Context, id_: str, keys: str, label: str, help_: str, action: str, *, footer: bool = False) -> Command:
    return Command(id_, context, tuple(keys.split()), label, help_, action, footer)


(
    _list,
    _text,
    _selection,
    _find,
    _filter,
    _search,
    _browse,
    _overview,
    _tag,
    _note,
    _color,
    _export,
    _ruling,
    _asking,
    _dialog,
) = (partial(_in, context) for context in list(Context) if context is not Context.MAIN)

ENTITY_TYPES = (
    "people (PERSON)",
    "organizations (ORG)",
    "countries and cities (GPE)",
    "other places (LOC)",
    "peoples and parties (NORP)",
    "buildings (FAC)",
    "products (PRODUCT)",
    "events (EVENT)",
    "laws (LAW)",
    "works (WORK_OF_ART)",
)
"""What the keys 1 to 9 and 0 show and hide, in the order of ``entities.models.NAME_TYPES``."""

COLORS = ("yellow", "green", "blue", "pink", "purple", "orange")
"""The highlighters, in the order of ``annotations.models.Color``; the settings name their meanings."""

COMMANDS: tuple[Command, ...] = (
    _main("search", "slash", "search", "Search all articles", "search", footer=True),
    _main("find", "f", "find", "Find in the article", "find", footer=True),
    _main("tag", "t", "tag", "Tag the article, the marked ones, or the selection", "tag", footer=True),
    _main("note", "a", "note", "Write a note on the selection, the highlight or the article", "note", footer=True),
    _main("notes", "A", "notes", "All notes and highlights", "notes"),
    _main("tags", "T", "tags", "All tags", "tags"),
    _main("lost", "exclamation_mark", "lost places", "Notes and highlights that lost their places", "lost"),
    _main("select", "v", "select", "Select in the text, from the cursor", "select", footer=True),
    _main("next-match", "n", "next match", "Next match, and on to the next hit", "match(1)"),
    _main("previous-match", "N", "previous match", "Match before, and back to the hit before", "match(-1)"),
    _main("jump-back", "alt+left ctrl+o", "back", "Back to where the last jump began", "jump(-1)"),
    _main("jump-forward", "alt+right", "forward", "Forward again, after going back", "jump(1)"),
    _main("next-section", "right_square_bracket", "section", "Next section", "section(1)"),
    _main("previous-section", "left_square_bracket", "section", "Section before", "section(-1)"),
    _main("next-mention", "greater_than_sign", "next mention", "Next mention of an entity", "mention(1)"),
    _main("previous-mention", "less_than_sign", "previous mention", "Mention before", "mention(-1)"),
    _main("color", "C", "color", "Color of the selection, the highlight under the cursor or the next one", "color"),
    _main(
        "correct",
        "E",
        "correct",
        "Correct an entity: not one, another type, the same as another, not the same",
        "correct",
    ),
    _main("remove", "delete", "remove", "Remove the highlight or note under the cursor", "remove"),
    _main("undo", "u", "undo", "Undo the last change, of this run or an earlier one", "undo"),
    _main("redo", "ctrl+r", "redo", "Do again what was undone", "redo"),
    _main("status", "s", "status", "Set the status: unread, reading, done", "status"),
    _main("star", "asterisk", "star", "Star the article, or take the star off", "star"),
    _main("retitle", "R", "title", "Give the article another title; an empty one takes it back", "retitle"),
    _main("links", "L", "links", "The links in the article", "links"),
    _main("edit-article", "ctrl+e", "edit", "Open the article in your editor ($EDITOR)", "edit_article"),
    _main("overview", "O", "overview", "The library at a glance: progress, tags, entities by article", "overview"),
    _main("export", "x", "export", "Export annotations, or entities to train models with", "export", footer=True),
    _main("filter", "F", "filter", "Filter the list of articles", "filter"),
    _main("sort", "o", "order", "List the articles in another order", "sort"),
    _main("toggle-list", "grave_accent", "list", "Show or hide the list", "toggle_pane('list')"),
    _main("toggle-side", "vertical_line", "side panel", "Show or hide the side panel", "toggle_pane('side')"),
    *(
        _main(f"type-{digit}", digit, "type", f"Show or hide {types}", f"toggle_type({number})")
        for number, (digit, types) in enumerate(zip("1234567890", ENTITY_TYPES, strict=True), start=1)
    ),
    _main("numbers", "number_sign", "numbers", "Show or hide dates, amounts and other numbers", "toggle_numbers"),
    _main("next-pane", "tab", "next pane", "Go to the next pane", "pane(1)"),
    _main("previous-pane", "shift+tab", "previous pane", "Go to the previous pane", "pane(-1)"),
    _main("back", "escape", "back", "One level back", "back"),
    _main("paint-anew", "ctrl+l", "paint", "Paint anew, after another program wrote on the screen", "app.paint_anew"),
    _main("suspend", "ctrl+z", "suspend", "Back to the shell for a while; fg comes back here", "app.suspend"),
    _main("theme", "", "theme", "Next theme: dark, light, high contrast", "theme"),
    _main("help", "question_mark f1", "keys", "Show all keys", "help", footer=True),
    _main("quit", "q", "quit", "Leave", "quit", footer=True),
    _main("entities", "e", "entities", "The entities of all articles, and every mention", "entities", footer=True),
    _main("palette", "ctrl+p", "go to", "Find a command, article, tag, entity", "palette", footer=True, palette=False),
    _list("item-down", "down j", "down", "Next item", "move('down')"),
    _list("item-up", "up k", "up", "Item before", "move('up')"),
    _list("items-down", "pagedown", "page down", "A screen of items on", "move('page_down')"),
    _list("items-up", "pageup", "page up", "A screen of items back", "move('page_up')"),
    _list("first-item", "home g", "first", "First item", "move('first')"),
    _list("last-item", "end G", "last", "Last item", "move('last')"),
    _list("mark", "space", "mark", "Mark the article, to tag several at once", "screen.mark"),
    _list("mark-all", "ctrl+a", "mark all", "Mark all articles, or none", "screen.mark_all"),
    _list("side-right", "right", "right", "At the side: the next of entities, notes, outline", "screen.side(1)"),
    _list("side-left", "left", "left", "At the side: the one before; in the list: another pane", "screen.side(-1)"),
    _list("choose", "enter", "open", "Open the article; in the side panel: its next mention", "choose"),
    _text("row-down", "down j", "down", "One row down", "read('row_down')"),
    _text("row-up", "up k", "up", "One row up", "read('row_up')"),
    _text("page-forward", "space pagedown", "page down", "One screen down", "read('page_forward')"),
    _text("page-back", "b pageup", "page up", "One screen up", "read('page_back')"),
    _text("to-start", "g home", "start", "To the start", "read('to_start')"),
    _text("to-end", "G end", "end", "To the end", "read('to_end')"),
    _text("paragraph-forward", "right_curly_bracket", "paragraph", "Next paragraph", "read('paragraph_forward')"),
    _text("paragraph-back", "left_curly_bracket", "paragraph", "Paragraph before", "read('paragraph_back')"),
    _text("open-passage", "enter", "open", "On a highlight or note: open its note", "screen.open_passage"),
    _selection("widen-word", "w", "word", "Widen by a word", "widen('word_right')", footer=True),
    _selection("narrow-word", "b", "word back", "Back by a word", "widen('word_left')"),
    _selection(
        "sentence",
        "right_parenthesis",
        "sentence",
        "To the end of the sentence",
        "widen('sentence_right')",
        footer=True,
    ),
    _selection(
        "paragraph",
        "right_curly_bracket",
        "paragraph",
        "To the end of the paragraph",
        "widen('paragraph_right')",
        footer=True,
    ),
    _selection(
        "paragraph-start", "left_curly_bracket", "back", "To the start of the paragraph", "widen('paragraph_left')"
    ),
    _selection("widen-right", "right", "right", "One character on", "widen('right')"),
    _selection("widen-left", "left", "left", "One character back", "widen('left')"),
    _selection("widen-down", "down j", "down", "One row on", "widen('down')"),
    _selection("widen-up", "up k", "up", "One row back", "widen('up')"),
    _selection("highlight", "h", "highlight", "Highlight the selection", "screen.highlight", footer=True),
    _selection(
        "highlight-all", "H", "all", "Highlight every place that has these words", "screen.highlight_all", footer=True
    ),
    *(
        _selection(f"highlight-{color}", str(number), color, f"Highlight in {color}", f"screen.highlight_in({number})")
        for number, color in enumerate(COLORS, start=1)
    ),
    _selection("mark-entity", "E", "entity", "Make the selection an entity", "screen.correct", footer=True),
    _selection("copy", "c", "copy", "Copy the selection", "screen.copy", footer=True),
    _selection("color-selection", "C", "color", "Highlight the selection in a color", "screen.color", footer=True),
    _selection("attach", "enter", "attach here", "Attach to the selection what lost its place", "screen.attach"),
    _selection("drop-selection", "escape v", "drop", "Select nothing", "drop_selection"),
    _find("next-found", "down", "next", "Next match", "step(1)", footer=True),
    _find("previous-found", "up", "before", "Match before", "step(-1)", footer=True),
    _find("keep-found", "enter", "keep", "Back to the text with the matches marked", "leave('keep')", footer=True),
    _find("fuzzy", "ctrl+t", "typos", "Forgive typos, or take the letters as they are", "fuzzy", footer=True),
    _find("leave-find", "escape", "back", "Back to where finding began", "leave('')", footer=True),
    _filter("filtered-down", "down", "next", "Next article", "item('down')", footer=True),
    _filter("filtered-up", "up", "before", "Article before", "item('up')"),
    _filter("keep-filter", "enter", "keep", "Back to the list, which stays filtered", "leave('keep')", footer=True),
    _filter("leave-filter", "escape", "back", "Back to the list as it was", "leave('')", footer=True),
    _search("hit-down", "down", "next hit", "Next hit", "hit('down')", footer=True),
    _search("hit-up", "up", "hit before", "Hit before; on an empty line: an earlier query", "hit('up')"),
    _search("hits-down", "pagedown", "page down", "A screen of hits on", "hit('page_down')"),
    _search("hits-up", "pageup", "page up", "A screen of hits back", "hit('page_up')"),
    _search("open-hit", "enter", "open", "Open the article at the hit", "open_hit", footer=True),
    _search("tag-hits", "ctrl+t", "tag all", "Tag the articles of all hits at once", "tag_hits", footer=True),
    _search("leave-search", "escape", "back", "Back to the article", "leave", footer=True),
    _browse("choice-down", "down", "next", "Next one", "choice('down')"),
    _browse("choice-up", "up", "before", "The one before", "choice('up')"),
    _browse("choices-down", "pagedown", "page down", "A screen of them on", "choice('page_down')"),
    _browse("choices-up", "pageup", "page up", "A screen of them back", "choice('page_up')"),
    _browse("choose-one", "enter", "open", "Open the passage, the mentions, the tagged", "choose", footer=True),
    _browse("accept-guess", "ctrl+g", "accept", "What lost its place: take the guess for true", "accept", footer=True),
    _browse(
        "change-one",
        "ctrl+e",
        "change",
        "Edit the note; rename the tag everywhere; correct the entity",
        "change",
        footer=True,
    ),
    _browse(
        "remove-one",
        "ctrl+d",
        "remove",
        "Remove the note; delete the tag everywhere; keep the name apart",
        "remove",
        footer=True,
    ),
    _browse("undo-here", "ctrl+u", "undo", "Undo the last change", "undo", footer=True),
    _browse("redo-here", "ctrl+r", "redo", "Do again what was undone", "redo", footer=True),
    _browse("next-order", "ctrl+o", "order", "Another order", "order", footer=True),
    _browse("leave-browsing", "escape", "back", "Back to the article", "leave", footer=True),
    _browse(
        "next-kind",
        "tab",
        "color",
        "Notes: those of one color, then the next; entities: of one type; an entity: another view",
        "narrow('color')",
        footer=True,
    ),
    _browse("notes-by-tag", "ctrl+t", "tag", "Notes: those with one tag, then the next", "narrow('tag')", footer=True),
    _browse("notes-by-person", "ctrl+b", "person", "Notes: those by one person, then the next", "narrow('person')"),
    _overview("cell-down", "down j", "down", "The entity below", "cell('down')", footer=True),
    _overview("cell-up", "up k", "up", "The entity above", "cell('up')", footer=True),
    _overview("cell-right", "right l", "right", "The next article", "cell('right')", footer=True),
    _overview("cell-left", "left h", "left", "The article before", "cell('left')", footer=True),
    _overview("choose-cell", "enter", "open", "Open the article at the entity", "choose_cell", footer=True),
    _overview("leave-overview", "escape", "back", "Back to the article", "screen.leave", footer=True),
    _tag("add-tag", "enter", "add", "Add the tag", "add_tag", footer=True),
    _tag("complete-tag", "tab", "complete", "Complete to the first known tag", "complete", footer=True),
    _tag("suggestion-down", "down", "down", "Next known tag", "suggest('down')"),
    _tag("suggestion-up", "up", "up", "Known tag before", "suggest('up')"),
    _tag(
        "remove-last-tag",
        "backspace",
        "take off",
        "On an empty line: take the last off",
        "remove_last_tag",
        footer=True,
    ),
    _tag("leave-tags", "escape", "done", "Back to the article", "leave", footer=True),
    _note("save-note", "ctrl+s", "save", "Save the note", "save", footer=True),
    _note("edit-note", "ctrl+o", "editor", "Write on in your editor ($EDITOR)", "edit_outside", footer=True),
    _note("color-row", "tab", "color", "From the note to the colors, and back", "color_row", footer=True),
    _note("next-color", "right", "next color", "In the colors: the next one", "color(1)"),
    _note("previous-color", "left", "color before", "In the colors: the one before", "color(-1)"),
    _note("leave-note", "escape", "leave", "Leave the note; asks only if it was changed", "leave", footer=True),
    *(
        _color(f"pick-{color}", str(number), color, f"The {color} one", f"pick({number})")
        for number, color in enumerate(COLORS, start=1)
    ),
    _color("leave-colors", "escape", "back", "Back without choosing", "leave", footer=True),
    _export("write-export", "enter", "export", "Write the file; asks before it replaces one", "write", footer=True),
    _export("next-format", "down", "format", "Next format", "format(1)", footer=True),
    _export("previous-format", "up", "format before", "Format before", "format(-1)"),
    _export("scope", "tab", "scope", "Everything, the open article, or what one person wrote", "scope", footer=True),
    _export("leave-export", "escape", "back", "Back without exporting", "leave", footer=True),
    _ruling("decide", "enter", "decide", "Decide so", "rule", footer=True),
    _ruling(
        "ruling-scope", "tab", "where", "Let it hold only here, in this article, or everywhere", "scope", footer=True
    ),
    _ruling("verdict-down", "down", "down", "Next thing that it may be", "verdict('down')"),
    _ruling("verdict-up", "up", "up", "The one before", "verdict('up')"),
    _ruling("verdicts-down", "pagedown", "page down", "A screen of them on", "verdict('page_down')"),
    _ruling("verdicts-up", "pageup", "page up", "A screen of them back", "verdict('page_up')"),
    _ruling("leave-ruling", "escape", "back", "Back without deciding", "leave", footer=True),
    _asking("answer", "enter", "done", "Take what is typed", "submit", footer=True),
    _dialog("leave-dialog", "escape", "back", "Back without doing it", "leave", footer=True),
)


def command(id_: str) -> Command:
    """The command of that id.

    Raises:
        KeyError: there is none.
    """
    for item in COMMANDS:
        if item.id == id_:
            return item
    raise KeyError(id_)
