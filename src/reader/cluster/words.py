"""The words of the whole library, held here: what typed ones may mean is worked out from them as it is locally."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from typesense.exceptions import ObjectNotFound

from reader.cluster.documents import LIBRARY
from reader.cluster.sample import Sample
from reader.search.readings import QueryReader
from reader.search.vocabulary import Vocabulary
from reader.search.words import WordList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reader.cluster.connection import Cluster

UNKNOWN = "\U0010ffff"
"""Stands, as the last word, for those of articles that are newer than the words; nobody can type it."""
FRESH_SECONDS = 10.0
"""How long the words are used before it is asked whether the cluster has others."""


@dataclass(frozen=True)
class LibraryWords:
    """All words, by their ids. Immutable: any thread may read it."""

    stamp: str
    """That of the cluster when it gave them."""
    passages: int
    """How many the library has."""
    vocabulary: Vocabulary
    frequencies_before: NDArray[np.int64]
    """See `SearchIndex.frequencies_before`."""
    ids: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, counts: Mapping[str, int], passages: int, stamp: str = "") -> LibraryWords:
        """Words, with the number of the passages that hold each."""
        ordered = [*sorted(counts), UNKNOWN]
        frequencies = np.fromiter((counts.get(word, 0) for word in ordered), np.int64, len(ordered))
        return cls(
            stamp,
            passages,
            Vocabulary(WordList.of(ordered)),
            np.concatenate(([0], np.cumsum(frequencies))),
            {word: number for number, word in enumerate(ordered)},
        )

    @cached_property
    def alone(self) -> Sample:
        """An index of no articles that knows these words."""
        return Sample(self, ())

    @cached_property
    def reader(self) -> QueryReader:
        """Finds out what typed words may mean where no two of them belong together, and remembers it."""
        return QueryReader(self.alone)

    @property
    def unknown(self) -> int:
        """The id of words that are not among these."""
        return len(self.vocabulary) - 1

    def frequency(self, word: str) -> int:
        """How many passages hold a word."""
        found = self.vocabulary.find(word)
        return 0 if found is None else int(self.frequencies_before[found + 1] - self.frequencies_before[found])


class WordsKeeper:
    """Gets the words of a cluster, and again when it has others; may be used from any thread."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = threading.Lock()
        self._held: LibraryWords | None = None
        self._looked = 0.0

    def current(self) -> LibraryWords:
        """The words.

        Raises:
            ObjectNotFound: the cluster has none (yet).
            OSError: no node answers.
            httpx.HTTPError: the same.
        """
        with self._lock:
            held = self._held
            if held is None or time.monotonic() - self._looked > FRESH_SECONDS:
                if held is None or self._cluster.document(self._cluster.words, LIBRARY)["stamp"] != held.stamp:
                    held = self._held = _loaded(self._cluster)
                self._looked = time.monotonic()
            return held


def _loaded(cluster: Cluster) -> LibraryWords:
    documents = {document["id"]: document for document in cluster.answer(cluster.words, "id,words,passages,stamp")}
    library = documents.pop(LIBRARY, None)
    if library is None:
        raise ObjectNotFound("the words are not there")
    counts: dict[str, int] = {}
    for document in documents.values():
        counts.update(zip(document["words"].split(" "), document["passages"], strict=True))
    return LibraryWords.of(counts, library["passages"][0], library["stamp"])
