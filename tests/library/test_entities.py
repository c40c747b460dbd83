"""Rulings on a whole library: at once, in every article, whoever made them, whatever recognized."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.identity import new_id
from reader.annotations.ruling import Action, Decision, Scope, add_ruling, add_rulings, remove_ruling
from reader.annotations.store import AnnotationStore
from reader.articles.models import Span
from reader.config import Settings
from reader.library import ruling
from reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.articles.models import Article
    from reader.entities.models import Entity, Mention
    from tests.library.fakes import FakeProcess


@pytest.fixture
def read(library: Library) -> Library:
    """All five articles are recognized."""
    for file in library.files:
        library.recognition.mentions(library.article(file.path))
    return library


def everywhere(library: Library) -> Mapping[str, tuple[Mention, ...]]:
    return library.entities.everywhere().mentions


def entity_named(library: Library, name: str) -> Entity | None:
    return next((entity for entity in library.entities.everywhere().entities if entity.name == name), None)


def first(library: Library, text: str) -> tuple[Article, Mention]:
    """The first article that mentions it, and the mention."""
    for path, mentions in everywhere(library).items():
        for mention in mentions:
            if mention.text == text:
                return library.article(path), mention
    raise AssertionError(text)


def decide(library: Library, *decisions: Decision) -> None:
    add_rulings(library.store, decisions)


REJECTED = Decision(Action.REJECT, Scope.EVERYWHERE, "Huawei")


def test_one_article_and_all_of_them(read: Library) -> None:
    index = read.entities.everywhere()
    assert index.mentions.keys() == {file.path for file in read.files}
    assert {entity.name for entity in index.entities} >= {"United States", "China", "Huawei"}
    for file in read.files:
        article = read.article(file.path)
        known = read.entities.known(article)
        assert known is not None
        assert [mention.text for mention in known.mentions[file.path]] == [
            mention.text for mention in index.mentions[file.path]
        ]
        assert read.entities.recognized(article) is known
    assert read.entities.everywhere() is index


def test_what_is_not_recognized_is_not_known(library: Library, fake_process: FakeProcess) -> None:
    article = library.article(library.files[0].path)
    assert library.entities.known(article) is None
    assert everywhere(library) == {}
    assert fake_process.asked == []
    assert library.entities.recognized(article).mentions[article.path]
    assert everywhere(library).keys() == {article.path}


def test_a_ruling_holds_at_once_and_until_it_is_undone(read: Library) -> None:
    article, _ = first(read, "Huawei")
    before, here = everywhere(read), read.entities.known(article)
    decide(read, REJECTED)
    assert entity_named(read, "Huawei") is None
    now = read.entities.known(article)
    assert now is not None
    assert all(mention.text != "Huawei" for mention in now.mentions[article.path])
    read.history.undo()
    assert everywhere(read) == before
    assert read.entities.known(article) == here
    read.history.redo()
    assert entity_named(read, "Huawei") is None


def test_what_is_recognized_stays_as_it_was(read: Library) -> None:
    article, _ = first(read, "Huawei")
    before = read.recognition.known(article)
    decide(read, REJECTED)
    assert read.recognition.known(article) == before


def test_another_process_rules_too(read: Library) -> None:
    before = read.entities.everywhere()
    add_ruling(AnnotationStore(read.location.annotations), REJECTED)
    assert read.entities.everywhere() is before
    assert read.store.refresh()
    assert entity_named(read, "Huawei") is None


def test_a_ruling_outlives_the_cache_and_the_model(
    read: Library, library_folder: Path, fake_process: FakeProcess
) -> None:
    decide(read, REJECTED)
    _, mention = first(read, "SMIC")
    decide(read, *ruling.on_mention(first(read, "SMIC")[0], mention, Action.RETYPE, Scope.MENTION, type="PRODUCT"))
    read.close()
    shutil.rmtree(read.folders.cache)
    fake_process.version = "another model"
    again = Library.open(library_folder, settings=Settings(), folders=read.folders)
    for file in again.files:
        again.recognition.mentions(again.article(file.path))
    assert entity_named(again, "Huawei") is None
    assert first(again, "SMIC")[1].type == "PRODUCT"
    again.close()


def test_one_mention_one_article_or_all(read: Library) -> None:
    article, mention = first(read, "China")
    others = sum(m.text == "China" for ms in everywhere(read).values() for m in ms)
    here = sum(m.text == "China" for m in everywhere(read)[article.path])
    assert others > here > 1
    left = {Scope.MENTION: others - 1, Scope.ARTICLE: others - here, Scope.EVERYWHERE: 0}
    for scope, count in left.items():
        decide(read, *ruling.on_mention(article, mention, Action.REJECT, scope))
        assert sum(m.text == "China" for ms in everywhere(read).values() for m in ms) == count
        read.history.undo()


def test_words_are_marked_in_all_articles(read: Library) -> None:
    article = next(read.article(file.path) for file in read.files if " chips " in read.article(file.path).text)
    start = article.text.index(" chips ") + 1
    decide(read, *ruling.mark(article, Span(start, start + 5), Scope.EVERYWHERE, "product"))
    entity = entity_named(read, "chips")
    assert entity is not None
    assert entity.type == "PRODUCT"
    assert article.path in entity.articles
    for path in entity.articles:
        assert "chips" in read.article(path).text


def test_an_entity_becomes_a_part_of_another_of_another_type(read: Library) -> None:
    huawei, china = entity_named(read, "Huawei"), entity_named(read, "China")
    assert huawei is not None
    assert china is not None
    decide(read, *ruling.on_entity(huawei, Action.SAME, other=china))
    both = entity_named(read, "China")
    assert both is not None
    assert both.count == huawei.count + china.count
    assert entity_named(read, "Huawei") is None


def test_a_merge_is_seen_and_undone(read: Library) -> None:
    states = entity_named(read, "United States")
    assert states is not None
    assert set(states.names) == {"United States", "U.S."}
    (joined,) = read.entities.everywhere().joined(states)
    assert (joined.name, joined.into, joined.reason, joined.articles) == (
        "U.S.",
        "United States",
        "the same country",
        (),
    )
    decide(read, *ruling.apart(joined))
    assert {name for name in ("United States", "U.S.") if entity_named(read, name)} == {"United States", "U.S."}
    read.history.undo()
    assert entity_named(read, "U.S.") is None


def test_a_merge_is_undone_in_one_article_alone(read: Library) -> None:
    article, mention = first(read, "U.S.")
    decide(read, *ruling.on_mention(article, mention, Action.DIFFERENT, Scope.ARTICLE))
    apart = entity_named(read, "U.S.")
    assert apart is not None
    assert apart.articles == (article.path,)


def test_a_renamed_article_keeps_its_rulings(read: Library, library_folder: Path) -> None:
    article, mention = first(read, "SMIC")
    decide(read, *ruling.on_mention(article, mention, Action.RETYPE, Scope.ARTICLE, type="PRODUCT"))
    file = library_folder / "seeds" / article.path
    file.rename(file.with_name("renamed.txt"))
    read.rescan()
    assert {m.type for m in everywhere(read)["renamed.txt"] if m.text == "SMIC"} == {"PRODUCT"}


def test_an_article_that_is_gone_takes_its_entities_along(read: Library, library_folder: Path) -> None:
    article, _ = first(read, "SMIC")
    decide(read, Decision(Action.MARK, Scope.EVERYWHERE, "technology", type="PRODUCT"))
    (library_folder / "seeds" / article.path).unlink()
    assert article.path in everywhere(read)
    read.rescan()
    assert article.path not in everywhere(read)


def test_rulings_of_another_program_do_no_harm(read: Library) -> None:
    before = everywhere(read)
    with read.store.transaction() as transaction:
        transaction.put_ruling({"id": new_id(), "action": 7, "article": "a.txt"})
        transaction.put_ruling({"id": new_id(), "article": {"path": 3}})
    assert everywhere(read) == before


DECISIONS = st.builds(
    Decision,
    st.sampled_from(Action),
    st.just(Scope.EVERYWHERE),
    st.sampled_from(["China", "Huawei", "U.S.", "United States", "technology", "Chinese"]),
    type=st.sampled_from(["ORG", "GPE"]),
    entity=st.sampled_from(["America", "Huawei Technologies", "United States "]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.lists(DECISIONS, max_size=2), taken_back=st.lists(DECISIONS, min_size=1, max_size=2, unique=True))
def test_a_ruling_and_its_undoing_give_back_what_was(
    read: Library, kept: list[Decision], taken_back: list[Decision]
) -> None:
    decide(read, *kept)
    before, steps = everywhere(read), read.store.rulings()
    for decision in taken_back:
        made = add_ruling(read.store, decision)
        everywhere(read)
        if made not in steps:
            read.history.undo()
        assert everywhere(read) == before
    made_now = [add_ruling(read.store, decision) for decision in taken_back]
    for made in made_now:
        if made not in steps and read.store.ruling(made["id"]):
            remove_ruling(read.store, made["id"])
    assert everywhere(read) == before
    for made in read.store.rulings():
        remove_ruling(read.store, made["id"])
