"""Which articles are listed, and in which order: filters of the search, states of reading, words of a title."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.models import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.library import Library
    from reader.search.query import Filter

LEAST_LIKENESS = 75
"""RapidFuzz's partial ratio from which a title is one that was meant."""
_STATE = r"(?i)(?:(?<=\s)|^)(-?)is:(\S*)"
_TAG = r'(?:(?<=\s)|^)(-?)#("[^"]*"?|\S+)'


class Order(StrEnum):
    """Orders of the list."""

    PATH = "by file name"
    TITLE = "by title"
    NEWEST = "newest first"
    LONGEST = "longest first"
    UNREAD = "least read first"

    @property
    def next(self) -> Order:
        """The order after this one, around the end."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


class State(NamedTuple):
    """What the person did with an article: unread, reading, done, starred or noted."""

    name: str
    negated: bool = False

    @property
    def text(self) -> str:
        """As it is typed."""
        return f"{'-' if self.negated else ''}is:{self.name}"


class ListFilter(NamedTuple):
    """Keeps articles that pass all filters, are in all states, and have the words, or words like them, in the title."""

    words: str = ""
    filters: tuple[Filter, ...] = ()
    states: tuple[State, ...] = ()

    @classmethod
    def typed(cls, text: str) -> ListFilter:
        """The filter that a person typed: ``is:unread #china entity:Huawei chips``."""
        from reader.search.query import parse_query

        states = tuple(State(name.lower(), bool(minus)) for minus, name in re.findall(_STATE, text) if name)
        text = re.sub(_TAG, r" \1tag:\2", re.sub(_STATE, " ", text))
        query = parse_query(text)
        return cls(" ".join(query.words), query.filters, states)

    @property
    def parts(self) -> tuple[str, ...]:
        """Each condition as it is typed."""
        shown = [state.text for state in self.states]
        for item in self.filters:
            value = f'"{item.value}"' if " " in item.value else item.value
            name = "#" if item.name == "tag" else f"{item.name}:"
            shown.append(f"{'-' if item.negated else ''}{name}{value}")
        return (*shown, *([self.words] if self.words else []))

    def without(self, part: str) -> ListFilter:
        """Without one of its parts."""
        return ListFilter.typed(" ".join(other for other in self.parts if other != part))


def listed(library: Library, wanted: ListFilter, order: Order) -> tuple[str, ...]:
    """The paths of the articles to be listed; titles that are not known yet are found by file name alone."""
    stamps = library.paths
    allowed = library.searching.allowed(wanted.filters)
    paths: Iterable[str] = stamps if allowed is None else (path for path in stamps if path in allowed)
    for state in wanted.states:
        paths = _in_state(library, paths, state)
    return _in_order(library, _titled(library, list(paths), wanted.words), order)


def _in_state(library: Library, paths: Iterable[str], state: State) -> list[str]:
    """Those in a state; all of them while its name is not typed to its end."""
    names = [*Status, "starred", "noted"]
    meant = next((name for name in names if name.startswith(state.name)), None)
    if meant is None:
        return list(paths)
    if meant == "noted":
        moved = library.anchoring.moves.moved()
        noted = (item.article.path for item in library.store.annotations() if not item.is_article_tag)
        having = {moved.get(path, path) for path in noted}
    elif meant == "starred":
        having = {record.path for record in library.anchoring.moves.records() if record.starred}
    else:
        paths = list(paths)
        having = {path for path in paths if library.catalog.status(path) is Status(meant)}
    return [path for path in paths if (path in having) is not state.negated]


def _titled(library: Library, paths: Sequence[str], words: str) -> list[str]:
    """Those with the words in their titles or names; if there are none, those with something like them."""
    if not words:
        return list(paths)
    titles = library.catalog.titles(paths)
    names = [f"{titles.get(path, '')} {path}".casefold() for path in paths]
    parts = words.split()
    if literal := [path for path, name in zip(paths, names, strict=True) if all(part in name for part in parts)]:
        return literal
    from rapidfuzz import fuzz, process

    found = process.extract(words, names, scorer=fuzz.partial_ratio, score_cutoff=LEAST_LIKENESS, limit=None)
    return [paths[place] for _, _, place in found]


def _in_order(library: Library, paths: list[str], order: Order) -> tuple[str, ...]:
    match order:
        case Order.PATH:
            pass
        case Order.TITLE:
            titles = library.catalog.titles(paths)
            paths.sort(key=lambda path: (titles.get(path) or path).casefold())
        case Order.NEWEST:
            paths.sort(key=lambda path: -library.file(path).modified_ns)
        case Order.LONGEST:
            paths.sort(key=lambda path: -library.file(path).size)
        case Order.UNREAD:
            paths.sort(key=library.state.progress)
    return tuple(paths)
