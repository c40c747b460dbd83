from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchoring import Placement, reanchor
from reader.annotations.folding import FoldedText
from reader.annotations.models import Anchor, AnchorState, Annotation, Motivation, Position, Quote
from tests.annotations.edits import Case, Editor
from tests.annotations.examples import annotation
from tests.annotations.prose import synthetic_prose

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The harbor was quiet. Nobody had seen the boat since Monday, and nobody asked.\n\n"
    "“It was quiet,” said the pilot — and that was all he said. The harbor was closed on Tuesday.\n"
)


def highlight(quote: Quote | None, position: Position | None = None) -> Annotation:
    return annotation(motivation=Motivation.HIGHLIGHTING, quote=quote, position=position, body="")


def of_passage(passage: str, text: str = TEXT, *, context: int = 32) -> Annotation:
    start = text.index(passage)
    end = start + len(passage)
    quote = Quote(passage, text[max(0, start - context) : start], text[end : end + context])
    return highlight(quote, Position(start, end))


def placed(item: Annotation, text: str) -> Placement:
    return reanchor(item, FoldedText(text))


def words_at(placement: Placement, text: str) -> str:
    assert placement.position is not None
    return text[placement.position.start : placement.position.end]


def test_the_same_text_has_it_where_it_was() -> None:
    item = of_passage("seen the boat since Monday")
    assert placed(item, TEXT) == Placement(item.position, Anchor())


def test_text_before_it_moves_it() -> None:
    item = of_passage("seen the boat since Monday")
    text = "A new first paragraph.\n\n" + TEXT
    assert words_at(placed(item, text), text) == "seen the boat since Monday"
    assert placed(item, text).anchor.state is AnchorState.SURE


def test_other_quotes_dashes_spaces_and_case_are_the_same_words() -> None:
    item = of_passage("“It was quiet,” said the pilot — and that")
    text = TEXT.replace("“It was quiet,” said the pilot — and", '"it was  quiet," said\nthe pilot - and')
    assert words_at(placed(item, text), text) == '"it was  quiet," said\nthe pilot - and that'
    assert placed(item, text).anchor.state is AnchorState.SURE


def test_a_short_quote_needs_its_context() -> None:
    item = of_passage("quiet")
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
    lost = placed(of_passage(passage), far)
    assert (lost.position, lost.anchor.state) == (None, AnchorState.ORPHAN)
    assert lost.guess is not None
    assert far[lost.guess.start : lost.guess.end] == passage


def test_a_rewritten_passage_is_found_but_not_surely() -> None:
    text = TEXT.replace("seen the boat since Monday, and nobody", "met the ferry since Monday, and no man")
    found = placed(of_passage("Nobody had seen the boat since Monday, and nobody asked"), text)
    assert words_at(found, text) == "Nobody had met the ferry since Monday, and no man asked"


def test_edges_that_were_spaces_come_back() -> None:
    item = of_passage(" quiet. Nobody had seen the ")
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


def is_right(case: Case, found: Placement) -> bool:
    """Whether a place is the true one; where words changed at the edges, mostly."""
    return found.position == case.truth or (case.reworded and overlap(case, found) > 0.7)


def overlap(case: Case, found: Placement) -> float:
    """The share of the true and the found place that both have."""
    if found.position is None or case.truth is None:
        return 0.0
    start, end = max(found.position.start, case.truth.start), min(found.position.end, case.truth.end)
    whole = max(found.position.end, case.truth.end) - min(found.position.start, case.truth.start)
    return max(0, end - start) / whole


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_edited_articles(texts: list[str], seed: int) -> None:
    """Over a thousand edits: what share is found, found in a wrong place, known to be gone, and surely right."""
    editor = Editor(texts, seed)
    counts: Counter[str] = Counter()
    for kind in editor.kinds:
        for _ in range(75):
            case = editor.case(kind)
            found = placed(highlight(case.quote, case.position), case.text)
            sure = found.anchor.state is AnchorState.SURE
            counts["sure"] += sure
            if case.truth is None:
                counts["gone"] += 1
                counts["gone, known"] += found.anchor.state is AnchorState.ORPHAN
            else:
                counts["there"] += 1
                right = is_right(case, found)
                counts["found"] += right
                counts["sure, right"] += right and sure
                counts["wrong"] += found.position is not None and overlap(case, found) < 0.5
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
