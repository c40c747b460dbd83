"""What a person typed, as a `Query`: words, exact phrases, words to leave out, filters. Nothing typed is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.search.tokens import typed_words

FILTERS = ("tag", "entity", "type", "in", "by", "title", "path")
"""The filters there are; ``name:`` with any other name is just words."""

_ITEM = re.compile(
    rf"""(?P<minus>(?<!\S)-(?=[^\s-]))?
        (?:(?P<filter>(?i:{"|".join(FILTERS)})):(?:"(?P<quoted>[^"]*)"?|(?P<value>\S*))
        |"(?P<phrase>[^"]*)(?P<closed>"?)
        |(?P<plain>[^\s"]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Filter:
    """``name:value``: which articles may answer; what it means is the library's to say."""

    name: str
    """One of `FILTERS`."""
    value: str
    """As typed, without the quotes."""
    negated: bool = False
    """Typed with a ``-`` before it: all but these."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, taken apart; all words are folded."""

    text: str
    """As typed."""
    words: tuple[str, ...] = ()
    """The words to look for, in order, those of the phrases among them."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Words that must stand side by side exactly so; a phrase may be one word."""
    without: tuple[tuple[str, ...], ...] = ()
    """Words or phrases that the article must not hold."""
    filters: tuple[Filter, ...] = ()
    unfinished: bool = False
    """Whether the last of ``words`` may still be being typed."""

    @property
    def ends_in_phrase(self) -> bool:
        """Whether the unfinished word is the last of a phrase whose closing quote is still to come."""
        return self.unfinished and self.text.count('"') % 2 == 1


def parse_query(text: str) -> Query:
    """Take a query apart. The last word counts as unfinished unless white space or a closing quote follows it."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    filters: list[Filter] = []
    unfinished = False
    for item in _ITEM.finditer(text):
        negated = item["minus"] is not None
        value = (item["quoted"] or item["value"] or "").strip()
        if item["filter"] and _is_filter(item["filter"].lower(), value):
            if value:
                filters.append(Filter(item["filter"].lower(), value, negated))
            unfinished = False
            continue
        found = tuple(typed_words(item["plain"] or item["phrase"] or (item[0] if item["filter"] else "")))
        if negated and found:
            without.append(found)
        elif found:
            words.extend(found)
            if item["phrase"]:
                phrases.append(found)
        unfinished = bool(found) and not negated and item.end() == len(text) and not item["closed"]
    return Query(text, tuple(words), tuple(phrases), tuple(without), tuple(filters), unfinished)


def _is_filter(name: str, value: str) -> bool:
    """Whether ``name:value`` narrows; ``in:`` knows the notes alone, and their name may be half typed."""
    return name != "in" or "notes".startswith(value.lower())
