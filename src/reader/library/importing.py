"""Annotations into a library: all or nothing, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.annotations.tags import fold

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.lookups import Lookups
    from reader.annotations.models import Annotation, ArticleRecord
    from reader.exchange.bundle import Incoming, Rejected
    from reader.exchange.formats import FormatName
    from reader.library.library import Library


class ImportFailedError(Exception):
    """The file cannot be imported; the message is for people."""


class OnConflict(StrEnum):
    """Which version stays where both sides have one."""

    NEWEST = "newest"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(slots=True)
class Report:
    """What an import did, or would do."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    unsupported: int = 0
    """Valid annotations that are on no article's text."""
    rejected: list[Rejected] = field(default_factory=list)
    """If there are any, nothing was written."""


@dataclass(slots=True)
class _Plan:
    """What is to be written, and the report of it."""

    report: Report
    annotations: list[Annotation] = field(default_factory=list)
    records: list[ArticleRecord] = field(default_factory=list)
    rulings: list[dict[str, Any]] = field(default_factory=list)


def import_file(
    library: Library,
    file: Path,
    name: FormatName | None = None,
    *,
    on_conflict: OnConflict = OnConflict.NEWEST,
    dry_run: bool = False,
) -> Report:
    """Take up the annotations in a file; with invalid items among them, none.

    Args:
        library: where to.
        file: the file.
        name: its format; found out unless given.
        on_conflict: which version stays.
        dry_run: whether to write nothing and only say what would be done.

    Raises:
        ImportFailedError: the file cannot be read or is not of the format.
        StoreError: the annotations cannot be written.
    """
    from reader.annotations.errors import StoreError

    if library.store.problem:
        raise StoreError(library.store.problem)
    incoming = _read(file, name)
    if incoming.rejected:
        return Report(unsupported=incoming.unsupported, rejected=incoming.rejected)
    if dry_run:
        return _planned(incoming, library.store, on_conflict).report
    with library.store.transaction(f"import of {file.name}") as transaction:
        plan = _planned(incoming, transaction, on_conflict)
        for annotation in plan.annotations:
            transaction.put(annotation)
        for record in plan.records:
            transaction.put_record(record)
        for ruling in plan.rulings:
            transaction.put_ruling(ruling)
    return plan.report


def _read(file: Path, name: FormatName | None) -> Incoming:
    from reader.annotations import disk
    from reader.exchange.bundle import ExchangeError
    from reader.exchange.formats import READABLE, guessed_format, readable_format

    try:
        found = disk.read(file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImportFailedError(f"{file} cannot be read: {reason}; name a readable file.") from error
    if found is None:
        raise ImportFailedError(f"{file} is not there; name the file to import.")
    name = name or guessed_format(file.name, found[0])
    if name not in READABLE:
        raise ImportFailedError(f"{file}: {name} is not imported; known are {', '.join(READABLE)}.")
    try:
        return readable_format(name).read(found[0])
    except (ExchangeError, RecursionError) as error:
        raise ImportFailedError(f"{file} is no {name} export: {error}; name another file or its --format.") from error


def _planned(incoming: Incoming, present: Lookups, on_conflict: OnConflict) -> _Plan:
    plan = _Plan(Report(unsupported=incoming.unsupported))
    by_origin = {
        (item.source, item.original_id): item for item in present.annotations() if item.source and item.original_id
    }
    article_tags = {
        (item.article.path, fold(tag)) for item in present.annotations() if item.is_article_tag for tag in item.tags
    }
    snapshot = present.snapshot()
    for annotation in incoming.annotations:
        former = snapshot.by_id.get(annotation.id) or snapshot.tombstones.get(annotation.id)
        if former is None and annotation.source and annotation.original_id:
            former = by_origin.get((annotation.source, annotation.original_id))
        if former is None and _is_there(annotation, article_tags):
            plan.report.unchanged += 1
            continue
        dated = annotation.id not in incoming.undated
        chosen = _chosen_annotation(former, annotation, on_conflict, dated=dated)
        _count(plan.report, former, chosen)
        if chosen is not None:
            plan.annotations.append(chosen)
    for record in incoming.records:
        known = present.record(record.path)
        chosen_record = _chosen_record(known, record, on_conflict)
        _count(plan.report, known, chosen_record)
        plan.records += [chosen_record] if chosen_record else []
    for ruling in incoming.rulings:
        before = snapshot.rulings.get(ruling["id"])
        chosen_ruling = _chosen_ruling(before, ruling, on_conflict)
        _count(plan.report, before, chosen_ruling)
        plan.rulings += [chosen_ruling] if chosen_ruling else []
    return plan


def _count(report: Report, former: object | None, chosen: object | None) -> None:
    if chosen is None:
        report.unchanged += 1
    elif former is None:
        report.added += 1
    else:
        report.updated += 1


def _is_there(annotation: Annotation, article_tags: set[tuple[str, str]]) -> bool:
    """Whether it is a tag that its article had before."""
    path = annotation.article.path
    return (
        annotation.is_article_tag
        and bool(annotation.tags)
        and not annotation.body
        and all((path, fold(tag)) in article_tags for tag in annotation.tags)
    )


def _chosen_annotation(
    former: Annotation | None, annotation: Annotation, on_conflict: OnConflict, *, dated: bool
) -> Annotation | None:
    """What is to be written; None when nothing is."""
    if former is None:
        return annotation
    annotation = replace(annotation, id=former.id)
    if not dated:
        annotation = replace(annotation, created=former.created, modified=former.modified)
    if replace(annotation, modified=former.modified) == former:
        return None
    return annotation if _wins(former.modified, annotation.modified, on_conflict) else None


def _chosen_ruling(
    former: dict[str, Any] | None, ruling: dict[str, Any], on_conflict: OnConflict
) -> dict[str, Any] | None:
    if former is None:
        return ruling
    if {**ruling, "modified": None} == {**former, "modified": None}:
        return None
    return ruling if _wins(str(former.get("modified")), ruling["modified"], on_conflict) else None


def _wins(mine: str, theirs: str, on_conflict: OnConflict) -> bool:
    if on_conflict is OnConflict.NEWEST:
        return _moment(theirs) > _moment(mine)
    return on_conflict is OnConflict.THEIRS


def _moment(time: str) -> datetime:
    """A point in time; the first one for what other programs wrote that is none."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _chosen_record(
    former: ArticleRecord | None, record: ArticleRecord, on_conflict: OnConflict
) -> ArticleRecord | None:
    """Records have no times: the newest is taken to say what mine does not."""
    if former is None:
        return record
    if on_conflict is OnConflict.THEIRS:
        chosen = record
    elif on_conflict is OnConflict.MINE:
        chosen = former
    else:
        chosen = replace(
            former,
            title=former.title or record.title,
            status=former.status or record.status,
            starred=former.starred or record.starred,
            extra={**record.extra, **former.extra},
        )
    return None if chosen == former else chosen
