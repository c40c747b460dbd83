"""Articles edited at random, with the passage's true place known all along.

A text is held in three parts: what is before the passage, the passage, and what is after it. Each edit changes the
parts, so that the passage's new place is exact by construction.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.annotations.folding import folded
from reader.annotations.models import CONTEXT_LENGTH, Position, Quote

if TYPE_CHECKING:
    from collections.abc import Callable

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Case:
    """An edit and what is true after it."""

    kind: str
    quote: Quote
    position: Position
    """Where the passage was."""
    text: str
    """The edited article."""
    truth: Position | None
    """Where the passage is; None when it is gone."""
    reworded: bool
    """Whether the passage's own words changed."""


@dataclass(frozen=True)
class Parts:
    """A text around its passage."""

    before: str
    passage: str
    after: str
    gone: bool = False
    reworded: bool = False

    @property
    def text(self) -> str:
        return self.before + self.passage + self.after


class Editor:
    """Makes cases from texts.

    Args:
        texts: articles; words for rewriting are taken from all of them.
        seed: of the random numbers.
    """

    def __init__(self, texts: list[str], seed: int) -> None:
        self.texts = [text for text in texts if len(text) > 600]
        self.chance = random.Random(seed)
        self.words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]+", text)})
        self.sentences = [part for text in texts for part in _SENTENCE_END.split(text) if 40 < len(part) < 300]
        self.kinds: dict[str, Callable[[Parts], Parts]] = {
            "insert before": lambda parts: replace(parts, before=self.with_sentences(parts.before)),
            "insert around": self.insert_around,
            "insert within": self.insert_within,
            "cut short": self.cut_short,
            "delete": lambda parts: replace(
                parts, before=self.without_sentences(parts.before), after=self.without_sentences(parts.after)
            ),
            "rewrite lightly": lambda parts: self.rewrite(parts, 0.15),
            "rewrite heavily": lambda parts: self.rewrite(parts, 0.4),
            "rewrite around": self.rewrite_around,
            "move": self.move,
            "retype": self.retype,
            "typos": self.typos,
            "duplicate": self.duplicate,
            "mixed": self.mixed,
            "vanish": self.vanish,
            "replaced": self.replaced,
            "vanish, copy elsewhere": self.vanish_with_copy,
            "mixed, vanish": lambda parts: self.vanish(self.mixed(parts)),
        }

    def case(self, kind: str) -> Case:
        """A case of one kind."""
        while True:
            parts = self.cut(self.chance.choice(self.texts), kind)
            edited = self.kinds[kind](parts)
            if edited.text == parts.text or (edited.gone and self.still_there(parts.passage, edited, kind)):
                continue
            start = len(parts.before)
            quote = Quote(parts.passage, parts.before[-CONTEXT_LENGTH:], parts.after[:CONTEXT_LENGTH])
            truth = None if edited.gone else Position(len(edited.before), len(edited.before) + len(edited.passage))
            position = Position(start, start + len(parts.passage))
            return Case(kind, quote, position, edited.text, truth, edited.reworded)

    def still_there(self, passage: str, edited: Parts, kind: str) -> bool:
        """Whether what should be gone is not, by chance: another sentence with the same words beside it."""
        return "copy" not in kind and len(passage) >= 20 and folded(passage).strip() in folded(edited.text)

    def cut(self, text: str, kind: str) -> Parts:
        """Choose a passage: some words, a sentence, several, or a paragraph; short ones where they can be known."""
        chance = self.chance
        style = chance.choice(["short", "words", "words", "sentence", "sentences", "paragraph"])
        if style == "short" and any(word in kind for word in ("rewrite", "typos", "within", "mixed", "retype", "cut")):
            style = "words"
        starts = [match.start() for match in re.finditer(r"\b\w", text)]
        ends = [match.end() for match in re.finditer(r"\w\b[.!?”\"]*", text)]
        borders = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
        while True:
            if style in ("short", "words"):
                start = chance.choice(starts)
                count = chance.randint(1, 3) if style == "short" else chance.randint(5, 30)
                end = next((place for place in ends if place > start), len(text))
                later = [place for place in ends if place > start][:count]
                end = later[-1] if later else end
            elif style == "paragraph":
                lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]{40,}", text)]
                start, end = chance.choice(lines or [(0, len(text) // 2)])
            else:
                index = chance.randrange(len(borders) - 1)
                start, end = borders[index], borders[min(len(borders) - 1, index + chance.choice([1, 1, 2, 3]))]
            passage = text[start:end].strip()
            start = text.index(passage, start)
            end = start + len(passage)
            short = len(passage) < 20
            if 2 < len(passage) < 1500 and short == (style == "short"):
                return Parts(text[:start], passage, text[end:])

    def with_sentences(self, text: str, number: int = 0) -> str:
        """New sentences at some places."""
        for _ in range(number or self.chance.randint(1, 4)):
            place = self.border(text)
            text = text[:place] + self.chance.choice(self.sentences) + self.chance.choice([" ", "\n\n"]) + text[place:]
        return text

    def without_sentences(self, text: str) -> str:
        """Some sentences fewer."""
        for _ in range(self.chance.randint(1, 3)):
            borders = self.borders(text)
            index = self.chance.randrange(len(borders))
            start, end = borders[index], (borders[index + 1 : index + 2] or [len(text)])[0]
            text = text[:start] + text[end:]
        return text

    def borders(self, text: str) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]

    def border(self, text: str) -> int:
        return self.chance.choice(self.borders(text))

    def insert_around(self, parts: Parts) -> Parts:
        """A new sentence right beside the passage."""
        sentence = self.chance.choice(self.sentences)
        if self.chance.random() < 0.5:
            return replace(parts, before=parts.before + sentence + " ")
        return replace(parts, after=" " + sentence + parts.after)

    def insert_within(self, parts: Parts) -> Parts:
        """New words within the passage, fewer than it has."""
        words = parts.passage.split(" ")
        if len(words) < 2:
            return parts
        new = self.chance.choices(self.words, k=max(1, min(8, len(words) // 3)))
        place = self.chance.randrange(1, len(words))
        return replace(parts, passage=" ".join([*words[:place], *new, *words[place:]]), reworded=True)

    def cut_short(self, parts: Parts) -> Parts:
        """The first or last third of the passage cut out, at times with what is beside it."""
        words = parts.passage.split(" ")
        count, more = len(words) // 3, self.chance.choice([0, 0, 200])
        if not count:
            return parts
        if self.chance.random() < 0.5:
            before = parts.before[: max(0, len(parts.before) - more)]
            return replace(parts, before=before, passage=" ".join(words[count:]), reworded=True)
        return replace(parts, passage=" ".join(words[:-count]), after=parts.after[more:], reworded=True)

    def rewritten(self, text: str, share: float) -> str:
        """A share of the words replaced, each by any other."""
        words = re.split(r"(\s+)", text)
        places = [index for index, word in enumerate(words) if word.strip()]
        for place in self.chance.sample(places, min(len(places), max(1, round(share * len(places))))):
            words[place] = self.chance.choice(self.words)
        return "".join(words)

    def rewrite(self, parts: Parts, share: float) -> Parts:
        return replace(parts, passage=self.rewritten(parts.passage, share), reworded=True)

    def rewrite_around(self, parts: Parts) -> Parts:
        """Words near the passage replaced, on both sides."""
        before = parts.before[:-150] + self.rewritten(parts.before[-150:], 0.3)
        return replace(parts, before=before, after=self.rewritten(parts.after[:150], 0.3) + parts.after[150:])

    def move(self, parts: Parts) -> Parts:
        """The passage with the sentences around it to another place."""
        start = max([place for place in self.borders(parts.before) if place < len(parts.before) - 40] or [0])
        ends = [match.end() for match in _SENTENCE_END.finditer(parts.after) if match.end() > 40]
        end = ends[0] if ends else len(parts.after)
        left, right = parts.before[start:], parts.after[:end]
        rest_before, rest_after = parts.before[:start], parts.after[end:]
        if self.chance.random() < 0.5 and rest_before:
            place = self.border(rest_before)
            return replace(
                parts, before=rest_before[:place] + left, after=right + " " + rest_before[place:] + rest_after
            )
        place = self.border(rest_after)
        return replace(parts, before=rest_before + rest_after[:place] + left, after=right + " " + rest_after[place:])

    def retype(self, parts: Parts) -> Parts:
        """Other quotes, dashes and spaces, everywhere."""
        pairs = self.chance.choice(
            [
                {"'": "’", '"': "“", "-": "–", "’": "'", "“": '"', "”": '"', "—": "-"},
                {" ": "  ", "\n": "\n\n"},
                {" ": "\xa0", "'": "‘"},
                {" ": "\n"},
            ]
        )
        table = str.maketrans(pairs)
        return replace(
            parts,
            before=parts.before.translate(table),
            passage=parts.passage.translate(table),
            after=parts.after.translate(table),
        )

    def typos(self, parts: Parts) -> Parts:
        """A letter in twenty dropped, doubled, exchanged or another, in the passage."""
        chars = list(parts.passage)
        for place in self.chance.sample(range(len(chars)), max(1, len(chars) // 20)):
            char = chars[place]
            chars[place] = self.chance.choice(["", char * 2, self.chance.choice("etaoinshrdlu")])
        return replace(parts, passage="".join(chars), reworded=True)

    def duplicate(self, parts: Parts) -> Parts:
        """The passage once more, elsewhere."""
        return self.copied(parts)

    def copied(self, parts: Parts) -> Parts:
        copy = parts.passage + " "
        if self.chance.random() < 0.5 and len(parts.before) > 400:
            place = self.border(parts.before[:-300])
            return replace(parts, before=parts.before[:place] + copy + parts.before[place:])
        places = [place for place in self.borders(parts.after) if place > 300]
        if not places:
            return parts
        place = self.chance.choice(places)
        return replace(parts, after=parts.after[:place] + copy + parts.after[place:])

    def mixed(self, parts: Parts) -> Parts:
        """Several edits, one after the other."""
        kinds = ["insert before", "delete", "rewrite lightly", "retype", "typos", "insert around", "duplicate", "move"]
        for kind in self.chance.sample(kinds, self.chance.randint(2, 3)):
            parts = self.kinds[kind](parts)
        return parts

    def vanish(self, parts: Parts) -> Parts:
        """The passage cut out, alone or with the sentences that it is in."""
        before, after = parts.before, parts.after
        if self.chance.random() < 0.5:
            before = before[: self.borders(before)[-1]]
            end = _SENTENCE_END.search(after)
            after = after[end.start() :] if end else ""
        return Parts(before, "", after, gone=True)

    def replaced(self, parts: Parts) -> Parts:
        """Something else in the passage's place."""
        number = len(parts.passage.split())
        other = self.chance.choice(self.texts).split()
        place = self.chance.randrange(max(1, len(other) - number))
        return replace(parts, passage=" ".join(other[place : place + number]), gone=True)

    def vanish_with_copy(self, parts: Parts) -> Parts:
        """The passage cut out, while its words stand elsewhere, too."""
        copied = self.copied(parts)
        return self.vanish(copied) if copied is not parts else parts
