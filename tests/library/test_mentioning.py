"""``entity:`` and ``type:`` under the rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations.ruling import Action, Decision, Scope, add_ruling
from reader.articles.models import Span
from reader.library.mentioning import Mentioning

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.library import Library


@pytest.fixture
def having(library: Library) -> Callable[[str, str], set[str]]:
    """The paths of the articles that mention an entity or type."""
    paths = {}
    for file in library.files:
        article = library.article(file.path)
        library.recognition.mentions(article)
        paths[article.sha256] = [file.path]
    mentioning = Mentioning(library)
    return lambda kind, value: set(mentioning.articles(kind, value, paths))


def texts(library: Library, words: str) -> set[str]:
    """The paths of the articles whose text holds some words."""
    return {file.path for file in library.files if words in library.article(file.path).text}


def test_a_country_is_found_under_all_its_names(library: Library, having: Callable[[str, str], set[str]]) -> None:
    assert texts(library, "U.S.") - texts(library, "United States")
    assert having("entity", "united states") == texts(library, "U.S.") | texts(library, "United States")
    assert having("entity", "U.S.") == texts(library, "U.S.")


def test_names_that_are_kept_apart(library: Library, having: Callable[[str, str], set[str]]) -> None:
    add_ruling(library.store, Decision(Action.DIFFERENT, Scope.EVERYWHERE, "U.S.", entity="United States"))
    assert having("entity", "United States") == texts(library, "United States")


def test_words_that_are_no_entity(library: Library, having: Callable[[str, str], set[str]]) -> None:
    assert having("entity", "Huawei")
    add_ruling(library.store, Decision(Action.REJECT, Scope.EVERYWHERE, "Huawei"))
    assert having("entity", "Huawei") == set()
    assert having("type", "ORG") == texts(library, "SMIC")
    library.history.undo()
    assert having("entity", "Huawei") == texts(library, "Huawei")


def test_another_type_and_another_name(library: Library, having: Callable[[str, str], set[str]]) -> None:
    assert having("type", "LAW") == having("entity", "The Chipmaker") == set()
    add_ruling(library.store, Decision(Action.RETYPE, Scope.EVERYWHERE, "SMIC", type="LAW"))
    add_ruling(library.store, Decision(Action.SAME, Scope.EVERYWHERE, "SMIC", entity="The Chipmaker"))
    assert having("type", "law") == having("entity", "the chipmaker") == texts(library, "SMIC")
    assert having("entity", "SMIC") == texts(library, "SMIC")


@pytest.mark.parametrize("scope", Scope)
def test_words_that_were_marked(library: Library, having: Callable[[str, str], set[str]], scope: Scope) -> None:
    article = library.article(min(texts(library, "technology")))
    start = article.text.index("technology")
    decision = Decision(
        Action.MARK, scope, "technology", article, Span(start, start + len("technology")), "LAW", "Progress"
    )
    add_ruling(library.store, decision)
    found = having("type", "LAW")
    assert found == having("entity", "progress") == having("entity", "Technology")
    assert (found == {article.path}) if scope is not Scope.EVERYWHERE else (found > {article.path})
