"""Entities of a library as training data, with the person's rulings applied."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.errors import StoreError
from reader.library.exporting import ExportError, ExportExistsError
from reader.library.location import LibraryError, absolute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.entities.models import Mention
    from reader.exchange.corpus import MarkedText, TrainingData
    from reader.exchange.formats import FormatName
    from reader.library.library import Library


def export_training(
    library: Library, name: FormatName, *, tag: str | None = None, path: str | None = None
) -> TrainingData:
    """The entities of all articles, of those with something that carries a tag, or of one; recognizes what is missing.

    Raises:
        StoreError: the rulings cannot be read.
        ModelError: the model is missing or broken.
    """
    from reader.entities.pipeline import find_pipeline
    from reader.exchange.corpus import Corpus
    from reader.exchange.formats import training_format

    if library.store.problem:
        raise StoreError(library.store.problem)
    language = find_pipeline(library.settings.model).language
    texts = _marked_texts(library, _mentions(library, tag, path))
    return training_format(name).write(Corpus(language, texts))


def write_folder(library: Library, folder: Path, archive: bytes) -> Path:
    """Write the files of an archive into a new or empty folder, all or none; returns where it is.

    Raises:
        ExportExistsError: something stands there.
        ExportError: it would be read as articles, or cannot be written.
    """
    target = absolute(folder)
    if library.location.file is None and target.is_relative_to(absolute(library.location.folder)):
        raise ExportError(f"{target} lies among the articles, and its texts would be read as such; choose another one.")
    try:
        if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
            raise ExportExistsError(f"{target} exists already.")
        with tempfile.TemporaryDirectory(prefix=".", suffix=".reader-tmp", dir=target.parent) as beside:
            made = Path(beside) / "made"
            with zipfile.ZipFile(io.BytesIO(archive)) as files:
                files.extractall(made)
            made.replace(target)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ExportError(f"{target} cannot be written: {reason}; choose another place.") from error
    return target


def _mentions(library: Library, tag: str | None, path: str | None) -> Mapping[str, tuple[Mention, ...]]:
    """The mentions of the articles that are meant, by path."""
    if tag is None and path is None:
        library.recognition.everywhere.bring_up_to_date(wait=True)
        return library.entities.everywhere().mentions
    paths = set(library.paths)
    if path is not None:
        paths &= {path}
    if tag is not None:
        moved = library.anchoring.moves.moved()
        paths &= {moved.get(item.article.path, item.article.path) for item in library.store.tagged(tag)}
    return {path: items for path in sorted(paths) if (items := _in_one(library, path)) is not None}


def _in_one(library: Library, path: str) -> tuple[Mention, ...] | None:
    """The mentions in one article; None if it cannot be read."""
    from reader.articles.decoding import UnreadableError

    try:
        return library.entities.recognized(library.article(path)).mentions[path]
    except (LibraryError, UnreadableError):
        return None


def _marked_texts(library: Library, mentions: Mapping[str, tuple[Mention, ...]]) -> Iterator[MarkedText]:
    """The articles with the mentions that stand in them; one that was changed meanwhile has none of the old ones."""
    from reader.exchange.corpus import MarkedText

    for path, items in mentions.items():
        text = library.entities.text(path)
        yield MarkedText(path, text, tuple(item for item in items if text[item.start : item.end] == item.text))
