"""A person's rulings on mentions: every action in every scope, and the laws that hold for all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.linking import link
from reader.entities.models import Mention
from reader.entities.rulings import Ruling, corrected, kept_apart, rulings_of, separated

TEXT = "Reed met Klaus. Then Reed left Klaus, and Reeds stayed."
REED = Mention(0, 4, "Reed", "PERSON", "Reed")
KLAUS = Mention(9, 14, "Klaus", "PERSON", "Klaus")
SECOND_REED = Mention(21, 25, "Reed", "PERSON", "Reed")
MENTIONS = (REED, KLAUS, SECOND_REED)


def apply(*rulings: Ruling, mentions: tuple[Mention, ...] = MENTIONS, text: str = TEXT) -> dict[int, tuple[str, str]]:
    found = corrected("a.txt", lambda: text, mentions, rulings)
    return {mention.start: (mention.type, mention.entity) for mention in found}


@pytest.mark.parametrize("scope", ["article", "everywhere"])
def test_words_that_are_no_entity(scope: str) -> None:
    assert apply(Ruling("reject", scope, "Reed", path="a.txt")) == {9: ("PERSON", "Klaus")}  # type: ignore[arg-type]


def test_one_mention_that_is_no_entity() -> None:
    assert set(apply(Ruling("reject", "mention", "Reed", path="a.txt", start=21))) == {0, 9}


def test_another_type() -> None:
    assert apply(Ruling("retype", "everywhere", "Reed", "ORG"))[21] == ("ORG", "Reed")


def test_a_new_mention_everywhere_is_whole_words() -> None:
    found = apply(Ruling("mark", "everywhere", "Reed", "ORG"), mentions=(KLAUS,))
    assert found == {0: ("ORG", "Reed"), 9: ("PERSON", "Klaus"), 21: ("ORG", "Reed")}


def test_a_new_mention_replaces_what_it_overlaps() -> None:
    longer = Ruling("mark", "mention", "Reed met Klaus", "EVENT", path="a.txt", start=0)
    assert apply(longer) == {0: ("EVENT", "Reed met Klaus"), 21: ("PERSON", "Reed")}


def test_the_same_entity() -> None:
    assert apply(Ruling("same", "article", "Reed", entity="Oliver Reed", path="a.txt"))[0] == ("PERSON", "Oliver Reed")


def test_another_article_is_left_alone() -> None:
    assert apply(Ruling("reject", "article", "Reed", path="b.txt")) == apply()


def test_the_narrower_scope_is_stronger() -> None:
    documents: list[dict[str, object]] = [
        {
            "action": "retype",
            "scope": "mention",
            "text": "Reed",
            "type": "ORG",
            "article": {"path": "a.txt"},
            "quote": {"exact": "Reed"},
            "position": {"start": 21, "end": 25},
            "modified": "2026-01-01T00:00:00Z",
        },
        {"action": "reject", "scope": "everywhere", "text": "Reed", "modified": "2026-02-01T00:00:00Z"},
        {"action": "reject", "scope": "everywhere", "text": "Klaus", "deleted": "2026-02-01T00:00:00Z"},
    ]
    assert apply(*rulings_of(documents)) == {9: ("PERSON", "Klaus"), 21: ("ORG", "Reed")}


def test_a_mention_is_found_again_by_what_stands_around_it() -> None:
    moved = "Once upon a time, before all of it, " + TEXT
    ruling = Ruling("reject", "mention", "Reed", path="a.txt", start=21, prefix="Then ", suffix=" left")
    mentions = tuple(Mention(m.start + 36, m.end + 36, m.text, m.type, m.entity) for m in MENTIONS)
    assert set(apply(ruling, mentions=mentions, text=moved)) == {36, 45}


def test_names_that_are_kept_apart() -> None:
    rulings = (Ruling("different", "everywhere", "America", entity="United States"),)
    mentions = {"a.txt": [Mention(0, 7, "America", "GPE", "America"), Mention(9, 13, "U.S.", "GPE", "U.S.")]}
    found = link(mentions, kept_apart(rulings)).mentions["a.txt"]
    assert [mention.entity for mention in found] == ["America", "United States"]


def test_a_mention_that_does_not_mean_the_entity() -> None:
    linked = tuple(Mention(m.start, m.end, m.text, m.type, "Lou Reed") for m in (REED, SECOND_REED))
    ruling = Ruling("different", "mention", "Reed", entity="Lou Reed", path="a.txt", start=21)
    assert [m.entity for m in separated("a.txt", lambda: TEXT, linked, (ruling,))] == ["Lou Reed", "Reed"]


RULINGS = st.builds(
    Ruling,
    st.sampled_from(["reject", "retype", "same", "different", "mark"]),
    st.sampled_from(["mention", "article", "everywhere"]),
    st.sampled_from(["Reed", "Klaus", "Reed met", "met Klaus", "x", "Then"]),
    st.sampled_from(["ORG", "GPE"]),
    st.sampled_from(["Oliver Reed", "Klaus"]),
    st.sampled_from(["a.txt", "b.txt"]),
    st.integers(0, 60),
)


@given(st.lists(RULINGS, max_size=6))
def test_laws_of_rulings(rulings: list[Ruling]) -> None:
    found = corrected("a.txt", lambda: TEXT, MENTIONS, rulings)
    assert list(found) == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(TEXT[mention.start : mention.end] == mention.text for mention in found)
    if rulings and rulings[-1].action == "reject" and rulings[-1].scope == "everywhere":
        assert all(mention.text != rulings[-1].text for mention in found)
    assert corrected("a.txt", lambda: TEXT, corrected("a.txt", lambda: TEXT, MENTIONS, rulings[:1]), rulings[:1]) == (
        corrected("a.txt", lambda: TEXT, MENTIONS, rulings[:1])
    )


def test_texts_are_not_read_for_nothing() -> None:
    def text() -> str:
        raise AssertionError

    rulings = (Ruling("reject", "everywhere", "Reed"), Ruling("mark", "article", "Reed", "ORG", path="b.txt"))
    assert len(corrected("a.txt", text, MENTIONS, rulings)) == 1
