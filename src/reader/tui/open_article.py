"""The open article: what is painted over its text, and the way from match to match and mention to mention."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.articles.models import Span
from reader.articles.spans import SpanSet
from reader.entities.models import NUMBER_TYPES
from reader.tui.layering import head_of, layers_of, mention_layer, notes_on, placed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from rich.style import Style

    from reader.annotations.models import Annotation
    from reader.articles.models import Article
    from reader.entities.models import Entity, Mention
    from reader.library.entities import EntityIndex
    from reader.library.library import Library
    from reader.tui.painting import Layers
    from reader.tui.themes import Palette
    from reader.tui.widgets.article_view import ArticleView


GATHERED_AT_ONCE = 100_000
"""Characters of an article up to which its known entities are gathered within a few milliseconds."""


class OpenArticle:
    """Keeps an article's mentions and matches, and paints them on the view."""

    def __init__(self, library: Library, view: ArticleView, palette: Palette) -> None:
        self.library = library
        self.view = view
        self.palette = palette
        self.article: Article | None = None
        self.entities: EntityIndex | None = None
        """None until its mentions are known."""
        self.matches: tuple[Span, ...] = ()
        self.hidden: set[str] = set(NUMBER_TYPES)
        self._remembered: tuple[str, int, float] | None = None
        self._begun = 0
        """Where the article was opened."""
        self._mentions_drawn: tuple[EntityIndex | None, AbstractSet[str], Palette | None, SpanSet[Style]]
        self._mentions_drawn = None, frozenset(), None, SpanSet(())

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The article's mentions, as far as they are known."""
        return self.entities.mentions[self.article.path] if self.entities and self.article else ()

    def open(
        self, path: str, matches: Sequence[Span] = (), offset: int | None = None, *, with_entities: bool = False
    ) -> Article:
        """Show an article where it was left, at its first match, or at ``offset``.

        Args:
            path: the article's.
            matches: passages that are marked.
            offset: the character to be on top.
            with_entities: whether its entities are shown along with it, if they are known and soon gathered.

        Raises:
            LibraryError: there is no such article.
            UnreadableError: its file cannot be read.
        """
        article = self.library.article(path)
        self.remember_place()
        self.article, self.matches = article, tuple(matches)
        at_once = with_entities and len(article.text) <= GATHERED_AT_ONCE
        self.entities = self.library.entities.known(article) if at_once else None
        text = "\n".join(article.notices) if article.is_binary else article.text
        offset = self.library.state.position(path) if offset is None else offset
        offset = min(offset, max(0, len(text) - 1))
        self.view.show(text, self._layers(article), offset)
        if matches:
            self.view.current = matches[0]
        self._begun = self.view.top_offset
        return article

    def close(self) -> None:
        """There is no article any more."""
        self.article, self.entities, self.matches = None, None, ()

    def remember_place(self, *, read: bool = False) -> bool:
        """Know where reading stopped when the article is opened again; `keep_place` writes it down.

        Args:
            read: whether it was read for sure. Whoever only goes through the list has read nothing of what is shown
                beside it: the text counts while it has the focus, or once it is scrolled.

        Returns:
            Whether it was elsewhere before.
        """
        if self.article is None or not self.article.text or not self.view.size.height:
            return False
        if not (read or self.view.has_focus or self.view.top_offset != self._begun):
            self.library.state.set_last(self.article.path)
            return False
        place = self.article.path, self.view.top_offset, self.view.progress
        if place == self._remembered:
            return False
        self.library.state.set_position(*place)
        self._remembered = place
        return True

    def keep_place(self) -> None:
        """Write down where reading stopped for the next run; nothing is written when that has been done."""
        self.remember_place()
        self.library.state.save()

    def repaint(self) -> None:
        """Paint anew after mentions, annotations, matches or colors changed."""
        layers = self._layers(self.article) if self.article is not None else self.view.painted
        self.view.paint(layers, self.palette)

    def drop_matches(self) -> bool:
        """Take the marks of a search off; False when there were none."""
        had = bool(self.matches)
        self.matches = ()
        if had:
            self.view.current = None
            self.repaint()
        return had

    def mark(self, matches: Sequence[Span], current: Span | None) -> None:
        """Mark matches, and go to one of them."""
        self.matches = tuple(matches)
        self.repaint()
        self.view.current = current

    def go_to_match(self, step: int, *, around: bool = False) -> bool:
        """To the next match (``step`` 1) or the one before (-1); False when there is none that way."""
        return self._go(self.matches, step, around=around)

    def go_to_mention(self, step: int, entity: Entity | None = None) -> bool:
        """To the next or previous mention, of one entity if one is named; around the end of the text."""
        places = [
            item
            for item in self.mentions
            if (
                item.type not in self.hidden
                if entity is None
                else (item.type, item.entity) == (entity.type, entity.name)
            )
        ]
        return self._go(places, step, around=True)

    def mention_at_cursor(self) -> Mention | None:
        """The mention under the cursor, unless its type is hidden."""
        at = self.view.cursor.offset
        index = bisect_right(self.mentions, at, key=lambda mention: mention.start) - 1
        mention = self.mentions[index] if index >= 0 else None
        return mention if mention is not None and at < mention.end and mention.type not in self.hidden else None

    def annotation_at_cursor(self) -> Annotation | None:
        """The highlight or note under the cursor; of several the shortest."""
        if self.article is None:
            return None
        at = self.view.cursor.offset
        here = [
            (end - start, item)
            for start, end, item in placed(self._annotations(self.article), len(self.article.text))
            if start <= at < end
        ]
        return min(here, key=lambda pair: pair[0])[1] if here else None

    def article_note_at_cursor(self) -> Annotation | None:
        """The first note on the article as a whole, if the cursor is at the title, where it hangs."""
        if self.article is None or self.view.cursor.offset >= head_of(self.article).end:
            return None
        return next(iter(notes_on(self._annotations(self.article))), None)

    def _go(self, places: Sequence[Span | Mention], step: int, *, around: bool) -> bool:
        starts = [place.start for place in places]
        current = self.view.current
        if step > 0:
            index = bisect_right(starts, current.start if current else self.view.top_offset - 1)
        else:
            index = bisect_left(starts, current.start if current else self.view.top_offset) - 1
        if around and places:
            index %= len(places)
        if not 0 <= index < len(places):
            return False
        self.view.current = Span(places[index].start, places[index].end)
        return True

    def annotations(self) -> tuple[Annotation, ...]:
        """What the person marked and wrote in the article."""
        return self._annotations(self.article) if self.article is not None else ()

    def _annotations(self, article: Article) -> tuple[Annotation, ...]:
        """The article's annotations where their passages are today; nothing is looked for where there are none."""
        return self.library.anchoring.placed(article) if self.library.store.snapshot().by_id else ()

    def _layers(self, article: Article) -> Layers:
        linear, mentions = self.library.settings.linear, self._mention_layer()
        return layers_of(article, self._annotations(article), mentions, self.matches, self.palette, linear=linear)

    def _mention_layer(self) -> SpanSet[Style]:
        entities, hidden, palette, layer = self._mentions_drawn
        if entities is not self.entities or hidden != self.hidden or palette is not self.palette:
            layer = mention_layer((item for item in self.mentions if item.type not in self.hidden), self.palette)
            self._mentions_drawn = self.entities, frozenset(self.hidden), self.palette, layer
        return layer
