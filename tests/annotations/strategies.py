"""Annotations and records of any kind, for tests of laws."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from reader.annotations.models import (
    Anchor,
    AnchorState,
    Annotation,
    ArticleRecord,
    ArticleReference,
    Color,
    Motivation,
    Position,
    Quote,
    Status,
)
from reader.annotations.tags import distinct
from reader.annotations.validation import LARGEST_OFFSET, is_library_path

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
full_texts = texts.filter(bool)
paths = full_texts.filter(is_library_path)
offsets = st.integers(0, LARGEST_OFFSET)
fractions = st.floats(0, 1)
ids = st.uuids().map(str)
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.isoformat().replace("+00:00", "Z")
)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
extras = st.dictionaries(texts, json_values, max_size=3)
positions = st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Position(*pair))


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """These, or none."""
    return st.none() | values


def any_annotations(
    path: st.SearchStrategy[str] = paths, id_: st.SearchStrategy[str] = ids
) -> st.SearchStrategy[Annotation]:
    """Live annotations."""
    return st.builds(
        Annotation,
        id=id_,
        created=times,
        modified=times,
        motivation=st.sampled_from(Motivation),
        article=st.builds(ArticleReference, path, texts, offsets),
        quote=optional(st.builds(Quote, full_texts, texts, texts)),
        position=optional(positions),
        anchor=optional(st.builds(Anchor, st.sampled_from(AnchorState), fractions)),
        tags=st.lists(full_texts, max_size=3).map(distinct),
        color=optional(st.sampled_from(Color)),
        body=texts,
        creator=optional(texts),
        deleted=st.none(),
        source=optional(texts),
        original_id=optional(texts),
        extra=extras,
    )


def any_records(path: st.SearchStrategy[str] = paths) -> st.SearchStrategy[ArticleRecord]:
    """What a person may say of an article."""
    return st.builds(
        ArticleRecord,
        path=path,
        sha256=texts,
        size=offsets,
        title=optional(texts),
        status=optional(st.sampled_from(Status)),
        starred=st.booleans(),
        extra=extras,
    )
