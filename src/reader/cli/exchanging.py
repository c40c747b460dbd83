"""``reader export``: annotations out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.errors import UseError
from reader.cli.output import json_text, print_line, warn
from reader.cli.parameters import complete_article, complete_tag
from reader.cli.parsing import add_verb
from reader.cli.session import session_of

if TYPE_CHECKING:
    from reader.cli.session import Session
    from reader.library.library import Library


class Format(StrEnum):
    """What an export is written in."""

    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(
        app,
        "export",
        export,
        "reader export > annotations-today.json",
        "reader export --tag chips -o chips.json",
        "reader export --schema | jq .title",
    )


def export(
    context: typer.Context,
    *,
    format_: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.JSON,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; standard output if left out.")
    ] = None,
    tag: Annotated[
        str | None, typer.Option(metavar="T", help="Only what carries this tag.", autocompletion=complete_tag)
    ] = None,
    article: Annotated[
        str | None, typer.Option(metavar="A", help="Only this article's.", autocompletion=complete_article)
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="The JSON Schema of the format, instead.")] = False,
) -> None:
    """Export tags, highlights and notes: all that was kept, in one document."""
    del format_  # there is one so far
    session = session_of(context)
    text = _schema() if schema else _document(session, tag, article)
    if output is None or str(output) == "-":
        print_line(text)
    else:
        _write(session.library, output, text + "\n")


def _schema() -> str:
    from reader.exchange.native import schema

    return json_text(schema(), indent=True)


def _document(session: Session, tag: str | None, article: str | None) -> str:
    from reader.library.exporting import export_document

    store = session.store
    # What lost its article is still exported by the article's path.
    path = article if article is None or store.annotations(article) else session.path(article)
    return json_text(export_document(session.library, tag=tag, path=path), indent=True)


def _write(library: Library, file: Path, text: str) -> None:
    """Write the export; a file that is there is replaced only if the person says so."""
    from reader.library.exporting import ExportError, ExportExistsError, write_export

    content = text.encode()
    if file.exists() and not (file.is_file() or file.is_dir()):
        file.write_bytes(content)  # a pipe or a device takes what comes, and stays what it is
        return
    try:
        try:
            target = write_export(library, file, content)
        except ExportExistsError as error:
            _require_consent(file, error)
            target = write_export(library, file, content, replace=True)
    except ExportError as error:
        raise UseError(str(error)) from error
    warn(f"exported to {target}")


def _require_consent(file: Path, error: Exception) -> None:
    """Ask whether the file may be replaced; where nobody can answer, it may not."""
    if not (sys.stdin.isatty() and sys.stderr.isatty() and typer.confirm(f"Replace {file}?", err=True)):
        raise UseError(f"{str(error).rstrip('.')}; name another file, or remove this one first.") from error
