"""A library of other people's bytes, each of which would act on a terminal that was handed it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import orjson

from reader.articles.scanning import scan

CLIPBOARD = "\x1b]52;c;UFdORUQ=\x07"
"""OSC 52: would put text on the clipboard."""
MARKUP = "[@click=app.quit]CLICK[/] [link=https://example.com]LINK[/] [bold]BOLD[/bold] [$error]X[/] [/] [["
SEQUENCES = (
    CLIPBOARD
    + "\x1b]0;TITLE\x1b\\"  # OSC 0: the title of the window
    + "\x1b]8;;https://example.com\x07LINKED\x1b]8;;\x07"  # OSC 8: a link
    + "\x1b[31mRED\x1b[2J\x1b[6n\x1b[?1049l\x1b[21t"  # CSI: colors, clearing, reports
    + "\x1bP+q544e\x1b\\"  # DCS: asks for capabilities
    + "\x1b_APC\x1b\\\x1b^PM\x1b\\\x1bc"
    + "\x9b31mC1\x9d52;c;UFdORUQ=\x9c\x90q\x9c"
    + "\u202eRTL\u202c \u2066ISOLATE\u2069 \u2028\u2029 \U000e0041"
    + "\u200b\u200d\ufeff\u00ad \x00\x07\x08\x0e\x0f\x7f"
)
NAMES = (
    b"a \x1b]52;c;UFdORUQ=\x07\x1b[2J.txt",
    b"b [@click=app.quit]CLICK[].txt",
    b"c line\nbreak.txt",
    b"d caf\xe9 \xff\xfe.txt",
    "e \u202egnp \u200b\x9b31m.md".encode(),
    b"-rf --help.txt",
)


def hostile_folder(folder: Path) -> Path:
    """Write the library, annotations included; returns its folder."""
    seeds = folder / "hostile" / "seeds"
    seeds.mkdir(parents=True)
    text = f"{MARKUP}\n\n{SEQUENCES}\n\nChina and {SEQUENCES} Huawei {MARKUP} end.\n\n" + "More of the same. " * 60
    data = text.replace("\x00", "").encode()
    for name in NAMES:
        Path(os.fsdecode(os.path.join(os.fsencode(seeds), name))).write_bytes(data)  # noqa: PTH118 (bytes)
    (seeds / "f titled.txt").write_bytes(f"{SEQUENCES} {MARKUP}\n\nThe title acts.\n".replace("\x00", "").encode())
    (seeds / "g latin.txt").write_bytes("Ein Text über Öl [b]fett[/b] \x1b[31m.\n".encode("latin-1") * 20)
    (seeds / "h binary.txt").write_bytes(b"\x7fELF\x00" + CLIPBOARD.encode() * 10)
    articles = [
        (file.path, hashlib.sha256(file.file.read_bytes()).hexdigest(), file.size) for file in scan(seeds).files
    ]
    (folder / "hostile" / "annotations.json").write_bytes(orjson.dumps(_annotations(articles, text)))
    return folder / "hostile"


def _annotations(articles: list[tuple[str, str, int]], text: str) -> dict[str, object]:
    """Tags, notes, highlights and titles as another program might have written them."""
    acting = f"{SEQUENCES} {MARKUP}"
    now = "2026-01-01T00:00:00Z"
    records: dict[str, object] = {}
    annotations: dict[str, object] = {}
    for number, (path, sha256, size) in enumerate(articles, 1):
        article: dict[str, object] = {"path": path, "sha256": sha256, "size": size}
        title: dict[str, object] = {"title": acting} if number % 2 else {}
        records[str(number)] = article | title | {"status": None, "starred": number % 3 == 0}
        base: dict[str, object] = {"created": now, "modified": now, "article": article, "creator": acting}
        rests: tuple[dict[str, object], ...] = (
            {"motivation": "tagging", "tags": [acting[:200]]},
            {"motivation": "tagging", "tags": ["[/]"]},
            {"motivation": "commenting", "body": acting, "tags": [acting[:50]]},
            {
                "motivation": "commenting",
                "body": acting,
                "quote": {"exact": text[:40], "prefix": "", "suffix": ""},
                "position": {"start": 0, "end": 40},
            },
        )
        for kind, rest in enumerate(rests):
            identity = f"00000000-0000-4000-8000-{number:06}{kind:06}"
            annotations[str(10 * number + kind)] = {"id": identity} | base | rest
    return {
        "_meta": {"1": {"format": "reader-annotations", "schema": 1}},
        "articles": records,
        "annotations": annotations,
        "rulings": {},
    }
