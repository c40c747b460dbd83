"""``reader index`` and ``doctor``: what can be made anew, and what is not as it should be."""

from __future__ import annotations

import time
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.cli.errors import ExitCode, UseError
from reader.cli.output import Json, console, print_json, warn
from reader.cli.parameters import JsonOption
from reader.cli.parsing import add_verb
from reader.cli.session import session_of

if TYPE_CHECKING:
    from reader.cli.session import Session
    from reader.library.anchoring import Lost
    from reader.library.library import Library


class Part(StrEnum):
    """What ``index`` makes."""

    INDEX = "index"
    ENTITIES = "entities"


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    add_verb(app, "index", index, "reader index", "reader index --only entities --json")
    add_verb(app, "doctor", doctor, "reader doctor", "reader doctor --restore")


def index(
    context: typer.Context,
    *,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make all anew, whatever is there.")] = False,
    only: Annotated[Part | None, typer.Option(help="Only one of the two.")] = None,
    json: JsonOption = False,
) -> None:
    """Bring search index and entities up to date."""
    library = session_of(context).library
    report: Json = {"articles": len(library.paths)}
    if only is not Part.ENTITIES:
        report["index"] = _index(library, rebuild=rebuild)
        if library.searching.clustering.is_set:
            report["cluster"] = _push(library)
    if only is not Part.INDEX:
        report["entities"] = _recognize(library, rebuild=rebuild)
    if json:
        print_json(report)
        return
    for name, part in report.items():
        facts = ", ".join(f"{value} {key}" for key, value in part.items()) if isinstance(part, dict) else str(part)
        console().print(f"{name}: {facts}", soft_wrap=True)


def doctor(
    context: typer.Context,
    *,
    restore: Annotated[
        bool,
        typer.Option("--restore", help="Bring back the annotations before the last change; the damaged file is kept."),
    ] = False,
    json: JsonOption = False,
) -> int:
    """Report what is not as it should be.

    That is what was skipped, was decoded with doubt, lost its place (rulings on entities, too), or needs repair.
    """
    session = session_of(context)
    if restore:
        _restore(session)
    report = _report(session.library)
    if json:
        print_json(report)
    else:
        _print_report(report)
    return ExitCode.ANNOTATIONS if report["damaged"] else ExitCode.DONE


def _index(library: Library, *, rebuild: bool) -> Json:
    from reader.cli.progress import shown
    from reader.library.indexing import JOB

    started = time.perf_counter()
    if rebuild:
        library.searching.indexing.forget()
    with shown(library, JOB, "Index"):
        library.searching.update()
    return {"articles": len(library.paths), "seconds": _seconds_since(started)}


def _push(library: Library) -> Json:
    """Bring the search cluster up to date, too."""
    from reader.cli.progress import shown
    from reader.library.clustering import JOB

    started = time.perf_counter()
    snapshot = library.searching.indexing.snapshot
    if snapshot is None:
        raise UseError("the index was closed while it was made; `reader index` tries again.")
    with shown(library, JOB, "Cluster"):
        pushed = library.searching.clustering.push(snapshot)
    return {"written": pushed.written, "removed": pushed.removed, "seconds": _seconds_since(started)}


def _recognize(library: Library, *, rebuild: bool) -> Json:
    from reader.cli.recognizing import recognize_all

    started = time.perf_counter()
    if rebuild:
        library.recognition.everywhere.forget()
    recognized = recognize_all(library)
    mentions = library.recognition.everywhere.count_mentions()
    return {"recognized": recognized, "mentions": mentions, "seconds": _seconds_since(started)}


def _seconds_since(started: float) -> float:
    return round(time.perf_counter() - started, 3)


def _restore(session: Session) -> None:
    from reader.annotations.backup import restore

    done = restore(session.library.location.annotations)
    kept = f"; the damaged version is kept as {done.kept}" if done.kept else ""
    before = f"it is as it was before the last change, with {done.annotations} annotations"
    warn(f"{done.file} is sound again: {before}{kept}.")


def _report(library: Library) -> Json:
    from reader.library.dangling import dangling_rulings

    notices: list[Json] = []
    unreadable: list[Json] = []
    for file in library.files:
        try:
            notices += [{"path": file.path, "notice": notice} for notice in library.catalog.entry(file.path).notices]
        except UnreadableError as error:
            unreadable.append({"path": file.path, "reason": str(error)})
    return {
        "articles": len(library.paths),
        "skipped": [{"path": item.path, "reason": item.reason} for item in library.skipped],
        "unreadable": unreadable,
        "notices": notices,
        "lost": [_lost(item) for item in library.anchoring.lost()],
        "rulings": [asdict(item) for item in dangling_rulings(library)],
        "damaged": library.store.problem,
    }


def _lost(lost: Lost) -> Json:
    annotation = lost.annotation
    return {
        "id": annotation.id,
        "article": annotation.article.path,
        "state": annotation.anchor and annotation.anchor.state,
        "quote": annotation.quote and annotation.quote.exact,
        "guess": lost.guess and {"start": lost.guess.start, "end": lost.guess.end},
    }


def _print_report(report: Json) -> None:
    """The report in words; nothing is listed that is well."""
    from rich.text import Text

    out = console()
    lines = [f"{report['articles']} articles"]
    lines += [f"skipped     {item['path']}: {item['reason']}" for item in report["skipped"]]
    lines += [f"unreadable  {item['reason']}" for item in report["unreadable"]]
    lines += [f"notice      {item['path']}: {item['notice']}" for item in report["notices"]]
    lines += [
        f"{item['state']:<11} {item['id'][:8]} on {item['article']}: {item['quote'] or 'the whole article'}"
        for item in report["lost"]
    ]
    lines += [
        f"ruling      {item['id'][:8]} on {item['article']}: {item['ruling']}, but {item['reason']}"
        for item in report["rulings"]
    ]
    if report["damaged"]:
        lines.append(f"damaged     {report['damaged']}")
    elif len(lines) == 1:
        lines.append("all is well")
    for line in lines:
        out.print(Text(one_line(line)), soft_wrap=True)
