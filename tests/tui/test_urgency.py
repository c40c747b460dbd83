"""What a key changes is painted at once, and what goes on in the background lets it go first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from reader.pacing import Pacing
from tests.tui.reading import at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def library(folder: Path) -> Path:
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Article {name}\n\nSome words.\n")
    return folder


@pytest.mark.parametrize(("opening", "key"), [("", "down"), ("question_mark", "down"), ("e", "x"), ("slash", "x")])
async def test_a_key_does_not_wait_for_the_next_sixtieth_of_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opening: str, key: str
) -> None:
    async with at_the_screen(library(tmp_path)) as person:
        await person.press(*filter(None, [opening]))
        app, painted = person.app, list[object]()
        display = app._display
        with monkeypatch.context() as patch:
            patch.setattr(app.screen._update_timer, "resume", lambda: None)
            patch.setattr(app, "_display", lambda *shown: painted.append(display(*shown)))
            app.post_message(Key(key, key if len(key) == 1 else None))
            await person.until(lambda: bool(painted))
        app.screen._update_timer.resume()


async def test_a_key_goes_before_work_in_the_background(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    monkeypatch.setattr(Pacing, "key_pressed", lambda _: keys.append("pressed"))
    async with at_the_screen(library(tmp_path)) as person:
        await person.press("down", "down")
    assert keys == ["pressed", "pressed"]
