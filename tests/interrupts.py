"""Programs that hear interrupts even if who runs the tests ignores them, which children go on doing."""

from __future__ import annotations

import sys

_HEAR = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
PYTHON = (sys.executable, "-c", _HEAR)
"""Before the arguments of Python."""
