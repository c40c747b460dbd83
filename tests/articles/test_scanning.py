from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from reader.articles.decoding import read_bytes
from reader.articles.scanning import Scan, ScanError, scan, scan_file


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"This is {name}.")


def paths(found: Scan) -> list[str]:
    return [file.path for file in found.files]


def reasons(found: Scan) -> dict[str, str]:
    return {item.path: item.reason for item in found.skipped}


def test_articles_are_found_in_subfolders_in_natural_order(tmp_path: Path) -> None:
    write(tmp_path, "b10.txt", "b9.txt", "A.TXT", "deep/er/c.md", "deep/a.Md", "d.html", "e.HTM")
    assert paths(scan(tmp_path)) == ["A.TXT", "b9.txt", "b10.txt", "d.html", "deep/a.Md", "deep/er/c.md", "e.HTM"]


def test_size_and_time_are_the_files(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(1, 1_234_567_890_123_456_789))
    [file] = scan(tmp_path).files
    assert (file.size, file.modified_ns) == (len("This is a.txt."), 1_234_567_890_123_456_789)
    assert file.file.read_text() == "This is a.txt."


def test_what_is_hidden_or_no_article_is_left_out_in_silence(tmp_path: Path) -> None:
    write(tmp_path, ".a.txt", ".git/a.txt", "a.pdf", "txt", "a.txt~", "annotations.json", "notes/b.xhtml")
    assert scan(tmp_path) == Scan(str(tmp_path), {}, {}, ())


def test_a_missing_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match=r"There is no .*nowhere; name a folder"):
        scan(tmp_path / "nowhere")
    with pytest.raises(ScanError, match=r"There is no .*gone\.txt"):
        scan_file(tmp_path / "gone.txt")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(ScanError, match=r"a\.txt cannot be opened as a library: Not a directory"):
        scan(tmp_path / "a.txt")


def test_an_error_shows_no_control_characters(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match="␛") as caught:
        scan(tmp_path / "\x1b]52;c;x\x07")
    assert "\x1b" not in str(caught.value)


def test_a_pipe_a_socket_and_a_folder_are_skipped_with_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path, "folder.txt/inside.txt", "good.txt")
    listener = socket.socket(socket.AF_UNIX)
    with listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket may only be short
        listener.bind("socket.txt")
        os.chdir(here)
    found = scan(tmp_path)
    assert paths(found) == ["good.txt"]
    assert reasons(found) == {
        "folder.txt": "a folder that is named like an article",
        "pipe.txt": "a pipe (FIFO), not a regular file",
        "socket.txt": "a socket, not a regular file",
    }


def test_a_device_is_skipped_with_a_reason(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "null.txt", 0o20666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make devices")
    assert reasons(scan(tmp_path)) == {"null.txt": "a device, not a regular file"}


def test_a_link_out_of_the_library_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", "other/a.txt", "library-too/a.txt", "library/a.txt")
    library = tmp_path / "library"
    (library / "file.txt").symlink_to(tmp_path / "secret.txt")
    (library / "folder").symlink_to(tmp_path / "other")
    (library / "sibling").symlink_to("../library-too")
    (library / "device.txt").symlink_to("/dev/null")
    (library / "picture.png").symlink_to("/dev/null")
    found = scan(library)
    assert paths(found) == ["a.txt"]
    assert reasons(found) == dict.fromkeys(
        ("device.txt", "file.txt", "folder", "sibling"), "a link that leaves the library"
    )


def test_links_that_lead_nowhere_or_round_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "gone.txt").symlink_to("nothing.txt")
    (tmp_path / "round.txt").symlink_to("round.txt")
    (tmp_path / "sub" / "up").symlink_to("..")
    (tmp_path / "sub" / "self").symlink_to(".")
    (tmp_path / "again").symlink_to("sub")
    found = scan(tmp_path)
    assert paths(found) == ["sub/a.txt"]
    assert reasons(found) == {
        "again": "a link to a folder that is listed already",
        "gone.txt": "a link that leads nowhere: No such file or directory",
        "round.txt": "a link that leads nowhere: Too many levels of symbolic links",
        "sub/self": "a link to a folder that is listed already",
        "sub/up": "a link to a folder that is listed already",
    }


def test_a_link_to_what_is_not_listed_otherwise_is_an_article_once(tmp_path: Path) -> None:
    write(tmp_path, ".store/abc", ".store/deep/b.txt", "listed.txt")
    os.mkfifo(tmp_path / ".store" / "pipe")
    (tmp_path / "first.txt").symlink_to(".store/abc")
    (tmp_path / "second.txt").symlink_to(".store/abc")
    (tmp_path / "same.txt").symlink_to("listed.txt")
    (tmp_path / "pipe.txt").symlink_to(".store/pipe")
    (tmp_path / "shown").symlink_to(".store/deep")
    (tmp_path / "shown-more").symlink_to(".store")
    found = scan(tmp_path)
    assert paths(found) == ["first.txt", "listed.txt", "shown/b.txt"]
    assert read_bytes(found.files[0].file) == b"This is .store/abc."
    assert reasons(found)["second.txt"] == "a link to an article that is listed already"
    assert reasons(found)["pipe.txt"] == "a link to a pipe (FIFO), not a regular file"


def test_the_library_may_be_a_link_itself(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert paths(scan(tmp_path / "link")) == ["a.txt"]


def test_a_folder_that_cannot_be_listed_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.txt", "open/b.txt")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = scan(tmp_path)
    assert paths(found) == ["open/b.txt"]
    assert reasons(found) == {"closed": "a folder that cannot be listed: Permission denied"}


HOSTILE = [
    b"caf\xe9.txt",
    b"caf\\xe9.txt",
    b"line\nbreak.txt",
    b"escape\x1b]52;c;aGk=\x07.txt",
    b"[@click=app.quit]x[/].txt",
    b"-rf.txt",
    b" .txt",
    "\u202egpj.txt".encode(),
    b"\xff\xfe/\xf0\x9f.txt",
]


def test_hostile_names_are_valid_unique_and_lead_back_to_their_files(tmp_path: Path) -> None:
    for name in HOSTILE:
        file = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - pathlib takes no bytes
        Path(os.fsdecode(file)).parent.mkdir(exist_ok=True)
        Path(os.fsdecode(file)).write_bytes(name)
    found = scan(tmp_path)
    assert not found.skipped
    assert len(set(paths(found))) == len(HOSTILE)
    assert {read_bytes(file.file) for file in found.files} == set(HOSTILE)
    by_bytes = {read_bytes(file.file): file.path for file in found.files}
    for path in paths(found):
        assert json.loads(json.dumps(path).encode()) == path
        assert path.encode("utf-8", errors="strict").decode() == path
    assert by_bytes[b"caf\\xe9.txt"] == "caf\\xe9.txt"
    assert by_bytes[b"caf\xe9.txt"] == "caf\\xe9.txt~2"
    assert by_bytes[b"\xff\xfe/\xf0\x9f.txt"] == "\\xff\\xfe/\\xf0\\x9f.txt"
    assert by_bytes[b"line\nbreak.txt"] == "line\nbreak.txt"
    assert scan(tmp_path) == found


def test_one_file_is_a_library_of_one_article(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "report.log")
    (tmp_path / "link").symlink_to("a.txt")
    assert paths(scan_file(tmp_path / "report.log")) == ["report.log"]
    [linked] = scan_file(tmp_path / "link").files
    assert (linked.path, read_bytes(linked.file)) == ("link", b"This is a.txt.")


def test_one_file_that_is_a_pipe_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(scan_file(tmp_path / "pipe.txt")) == {"pipe.txt": "a pipe (FIFO), not a regular file"}


def test_scanning_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "sub/b.txt")
    before = sorted((str(path), path.lstat().st_mtime_ns) for path in tmp_path.rglob("*"))
    scan(tmp_path)
    assert sorted((str(path), path.lstat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


def test_importing_the_room_pulls_in_nothing_heavy() -> None:
    code = (
        "import sys, reader.articles.reading, reader.articles.scanning, reader.articles.watching,"
        " reader.articles.spans, reader.articles.urls\n"
        "heavy = {'numpy', 'pydantic', 'filelock', 'watchfiles', 'charset_normalizer', 'asyncio', 'textual',"
        " 'rich', 'spacy', 'tinydb', 'orjson', 'rapidfuzz', 'typer', 'threading'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
