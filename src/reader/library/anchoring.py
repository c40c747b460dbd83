"""Annotations where they are today: found again after an article changed, was moved or was renamed.

All of it happens in memory. What was found out is written along with the person's next change.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.annotations.models import Anchor, AnchorState, Annotation, ArticleReference, Position, Quote
from reader.articles.decoding import is_html, is_supported
from reader.articles.models import Span
from reader.library.moving import Moves

if TYPE_CHECKING:
    from reader.annotations.anchoring import Placement
    from reader.annotations.folding import FoldedText
    from reader.annotations.transaction import Transaction
    from reader.articles.models import Article
    from reader.library.library import Library
    from reader.library.strangers import Strangers

TELLING: Final = 20
"""Characters of a quote from which it tells one article from another."""
SEARCHED: Final = 2000
"""Articles that are looked through for what was quoted of one that is gone: those that changed last."""


class Lost(NamedTuple):
    """An annotation whose passage or article is not known surely today."""

    annotation: Annotation
    """As it stands today; its anchor says what is wrong."""
    guess: Position | None
    """A place that it may have; None when there is not even a guess, or no article."""
    article: str | None
    """The article's path today; None when it is gone."""


class Anchoring:
    """Finds the annotations of one library. Costs nothing where articles have not changed; safe on any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.moves = Moves(library)
        self._placements: dict[tuple[str, Quote | None, Position | None], Placement] = {}
        self._folded: tuple[str, FoldedText] | None = None
        self._found: dict[str, tuple[Annotation, Annotation]] = {}

    def placed(self, article: Article) -> tuple[Annotation, ...]:
        """The annotations of an article with today's position and anchor, in the order of its text.

        An orphan has no position; it and what is on the article as a whole come first.
        """
        stored = self._library.store.annotations(article.path)
        belonging = [*stored, *self._from_former_paths(article)]
        placed = [self._placed(item, article) for item in belonging]
        if len(belonging) == len(stored) and all(new is old for new, old in zip(placed, stored, strict=True)):
            return stored
        return tuple(sorted(placed, key=_place))

    def placed_in(self, path: str) -> tuple[Annotation, ...]:
        """The same by path; where the article cannot be read, as they were last written."""
        from reader.articles.decoding import UnreadableError
        from reader.library.location import LibraryError

        stored = self._library.store.annotations(path)
        try:
            self._library.catalog.load([path])
            sha256 = self._library.catalog.sha256(path)
            current = not is_html(path) and all(_is_current(item, path, sha256) for item in stored)
            if current and not self._may_be_former(path, sha256):
                return stored
            return self.placed(self._library.article(path))
        except (LibraryError, UnreadableError):
            return stored

    def everywhere(self) -> tuple[Annotation, ...]:
        """All annotations with today's position and anchor, by article; reads the articles that changed."""
        store, moved = self._library.store, self.moves.moved()
        gone = set(self.moves.gone())
        here = store.snapshot().by_path.keys() - gone | set(moved.values())
        if self._are_missing():
            latest = nlargest(SEARCHED, self._library.files, key=lambda file: file.modified_ns)
            here |= {file.path for file in latest}
        self._library.catalog.load(sorted(here))
        found = [item for path in sorted(here) for item in self.placed_in(path)]
        if "_strangers" in self.__dict__:
            self._strangers.keep()
        known = {item.id for item in found}
        return (
            *found,
            *(_orphan(item) for path in sorted(gone) for item in store.annotations(path) if item.id not in known),
        )

    @cached_property
    def _strangers(self) -> Strangers:
        """The articles that are none of those gone."""
        from reader.library.strangers import Strangers

        return Strangers(self._library.folders.cache / "strangers.sqlite3")

    def recognize_moved(self) -> None:
        """Look for articles that were renamed and edited, so that all that is said of them is known of those here."""
        if self._are_missing():
            self.everywhere()

    def lost(self) -> tuple[Lost, ...]:
        """What lost its place or its article, or has it by a guess; reads the articles that changed."""
        paths = self._library.scanned.stamps
        return tuple(
            Lost(item, item.position or self._guess(item), item.article.path if item.article.path in paths else None)
            for item in self.everywhere()
            if item.anchor is not None and item.anchor.state is not AnchorState.SURE
        )

    def accept(self, lost: Lost) -> Annotation:
        """Take a guess for true: from now on the passage is the one at the guessed place.

        Raises:
            AnnotationError: there is no guess.
            LibraryError: the article is gone.
            StoreError: the file cannot be written.
        """
        from reader.annotations.editing import attach
        from reader.annotations.errors import AnnotationError

        if lost.guess is None or lost.article is None:
            raise AnnotationError("There is no guess to accept; attach it to a passage, or remove it.")
        article = self._library.article(lost.article)
        return attach(self._library.store, lost.annotation.id, article, Span(lost.guess.start, lost.guess.end))

    def settle(self, transaction: Transaction) -> None:
        """Have a transaction write, too, where annotations were found again."""
        for key, (stored, found) in list(self._found.items()):
            now = transaction.get(key)
            if now is not None and (now.article, now.position, now.quote) == (
                stored.article,
                stored.position,
                stored.quote,
            ):
                transaction.place(replace(now, article=found.article, position=found.position, anchor=found.anchor))
            else:
                self._found.pop(key, None)
        self.moves.settle(transaction)

    def _placed(self, item: Annotation, article: Article) -> Annotation:
        """An annotation as it stands in today's text; itself where nothing is to be said."""
        if not is_supported(article.path):
            return item
        fits = _fits(item, article)
        if fits and _is_current(item, article.path, article.sha256):
            return item
        here = ArticleReference(article.path, article.sha256, article.size)
        if item.quote is None and item.position is None:
            return self._keep(item, replace(item, article=item.article._replace(path=article.path)))
        if fits and item.article.sha256 == article.sha256 and not _is_orphan(item):
            return self._keep(item, replace(item, article=here))
        placement = self._placement(item, article)
        if placement.position is None:
            at_home = item.article._replace(path=article.path)
            return replace(item, article=at_home, position=None, anchor=placement.anchor)
        return self._keep(item, replace(item, article=here, position=placement.position, anchor=placement.anchor))

    def _keep(self, stored: Annotation, found: Annotation) -> Annotation:
        self._found[stored.id] = stored, found
        return found

    def _placement(self, item: Annotation, article: Article) -> Placement:
        from reader.annotations.anchoring import reanchor

        key = article.sha256, item.quote, item.position
        known = self._placements.get(key)
        if known is None:
            known = self._placements[key] = reanchor(item, self._text(article))
        return known

    def _text(self, article: Article) -> FoldedText:
        """The article's folded text; the last one is kept, since annotations come by article."""
        from reader.annotations.folding import FoldedText

        kept = self._folded
        if kept is None or kept[0] != article.sha256:
            kept = self._folded = article.sha256, FoldedText(article.text)
        return kept[1]

    def _guess(self, item: Annotation) -> Position | None:
        stored = self._library.store.get(item.id)
        if stored is None or item.article.path not in self._library.scanned.stamps:
            return None
        key = self._library.catalog.sha256(item.article.path), stored.quote, stored.position
        return self._placements[key].guess if key in self._placements else None

    def _may_be_former(self, path: str, sha256: str) -> bool:
        """Whether an article that is gone is the one at this path, as far as is known without reading it."""
        moved = self.moves.moved()
        return any(
            moved[old] == path if old in moved else not self._strangers.holds(sha256, quotes)
            for old in self.moves.gone()
            if old in moved or (quotes := self._quoted(old))
        )

    def _from_former_paths(self, article: Article) -> list[Annotation]:
        """What was annotated when the article had another path: by its bytes, else by what was quoted."""
        moved = self.moves.moved()
        for old in self.moves.gone():
            if old not in moved and self._came_from(old, article):
                self.moves.recognize(old, article.path)
        return [item for old in self.moves.former(article.path) for item in self._library.store.annotations(old)]

    def _came_from(self, old: str, article: Article) -> bool:
        """Whether most of what was quoted of an article that is gone stands in this one, surely."""
        from reader.annotations.folding import folded

        quotes = self._quoted(old)
        if self._strangers.holds(article.sha256, quotes):
            return False
        likely = [words for words in quotes if folded(words).strip() in self._text(article).folded]
        if 2 * len(likely) > len(quotes):
            stored = self._library.store.annotations(old)
            items = [item for item in stored if item.quote and item.quote.exact in likely]
            sure = sum(self._placement(item, article).anchor.state is AnchorState.SURE for item in items)
            if 2 * sure > len(quotes):
                return True
        self._strangers.add(article.sha256, quotes)
        return False

    def _are_missing(self) -> bool:
        """Whether articles are gone that can be known by what was quoted of them."""
        return any(map(self._quoted, set(self.moves.gone()) - self.moves.moved().keys()))

    def _quoted(self, path: str) -> tuple[str, ...]:
        """What was quoted of an article and is long enough to know it by."""
        quotes = (item.quote.exact for item in self._library.store.annotations(path) if item.quote)
        return tuple(words for words in quotes if len(words) >= TELLING)


def _fits(item: Annotation, article: Article) -> bool:
    """Whether a text may have an annotation's passage where that was.

    The text of a web page is made from it, by a later version perhaps otherwise: there the words tell.
    """
    if item.position is None:
        return True
    start, end = item.position.start, item.position.end
    if item.quote is None or not is_html(article.path):
        return end <= len(article.text)
    return article.text[start:end] == item.quote.exact


def _is_current(item: Annotation, path: str, sha256: str) -> bool:
    """Whether an annotation's last position is today's."""
    if item.article.path != path:
        return False
    whole = item.quote is None and item.position is None
    return whole or (item.article.sha256 == sha256 and not _is_orphan(item))


def _is_orphan(item: Annotation) -> bool:
    return item.anchor is not None and item.anchor.state is AnchorState.ORPHAN


def _orphan(item: Annotation) -> Annotation:
    """An annotation whose article is gone."""
    return replace(item, position=None, anchor=Anchor(AnchorState.ORPHAN, 0.0))


def _place(item: Annotation) -> tuple[int, int, str, str]:
    start, end = (item.position.start, item.position.end) if item.position else (-1, -1)
    return start, end, item.created, item.id
