"""Words in the place of drawings, for who hears the screen line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.models import AnchorState, Annotation, Color, Motivation
from reader.tui.wording import shortened, unbroken

if TYPE_CHECKING:
    from textual.dom import DOMNode


def is_linear(node: DOMNode) -> bool:
    """Whether the person asked for a screen that is read line by line."""
    return node.app.has_class("linear")


def remark(annotation: Annotation) -> str:
    """What is said of a highlight or note, below the paragraph that it is in."""
    on = f"“{shortened(annotation.quote.exact)}”" if annotation.quote is not None else "the article"
    if annotation.anchor is not None and annotation.anchor.state is AnchorState.UNSURE:
        on = f"perhaps {on}"
    parts = [annotation.body, *(f"#{tag}" for tag in annotation.tags if f"#{tag}" not in annotation.body)]
    said = unbroken(" ".join(filter(None, parts)))
    if annotation.motivation is Motivation.COMMENTING:
        return f"[Note on {on}: {said}]"
    color = f" in {annotation.color}" if annotation.color and annotation.color != Color.YELLOW else ""
    return f"[Highlighted{color}: {on}{f', {said}' if said else ''}]"
