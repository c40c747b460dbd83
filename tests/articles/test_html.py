from __future__ import annotations

import importlib.util
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.decoding import BINARY, decode_named
from reader.articles.html import MISSING_NOTICE, TOO_DEEP_NOTICE
from reader.articles.models import ArticleFile
from reader.articles.reading import read_article

if TYPE_CHECKING:
    from pathlib import Path

needs_lxml = pytest.mark.skipif(importlib.util.find_spec("lxml") is None, reason="the extra html is not installed")

PAGE = """<!DOCTYPE html><html><head><title>Garden Rules - The Daily</title><style>p { color: red }</style>
<script>alert("<p>seen</p>")</script></head><body><nav><a href="/">Home</a></nav><h1>Garden Rules</h1>
<p>A <b>bold</b> word &amp; an
<a href="x">entity &eacute;</a>.<br>Second line.</p>
<h2>Hedges</h2><ul><li>one<li>two <ul><li>nested</ul></ul><ol><li>a<li>b</ol>
<blockquote><p>Quoted</p></blockquote><pre>def f():
    return 1
</pre><table><tr><th>A<th>B<tr><td>1<td>2</table>
<div style="display: none">secret</div><p hidden>secret</p><script>var secret</script><noscript>secret</noscript>
<div>last<div>very</div></div>"""

TEXT = """# Garden Rules

A bold word & an entity é.
Second line.

## Hedges

- one
- two
  - nested

1. a
2. b

> Quoted

```
def f():
    return 1
```

A | B
1 | 2

last
very
"""


def text_of(page: str) -> str:
    return decode_named(page.encode(), "a.html").text


@needs_lxml
def test_a_page_is_what_a_browser_shows_of_it_in_plain_text() -> None:
    assert text_of(PAGE) == TEXT


@needs_lxml
@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<title>A</title><p>b", "# A\n\nb\n"),
        ("<h1>A</h1><p>b", "# A\n\nb\n"),
        ("<title>A | Site</title><p>b<h1>A</h1>c", "# A\n\nb\n\nc\n"),
        ("<title>A</title><h1>B</h1>c", "# A\n\n# B\n\nc\n"),
        ("<title></title>b", "b\n"),
    ],
)
def test_the_title_is_the_pages_or_its_heading(page: str, text: str) -> None:
    assert text_of(page) == text


@needs_lxml
def test_an_article_of_it_has_title_sections_and_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.HTM"
    path.write_text(PAGE)
    article = read_article(ArticleFile("a.HTM", str(path), path.stat().st_size, 0))
    assert (article.title, article.text, article.size) == ("Garden Rules", TEXT, len(PAGE.encode()))
    assert [section.title for section in article.sections] == ["Garden Rules", "Hedges"]
    assert article.markdown is not None


@needs_lxml
def test_a_page_may_say_what_it_is_encoded_in() -> None:
    page = "<meta charset='windows-1251'><p>Привет, мир"
    decoded = decode_named(page.encode("cp1251"), "a.html")
    assert (decoded.text, decoded.encoding, decoded.notices) == ("Привет, мир\n", "cp1251", ())
    assert decode_named(b"<meta charset='idna'><p>caf\xe9", "a.html").text == "café\n"


def test_without_lxml_a_notice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    decoded = decode_named(PAGE.encode(), "a.html")
    assert (decoded.text, decoded.encoding, decoded.notices) == ("", BINARY, (MISSING_NOTICE,))
    assert decode_named(PAGE.encode(), "a.txt").text == PAGE


def test_other_articles_do_not_wait_for_lxml() -> None:
    before = "lxml.etree" in sys.modules
    decode_named(PAGE.encode(), "a.md")
    assert ("lxml.etree" in sys.modules) is before


@needs_lxml
def test_entities_of_a_document_type_are_not_followed() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><p>&a;&b;'
    assert "root:" not in text_of(page)


@needs_lxml
@given(st.text(st.sampled_from("<>/abhpreli &;\"'=!-\n\x1b\u202e") | st.characters(codec="utf-8"), max_size=200))
def test_any_page_is_read(page: str) -> None:
    text = decode_named(page.encode(), "a.html").text
    assert text == "" or text.endswith("\n")


@needs_lxml
@given(st.lists(st.sampled_from(("<p>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>", "<br>", "<h1>", "</h1>", "x"))))
def test_the_words_of_a_page_are_all_there(parts: list[str]) -> None:
    assert text_of("<body>" + "".join(parts)).count("x") == parts.count("x")


@needs_lxml
@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "too_deep"),
    [
        ("<div>" * 200_000, True),
        ("<div>" * 100_000 + "</x>" * 100_000, True),
        ("<ul><li>" * 50_000, True),
        ("<div>" * 900 + "</x>" * 200_000, False),
        ("<a " + " ".join(f"x{number}=1" for number in range(200_000)) + ">", False),
        ("<i>" * 900 + "<pre>" + "<br>x" * 100_000, False),
        ("<" * 1_000_000, False),
        ("<!--" * 100_000, False),
        ("&lt" * 300_000, False),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_huge_pages_are_read_at_once(page: str, *, too_deep: bool) -> None:
    before = time.process_time()
    decoded = decode_named(page.encode(), "a.html")
    assert time.process_time() - before < 5
    assert (TOO_DEEP_NOTICE in decoded.notices) is too_deep
