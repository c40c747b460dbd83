"""doccano's JSON Lines for sequence labeling: an article a line, its entities as start, end and label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exchange.corpus import TrainingData

if TYPE_CHECKING:
    from reader.exchange.corpus import Corpus


def write(corpus: Corpus) -> TrainingData:
    """The lines of articles that hold any text; doccano keeps the path with each."""
    import orjson

    lines = []
    entities = 0
    for marked in corpus.texts:
        if marked.text.strip():
            labels = [[item.start, item.end, item.type] for item in marked.mentions]
            entities += len(labels)
            line = {"text": marked.text, "label": labels, "path": marked.path}
            lines.append(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    return TrainingData(b"".join(lines), len(lines), entities)
