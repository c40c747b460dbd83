"""What a person decided about mentions and names: stronger than any model, and free of any store.

``Rulings.corrected`` goes before linking (not an entity, another type, one that was missed), ``Rulings.identities``
into it (the same as, different from). Of rulings on the same words the one for this mention beats the one for this
article, which beats the one for everywhere; of two with one scope the later wins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from reader.entities.correcting import NO_VERDICT, Verdict, corrected
from reader.entities.identity import Identities, Identity, followed
from reader.entities.places import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from reader.entities.identity import Place
    from reader.entities.models import Mention

    Text: TypeAlias = Callable[[], str]
    """Gives an article's text; called only when words have to be looked for."""

Action = Literal["reject", "retype", "same", "different", "mark"]
Scope = Literal["mention", "article", "everywhere"]
"""The strongest first."""
ACTIONS = get_args(Action)
SCOPES = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision on words that name something, or do not."""

    action: Action
    scope: Scope
    text: str
    """The words."""
    type: str | None = None
    """For ``retype`` and ``mark``; for ``same`` if the type changes, too."""
    entity: str | None = None
    """The other name, for ``same`` and ``different``; for ``mark`` if the words are not its name."""
    path: str | None = None
    """The article; None everywhere."""
    start: int | None = None
    """Where the words stood, for the scope ``mention``."""
    prefix: str = ""
    suffix: str = ""
    """What stood around them."""
    modified: str = ""
    """RFC 3339 in UTC: later ones are stronger."""


class Rulings:
    """All rulings that stand, ready for one article after another; never changed.

    Args:
        rulings: In any order; of those with one time the last is the strongest.
    """

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        self._by_path: defaultdict[str, list[Ruling]] = defaultdict(list)
        everywhere: list[Ruling] = []
        for ruling in sorted(rulings, key=attrgetter("modified")):
            if ruling.scope == "everywhere":
                everywhere.append(ruling)
            elif ruling.path is not None:
                self._by_path[ruling.path].append(ruling)
        self._verdicts = _verdicts(everywhere, {})
        self._marked = {words: verdict for words, verdict in self._verdicts.items() if verdict.is_entity}
        self._identity = _identity(everywhere, Identity())

    def corrected(self, path: str, text: Text, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of an article as the person wants them, in order and not overlapping, before linking.

        Args:
            path: The article's path.
            text: Gives its text.
            mentions: What was recognized.
        """
        own = self._by_path.get(path, ())
        verdicts = _verdicts((ruling for ruling in own if ruling.scope == "article"), self._verdicts)
        places: dict[Place, tuple[str, Verdict]] = {}
        for ruling in own:
            if ruling.scope == "mention" and (place := _place(ruling, text)):
                _, before = places.get(place, ("", verdicts.get(ruling.text, NO_VERDICT)))
                places[place] = ruling.text, _after(before, ruling)
        return corrected(text, mentions, verdicts, places)

    def about(self, path: str, mentions: Iterable[Mention]) -> object:
        """What ``corrected`` depends on besides what was recognized: as long as it is equal, so are the mentions."""
        own = tuple(self._by_path.get(path, ()))
        texts = {mention.text for mention in mentions} | {ruling.text for ruling in own}
        return own, {text: self._verdicts[text] for text in texts & self._verdicts.keys()}, self._marked

    def words_about(self, value: str) -> frozenset[str]:
        """The words that are of a type or mean an entity since the person said so of them everywhere."""
        wanted, same = value.casefold(), self._identity.same
        named = (name for name in same if wanted in map(str.casefold, followed(name, same)))
        typed = (words for words, verdict in self._verdicts.items() if (verdict.type or "").casefold() == wanted)
        return frozenset((*named, *typed))

    def paths_about(self, value: str) -> frozenset[str] | None:
        """The articles that may mention a type or an entity since the person said so; None for all articles."""
        wanted = value.casefold()
        about = {value, *self.words_about(value)}
        if any(words in about or words.casefold() == wanted for words in self._marked):
            return None
        return frozenset(
            path
            for path, rulings in self._by_path.items()
            for ruling in rulings
            if wanted in (name.casefold() for name in (ruling.text, ruling.type, ruling.entity) if name)
        )

    def identities(self, texts: Mapping[str, Text]) -> Identities:
        """What was said of names, for linking.

        Args:
            texts: Path of an article that is to be linked to what gives its text.
        """
        within = {path: self._within(self._by_path[path], texts[path]) for path in self._by_path.keys() & texts.keys()}
        return Identities(self._identity, within)

    def _within(self, rulings: Iterable[Ruling], text: Text) -> Identity:
        """What holds in one article."""
        said = _identity((ruling for ruling in rulings if ruling.scope == "article"), self._identity)
        meant: dict[Place, str] = {}
        not_meant: dict[Place, str] = {}
        for ruling in rulings:
            if ruling.scope == "mention" and ruling.entity and (place := _place(ruling, text)):
                one, other = (not_meant, meant) if ruling.action == "different" else (meant, not_meant)
                one[place] = ruling.entity
                other.pop(place, None)
        return replace(said, meant=meant, not_meant=not_meant)


def rulings_of(documents: Iterable[Mapping[str, Any]]) -> Rulings:
    """The rulings that stand, from documents as ``annotations.json`` keeps them; what is none says nothing."""
    found = (ruling_of(document) for document in documents if not document.get("deleted"))
    return Rulings(ruling for ruling in found if ruling is not None)


def has_place(ruling: Ruling, text: str) -> bool:
    """Whether the words of a ruling on an article stand in its text where they are meant."""
    return ruling.text in text if ruling.scope == "article" else _place(ruling, lambda: text) is not None


def _verdicts(rulings: Iterable[Ruling], before: Mapping[str, Verdict]) -> Mapping[str, Verdict]:
    """What becomes of words under these rulings, the weakest first, where others were made before."""
    now = dict(before)
    for ruling in rulings:
        now[ruling.text] = _after(now.get(ruling.text, NO_VERDICT), ruling)
    return now


def _after(verdict: Verdict, ruling: Ruling) -> Verdict:
    """What becomes of words under a stronger ruling."""
    match ruling.action:
        case "reject":
            return Verdict(is_entity=False)
        case "mark":
            return Verdict(is_entity=True, type=ruling.type)
        case "retype" | "same":
            is_entity = True if ruling.scope == "mention" else verdict.is_entity or None
            return Verdict(is_entity, ruling.type or verdict.type)
        case "different":
            return verdict


def _identity(rulings: Iterable[Ruling], before: Identity) -> Identity:
    """What was said of names by these rulings, the weakest first, where others were made before."""
    now = before
    for ruling in rulings:
        if ruling.entity and ruling.action in ("same", "mark"):
            now = now.with_same(ruling.text, ruling.entity)
        elif ruling.entity and ruling.action == "different":
            now = now.with_apart(ruling.text, ruling.entity)
    return now


def _place(ruling: Ruling, text: Text) -> Place | None:
    return place_of(ruling.text, text(), ruling.start or 0, ruling.prefix, ruling.suffix)


def ruling_of(document: Mapping[str, Any]) -> Ruling | None:
    """The ruling of a document, which some other program may have written; None if it is none."""
    action, scope, start = document.get("action"), document.get("scope"), _inner(document, "position", "start")
    words = _inner(document, "quote", "exact") or document.get("text")
    if action not in ACTIONS or scope not in SCOPES or not _text(words):
        return None
    return Ruling(
        cast("Action", action),
        cast("Scope", scope),
        _text(words),
        _text(document.get("type")) or None,
        _text(document.get("entity")) or None,
        _text(_inner(document, "article", "path")) or None,
        start if isinstance(start, int) else None,
        _text(_inner(document, "quote", "prefix")),
        _text(_inner(document, "quote", "suffix")),
        _text(document.get("modified")),
    )


def _inner(document: Mapping[str, Any], table: str, key: str) -> object:
    found = document.get(table)
    return found.get(key) if isinstance(found, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
