from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations import editing
from reader.annotations.ruling import Action, Decision, Scope, add_ruling
from reader.library.library import Library
from reader.library.people import is_shared, told_writer

if TYPE_CHECKING:
    from pathlib import Path


def test_names_are_told_once_somebody_else_wrote(library_folder: Path) -> None:
    opened = Library.open(library_folder)
    library = Library.open(library_folder, settings=replace(opened.settings, creator="Ada"))
    article = library.article(library.files[0].path)
    editing.add_note(library.store, article, "Before I had a name")
    editing.add_note(library.store, article, "Mine", creator="ada")
    assert not is_shared(library)
    assert told_writer(library, "ada") == ""
    add_ruling(library.store, Decision(Action.REJECT, Scope.EVERYWHERE, "AI"), creator="Ben")
    assert is_shared(library)
    assert (told_writer(library, "ada"), told_writer(library, None)) == ("ada", "")
    assert library.store.people() == ("ada", "Ben")
