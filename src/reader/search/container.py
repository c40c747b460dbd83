"""A file of named arrays: written whole or not at all, mapped into memory when opened, with a checksum for each array.

It starts with a header that says where its table of contents is; that is a JSON document at the end, since the arrays
are written as they come. Every array starts at a multiple of 64 bytes.
"""

from __future__ import annotations

import json
import mmap
import os
import secrets
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

VERSION = 3
"""Of the format and of all that is indexed: passages, tokens, arrays. What has another one is made anew."""
TEMPORARY = ".tmp"
_MAGIC = b"reader-i"
_HEADER = struct.Struct("<8sIIQQ")
_ALIGNMENT = 64
_TYPES = frozenset({"|u1", "|b1", "<u4", "<i8"})
_MOST_CONTENTS = 1 << 20


class DamagedError(Exception):
    """A file is not one of ours, of another version, or not as it was written."""


@dataclass(frozen=True, slots=True)
class Container:
    """An open file; the arrays are those on disk, mapped, and cannot be written to."""

    arrays: dict[str, NDArray[Any]]
    facts: dict[str, Any]
    """Plain data that goes with them."""
    _checksums: dict[str, int]

    def check(self) -> None:
        """Read all of it and compare it with its checksums.

        Raises:
            DamagedError: something is not as it was written.
        """
        for name, items in self.arrays.items():
            if _checksum(items) != self._checksums[name]:
                raise DamagedError(f"{name} is not as it was written")


def write_container(
    file: Path, arrays: Iterable[tuple[str, NDArray[np.generic]]], facts: Mapping[str, object] | None = None
) -> None:
    """Write a file of arrays, one after the other as they come; it is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with temporary.open("xb") as stream:
            _write(stream, arrays, dict(facts or {}))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def open_container(file: Path) -> Container:
    """Open a file of arrays: only its table of contents is read.

    Raises:
        DamagedError: it is gone, cannot be read, is not ours, of another version, cut off, or damaged.
    """
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size < _HEADER.size:
                raise DamagedError("cut off")
            mapped = mmap.mmap(stream.fileno(), size, access=mmap.ACCESS_READ)
    except OSError as error:
        raise DamagedError(str(error)) from error
    magic, version, checksum, start, length = _HEADER.unpack_from(mapped)
    if (magic, version) != (_MAGIC, VERSION):
        raise DamagedError("of another kind or version")
    if start + length != size or not 0 < length <= _MOST_CONTENTS:
        raise DamagedError("cut off")
    contents = mapped[start : start + length]
    if zlib.crc32(contents) != checksum:
        raise DamagedError("its table of contents is not as it was written")
    described = json.loads(contents)
    arrays = {name: _array(mapped, *place) for name, place in described["arrays"].items()}
    return Container(arrays, described["facts"], described["checksums"])


def _write(stream: BinaryIO, arrays: Iterable[tuple[str, NDArray[np.generic]]], facts: dict[str, object]) -> None:
    """Write arrays and table of contents, then the header, without which the file is none."""
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    checksums: dict[str, int] = {}
    stream.write(bytes(_ALIGNMENT))
    for name, items in arrays:
        kept = np.ascontiguousarray(items)
        places[name] = kept.dtype.str, kept.shape, stream.tell()
        checksums[name] = _checksum(kept)
        stream.write(kept.data.cast("B") if kept.size else b"")
        stream.write(bytes(-stream.tell() % _ALIGNMENT))
        del items, kept  # while the next array is made, this one need not be in memory
    start = stream.tell()
    contents = json.dumps({"arrays": places, "checksums": checksums, "facts": facts}).encode("ascii")
    stream.write(contents)
    stream.seek(0)
    stream.write(_HEADER.pack(_MAGIC, VERSION, zlib.crc32(contents), start, len(contents)))


def _array(mapped: mmap.mmap, kind: str, shape: list[int], start: int) -> NDArray[Any]:
    """One array of a file whose table of contents is sound."""
    if kind not in _TYPES:
        raise DamagedError(f"{kind} is no kind of array here")
    count = int(np.prod(shape, dtype=np.int64))
    if not count:
        return np.zeros(shape, kind)
    return np.frombuffer(mapped, kind, count, start).reshape(shape)


def _checksum(items: NDArray[Any]) -> int:
    return zlib.crc32(items.data.cast("B")) if items.size else 0
