from __future__ import annotations

import pytest

from reader.annotations.people import is_another, meant, nobody, people_among

PEOPLE = ("Ada Lovelace", "Ada Yonath", "Ben", "Zoë")


def test_spellings_of_one_name_are_one_person() -> None:
    assert people_among(["Ben", "ben ", None, "", "Ada  B", "ada b", 7]) == ("Ada  B", "Ben")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ben", ("Ben",)),
        ("ada", ("Ada Lovelace", "Ada Yonath")),
        ("ADA Y", ("Ada Yonath",)),
        ("love", ("Ada Lovelace",)),
        ("lace", ()),
        ("zoe\u0308", ("Zoë",)),
        ("", ()),
        ("Carl", ()),
    ],
)
def test_who_is_meant(name: str, found: tuple[str, ...]) -> None:
    assert meant(name, PEOPLE) == found


def test_an_exact_name_beats_those_that_begin_so() -> None:
    assert meant("ada", ("Ada", "Ada Lovelace")) == ("Ada",)


def test_another_person_is_anybody_but_me() -> None:
    assert not is_another([None, "Ada", "ada"], "Ada")
    assert is_another(["Ada"], "")
    assert is_another(["Ada", "Ben"], "Ada")
    assert not is_another([None], "")


def test_nobody_in_one_sentence_with_near_names() -> None:
    assert nobody("Bem", PEOPLE) == "nobody called “Bem” wrote here; did you mean Ben?"
    assert nobody("Ada Lovelase", PEOPLE).partition("did you mean ")[2].startswith("Ada Lovelace")
    some = nobody("Quentin", PEOPLE)
    assert some == "nobody called “Quentin” wrote here; those who did are Ada Lovelace, Ada Yonath, Ben and 1 more."
    assert "`creator`" in nobody("Ada", ())
