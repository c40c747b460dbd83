"""What the native document may hold, declared once as pydantic models; its JSON Schema is made from them.

    python -m reader.exchange.native_models > src/reader/exchange/schema/annotations.schema.json

Import this module where it is used: pydantic takes longer to load than a screen to appear.
"""

import json
import sys
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from reader.annotations.models import AnchorState, Color, Motivation, Status
from reader.annotations.validation import LARGEST_OFFSET

SCHEMA_ID: Final = "urn:reader-annotations:1"

Identifier = Annotated[
    str,
    Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", json_schema_extra={"format": "uuid"}),
]
Time = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$",
        json_schema_extra={"format": "date-time"},
    ),
]
Offset = Annotated[int, Field(ge=0, le=LARGEST_OFFSET)]
FullText = Annotated[str, Field(min_length=1)]


class _Native(BaseModel):
    """A part of the document; keys of other programs are kept."""

    model_config = ConfigDict(extra="allow", strict=True)


class ArticleReference(_Native):
    """The article as it was when it was annotated."""

    path: Annotated[FullText, Field(description="Relative to the library's article folder, with forward slashes.")]
    sha256: Annotated[str, Field(description="Of the file's bytes, in hexadecimal.")] = ""
    size: Annotated[Offset, Field(description="In bytes.")] = 0


class Quote(_Native):
    """A passage by its words (W3C TextQuoteSelector)."""

    exact: FullText
    prefix: Annotated[str, Field(description="Up to 32 characters before it.")] = ""
    suffix: Annotated[str, Field(description="Up to 32 characters after it.")] = ""


class Position(_Native):
    """A passage by its offsets in code points of the decoded text (W3C TextPositionSelector)."""

    start: Offset
    end: Annotated[int, Field(ge=1, le=LARGEST_OFFSET)]


class Anchor(_Native):
    """Where the passage stands today."""

    state: AnchorState
    score: Annotated[float, Field(ge=0, le=1)] = 1.0


class Annotation(_Native):
    """A tag, highlight or note. Only its article's path and its motivation must be given."""

    id: Identifier | None = None
    created: Time | None = None
    modified: Time | None = None
    deleted: Annotated[Time | None, Field(description="Makes it a tombstone.")] = None
    creator: str | None = None
    motivation: Motivation
    article: ArticleReference
    quote: Annotated[Quote | None, Field(description="Null for the whole article.")] = None
    position: Annotated[Position | None, Field(description="Null for the whole article.")] = None
    anchor: Anchor | None = None
    tags: list[FullText] = []
    color: Color | None = None
    body: Annotated[str, Field(description="Markdown.")] = ""
    source: Annotated[str | None, Field(description="Where an import came from.")] = None
    original_id: Annotated[str | None, Field(description="Its id there.")] = None
    extra: Annotated[dict[str, JsonValue], Field(description="Keys of other programs, as they came.")] = {}


class Article(_Native):
    """An article of the library: what a person said of it, and the title that it gives itself."""

    path: FullText
    sha256: str = ""
    size: Offset = 0
    title: Annotated[str | None, Field(description="The person's title; null when they gave none.")] = None
    status: Status | None = None
    starred: bool = False
    extra: dict[str, JsonValue] = {}
    found_title: Annotated[str | None, Field(description="The title in the text; ignored by an import.")] = None


class Ruling(_Native):
    """A person's decision on an entity."""

    id: Identifier


class NativeDocument(_Native):
    """Tags, highlights, notes and rulings of a library, whole."""

    format: Literal["reader-annotations"]
    version: Literal[1]
    exported: Time
    library: Annotated[str, Field(description="The library's name.")]
    articles: list[Article] = []
    annotations: list[Annotation] = []
    rulings: list[Ruling] = []


def generate_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the native document, made from the models."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **NativeDocument.model_json_schema(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(generate_schema(), indent=2) + "\n")
