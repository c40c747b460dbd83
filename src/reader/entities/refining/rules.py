"""All rules and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.models import Span
from reader.entities.refining.abbreviations import (
    abbreviations_are_organizations,
    drop_common_abbreviations,
    drop_explained_abbreviations,
    name_abbreviations,
)
from reader.entities.refining.companies import (
    camel_case_is_no_person,
    drop_portfolios,
    first_words_of_companies,
    last_words_of_clubs,
    mark_companies,
    mark_explained_names,
    mark_institutions,
    short_companies,
)
from reader.entities.refining.consistency import complete_known_names, mark_everywhere, one_type, shrink_to_known
from reader.entities.refining.context import mark_named_firms, places_by_context, type_by_context
from reader.entities.refining.edges import clean_span
from reader.entities.refining.forms import type_by_form
from reader.entities.refining.headings import drop_heading_words
from reader.entities.refining.joining import join_of_place, mark_elections, mark_laws
from reader.entities.refining.lists import lists_agree, minutes_are_no_names
from reader.entities.refining.marks import Mark, Reading, without_overlaps
from reader.entities.refining.nationality import add_nations, split_nations, type_nations
from reader.entities.refining.people import (
    complete_persons,
    initials_are_persons,
    mark_courteously_named,
    speakers_are_persons,
    split_off_peoples,
    strip_roles,
    surnames_are_persons,
)
from reader.entities.refining.quotes import short_names_in_quotes, titles_in_quotes
from reader.entities.refining.trimming import (
    close_brackets,
    drop_small_names,
    split_at_commas,
    split_at_joints,
    strip_prefixes,
    strip_titles,
    trim_small_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.entities.refining.marks import Rule

RULES: tuple[Rule, ...] = (
    close_brackets,
    drop_small_names,
    minutes_are_no_names,
    split_at_commas,
    split_at_joints,
    strip_prefixes,
    strip_titles,
    strip_roles,
    split_nations,
    split_off_peoples,
    complete_persons,
    trim_small_words,
    type_nations,
    drop_common_abbreviations,
    drop_explained_abbreviations,
    drop_heading_words,
    drop_portfolios,
    shrink_to_known,
    join_of_place,
    type_by_form,
    initials_are_persons,
    speakers_are_persons,
    type_by_context,
    places_by_context,
    mark_named_firms,
    mark_companies,
    mark_institutions,
    mark_laws,
    mark_explained_names,
    name_abbreviations,
    short_names_in_quotes,
    mark_courteously_named,
    abbreviations_are_organizations,
    camel_case_is_no_person,
    complete_known_names,
    first_words_of_companies,
    last_words_of_clubs,
    lists_agree,
    add_nations,
    one_type,
    short_companies,
    surnames_are_persons,
    mark_everywhere,
    titles_in_quotes,
    mark_elections,
)
"""In the order in which they apply; each can be left out."""


def refine(
    text: str, readable: str, marks: Iterable[Mark], hidden: Sequence[Span] = (), rules: Sequence[Rule] = RULES
) -> list[Mark]:
    """What a model marked in a text, mended: in order, not overlapping, each mark clean at its edges."""
    reading = Reading(readable)
    clean: dict[Mark, Mark | None] = {}
    now = _cleaned(text, marks, hidden, clean)
    for rule in rules:
        new = rule(reading, now)
        now = now if new == now else _cleaned(text, new, hidden, clean)
    return now


def _cleaned(text: str, marks: Iterable[Mark], hidden: Sequence[Span], clean: dict[Mark, Mark | None]) -> list[Mark]:
    """The marks without what is no part of a name at their edges; ``clean`` remembers each."""
    kept = []
    for mark in marks:
        if mark not in clean:
            name = clean_span(text, Span(mark.start, mark.end), hidden)
            clean[mark] = Mark(name.start, name.end, mark.type) if name else None
        if one := clean[mark]:
            kept.append(one)
    return without_overlaps(kept)
