"""Every rule on sentences of its own, and the laws that all of them keep."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.models import Span
from reader.entities.refining import rules as all_rules
from reader.entities.refining.marks import Mark
from reader.entities.refining.rules import RULES, refine

CASES = [
    ("close_brackets", "Smith met [ORG:Federal Reserve (Fed] staff", {"Federal Reserve": "ORG", "Fed": "ORG"}),
    ("split_at_joints", "By [ORG:Reuter - Colombia] today", {"Reuter": "ORG", "Colombia": "ORG"}),
    ("strip_prefixes", "a [NORP:non-OPEC] country", {"OPEC": "NORP"}),
    ("split_possessives", "at [ORG:Norway’s Statoil] now", {"Norway": "GPE", "Statoil": "ORG"}),
    ("split_possessives", "under [PERSON:Clinton’s second] term", {"Clinton": "PERSON"}),
    ("strip_titles", "and [PERSON:President Clinton] said", {"Clinton": "PERSON"}),
    ("strip_titles", "so [ORG:Mr Ebbers] said", {"Ebbers": "PERSON"}),
    ("split_nations", "the [ORG:U.S.-Mexico trade] pact", {"U.S.": "GPE", "Mexico": "GPE"}),
    ("trim_small_words", "of [GPE:Limburg province] too", {"Limburg": "GPE"}),
    ("trim_small_words", "by [PERSON:Lee Ming-kwai] too", {"Lee Ming-kwai": "PERSON"}),
    ("type_nations", "to [ORG:Mozambique] and [GPE:Kuwaiti] oil", {"Mozambique": "GPE", "Kuwaiti": "NORP"}),
    ("type_nations", "by [PERSON:Jordan] alone", {"Jordan": "PERSON"}),
    ("drop_common_abbreviations", "its [ORG:CEO] and [ORG:BBC]", {"BBC": "ORG"}),
    ("drop_explained_abbreviations", "return on equity ([ORG:ROE]) and [ORG:ROE]", {}),
    ("drop_heading_words", "[ORG:Trade Talks] Resume\nThe talks on trade go on.", {}),
    ("drop_heading_words", "[ORG:Trade Talks Ltd] is in trade talks.", {"Trade Talks Ltd": "ORG"}),
    ("shrink_to_known", "[PERSON:Klaus Urges] Haste\nSo [PERSON:Klaus] said.", {"Klaus": "PERSON"}),
    ("join_of_place", "the [ORG:Green Party] of [GPE:Austria]", {"Green Party of Austria": "ORG"}),
    (
        "type_by_form",
        "the [ORG:Boer War] and the [PERSON:Prague University]",
        {"Boer War": "EVENT", "Prague University": "ORG"},
    ),
    ("mark_companies", "sold by Black Swan Mines Ltd. to it", {"Black Swan Mines Ltd.": "ORG"}),
    ("mark_institutions", "at the Mining Safety Institute nearby", {"Mining Safety Institute": "ORG"}),
    ("mark_explained_names", "the Central Oil Board (COB) said", {"Central Oil Board": "ORG", "COB": "ORG"}),
    ("name_abbreviations", "the [ORG:Czech National Bank] (CNB) said", {"Czech National Bank": "ORG", "CNB": "ORG"}),
    ("abbreviations_are_organizations", "by [GPE:BT] in [GPE:UAE]", {"BT": "ORG", "UAE": "GPE"}),
    ("mark_titled_persons", "so Mr [GPE:Thorpe] said", {"Thorpe": "PERSON"}),
    ("camel_case_is_no_person", "by [GPE:ScotRail] and [PERSON:McDonald]", {"ScotRail": "ORG", "McDonald": "PERSON"}),
    (
        "lists_agree",
        "such as [ORG:Intel], Motorola and [ORG:Philips].",
        {"Intel": "ORG", "Motorola": "ORG", "Philips": "ORG"},
    ),
    ("add_nations", "two Nigerian ships near Togo", {"Nigerian": "NORP", "Togo": "GPE"}),
    ("one_type", "[ORG:Beckham], [ORG:Beckham] and [GPE:Beckham]", {"Beckham": "ORG"}),
    ("short_companies", "[ORG:Oneok Inc] said. [PERSON:Oneok] rose.", {"Oneok Inc": "ORG", "Oneok": "ORG"}),
    (
        "surnames_are_persons",
        "[PERSON:Vaclav Klaus] came. [ORG:Klaus] spoke.",
        {"Vaclav Klaus": "PERSON", "Klaus": "PERSON"},
    ),
    ("mark_everywhere", "[ORG:Teledesic] grew. So Teledesic said.", {"Teledesic": "ORG"}),
    ("mark_elections", "in the 2008 [NORP:Canadian] federal election", {"2008 Canadian federal election": "EVENT"}),
]


def marked(source: str) -> tuple[str, list[Mark]]:
    """A text and the marks in it, written ``[TYPE:words]``."""
    text, marks = "", []
    for part in source.replace("[", "\0[").replace("]", "]\0").split("\0"):
        if part.startswith("[") and ":" in part:
            kind, words = part[1:-1].split(":", 1)
            marks.append(Mark(len(text), len(text) + len(words), kind))
            text += words
        else:
            text += part
    return text, marks


@pytest.mark.parametrize(("rule", "source", "expected"), CASES)
def test_rule(rule: str, source: str, expected: dict[str, str]) -> None:
    text, marks = marked(source)
    found = refine(text, text, marks, rules=(getattr(all_rules, rule),))
    names = {text[mark.start : mark.end]: mark.type for mark in found}
    assert names == expected


def test_every_rule_has_a_case_and_a_reason() -> None:
    assert {rule.__name__ for rule in RULES} == {case[0] for case in CASES}
    assert all(rule.__doc__ for rule in RULES)


WORDS = " China Chinese (AI) AI CEO the President Mr Li's Co. Bank of and , . - / 2008 election Smith & said “Big” ( )"


@given(
    st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=25).map(" ".join),
    st.lists(
        st.tuples(st.integers(0, 120), st.integers(1, 30), st.sampled_from(["PERSON", "ORG", "GPE", "DATE", "X"]))
    ),
)
def test_laws_of_refining(text: str, marks: list[tuple[int, int, str]]) -> None:
    given_marks = [
        Mark(start, min(start + length, len(text)), kind) for start, length, kind in marks if start < len(text)
    ]
    found = refine(text, text, given_marks, [Span(0, 1)])
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for mark in found:
        assert 0 < mark.start < mark.end <= len(text)
        assert "\n" not in text[mark.start : mark.end]
        assert not text[mark.start : mark.end].lower().startswith("the ")
