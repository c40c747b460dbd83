from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.annotations.models import Color
from reader.config import COLORS, SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_the_highlighters_are_those_of_annotations() -> None:
    assert tuple(Color) == COLORS


def test_colors_have_meanings(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[colors]\nyellow = "key point"\npink = ""\n')
    assert load_settings(file).colors == {"yellow": "key point", "pink": ""}


@pytest.mark.parametrize("colors", ['{ red = "stop" }', "{ yellow = 1 }", '"yellow"', '["yellow"]'])
def test_what_is_no_meaning_of_a_color_is_refused(tmp_path: Path, colors: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"colors = {colors}\n")
    with pytest.raises(SettingsError, match="colors must be a table of texts for yellow, green"):
        load_settings(file)


def test_a_cluster_has_nodes_and_perhaps_a_name(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert not load_settings(file).cluster.nodes
    file.write_text('[cluster]\nnodes = ["http://127.0.0.1:8108", "https://search.example.org:443"]\nname = "news"\n')
    cluster = load_settings(file).cluster
    assert (cluster.nodes, cluster.name) == (("http://127.0.0.1:8108", "https://search.example.org:443"), "news")


@pytest.mark.parametrize(
    "cluster",
    [
        '"http://127.0.0.1:8108"',
        '{ nodes = "http://127.0.0.1:8108" }',
        '{ nodes = ["http://127.0.0.1"] }',
        '{ nodes = ["http://name:secret@127.0.0.1:8108"] }',
        '{ nodes = [], key = "secret" }',
        '{ nodes = [], name = "a b" }',
        '{ name = "news" }',
    ],
)
def test_what_is_no_cluster_is_refused(tmp_path: Path, cluster: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"cluster = {cluster}\n")
    with pytest.raises(SettingsError, match="cluster must be a table such as") as caught:
        load_settings(file)
    assert "secret" not in str(caught.value)


def test_how_the_text_stands_on_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("margin = 8\nline_spacing = 2\nreduced_motion = true\nlinear = true\n")
    settings = load_settings(file)
    assert (settings.margin, settings.line_spacing, settings.reduced_motion, settings.linear) == (8, 2, True, True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("margin = 1", "margin must be a whole number from 2 to 40, not 1"),
        ("line_spacing = 1.5", "line_spacing must be a whole number from 1 to 3, not 1.5"),
        ("line_spacing = true", "line_spacing must be a whole number from 1 to 3, not True"),
        ("width = 10", "width must be a whole number from 20 to 400, not 10"),
        ('linear = "yes"', "linear must be true or false, not 'yes'"),
        ("reduced_motion = 1", "reduced_motion must be true or false, not 1"),
    ],
)
def test_numbers_and_switches_are_checked(tmp_path: Path, line: str, expected: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"{line}\n")
    with pytest.raises(SettingsError, match=expected):
        load_settings(file)


@pytest.mark.parametrize(
    ("content", "reason"), [(b"width =", "Invalid value"), (b"\xff", "utf-8"), (None, "no regular file")]
)
def test_what_is_no_settings_file_is_refused_with_the_way_out(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "settings.toml"
    if content is None:
        os.mkfifo(file)
    else:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=rf"{reason}.*; mend it, or move it away .*config --init"):
        load_settings(file)
