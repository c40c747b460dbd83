"""What a commit did, in a few words for people: "tag #chips on 001.txt", "note on “the words …”"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.annotations.encoding import Document
    from reader.annotations.transaction import Commit

_MOST_CHARACTERS: Final = 40
_SILENT: Final = frozenset({"modified", "sha256", "size"})


def label_of(commit: Commit) -> str:
    """What a commit did."""
    parts = [
        *_some([_annotation(*pair) for pair in _pairs(commit.before, commit.after)], "annotations"),
        *_some([_record(*pair) for pair in _pairs(commit.records_before, commit.records_after)], "articles"),
        *_some([_ruling(*pair) for pair in _pairs(commit.rulings_before, commit.rulings_after)], "rulings"),
    ]
    return ", ".join(parts)


def _pairs(
    before: Mapping[str, Document | None], after: Mapping[str, Document | None]
) -> list[tuple[Document, Document]]:
    """The documents before and after; what was not there or was removed is empty."""
    return [(_live(before[key]), _live(after[key])) for key in after]


def _live(document: Document | None) -> Document:
    return {} if document is None or document.get("deleted") is not None else document


def _some(labels: list[str], what: str) -> list[str]:
    """One label stands for all that are the same."""
    if not labels:
        return []
    if len(set(labels)) == 1:
        return [labels[0] if len(labels) == 1 else f"{labels[0]} ({len(labels)} times)"]
    return [f"{len(labels)} {what}"]


def _annotation(before: Document, after: Document) -> str:
    document = after or before
    what = _named(document)
    if not before:
        return what
    if not after:
        return f"removal of {what}"
    changed = {key for key in after if after[key] != before.get(key)} - _SILENT
    if "motivation" in changed or "body" in changed:
        return f"text of {what}"
    for key, label in (("color", "color of"), ("tags", "tags of"), ("position", "place of")):
        if key in changed:
            return f"{label} {what}"
    return f"change of {what}"


def _named(document: Document) -> str:
    """An annotation by what it is and what it is on."""
    quote = document.get("quote")
    on = f"“{_shortened(quote['exact'])}”" if quote else document["article"]["path"] if document else ""
    match document.get("motivation"):
        case "tagging":
            return f"tag {' '.join('#' + tag for tag in document.get('tags', ()))} on {on}"
        case "highlighting":
            return f"highlight of {on}"
        case _:
            return f"note on {on}"


def _record(before: Document, after: Document) -> str:
    path = (after or before).get("path", "")
    for key in ("status", "title"):
        if after.get(key) != before.get(key):
            value = after.get(key)
            return f"{key} of {path}" + (f": {_shortened(value)}" if value else " taken back")
    if bool(after.get("starred")) != bool(before.get("starred")):
        return f"star on {path}" if after.get("starred") else f"star taken off {path}"
    return f"change of {path}"


def _ruling(before: Document, after: Document) -> str:
    document = after or before
    what = f"ruling {document.get('action', '')} “{_shortened(str(document.get('text', '')))}”"
    if before and after:
        return f"change of {what}"
    return what if after else f"removal of {what}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_CHARACTERS else line[: _MOST_CHARACTERS - 1].rstrip() + "…"
