"""Worker processes: started away from the terminal, answering a JSON line with a JSON line, ended for sure.

A worker is a module of its own, run by ``python -m``. It ends when its input ends, and even in the midst of its work
as soon as nobody is left to read its output: no worker outlives its parent, however that ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping


def start_worker(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a worker: away from the terminal and its Ctrl-C, importing nothing from the current folder.

    Args:
        module: its name, as ``python -m`` takes it.
        arguments: for it.

    Raises:
        OSError: no process can be started.
    """
    import subprocess

    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def tell(worker: subprocess.Popen[bytes], message: Mapping[str, Any]) -> None:
    """Tell a worker something.

    Raises:
        OSError, EOFError: it has ended.
    """
    requests = _pipe(worker.stdin)
    requests.write(json.dumps(message).encode("ascii") + b"\n")
    requests.flush()


def heard(worker: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The next that a worker says; waits for it.

    Raises:
        OSError, EOFError: it has ended.
    """
    line = _pipe(worker.stdout).readline()
    if not line.endswith(b"\n"):
        raise EOFError
    message: dict[str, Any] = json.loads(line)
    return message


def end_unheard(output: int) -> None:
    """In a worker: from now on end at once when the other end of the output is closed, as the parent is gone."""
    threading.Thread(target=_end_unheard, args=(output,), daemon=True).start()


@contextlib.contextmanager
def alone(lock_file: Path, timeout: float = -1) -> Iterator[bool]:
    """Be the one process that does something; gives False when another is for so many seconds, of which -1 are endless.

    The system frees the lock when its holder dies.

    Raises:
        OSError: the file cannot be written to, or its file system knows no locks.
    """
    import filelock

    lock_file.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(lock_file, timeout=timeout, fallback_to_soft=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        yield False
        return
    except NotImplementedError as error:
        raise OSError(str(error)) from error
    try:
        yield True
    finally:
        lock.release()


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def stand_back(niceness: int) -> None:
    """In a worker: let other programs go first.

    Linux may weigh sessions against each other, and niceness within a session alone: then the worker's own stands back.
    """
    nice = os.nice(niceness)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(nice), encoding="ascii")


def _end_unheard(output: int) -> None:
    poll = select.poll()
    poll.register(output, 0)
    poll.poll()
    os._exit(1)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """The stream, which ``subprocess.PIPE`` promises."""
    if stream is None:
        raise EOFError
    return stream
