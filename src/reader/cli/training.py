"""``reader export`` of entities: training data, and what of it no tagger can learn."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from reader.articles.naming import visible_path
from reader.cli.errors import UseError
from reader.cli.exchanging import write_file
from reader.cli.output import escaped, in_terminal, print_json, warn
from reader.cli.recognizing import recognize_all
from reader.exchange.formats import SUFFIXES, FormatName

if TYPE_CHECKING:
    from pathlib import Path

    from reader.cli.session import Session
    from reader.exchange.corpus import TrainingData
    from reader.library.library import Library

TOLD = 20
"""Entities that a person is told of one by one."""


def export_training(
    session: Session, name: FormatName, output: Path | None, narrowed: tuple[str | None, str | None], *, json: bool
) -> None:
    """Write training data, and say what went into it.

    Args:
        session: the run.
        name: one of ``TRAINING``.
        output: a file, or for brat also a folder; None for standard output.
        narrowed: only articles with something that carries this tag; only this article.
        json: whether the report is JSON.
    """
    if output is None and name is not FormatName.DOCCANO and in_terminal():
        raise UseError(f"{name} is no text for a terminal; name a file with -o, as in `-o entities{SUFFIXES[name]}`.")
    data = _data(session, name, *narrowed)
    content = escaped(data.content.decode()).encode() if name is FormatName.DOCCANO else data.content
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        target = _write(session.library, name, output, content)
    if json:
        report = {
            "file": visible_path(str(target)),
            "format": name,
            "articles": data.articles,
            "entities": data.entities,
        }
        print_json(report | {"cut": [asdict(item) for item in data.cut]})
    else:
        _tell(data)


def _data(session: Session, name: FormatName, tag: str | None, article: str | None) -> TrainingData:
    from reader.entities.pipeline import ModelError
    from reader.library.training import export_training as export

    library = session.library
    if tag is None and article is None and library.store.problem is None:
        recognize_all(library)
    try:
        return export(library, name, tag=tag, path=None if article is None else session.path(article))
    except ModelError as error:
        raise UseError(str(error)) from error


def _write(library: Library, name: FormatName, output: Path, content: bytes) -> Path:
    if name is not FormatName.BRAT or output.suffix.lower() == ".zip" or (output.exists() and not output.is_dir()):
        return write_file(library, output, content)
    from reader.library.exporting import ExportError
    from reader.library.training import write_folder

    try:
        target = write_folder(library, output, content)
    except ExportError as error:
        raise UseError(str(error)) from error
    warn(f"exported to {target}")
    return target


def _tell(data: TrainingData) -> None:
    for item in data.cut[:TOLD]:
        warn(f"{item.article}: {item.text!r} ({item.type}, {item.start}:{item.end}) cuts a token and is left open")
    left = f"; {len(data.cut)} more cut tokens and are left open" if data.cut else ""
    warn(f"articles: {data.articles}, entities: {data.entities}{left}")
