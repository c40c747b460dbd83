"""Several articles at once: marked in the list, then tagged together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.commands import command
from reader.tui.screens.annotating import AnnotatingActions
from reader.tui.widgets.article_list import ArticleList
from reader.tui.wording import counted

if TYPE_CHECKING:
    from reader.commands import Command


class MarkingActions(AnnotatingActions):
    """Actions of the main screen on marked articles."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Articles are marked in their list."""
        if action in {"mark", "mark_all"}:
            return self.focused is self.article_list
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the article under the cursor, or take its mark off; the next one comes under the cursor."""
        if self.article_list.path is not None:
            self.article_list.mark(self.article_list.path)
            self.article_list.action_move("down")

    def action_mark_all(self) -> None:
        """Mark all articles; none if all are marked."""
        self.article_list.mark_all()

    def action_tag(self) -> None:
        """Tag the selected passage, else the marked articles, else the open one."""
        from reader.tui.screens.tag import TagScreen
        from reader.tui.tag_targets import ArticlesTarget, PassageTarget

        article, selection = self.reading.article, self.view.cursor.selection
        if article is None:
            return
        target = (
            PassageTarget(self.library, article, selection)
            if selection
            else ArticlesTarget(self.library, self.article_list.marked or [article.path])
        )
        self.app.push_screen(TagScreen(self.library, target), self._drawn)

    def action_back(self) -> None:
        """The marks go first."""
        if self.article_list.marked:
            self.article_list.unmark()
        else:
            super().action_back()

    def offered(self) -> list[Command]:
        """In the list how to mark, and with marks what they are for."""
        offered, count = super().offered(), len(self.article_list.marked)
        if count:
            tag = command("tag")._replace(label=f"tag {counted(count, 'article')}")
            unmark = command("back")._replace(label="unmark")
            others = [item for item in offered if item.id != tag.id]
            return [command("mark"), command("mark-all"), tag, unmark, *others]
        return [*offered, command("mark")] if self.focused is self.article_list else offered

    @on(ArticleList.Marked)
    def _marked(self) -> None:
        count = len(self.article_list.marked)
        self.article_list.border_subtitle = f"{count:,} marked" if count else ""
        self.say_keys()
