"""Indexing in a process of its own: ``python -m reader.search.worker FOLDER NICENESS``.

One JSON object a line. ``{"files": [[path, file, size, modified_ns], …]}`` is answered by ``{"segment": name}`` once
these files are indexed as a segment in FOLDER, ``{"merge": [[name, [numbers of articles to leave out]], …]}`` once
these segments are merged to a new one; ``{"error": why}`` says that a file of the index is damaged or cannot be
written. The process ends when its input ends, or at once when nobody is left to read its output.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.processes import end_unheard, stand_back

if TYPE_CHECKING:
    from reader.search.folder import IndexFolder


def main(arguments: list[str] | None = None) -> int:
    """Serve until the input ends."""
    folder, niceness = sys.argv[1:] if arguments is None else arguments
    end_unheard(sys.stdout.fileno())
    stand_back(int(niceness))
    os.environ["OPENBLAS_NUM_THREADS"] = "1"

    from reader.search.folder import IndexFolder

    index_folder = IndexFolder(Path(folder))
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(_answer(index_folder, json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


def _answer(folder: IndexFolder, request: dict[str, Any]) -> dict[str, str]:
    from reader.search.container import DamagedError

    try:
        return {"segment": _merge(folder, request["merge"]) if "merge" in request else _index(folder, request["files"])}
    except (DamagedError, OSError) as error:
        return {"error": str(error)}


def _index(folder: IndexFolder, files: list[tuple[str, str, int, int]]) -> str:
    """Index files as a segment; gives its name."""
    from reader.articles.models import ArticleFile
    from reader.search.reading import indexed_text
    from reader.search.segment import build_segment

    articles = (ArticleFile(*file) for file in files)
    return folder.store(build_segment(map(indexed_text, articles))).name


def _merge(folder: IndexFolder, parts: list[tuple[str, list[int]]]) -> str:
    """Merge segments to a new one; gives its name."""
    import numpy as np

    from reader.search.container import write_container
    from reader.search.merging import merged_arrays

    segments = [folder.opened(name).segment for name, _ in parts]
    kept = [np.ones(len(segment), np.bool_) for segment in segments]
    for mask, (_, left_out) in zip(kept, parts, strict=True):
        mask[left_out] = False
    name = folder.new_name()
    write_container(folder.file(name), merged_arrays(segments, kept))
    return name


if __name__ == "__main__":
    sys.exit(main())
