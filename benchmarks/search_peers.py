"""Peers for the benchmark of search that take part where they are installed: tantivy and fzf."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from typing import Any

HITS = 30
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W_]+")


class Tantivy:
    """Tantivy over paragraphs; every word may hold a typo, the last one may be half typed."""

    name = "tantivy, fuzzy"

    def __init__(self, texts: dict[str, str]) -> None:
        tantivy: Any = import_module("tantivy")
        fields = tantivy.SchemaBuilder()
        fields.add_text_field("article", stored=True, tokenizer_name="raw")
        fields.add_text_field("text", stored=True)
        self._index = tantivy.Index(fields.build())
        writer = self._index.writer()
        for article, text in texts.items():
            for part in filter(str.strip, _PARAGRAPHS.split(text)):
                writer.add_document(tantivy.Document(article=[article], text=[part]))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def answer(self, typed: str) -> list[tuple[str, str]]:
        """The best paragraphs by BM25."""
        words = " ".join(_WORD.findall(typed))
        query = self._index.parse_query(words, ["text"], fuzzy_fields={"text": (True, 1, True)})
        found = (self._searcher.doc(address) for _, address in self._searcher.search(query, HITS).hits)
        return [(document["article"][0], document["text"][0]) for document in found]


class Fzf:
    """fzf over paragraphs, one a line."""

    name = "fzf"

    def __init__(self, texts: dict[str, str]) -> None:
        parts = [(name, part) for name, text in texts.items() for part in filter(str.strip, _PARAGRAPHS.split(text))]
        self._parts = parts
        lines = (f"{number}\t{' '.join(part.split())}\n" for number, (_, part) in enumerate(parts))
        self._lines = "".join(lines).encode("utf-8", "replace")

    def answer(self, typed: str) -> list[tuple[str, str]]:
        """The first lines that fzf prints."""
        command = ["fzf", f"--filter={typed}", "--delimiter=\t", "--nth=2.."]
        done = subprocess.run(command, input=self._lines, stdout=subprocess.PIPE, check=False)
        numbers = (line.split(b"\t", 1)[0] for line in done.stdout.split(b"\n", HITS)[:HITS] if line)
        return [self._parts[int(number)] for number in numbers]


def installed() -> list[type[Tantivy | Fzf]]:
    """The peers that are there; says why others are left out."""
    found: list[type[Tantivy | Fzf]] = []
    if find_spec("tantivy"):
        found.append(Tantivy)
    else:
        print("tantivy is left out: it is not installed; `pip install 'reading-room[bench]'` does it.")
    if shutil.which("fzf"):
        found.append(Fzf)
    else:
        print("fzf is left out: there is no such program; your system's packages have it, as in `apt install fzf`.")
    return found
