"""The verbs, put together; imported only when one is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from reader.cli.arguments import VERBS, is_completing, sort_arguments
from reader.cli.errors import UseError
from reader.cli.output import print_version
from reader.cli.parsing import ReaderGroup
from reader.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def make_app(modules: Iterable[str] = VERBS.values()) -> typer.Typer:
    """The command line as Typer sees it.

    Args:
        modules: Names of the modules of this package whose verbs are wanted; all if none are given.
    """
    app = typer.Typer(
        name="reader",
        cls=ReaderGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        subcommand_metavar="[PATH | VERB …]",
        epilog="\b\nExamples:\n"
        "  reader                        open the screen on the library in this folder\n"
        "  reader articles/              open it on another one\n"
        "  reader list -L articles/      the articles of that one\n"
        "  reader search huwaei chips    ranked passages; typos are forgiven\n",
    )
    app.callback()(root)
    for module in dict.fromkeys(modules):
        import_module(f"reader.cli.{module}").add_to(app)
    return app


def _print_version(wanted: bool) -> None:  # noqa: FBT001 (Typer calls it so)
    if wanted:
        print_version()
        raise typer.Exit


def root(
    context: typer.Context,
    *,
    library: Annotated[
        Path, typer.Option("-L", "--library", metavar="PATH", help="The library: a folder, or one article.")
    ] = Path(),
    annotations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep annotations in this file instead.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Read a folder of articles: find, tag, highlight and note; without a verb, on the screen."""
    del version  # its callback has done all there is to do
    context.obj = Session(library, annotations)
    context.call_on_close(context.obj.close)


def run_verb(arguments: Sequence[str]) -> int:
    """Do what the arguments say.

    Returns:
        The exit code.

    Raises:
        UseError: the arguments cannot be followed.
        LibraryError, StoreError, OSError: what a verb may come upon.
    """
    first = sort_arguments(arguments).rest[:1]
    wanted = [VERBS[verb] for verb in first if verb in VERBS] or VERBS.values()
    command = get_command(make_app(wanted))
    if is_completing():
        command.main(list(arguments), prog_name="reader")
    try:
        with command.make_context("reader", list(arguments)) as context:
            return command.invoke(context) or 0
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        raise UseError(_sentence(error)) from error


def _sentence(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "reader"
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    return f"{message}; `{path} --help` shows how it is used."
