"""Who wrote what, as far as a person needs to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.people import is_another, meant, nobody

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.library import Library
    from reader.search.query import Filter


def is_shared(library: Library) -> bool:
    """Whether somebody else than the person of the settings wrote here."""
    return is_another(library.store.people(), library.settings.creator)


def told_writer(library: Library, creator: str | None) -> str:
    """The name to be told with what somebody wrote; empty where there is none, or where all is one's own."""
    return creator if creator and is_shared(library) else ""


def unknown_person(library: Library, filters: Iterable[Filter]) -> str:
    """What to say of somebody who is asked for and wrote nothing: a sentence without its capital; empty if all did."""
    people = library.store.people()
    asked = (item.value for item in filters if item.name == "by" and not item.negated)
    return next((nobody(name, people) for name in asked if not meant(name, people)), "")
