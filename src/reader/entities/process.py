"""The recognition process seen from outside: started when first needed, ended for sure."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from reader.entities.models import Mention
from reader.entities.pipeline import ModelError, RecognitionError, model_version
from reader.processes import heard, start_worker, tell

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from types import TracebackType

TRIES = 2
"""A process that dies (killed for its memory, say) is started anew once for each request."""


class RecognitionProcess:
    """A recognizer whose work is done by a child process; safe to use from several threads."""

    def __init__(self, model: str = "") -> None:
        self._model = model
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._requests = 0
        self._version: str | None = None
        self.niceness = 0
        """How far it lets other programs go first; counts from its next start."""
        self.warning: str | None = None
        """A sentence that a person should read, once the model is loaded."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def version(self) -> str:
        """What results are cached under, known without starting anything; never raises."""
        if self._version is None:
            try:
                self._version = model_version(self._model)
            except ModelError:
                return f"{self._model or 'default'} not installed"
        return self._version

    def recognize(self, text: str) -> tuple[Mention, ...]:
        """The mentions in a text; see ``recognize_all``."""
        return self.recognize_all((text,))[0]

    def recognize_all(self, texts: Sequence[str]) -> tuple[tuple[Mention, ...], ...]:
        """The mentions in each text; blocks, at first until the model is loaded.

        Raises:
            RecognitionError: the process died twice over these texts.
            ModelError: the model is missing or broken, or the process was closed meanwhile.
        """
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._ask(texts)
                except (OSError, EOFError) as error:
                    self._end()
                    if self._closed:
                        raise ModelError("Recognition was closed.") from error
        raise RecognitionError(
            "Recognition ended twice without an answer (too little memory?); "
            "`python -m reader.entities.worker` says why, and the settings may name a smaller model."
        )

    def close(self) -> None:
        """End the process at once, even while another thread waits for it; it holds nothing to lose."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()

    def _ask(self, texts: Sequence[str]) -> tuple[tuple[Mention, ...], ...]:
        """What the process answers."""
        process = self._process or self._started()
        self._requests += 1
        tell(process, {"id": self._requests, "texts": texts})
        answer = heard(process)
        if "error" in answer:
            raise ModelError(str(answer["error"]))
        return tuple(tuple(Mention(*fields) for fields in mentions) for mentions in answer["mentions"])

    def _started(self) -> subprocess.Popen[bytes]:
        """A new process, with the model loaded."""
        if not self._closed:
            options = f"--model={self._model}", f"--niceness={self.niceness}"
            self._process = start_worker("reader.entities.worker", *options)
        # Asked again: whoever closed before the process was there could not kill it.
        if self._closed or self._process is None:
            raise EOFError
        hello = heard(self._process)
        if "error" in hello:
            self._end()
            raise ModelError(str(hello["error"]))
        self._version, self.warning = hello["version"], hello["warning"]
        return self._process

    def _end(self) -> None:
        """End the process and close its pipes."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
