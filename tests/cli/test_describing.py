from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def entry(run: Run) -> dict[str, object]:
    (found,) = [item for item in run("list", "--json").json if item["path"].startswith("001")]
    assert isinstance(found, dict)
    return found


def test_status(run: Run) -> None:
    assert run("status", "001", "reading").code == 0
    assert entry(run)["status"] == "reading"
    assert run("status", "001", "finished").code == 2


def test_star(run: Run) -> None:
    run("star", "001")
    assert entry(run)["starred"] is True
    run("star", "001")
    assert entry(run)["starred"] is False
    for _ in range(2):
        run("star", "001", "--on")
    assert entry(run)["starred"] is True
    run("star", "001", "--off")
    assert entry(run)["starred"] is False


def test_title(run: Run) -> None:
    found = entry(run)["title"]
    run("title", "001", "Chips [bold]")
    assert entry(run)["title"] == "Chips [bold]"
    assert run("show", "chips [bold]", "--plain").code == 0
    run("title", "001")
    assert entry(run)["title"] == found
    assert run("title", "001", " ").code == 2
