"""How arguments are read where Typer's own way would be too strict for text that people type."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup, TyperOption

from reader.cli.arguments import LIBRARY_OPTIONS, sort_arguments, split_options
from reader.cli.errors import UseError

if TYPE_CHECKING:
    from collections.abc import Collection


class ReaderGroup(TyperGroup):
    """All verbs; takes the options that name the library before or after the verb."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer has its own click)
        """Read the arguments, those options first."""
        return super().parse_args(ctx, sort_arguments(args).options_first)


class TextCommand(TyperCommand):
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
        _refuse_misspelled(text[:end], {*flags, *valued, *LIBRARY_OPTIONS})
        written = [word for name, value in options for word in ([name] if value is None else [name, value])]
        return super().parse_args(ctx, [*written, "--", *text[:end], *text[end + 1 :]])


def _refuse_misspelled(words: list[str], options: Collection[str]) -> None:
    for word in words:
        name = word.partition("=")[0]
        if name in options:
            raise UseError(f"{name} needs a value; give it one, or put it after -- if it is meant as text.")
        if name.startswith("--") and (close := get_close_matches(name, options, 1, 0.8)):
            raise UseError(f"{name} is no option; write {close[0]}, or put it after -- if it is meant as text.")
