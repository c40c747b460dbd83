"""Finds words in one text while they are typed: as they stand, or forgiving typos."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reader.annotations.folding import FoldedText, folded
from reader.articles.models import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 10_000
"""Matches at most: a letter alone stands everywhere."""
_LENGTHS_OF_TYPOS = (4, 8)
"""Letters of a word from which one typo is forgiven, and two."""


class TextFinder:
    """Finds in one text; the first look of each kind reads it whole, the next ones are quick.

    Args:
        text: where to find.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def find(
        self, typed: str, *, fuzzy: bool = False, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Span, ...]:
        """All places of what is typed, in order, at most `MOST`; they do not overlap.

        Args:
            typed: letter by letter, whatever the case, the kind of quotes and dashes, and the width of spaces.
            fuzzy: whether to find whole words instead, one after the other as they are typed, also where they are
                misspelled or only begun. Typos are edits of optimal string alignment: one from four letters on, two
                from eight.
            cancelled: asked now and then; once it says yes, what was found so far is given.
        """
        found = self._misspelled(typed) if fuzzy else self._literal(typed)
        spans: list[Span] = []
        for span in islice(found, MOST):
            if not len(spans) % 1000 and cancelled():
                break
            spans.append(span)
        return tuple(spans)

    @cached_property
    def _folded(self) -> FoldedText:
        return FoldedText(self._text)

    @cached_property
    def _tokens(self) -> list[tuple[str, int, int]]:
        from reader.search.tokens import tokens

        return list(tokens(self._text))

    @cached_property
    def _vocabulary(self) -> list[str]:
        return list({word for word, _, _ in self._tokens})

    def _literal(self, typed: str) -> Iterator[Span]:
        wanted = folded(typed)
        if not wanted.strip():
            return
        start = self._folded.folded.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            yield Span(*self._folded.original_span(start, end))
            start = self._folded.folded.find(wanted, end)

    def _misspelled(self, typed: str) -> Iterator[Span]:
        from reader.search.tokens import typed_words

        accepted = [self._accepted(word) for word in typed_words(typed)]
        if not accepted:
            return
        after = 0
        for index, (word, start, _) in enumerate(self._tokens[: len(self._tokens) - len(accepted) + 1]):
            if word in accepted[0] and start >= after:
                run = self._tokens[index : index + len(accepted)]
                if all(token[0] in words for token, words in zip(run, accepted, strict=True)):
                    after = run[-1][2]
                    yield Span(start, after)

    def _accepted(self, word: str) -> set[str]:
        """The words of the text that one that is typed may mean."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        typos = sum(len(word) >= length for length in _LENGTHS_OF_TYPOS)
        begun = [known[: len(word)] for known in self._vocabulary]
        return {
            self._vocabulary[index]
            for words in ((begun, self._vocabulary) if typos else (begun,))
            for _, _, index in extract(word, words, scorer=OSA.distance, score_cutoff=typos, limit=None)
        }
