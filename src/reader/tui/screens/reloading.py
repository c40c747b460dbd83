"""Files that came, went or were changed while they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.decoding import UnreadableError
from reader.articles.sanitizing import one_line
from reader.library.location import LibraryError
from reader.tui.screens.attaching import AttachingActions
from reader.tui.screens.listing import ListingActions
from reader.tui.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.articles.models import Article, ArticleFile


class ReloadingActions(ListingActions, AttachingActions):
    """Reads on where the person was."""

    def list_anew(self) -> None:
        """List the articles that there are now; the open one is read anew if it changed, or another if it is gone."""
        files = {file.path: file for file in self.library.files}
        article = self.reading.article
        if article is not None and files and article.path not in files:
            self.read_instead(article, files.values())
        self.list_articles()
        self.read_titles()
        if not files:
            self.show_nothing()
        elif article is None:
            self.open_article(next(iter(files)))
        elif article.path in files and (article.size, article.modified_ns) != (
            files[article.path].size,
            files[article.path].modified_ns,
        ):
            self.read_anew(article)
        self.say_library()
        self.count_lost()

    def read_instead(self, gone: Article, files: Collection[ArticleFile]) -> None:
        """The open article is gone: read on under its new name, else in the article that comes after it."""
        from reader.library.following import renamed

        title = shortened(gone.title)
        if (path := renamed(gone, files, self.library)) is not None:
            self.open_article(path, offset=self.view.top_offset)
            self.notify(f"“{title}” has another name: {one_line(path)}.", markup=False)
            return
        paths = [file.path for file in files]
        self.open_article(next((path for path in paths if path > gone.path), paths[-1]))
        self.notify(f"“{title}” is not in the folder any more.", markup=False)

    def read_anew(self, before: Article) -> None:
        """The open article was written anew: show it at the same passage; nothing happens if it says what it said."""
        from reader.library.following import followed

        try:
            after = self.library.article(before.path)
        except (UnreadableError, LibraryError) as error:
            self.notify(one_line(str(error)), severity="warning", markup=False)
            return
        if after.sha256 == before.sha256:
            self.reading.article = after
            return
        self.open_article(after.path, offset=followed(self.view.top_offset, before, after))
        self.notify(f"“{shortened(after.title)}” was changed, and is read anew at the same passage.", markup=False)
