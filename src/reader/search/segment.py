"""A segment of the index: the passages of some articles with their words, in flat arrays.

Nothing in it is an object per word or per passage, so that the arrays can be written to files and mapped into memory as
they are. Postings are in CSR form: those of word ``w`` stand from ``posting_starts[w]`` to ``posting_starts[w + 1]``.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, fields
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from reader.search.arrays import distinct
from reader.search.passages import passages
from reader.search.texts import Texts
from reader.search.tokens import raw_tokens, words_of
from reader.search.words import WordList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

MOST_COUNTED = 255
_HASH_BYTES = 32
_LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What is indexed of an article."""

    path: str
    title: str
    text: str
    """As long as the article's text; what should not be found in it is masked one for one."""
    size: int = 0
    """Of the file, in bytes."""
    modified_ns: int = 0
    """Of the file."""
    sha256: bytes = bytes(_HASH_BYTES)
    """Of the file."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The arrays of a segment. Immutable: any thread may read it."""

    paths: Texts
    titles: Texts
    sizes: NDArray[np.int64]
    modified_ns: NDArray[np.int64]
    sha256: NDArray[np.uint8]
    """32 bytes for each article."""
    article_passages: NDArray[np.uint32]
    """First passage of each article, and one more for the end."""
    passage_articles: NDArray[np.uint32]
    """The article of each passage."""
    passage_spans: NDArray[np.uint32]
    """Start and end of each passage in its article's text, in code points."""
    passage_tokens: NDArray[np.uint32]
    """First token of each passage, and one more for the end."""
    tokens: NDArray[np.uint32]
    """The word id of each token of each passage, in the order of the text."""
    words: WordList
    posting_starts: NDArray[np.uint32]
    posting_passages: NDArray[np.uint32]
    """The passages that hold a word, ascending."""
    posting_counts: NDArray[np.uint8]
    """How often the passage holds the word, at most 255."""
    pair_starts: NDArray[np.uint32]
    """Where the pairs that begin with each word start, and one more for the end."""
    pair_seconds: NDArray[np.uint32]
    """The words that follow each word somewhere, ascending."""

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self.paths)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All of it as arrays by name, as `of_arrays` takes it."""
        found: dict[str, NDArray[np.generic]] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, Texts):
                found |= {item.name: value.data, f"{item.name}_starts": value.starts}
            elif isinstance(value, WordList):
                letters = np.frombuffer(value.letters.encode("utf-8", "surrogatepass"), np.uint8)
                found |= {_LETTERS: letters, "word_starts": value.starts}
                found |= {"word_masks": value.masks, "word_shared": value.shared}
            else:
                found[item.name] = value
        return found

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Segment:
        """A segment of its arrays.

        Raises:
            KeyError: one is missing.
            ValueError: the words are no text.
        """
        given = dict(arrays)
        letters = given.pop(_LETTERS).tobytes().decode("utf-8", "surrogatepass")
        words = WordList(letters, *(given.pop(f"word_{name}") for name in ("starts", "masks", "shared")))  # type: ignore[arg-type]
        texts = {name: Texts(given.pop(name), given.pop(f"{name}_starts")) for name in ("paths", "titles")}  # type: ignore[arg-type]
        return cls(words=words, **texts, **given)  # type: ignore[arg-type]


class _Ids(dict[str, int]):
    """Word -> its id; ids are given in the order of first use."""

    def __missing__(self, word: str) -> int:
        found = self[word] = len(self)
        return found


class _RawIds(dict[str, tuple[int, ...]]):
    """Raw token -> the ids of its words."""

    def __init__(self, ids: _Ids) -> None:
        super().__init__()
        self._ids = ids

    def __missing__(self, raw: str) -> tuple[int, ...]:
        found = self[raw] = tuple(self._ids[word] for word in words_of(raw))
        return found

    def of(self, text: str) -> Iterable[int]:
        """The ids of all words of a text, in order."""
        if text.isascii():
            return map(self._ids.__getitem__, raw_tokens(text.lower()))
        return chain.from_iterable(map(self.__getitem__, raw_tokens(text)))


def build_segment(texts: Iterable[IndexedText]) -> Segment:
    """Index the texts, one after the other; only the arrays are kept, never the texts."""
    paths: list[str] = []
    titles: list[str] = []
    hashes = bytearray()
    sizes, modified = array("q"), array("q")
    article_passages, passage_tokens = array("I", [0]), array("I", [0])
    spans, tokens = array("I"), array("I")
    ids = _Ids()
    raw_ids = _RawIds(ids)
    for item in texts:
        paths.append(item.path)
        titles.append(item.title)
        sizes.append(item.size)
        modified.append(item.modified_ns)
        hashes += item.sha256
        for start, end in passages(item.text):
            spans.extend((start, end))
            tokens.extend(raw_ids.of(item.text[start:end]))
            passage_tokens.append(len(tokens))
        article_passages.append(len(passage_tokens) - 1)
    words, ranks = _sorted_words(ids)
    sorted_tokens, token_starts = ranks[_numbers(tokens)], _numbers(passage_tokens)
    held = sorted_tokens.astype(np.uint64) << np.uint64(32) | owners(token_starts)
    keys, counts = np.unique(held, return_counts=True)
    pairs = pair_keys(sorted_tokens, token_starts)
    return Segment(
        paths=Texts.of(paths),
        titles=Texts.of(titles),
        sizes=np.array(sizes, np.int64),
        modified_ns=np.array(modified, np.int64),
        sha256=np.frombuffer(bytes(hashes), np.uint8).reshape(-1, _HASH_BYTES),
        article_passages=_numbers(article_passages),
        passage_articles=owners(_numbers(article_passages)),
        passage_spans=_numbers(spans).reshape(-1, 2),
        passage_tokens=token_starts,
        tokens=sorted_tokens,
        words=words,
        posting_starts=starts_of(keys, len(words)),
        posting_passages=keys.astype(np.uint32),
        posting_counts=np.minimum(counts, MOST_COUNTED).astype(np.uint8),
        pair_starts=starts_of(pairs, len(words)),
        pair_seconds=pairs.astype(np.uint32),
    )


def owners(starts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """To which of the things that start at these places each place belongs."""
    return np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))


def pair_keys(tokens: NDArray[np.uint32], passage_tokens: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """All pairs of words side by side in a passage, ascending, as ``first << 32 | second``."""
    inside = np.ones(max(len(tokens) - 1, 0), np.bool_)
    last = passage_tokens[1:].astype(np.intp) - 1
    inside[last[(last >= 0) & (last < len(inside))]] = False
    keys = tokens[:-1].astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= tokens[1:]
    return distinct(keys[inside])


def starts_of(keys: NDArray[np.uint64], words: int) -> NDArray[np.uint32]:
    """Where the keys of each word (their upper half) start among the sorted keys, and one more for the end."""
    return np.searchsorted(keys, np.arange(words + 1, dtype=np.uint64) << np.uint64(32)).astype(np.uint32)


def _numbers(items: array[int]) -> NDArray[np.uint32]:
    """An array as numpy sees it, without a copy."""
    return np.frombuffer(items, np.uint32) if items else np.zeros(0, np.uint32)


def _sorted_words(ids: dict[str, int]) -> tuple[WordList, NDArray[np.uint32]]:
    """The words in order, and the place of each by its former id."""
    words = sorted(ids)
    ranks = np.zeros(len(words), np.uint32)
    ranks[np.fromiter((ids[word] for word in words), np.intp, len(words))] = np.arange(len(words), dtype=np.uint32)
    return WordList.of(words), ranks
