"""The help on the screen names every command with the keys in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.commands import COMMANDS, CONTEXT_TITLES
from reader.config import Settings
from reader.tui.widgets.key_table import KeyTable
from tests.tui.reading import at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [(150, 44), (70, 24), (40, 12)])
async def test_every_command_is_there_with_its_keys(library_folder: Path, size: tuple[int, int]) -> None:
    settings = Settings(keys={"undo": "f5"}, colors={"yellow": "claims"})
    async with at_the_screen(library_folder, size, settings=settings) as person:
        await person.press("question_mark")
        table = person.app.screen.query_one(KeyTable)
        said = " ".join(table.text.split())
        for command in COMMANDS:
            if signs := person.app.keys_in_force.signs(command):
                assert f"{signs} {command.help}" in said
        assert all(title in said for title in CONTEXT_TITLES.values())
        assert "claims" in said
        assert max(map(len, table.text.splitlines())) <= size[0]


async def test_it_scrolls_to_the_end(library_folder: Path) -> None:
    async with at_the_screen(library_folder, (70, 24)) as person:
        await person.press("question_mark", "end")
        last = person.app.screen.query_one(KeyTable).text.strip().splitlines()[-1]
        await person.until(lambda: person.sees(last.strip()[-20:]))
