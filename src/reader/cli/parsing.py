"""How arguments are read where Typer's own way would be too strict for text that people type."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup, TyperOption

from reader.cli.arguments import LIBRARY_OPTIONS, sort_arguments, split_options
from reader.cli.errors import UseError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import typer


class ReaderGroup(TyperGroup):
    """All verbs; takes the options that name the library before or after the verb."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer has its own click)
        """Read the arguments, those options first.

        Raises:
            UseError: one of them lacks its value.
        """
        arguments = sort_arguments(args)
        if arguments.valueless and not ctx.resilient_parsing:
            raise UseError(f"{arguments.valueless} needs a value; give it one, as in `reader list -L articles/`.")
        return super().parse_args(ctx, arguments.options_first)


class Verb(TyperCommand):
    """A verb whose help shows arguments as people write about them, without braces and types."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 (Typer has its own click)
        """What stands after the verb."""
        return [piece.translate({ord("{"): None, ord("}"): None}) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 (Typer has its own click)
        """Write the arguments and options, one a line."""
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for item in self.get_params(ctx):
            if record := item.get_help_record(ctx):
                name, help_text = record
                is_argument = item.param_type_name == "argument"
                records[item.param_type_name].append((name.partition(" <")[0] if is_argument else name, help_text))
        for title, rows in records.items():
            if rows:
                with formatter.section(f"{title.capitalize()}s"):
                    formatter.write_dl(rows)


class TextVerb(Verb):
    """A verb whose arguments are text: what starts with ``-`` and is none of its options is text, too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer has its own click)
        """Read the arguments, the options first and all text after ``--``.

        Raises:
            UseError: something looks like a misspelled option.
        """
        known = [item for item in self.get_params(ctx) if isinstance(item, TyperOption)]
        flags = {name for item in known if item.is_flag for name in item.opts}
        valued = {name for item in known if not item.is_flag for name in item.opts}
        options, text = split_options(args, valued, flags)
        end = text.index("--") if "--" in text else len(text)
        if not ctx.resilient_parsing:
            _refuse_misspelled(text[:end], {*flags, *valued, *LIBRARY_OPTIONS})
        written = [word for name, value in options for word in ([name] if value is None else [name, value])]
        return super().parse_args(ctx, [*written, "--", *text[:end], *text[end + 1 :]])


def add_verb(
    app: typer.Typer, name: str, run: Callable[..., int | None], *examples: str, cls: type[TyperCommand] = Verb
) -> None:
    """Add a verb whose help is the docstring of what runs, and ends with examples."""
    app.command(name, cls=cls, epilog=example_text(*examples))(run)


def example_text(*lines: str) -> str:
    """Examples for the end of a help text, each on a line of its own."""
    do_not_join_lines = "\b"
    return f"{do_not_join_lines}\nExamples:\n" + "".join(f"  {line}\n" for line in lines)


def _refuse_misspelled(words: list[str], options: Collection[str]) -> None:
    for word in words:
        name = word.partition("=")[0]
        if name in options:
            raise UseError(f"{name} needs a value; give it one, or put it after -- if it is meant as text.")
        if name.startswith("--") and (close := get_close_matches(name, options, 1, 0.8)):
            raise UseError(f"{name} is no option; write {close[0]}, or put it after -- if it is meant as text.")
