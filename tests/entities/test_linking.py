"""Mentions gathered into entities."""

from __future__ import annotations

from reader.entities.linking import entities_of
from reader.entities.models import Entity, Mention


def mention(text: str, type_: str = "ORG", entity: str | None = None) -> Mention:
    return Mention(0, len(text), text, type_, entity or text)


def test_mentions_are_gathered_by_type_and_name() -> None:
    mentions = {
        "a.txt": [mention("NATO"), mention("Nato"), mention("Berlin", "GPE")],
        "b.txt": [mention("NATO"), mention("NATO"), mention("NATO"), mention("Berlin", "PERSON")],
    }
    assert entities_of(mentions) == [
        Entity("NATO", "ORG", ("NATO", "Nato"), 5, ("b.txt", "a.txt")),
        Entity("Berlin", "GPE", ("Berlin",), 1, ("a.txt",)),
        Entity("Berlin", "PERSON", ("Berlin",), 1, ("b.txt",)),
    ]


def test_an_entity_goes_by_its_name_and_keeps_its_spellings() -> None:
    mentions = {"a.txt": [mention("US", entity="United States"), mention("U.S.", entity="United States")]}
    (entity,) = entities_of(mentions)
    assert (entity.name, entity.names) == ("United States", ("US", "U.S."))


def test_spacing_makes_no_other_entity() -> None:
    (entity,) = entities_of({"a.txt": [mention("New  York"), mention("New York"), mention("New York")]})
    assert (entity.name, entity.count) == ("New York", 3)


def test_no_mentions_no_entities() -> None:
    assert entities_of({"a.txt": []}) == []
