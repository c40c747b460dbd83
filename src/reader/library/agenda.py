"""What is to be recognized next: what somebody looks at first, all the rest after it, in batches."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    Batch: TypeAlias = tuple[str, ...]
    """Paths of articles that are recognized together."""


class Agenda:
    """Hands out batches, the most urgent first; several threads may see to it at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._wanted: list[str] = []
        self._batches: deque[Batch] = deque()
        self._under_way: set[str] = set()
        self._closed = False
        self.helped = False
        """Whether the batches are left to helpers, so that what somebody looks at waits for none of them."""

    @property
    def closed(self) -> bool:
        """Whether it is over: nothing is handed out any more."""
        return self._closed

    def want(self, path: str) -> None:
        """Somebody looks at this article: it goes before all that was asked for earlier."""
        with self._changed:
            self._wanted.append(path)
            self._changed.notify()

    def add(self, batches: Iterable[Batch]) -> None:
        """Put batches to the end."""
        with self._changed:
            self._batches.extend(batches)
            self._changed.notify_all()

    def next(self, *, patient: bool) -> Batch | None:
        """What to do now; ``finished`` is to follow. None when it is over.

        Args:
            patient: whether to wait for something to do; otherwise, for helpers, it is over when there is nothing.
        """
        with self._changed:
            while not self._closed:
                batch = self._first(is_helper=not patient)
                if batch is not None:
                    self._under_way.update(batch)
                    return batch
                if not patient:
                    return None
                self._changed.wait()
        return None

    def finished(self, batch: Sequence[str]) -> None:
        """A batch is done, for better or worse."""
        with self._changed:
            self._under_way.difference_update(batch)
            self._changed.notify_all()

    def wait_for_the_rest(self, seconds: float) -> bool:
        """Wait so long for all batches to be done; True once they are, or never will be."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed or not (self._batches or self._under_way), seconds)

    def close(self) -> None:
        """Let all who wait go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _first(self, *, is_helper: bool) -> Batch | None:
        """The most urgent; what is wanted and under way already is not handed out twice."""
        while self._wanted:
            path = self._wanted.pop()
            if path not in self._under_way:
                return (path,)
        return self._batches.popleft() if self._batches and (is_helper or not self.helped) else None
