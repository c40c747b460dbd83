from __future__ import annotations

from itertools import combinations, combinations_with_replacement
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from reader.config import Settings
from reader.entities.models import NAME_TYPES, NUMBER_TYPES
from reader.tui.mixing import mixed
from reader.tui.themes import THEMES, palette_for
from reader.tui.widgets.heat_map_view import warm
from tests.tui.color_vision import VISIONS, difference, lab
from tests.tui.reading import at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.theme import Theme

    from tests.tui.color_vision import Triplet

LEAST_CONTRAST, HIGH_CONTRAST = 4.5, 7
"""What the Web Content Accessibility Guidelines ask of text."""


def luminance(color: str) -> float:
    triplet = Color.parse(color).get_truecolor()
    parts = [part / 255 for part in triplet]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink(style: Style) -> str:
    assert style.color is not None
    return style.color.name


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_type_of_entity_can_be_read_on_the_theme(theme: Theme) -> None:
    palette = palette_for(theme, colorless=False)
    for kind in (*NAME_TYPES, *NUMBER_TYPES, "DISEASE"):
        for ground in (theme.background, theme.surface):
            assert contrast(ink(palette.entity(kind)), str(ground)) >= LEAST_CONTRAST, (kind, ground)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_everything_can_be_read_on_every_highlight_and_where_two_meet(theme: Theme) -> None:
    palette = palette_for(theme, colorless=False)
    inks = [str(theme.foreground), *(ink(palette.entity(kind)) for kind in (*NAME_TYPES, "DATE"))]
    for pair in combinations_with_replacement(palette.highlights.values(), 2):
        for style in (pair[0], mixed(pair)):
            assert style.bgcolor is not None
            assert all(contrast(color, style.bgcolor.name) >= LEAST_CONTRAST for color in inks), str(style)


@pytest.mark.parametrize("colorless", [False, True])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_type_of_name_looks_like_no_other(theme: Theme, colorless: bool) -> None:
    palette = palette_for(theme, colorless=colorless)
    assert len({str(palette.entity(kind)) for kind in (*NAME_TYPES, "DATE")}) == len(NAME_TYPES) + 1


def test_without_color_every_name_is_underlined() -> None:
    palette = palette_for(THEMES[0], colorless=True)
    for kind in (*NAME_TYPES, "DISEASE"):
        assert palette.entity(kind).underline
        assert palette.entity(kind).color is None


@given(st.text())
def test_a_type_that_only_some_models_mark_has_a_color_and_looks_like_none_that_is_known(kind: str) -> None:
    palette = palette_for(THEMES[0], colorless=False)
    style = palette.entity(kind)
    assert style.color is not None
    if kind not in NAME_TYPES:
        assert style not in palette.entities.values()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_published_pairs(one: Triplet, other: Triplet, expected: float) -> None:
    assert difference(one, other) == pytest.approx(expected, abs=1e-4)
    assert difference(other, one) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_types_stay_apart_for_everybody(theme: Theme, vision: str) -> None:
    palette = palette_for(theme, colorless=False)
    seen = {kind: lab(Color.parse(ink(palette.entity(kind))).get_truecolor(), vision) for kind in NAME_TYPES}
    for one, other in combinations(NAME_TYPES, 2):
        usual = {one, other} <= set(NAME_TYPES[:5])
        assert difference(seen[one], seen[other]) >= (9.9 if usual else 6.3), (one, other)


def test_the_theme_of_high_contrast_has_it() -> None:
    theme = next(theme for theme in THEMES if theme.name == "reader-contrast")
    palette = palette_for(theme, colorless=False)
    for style in (*(palette.entity(kind) for kind in (*NAME_TYPES, "DATE")), palette.quiet, palette.mark):
        color = str(theme.foreground) if style.color is None else ink(style)
        assert contrast(color, str(theme.background)) >= HIGH_CONTRAST, color
    assert contrast(str(theme.foreground), str(theme.background)) >= HIGH_CONTRAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_numbers_on_the_heat_map_are_legible_at_every_heat(theme: Theme) -> None:
    assert theme.background is not None
    assert theme.accent is not None
    base = Style(bgcolor=theme.background)
    for heat in range(1, 101):
        style = warm(heat / 100, base, theme.accent)
        assert style.bgcolor is not None
        assert contrast(ink(style), style.bgcolor.name) >= LEAST_CONTRAST


@pytest.mark.parametrize("name", BUILTIN_THEMES)
def test_matches_are_legible_under_every_theme(name: str) -> None:
    palette = palette_for(BUILTIN_THEMES[name], colorless=False)
    for style in (palette.match, palette.current):
        assert style.bgcolor is not None
        assert contrast(ink(style), style.bgcolor.get_truecolor().hex) >= LEAST_CONTRAST, style


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if theme.ansi])
async def test_the_themes_of_a_terminals_own_colors(library_folder: Path, name: str) -> None:
    async with at_the_screen(library_folder, settings=Settings(theme=name)) as person:
        await person.press("enter", "v", "w", "h", "t")
        await person.type("chips\n")
        await person.press("escape", "T", "escape", "O", "escape", "f1", "escape", "e")
        assert person.app.is_running
        assert person.app.theme == name
