"""What a subject may be said to be, and the rulings that it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.ruling import Action, Decision, Scope
from reader.articles.models import Span
from reader.articles.reading import read_article
from reader.articles.scanning import scan_file
from reader.entities.models import NAME_TYPES, Entity, Mention
from reader.tui import subjects
from reader.tui.subjects import Verdict
from reader.tui.verdicts import offers, typed_offers

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles.models import Article

HUAWEI = Entity("Huawei Technologies", "ORG", ("Huawei", "Huawei Technologies"), 4, ("a.txt",))
CHINA = Entity("China", "GPE", ("China",), 9, ("a.txt",))
XI = Entity("Xi Jinping", "PERSON", ("Xi Jinping",), 2, ("a.txt",))
YEAR = Entity("2025", "DATE", ("2025",), 2, ("a.txt",))
TEXT = "Huawei of China. Xi spoke.\n"


def article(folder: Path) -> Article:
    file = folder / "a.txt"
    file.write_text(TEXT)
    return read_article(scan_file(file).files[0])


def offered(subject: subjects.Subject, entities: list[Entity]) -> list[str]:
    return [f"{offer.verb} {offer.name}".rstrip() for offer in offers(subject, entities)]


def test_the_likeliest_is_offered_first(tmp_path: Path) -> None:
    mention = Mention(0, 6, "Huawei", "ORG", "Huawei Technologies")
    shown = offered(subjects.of_mention(article(tmp_path), mention), [CHINA, XI, HUAWEI, YEAR])
    assert shown[:2] == ["not an entity", "not Huawei Technologies"]
    assert shown[2:-2] == [f"of type {kind}" for kind in NAME_TYPES if kind != "ORG"]
    assert shown[-2:] == ["the same as China", "the same as Xi Jinping"], "neither itself nor a number"


def test_who_shares_a_word_comes_before_others(tmp_path: Path) -> None:
    mention = Mention(17, 19, "Xi", "ORG", "Xi")
    assert offered(subjects.of_mention(article(tmp_path), mention), [CHINA, HUAWEI, XI])[-3:] == [
        "the same as Xi Jinping",
        "the same as Huawei Technologies",
        "the same as China",
    ]


def test_types_of_other_models_are_offered_too(tmp_path: Path) -> None:
    subject = subjects.of_selection(article(tmp_path), Span(17, 19))
    shown = offered(subject, [Entity("Flu", "DISEASE", ("Flu",), 1, ("a",))])
    assert "of type DISEASE" in shown
    assert "not an entity" not in shown


def test_what_is_typed_is_a_type_or_a_new_name() -> None:
    subject = subjects.of_entity(CHINA)
    assert [offer.name for offer in typed_offers(subject, " Middle  Kingdom ", ())] == ["Middle Kingdom"]
    assert [offer.verb for offer in typed_offers(subject, "REALM", ())] == ["of type", "the same as"]
    assert not list(typed_offers(subject, "Xi Jinping", offers(subject, [XI])))
    assert not list(typed_offers(subject, "  ", ()))


def test_the_rulings_that_a_verdict_comes_to(tmp_path: Path) -> None:
    text = article(tmp_path)
    mention = Mention(0, 6, "Huawei", "ORG", "Huawei Technologies")
    span = Span(0, 6)
    of_mention = subjects.of_mention(text, mention)
    assert of_mention.decide(Verdict(Action.DIFFERENT), Scope.ARTICLE) == (
        Decision(Action.DIFFERENT, Scope.ARTICLE, "Huawei", text, span, None, "Huawei Technologies"),
    )
    assert of_mention.decide(Verdict(Action.SAME, other=CHINA), Scope.MENTION) == (
        Decision(Action.SAME, Scope.MENTION, "Huawei", text, span, "GPE", "China"),
    )
    selected = subjects.of_selection(text, Span(17, 19))
    assert selected.decide(Verdict(Action.SAME, other=XI), Scope.EVERYWHERE) == (
        Decision(Action.MARK, Scope.EVERYWHERE, "Xi", text, Span(17, 19), "PERSON", "Xi Jinping"),
    )
    everywhere = subjects.of_entity(HUAWEI).decide(Verdict(Action.RETYPE, type="PRODUCT"), Scope.EVERYWHERE)
    assert [(item.text, item.type) for item in everywhere] == [
        ("Huawei", "PRODUCT"),
        ("Huawei Technologies", "PRODUCT"),
    ]
    here = subjects.of_entity_in(text, HUAWEI, [mention, Mention(0, 6, "Huawei", "ORG", "Huawei Technologies")])
    assert [item.text for item in here.decide(Verdict(Action.REJECT), Scope.ARTICLE)] == ["Huawei"]


def test_verdicts_in_words(tmp_path: Path) -> None:
    subject = subjects.of_mention(article(tmp_path), Mention(0, 6, "Huawei", "ORG", "Huawei Technologies"))
    said = [
        subject.said(verdict, Scope.MENTION)
        for verdict in (
            Verdict(Action.REJECT),
            Verdict(Action.DIFFERENT),
            Verdict(Action.SAME, other=CHINA),
            Verdict(Action.RETYPE, type="FAC"),
        )
    ]
    assert said == [
        "“Huawei” is not an entity, here",
        "“Huawei” is not Huawei Technologies, here",
        "“Huawei” is China, here",
        "“Huawei” is of type FAC, here",
    ]
