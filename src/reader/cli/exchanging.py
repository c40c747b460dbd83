"""``reader export`` and ``import``: annotations out and in."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reader.articles.naming import visible_path
from reader.articles.sanitizing import one_line
from reader.cli.errors import ExitCode, UseError
from reader.cli.output import console, escaped, json_text, print_json, print_line, warn
from reader.cli.parameters import ByOption, JsonOption, complete_article, complete_tag
from reader.cli.parsing import add_verb
from reader.cli.session import session_of
from reader.exchange.formats import TRAINING, FormatName
from reader.library.importing import OnConflict

if TYPE_CHECKING:
    from reader.cli.session import Session
    from reader.exchange.bundle import Rejected
    from reader.library.importing import Report
    from reader.library.library import Library

_TOLD: int = 20
"""Invalid items that a person is told of one by one."""


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    add_verb(
        app,
        "export",
        export,
        "reader export > annotations-today.json",
        "reader export --tag chips -o chips.json",
        "reader export --by 'Ada Lovelace' -o ada.json",
        "reader export --format markdown -o notes.md",
        "reader export --format spacy -o train.spacy",
        "reader export --schema | jq .title",
    )
    add_verb(
        app,
        "import",
        import_,
        "reader import annotations-today.json",
        "reader import theirs.jsonl --dry-run",
        "reader import hypothesis.json --format w3c --on-conflict mine",
    )


def export(  # noqa: PLR0913 (a verb has as many options as people need)
    context: typer.Context,
    *,
    format_: Annotated[
        FormatName,
        typer.Option("--format", help="What to write; the last three are entities, to train a model with."),
    ] = FormatName.JSON,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Where to; standard output if left out. For brat also a folder."
        ),
    ] = None,
    tag: Annotated[
        str | None, typer.Option(metavar="T", help="Only what carries this tag.", autocompletion=complete_tag)
    ] = None,
    article: Annotated[
        str | None, typer.Option(metavar="A", help="Only this article's.", autocompletion=complete_article)
    ] = None,
    by: ByOption = None,
    schema: Annotated[bool, typer.Option("--schema", help="The JSON Schema of the format json, instead.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Report as JSON what went into the file.")] = False,
) -> None:
    """Export annotations, or entities as training data.

    Tags, highlights, notes and rulings go into one document; entities go out as the rulings corrected them. Statuses,
    stars and titles bear no names: `--by` leaves them out.
    """
    session = session_of(context)
    to_file = output is not None and str(output) != "-"
    if json and not to_file:
        raise UseError("--json reports on a file: name one with -o, as in `reader export -o FILE --json`.")
    if format_ in TRAINING and not schema:
        if by is not None:
            raise UseError(f"--by: {format_} holds entities, which nobody wrote; leave it out, or change the --format.")
        from reader.cli.training import export_training

        export_training(session, format_, output if to_file else None, (tag, article), json=json)
        return
    text = _schema() if schema else _document(session, format_, tag, article, by)
    if output is None or not to_file:
        print_line(text)
        return
    target = write_file(session.library, output, (text + "\n").encode())
    if json:
        print_json({"file": visible_path(str(target)), "format": format_})


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `reader export` or another program wrote.")],
    *,
    format_: Annotated[
        FormatName | None, typer.Option("--format", help="json, jsonl or w3c; found out if left out.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be done.")] = False,
    on_conflict: Annotated[
        OnConflict, typer.Option(help="Which version stays where both sides have one.")
    ] = OnConflict.NEWEST,
    json: JsonOption = False,
) -> int:
    """Import annotations: all or nothing, and nothing twice."""
    from reader.library.importing import ImportFailedError, import_file

    library = session_of(context).sound
    try:
        report = import_file(library, file, format_, on_conflict=on_conflict, dry_run=dry_run)
    except ImportFailedError as error:
        raise UseError(str(error)) from error
    if json:
        print_json(asdict(report))
    return _told(report, file, dry_run=dry_run, quiet=json)


def _told(report: Report, file: Path, *, dry_run: bool, quiet: bool) -> int:
    """Say what was done; exit code 2 if nothing was because of invalid items."""
    if report.rejected:
        _refused(report.rejected, file)
        return ExitCode.WRONG_USE
    if not quiet:
        would = "would be " if dry_run else ""
        counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
        skipped = f"; {report.unsupported} are on no article's text" if report.unsupported else ""
        console().print(one_line(f"{would}{counts}{skipped}"), markup=False, soft_wrap=True)
    return ExitCode.DONE


def _refused(rejected: list[Rejected], file: Path) -> None:
    """Say which items are not valid: one in one sentence, several one by one."""
    if len(rejected) == 1:
        warn(f"{file}: {rejected[0].item}: {rejected[0].why}, so nothing was imported; mend or remove this item.")
        return
    for item in rejected[:_TOLD]:
        warn(f"{file}: {item.item}: {item.why}")
    more = f"; {len(rejected) - _TOLD} more are not listed" if len(rejected) > _TOLD else ""
    warn(f"{file}: {len(rejected)} items are not valid, so nothing was imported{more}; mend or remove them.")


def _schema() -> str:
    from reader.exchange.native import schema

    return json_text(schema(), indent=True)


def _document(session: Session, name: FormatName, tag: str | None, article: str | None, by: str | None) -> str:
    """The export as text without its last line end."""
    from reader.library import exporting

    library, store = session.library, session.store
    # What lost its article is still exported by the article's path.
    path = article if article is None or store.annotations(article) else session.path(article)
    people = None if by is None else session.people(by)
    text = exporting.export(library, name, tag=tag, path=path, people=people).decode().removesuffix("\n")
    return text if name in (FormatName.MARKDOWN, FormatName.CSV) else escaped(text)


def write_file(library: Library, file: Path, content: bytes) -> Path:
    """Write an export, and say so; a file that is there is replaced only if the person says so."""
    from reader.library.exporting import ExportError, ExportExistsError, write_export

    if file.exists() and not (file.is_file() or file.is_dir()):
        file.write_bytes(content)  # a pipe or a device takes what comes, and stays what it is
        return file
    try:
        try:
            target = write_export(library, file, content)
        except ExportExistsError as error:
            _require_consent(file, error)
            target = write_export(library, file, content, replace=True)
    except ExportError as error:
        raise UseError(str(error)) from error
    warn(f"exported to {target}")
    return target


def _require_consent(file: Path, error: Exception) -> None:
    """Ask whether the file may be replaced; where nobody can answer, it may not."""
    if not (sys.stdin.isatty() and sys.stderr.isatty() and typer.confirm(f"Replace {file}?", err=True)):
        raise UseError(f"{str(error).rstrip('.')}; name another file, or remove this one first.") from error
