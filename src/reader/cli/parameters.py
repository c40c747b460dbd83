"""Arguments and options that several verbs have, and examples for their help."""

from __future__ import annotations

from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead, for programs.")]

ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Its path, or any part of path or title that names just one.")
]


def examples(*lines: str) -> str:
    """Examples for the end of a verb's help, each on a line of its own."""
    do_not_join_lines = "\b"
    return f"{do_not_join_lines}\nExamples:\n" + "".join(f"  {line}\n" for line in lines)
