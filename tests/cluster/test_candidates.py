from __future__ import annotations

from reader.cluster.candidates import any_search, searches
from reader.cluster.sample import Sample, SampleReader
from reader.cluster.words import LibraryWords
from reader.search.query import parse_query

WORDS = LibraryWords.of({"chips": 30, "chops": 2, "earth": 9, "exports": 12, "rare": 8, "chaps": 5}, 100)


def asked(typed: str, only: str = "", most: int = 30) -> list[dict[str, object]]:
    query = parse_query(typed)
    pairs = {(WORDS.ids["rare"], WORDS.ids["earth"]): 4}
    slots = SampleReader(Sample.of_pairs(WORDS, pairs), pairs, WORDS.reader.expansion).read(
        query.words, unfinished=query.unfinished
    )
    return searches(WORDS.vocabulary, slots, query, most, only)


def test_the_likeliest_reading_comes_first_and_may_lack_words() -> None:
    first, *others = asked("chups exports ")
    assert (first["q"], first["drop_tokens_threshold"]) == ("chaps exports", 12)
    assert {"chips exports", "chops exports"} <= {str(search["q"]) for search in others}
    assert all("drop_tokens_threshold" not in search for search in others)


def test_the_last_asks_for_any_reading_of_each_word() -> None:
    last = asked("chups exports ")[-1]
    assert last["q"] == "*"
    assert str(last["filter_by"]).startswith("words:[chaps,")
    assert str(last["filter_by"]).endswith(" && words:[exports]")


def test_words_written_together_are_a_phrase_beside_the_others() -> None:
    found = [(search["q"], search["filter_by"]) for search in asked("rareearth exports ")]
    assert ('"rare earth" exports', "") in found
    assert ('"rare earth"', "words:[exports]") in found


def test_exact_phrases_are_asked_for_and_words_to_leave_out_told() -> None:
    first = asked('"rare earth" chips -exports')[0]
    assert first["q"] == '"rare earth" -"exports"'


def test_a_filter_holds_for_all() -> None:
    found = asked("chups exports ", only="id:[a]")
    assert all(str(search["filter_by"]).startswith("id:[a]") for search in found)


def test_what_means_nothing_is_not_asked_for() -> None:
    assert asked("xqzvw ") == []


def test_if_that_is_too_few_any_word_will_do() -> None:
    slots = WORDS.reader.read(["chips", "rare"], unfinished=False)
    found = any_search(WORDS.vocabulary, slots, 30, "id:[a]")
    only, _, words = str(found["filter_by"]).partition(" && words:")
    assert only == "id:[a]"
    assert {"chips", "rare"} <= set(words.strip("[]").split(","))
