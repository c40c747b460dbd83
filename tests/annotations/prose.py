"""Prose made at random, with words as frequent as in a language."""

from __future__ import annotations

import random

ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
VOWELS = ["a", "e", "i", "o", "u", "ea", "ou", "ai"]
ENDS = ["", "", "n", "r", "s", "t", "l", "nd", "ck"]


def synthetic_words(number: int, seed: int = 0) -> list[str]:
    """Words that no language has, the same ones for the same seed; among the first are English ones."""
    chance = random.Random(seed)
    words = ["the", "of", "and", "to", "a", "in", "is", "that", "for", "it", "was", "on", "with", "as", "by", "at"]
    while len(words) < number:
        syllables = chance.choice([1, 2, 2, 3])
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)) + chance.choice(ENDS)
        words.append(word)
    return words


def synthetic_prose(seed: int, paragraphs: int) -> str:
    """Paragraphs of a few sentences each."""
    chance = random.Random(seed)
    words = synthetic_words(4000)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    text = []
    for _ in range(paragraphs):
        sentences = []
        for _ in range(chance.randint(1, 5)):
            chosen = chance.choices(words, weights, k=chance.randint(5, 28))
            if len(chosen) > 10 and chance.random() < 0.5:
                chosen[len(chosen) // 2] += ","
            sentence = " ".join(chosen)
            sentence = f"“{sentence},” she said" if chance.random() < 0.1 else sentence
            sentences.append(sentence[0].upper() + sentence[1:] + chance.choice([".", ".", ".", "?", "!"]))
        text.append(" ".join(sentences))
    return "\n\n".join(text) + "\n"
