"""Arguments and options that several verbs have."""

from __future__ import annotations

from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead, for programs.")]

ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Its path, or any part of path or title that names just one.")
]
