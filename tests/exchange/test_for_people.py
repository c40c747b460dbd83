from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

from reader.annotations.models import Annotation, ArticleRecord, Color, Motivation, Position, Quote
from reader.exchange import markdown, spreadsheet
from reader.exchange.bundle import ArticleInfo, Bundle
from tests.annotations.examples import annotation

ITEMS = (
    annotation("b.txt", motivation=Motivation.TAGGING, tags=("chips",), body=""),
    annotation(
        "b.txt", quote=Quote("two\n*lines*"), position=Position(3, 14), color=Color.PINK, body="- A list\n- of two"
    ),
    annotation("a.txt", body="On the whole."),
    annotation("a.txt", deleted="2026-01-01T00:00:00Z"),
)


RULINGS: tuple[dict[str, Any], ...] = (
    {"action": "retype", "scope": "everywhere", "text": "SMIC", "type": "ORG", "creator": "Ada"},
    {
        "action": "same",
        "scope": "mention",
        "text": "*Xi*",
        "entity": "Xi Jinping",
        "article": {"path": "b.txt"},
        "position": {"start": 1, "end": 5},
    },
    {"action": "reject", "scope": "article", "text": "AI", "article": {"path": "gone.txt"}, "creator": "Ben"},
    {"deleted": "2026-01-01T00:00:00Z"},
)


def bundle(*items: Annotation) -> Bundle:
    return Bundle(
        "seeds",
        "2026-01-01T00:00:00Z",
        items,
        (ArticleRecord("a.txt", title="My [title]"),),
        articles=(ArticleInfo("a.txt", "Its own", "", 0), ArticleInfo("b.txt", "Second", "", 0)),
    )


def test_markdown() -> None:
    assert (
        markdown.write(bundle(*ITEMS)).decode()
        == r"""# seeds

Annotations, exported 2026-01-01T00:00:00Z.

## My \[title\]

`a.txt`

On the whole.

## Second

`b.txt`

#chips

> two
> \*lines\*
>
> — pink

- A list
- of two
"""
    )


def test_markdown_ends_with_the_rulings() -> None:
    text = markdown.write(replace(bundle(), rulings=RULINGS)).decode()
    assert text.endswith(
        r"""
## Rulings on entities

- “SMIC” is ORG, everywhere · Ada
- “\*Xi\*” is Xi Jinping, once in Second
- “AI” is no entity, in gone.txt · Ben
"""
    )
    assert "Ada" not in markdown.write(replace(bundle(), rulings=RULINGS[:2])).decode()
    assert "\nAnnotations by Ada, exported" in markdown.write(replace(bundle(), rulings=RULINGS[:1])).decode()


def test_markdown_names_the_writers_where_there_are_several() -> None:
    quoted = annotation(
        "b.txt", quote=Quote("two"), position=Position(3, 6), color=Color.PINK, body="x", creator="A_da"
    )
    whole = annotation("b.txt", body="y", creator="Ben")
    alone = markdown.write(bundle(quoted)).decode()
    assert "> — pink\n" in alone
    both = markdown.write(bundle(quoted, whole)).decode()
    assert "> — pink · A\\_da\n" in both
    assert "\n— Ben\n\ny\n" in both


def test_nothing_of_somebody_elses_acts_in_markdown() -> None:
    evil = annotation("x`<b>.txt", quote=Quote("<script>\x1b]52;c;x\x07\u202e"), body="\x1b[31m")
    text = markdown.write(bundle(evil)).decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\<script\>" in text


def rows(*items: Annotation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(spreadsheet.write(bundle(*items)).decode("utf-8-sig"))))


def test_csv() -> None:
    tag, note, whole = rows(*ITEMS)
    assert (tag["kind"], tag["tags"], tag["title"]) == ("tag", "#chips", "Second")
    assert (note["quote"], note["start"], note["end"], note["color"]) == ("two\n*lines*", "3", "14", "pink")
    assert (whole["article"], whole["title"], whole["note"]) == ("a.txt", "My [title]", "On the whole.")


def test_no_cell_is_a_formula() -> None:
    for start in ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\ufeff=1"):
        item = annotation(body=f"{start}|cmd", creator=start, quote=Quote(start))
        (row,) = rows(item)
        for column in ("note", "creator", "quote"):
            assert not row[column].lstrip(" \ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), start
