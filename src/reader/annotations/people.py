"""Who wrote annotations: the names in ``creator``, and whom somebody means by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reader.annotations.tags import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_LIKENESS: Final = 62
"""RapidFuzz's WRatio from which a name may be the one that was meant."""
_SURE_LIKENESS: Final = 75
"""The same from which it is taken for that one."""
_NAMED: Final = 3
"""Names that a sentence holds at most."""


def folded(name: str) -> str:
    """The form under which two spellings of a name are one person's."""
    return " ".join(fold(name).split())


def people_among(creators: Iterable[object]) -> tuple[str, ...]:
    """The people behind these names, by name; each as they are first spelled, what is no name left out."""
    found: dict[str, str] = {}
    for name in creators:
        if isinstance(name, str) and folded(name):
            found.setdefault(folded(name), name)
    return tuple(found[key] for key in sorted(found))


def is_another(creators: Iterable[object], me: str) -> bool:
    """Whether somebody else than me is among them; only then a person needs to be told who wrote what."""
    return any(folded(name) != folded(me) for name in people_among(creators))


def meant(name: str, people: Sequence[str]) -> tuple[str, ...]:
    """Those who are called so, in any case; else those of whose name a word begins so: ``love`` is Ada Lovelace."""
    wanted = folded(name)
    if not wanted:
        return ()
    exact = tuple(person for person in people if folded(person) == wanted)
    return exact or tuple(person for person in people if f" {wanted}" in f" {folded(person)}")


def likely(name: str, people: Sequence[str]) -> tuple[str, ...]:
    """Those who are meant by a name, even if it is misspelled."""
    return meant(name, people) or tuple(_near(name, people, _SURE_LIKENESS))


def nobody(name: str, people: Sequence[str]) -> str:
    """A sentence about a name that nobody has: with the names near it, or else with some that there are."""
    if not people:
        return f"nobody called “{name}” wrote here, nor anybody under a name; `creator` in the settings is yours."
    near = _near(name, people)
    if near:
        return f"nobody called “{name}” wrote here; did you mean {' or '.join(near)}?"
    return f"nobody called “{name}” wrote here; those who did are {_listed(people)}."


def _near(name: str, people: Sequence[str], likeness: int = LEAST_LIKENESS) -> list[str]:
    from rapidfuzz import fuzz, process

    found = process.extract(
        folded(name),
        [folded(person) for person in people],
        scorer=fuzz.WRatio,
        score_cutoff=likeness,
        limit=_NAMED,
    )
    return [people[place] for _, _, place in found]


def _listed(people: Sequence[str]) -> str:
    """Names as a sentence holds them."""
    more = len(people) - _NAMED
    return ", ".join(people[:_NAMED]) + (f" and {more} more" if more > 0 else "")
