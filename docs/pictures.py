"""Takes the pictures in the docs from the running app, on a copy of ``seeds/`` with a few annotations."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
IMAGES = Path(__file__).parent / "images"
WIDE, SMALL = (132, 38), (100, 28)
"""Columns and rows of a picture."""
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "reader": (WIDE, ("down",)),
    "search": (WIDE, ("slash", *"huwaei chips")),
    "reading": (SMALL, ("down", "f", *"semicond")),
    "annotating": (SMALL, ("A", "enter", "a")),
    "entities": (SMALL, ("e",)),
    "overview": (SMALL, ("O",)),
    "exporting": (SMALL, ("x", "down", "down", "down", "ctrl+u", *"notes.md")),
    "settings": (SMALL, ("down", "ctrl+p", *"next theme", "enter")),
    "keys": (SMALL, ("question_mark",)),
}
"""Picture -> its size, and the keys that lead to it from the start."""
PATIENCE = 300
"""Tenths of a second until all entities are known."""
_FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def picture(library_folder: Path, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """What the screen shows after these keys, as SVG with the fonts of whoever looks at it."""
    from reader.library.library import Library
    from reader.tui.app import ReaderApp

    library = Library.open(library_folder)
    library.state.set_layout("greeted", value=True)
    app = ReaderApp(library)
    async with app.run_test(size=size) as pilot:
        for _ in range(PATIENCE):
            await pilot.pause(0.1)
            if all(app.library.recognition.known(app.library.article(file.path)) for file in app.library.files):
                break
        await pilot.press(*("space" if key == " " else key for key in keys))
        await pilot.pause(1)
        svg = app.export_screenshot(title="reader")
    return _FONT_FACES.sub("", svg).replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")


def annotate(library_folder: Path) -> None:
    """A tag, a highlight and a note, so that the picture shows what they look like."""
    from reader.annotations import editing, tagging
    from reader.annotations.passages import find_quote
    from reader.library.library import Library

    library = Library.open(library_folder)
    article = library.article(library.files[1].path)
    tagging.add_tags(library.store, article, ["policy"])
    tagging.add_tags(library.store, library.article(library.files[3].path), ["chips"])
    for quote, body in (
        ("a policy priority that has taken on a palpable new urgency", ""),
        ("subsidizing", "how much?"),
    ):
        span = find_quote(article.text, quote)
        if span is None:
            raise SystemExit(f"{article.path} no longer holds {quote!r}; choose another passage in docs/pictures.py.")
        if body:
            editing.add_note(library.store, article, body, span)
        else:
            editing.add_highlight(library.store, article, span)
    editing.set_starred(library.store, library.article(library.files[3].path), starred=True)


def main() -> None:
    """Take all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["READER_HOME"] = str(Path(folder) / "home")
        library_folder = Path(folder) / "library"
        shutil.copytree(PROJECT / "seeds", library_folder / "seeds")
        annotate(library_folder)
        for name, (size, keys) in PICTURES.items():
            svg = asyncio.run(picture(library_folder, size, keys))
            (IMAGES / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
