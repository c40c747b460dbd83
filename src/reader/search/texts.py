"""Many short texts in one array, decoded when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


class Texts(Sequence[str]):
    """Texts by their numbers. Immutable: any thread may read it."""

    __slots__ = ("data", "starts")

    def __init__(self, data: NDArray[np.uint8], starts: NDArray[np.uint32]) -> None:
        self.data = data
        """All texts in UTF-8, one after the other."""
        self.starts = starts
        """Where each starts, and one more for the end."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """The texts, encoded."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        starts = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.starts) - 1

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 (a number or a slice, as sequences take them)
        """One text, or the list of some."""
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        start, end = self.starts[place : place + 2].tolist()
        return self.data[start:end].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        """All texts, in order."""
        data, ends = self.data.tobytes(), self.starts.tolist()
        for start, end in pairwise(ends):
            yield data[start:end].decode("utf-8", "surrogatepass")
