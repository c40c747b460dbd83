"""A person's rulings: every action in every scope, and the laws that hold for all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.identity import Identity
from reader.entities.linking import Linker, link
from reader.entities.models import Mention
from reader.entities.places import whole_words
from reader.entities.rulings import Ruling, Rulings, rulings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.rulings import Scope

TEXT = "Reed met Klaus. Then Reed left Klaus, and Reeds stayed."
REED = Mention(0, 4, "Reed", "PERSON", "Reed")
KLAUS = Mention(9, 14, "Klaus", "PERSON", "Klaus")
SECOND_REED = Mention(21, 25, "Reed", "PERSON", "Reed")
SECOND_KLAUS = Mention(31, 36, "Klaus", "PERSON", "Klaus")
MENTIONS = (REED, KLAUS, SECOND_REED)


def apply(
    *given_rulings: Ruling, mentions: Sequence[Mention] = MENTIONS, text: str = TEXT, path: str = "a.txt"
) -> dict[int, tuple[str, str]]:
    """Where each mention starts, its type and its entity."""
    rulings = Rulings(given_rulings)
    found = link({path: rulings.corrected(path, lambda: text, mentions)}, rulings.identities({path: lambda: text}))
    return {mention.start: (mention.type, mention.entity) for mention in found.mentions[path]}


@pytest.mark.parametrize("scope", ["article", "everywhere"])
def test_words_that_are_no_entity(scope: Scope) -> None:
    assert apply(Ruling("reject", scope, "Reed", path="a.txt")) == {9: ("PERSON", "Klaus")}


def test_one_mention_that_is_no_entity() -> None:
    assert set(apply(Ruling("reject", "mention", "Reed", path="a.txt", start=21))) == {0, 9}


def test_another_type() -> None:
    assert apply(Ruling("retype", "everywhere", "Reed", "ORG"))[21] == ("ORG", "Reed")


def test_a_new_mention_everywhere_is_whole_words() -> None:
    found = apply(Ruling("mark", "everywhere", "Reed", "ORG"), mentions=(KLAUS,))
    assert found == {0: ("ORG", "Reed"), 9: ("PERSON", "Klaus"), 21: ("ORG", "Reed")}


def test_a_new_mention_may_have_another_name() -> None:
    everywhere = Ruling("mark", "everywhere", "Then", "EVENT", "The meeting")
    here = Ruling("mark", "mention", "stayed", "EVENT", "The meeting", "a.txt", 48)
    assert [apply(everywhere, here)[start] for start in (16, 48)] == [("EVENT", "The meeting")] * 2


def test_a_new_mention_replaces_what_it_overlaps() -> None:
    longer = Ruling("mark", "mention", "Reed met Klaus", "EVENT", path="a.txt", start=0)
    assert apply(longer) == {0: ("EVENT", "Reed met Klaus"), 21: ("PERSON", "Reed")}


def test_words_marked_everywhere_cut_no_longer_name() -> None:
    meeting = Mention(0, 14, "Reed met Klaus", "EVENT", "Reed met Klaus")
    assert apply(Ruling("mark", "everywhere", "Reed", "ORG"), mentions=(meeting,)) == {
        0: ("EVENT", "Reed met Klaus"),
        21: ("ORG", "Reed"),
    }


def test_of_words_that_were_marked_the_longer_ones_count() -> None:
    short, long = Ruling("mark", "everywhere", "Reed", "ORG"), Ruling("mark", "everywhere", "Reed met", "EVENT")
    for order in ((short, long), (long, short)):
        assert apply(*order, mentions=()) == {0: ("EVENT", "Reed met"), 21: ("ORG", "Reed")}


def test_the_same_entity() -> None:
    assert apply(Ruling("same", "article", "Reed", entity="Oliver Reed", path="a.txt"))[0] == ("PERSON", "Oliver Reed")


def test_the_same_entity_of_another_type() -> None:
    assert apply(Ruling("same", "everywhere", "Reed", "ORG", "Reed Elsevier"))[0] == ("ORG", "Reed Elsevier")


def test_one_mention_that_means_another_entity_leaves_the_others_alone() -> None:
    text = "Lou Reed sang. Reed bowed, and Reed left."
    mentions = [Mention(at, at + len(name), name, "PERSON", name) for at, name in ((0, "Lou Reed"), (15, "Reed"))]
    mentions.append(Mention(31, 35, "Reed", "PERSON", "Reed"))
    other = Ruling("same", "mention", "Reed", entity="Oliver Reed", path="a.txt", start=31)
    found = apply(other, mentions=mentions, text=text)
    assert [name for _, name in found.values()] == ["Lou Reed", "Lou Reed", "Oliver Reed"]


def test_what_goes_by_a_name_follows_it() -> None:
    text = "The European Central Bank met. The ECB waited."
    mentions = [Mention(4, 25, text[4:25], "ORG", text[4:25]), Mention(35, 38, "ECB", "ORG", "ECB")]
    ruling = Ruling("same", "everywhere", "European Central Bank", entity="Frankfurt")
    assert {name for _, name in apply(ruling, mentions=mentions, text=text).values()} == {"Frankfurt"}


def test_an_ambiguous_name_joins_nobody_else() -> None:
    text = "Lou Reed sang. Reed bowed."
    mentions = [Mention(0, 8, "Lou Reed", "PERSON", "Lou Reed"), Mention(15, 19, "Reed", "PERSON", "Reed")]
    found = apply(Ruling("same", "everywhere", "Reed", entity="Oliver Reed"), mentions=mentions, text=text)
    assert [name for _, name in found.values()] == ["Lou Reed", "Oliver Reed"]


def test_the_same_as_each_other_is_one_entity() -> None:
    one, other = (Ruling("same", "everywhere", *names) for names in (("Reed", None, "Klaus"), ("Klaus", None, "Reed")))
    assert {name for _, name in apply(one, other).values()} == {"Reed"}


def test_another_article_is_left_alone() -> None:
    assert apply(Ruling("reject", "article", "Reed", path="b.txt")) == apply()


def test_a_mention_that_does_not_mean_the_entity() -> None:
    text = "Lou Reed sang. Reed bowed, and Reed left."
    mentions = [Mention(at, at + len(name), name, "PERSON", name) for at, name in ((0, "Lou Reed"), (15, "Reed"))]
    mentions.append(Mention(31, 35, "Reed", "PERSON", "Reed"))
    for scope, names in (("mention", ["Lou Reed", "Reed"]), ("article", ["Reed"] * 2), ("everywhere", ["Reed"] * 2)):
        ruling = Ruling("different", scope, "Reed", entity="Lou Reed", path="a.txt", start=31)  # type: ignore[arg-type]
        assert [name for _, name in apply(ruling, mentions=mentions, text=text).values()][1:] == names


def test_names_that_are_kept_apart_stay_apart() -> None:
    mentions = {"a.txt": [Mention(0, 7, "America", "GPE", "America"), Mention(9, 13, "U.S.", "GPE", "U.S.")]}
    rulings = Rulings([Ruling("different", "everywhere", "America", entity="United States")])
    found = link(mentions, rulings.identities({})).mentions["a.txt"]
    assert [mention.entity for mention in found] == ["America", "United States"]


@pytest.mark.parametrize(
    ("first", "then", "entity"),
    [("same", "different", "Reed"), ("different", "same", "Klaus"), ("reject", "mark", "Reed")],
)
def test_the_later_ruling_wins(first: str, then: str, entity: str) -> None:
    rulings = [
        Ruling(action, "everywhere", "Reed", "PERSON", None if action == "mark" else "Klaus", modified=time)  # type: ignore[arg-type]
        for action, time in ((then, "2026-02-01T00:00:00Z"), (first, "2026-01-01T00:00:00Z"))
    ]
    assert apply(*rulings)[0][1] == entity


@pytest.mark.parametrize("action", ["retype", "same", "mark"])
def test_the_narrower_scope_is_stronger(action: str) -> None:
    documents: list[dict[str, object]] = [
        {
            "action": action,
            "scope": "mention",
            "text": "Reed",
            "type": "ORG",
            "entity": "Reed",
            "article": {"path": "a.txt"},
            "quote": {"exact": "Reed"},
            "position": {"start": 21, "end": 25},
            "modified": "2026-01-01T00:00:00Z",
        },
        {"action": "reject", "scope": "everywhere", "text": "Reed", "modified": "2026-02-01T00:00:00Z"},
        {"action": "reject", "scope": "everywhere", "text": "Klaus", "deleted": "2026-02-01T00:00:00Z"},
    ]
    found = rulings_of(documents).corrected("a.txt", lambda: TEXT, MENTIONS)
    assert {mention.start: mention.type for mention in found} == {9: "PERSON", 21: "ORG"}


def test_what_is_no_ruling_says_nothing() -> None:
    documents: list[dict[str, object]] = [
        {"id": "x"},
        {"id": "x", "action": "praise", "scope": "everywhere", "text": "Reed"},
        {"id": "x", "action": ["reject"], "scope": "everywhere", "text": "Reed"},
        {"id": "x", "action": "reject", "scope": {}, "text": "Reed"},
        {"id": "x", "action": "reject", "scope": "everywhere", "text": 7},
        {"id": "x", "action": "reject", "scope": "mention", "text": "Reed", "article": "a.txt", "position": [1]},
        {"id": "x", "action": "retype", "scope": "everywhere", "text": "Reed", "type": 7, "modified": 3},
    ]
    assert rulings_of(documents).corrected("a.txt", lambda: TEXT, MENTIONS) == MENTIONS


def test_a_mention_is_found_again_by_what_stands_around_it() -> None:
    moved = "Once upon a time, before all of it, " + TEXT
    ruling = Ruling("reject", "mention", "Reed", path="a.txt", start=21, prefix="Then ", suffix=" left")
    mentions = tuple(Mention(m.start + 36, m.end + 36, m.text, m.type, m.entity) for m in MENTIONS)
    assert set(apply(ruling, mentions=mentions, text=moved)) == {36, 45}


def test_a_mention_that_is_nowhere_any_more_is_not_another_one() -> None:
    ruling = Ruling("reject", "mention", "Reed", path="a.txt", start=300, prefix="Once ", suffix=" smiled")
    assert apply(ruling) == apply()


def test_texts_are_not_read_for_nothing() -> None:
    def text() -> str:
        raise AssertionError

    rulings = Rulings([Ruling("reject", "everywhere", "Reed"), Ruling("mark", "article", "Reed", "ORG", path="b.txt")])
    assert len(rulings.corrected("a.txt", text, MENTIONS)) == 1
    assert rulings.identities({"a.txt": text}).of("a.txt") == Identity()


WORDS = ["Reed", "Klaus", "Reed met", "met Klaus", "x", "Then"]
RULING = st.builds(
    Ruling,
    st.sampled_from(["reject", "retype", "same", "different", "mark"]),
    st.sampled_from(["mention", "article", "everywhere"]),
    st.sampled_from(WORDS),
    st.sampled_from(["ORG", "GPE", None]),
    st.sampled_from(["Oliver Reed", "Klaus", "Reed", "Then"]),
    st.sampled_from(["a.txt", "b.txt"]),
    st.integers(0, 60),
)
MODEL = st.sets(st.sampled_from([REED, KLAUS, SECOND_REED, SECOND_KLAUS])).map(lambda found: tuple(sorted(found)))
"""What some model recognizes."""


@given(st.lists(RULING, max_size=6), MODEL)
def test_mentions_are_exact_in_order_and_apart(rulings: list[Ruling], mentions: tuple[Mention, ...]) -> None:
    found = Rulings(rulings).corrected("a.txt", lambda: TEXT, mentions)
    assert list(found) == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(TEXT[mention.start : mention.end] == mention.text for mention in found)


@given(st.lists(RULING, max_size=6), MODEL, st.sampled_from(WORDS), st.sampled_from(["article", "everywhere"]))
def test_a_ruling_is_stronger_than_any_model(
    others: list[Ruling], mentions: tuple[Mention, ...], words: str, scope: Scope
) -> None:
    others = [ruling for ruling in others if ruling.scope == "everywhere" and not set(ruling.text) & set(words) - {" "}]
    last = {"modified": "2026", "path": "a.txt"}
    for action in ("reject", "mark", "retype"):
        ruling = Ruling(action, scope, words, "LAW", **last)  # type: ignore[arg-type]
        found = Rulings([*others, ruling]).corrected("a.txt", lambda: TEXT, mentions)
        kinds = {(mention.start, mention.end): mention.type for mention in found if mention.text == words}
        if action == "reject":
            assert not kinds
        elif action == "mark":
            assert kinds == dict.fromkeys(whole_words(words, TEXT), "LAW")
        else:
            assert set(kinds.values()) <= {"LAW"}


@given(st.lists(RULING, max_size=4), MODEL, RULING)
def test_a_ruling_for_one_mention_is_stronger_than_all(
    others: list[Ruling], mentions: tuple[Mention, ...], ruling: Ruling
) -> None:
    others = [other for other in others if other.scope != "mention"]
    at = TEXT.find(ruling.text)
    for action, kinds in (("reject", []), ("mark", ["LAW"]), ("retype", ["LAW"])):
        here = Ruling(action, "mention", ruling.text, "LAW", path="a.txt", start=at)  # type: ignore[arg-type]
        found = Rulings([*others, here]).corrected("a.txt", lambda: TEXT, mentions)
        if at >= 0:
            assert [m.type for m in found if (m.start, m.text) == (at, ruling.text)] == kinds


@given(st.lists(RULING, max_size=5), RULING, MODEL)
def test_a_ruling_that_is_taken_back_leaves_no_trace(
    rulings: list[Ruling], extra: Ruling, mentions: tuple[Mention, ...]
) -> None:
    linker = Linker()

    def found(*given_rulings: Ruling) -> object:
        rulings = Rulings(given_rulings)
        texts = {path: lambda: TEXT for path in ("a.txt", "b.txt")}
        now = {path: rulings.corrected(path, texts[path], mentions) for path in texts}
        return linker.link(now, rulings.identities(texts))

    before = found(*rulings)
    found(*rulings, extra)
    assert found(*rulings) == before


@given(st.lists(RULING, max_size=5), RULING, MODEL, MODEL)
def test_what_stays_equal_tells_when_to_look_again(
    rulings: list[Ruling], extra: Ruling, mentions: tuple[Mention, ...], others: tuple[Mention, ...]
) -> None:
    one, other = Rulings(rulings), Rulings([*rulings, extra])
    for path in ("a.txt", "b.txt", "c.txt"):
        if one.about(path, mentions) == other.about(path, mentions):
            assert one.corrected(path, lambda: TEXT, mentions) == other.corrected(path, lambda: TEXT, mentions)
