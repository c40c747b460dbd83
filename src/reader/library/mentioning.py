"""Which articles mention an entity or a type under the rulings: asked of the cache, without linking all articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reader.entities.linking import link
from reader.entities.naming import spellings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.entities.rulings import Rulings
    from reader.library.library import Library

KEPT = 8
"""Answers kept in memory: the next key typed in a query mostly leaves its filters as they are."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What an answer depends on."""

    kind: str
    wanted: str
    rulings: Rulings
    likely: frozenset[str]
    paths: Mapping[str, Sequence[str]]


class Mentioning:
    """Answers ``entity:`` and ``type:``."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._answers: list[tuple[_Question, frozenset[str]]] = []

    def articles(self, kind: str, value: str, paths: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """The paths of the articles that are known to mention an entity or a type.

        An article's own text and a table of countries tell what its names stand for; not what other articles tell.

        Args:
            kind: ``type``, or ``entity`` for an entity by its name or as it is written in the text.
            value: which one, in any case.
            paths: the paths of all articles by the hash of their bytes.
        """
        rulings = self._library.entities.rulings()
        names = rulings.words_about(value).union(spellings(value) if kind == "entity" else ())
        holding = self._library.recognition.holding
        likely = holding(kind, value).union(*(holding("entity", name) for name in names - {value}))
        question = _Question(kind, value.casefold(), rulings, likely, paths)
        answer = next((answer for known, answer in self._answers if known == question), None)
        if answer is None:
            answer = self._answer(question, value)
            self._answers = [(question, answer), *self._answers[: KEPT - 1]]
        return answer

    def _answer(self, question: _Question, value: str) -> frozenset[str]:
        ruled = question.rulings.paths_about(value)
        return frozenset(
            path
            for sha256, held in question.paths.items()
            for path in held
            if (sha256 in question.likely or ruled is None or path in ruled) and self._mentions(path, sha256, question)
        )

    def _mentions(self, path: str, sha256: str, question: _Question) -> bool:
        recognized = self._library.recognition.known_of(sha256) or ()
        text = partial(self._library.entities.text, path)
        mentions = question.rulings.corrected(path, text, recognized)
        if question.kind == "type":
            return any(mention.type.casefold() == question.wanted for mention in mentions)
        if any(mention.text.casefold() == question.wanted for mention in mentions):
            return True
        linked = link({path: mentions}, question.rulings.identities({path: text})).mentions[path]
        return any(mention.entity.casefold() == question.wanted for mention in linked)
