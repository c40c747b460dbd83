from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.urls import address_of, urls_of


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in urls_of(text)]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("See https://example.org/a-b?c=d&e=f#g.", ["https://example.org/a-b?c=d&e=f#g"]),
        ("(see http://example.org), then", ["http://example.org"]),
        ("https://en.wikipedia.org/wiki/Set_(mathematics)", ["https://en.wikipedia.org/wiki/Set_(mathematics)"]),
        (
            "[text](https://example.org/x) and <https://example.org/y>",
            ["https://example.org/x", "https://example.org/y"],
        ),
        ("“https://example.org/z”, he said", ["https://example.org/z"]),
        ("HTTP://EXAMPLE.ORG and www.example.org!", ["HTTP://EXAMPLE.ORG", "www.example.org"]),
        ("https://例え.jp/テスト。次の文", ["https://例え.jp/テスト"]),
        ("mail jane.doe+news@example.co.uk.", ["jane.doe+news@example.co.uk"]),
        ("https://jane@example.org/x", ["https://jane@example.org/x"]),
        ("www. is short, a@b is none, nor is @name or http:// alone", []),
        ("https://a.example/x\x1b[31m", ["https://a.example/x"]),
    ],
)
def test_addresses_without_what_follows_them(text: str, urls: list[str]) -> None:
    assert found(text) == urls


def test_the_seeds_sources(seeds: object) -> None:
    text = (seeds / "002_3ca2ab805adfe215.txt").read_text(encoding="utf-8")  # type: ignore[operator]
    assert [url.split("/")[2] for url in found(text)] == ["www.semafor.com", "www.reuters.com", "www.wsj.com"]


@given(st.text(st.sampled_from("ahtps:/w.@()[]<> \n,"), max_size=60))
def test_addresses_are_in_order_and_apart(text: str) -> None:
    spans = urls_of(text)
    assert list(spans) == sorted(spans)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(not set(text[span.start : span.end]) & set(" \n<>") for span in spans)


@pytest.mark.parametrize("unit", ["a", "a@", "@", "www.", "http://", "a.", "://", ")", "a-@b.", "http://a.b "])
def test_long_text_is_quick(unit: str) -> None:
    before = time.process_time()
    urls_of(unit * (500_000 // len(unit)))
    urls_of("http://a.b/" + unit * (500_000 // len(unit)))
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.com/a?b=@c", "https://example.com/a?b=@c"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("www.example.com/x", "https://www.example.com/x"),
        ("who@example.com", "mailto:who@example.com"),
    ],
)
def test_what_is_opened(url: str, address: str) -> None:
    assert address_of(url) == address
