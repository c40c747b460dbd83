"""Replacing a file: whole or not at all, whatever fails."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from reader.annotations import disk
from reader.annotations.errors import StoreReadOnlyError, StoreWriteError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def failing(number: int) -> Callable[..., NoReturn]:
    """A system call that fails."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_previous_version_is_kept(file: Path) -> None:
    disk.replace(file, [b"one"])
    assert names(file.parent) == {"annotations.json"}
    disk.replace(file, [b"two"])
    disk.replace(file, [b"three"])
    assert file.read_bytes() == b"three"
    assert disk.beside(file, ".bak").read_bytes() == b"two"
    assert names(file.parent) == {"annotations.json", "annotations.json.bak"}


def test_backup_does_not_follow_a_writer_in_place(file: Path) -> None:
    disk.replace(file, [b"one"])
    disk.replace(file, [b"two"])
    with file.open("r+b") as stream:
        stream.write(b"xxx")
    assert disk.beside(file, ".bak").read_bytes() == b"one"


def test_signature_is_that_of_the_new_version(file: Path) -> None:
    signatures = [disk.replace(file, [content]) for content in (b"one", b"two", b"six")]
    assert disk.signature(file) == signatures[-1]
    assert disk.read(file) == (b"six", signatures[-1])
    assert len({signature.modified_ns for signature in signatures}) == 3


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_mode_is_kept(file: Path, mode: int) -> None:
    file.write_bytes(b"one")
    file.chmod(mode)
    disk.replace(file, [b"two"])
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_new_file_obeys_the_umask(file: Path) -> None:
    former = os.umask(0o027)
    try:
        disk.replace(file, [b"one"])
    finally:
        os.umask(former)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_owner_is_kept(file: Path) -> None:
    file.write_bytes(b"one")
    os.chown(file, 1234, 2345)
    disk.replace(file, [b"two"])
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


def test_copy_where_links_are_impossible(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.replace(file, [b"one"])
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    disk.replace(file, [b"two"])
    assert (file.read_bytes(), disk.beside(file, ".bak").read_bytes()) == (b"two", b"one")


def test_backup_that_is_the_file_itself(file: Path) -> None:
    """A writer killed between keeping the previous version and putting the new one leaves two links to one file."""
    file.write_bytes(b"one")
    os.link(file, disk.beside(file, ".bak"))
    disk.replace(file, [b"two"])
    assert (file.read_bytes(), disk.beside(file, ".bak").read_bytes()) == (b"two", b"one")
    assert names(file.parent) == {"annotations.json", "annotations.json.bak"}


@pytest.mark.parametrize("call", ["fsync", "open", "utime", "fchmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
def test_failing_disk_leaves_the_file_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    disk.replace(file, [b"one"])
    monkeypatch.setattr(os, call, failing(number))
    with pytest.raises(
        StoreWriteError, match=r"annotations\.json could not be written and is as it was: .*; make room"
    ):
        disk.replace(file, [b"two"])
    monkeypatch.undo()
    assert file.read_bytes() == b"one"
    assert names(file.parent) == {"annotations.json"}


def test_disk_that_fills_up_midway(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk.replace(file, [b"one"])
    advise = os.posix_fadvise
    calls: list[int] = []

    def fill(*arguments: Any) -> None:  # noqa: ANN401 - handed on
        calls.append(1)
        if len(calls) > 2:
            failing(errno.ENOSPC)()
        advise(*arguments)

    monkeypatch.setattr(os, "posix_fadvise", fill)
    with pytest.raises(StoreWriteError, match="No space left"):
        disk.replace(file, [bytes(200_000)] * 10)
    assert file.read_bytes() == b"one"
    assert names(file.parent) == {"annotations.json"}


def test_failing_folder_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_sync_folder", failing(errno.EIO))
    with pytest.raises(StoreWriteError, match="was written, but may not outlive a power cut"):
        disk.replace(file, [b"one"])
    assert file.read_bytes() == b"one"


def test_sweeping(file: Path) -> None:
    for suffix in (".reader-tmp", ".bak.reader-tmp"):
        disk.beside(file, suffix).write_bytes(b"left behind")
    (file.parent / "other.reader-tmp").write_bytes(b"somebody else's")
    disk.sweep(file)
    assert names(file.parent) == {"other.reader-tmp"}


def test_temporary_name_that_is_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    disk.beside(file, ".reader-tmp").symlink_to(victim)
    with pytest.raises(StoreWriteError):
        disk.replace(file, [b"two"])
    assert victim.read_bytes() == b"precious"


def test_only_regular_files_are_read(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(OSError, match="not a regular file"):
        disk.read(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(OSError, match="not a regular file"):
        disk.read(file)


def test_huge_files_are_not_read(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(disk.LARGEST_FILE + 1)
    with pytest.raises(OSError, match="larger than 512 MiB"):
        disk.read(file)


def test_huge_content_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "LARGEST_FILE", 10)
    with pytest.raises(StoreWriteError, match="larger than"):
        disk.replace(file, [bytes(11)])
    assert names(file.parent) == set()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_is_refused_even_for_root(file: Path, what: str) -> None:
    file.write_bytes(b"one")
    path, mode = (file, 0o444) if what == "file" else (file.parent, 0o555)
    path.chmod(mode)
    try:
        with pytest.raises(StoreReadOnlyError, match=f"{path} is read-only"):
            disk.refuse_read_only(file)
    finally:
        path.chmod(0o755)
    disk.refuse_read_only(file)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnlyError, match="nowhere is not there"):
        disk.refuse_read_only(tmp_path / "nowhere" / "annotations.json")
