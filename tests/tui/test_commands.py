from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reader.annotations.models import Color
from reader.commands import COLORS, COMMANDS, CONTEXT_TITLES, Command, Context, command
from reader.key_signs import key_sign
from reader.tui.app import ReaderApp
from reader.tui.screens.asking import AnswerInput
from reader.tui.screens.browsing import FilterInput
from reader.tui.screens.color import ColorScreen
from reader.tui.screens.dialog import Dialog
from reader.tui.screens.export import ExportInput
from reader.tui.screens.main import MainScreen
from reader.tui.screens.note import NoteScreen
from reader.tui.screens.overview import OverviewScreen
from reader.tui.screens.ruling import RulingInput
from reader.tui.screens.search import SearchInput
from reader.tui.screens.tag import TagInput
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.color_row import ColorRow
from reader.tui.widgets.filter_line import FilterLine
from reader.tui.widgets.find_line import FindLine
from reader.tui.widgets.heat_map_view import HeatMapView
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.dom import DOMNode

HANDLERS: dict[Context, tuple[type[DOMNode], ...]] = {
    Context.MAIN: (MainScreen,),
    Context.LIST: (VirtualList,),
    Context.TEXT: (ArticleView,),
    Context.SELECTION: (ArticleView,),
    Context.FIND: (FindLine,),
    Context.FILTER: (FilterLine,),
    Context.SEARCH: (SearchInput,),
    Context.OVERVIEW: (HeatMapView,),
    Context.TAG: (TagInput,),
    Context.NOTE: (NoteScreen, ColorRow),
    Context.COLOR: (ColorScreen,),
    Context.EXPORT: (ExportInput,),
    Context.RULING: (RulingInput,),
    Context.ASKING: (AnswerInput,),
    Context.BROWSE: (FilterInput,),
    Context.DIALOG: (Dialog,),
}
UNUSABLE = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket"}
"""Keys that terminals send as others."""


def id_of(item: Command) -> str:
    return f"{item.context}: {item.id}"


@pytest.mark.parametrize("item", COMMANDS, ids=id_of)
def test_every_command_has_a_handler_where_it_means_something(item: Command) -> None:
    name = item.action.partition("(")[0]
    place, _, method = name.rpartition(".")
    handlers = {"screen": (MainScreen, OverviewScreen), "app": (ReaderApp,)}.get(place) or HANDLERS[item.context]
    method = f"action_{method}"
    assert any(hasattr(handler, method) for handler in handlers), method


def test_the_highlighters_are_those_of_annotations() -> None:
    assert tuple(Color) == COLORS


def test_every_context_has_its_place() -> None:
    assert set(HANDLERS) == set(Context) == set(CONTEXT_TITLES)


@pytest.mark.parametrize("context", Context)
def test_no_key_means_two_things_in_a_context(context: Context) -> None:
    keys = Counter(key for item in COMMANDS if item.context is context for key in item.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_what_is_meant_everywhere_is_not_meant_otherwise_in_a_pane() -> None:
    """While selecting, another meaning is meant: the selection is a mode of its own."""
    everywhere = {key for item in COMMANDS if item.context is Context.MAIN for key in item.keys}
    for context in (Context.LIST, Context.TEXT):
        assert everywhere.isdisjoint(key for item in COMMANDS if item.context is context for key in item.keys)


def test_ids_are_unique_and_findable() -> None:
    assert len({item.id for item in COMMANDS}) == len(COMMANDS)
    assert all(command(item.id) is item for item in COMMANDS)
    with pytest.raises(KeyError):
        command("nothing of the kind")


def test_keys_are_single_keys_that_every_terminal_sends() -> None:
    for item in COMMANDS:
        for key in item.keys:
            assert key not in UNUSABLE
            assert " " not in key
            assert len(key_sign(key)) <= 9


def test_words_are_fit_for_footer_help_and_docs() -> None:
    for item in COMMANDS:
        assert item.label
        assert len(item.label) <= 16
        assert item.help
        assert not item.help.endswith(".")
        assert item.keys or item.palette, f"{item.id} cannot be reached"


def test_the_footer_of_the_main_screen_fits_the_narrowest_screen() -> None:
    line = "   ".join(
        f"{key_sign(item.keys[0])} {item.label}" for item in COMMANDS if item.context is Context.MAIN and item.footer
    )
    assert len(line) <= 100
