"""``reader merge``: git's merge driver for annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.errors import UseError
from reader.cli.parsing import add_verb

if TYPE_CHECKING:
    from reader.annotations.encoding import Tables


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    add_verb(app, "merge", merge, "git config merge.reader.driver 'reader merge %O %A %B'")


def merge(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The version that both began with; may be empty.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="One side; the merged annotations are written here.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="The other side.")],
) -> None:
    """Merge two people's annotations, as git asks a merge driver to.

    No conflict is left: what only one changed is taken from them, of what both changed the later stays.
    """
    from reader.annotations import disk, merging
    from reader.annotations.encoding import encode, write_tables
    from reader.annotations.errors import StoreError

    merged = merging.merge(_tables(base, may_be_empty=True), _tables(ours), _tables(theirs))
    try:
        disk.replace(Path(ours).resolve(), encode(write_tables(merged)), keep_previous=False)
    except StoreError as error:
        raise UseError(str(error)) from error


def _tables(file: Path, *, may_be_empty: bool = False) -> Tables:
    from reader.annotations import disk
    from reader.annotations.content import sound_tables
    from reader.annotations.errors import InvalidDocumentError

    try:
        found = disk.read(file)
        if found is None:
            raise UseError(f"{file} is not there, so nothing was merged; name a file of annotations.")
        return {} if may_be_empty and not found[0].strip() else sound_tables(found[0])
    except (OSError, InvalidDocumentError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UseError(f"{file} cannot be merged: {reason}; the other two are as they were.") from error
