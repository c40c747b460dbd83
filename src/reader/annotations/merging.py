"""Two people's annotations files made one, given the version that both began with: no conflict is left to a person.

Record by record, by id (articles: by path). What only one side changed is taken from it. Where both did, each field is
taken from the later ``modified``; of equals, what says something, then the greater JSON. So the result is the same
whichever side is whose.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from reader.annotations.content import KEYS, empty_tables
from reader.annotations.tags import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.annotations.encoding import Document, Tables

_PLACE: Final = ("article", "quote", "position", "anchor", "sha256", "size")
"""Fields that only make sense together."""


def merge(base: Tables, ours: Tables, theirs: Tables) -> Tables:
    """One file of three; its documents are numbered anew, in the order of their ids.

    Args:
        base: the version that both sides began with; empty if there was none.
        ours: one side.
        theirs: the other one.
    """
    merged = empty_tables()
    for name in [*KEYS, *sorted({*base, *ours, *theirs} - merged.keys())]:
        sides = [_by_key(tables.get(name, {}), KEYS.get(name)) for tables in (base, ours, theirs)]
        merged[name] = _merged_table(*sides, renumber=name in KEYS)
    return merged


def merge_documents(base: Document | None, ours: Document | None, theirs: Document | None) -> Document | None:
    """One record of three; None where there is none.

    A removal beats an edit that is not newer. One that left no tombstone has no time: then what was edited stays.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return ours or theirs
    if _is_removed(ours) != _is_removed(theirs):
        removed, edited = (ours, theirs) if _is_removed(ours) else (theirs, ours)
        return edited if _modified(edited) > _modified(removed) else removed
    if _is_removed(ours):
        return max((ours, theirs), key=lambda document: (_modified(document), _json(document)))
    return _merged_fields(base or {}, ours, theirs)


def _merged_table(
    base: Mapping[str, Document], ours: Mapping[str, Document], theirs: Mapping[str, Document], *, renumber: bool
) -> dict[str, Document]:
    keys = sorted({*base, *ours, *theirs})
    merged = {key: merge_documents(base.get(key), ours.get(key), theirs.get(key)) for key in keys}
    kept = [(key, document) for key, document in merged.items() if document is not None]
    if renumber:
        return {str(number): document for number, (_, document) in enumerate(kept, 1)}
    return dict(sorted(kept, key=lambda item: int(item[0])))


def _by_key(table: Mapping[str, Document], key: str | None) -> Mapping[str, Document]:
    """Documents by what tells them apart; those of tables that we do not know by their number."""
    return table if key is None else {document[key]: document for document in table.values()}


def _merged_fields(base: Document, ours: Document, theirs: Document) -> Document:
    """Both sides changed the record: field by field, in the order in which ours or theirs has them."""
    ours_first = (_modified(ours), _json(ours)) >= (_modified(theirs), _json(theirs))
    first, second = (ours, theirs) if ours_first else (theirs, ours)
    equally_new = _modified(ours) == _modified(theirs)
    place = _place_of(base, first, second, equally_new=equally_new)
    merged: Document = {}
    for key in dict.fromkeys((*first, *second)):
        if key in _PLACE:
            value = place.get(key, _MISSING)
        elif key == "modified":
            value = first[key] if key in first else second[key]
        else:
            versions = (item.get(key, _MISSING) for item in (base, first, second))
            value = _merged_value(key, *versions, equally_new=equally_new)
        if value is not _MISSING:
            merged[key] = value
    return merged


class _Missing:
    """Stands for a field that a document does not have."""


_MISSING: Final = _Missing()


def _merged_value(key: str, base: Any, first: Any, second: Any, *, equally_new: bool) -> Any:  # noqa: ANN401 - JSON
    """One field; ``first`` is of the later side."""
    if second in (first, base):
        return first
    if first == base:
        return second
    if key == "tags" and isinstance(first, list) and isinstance(second, list):
        return _merged_tags(base if isinstance(base, list) else [], first, second)
    if key == "extra" and isinstance(first, dict) and isinstance(second, dict):
        former = base if isinstance(base, dict) else {}
        values = {
            name: _merged_value(
                "", *(item.get(name, _MISSING) for item in (former, first, second)), equally_new=equally_new
            )
            for name in dict.fromkeys((*first, *second))
        }
        return {name: value for name, value in values.items() if value is not _MISSING}
    return max(first, second, key=_weight) if equally_new else first


def _merged_tags(base: list[str], first: list[str], second: list[str]) -> list[str]:
    """What both kept of the base, in its order, then what either added."""
    kept = [tag for tag in base if tag in first and tag in second]
    added = sorted({*first, *second} - set(base))
    return list(distinct([*kept, *added]))


def _place_of(base: Document, first: Document, second: Document, *, equally_new: bool) -> Document:
    """Where the passage is, taken as a whole from one side."""
    former, one, two = ({key: item[key] for key in _PLACE if key in item} for item in (base, first, second))
    place: Document = _merged_value("", former, one, two, equally_new=equally_new)
    return place


def _is_removed(document: Document) -> bool:
    return document.get("deleted") is not None


def _modified(document: Document) -> datetime:
    """When a record was changed last; the first point in time where it does not say."""
    try:
        moment = datetime.fromisoformat(str(document.get("modified")))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _weight(value: object) -> tuple[bool, str]:
    """Orders values of one field; greater is what says something."""
    return value is not _MISSING and bool(value), _json(value)


def _json(value: object) -> str:
    return "" if value is _MISSING else json.dumps(value, sort_keys=True, ensure_ascii=False)
