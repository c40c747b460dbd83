"""What rulings say, and where they hold, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.ruling import Action, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping


def sentence(ruling: Mapping[str, Any]) -> str:
    """What a ruling says, for people."""
    words, kind, entity = (ruling.get(key) for key in ("text", "type", "entity"))
    match ruling.get("action"):
        case Action.REJECT:
            return f"“{words}” is no entity"
        case Action.RETYPE:
            return f"“{words}” is {kind}"
        case Action.SAME:
            return f"“{words}” is {entity}" + (f", {kind}" if kind else "")
        case Action.DIFFERENT:
            return f"“{words}” is not {entity}"
        case Action.MARK:
            return f"“{words}” is an entity, {kind}" + (f", named {entity}" if entity else "")
        case _:
            return "a ruling that this version does not know"


def whereabouts(ruling: Mapping[str, Any]) -> str:
    """Where a ruling holds, for people."""
    match ruling:
        case {"scope": Scope.EVERYWHERE}:
            return "everywhere"
        case {"article": {"path": str(path)}, "position": {"start": int(start), "end": int(end)}}:
            return f"{path} {start}:{end}"
        case {"article": {"path": str(path)}}:
            return path
        case _:
            return ""
