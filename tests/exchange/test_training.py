"""Training data: whatever is written says of every entity where it stands, read by the program it is for."""

from __future__ import annotations

import io
import json
import re
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from reader.articles.lines import LONG
from reader.entities.models import Mention
from reader.exchange import brat, docbin, doccano
from reader.exchange.corpus import Corpus, CutSpan, MarkedText, TrainingData
from reader.exchange.formats import SUFFIXES, TRAINING, FormatName, training_format

LINE = "The People’s Republic of China 🇨🇳 met Mr. Xi of the U.S.–China Council, where it was said " + "at length " * 5
TEXT = f"China\n\n{LINE}\n{LINE}\n"


def marked(text: str, *names: tuple[str, str], path: str = "a.txt") -> MarkedText:
    """A text with every place of some names marked."""
    found = [
        Mention(match.start(), match.end(), name, kind, name)
        for name, kind in names
        for match in re.finditer(re.escape(name), text)
    ]
    return MarkedText(path, text, tuple(sorted(found)))


def corpus(*texts: MarkedText) -> Corpus:
    return Corpus("en", texts)


def documents(data: TrainingData) -> list[Doc]:
    return list(DocBin().from_bytes(data.content).get_docs(Vocab()))


def files(data: TrainingData) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_spacy_finds_every_entity_in_its_paragraph() -> None:
    data = docbin.write(corpus(marked(TEXT, ("China", "GPE"), ("Xi", "PERSON"))))
    found = documents(data)
    assert [document.text for document in found] == ["China", LINE, LINE]
    # "U.S.–China" is one token: its China is left open.
    entities = [[(entity.text, entity.label_) for entity in document.ents] for document in found]
    assert entities == [[("China", "GPE")], [("China", "GPE"), ("Xi", "PERSON")], [("China", "GPE"), ("Xi", "PERSON")]]
    assert (data.articles, data.entities) == (1, 5)


def test_what_cuts_a_token_is_reported_and_left_open() -> None:
    text = "The U.S.–China Council"
    data = docbin.write(corpus(marked(text, ("U.S.", "GPE"), ("China", "GPE"))))
    assert data.cut == (CutSpan("a.txt", 4, 8, "U.S.", "GPE"), CutSpan("a.txt", 9, 14, "China", "GPE"))
    assert data.entities == 0
    (document,) = documents(data)
    assert [(token.text, token.ent_iob_) for token in document] == [("The", "O"), ("U.S.–China", ""), ("Council", "O")]


def test_what_goes_beyond_a_paragraph_is_reported_once() -> None:
    text = "The Big\n\nFund of China"
    data = docbin.write(corpus(marked(text, ("Big\n\nFund", "ORG"), ("China", "GPE"))))
    assert [item.text for item in data.cut] == ["Big\n\nFund"]
    assert [[entity.text for entity in document.ents] for document in documents(data)] == [[], ["China"]]


def test_an_entity_goes_over_lines_broken_by_hand() -> None:
    data = docbin.write(corpus(marked("of the Big\nFund of China", ("Big\nFund", "ORG"))))
    (document,) = documents(data)
    assert [entity.text for entity in document.ents] == ["Big\nFund"]
    assert data.cut == ()


@given(st.lists(st.sampled_from(["", "  ", "short", "two words", "x" * LONG, "long " * LONG]), max_size=12))
def test_paragraphs_hold_every_line_once(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = list(docbin.paragraphs_of(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    kept = [line for span in found for line in text[span.start : span.end].split("\n")]
    assert kept == [line for line in lines if line.strip()]
    for span in found:
        of_it = text[span.start : span.end].split("\n")
        assert len(of_it) == 1 or all(len(line) < LONG for line in of_it)


def test_doccano_gets_a_line_an_article() -> None:
    data = doccano.write(corpus(marked(TEXT, ("China", "GPE"), ("Xi", "PERSON")), marked("None here.", path="b.txt")))
    lines = [json.loads(line) for line in data.content.decode().split("\n") if line]
    assert [list(line) for line in lines] == [["text", "label", "path"]] * 2
    assert lines[0]["text"] == TEXT
    assert {(TEXT[start:end], label) for start, end, label in lines[0]["label"]} == {("China", "GPE"), ("Xi", "PERSON")}
    assert lines[1] == {"text": "None here.", "label": [], "path": "b.txt"}
    assert (data.articles, data.entities) == (2, len(lines[0]["label"]))


def test_brat_gets_two_files_an_article_and_the_types() -> None:
    texts = (marked(TEXT, ("China", "GPE"), ("Xi", "PERSON")), marked("None.", path="b/c.md"))
    data = brat.write(corpus(*texts))
    found = files(data)
    assert list(found) == ["a.txt", "a.ann", "b/c.md.txt", "b/c.md.ann", "annotation.conf"]
    assert found["a.txt"] == TEXT
    assert found["b/c.md.ann"] == ""
    for line in found["a.ann"].splitlines():
        number, place, words = line.split("\t")
        kind, start, end = place.split()
        assert re.fullmatch(r"T\d+", number)
        assert TEXT[int(start) : int(end)] == words
        assert f"\n{kind}\n" in found["annotation.conf"]
    assert data.content == brat.write(corpus(*texts)).content


def test_brat_takes_no_line_ends_and_no_odd_types() -> None:
    data = brat.write(corpus(marked("the Big\n\nFund", ("Big\n\nFund", "big org!"))))
    assert files(data)["a.ann"] == "T1\tbig_org_ 4 7;9 13\tBig Fund\n"


def test_brat_files_never_overwrite_each_other() -> None:
    paths = ["a.txt", "A.txt", "a", "a.md", "a.md.txt"]
    found = files(brat.write(corpus(*(marked(f"Text {number}", path=path) for number, path in enumerate(paths)))))
    assert len({name.casefold() for name in found}) == 2 * len(paths) + 1


@pytest.mark.parametrize("name", TRAINING)
def test_without_text_there_is_nothing_to_learn(name: FormatName) -> None:
    data = training_format(name).write(corpus(marked(""), marked(" \n", path="b.txt")))
    assert (data.articles, data.entities, data.cut) == (0, 0, ())
    assert SUFFIXES[name].startswith(".")


@settings(max_examples=20)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 8)), max_size=6),
)
def test_any_text_with_any_spans_comes_through(text: str, spans: list[tuple[int, int]]) -> None:
    mentions: list[Mention] = []
    for start, length in sorted(spans):
        words = text[start : start + length]
        if words.strip() == words and words and (not mentions or mentions[-1].end <= start):
            mentions.append(Mention(start, start + len(words), words, "ORG", words))
    whole = MarkedText("a.txt", text, tuple(mentions))
    data = docbin.write(Corpus("xx", [whole]))
    kept = [entity.text for document in documents(data) for entity in document.ents]
    cut = [item.text for item in data.cut]
    assert sorted(kept + cut) == sorted(item.text for item in mentions)
    if text.strip():
        (line,) = doccano.write(corpus(whole)).content.decode().removesuffix("\n").split("\n")
        assert [text[start:end] for start, end, _ in json.loads(line)["label"]] == [item.text for item in mentions]
        assert files(brat.write(corpus(whole)))["a.txt"] == text
