from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

HIT_KEYS = ["article", "title", "start", "end", "score", "passage", "matches"]


def test_json_has_the_keys_of_the_contract(run: Run, seeds: Path) -> None:
    result = run("search", "huwaei", "chips", "--json")
    assert result.code == 0
    assert list(result.json) == ["query", "ms", "hits"]
    assert result.json["query"] == "huwaei chips"
    assert result.json["ms"] > 0
    for hit in result.json["hits"]:
        assert list(hit) == HIT_KEYS
        text = (seeds / hit["article"]).read_text()
        assert text[hit["start"] : hit["end"]] == hit["passage"]
        assert all(hit["start"] <= start < end <= hit["end"] for start, end in hit["matches"])
    scores = [hit["score"] for hit in result.json["hits"]]
    assert scores == sorted(scores, reverse=True)
    first = result.json["hits"][0]
    found = {(seeds / first["article"]).read_text()[start:end].lower() for start, end in first["matches"]}
    assert "huawei" in found


def test_at_most_three_hits_an_article(run: Run) -> None:
    hits = run("search", "china", "--json", "--limit", "50").json["hits"]
    paths = [hit["article"] for hit in hits]
    assert max(paths.count(path) for path in paths) <= 3
    assert len(run("search", "china", "--json", "--limit", "2").json["hits"]) == 2


def test_a_hit_is_explained_when_that_is_asked_for(run: Run) -> None:
    hits = run("search", "--explain", "huwaei", "chi", "--json").json["hits"]
    for hit in hits:
        assert list(hit) == [*HIT_KEYS, "explanation"]
        parts = hit["explanation"]
        assert [word["typed"] for word in parts["words"]] == ["huwaei", "chi"]
        assert hit["score"] == pytest.approx(parts["article"] + parts["nearness"] + parts["order"], rel=1e-5)
    first = {word["typed"]: (word["matched"], word["how"]) for word in hits[0]["explanation"]["words"]}
    assert first["huwaei"] == ("huawei", "misspelled")
    assert first["chi"][1] == "completed"
    out = run("search", "--explain", "huwaei").out
    assert "huwaei → huawei: misspelled" in out
    assert "article +" in out
    assert "explanation" not in run("search", "huwaei", "--json").json["hits"][0]


def test_a_note_that_was_found_is_shown(run: Run) -> None:
    run("note", "add", "001", "Ask about zyxwvuts #later")
    assert "Ask about zyxwvuts #later\n" in run("search", "zyxwvuts").out
    assert list(run("search", "zyxwvuts", "--json").json["hits"][0]) == HIT_KEYS


def test_nothing_found(run: Run) -> None:
    result = run("search", "xqzvwkj", "--json")
    assert result.code == 1
    assert result.json["hits"] == []
    words = run("search", "xqzvwkj")
    assert (words.code, words.out) == (1, "")
    assert "xqzvwkj" in words.err


def test_text_marks_the_words(run: Run, monkeypatch: object) -> None:
    out = run("search", "huwaei", "chips").out
    assert "003_9046707252c59a46.txt" in out
    assert "Huawei" in out
    assert "\x1b" not in out


def test_query_is_needed(run: Run) -> None:
    result = run("search")
    assert result.code == 2
    assert "QUERY" in result.err


def test_batch_answers_in_order(run: Run) -> None:
    result = run("search", "--batch", "--json", "--limit", "1", stdin="huwaei\n\nxqzvwkj\nchips ")
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert [line["query"] for line in lines] == ["huwaei", "", "xqzvwkj", "chips "]
    assert [len(line["hits"]) for line in lines] == [1, 0, 0, 1]
    assert result.code == 0


def test_batch_of_nothing(run: Run) -> None:
    result = run("search", "--batch", "--json")
    assert (result.code, result.out) == (0, "")


def test_batch_wants_json_and_no_query(run: Run) -> None:
    assert run("search", "--batch").code == 2
    assert run("search", "--batch", "--json", "chips").code == 2


def test_batch_survives_bytes_that_are_no_text(run: Run) -> None:
    result = run("search", "--batch", "--json", stdin=b"caf\xe9\n\x00\x1b[31m\n")
    assert result.code == 0
    assert len(result.out.splitlines()) == 2
    assert "\x1b" not in result.out


def test_batch_answers_each_query_at_once(library_folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "reader", "search", "--batch", "--json"],
        cwd=library_folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        for query in (b"huwaei\n", b"chips\n"):
            process.stdin.write(query)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"].encode() + b"\n" == query
        process.stdin.close()
        assert process.wait(10) == 0


def test_any_argument_can_be_printed(spawn: Run) -> None:
    result = spawn("search", "caf\udce9", "--json")
    assert result.json["query"] == "caf\\xe9"


def test_limit_beyond_all_numbers_is_refused(run: Run) -> None:
    result = run("search", "china", "--limit", "9" * 30)
    assert result.code == 2
    assert "--limit" in result.err
