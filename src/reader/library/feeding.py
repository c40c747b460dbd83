"""Gives recognition processes what is on the agenda, and tells what came of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.library.agenda import Agenda
from reader.library.events import EntitiesFailed, EntitiesReady
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.articles.models import Article
    from reader.entities.pipeline import ModelError
    from reader.entities.process import RecognitionProcess
    from reader.library.agenda import Batch
    from reader.library.library import Library
    from reader.library.recognition import Recognition


class Feeding:
    """One thread for the process that is always there; helpers may join in for a while.

    Args:
        library: whose articles are recognized.
        recognition: where the mentions go.
    """

    def __init__(self, library: Library, recognition: Recognition) -> None:
        self._library = library
        self._recognition = recognition
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.agenda = Agenda()
        """What is to be recognized."""
        self.failure: ModelError | None = None
        """Why nothing is recognized any more."""
        self.on_finished: Callable[[Batch], None] | None = None
        """Called after each batch, on whatever thread."""

    def want(self, path: str) -> None:
        """Recognize the article before all others; ``EntitiesReady`` follows."""
        self.agenda.want(path)
        self.start()

    def start(self) -> None:
        """Start the thread, once."""
        with self._lock:
            if self._thread is None and not self.agenda.closed:
                self._thread = threading.Thread(target=self._work, name="recognition", daemon=True)
                self._thread.start()

    def feed(self, process: RecognitionProcess, *, patient: bool) -> None:
        """Do what is on the agenda, until it is closed.

        Args:
            process: what recognizes.
            patient: whether to wait for more when there is nothing to do; helpers do not.
        """
        from reader.entities.pipeline import ModelError, RecognitionError

        while (batch := self.agenda.next(patient=patient)) is not None:
            try:
                self._recognize(batch, process)
            except RecognitionError as error:
                self._blame(batch, error)
            except ModelError as error:
                if not self.agenda.closed:
                    self.failure = error
                    self.agenda.close()
                    self._library.events.emit(EntitiesFailed(str(error)))
            finally:
                self.agenda.finished(batch)
            if self.on_finished is not None:
                self.on_finished(batch)

    def close(self) -> None:
        """Let the threads end as soon as their processes do."""
        self.agenda.close()

    def _work(self) -> None:
        self.feed(self._recognition.process, patient=True)

    def _recognize(self, batch: Batch, process: RecognitionProcess) -> None:
        """Recognize what is not known, and tell of all that is known now."""
        articles = [article for path in batch if (article := self._article(path)) is not None]
        unknown = [article for article in articles if self._recognition.known(article) is None]
        self._recognition.recognize(unknown, process)
        for article in articles:
            self._library.events.emit(EntitiesReady(article.path))

    def _blame(self, batch: Batch, error: Exception) -> None:
        """Say which article could not be recognized; of several each is tried by itself."""
        if len(batch) > 1:
            self.agenda.add((path,) for path in batch)
        else:
            self._library.events.emit(EntitiesFailed(f"{batch[0]}: {error}", batch[0]))

    def _article(self, path: str) -> Article | None:
        """The article, if it can be read; those that a person reads stay in memory."""
        from reader.articles.decoding import UnreadableError, is_supported
        from reader.articles.reading import read_article

        if not is_supported(path):
            return None
        try:
            file = self._library.file(path)
            return self._library.read_already(file) or read_article(file)
        except (UnreadableError, LibraryError):
            return None
