"""Searches: what a query finds, and that every hit is exact."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.backend import LocalSearch
from reader.search.index import IndexedText, build_index
from reader.search.query import parse_query
from reader.search.tokens import fold

if TYPE_CHECKING:
    from pathlib import Path

    from reader.search.models import Hit


def search_over(*texts: str) -> LocalSearch:
    named = {f"{number}.txt": text for number, text in enumerate(texts)}
    return LocalSearch(
        build_index(IndexedText(path, f"Title {path}", text) for path, text in named.items()), named.__getitem__
    )


def articles(hits: list[Hit]) -> list[str]:
    return [hit.article for hit in hits]


def marked(hit: Hit) -> list[str]:
    return [hit.passage[span.start - hit.start : span.end - hit.start] for span in hit.matches]


def test_equal_hits_come_in_the_order_of_their_paths_however_they_were_indexed() -> None:
    texts = {f"{number:03}.txt": "rare earth\n\nrare earth" for number in range(200)}
    answers = []
    for paths in (sorted(texts), sorted(texts, reverse=True), sorted(texts, key=lambda path: path[::-1])):
        search = LocalSearch(build_index(IndexedText(path, "", texts[path]) for path in paths), texts.__getitem__)
        answers.append([(hit.article, hit.start) for hit in search.search(parse_query("rare"), 30, per_article=2)])
    assert answers[0] == [(path, start) for path in sorted(texts)[:15] for start in (0, 12)]
    assert answers[0] == answers[1] == answers[2]


@pytest.fixture
def seeds_search(seeds: Path) -> LocalSearch:
    return search_over(*(file.read_text(encoding="utf-8") for file in sorted(seeds.glob("*.txt"))))


@pytest.mark.parametrize("typed", ["huwaei chips", "huawei chip", "Hauwei chips", "huaw"])
def test_a_misspelled_name_is_found_and_marked(seeds_search: LocalSearch, typed: str) -> None:
    hits = seeds_search.search(parse_query(typed))
    assert "Huawei" in hits[0].passage
    assert "Huawei" in marked(hits[0])


def test_from_the_first_letter(seeds_search: LocalSearch) -> None:
    assert seeds_search.search(parse_query("h"))
    assert seeds_search.search(parse_query("")) == []


def test_a_phrase_must_stand_word_for_word() -> None:
    search = search_over("rare earth exports", "earth so rare", "rare\n\nearth")
    assert articles(search.search(parse_query('"rare earth"'))) == ["0.txt"]
    assert articles(search.search(parse_query('"rare ear'))) == ["0.txt"]
    assert search.search(parse_query('"rare ear"')) == []
    assert search.search(parse_query('"rare ear" earth')) == []
    assert set(articles(search.search(parse_query("rare earth")))) == {"0.txt", "1.txt", "2.txt"}


def test_words_left_out_are_exact() -> None:
    search = search_over("chips by Huawei", "chips by Huaweis", "chips\n\nrare earth")
    assert set(articles(search.search(parse_query("chips -huawei")))) == {"1.txt", "2.txt"}
    assert set(articles(search.search(parse_query('chips -"rare earth"')))) == {"0.txt", "1.txt"}


def test_only_allowed_articles_answer() -> None:
    search = search_over("chips", "chips chips", "ships")
    assert articles(search.search(parse_query("chips"), allowed=frozenset({"0.txt"}))) == ["0.txt"]
    assert search.search(parse_query("chips"), allowed=frozenset()) == []


def test_a_filter_alone_lists_the_first_passage_of_all_allowed() -> None:
    search = search_over("One.\n\nTwo.", "Three.", "", "Four.")
    hits = search.search(parse_query("tag:a"), allowed=frozenset({"0.txt", "3.txt"}))
    assert [(hit.article, hit.passage, hit.matches) for hit in hits] == [("0.txt", "One.", ()), ("3.txt", "Four.", ())]
    assert articles(search.search(parse_query("-three"))) == ["0.txt", "3.txt"]


def test_no_more_than_three_hits_an_article_and_no_more_than_asked() -> None:
    search = search_over("\n\n".join(["chips are small"] * 9), "chips\n\nand more chips")
    found = articles(search.search(parse_query("chips"), limit=20))
    assert (found.count("0.txt"), found.count("1.txt")) == (3, 2)
    assert len(search.search(parse_query("chips"), limit=4)) == 4
    assert len(search.search(parse_query("chips"), per_article=1)) == 2


def test_words_near_together_come_first() -> None:
    filler = "and then some other matter was spoken of for a while " * 6
    search = search_over(f"export {filler} tariff", f"{filler} export tariff", f"{filler} tariff {filler}")
    assert articles(search.search(parse_query("export tariff ")))[0] == "1.txt"


def test_words_in_one_passage_come_first_among_many_articles() -> None:
    apart = "export\n\nsome other matter\n\ntariff"
    search = search_over(*[apart] * 500, "export tariff", *[apart] * 500)
    assert articles(search.search(parse_query("export tariff ")))[0] == "500.txt"


def test_words_in_the_order_typed_come_first() -> None:
    search = search_over("tax cut", "cut tax", "tax cut")
    assert articles(search.search(parse_query("cut tax ")))[0] == "1.txt"


def test_a_word_typed_in_full_comes_before_longer_ones() -> None:
    search = search_over(*["they involved us"] * 300, "we involve them")
    assert articles(search.search(parse_query("involve")))[0] == "300.txt"


def test_a_typo_that_is_a_word_yields_to_the_words_around_it() -> None:
    filler = [f"something else number{number}" for number in range(30)]
    search = search_over("we posed for a picture", "it was posted beside the material", "material", *filler)
    assert articles(search.search(parse_query("posed material ")))[0] == "1.txt"


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Die Straße nach Düsseldorf", "dusseldrof strasse", ["Straße", "Düsseldorf"]),
        ("Die Straße nach Düsseldorf", "STRASSE", ["Straße"]),
        ("美国对中国的芯片出口管制", "芯片出口", ["芯片出口"]),
        ("東京でトヨタが新型車を発表した", "新型車", ["新型車"]),
        ("รัฐบาลไทยประกาศมาตรฐานใหม่", "ประกาศ", ["ประกาศ"]),
        ("un cafe\u0301 au lait", "café", ["cafe\u0301"]),
        ("the ﬁnance ministry", "finance", ["ﬁnance"]),
        ("İstanbul'da bir gün", "istanbulda", ["İstanbul'da"]),
        ("中国", "中", ["中国"]),
    ],
)
def test_any_script(text: str, typed: str, found: list[str]) -> None:
    search = search_over("nothing of that kind", text, "ein anderer Text", "别的文章", "別の記事", "อื่น")
    (hit, *_) = search.search(parse_query(typed))
    assert hit.article == "1.txt"
    assert marked(hit) == found


def test_an_article_that_is_gone_is_left_out() -> None:
    index = build_index([IndexedText("a", "", "chips"), IndexedText("b", "", "chips")])
    search = LocalSearch(index, {"b": "chips"}.__getitem__)
    assert articles(search.search(parse_query("chips"))) == ["b"]


def test_a_cancelled_search_answers_nothing() -> None:
    search = search_over("chips")
    assert search.search(parse_query("chips"), cancelled=lambda: True) == []
    assert search.search(parse_query("chips"), cancelled=lambda: False)


def test_threads_get_the_same_answers(seeds_search: LocalSearch, seeds: Path) -> None:
    typed = ["huwaei chips", "xi jinping", "export contro", "rareearth", "self reliance"] * 8
    alone = [seeds_search.search(parse_query(text)) for text in typed]
    fresh = search_over(*(file.read_text(encoding="utf-8") for file in sorted(seeds.glob("*.txt"))))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: fresh.search(parse_query(text)), typed)) == alone


ODD = "aâbcßﬁİe\u0301\u00ad 中国ไทย-\"'’.\n"


@given(st.lists(st.text(alphabet=ODD, max_size=80), max_size=4), st.text(alphabet=ODD, max_size=12))
def test_every_hit_is_exact(texts: list[str], typed: str) -> None:
    hits = search_over(*texts).search(parse_query(typed))
    for hit in hits:
        text = texts[int(hit.article.removesuffix(".txt"))]
        assert hit.passage == text[hit.start : hit.end]
        last = hit.start
        for span in hit.matches:
            assert last <= span.start < span.end <= hit.end
            assert fold(text[span.start : span.end])
            last = span.end
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(st.lists(st.text(alphabet="abcdß é中\n", min_size=1, max_size=40), min_size=1, max_size=4), st.data())
def test_a_word_of_an_article_finds_it_and_is_marked(texts: list[str], data: st.DataObject) -> None:
    words = sorted({word for text in texts for word in text.split()})
    if not words:
        return
    typed = data.draw(st.sampled_from(words))
    hits = search_over(*texts).search(parse_query(typed + " "), limit=100)
    assert hits
    assert hits[0].matches
    assert {f"{number}.txt" for number, text in enumerate(texts) if typed in text.split()} <= set(articles(hits))
