"""Mentions on disk, by article hash and the version of model and rules; what is lost is recognized anew.

Each row knows about when it was used last; what nobody used in a long time is forgotten.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from typing import TYPE_CHECKING, Any

from reader.caching import CacheFile
from reader.entities.models import Mention
from reader.entities.refining import rules_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

SCHEMA = 2
FORGOTTEN_AFTER = 90
"""Days without use."""
NOTED_AFTER = 30
"""Days after which another use is noted: sooner is not worth the writing."""
ASKED_TOGETHER = 500
"""Articles that one statement asks for: SQLite takes so many values, and so many fit into memory."""
_PLAIN = re.compile(r"[A-Za-z0-9 .,'&_-]+")
_COLUMNS = "sha256 TEXT, version TEXT, mentions TEXT, used INTEGER NOT NULL, PRIMARY KEY (sha256, version)"


class MentionCache:
    """Remembers what was recognized, for all running programs."""

    def __init__(self, file: Path) -> None:
        upgrade = f"ALTER TABLE mentions ADD COLUMN used INTEGER NOT NULL DEFAULT {_today()}"
        self._file = CacheFile(file, "mentions", _COLUMNS, SCHEMA, upgrade)

    def get(self, sha256: str, version: str) -> tuple[Mention, ...] | None:
        """An article's mentions by the hash of its bytes and the recognizer's version; None if unknown."""
        return dict(self.get_all((sha256,), version)).get(sha256)

    def get_all(self, hashes: Sequence[str], version: str) -> Iterator[tuple[str, tuple[Mention, ...]]]:
        """What is known of many articles; equal words are kept in memory once."""
        words: dict[str, str] = {}
        for sha256, mentions in self._rows("sha256, mentions", hashes, version):
            with contextlib.suppress(ValueError, TypeError):
                yield sha256, tuple(_mention(fields, words) for fields in json.loads(mentions))

    def known_among(self, hashes: Sequence[str], version: str) -> frozenset[str]:
        """The articles whose mentions are known."""
        return frozenset(sha256 for (sha256,) in self._rows("sha256", hashes, version))

    def put(self, sha256: str, version: str, mentions: tuple[Mention, ...]) -> None:
        """Remember the mentions of an article."""
        self.put_all({sha256: mentions}, version)

    def put_all(self, recognized: Mapping[str, Iterable[Mention]], version: str) -> None:
        """Remember the mentions of several articles by the hashes of their bytes, all or none."""
        self._file.execute_many(
            "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?)",
            [
                (sha256, _version(version), json.dumps([mention.fields for mention in mentions]), _today())
                for sha256, mentions in recognized.items()
            ],
        )

    def holding(self, kind: str, value: str, version: str) -> Iterator[str]:
        """The articles, by the hash of their bytes, that mention an entity as it is written, or a type, in any case.

        Args:
            kind: ``type`` or ``entity``.
            value: Which one.
            version: The recognizer's version.
        """
        if _PLAIN.fullmatch(value):
            # As JSON has it: [0, 5, "China", "GPE", "China"].
            part = f', "{value}", "'
            exact = re.compile(('"' if kind == "type" else r"\d") + re.escape(part), re.IGNORECASE)
            yield from (sha256 for sha256, written in self._like(part, version) if exact.search(written))
            return
        # SQLite folds the case of ASCII letters only, and JSON may write some characters in another way.
        likely = max(_PLAIN.findall(value), key=len, default="") if value.isascii() else ""
        for sha256, written in self._like(likely, version):
            with contextlib.suppress(ValueError, TypeError):
                if is_among(kind, value, (Mention(*fields) for fields in json.loads(written))):
                    yield sha256

    def forget(self, hashes: Iterable[str]) -> None:
        """Forget the mentions of these articles, whichever recognizer they came from."""
        self._file.execute_many("DELETE FROM mentions WHERE sha256 = ?", ((sha256,) for sha256 in hashes))

    def tidy(self, hashes: Sequence[str], version: str) -> None:
        """Note that these articles' mentions are in use, and forget what nobody used in a long time, whoever made it.

        It takes a moment with thousands of articles: not while somebody reads.
        """
        today = _today()
        stale = list(self._rows("sha256", hashes, version, used_before=today - NOTED_AFTER))
        if stale:
            self._file.execute_many(
                "UPDATE mentions SET used = ? WHERE sha256 = ? AND version = ?",
                ((today, sha256, _version(version)) for (sha256,) in stale),
            )
        self._file.execute("DELETE FROM mentions WHERE used < ?", (today - FORGOTTEN_AFTER,))

    def close(self) -> None:
        """Close the file; from now on nothing is known and nothing remembered."""
        self._file.close()

    def _like(self, part: str, version: str) -> list[tuple[str, str]]:
        """The hashes and mentions of the articles with a part, in any case, in their mentions as they are stored."""
        return self._file.execute(
            r"SELECT sha256, mentions FROM mentions WHERE version = ? AND mentions LIKE ? ESCAPE '\'",
            (_version(version), f"%{part}%".replace("_", r"\_")),
        )

    def _rows(
        self, columns: str, hashes: Sequence[str], version: str, *, used_before: int | None = None
    ) -> Iterator[tuple[Any, ...]]:
        used = "" if used_before is None else f" AND used < {used_before:d}"
        for start in range(0, len(hashes), ASKED_TOGETHER):
            asked = hashes[start : start + ASKED_TOGETHER]
            places = ", ".join("?" * len(asked))
            yield from self._file.execute(
                f"SELECT {columns} FROM mentions WHERE version = ? AND sha256 IN ({places}){used}",  # noqa: S608 (ours)
                (_version(version), *asked),
            )


def is_among(kind: str, value: str, mentions: Iterable[Mention]) -> bool:
    """Whether one of the mentions is of a type, or written so, in any case."""
    wanted = value.casefold()
    return any((mention.type if kind == "type" else mention.text).casefold() == wanted for mention in mentions)


def _today() -> int:
    """The day, counted from 1970."""
    return int(time.time() // 86_400)


def _version(version: str) -> str:
    """The version of model and rules together."""
    return f"{version} rules {rules_version()}"


def _mention(fields: Sequence[Any], words: dict[str, str]) -> Mention:
    start, end, *named = fields
    return Mention(start, end, *(words.setdefault(word, word) for word in named))
