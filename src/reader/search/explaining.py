"""Why a passage was found: what each typed word was taken for, and what that was worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.search.abbreviations import abbreviates
from reader.search.models import Explanation, MatchedWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.search.proximity import RankedPassage
    from reader.search.vocabulary import Vocabulary

_AS_GOOD = 1e-4


def explain(vocabulary: Vocabulary, typed: Sequence[str], passage: RankedPassage) -> Explanation:
    """Explain a ranked passage.

    Args:
        vocabulary: of the index.
        typed: the words of the query that were looked for.
        passage: what was found.
    """
    words = []
    neighbors = zip(("", *typed), typed, (*typed[1:], ""), strict=False)
    for (before, word, after), values in zip(neighbors, passage.held, strict=True):
        best = float(values.max(initial=0))
        if best <= 0:
            words.append(MatchedWord(word, "", "missing", 0.0))
            continue
        ids = passage.tokens[np.flatnonzero(values >= best - _AS_GOOD)].tolist()
        matched = " ".join(dict.fromkeys(vocabulary[held] for held in ids))
        how = "apart" if matched in (before + word, word + after) and matched != word else _how(word, matched)
        words.append(MatchedWord(word, matched, how, best))
    return Explanation(tuple(words), *passage.parts)


def _how(typed: str, matched: str) -> str:
    """How a typed word came to mean another."""
    if typed in matched.split():
        return "as typed"
    if " " in matched:
        return "run together"
    if matched.startswith(typed):
        return "completed"
    return "abbreviated" if abbreviates(typed, matched) else "misspelled"
