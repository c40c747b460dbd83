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
    (
        "split_at_joints",
        "[PERSON:Exeter v Leeds] and [LAW:Roe v. Wade]",
        {"Exeter": "PERSON", "Leeds": "PERSON", "Roe v. Wade": "LAW"},
    ),
    ("strip_roles", "[PERSON:Rapper Eminem] and [PERSON:New Edition]", {"Eminem": "PERSON", "New Edition": "PERSON"}),
    ("strip_prefixes", "a [NORP:non-OPEC] country", {"OPEC": "NORP"}),
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
    ("mark_courteously_named", "so Mr [GPE:Thorpe] said", {"Thorpe": "PERSON"}),
    ("camel_case_is_no_person", "by [GPE:ScotRail] and [PERSON:McDonald]", {"ScotRail": "ORG", "McDonald": "PERSON"}),
    (
        "lists_agree",
        "such as [ORG:Intel], Motorola and [ORG:Philips].",
        {"Intel": "ORG", "Motorola": "ORG", "Philips": "ORG"},
    ),
    ("add_nations", "two Nigerian ships near Togo", {"Nigerian": "NORP", "Togo": "GPE"}),
    ("add_nations", "a DC-10 to Togo", {"Togo": "GPE"}),
    ("one_type", "[ORG:Beckham], [ORG:Beckham] and [GPE:Beckham]", {"Beckham": "ORG"}),
    ("short_companies", "[ORG:Oneok Inc] said. [PERSON:Oneok] rose.", {"Oneok Inc": "ORG", "Oneok": "ORG"}),
    (
        "surnames_are_persons",
        "[PERSON:Vaclav Klaus] came. [ORG:Klaus] spoke.",
        {"Vaclav Klaus": "PERSON", "Klaus": "PERSON"},
    ),
    ("mark_everywhere", "[ORG:Teledesic] grew. So Teledesic said.", {"Teledesic": "ORG"}),
    ("mark_elections", "in the 2008 [NORP:Canadian] federal election", {"2008 Canadian federal election": "EVENT"}),
    ("drop_small_names", "so [NORP:democrats] and [ORG:eBay] said", {"eBay": "ORG"}),
    ("drop_small_names", "by # [PERSON:mcgregor]", {"mcgregor": "PERSON"}),
    (
        "minutes_are_no_names",
        "Tapp, Kamara ([LAW:Makofo 64]), Herve (McKoy 45).",
        {"Makofo": "PERSON", "McKoy": "PERSON"},
    ),
    ("minutes_are_no_names", "Sunday (May 22), Moss (Table 2)\nand Smith (Jones 3)", {}),
    ("split_at_commas", "of [ORG:Auckland, New Zealand] too", {"Auckland": "ORG", "New Zealand": "GPE"}),
    ("split_at_commas", "at [ORG:Wilmer, Cutler & Co] too", {"Wilmer, Cutler & Co": "ORG"}),
    ("split_off_peoples", "a [PERSON:Kenyan Alice Moss] won", {"Kenyan": "NORP", "Alice Moss": "PERSON"}),
    ("split_off_peoples", "a [PERSON:French Stewart] won", {"French Stewart": "PERSON"}),
    ("complete_persons", "so [PERSON:Bruce L] Castor Jr and [PERSON:Jr] said", {"Bruce L Castor Jr": "PERSON"}),
    ("initials_are_persons", "by [ORG:Dolores M Troiani] too", {"Dolores M Troiani": "PERSON"}),
    ("speakers_are_persons", "[LAW:Hugh Davies] told us.", {"Hugh Davies": "PERSON"}),
    ("speakers_are_persons", '"No," said [ORG:Rowland].', {"Rowland": "PERSON"}),
    ("speakers_are_persons", '"No," said [ORG:Quaker] chairman Smith.', {"Quaker": "ORG"}),
    ("type_by_context", "a bid for insurer [PERSON:Fortis]. [GPE:Fortis] fell.", {"Fortis": "ORG"}),
    ("type_by_context", "so [ORG:Becker], who fell, said", {"Becker": "PERSON"}),
    ("type_by_context", "head of [ORG:Donaldson], who fell, said", {"Donaldson": "ORG"}),
    ("places_by_context", "in [PERSON:Hatfield], [GPE:Ohio].", {"Hatfield": "GPE", "Ohio": "GPE"}),
    ("mark_named_firms", "the Moscow brokerage Rinaco Plus and a watcher", {"Rinaco Plus": "ORG"}),
    ("mark_named_firms", "the bank Monday said", {}),
    ("mark_courteously_named", "said Mr Kilroy-Silk later", {"Kilroy-Silk": "PERSON"}),
    ("short_names_in_quotes", "the \u201cBig Fund\u201d ([ORG:Oil Fund])", {"Big Fund": "ORG", "Oil Fund": "ORG"}),
    ("short_names_in_quotes", 'the [ORG:Oil Commission] ("OC")', {"Oil Commission": "ORG", "OC": "ORG"}),
    ("titles_in_quotes", 'the film "Seven Years in [GPE:Tibet]"', {"Seven Years in Tibet": "WORK_OF_ART"}),
    (
        "complete_known_names",
        "by [ORG:Norfolk Southern]. Then Norfolk [NORP:Southern] bid.",
        {"Norfolk Southern": "ORG"},
    ),
    (
        "first_words_of_companies",
        "the [ORG:Parmalat Finanziaria] group of Parmalat",
        {"Parmalat Finanziaria": "ORG", "Parmalat": "ORG"},
    ),
    ("type_by_context", "said [PERSON:Smith Barney] auto analyst Jo Moss.", {"Smith Barney": "ORG"}),
    ("type_by_context", "the conglomerate [PERSON:Alfa Group] too", {"Alfa Group": "ORG"}),
    ("places_by_context", "in [ORG:Sun Interbrew], [GPE:Russia]'s brewer", {"Sun Interbrew": "ORG", "Russia": "GPE"}),
    ("mark_everywhere", "It ([ORG:HACTL]) said HACTL is HACTL.", {"HACTL": "ORG"}),
    (
        "mark_laws",
        "under the Financial Services Act, the [LAW:Terrorism Act 2000] and the Act",
        {"Financial Services Act": "LAW", "Terrorism Act 2000": "LAW"},
    ),
    ("last_words_of_clubs", "for [ORG:Exeter United] as United won", {"Exeter United": "ORG", "United": "ORG"}),
    ("drop_portfolios", "the [ORG:Finance] Minister and the [ORG:EU] Secretary", {"EU": "ORG"}),
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
