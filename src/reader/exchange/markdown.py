"""Markdown to read and to keep: a section for each article, quotes with their notes."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from reader.annotations.tags import distinct
from reader.articles.sanitizing import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotations.models import Annotation
    from reader.exchange.bundle import Bundle

_ACTIVE: Final = re.compile(r"([\\`*_\[\]<>#|~])")


def write(bundle: Bundle) -> bytes:
    """The document; what was removed is left out."""
    return ("\n".join(_lines(bundle)) + "\n").encode()


def _lines(bundle: Bundle) -> Iterator[str]:
    yield f"# {_plain(bundle.library)}"
    yield ""
    yield f"Annotations, exported {bundle.exported}."
    titles = bundle.titles()
    live = sorted((item for item in bundle.annotations if item.deleted is None), key=lambda item: item.article.path)
    for path, items in groupby(live, key=lambda item: item.article.path):
        yield ""
        yield f"## {_plain(titles.get(path, path))}"
        yield ""
        yield f"`{one_line(path).replace('`', '')}`"
        yield from _section(list(items))


def _section(items: list[Annotation]) -> Iterator[str]:
    """The tags of an article, then its passages in the order of its text."""
    tags = distinct(tag for item in items if item.is_article_tag for tag in item.tags)
    if tags:
        yield ""
        yield _tags(tags)
    for item in items:
        if not item.is_article_tag:
            yield ""
            yield from _passage(item)


def _passage(item: Annotation) -> Iterator[str]:
    if item.quote is not None:
        for line in visible(item.quote.exact).split("\n"):
            yield f"> {_plain(line)}".rstrip()
        facts = [item.color or "", _tags(item.tags)]
        if any(facts):
            yield ">"
            yield "> — " + " ".join(filter(None, facts))
    elif item.tags:
        yield _tags(item.tags)
    if item.body:
        if item.quote is not None or item.tags:
            yield ""
        # A note is Markdown as its writer wrote it.
        yield visible(item.body)


def _tags(tags: tuple[str, ...]) -> str:
    return " ".join(f"#{_plain(tag)}" for tag in tags)


def _plain(text: str) -> str:
    """Somebody's words, so that none of them is taken for Markdown or HTML."""
    return _ACTIVE.sub(r"\\\1", one_line(text))
