"""spaCy's own format, a DocBin, for ``spacy train`` and ``spacy debug data``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.articles.lines import LONG
from reader.articles.models import Span
from reader.exchange.corpus import CutSpan, TrainingData

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

    from reader.entities.models import Mention
    from reader.exchange.corpus import Corpus


def write(corpus: Corpus) -> TrainingData:
    """A document for each paragraph, in the tokens of the corpus's language.

    What cuts a token is left open: training takes it neither for an entity nor for none.
    """
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank(corpus.language)
    documents = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    articles = entities = 0
    cut: list[CutSpan] = []
    for marked in corpus.texts:
        paragraphs = list(paragraphs_of(marked.text))
        articles += bool(paragraphs)
        starts = [item.start for item in marked.mentions]
        ends = [item.end for item in marked.mentions]
        for paragraph in paragraphs:
            words = marked.text[paragraph.start : paragraph.end]
            nlp.max_length = max(nlp.max_length, len(words))
            document = nlp.make_doc(words)
            inside = marked.mentions[bisect_right(ends, paragraph.start) : bisect_left(starts, paragraph.end)]
            cut += (
                CutSpan(marked.path, item.start, item.end, item.text, item.type)
                for item in _mark(document, paragraph.start, inside)
            )
            entities += len(document.ents)
            documents.add(document)
    return TrainingData(documents.to_bytes(), articles, entities, tuple(dict.fromkeys(cut)))


def paragraphs_of(text: str) -> Iterator[Span]:
    """The paragraphs of a text: lines that are long, and runs of short ones, which are a paragraph broken by hand."""
    start = end = 0
    was_long = False
    at = 0
    for line in text.split("\n"):
        is_long = len(line) >= LONG
        if start < end and (was_long or is_long or not line.strip()):
            yield Span(start, end)
            start = end = at
        if line.strip():
            start, end = (start if start < end else at), at + len(line)
        was_long = is_long
        at += len(line) + 1
    if start < end:
        yield Span(start, end)


def _mark(document: Doc, offset: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Mark the entities; gives those that cut tokens or go beyond the paragraph."""
    length = len(document.text)
    places = [(max(0, item.start - offset), min(length, item.end - offset)) for item in mentions]
    found = [
        document.char_span(start, end, item.type) if end - start == item.end - item.start else None
        for item, (start, end) in zip(mentions, places, strict=True)
    ]
    whole = [span for span in found if span is not None]
    cut = [place for place, span in zip(places, found, strict=True) if span is None]
    taken = {token.i for span in whole for token in span}
    touched = {token.i for place in cut for token in document.char_span(*place, alignment_mode="expand") or ()}
    document.set_ents(whole, missing=_single_tokens(document, sorted(touched - taken)), default="outside")
    return [item for item, span in zip(mentions, found, strict=True) if span is None]


def _single_tokens(document: Doc, numbers: Sequence[int]) -> list[TokenSpan]:
    return [document[number : number + 1] for number in numbers]
