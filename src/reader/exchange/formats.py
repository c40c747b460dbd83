"""All formats by name; each is loaded when it is asked for."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from reader.exchange.bundle import Format, ReadableFormat
    from reader.exchange.corpus import TrainingFormat


class FormatName(StrEnum):
    """What an export is written in."""

    JSON = "json"
    JSONL = "jsonl"
    W3C = "w3c"
    MARKDOWN = "markdown"
    CSV = "csv"
    SPACY = "spacy"
    DOCCANO = "doccano"
    BRAT = "brat"


_MODULES: Final = {
    FormatName.JSON: "native",
    FormatName.JSONL: "lines",
    FormatName.W3C: "w3c",
    FormatName.MARKDOWN: "markdown",
    FormatName.CSV: "spreadsheet",
    FormatName.SPACY: "docbin",
    FormatName.DOCCANO: "doccano",
    FormatName.BRAT: "brat",
}
READABLE: Final = (FormatName.JSON, FormatName.JSONL, FormatName.W3C)
TRAINING: Final = (FormatName.SPACY, FormatName.DOCCANO, FormatName.BRAT)
"""Not annotations but entities, to train models with."""
SUFFIXES: Final = {
    FormatName.JSON: ".json",
    FormatName.JSONL: ".jsonl",
    FormatName.W3C: ".jsonld",
    FormatName.MARKDOWN: ".md",
    FormatName.CSV: ".csv",
    FormatName.SPACY: ".spacy",
    FormatName.DOCCANO: ".jsonl",
    FormatName.BRAT: ".zip",
}
"""What the name of a file ends in."""


def format_named(name: FormatName) -> Format:
    """The format of a name; none of ``TRAINING``."""
    return cast("Format", import_module(f"reader.exchange.{_MODULES[name]}"))


def readable_format(name: FormatName) -> ReadableFormat:
    """The format of a name; one of ``READABLE``."""
    return cast("ReadableFormat", import_module(f"reader.exchange.{_MODULES[name]}"))


def training_format(name: FormatName) -> TrainingFormat:
    """The format of a name; one of ``TRAINING``."""
    return cast("TrainingFormat", import_module(f"reader.exchange.{_MODULES[name]}"))


def guessed_format(file_name: str, raw: bytes) -> FormatName:
    """The format that a file seems to have, by its name and first characters."""
    head = raw[:4096]
    if file_name.endswith((".jsonl", ".ndjson")) or head.startswith(b'{"kind":'):
        return FormatName.JSONL
    if b'"reader-annotations"' in raw[:100]:
        return FormatName.JSON
    w3c = b"ns/anno.jsonld" in head or b"AnnotationCollection" in head or b"AnnotationPage" in head
    return FormatName.W3C if file_name.endswith(".jsonld") or w3c else FormatName.JSON
