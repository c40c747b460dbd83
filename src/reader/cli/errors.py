"""Every known error becomes one sentence on standard error and an exit code; nothing becomes a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from enum import IntEnum
from typing import TYPE_CHECKING

from reader.annotations.errors import AnnotationError, StoreError
from reader.articles.decoding import UnreadableError
from reader.articles.scanning import ScanError
from reader.cli.output import warn
from reader.config import SettingsError
from reader.library.location import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable


class ExitCode(IntEnum):
    """What a script is told."""

    DONE = 0
    NOTHING_FOUND = 1
    WRONG_USE = 2
    """Or bad input."""
    ANNOTATIONS = 3
    """They are damaged or locked."""
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    """As the shell says of programs that end by SIGPIPE."""


class UseError(Exception):
    """A verb was used in a way that cannot be followed; the message is one sentence with the way out."""


_WRONG_USE = (UseError, LibraryError, ScanError, UnreadableError, AnnotationError, SettingsError)


def guarded(run: Callable[[], int]) -> int:
    """Run a verb or the screen and give its exit code, whatever comes of it."""
    try:
        code = run()
        sys.stdout.flush()
    except _WRONG_USE as error:
        warn(error)
        return ExitCode.WRONG_USE
    except StoreError as error:
        warn(error)
        return ExitCode.ANNOTATIONS
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return ExitCode.CLOSED_PIPE
    except OSError as error:
        _drop_output()
        warn(f"{error.filename or 'standard output'}: {error.strerror or error}; mend that and try again.")
        return ExitCode.WRONG_USE
    return code


def _drop_output() -> None:
    """Let what was not printed go nowhere, since the interpreter tries once more to print it when it ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
