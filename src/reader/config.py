"""Settings (a TOML file) and the folders of the program; every error names the key and the way out."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

APPLICATION = "reading-room"
RANGES = {"width": range(20, 401), "margin": range(2, 41), "line_spacing": range(1, 4)}
"""Whole numbers that a person may ask for, by key."""
COLORS = ("yellow", "green", "blue", "pink", "purple", "orange")
"""The highlighters, as ``annotations.models.Color`` names them."""
HOME_VARIABLE = "READER_HOME"
"""Environment variable: one folder for settings, cache and state, instead of the platform's own."""

_NODE = re.compile(r"https?://[^/\s@]+:\d+(?:/\S*)?")
_CLUSTER_NAME = re.compile(r"[\w.-]*")


class SettingsError(Exception):
    """The settings file cannot be used; the message names the key."""


class Folders(NamedTuple):
    """Where the program keeps what is not the library's: settings, what can be made anew, what it remembers."""

    config: Path
    cache: Path
    state: Path

    @classmethod
    def default(cls) -> Folders:
        """The platform's folders, or those under ``READER_HOME``; nothing is created."""
        if home := os.environ.get(HOME_VARIABLE):
            base = Path(home).expanduser().absolute()
            return cls(base / "config", base / "cache", base / "state")
        import platformdirs

        return cls(
            platformdirs.user_config_path(APPLICATION),
            platformdirs.user_cache_path(APPLICATION),
            platformdirs.user_state_path(APPLICATION),
        )

    @property
    def settings_file(self) -> Path:
        """The settings file; it need not exist."""
        return self.config / "settings.toml"


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """A search cluster; without nodes there is none. Its key never stands in the settings."""

    nodes: tuple[str, ...] = ()
    """Their addresses, such as ``http://127.0.0.1:8108``."""
    name: str = ""
    """What the library is called there, where several machines read the same articles; empty: by its folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; each field is a key of the settings file."""

    theme: str = "reader-dark"
    width: int = 76
    """Columns of text at most."""
    margin: int = 2
    """Columns kept free left and right of the text at least; a narrow screen takes from them first."""
    line_spacing: int = 1
    """Rows from one line of text to the next."""
    reduced_motion: bool = False
    """Whether nothing on the screen moves or blinks by itself."""
    linear: bool = False
    """Whether one pane is shown at a time, without lines around it, as screen readers have it easier."""
    creator: str = ""
    """Your name, written into your annotations; empty for none."""
    model: str = ""
    """A spaCy package or pipeline folder; empty for the English one that comes along."""
    types: tuple[str, ...] = ()
    """Entity types shown from the start; empty for all names."""
    colors: dict[str, str] = field(default_factory=dict)
    """What each highlighter means to you."""
    key_set: str = ""
    """Keys after somebody's habits: ``vim`` or ``emacs``; empty for the program's own."""
    keys: dict[str, str] = field(default_factory=dict)
    """Command id to keys, comma-separated, instead of the ones of ``reader keys``."""
    cluster: ClusterSettings = ClusterSettings()
    """Where searches are answered, if not here."""


def load_settings(file: Path) -> Settings:
    """Read the settings file; without one, the defaults.

    Raises:
        SettingsError: not TOML, an unknown key, or a value of the wrong kind.
    """
    if not file.exists():
        return Settings()
    import tomllib

    try:
        document = tomllib.loads(_text(file))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(
            f"{file} cannot be read as settings: {reason}; mend it, or move it away and let `reader config --init` "
            "write one that explains every key."
        ) from error
    known = {item.name for item in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in document.items():
        if key not in known:
            raise SettingsError(f"{file}: unknown key {key!r}; known are {', '.join(sorted(known))}.")
        values[key] = _checked(file, key, value)
    return Settings(**values)


def _text(file: Path) -> str:
    """The text of the settings file; a pipe in its place is not waited for."""
    if not file.is_file():
        raise OSError(errno.EINVAL, "it is no regular file")
    return file.read_text(encoding="utf-8")


def _checked(file: Path, key: str, value: object) -> object:
    """The value as ``Settings`` holds it."""
    match key, value:
        case (("width" | "margin" | "line_spacing"), int()) if value in RANGES[key] and value is not True:
            return value
        case "types", list() if all(isinstance(item, str) for item in value):
            return tuple(value)
        case "keys", dict() if all(isinstance(item, str) for item in value.values()):
            return value
        case "colors", dict() if all(name in COLORS and isinstance(item, str) for name, item in value.items()):
            return value
        case "cluster", dict() if (found := _cluster(value)) is not None:
            return found
        case (("theme" | "creator" | "model" | "key_set"), str()) | (("reduced_motion" | "linear"), bool()):
            return value
    expected = {
        **{name: f"a whole number from {numbers.start} to {numbers.stop - 1}" for name, numbers in RANGES.items()},
        **dict.fromkeys(("reduced_motion", "linear"), "true or false"),
        "types": "a list of texts",
        "keys": "a table of texts",
        "cluster": 'a table such as { nodes = ["http://127.0.0.1:8108"], name = "articles" }, each node with its port',
        "colors": f"a table of texts for {', '.join(COLORS)}",
    }
    # What stands there instead may be the cluster's key, which should not get into any log.
    instead = "; its key stands elsewhere" if key == "cluster" else f", not {value!r}"
    raise SettingsError(f"{file}: {key} must be {expected.get(key, 'a text')}{instead}.")


def _cluster(value: dict[str, Any]) -> ClusterSettings | None:
    """The table as settings; None when it is none of a cluster."""
    nodes, name = value.get("nodes"), value.get("name", "")
    if not isinstance(nodes, list) or not set(value) <= {"nodes", "name"}:
        return None
    if not all(isinstance(node, str) and _NODE.fullmatch(node) for node in nodes):
        return None
    return ClusterSettings(tuple(nodes), name) if isinstance(name, str) and _CLUSTER_NAME.fullmatch(name) else None
