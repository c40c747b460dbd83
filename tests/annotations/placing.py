"""Counts what re-anchoring makes of edited articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.annotations.anchoring import Placement, reanchor
from reader.annotations.folding import FoldedText
from reader.annotations.models import AnchorState, Annotation, Motivation, Position, Quote
from tests.annotations.examples import annotation

if TYPE_CHECKING:
    from tests.annotations.edits import Case, Editor


def highlight(quote: Quote | None, position: Position | None = None) -> Annotation:
    """A highlight of a passage, or one without its words."""
    return annotation(motivation=Motivation.HIGHLIGHTING, quote=quote, position=position, body="")


def of_passage(passage: str, text: str, *, context: int = 32) -> Annotation:
    """A highlight of the first place of some words in a text."""
    start = text.index(passage)
    end = start + len(passage)
    quote = Quote(passage, text[max(0, start - context) : start], text[end : end + context])
    return highlight(quote, Position(start, end))


def placed(item: Annotation, text: str) -> Placement:
    """Where an annotation is in a text."""
    return reanchor(item, FoldedText(text))


def counted(editor: Editor, cases: int) -> Counter[str]:
    """So many cases of each kind: how many passages are there or gone, found, in a wrong place, surely right."""
    counts: Counter[str] = Counter()
    for kind in editor.kinds:
        for _ in range(cases):
            case = editor.case(kind)
            found = placed(highlight(case.quote, case.position), case.text)
            sure = found.anchor.state is AnchorState.SURE
            counts["sure"] += sure
            if case.truth is None:
                counts["gone"] += 1
                counts["gone, known"] += found.anchor.state is AnchorState.ORPHAN
            else:
                counts["there"] += 1
                right = _is_right(case, found)
                counts["found"] += right
                counts["sure, right"] += right and sure
                counts["wrong"] += found.position is not None and _overlap(case, found) < 0.5
    return counts


def _is_right(case: Case, found: Placement) -> bool:
    """Whether a place is the true one; where words changed at the edges, mostly."""
    return found.position == case.truth or (case.reworded and _overlap(case, found) > 0.7)


def _overlap(case: Case, found: Placement) -> float:
    """The share of the true and the found place that both have."""
    if found.position is None or case.truth is None:
        return 0.0
    start, end = max(found.position.start, case.truth.start), min(found.position.end, case.truth.end)
    whole = max(found.position.end, case.truth.end) - min(found.position.start, case.truth.start)
    return max(0, end - start) / whole
