from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.informing import TEMPLATE
from reader.commands import COMMANDS
from reader.config import Settings, load_settings

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_keys_lists_every_command(run: Run) -> None:
    commands = run("keys", "--json").json
    assert [command["id"] for command in commands] == [command.id for command in COMMANDS]
    assert [list(command) for command in commands] == [["id", "context", "keys", "label", "help"]] * len(COMMANDS)
    out = run("keys").out
    assert all(command.help in out for command in COMMANDS)


def test_keys_in_force(run: Run, reader_home: Path) -> None:
    file = reader_home / "config" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\nsearch = "f3, slash"\n')
    command = next(command for command in run("keys", "--json").json if command["id"] == "search")
    assert command["keys"] == ["f3", "slash"]


def test_config_shows_what_is_in_force(run: Run, reader_home: Path) -> None:
    assert set(run("config", "--json").json) == {field.name for field in fields(Settings)}
    path = run("config", "--path").out.strip()
    assert path == str(reader_home / "config" / "settings.toml")
    assert not Path(path).exists()


def test_init_writes_the_defaults_once(run: Run) -> None:
    file = Path(run("config", "--init").out.strip())
    assert load_settings(file) == Settings()
    assert run("config", "--init").code == 2


def test_template_explains_every_setting() -> None:
    uncommented = "\n".join(
        line.removeprefix("# ") for line in TEMPLATE.splitlines() if " = " in line or line.startswith("# [")
    )
    document = tomllib.loads(uncommented)
    assert document.keys() == {field.name for field in fields(Settings)}
    defaults = Settings()
    for name in ("theme", "width", "creator", "model"):
        assert document[name] == getattr(defaults, name)


def test_wrong_setting_is_named(run: Run, reader_home: Path) -> None:
    file = reader_home / "config" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text("wdith = 3\n")
    for verb in (["list"], ["keys"], ["config"]):
        result = run(*verb)
        assert result.code == 2
        assert "'wdith'" in result.err


def test_version_and_help(run: Run) -> None:
    from reader import __version__

    assert run("--version").out == f"reader {__version__}\n"
    assert run("--version", "-L", ".").out == f"reader {__version__}\n"
    help_text = run("--help").out
    assert "--install-completion" in help_text
    assert "Examples:" in help_text


def test_every_help_has_an_example(run: Run) -> None:

    from typer.main import get_command

    from reader.cli.app import make_app

    def paths(command: object, path: list[str]) -> list[list[str]]:
        inner = getattr(command, "commands", {})
        return [path] + [item for name, below in inner.items() for item in paths(below, [*path, name])]

    for path in paths(get_command(make_app()), []):
        result = run(*path, "--help")
        assert result.code == 0
        assert f"reader {' '.join(path)}".strip() in result.out.partition("Examples:")[2], path
