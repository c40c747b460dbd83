"""Mentions gathered into entities."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.identity import Identities, Identity
from reader.entities.linking import Linker, entities_of, gathered, link
from reader.entities.merges import merges_into
from reader.entities.models import Entity, Mention


def mention(text: str, type_: str = "ORG", entity: str | None = None) -> Mention:
    return Mention(0, len(text), text, type_, entity or text)


def test_mentions_are_gathered_by_type_and_name() -> None:
    mentions = {
        "a.txt": [mention("NATO"), mention("Nato"), mention("Berlin", "GPE")],
        "b.txt": [mention("NATO"), mention("NATO"), mention("NATO"), mention("Berlin", "PERSON")],
    }
    assert entities_of(mentions) == [
        Entity("NATO", "ORG", ("NATO", "Nato"), 5, ("b.txt", "a.txt")),
        Entity("Berlin", "GPE", ("Berlin",), 1, ("a.txt",)),
        Entity("Berlin", "PERSON", ("Berlin",), 1, ("b.txt",)),
    ]


def test_an_entity_goes_by_its_name_and_keeps_its_spellings() -> None:
    mentions = {"a.txt": [mention("US", entity="United States"), mention("U.S.", entity="United States")]}
    (entity,) = entities_of(mentions)
    assert (entity.name, entity.names) == ("United States", ("US", "U.S."))


def test_spacing_makes_no_other_entity() -> None:
    (entity,) = entities_of({"a.txt": [mention("New  York"), mention("New York"), mention("New York")]})
    assert (entity.name, entity.count) == ("New York", 3)


def test_no_mentions_no_entities() -> None:
    assert entities_of({"a.txt": []}) == []


def linked(*articles: list[tuple[str, str]], apart: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """Each name, and the entity that its last mention means."""
    mentions = {
        str(number): tuple(
            Mention(at * 100, at * 100 + len(name), name, kind, name) for at, (name, kind) in enumerate(article)
        )
        for number, article in enumerate(articles)
    }
    result = link(mentions, Identities(Identity(apart=frozenset(apart))))
    assert all(merge.reason and merge.name != merge.into for merge in result.merges)
    return {mention.text: mention.entity for found in result.mentions.values() for mention in found}


@pytest.mark.parametrize(
    ("names", "kind", "entity"),
    [
        (["U.S.", "America", "USA"], "GPE", "United States"),
        (["Britain", "U.K."], "GPE", "United Kingdom"),
        (["Americans", "American"], "NORP", "American"),
        (["Vaclav Klaus", "Klaus", "Vaclav"], "PERSON", "Vaclav Klaus"),
        (["George Bush", "George W. Bush"], "PERSON", "George Bush"),
        (["Oneok", "Oneok Inc", "ONEOK"], "ORG", "Oneok"),
        (["European Central Bank", "ECB"], "ORG", "European Central Bank"),
        (["Montgomery Securities", "Montgomery Securites"], "ORG", "Montgomery Securities"),
    ],
)
def test_names_that_are_one_entity(names: list[str], kind: str, entity: str) -> None:
    assert set(linked([(name, kind) for name in names]).values()) == {entity}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Huawei", "Huawei Cloud", "ORG"),
        ("World War I", "World War II", "EVENT"),
        ("North Korea", "South Korea", "GPE"),
        ("Bank of England", "Bank of Ireland", "ORG"),
        ("Niger", "Nigeria", "GPE"),
        ("Austria", "Australia", "GPE"),
        ("Slovakia", "Slovenia", "GPE"),
        ("John Smith", "Joan Smith", "PERSON"),
        ("BT", "British Airways", "ORG"),
        ("China", "Chinese", "NORP"),
        ("Easter", "Eastern", "LOC"),
        ("US", "Us", "GPE"),
        ("1998 election", "1999 election", "EVENT"),
    ],
)
def test_names_that_stay_apart(one: str, other: str, kind: str) -> None:
    assert len(set(linked([(one, kind), (other, kind)]).values())) == 2


def test_a_surname_that_two_persons_bear_means_neither() -> None:
    names = [("Tony Blair", "PERSON"), ("Cherie Blair", "PERSON"), ("Blair", "PERSON")]
    assert linked(names)["Blair"] == "Blair"


def test_a_part_of_a_name_is_followed_across_articles_only_when_one_explained_it() -> None:
    explained = [("Vaclav Klaus", "PERSON"), ("Klaus", "PERSON")]
    alone = [("Klaus", "PERSON")]
    assert linked(explained, alone)["Klaus"] == "Vaclav Klaus"
    assert linked(explained[:1], alone)["Klaus"] == "Klaus"
    assert linked(explained, [("Josef Klaus", "PERSON")], alone)["Klaus"] == "Klaus"


def test_what_one_article_explains_holds_elsewhere_only_if_it_is_rare_there() -> None:
    explained, alone = [("Czech National Bank", "ORG"), ("CNB", "ORG")], [("CNB", "ORG")]
    assert linked(explained, alone)["CNB"] == "Czech National Bank"
    assert linked(explained, *[alone] * 4)["CNB"] == "CNB"
    assert linked(explained, explained, *[alone] * 4)["CNB"] == "Czech National Bank"


def test_a_surname_that_mostly_stands_alone_may_be_somebody_else() -> None:
    explained, alone = [("David Frost", "PERSON"), ("Frost", "PERSON")], [("Frost", "PERSON")]
    assert linked(explained, explained, *[alone] * 4)["Frost"] == "David Frost"
    assert linked(explained, explained, *[alone] * 5)["Frost"] == "Frost"


def test_a_forename_is_followed_across_articles_only_when_two_explained_it() -> None:
    explained, alone = [("Vaclav Klaus", "PERSON"), ("Vaclav", "PERSON")], [("Vaclav", "PERSON")]
    assert linked(explained, alone)["Vaclav"] == "Vaclav"
    assert linked(explained, explained, alone)["Vaclav"] == "Vaclav Klaus"


def test_what_the_person_keeps_apart_is_not_merged() -> None:
    names = [("U.S.", "GPE"), ("America", "GPE"), ("United States", "GPE")]
    found = linked(names, apart=(("America", "United States"),))
    assert found == {"U.S.": "United States", "United States": "United States", "America": "America"}


def test_what_goes_by_a_name_stays_with_it_when_that_is_kept_apart() -> None:
    explained = [("European Central Bank Inc", "ORG"), ("ECB", "ORG")]
    others = [("European Central Bank", "ORG")] * 3
    assert linked(explained, others)["ECB"] == "European Central Bank"
    apart = (("European Central Bank Inc", "European Central Bank"),)
    assert linked(explained, others, apart=apart)["ECB"] == "European Central Bank Inc"


def test_what_another_article_tells_is_looked_at_anew() -> None:
    linker = Linker()
    for full in ("Vaclav Klaus", "Josef Klaus"):
        articles = numbered([[("Klaus", "PERSON")], [(full, "PERSON"), ("Klaus", "PERSON")]])
        (klaus,) = linker.link(articles).mentions["0"]
        assert klaus.entity == full


def test_linking_pauses_in_the_midst_of_its_work() -> None:
    pauses: list[None] = []
    articles = numbered([[("Klaus", "PERSON")], [("Vaclav Klaus", "PERSON"), ("Klaus", "PERSON")]] * 10)
    found = Linker(lambda: pauses.append(None)).link(articles)
    assert found == Linker().link(articles)
    assert len(pauses) > 2 * len(articles)
    before = len(pauses)
    assert gathered(found.mentions, lambda: pauses.append(None)) == gathered(found.mentions)
    assert len(pauses) > before


NAMES = st.sampled_from(["U.S.", "America", "United States", "Klaus", "Vaclav Klaus", "Josef Klaus", "KLAUS", "ECB"])
MENTIONS = st.lists(st.tuples(NAMES, st.sampled_from(["PERSON", "ORG", "GPE"])), max_size=12)


PAIRS = st.sets(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]), max_size=4)


def numbered(articles: list[list[tuple[str, str]]]) -> dict[str, tuple[Mention, ...]]:
    return {
        str(number): tuple(Mention(at, at + 1, name, kind, name) for at, (name, kind) in enumerate(article))
        for number, article in enumerate(articles)
    }


@given(st.lists(MENTIONS, max_size=3), PAIRS)
def test_laws_of_linking(articles: list[list[tuple[str, str]]], pairs: set[tuple[str, str]]) -> None:
    mentions = numbered(articles)
    apart = Identities(Identity(apart=frozenset(pairs)))
    result = link(mentions, apart)
    assert {path: [m.text for m in ms] for path, ms in result.mentions.items()} == {
        path: [m.text for m in ms] for path, ms in mentions.items()
    }
    assert link(result.mentions, apart).mentions == result.mentions
    for entity in gathered(result.mentions):
        assert not any(set(pair) <= set(entity.names) for pair in pairs)
        joined = {one.name: one for one in merges_into(result.merges, entity)}
        others = set(entity.names) - {entity.name}
        assert others <= joined.keys() | {one.into for one in joined.values()}


IDENTITY = st.builds(
    lambda same, apart: reduce(lambda said, pair: said.with_same(*pair), same, Identity(apart=frozenset(apart))),
    st.lists(st.tuples(NAMES, NAMES), max_size=3),
    PAIRS,
)
SAID = st.builds(Identities, IDENTITY, st.dictionaries(st.sampled_from("012"), IDENTITY, max_size=2))


@given(st.lists(MENTIONS, max_size=3), st.lists(st.tuples(SAID, st.lists(MENTIONS, max_size=3)), max_size=3))
def test_what_is_known_from_before_changes_nothing(
    articles: list[list[tuple[str, str]]], later: list[tuple[Identities, list[list[tuple[str, str]]]]]
) -> None:
    linker = Linker()
    linker.link(numbered(articles))
    for said, changed in later:
        mentions = numbered(changed)
        assert linker.link(mentions, said) == link(mentions, said)
    assert linker.link(numbered(articles)) == link(numbered(articles))


SHORT = {"Klaus", "KLAUS", "ECB"}
"""Names that may mean another entity in each article."""


@given(st.lists(MENTIONS, max_size=3), NAMES, NAMES)
def test_what_the_person_says_is_the_same_is(articles: list[list[tuple[str, str]]], name: str, entity: str) -> None:
    found = link(numbered(articles), Identities(Identity().with_same(name, entity))).mentions
    kinds = {mention.type for mentions in found.values() for mention in mentions}
    for kind in kinds:
        texts = {m.text: m.entity for mentions in found.values() for m in mentions if m.type == kind}
        if name in texts and entity in texts and entity not in SHORT:
            assert texts[name] == texts[entity]
