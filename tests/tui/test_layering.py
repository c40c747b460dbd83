from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations import editing
from reader.annotations.models import Color
from reader.articles.models import Span
from reader.tui.painting import DOUBT_MARK, NOTE_MARK
from tests.tui.reading import Person, at_the_screen

if TYPE_CHECKING:
    from pathlib import Path


def margin(person: Person, words: str) -> str:
    """What stands in the margin beside the row that begins with these words."""
    line = next(line for line in person.pane("text").split("\n")[1:] if words in line)
    return line[: line.index(words)].strip(" │")


async def test_a_note_on_the_article_hangs_at_its_title_and_opens_there(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        await person.press("down")
        article = person.main.reading.article
        assert article is not None
        assert margin(person, "China Vows") == ""
        editing.add_note(person.library.store, article, "On all of it")
        person.main.repaint()
        await person.settle()
        assert margin(person, "China Vows") == NOTE_MARK
        await person.pilot.click("#text", offset=person.place("China Vows"))
        await person.press("enter")
        assert person.sees("Edit the note")
        assert person.sees("On all of it")
        await person.press("escape", "a")
        assert not person.sees("On all of it"), "a writes another one"


async def test_overlapping_highlights_are_both_drawn(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        article = person.library.article(person.library.files[1].path)
        start = article.text.index("In a move")
        editing.add_highlight(person.library.store, article, Span(start, start + 9), color=Color.YELLOW)
        editing.add_highlight(person.library.store, article, Span(start + 5, start + 20), color=Color.BLUE)
        await person.press("down")
        row = person.place("In a move")[1] - 1
        grounds = [
            segment.style.bgcolor.name
            for segment in person.main.view.render_line(row)
            if segment.style and segment.style.bgcolor and segment.text.strip()
        ]
        assert len(dict.fromkeys(grounds)) == 4, "yellow, both, blue, none"


async def test_a_passage_that_may_be_elsewhere_has_a_question_mark(library_folder: Path) -> None:
    async with at_the_screen(library_folder) as person:
        file = person.library.files[1]
        text = file.file.read_text()
        words = "top leaders in Beijing have unequivocally declared their intent to significantly accelerate"
        start = text.index(words)
        article = person.library.article(file.path)
        editing.add_highlight(person.library.store, article, Span(start, start + len(words)))
        changed = words.replace("unequivocally declared", "let it be known").replace("significantly", "much")
        file.file.write_text(text.replace(words, changed))
    async with at_the_screen(library_folder) as person:
        await person.press("down")
        assert [item.anchor.state for item in person.library.anchoring.placed_in(file.path) if item.anchor] == [
            "unsure"
        ]
        assert margin(person, "In a move") == DOUBT_MARK
