"""A key that was given to something else is shown nowhere as what it was."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from reader.commands import COMMANDS, Context, command
from reader.config import Settings
from reader.key_signs import key_sign
from reader.keymap import keymap_of
from reader.library.drafts import Draft
from tests.tui.reading import WIDE, Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path

ALTS = [f"alt+{letter}" for letter in string.ascii_letters + string.digits + "/*+_!%&=,;@"]
FUNCTIONS = [f"f{number}" for number in range(2, 25)]


def others() -> dict[str, str]:
    """Another key for every command."""
    free = defaultdict(lambda: iter(FUNCTIONS), {Context.MAIN: iter(ALTS)})
    return {item.id: next(free[item.context]) for item in COMMANDS}


KEYS = others()
KEYMAP = keymap_of("", KEYS)
OLD = {key_sign(key) for item in COMMANDS for key in item.keys} - {*string.digits, "a", "A", "delete", "end", "space"}
"""What is no word by itself, too."""
AS_A_KEY = re.compile(r"\b[aA] \w+s\b|\bdelete (removes|takes)|\bspace marks")
"""Those that are words."""
SCROLLING = "↑ ↓ PgUp PgDn move"
"""Textual's own, which stay."""


def old_keys(person: Person) -> list[str]:
    """Rows of the screen, and messages, that name a key that means nothing any more."""
    rows = [re.sub("[│╭╮╰╯─▌]", " ", row).replace(SCROLLING, "") for row in person.lines]
    said = chain(rows, person.told)
    return [row for row in said if OLD & set(re.split(r"[\s,;:.…]+", row)) or AS_A_KEY.search(row)]


def test_every_command_has_another_key() -> None:
    assert KEYMAP.problems == ()
    assert all(set(KEYMAP.of(item)).isdisjoint(item.keys) for item in COMMANDS)


SCENES = {
    "main": "",
    "search": "search",
    "nothing found": "search +zqxw",
    "find": "find",
    "filter": "filter",
    "nothing listed": "filter +zqxw",
    "notes": "notes",
    "tags": "tags",
    "lost places": "lost",
    "entities": "entities",
    "links": "links",
    "overview": "overview",
    "help": "help",
    "palette": "palette",
    "tag": "tag",
    "note": "note",
    "a note not saved": "note +words leave-note",
    "a draft": "note +words leave-note leave-note notes remove-one",
    "color": "color",
    "title": "retitle",
    "export": "export",
    "exported twice": "export write-export export write-export",
    "selecting": "select",
    "ruling": "select mark-entity",
    "ruled": "select mark-entity +person decide",
    "nothing selected": "highlight-all",
    "nothing to correct": "correct",
    "nothing to remove": "remove",
    "side panel of notes": "next-pane next-pane side-right",
    "side panel of the outline": "next-pane next-pane side-left",
    "marked": "mark",
}
"""What is done, by the ids of commands; after a plus what is typed."""


@pytest.mark.parametrize("scene", SCENES)
async def test_no_screen_shows_an_old_key(tmp_path: Path, scene: str) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for name in ("one", "two"):
        (library / f"{name}.txt").write_text(f"{name.upper()}\n\nLOREM IPSUM DOLOR.\n")
    settings = Settings(keys=KEYS)
    async with at_the_screen(library, WIDE, settings, messages=True, first=scene == "main", waiting=False) as person:
        for done in SCENES[scene].split():
            if done.startswith("+"):
                await person.type(done[1:])
            else:
                await person.press(KEYMAP.of(command(done))[0])
        assert old_keys(person) == []


async def test_what_is_told_at_the_start_names_the_keys_in_force(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "one.txt").write_text("ONE\n\nLOREM IPSUM DOLOR.\n")
    async with at_the_screen(library, waiting=False) as person:
        await person.press(*"lva")
        await person.type("gone")
        await person.press("ctrl+s")
        person.library.state.keep_draft(Draft("in the making", "one.txt"))
    (library / "one.txt").write_text("ENTIRELY OTHER WORDS\n")
    async with at_the_screen(library, settings=Settings(keys=KEYS), waiting=False) as person:
        await person.until(lambda: person.sees("1 lost"))
        assert old_keys(person) == []
        assert len(person.told) == 2
        lost = KEYMAP.sign(command("lost"))
        assert person.sees(f"{lost} 1 lost")
        assert f"{lost} lists what did" in person.told[-1]


async def test_types_and_colors_stand_beside_their_keys(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(keys=KEYS)) as person:
        assert f"{KEYMAP.sign(command('type-3'))} GPE" in person.pane("side")
        await person.press(KEYMAP.of(command("color"))[0])
        assert person.sees(f"{KEYMAP.sign(command('pick-green'))}  green")


async def test_what_has_no_key_is_called_by_its_name_in_the_palette(library_folder: Path) -> None:
    async with at_the_screen(library_folder, settings=Settings(keys={"tag": ""})) as person:
        await person.press("T")
        assert person.sees("No tags yet: ^p “tag” tags the open article")
