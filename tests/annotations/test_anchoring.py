from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchoring import Placement
from reader.annotations.models import Anchor, AnchorState, Position, Quote
from tests.annotations.edits import Editor
from tests.annotations.placing import counted, highlight, of_passage, placed
from tests.annotations.prose import synthetic_prose

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The harbor was quiet. Nobody had seen the boat since Monday, and nobody asked.\n\n"
    "“It was quiet,” said the pilot — and that was all he said. The harbor was closed on Tuesday.\n"
)


def words_at(placement: Placement, text: str) -> str:
    assert placement.position is not None
    return text[placement.position.start : placement.position.end]


def test_the_same_text_has_it_where_it_was() -> None:
    item = of_passage("seen the boat since Monday", TEXT)
    assert placed(item, TEXT) == Placement(item.position, Anchor())


def test_text_before_it_moves_it() -> None:
    item = of_passage("seen the boat since Monday", TEXT)
    text = "A new first paragraph.\n\n" + TEXT
    assert words_at(placed(item, text), text) == "seen the boat since Monday"
    assert placed(item, text).anchor.state is AnchorState.SURE


def test_other_quotes_dashes_spaces_and_case_are_the_same_words() -> None:
    item = of_passage("“It was quiet,” said the pilot — and that", TEXT)
    text = TEXT.replace("“It was quiet,” said the pilot — and", '"it was  quiet," said\nthe pilot - and')
    assert words_at(placed(item, text), text) == '"it was  quiet," said\nthe pilot - and that'
    assert placed(item, text).anchor.state is AnchorState.SURE


def test_a_short_quote_needs_its_context() -> None:
    item = of_passage("quiet", TEXT)
    assert words_at(placed(item, "Once. " + TEXT), "Once. " + TEXT) == "quiet"
    lost = placed(item, "All is quiet here, and so was every other place that anybody went to see.")
    assert lost.position is None
    assert lost.anchor.state is AnchorState.ORPHAN


def test_of_equal_words_the_context_tells() -> None:
    start = TEXT.index("The harbor", 10)
    item = highlight(
        Quote("The harbor was", TEXT[start - 32 : start], TEXT[start + 14 : start + 46]), Position(start, start + 14)
    )
    assert placed(item, "More. " + TEXT).position == Position(start + 6, start + 20)


def test_a_passage_cut_out_is_lost_even_if_its_words_stand_elsewhere() -> None:
    passage = "Nobody had seen the boat since Monday, and nobody asked."
    far = TEXT.replace(passage, "") + "Another story began. " * 20 + passage + " So it ended."
    lost = placed(of_passage(passage, TEXT), far)
    assert (lost.position, lost.anchor.state) == (None, AnchorState.ORPHAN)
    assert lost.guess is not None
    assert far[lost.guess.start : lost.guess.end] == passage


def test_a_rewritten_passage_is_found_but_not_surely() -> None:
    text = TEXT.replace("seen the boat since Monday, and nobody", "met the ferry since Monday, and no man")
    found = placed(of_passage("Nobody had seen the boat since Monday, and nobody asked", TEXT), text)
    assert words_at(found, text) == "Nobody had met the ferry since Monday, and no man asked"


def test_where_the_article_ended_is_a_place_too() -> None:
    passage = "The harbor was closed on Tuesday."
    text = "More. " * 50 + TEXT.replace("that was all he said", "kept looking at the clouds over there")
    assert words_at(placed(of_passage(passage, TEXT), text), text) == passage
    longer = text + "Then it opened again, and boats came in from everywhere.\n"
    assert placed(of_passage(passage, TEXT), longer).position is None


@pytest.mark.parametrize("cut", [slice(0, 0), slice(0, 250), slice(700, 1000), slice(1250, None)])
def test_a_long_passage_with_edits_is_found_from_end_to_end(cut: slice) -> None:
    words = synthetic_prose(3, paragraphs=60).split(" ")
    before, passage, after = words[:500], words[500:2000], words[2000:]
    kept = [*passage]
    del kept[cut]
    text = " ".join([*words[:500], *passage, *after])
    edited = " ".join("that" if word == "the" else word for word in kept)
    changed = " ".join([*before[200:], edited, *after])
    found = placed(of_passage(" ".join(passage), text), changed).position
    assert found is not None
    assert abs(found.start - changed.index(edited)) < 20
    assert abs(found.end - found.start - len(edited)) < 20


def test_edges_that_were_spaces_come_back() -> None:
    item = of_passage(" quiet. Nobody had seen the ", TEXT)
    text = "More. " + TEXT
    assert words_at(placed(item, text), text) == " quiet. Nobody had seen the "


def test_the_whole_article_is_always_there() -> None:
    assert placed(highlight(None), "anything") == Placement(None, Anchor())


def test_offsets_alone_are_never_sure() -> None:
    assert placed(highlight(None, Position(2, 5)), TEXT).anchor.state is AnchorState.UNSURE
    assert placed(highlight(None, Position(2, 500)), TEXT).anchor.state is AnchorState.ORPHAN


def test_a_quote_without_context_is_found_if_it_is_telling() -> None:
    item = highlight(Quote("seen the boat since Monday"))
    assert words_at(placed(item, TEXT), TEXT) == "seen the boat since Monday"
    assert placed(item, TEXT).anchor.state is AnchorState.SURE
    assert placed(item, TEXT + TEXT).anchor.state is AnchorState.UNSURE
    assert (
        placed(highlight(Quote("quiet")), TEXT).position is None
        or placed(highlight(Quote("quiet")), TEXT).anchor.state is not AnchorState.SURE
    )


@given(
    st.text(max_size=60),
    st.builds(Quote, st.text(min_size=1, max_size=30), st.text(max_size=10), st.text(max_size=10)),
    st.none() | st.integers(0, 100).map(lambda start: Position(start, start + 5)),
)
def test_any_quote_in_any_text_gives_a_place_within_it(text: str, quote: Quote, position: Position | None) -> None:
    found = placed(highlight(quote, position), text)
    assert (found.position is None) == (found.anchor.state is AnchorState.ORPHAN)
    assert 0 <= found.anchor.score <= 1
    for place in filter(None, (found.position, found.guess)):
        assert 0 <= place.start < place.end <= len(text)


@pytest.fixture(scope="module")
def texts(request: pytest.FixtureRequest) -> list[str]:
    """The five articles and as much prose made at random."""
    folder: Path = request.config.rootpath / "seeds"
    articles = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.iterdir())]
    return [*articles, *(synthetic_prose(seed, paragraphs=14) for seed in range(40))]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_edited_articles(texts: list[str], seed: int) -> None:
    """Over a thousand edits: what share is found, found in a wrong place, known to be gone, and surely right."""
    counts = counted(Editor(texts, seed), 75)
    assert counts["there"] + counts["gone"] >= 1000
    assert counts["found"] >= 0.98 * counts["there"], counts
    assert counts["wrong"] <= 0.004 * counts["there"], counts
    assert counts["gone, known"] >= 0.96 * counts["gone"], counts
    assert counts["sure, right"] >= 0.995 * counts["sure"], counts
    assert counts["sure"] >= 0.7 * counts["there"], counts


@pytest.mark.slow
def test_a_huge_quote_does_not_take_forever() -> None:
    text = synthetic_prose(1, paragraphs=60)
    started = time.process_time()
    placed(highlight(Quote(text[::-1] * 20, "a" * 10_000, "b" * 10_000)), text * 20)
    assert time.process_time() - started < 5
