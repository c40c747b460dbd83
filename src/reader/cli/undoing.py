"""``reader undo`` and ``redo``: the last changes, across runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer  # noqa: TC002 - Typer looks at the annotations when it runs

from reader.cli.errors import ExitCode
from reader.cli.output import console, print_json, warn
from reader.cli.parameters import JsonOption
from reader.cli.parsing import add_verb
from reader.cli.session import session_of

if TYPE_CHECKING:
    from reader.annotations.history import Step


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    add_verb(app, "undo", undo, "reader undo", "reader undo --json")
    add_verb(app, "redo", redo, "reader redo")


def undo(context: typer.Context, *, json: JsonOption = False) -> int:
    """Take back the last change of annotations, tags, titles, status, stars or rulings."""
    session = session_of(context)
    return _told("undone", session.sound.history.undo(), json=json)


def redo(context: typer.Context, *, json: JsonOption = False) -> int:
    """Make the change again that was undone last."""
    session = session_of(context)
    return _told("done again", session.sound.history.redo(), json=json)


def _told(what: str, step: Step | None, *, json: bool) -> int:
    """Say what was undone; exit code 1 when there was nothing."""
    from reader.articles.sanitizing import one_line

    if json:
        changed = [] if step is None else [key for _, after in step.commit.tables.values() for key in after]
        print_json({"label": step.label if step else None, "changed": changed})
    elif step is not None:
        console().print(f"{what}: {one_line(step.label)}", markup=False, soft_wrap=True)
    if step is None:
        warn(f"there is nothing to be {what}.")
        return ExitCode.NOTHING_FOUND
    return ExitCode.DONE
