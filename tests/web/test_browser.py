"""The reading room in a real browser, from the address to the closed tab."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from reader.entities.cache import MentionCache
from reader.entities.pipeline import model_version
from reader.library.library import Library
from tests.web.browsing import CHROMIUM, FLAGS, Server, Visitor, kill, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]
Arrive = Callable[[], Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def library(library_folder: Path) -> Library:
    """A library whose entities are known, so that no session loads a model."""
    library = Library.open(library_folder)
    cache = MentionCache(library.folders.cache / "mentions.sqlite3")
    for file in library.files:
        cache.put(library.article(file.path).sha256, model_version(library.settings.model), ())
    cache.close()
    return library


@pytest.fixture
def server(library: Library, tmp_path: Path) -> Iterator[Server]:
    """The library in a browser."""
    with served(library.location.root, tmp_path / "log") as server:
        yield server


@pytest.fixture
def arrive(browser: Browser) -> Iterator[Arrive]:
    """Makes visitors, each with a browser profile of their own; they leave at the end."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(Visitor(browser))


def saved(library: Library) -> list[dict[str, object]]:
    """The annotations on disk."""
    tables = json.loads(library.location.annotations.read_text())
    return list(tables["annotations"].values())


def drafts(library: Library) -> str:
    """Notes in the making, as they are kept on disk."""
    return "".join(file.read_text() for file in library.folders.state.glob("*/reading.json"))


def test_the_articles_are_read_and_searched_and_nothing_is_asked_of_others(server: Server, arrive: Arrive) -> None:
    visitor = arrive().visit(server.address)
    visitor.until_seen("5 articles", "China Vows to Double Down", "680 words")
    assert visitor.page.url == server.site, "the token is no longer in sight"
    [cookie] = visitor.context.cookies()
    assert (cookie["value"], cookie["httpOnly"], cookie["sameSite"]) == (server.token, True, "Strict")
    visitor.press("/")
    visitor.type("huwaei chisp")
    visitor.until_seen("Search", "Huawei", "hits in")
    visitor.press("Enter")
    visitor.until_seen("Articles", "Huawei (HiSilicon)")
    assert {url.startswith(server.site) for url in visitor.requests} == {True}
    assert visitor.errors == []
    assert server.token not in server.log
    assert len(set(visitor.page.screenshot())) > 200, "there is a picture"


def test_tag_note_and_export(server: Server, arrive: Arrive, library: Library, tmp_path: Path) -> None:
    visitor = arrive().visit(server.address)
    visitor.press("t")
    visitor.until_seen("enter add")
    visitor.type("chips")
    visitor.press("Enter")
    visitor.until(library.location.annotations.exists)
    visitor.escape("enter add")
    visitor.until_seen("#chips")
    visitor.press("a")
    visitor.until_seen("Note on the article")
    visitor.type("Who said so? «é»")
    visitor.press("Control+s")
    visitor.until_seen("Note saved")
    visitor.press("x")
    visitor.until_seen("annotations-export.json")
    with visitor.page.expect_download() as downloading:
        visitor.press("Enter")
    downloading.value.save_as(tmp_path / "export.json")
    assert downloading.value.suggested_filename == "annotations-export.json"
    exported = json.loads((tmp_path / "export.json").read_text())
    assert [item["tags"] for item in exported["annotations"] if item.get("tags")] == [["chips"]]
    assert [item["body"] for item in exported["annotations"] if item.get("body")] == ["Who said so? «é»"]
    assert len(saved(library)) == 2
    visitor.until_seen("Downloaded as")


def test_two_people_see_each_others_tags(server: Server, arrive: Arrive) -> None:
    ann, bob = arrive().visit(server.address), arrive().visit(server.address)
    for person, other, tag in ((ann, bob, "from-ann"), (bob, ann, "from-bob")):
        person.press("t")
        person.until_seen("enter add")
        person.type(tag)
        person.press("Enter")
        other.until_seen(f"#{tag}")
        person.escape("enter add")
    assert len(server.sessions) == 2


def test_without_the_token_there_is_a_refusal_and_no_process(server: Server, arrive: Arrive) -> None:
    visitor = arrive()
    for address in (server.site, server.address[:-1], server.site + "?token=", server.site + "ws"):
        response = visitor.page.goto(address)
        assert response is not None
        assert response.status == 403
        assert "This page opens only" in visitor.page.inner_text("body")
    assert visitor.context.cookies() == []
    assert server.sessions == []


def test_a_killed_session_loses_nothing(server: Server, arrive: Arrive, library: Library) -> None:
    visitor = arrive().visit(server.address)
    visitor.press("t")
    visitor.until_seen("enter add")
    visitor.type("saved")
    visitor.press("Enter")
    visitor.escape("enter add")
    visitor.until_seen("#saved")
    visitor.press("a")
    visitor.until_seen("Note on the article")
    visitor.type("In the making")
    visitor.until(lambda: "In the making" in drafts(library))
    [session] = server.sessions
    kill(session)
    visitor.until_told("The reader ended unexpectedly; what was saved is safe.")
    visitor.press("Enter")
    visitor.until_seen("Articles", "#saved")
    visitor.press("a")
    visitor.until_seen("In the making", "draft that was not saved")
    assert len(saved(library)) == 1
    [another] = server.sessions
    assert another != session


def test_a_session_ends_with_its_tab_and_makes_room(library: Library, tmp_path: Path, arrive: Arrive) -> None:
    with served(library.location.root, tmp_path / "log", "--sessions", "1") as server:
        first, second = arrive().visit(server.address), arrive()
        second.page.goto(server.address)
        second.until_told("All places are taken")
        assert len(server.sessions) == 1
        first.page.close()
        second.until(lambda: server.sessions == [])
        second.press("Enter")
        second.until_seen("Articles")
        second.press("q")
        second.until_told("You have left the reading room.")
        second.until(lambda: server.sessions == [])
        second.page.reload()
        second.until(lambda: len(server.sessions) == 1)
        assert server.stop() == 0
        second.until_told("was ended")


def test_guests_read_and_change_nothing(library: Library, tmp_path: Path, arrive: Arrive) -> None:
    with served(library.location.root, tmp_path / "log", "--read-only") as server:
        visitor = arrive().visit(server.address)
        visitor.press("t")
        visitor.until_seen("enter add")
        visitor.type("mine")
        visitor.press("Enter")
        visitor.until_seen("reading only")
        assert [item.name for item in library.location.root.iterdir()] == ["seeds"]
        assert not library.folders.state.exists()
