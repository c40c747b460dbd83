"""Who wrote what, as far as a person needs to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.people import is_another

if TYPE_CHECKING:
    from reader.library.library import Library


def is_shared(library: Library) -> bool:
    """Whether somebody else than the person of the settings wrote here."""
    return is_another(library.store.people(), library.settings.creator)


def told_writer(library: Library, creator: str | None) -> str:
    """The name to be told with what somebody wrote; empty where there is none, or where all is one's own."""
    return creator if creator and is_shared(library) else ""
