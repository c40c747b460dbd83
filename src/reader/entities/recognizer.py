"""Text -> mentions: the protocol of every recognizer, and the one that asks spaCy."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Protocol

from reader.articles.models import Span
from reader.entities.models import Mention
from reader.entities.pipeline import ModelError, find_pipeline, load_pipeline, model_version, weights_warning
from reader.entities.refining.marks import Mark
from reader.entities.refining.rules import RULES, refine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.tokens import Span as TokenSpan

    from reader.entities.refining.marks import Rule

__all__ = ["ModelError", "Recognizer", "SpacyRecognizer"]

LONGEST_PIECE = 2_000
"""Code points given to the model at once; longer lines are cut, so that memory stays bounded."""

LONGEST_WORD = 200
"""Code points of ASCII or of symbols without a space from which nothing is a word, but data, a rule or noise: a
tokenizer's time grows with the square of their number."""

BATCH = 32
"""Lines that the model reads together."""

RULED_TYPES = frozenset(("PERSON", "ORG", "GPE"))
"""Types without which the rules would bring in what a model does not know."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*\s+")
_SPACE = re.compile(r"\s+")
_NO_WORD = re.compile(rf"(?:[!-~]|[^\w\s!-~]){{{LONGEST_WORD},}}")
_PLAIN_QUOTES = str.maketrans("’‘“”", "''\"\"")
"""News that models learn from has these; curly ones cost a point of F1."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Recognizer(Protocol):
    """Whatever finds mentions in a text."""

    @property
    def version(self) -> str:
        """Names the model and its state: results of equal versions are equal."""
        ...

    def recognize_all(self, texts: Iterable[str]) -> Iterable[tuple[Mention, ...]]:
        """The mentions in each text, in order, not overlapping.

        Raises:
            ModelError: the model is missing or broken.
        """
        ...

    def forgetting(self) -> AbstractContextManager[None]:
        """After it the words that were met in it are forgotten: what recognizes for long keeps its size."""
        ...


class SpacyRecognizer:
    """Recognizes with a spaCy pipeline, line by line."""

    def __init__(self, nlp: Language, version: str, warning: str | None = None, rules: Sequence[Rule] = RULES) -> None:
        self._nlp = nlp
        self._rules = rules
        self.version = version
        self.warning = warning
        """A sentence that a person should read, such as weights that are not the official ones."""

    @classmethod
    def load(cls, model: str = "") -> SpacyRecognizer:
        """Load a spaCy package or pipeline folder; empty for the default.

        Raises:
            ModelError: it is missing or broken.
        """
        pipeline = find_pipeline(model)
        nlp = load_pipeline(pipeline)
        return cls(nlp, model_version(model), weights_warning(pipeline), rules_for(nlp))

    def forgetting(self) -> AbstractContextManager[None]:
        """Forget the words that are met meanwhile; see ``Recognizer``."""
        zone: AbstractContextManager[None] = self._nlp.memory_zone()
        return zone

    def recognize(self, text: str) -> tuple[Mention, ...]:
        """The mentions in a text, in order, not overlapping."""
        return next(self.recognize_all((text,)))

    def recognize_all(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        """The mentions in each text, in order; lines of several texts are read together, which is faster."""
        reading: deque[_Text] = deque()

        def pieces() -> Iterator[tuple[str, tuple[_Text, int]]]:
            for text in texts:
                begun = _Text(text)
                reading.append(begun)
                for piece in begun.pieces:
                    yield begun.readable[piece.start : piece.end], (begun, piece.start)

        for document, (text, offset) in self._nlp.pipe(pieces(), as_tuples=True, batch_size=BATCH):
            while reading[0] is not text:
                yield self._mentions(reading.popleft())
            text.marks += (_mark(marked, offset) for marked in document.ents)
        yield from map(self._mentions, reading)

    def _mentions(self, text: _Text) -> tuple[Mention, ...]:
        """What the rules leave of what the model marked."""
        marks = refine(text.text, text.readable, text.marks, text.hidden, self._rules)
        names = ((mark, text.text[mark.start : mark.end]) for mark in marks)
        return tuple(Mention(mark.start, mark.end, name, mark.type, name) for mark, name in names)


def rules_for(nlp: Language) -> Sequence[Rule]:
    """The rules that mend what a pipeline marks: they speak of English, and of the types that its own models mark."""
    labels = {label for of_pipe in nlp.pipe_labels.values() for label in of_pipe}
    return RULES if nlp.lang == "en" and labels >= RULED_TYPES else ()


class _Text:
    """A text that is being read, with what the model marked so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.hidden = hidden_spans(text)
        self.readable = _readable(text, self.hidden)
        self.pieces = tuple(pieces_of(self.readable))
        self.marks: list[Mark] = []


def hidden_spans(text: str) -> tuple[Span, ...]:
    """What no model should read: damaged characters, URLs, what is no word; in order, not overlapping."""
    from reader.articles.damage import damage_of
    from reader.articles.urls import urls_of

    merged: list[Span] = []
    no_words = (Span(*match.span()) for match in _NO_WORD.finditer(text))
    for span in sorted((*damage_of(text), *urls_of(text), *no_words)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def pieces_of(text: str) -> Iterator[Span]:
    """The lines that hold anything; long ones cut after a sentence, else at a space, else anywhere."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while start < end:
            cut = end if end - start <= LONGEST_PIECE else _cut(text, start, start + LONGEST_PIECE)
            if not text[start:cut].isspace():
                yield Span(start, cut)
            start = cut
        start = end + 1


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut between ``start`` and ``limit``."""
    for boundary in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in boundary.finditer(text, start, limit)]
        if ends:
            return ends[-1]
    return limit


def _readable(text: str, hidden: tuple[Span, ...]) -> str:
    """The text, one for one: blanks for what is hidden and for surrogates, which spaCy cannot encode; quotes plain."""
    from reader.articles.damage import mask

    return _SURROGATE.sub(" ", mask(text, hidden)).translate(_PLAIN_QUOTES)


def _mark(marked: TokenSpan, offset: int) -> Mark:
    """Offsets in the text and the type of what the model marked, without a period that only ends the sentence."""
    last = len(marked)
    while last > 1 and marked[last - 1].text == ".":
        last -= 1
    end = marked[last - 1].idx + len(marked[last - 1])
    return Mark(offset + marked.start_char, offset + end, marked.label_)
