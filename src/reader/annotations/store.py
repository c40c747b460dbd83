"""The store of annotations: look-ups from memory, changes by transaction."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from reader.annotations.content import AnnotationsFile
from reader.annotations.errors import StoreReadOnlyError
from reader.annotations.identity import timestamp
from reader.annotations.lookups import Lookups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.annotations.snapshot import Snapshot
    from reader.annotations.storage import SafeStorage
    from reader.annotations.transaction import Commit, Transaction


class AnnotationStore(Lookups):
    """The annotations of one library. Opening and reading create and write nothing.

    Any thread may look up; look-ups answer from a snapshot that is replaced whole. Transactions take turns.

    Args:
        file: the annotations file, or a symlink to it; it need not exist.
        lock_timeout: seconds to wait for another process that writes.
    """

    def __init__(self, file: Path, *, lock_timeout: float = 10.0) -> None:
        self.file = file
        self.opened = timestamp()
        """When this was made; what other processes change since is theirs to undo."""
        self.last_commit: Commit | None = None
        """What the last transaction that changed something changed."""
        self.former_paths: Callable[[str], Iterable[str]] = lambda _path: ()
        """Tells the paths under which an article was annotated before it was moved."""
        self.before_commit: Callable[[Transaction], None] | None = None
        """Called with each transaction that changed something, before it is written."""
        self.on_commit: Callable[[Commit], None] | None = None
        """Called with what each step that can be undone changed, once it is written and the file is free again."""
        self.read_only = False
        """Whether every change is refused, as for guests."""
        self._lock_timeout = lock_timeout
        self._content = AnnotationsFile(file)
        self._turn = threading.RLock()
        self._busy = False
        self._storage: SafeStorage | None = None
        self.refresh()

    @property
    def problem(self) -> str | None:
        """Why nothing can be written: the file is damaged or from a newer version; None when it is sound."""
        problem = self._content.problem
        return None if problem is None else str(problem)

    def snapshot(self) -> Snapshot:
        """All annotations as they were last read or written."""
        return self._content.snapshot

    def refresh(self) -> bool:
        """Read the file anew if another process changed it; True if it did since this was last asked.

        Waits for a transaction that runs on another thread.
        """
        with self._turn:
            if not self._busy:
                self._content.refresh()
            news, self._content.news = self._content.news, False
            return news

    @contextlib.contextmanager
    def transaction(self, label: str = "") -> Iterator[Transaction]:
        """Change annotations: one commit at the end; none if nothing changed or an exception is raised.

        The file is locked meanwhile: no waiting for a person within.

        Args:
            label: what is done, for people; found out from what changed if empty.

        Raises:
            StoreError: the file is damaged, locked or read-only, or writing failed; it is as it was.
        """
        from reader.annotations.committing import RecordTable, apply
        from reader.annotations.transaction import Transaction

        if self.read_only:
            raise StoreReadOnlyError(f"{self.file.name} is shown for reading only; nothing can be changed here.")
        with self._turn:
            if self._busy:
                raise RuntimeError("a transaction is already under way in this thread")
            self._busy = True
            try:
                storage = self._opened_storage()
                with storage.transaction():
                    transaction = Transaction(
                        self._content.snapshot, lambda table, key: RecordTable(storage, table).document(key)
                    )
                    transaction.label = label
                    transaction.former_paths = self.former_paths
                    yield transaction
                    if self.before_commit is not None:
                        self.before_commit(transaction)
                    commit, snapshot = apply(transaction, storage)
                if commit is not None:
                    self._content.adopt(snapshot)
                    self.last_commit = transaction.commit = commit
            finally:
                self._busy = False
        if commit is not None and transaction.is_step and self.on_commit is not None:
            self.on_commit(commit)

    def _opened_storage(self) -> SafeStorage:
        if self._storage is None:
            from reader.annotations.storage import SafeStorage

            self._storage = SafeStorage(self._content, lock_timeout=self._lock_timeout)
        return self._storage
