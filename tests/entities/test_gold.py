"""What is recognized in the five articles of ``seeds/``, against names marked by hand, twice.

``gold/seeds_blind.jsonl`` was marked without knowledge of what the program finds, ``gold/seeds.jsonl`` with it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.articles.decoding import decode
from reader.entities.models import NAME_TYPES
from reader.entities.recognizer import hidden_spans

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from reader.entities.recognizer import SpacyRecognizer

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = {
    name: [json.loads(line) for line in (Path(__file__).parent / "gold" / name).read_text().splitlines()]
    for name in ("seeds.jsonl", "seeds_blind.jsonl")
}
COARSE = dict.fromkeys(("GPE", "LOC", "FAC"), "LOC")
COARSE |= dict.fromkeys(("NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"), "MISC")


def text_of(file: str) -> str:
    return decode((SEEDS / file).read_bytes()).text


@pytest.fixture(scope="module")
def recognized(english: SpacyRecognizer) -> dict[str, set[tuple[int, int, str]]]:
    files = [item["file"] for item in GOLD["seeds.jsonl"]]
    found = english.recognize_all(map(text_of, files))
    return {
        file: {(mention.start, mention.end, coarse(mention.type)) for mention in mentions if mention.type in NAME_TYPES}
        for file, mentions in zip(files, found, strict=True)
    }


def coarse(label: str) -> str:
    return COARSE.get(label, label)


def f1(gold: AbstractSet[object], found: AbstractSet[object]) -> float:
    return 200 * len(gold & found) / (len(gold) + len(found))


@pytest.mark.parametrize("sample", GOLD)
def test_names_in_the_seeds_are_found_with_their_types(
    sample: str, recognized: dict[str, set[tuple[int, int, str]]]
) -> None:
    gold = {(item["file"], e["start"], e["end"], coarse(e["label"])) for item in GOLD[sample] for e in item["entities"]}
    found = {(file, *one) for file, marks in recognized.items() for one in marks}
    assert f1({one[:3] for one in gold}, {one[:3] for one in found}) >= 97
    assert f1(gold, found) >= 94


def test_no_mention_holds_what_is_no_part_of_a_name(recognized: dict[str, set[tuple[int, int, str]]]) -> None:
    for file, marks in recognized.items():
        text = text_of(file)
        hidden = hidden_spans(text)
        for start, end, _ in marks:
            assert not re.search(r"\n|https?:|^(?:the|an?)\s|['’]s?$", text[start:end], re.IGNORECASE)
            assert all(span.end <= start or end <= span.start for span in hidden)
