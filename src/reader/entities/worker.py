"""Recognition in a process of its own: ``python -m reader.entities.worker --model NAME --niceness N``.

One JSON object a line. The first one out is ``{"version", "warning"}``, or ``{"error"}`` and the end. Then each
``{"id", "texts": [text, …]}`` in is answered by ``{"id", "mentions": [[[start, end, text, type, entity], …], …]}``, a
list for each text, or by ``{"id", "error"}``, in order. Nothing else reaches the output. The process ends when its
input ends, or at once when nobody is left to read its output.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TextIO

from reader.processes import end_unheard, stand_back

if TYPE_CHECKING:
    from reader.entities.recognizer import Recognizer

REQUESTS_REMEMBERED = 16
"""Requests after which the model forgets the words it met: they would fill the memory in a large library."""

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def main(arguments: list[str] | None = None) -> int:
    """Serve until the input ends; the exit code is 1 when the model cannot be used."""
    parser = argparse.ArgumentParser(prog="reader.entities.worker", description=__doc__)
    parser.add_argument("--model", default="", help="a spaCy package or pipeline folder; the default without it")
    parser.add_argument("--niceness", type=int, default=0, help="how far to let other programs go first")
    options = parser.parse_args(arguments)
    answers = _take_standard_output()
    end_unheard(answers.fileno())
    stand_back(options.niceness)
    for variable in THREAD_VARIABLES:
        os.environ[variable] = "1"

    from reader.entities.recognizer import ModelError, SpacyRecognizer

    try:
        recognizer = SpacyRecognizer.load(options.model)
    except ModelError as error:
        _say(answers, {"error": str(error)})
        return 1
    _say(answers, {"version": recognizer.version, "warning": recognizer.warning})
    serve(recognizer, sys.stdin.buffer, answers)
    return 0


def serve(recognizer: Recognizer, requests: BinaryIO, answers: TextIO) -> None:
    """Answer each line of ``requests`` until they end."""
    for line in requests:
        with recognizer.forgetting():
            _say(answers, _answer(recognizer, line))
            for another in islice(requests, REQUESTS_REMEMBERED - 1):
                _say(answers, _answer(recognizer, another))


def _answer(recognizer: Recognizer, line: bytes) -> dict[str, object]:
    """The answer to one request; an error instead of an exception."""
    try:
        request = json.loads(line)
        number, texts = request["id"], request["texts"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return {"id": None, "error": "A request is a JSON object with id and texts on one line."}
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return {"id": number, "error": "The texts of a request are a list of JSON strings."}
    found = recognizer.recognize_all(texts)
    return {"id": number, "mentions": [[mention.fields for mention in mentions] for mentions in found]}


def _say(answers: TextIO, message: dict[str, object]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _take_standard_output() -> TextIO:
    """Standard output for the answers alone; what libraries print goes to standard error from now on."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


if __name__ == "__main__":
    sys.exit(main())
