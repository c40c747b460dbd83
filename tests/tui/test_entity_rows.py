"""Rows of entities fit whatever room there is."""

from __future__ import annotations

from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.console import Console
from rich.style import Style

from reader.articles.sanitizing import one_line
from reader.entities.merges import Joined
from reader.entities.models import Entity, Mention
from reader.library.concordance import Occurrence
from reader.tui.entity_rows import companion_row, entity_row, name_row, sentence_rows, why_joined
from reader.tui.themes import THEMES, palette_for
from tests.tui.texts import texts

PALETTE = palette_for(THEMES[0], colorless=False)
CONSOLE = Console(width=80)
MATCH = Style(bold=True)
words = st.text("abcdefg hij", max_size=300)


def found(before: str, name: str, after: str) -> Occurrence:
    return Occurrence("a.txt", "A", Mention(len(before), len(before) + len(name), name, "ORG", name), before, after)


@given(words, st.text("abc", min_size=1, max_size=12), words, st.integers(30, 120))
@example("a " * 200, "abc", " b" * 200, 30)
def test_the_mention_is_always_to_be_seen_and_rows_are_filled(before: str, name: str, after: str, width: int) -> None:
    rows = sentence_rows(found(f"{before} ", name, f" {after}"), MATCH, CONSOLE, width, 2)
    assert len(rows) <= 2
    assert all(row.cell_len <= width for row in rows)
    marked = [row.plain[span.start : span.end] for row in rows for span in row.spans if span.style == MATCH]
    assert "".join(marked) == name


@given(texts, texts)
def test_any_text_is_shown_as_it_is_safe(before: str, after: str) -> None:
    assume("\n" not in before + after)
    for row in sentence_rows(found(before, "Acme", after), MATCH, CONSOLE, 60, 2):
        assert one_line(row.plain) == row.plain
        assert row.cell_len <= 60


@given(st.text(min_size=1, max_size=80), st.integers(1, 99_999), st.integers(40, 150))
def test_a_row_of_an_entity_fits(name: str, count: int, width: int) -> None:
    entity = Entity(name, "WORK_OF_ART", (name,), count, ("a.txt",) * 3)
    for row in (entity_row(entity, 10**6, PALETTE, width), companion_row(entity, count, 10**6, PALETTE, width)):
        assert row.cell_len <= width
        assert row.plain.rstrip().endswith("━")


def test_bars_are_as_long_as_their_share() -> None:
    many, few = (
        entity_row(Entity("A", "ORG", ("A",), count, ("a",)), 100, PALETTE, 100).plain.count("━") for count in (100, 25)
    )
    assert many == 4 * few


def test_why_a_name_is_one() -> None:
    entity = Entity("Acme Corporation", "ORG", ("AC", "Acme"), 3, ("a",))
    direct = Joined("AC", "Acme Corporation", "the initials of its name", ("a", "b"))
    indirect = Joined("AC", "Acme", "nearly the same spelling")
    assert why_joined([direct], entity) == "the initials of its name (in 2 articles)"
    assert why_joined([direct, indirect], entity).endswith("; nearly the same spelling: Acme")
    assert name_row("AC", 2, "why", 5, 60).plain == "AC         2  why"
