"""The worker by its protocol alone: what it says on its output, and when it ends."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reader.entities.models import Mention
from reader.entities.worker import REQUESTS_REMEMBERED, serve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-P", "-m", "reader.entities.worker"]


class EveryText:
    """Marks every text as a whole."""

    version = "every text"
    forgot = 0

    def recognize_all(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        return ((Mention(0, len(text), text, "ORG", text),) for text in texts)

    def forgetting(self) -> contextlib.nullcontext[None]:
        self.forgot += 1
        return contextlib.nullcontext()


def served(requests: bytes) -> list[dict[str, Any]]:
    answers = io.StringIO()
    serve(EveryText(), io.BytesIO(requests), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def run(model: object, requests: bytes = b"") -> tuple[list[dict[str, Any]], int]:
    """What a real worker says to these requests, and its exit code."""
    done = subprocess.run([*COMMAND, f"--model={model}"], input=requests, capture_output=True, timeout=60, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


@pytest.mark.parametrize("text", ["", "China", "a\nb\r\u2028\x00\x1b[0m", "\ud800", "é🚀"])
def test_any_text_is_answered(text: str) -> None:
    request = json.dumps({"id": 7, "texts": [text, "x"]}).encode() + b"\n"
    assert served(request) == [{"id": 7, "mentions": [[[0, len(text), text, "ORG", text]], [[0, 1, "x", "ORG", "x"]]]}]


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"garbage",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"{}",
        b'{"id": 1}',
        b'{"id": 1, "texts": 2}',
        b'{"id": 1, "texts": [2]}',
        b"[" * 100_000,
    ],
)
def test_garbage_is_answered_and_the_next_request_too(garbage: bytes) -> None:
    error, answer = served(garbage + b"\n" + b'{"id": 2, "texts": ["x"]}\n')
    assert error["error"]
    assert answer["id"] == 2


def test_words_that_were_met_are_forgotten_again_and_again() -> None:
    recognizer = EveryText()
    requests = b'{"id": 1, "texts": ["x"]}\n' * (3 * REQUESTS_REMEMBERED)
    answers = io.StringIO()
    serve(recognizer, io.BytesIO(requests), answers)
    assert len(answers.getvalue().splitlines()) == 3 * REQUESTS_REMEMBERED
    assert recognizer.forgot == 3


def test_a_worker_greets_answers_and_ends_with_its_input(tiny_pipeline: Path) -> None:
    requests = b'{"id": 1, "texts": ["To China."]}\nnonsense\n{"id": 2, "texts": ["", ""]}\n'
    messages, code = run(tiny_pipeline, requests)
    assert messages[0]["version"].startswith(str(tiny_pipeline))
    assert messages[0]["warning"] is None
    assert messages[1] == {"id": 1, "mentions": [[[3, 8, "China", "GPE", "China"]]]}
    assert messages[2]["error"]
    assert messages[3] == {"id": 2, "mentions": [[], []]}
    assert code == 0


def test_a_missing_model_is_said_and_the_worker_ends() -> None:
    (message,), code = run("xx_unheard_of")
    assert "python -m spacy download xx_unheard_of" in message["error"]
    assert code == 1


@pytest.fixture
def chatty_package(tmp_path: Path, tiny_pipeline: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A model package that writes to standard output whenever it can."""
    package = tmp_path / "packages" / "xx_chatty"
    package.mkdir(parents=True)
    (package / "meta.json").write_text('{"lang": "xx", "name": "chatty", "version": "1"}')
    (package / "__init__.py").write_text(
        "import os, sys, warnings, spacy\n"
        "from spacy.language import Language\n"
        "def chat():\n"
        "    print('chatting')\n"
        "    sys.__stdout__.write('chatting'); sys.__stdout__.flush()\n"
        "    os.write(1, b'chatting')\n"
        "    os.system('echo chatting')\n"
        "    warnings.warn('chatting')\n"
        "@Language.component('chatting', assigns=['doc.ents'])\n"
        "def chatting(document):\n"
        "    chat(); return document\n"
        "def load(**overrides):\n"
        f"    chat(); nlp = spacy.load({str(tiny_pipeline)!r}, **overrides)\n"
        "    nlp.add_pipe('chatting')\n"
        "    return nlp\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    return package.name


def test_nothing_else_reaches_the_output(chatty_package: str) -> None:
    messages, code = run(chatty_package, b'{"id": 1, "texts": ["To China."]}\n')
    assert [sorted(message) for message in messages] == [["version", "warning"], ["id", "mentions"]]
    assert code == 0
