"""Recognition: exact offsets, the laws on odd text, long lines, and what everyone would mark."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.articles.models import Span
from reader.entities.recognizer import LONGEST_PIECE, LONGEST_WORD, SpacyRecognizer, hidden_spans, pieces_of, rules_for
from reader.entities.refining.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.models import Mention

FRAGMENTS = st.sampled_from(
    [
        "China",
        "the U.S.",
        "’s ",
        "'s ",
        "Ada Lovelace ",
        "the Big Fund",
        " ",
        "\n",
        "\n\n",
        "\r",
        "\u2028",
        "\t",
        "\x00",
        "https://example.org/China?q=U.S. ",
        "ada@example.org ",
        "๐จ๐ณโ",
        "â€™",
        "�",
        "�",
        "🇨🇳",
        "\u200b",
        "́",
        "President ",
        "in Berlin, ",
        "(NATO) ",
        "“Acme Corp.” ",
        "$5 billion ",
        "[/red]",
        "\x1b[31m",
        "ประเทศไทย ",
    ]
)
ODD_TEXT = st.lists(FRAGMENTS | st.characters(), max_size=30).map("".join)


def assert_lawful(text: str, mentions: tuple[Mention, ...]) -> None:
    """Every mention stands where it says, and holds nothing that no name holds."""
    hidden = hidden_spans(text)
    before = 0
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
        assert before <= mention.start < mention.end
        before = mention.end
        assert not any(gap.start < mention.end and mention.start < gap.end for gap in hidden)
        assert len(mention.text.splitlines()) == 1
        assert not re.match(r"(the|an?)\s", mention.text, re.IGNORECASE)
        assert not re.search(r"['’]s?$", mention.text, re.IGNORECASE)
        assert mention.text == mention.text.strip()
        assert mention.type
        assert mention.entity


@pytest.mark.parametrize(
    "noise", ["<" * 5000, "'" * 200, "—=" * 400, "QUFB" * 1000, "─" * 200], ids=["<", "'", "—=", "base64", "rule"]
)
def test_no_model_reads_what_is_no_word(noise: str) -> None:
    assert hidden_spans(f"Huawei {noise} in China") == (Span(7, 7 + len(noise)),)
    assert hidden_spans("x" * (LONGEST_WORD - 1)) == ()
    assert hidden_spans("中" * 5000) == ()


def test_mentions_have_exact_offsets(tiny: SpacyRecognizer) -> None:
    text = "🚀 The U.S. and China.\nAda Lovelace saw China’s rise."
    found = [(mention.start, mention.text, mention.type) for mention in tiny.recognize(text)]
    assert found == [
        (6, "U.S.", "GPE"),
        (15, "China", "GPE"),
        (22, "Ada Lovelace", "PERSON"),
        (39, "China", "GPE"),
    ]


def test_articles_are_trimmed_from_what_the_model_marks(tiny: SpacyRecognizer) -> None:
    (mention,) = tiny.recognize("They asked the Big Fund.")
    assert (mention.text, mention.entity, mention.start) == ("Big Fund", "Big Fund", 15)


def test_nothing_is_found_in_addresses_and_damage(tiny: SpacyRecognizer) -> None:
    assert tiny.recognize("See https://example.org/China/U.S. or China@example.org") == ()
    assert [mention.start for mention in tiny.recognize("๐จ๐ณโจ China")] == [7]


def test_a_name_never_crosses_a_line_end(tiny: SpacyRecognizer) -> None:
    assert tiny.recognize("Ada\nLovelace") == ()


@given(text=ODD_TEXT)
def test_odd_text_keeps_the_laws(tiny: SpacyRecognizer, text: str) -> None:
    assert_lawful(text, tiny.recognize(text))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(text=ODD_TEXT)
def test_odd_text_keeps_the_laws_with_the_real_model(english: SpacyRecognizer, text: str) -> None:
    assert_lawful(text, english.recognize(text))


@given(st.text(st.sampled_from("ab .!?\n\u3000"), max_size=200) | ODD_TEXT, st.integers(0, 3))
def test_pieces_are_the_lines(text: str, repeat: int) -> None:
    text = text * (1 + 40 * repeat)
    pieces = list(pieces_of(text))
    covered = {offset for piece in pieces for offset in range(piece.start, piece.end)}
    assert all(0 < piece.end - piece.start <= LONGEST_PIECE for piece in pieces)
    assert all(first.end <= second.start for first, second in pairwise(pieces))
    assert all("\n" not in text[piece.start : piece.end] for piece in pieces)
    assert all(offset in covered for offset, character in enumerate(text) if not character.isspace())


def test_long_lines_are_cut_between_sentences() -> None:
    sentence = "Ada Lovelace went to China and wrote about it at length. "
    text = sentence * 500
    pieces = list(pieces_of(text))
    assert len(pieces) > 1
    assert all(text[piece.start : piece.end].startswith("Ada ") for piece in pieces)


def test_a_line_of_a_megabyte_is_read_in_bounded_time(tiny: SpacyRecognizer) -> None:
    started = time.process_time()
    assert len(tiny.recognize("China and so on " * 65_000)) == 65_000
    assert tiny.recognize("x" * 1_000_000) == ()
    assert time.process_time() - started < 30


def test_general_facts_of_real_articles(english: SpacyRecognizer, seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        mentions = english.recognize(text)
        assert_lawful(text, mentions)
        assert ("China", "GPE") in {(mention.text, mention.type) for mention in mentions}, file.name
        assert ("Chinese", "NORP") in {(mention.text, mention.type) for mention in mentions}, file.name


def test_the_default_model_is_the_official_one(english: SpacyRecognizer) -> None:
    assert english.warning is None
    assert english.version.startswith("en_core_web_sm")


@pytest.mark.parametrize("text", ["", "\n", " ", "\x00", "\ud800", "\ufeff"])
def test_almost_nothing_is_read_too(tiny: SpacyRecognizer, text: str) -> None:
    assert tiny.recognize(text) == ()


@pytest.mark.parametrize(("language", "label"), [("en", "GENE"), ("de", "PER"), ("xx", "MISC")])
def test_what_other_models_mark_keeps_its_type_and_nothing_is_added(language: str, label: str, tmp_path: Path) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": "BRCA1"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "other")
    other = SpacyRecognizer.load(str(tmp_path / "other"))
    text = "Mr. Smith of Acme Corp. told China of BRCA1, and of BRCA1 again."
    assert [(mention.text, mention.type) for mention in other.recognize(text)] == [("BRCA1", label)] * 2


def test_the_rules_mend_what_english_models_of_our_types_mark(tiny: SpacyRecognizer, english: SpacyRecognizer) -> None:
    assert rules_for(tiny._nlp) == rules_for(english._nlp) == RULES


def test_a_ruler_of_symbols_is_looked_at_in_bounded_time() -> None:
    assert hidden_spans("-=" * 30 + " and " + "=" * 60) == ()
