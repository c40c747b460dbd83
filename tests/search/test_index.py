"""The index: its arrays say what the texts say."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.search import phrases
from reader.search.index import IndexedText, build_index
from reader.search.passages import passages
from reader.search.segment import build_segment
from reader.search.tokens import tokens

TEXTS = st.lists(st.text(alphabet="ab c\n.中’é", max_size=60), max_size=6)


@given(TEXTS)
def test_the_arrays_say_what_the_texts_say(texts: list[str]) -> None:
    index = build_segment(IndexedText(f"{number}", "", text) for number, text in enumerate(texts))
    words = index.words.texts(np.arange(len(index.words)))
    expected = [
        (article, start, end, [word for word, _, _ in tokens(text[start:end])])
        for article, text in enumerate(texts)
        for start, end in passages(text)
    ]
    assert words == sorted({word for *_, held in expected for word in held})
    for passage, (article, start, end, held) in enumerate(expected):
        assert index.passage_articles[passage] == article
        assert index.passage_spans[passage].tolist() == [start, end]
        assert index.article_passages[article] <= passage < index.article_passages[article + 1]
        first, last = index.passage_tokens[passage : passage + 2]
        assert [words[word] for word in index.tokens[first:last]] == held
    for word, text in enumerate(words):
        postings = slice(*index.posting_starts[word : word + 2].tolist())
        found = dict(zip(index.posting_passages[postings], index.posting_counts[postings], strict=True))
        assert found == {passage: count for passage, item in enumerate(expected) if (count := Counter(item[3])[text])}
        followers = {following for *_, held in expected for one, following in pairwise(held) if one == text}
        pairs = slice(*index.pair_starts[word : word + 2].tolist())
        assert [words[place] for place in index.pair_seconds[pairs]] == sorted(followers)


@given(TEXTS, st.lists(st.sampled_from(["a", "b", "ab", "c", "e", "中"]), min_size=1, max_size=3), st.booleans())
def test_phrases_are_found_word_for_word(texts: list[str], phrase: list[str], unfinished: bool) -> None:
    index = build_index(IndexedText(f"{number}", "", text) for number, text in enumerate(texts))

    def holds(held: list[str]) -> bool:
        windows = (held[at : at + len(phrase)] for at in range(len(held) - len(phrase) + 1))
        return any(
            window[:-1] == phrase[:-1]
            and (window[-1].startswith(phrase[-1]) if unfinished else window[-1] == phrase[-1])
            for window in windows
        )

    all_passages = [[word for word, _, _ in tokens(text[start:end])] for text in texts for start, end in passages(text)]
    expected = [number for number, held in enumerate(all_passages) if holds(held)]
    for scanned_share in (0.0, 2.0):
        with patch.object(phrases, "_SCANNED_SHARE", scanned_share):
            assert phrases.phrase_passages(index, phrase, unfinished=unfinished).tolist() == expected
