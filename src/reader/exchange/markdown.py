"""Markdown to read and to keep: a section for each article, quotes with their notes; at the end the rulings."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from reader.annotations.people import people_among
from reader.annotations.ruling import Scope
from reader.annotations.tags import distinct
from reader.annotations.wording import sentence
from reader.articles.sanitizing import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.annotations.models import Annotation
    from reader.exchange.bundle import Bundle

_ACTIVE: Final = re.compile(r"([\\`*_\[\]<>#|~])")


def write(bundle: Bundle) -> bytes:
    """The document; what was removed is left out."""
    return ("\n".join(_lines(bundle)) + "\n").encode()


def _lines(bundle: Bundle) -> Iterator[str]:
    yield f"# {_plain(bundle.library)}"
    yield ""
    creators = _creators(bundle)
    people = people_among(creators)
    by = f" by {_plain(people[0])}" if len(people) == 1 and None not in creators else ""
    yield f"Annotations{by}, exported {bundle.exported}."
    titles = bundle.titles()
    named = len(people) > 1
    live = sorted((item for item in bundle.annotations if item.deleted is None), key=lambda item: item.article.path)
    for path, items in groupby(live, key=lambda item: item.article.path):
        yield ""
        yield f"## {_plain(titles.get(path, path))}"
        yield ""
        yield f"`{one_line(path).replace('`', '')}`"
        yield from _section(list(items), named=named)
    rulings = [ruling for ruling in bundle.rulings if ruling.get("deleted") is None]
    if rulings:
        yield ""
        yield "## Rulings on entities"
        yield ""
        yield from (_ruling(ruling, titles, named=named) for ruling in rulings)


def _creators(bundle: Bundle) -> set[str | None]:
    """Who wrote; None among them if of something that is not told."""
    live = {item.creator or None for item in bundle.annotations if item.deleted is None}
    ruled = (ruling.get("creator") for ruling in bundle.rulings if ruling.get("deleted") is None)
    return live | {name if isinstance(name, str) and name else None for name in ruled}


def _section(items: list[Annotation], *, named: bool) -> Iterator[str]:
    """The tags of an article, then its passages in the order of its text."""
    tags = distinct(tag for item in items if item.is_article_tag for tag in item.tags)
    if tags:
        yield ""
        yield _tags(tags)
    for item in items:
        if not item.is_article_tag:
            yield ""
            yield from _passage(item, _plain(item.creator or "") if named else "")


def _passage(item: Annotation, writer: str) -> Iterator[str]:
    if item.quote is not None:
        for line in visible(item.quote.exact).split("\n"):
            yield f"> {_plain(line)}".rstrip()
    facts = " ".join(filter(None, [item.color or "" if item.quote else "", _tags(item.tags)]))
    told = " · ".join(filter(None, [facts, writer]))
    if item.quote is not None and told:
        yield ">"
        yield f"> — {told}"
    elif told:
        yield told if facts else f"— {told}"
    if item.body:
        if item.quote is not None or told:
            yield ""
        # A note is Markdown as its writer wrote it.
        yield visible(item.body)


def _ruling(ruling: Mapping[str, Any], titles: Mapping[str, str], *, named: bool) -> str:
    """What was ruled, and where it holds."""
    article = ruling.get("article")
    path = article.get("path") if isinstance(article, dict) else None
    where = f"in {_plain(titles.get(path, path))}" if isinstance(path, str) else "everywhere"
    once = "once " if ruling.get("scope") == Scope.MENTION else ""
    writer = ruling.get("creator")
    by = f" · {_plain(writer)}" if named and isinstance(writer, str) and writer else ""
    return f"- {_plain(sentence(ruling))}, {once}{where}{by}"


def _tags(tags: tuple[str, ...]) -> str:
    return " ".join(f"#{_plain(tag)}" for tag in tags)


def _plain(text: str) -> str:
    """Somebody's words, so that none of them is taken for Markdown or HTML."""
    return _ACTIVE.sub(r"\\\1", one_line(text))
