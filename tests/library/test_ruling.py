from __future__ import annotations

import pytest

from reader.annotations.ruling import Action, Scope
from reader.articles.models import Span
from reader.entities.merges import Joined
from reader.entities.models import Entity, Mention
from reader.library.ruling import apart, mark, on_entity, on_mention
from tests.annotations.examples import article

REED = Mention(0, 5, "Chips", "PERSON", "Lou Reed")


def test_a_decision_tells_words_place_and_article() -> None:
    (decision,) = on_mention(article(), REED, Action.RETYPE, Scope.MENTION, type="org")
    assert (decision.text, decision.span, decision.type) == ("Chips", Span(0, 5), "ORG")
    assert decision.article == article()


def test_different_is_from_what_it_was_linked_to() -> None:
    (decision,) = on_mention(article(), REED, Action.DIFFERENT, Scope.ARTICLE)
    assert decision.entity == "Lou Reed"


@pytest.mark.parametrize(("kind", "changed"), [("ORG", "ORG"), ("PERSON", None)])
def test_the_same_as_an_entity_is_of_its_type(kind: str, changed: str | None) -> None:
    other = Entity("Reed Elsevier", kind, ("Reed Elsevier", "RELX"), 3, ("a.txt",))
    (decision,) = on_mention(article(), REED, Action.SAME, Scope.ARTICLE, entity=other)
    assert (decision.entity, decision.type) == ("Reed Elsevier", changed)
    decisions = on_entity(Entity("Reed", "PERSON", ("Reed", "REED"), 3, ("a.txt",)), Action.SAME, other=other)
    assert [(one.text, one.entity, one.type) for one in decisions] == [
        ("Reed", "Reed Elsevier", changed),
        ("REED", "Reed Elsevier", changed),
    ]


def test_a_selection_is_marked_by_its_words() -> None:
    (decision,) = mark(article(), Span(0, 5), Scope.EVERYWHERE, "My_Label", "Silicon")
    assert (decision.text, decision.type, decision.entity) == (article().text[:5], "My_Label", "Silicon")


def test_a_merge_is_undone_everywhere_or_in_an_article() -> None:
    joined = Joined("Reed", "Lou Reed", "a part of the person's name", ("a.txt",))
    assert [(one.scope, one.text, one.entity) for one in apart(joined)] == [(Scope.EVERYWHERE, "Reed", "Lou Reed")]
    assert apart(joined, article())[0].scope is Scope.ARTICLE
