from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reader.cluster.connection import ClusterError, cluster_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSTALLED = "keyring"


@pytest.fixture
def kept() -> Iterator[dict[tuple[str, str], str]]:
    """What the machine's keyring holds: nothing yet."""
    keyring: Any = pytest.importorskip(_INSTALLED)
    keys: dict[tuple[str, str], str] = {}
    before = keyring.get_keyring()  # before there is a class that could be taken for the machine's own

    class Backend(keyring.backend.KeyringBackend):  # type: ignore[misc, name-defined, unused-ignore]
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            if ("locked", username) in keys:
                raise keyring.errors.KeyringLocked("it is locked")
            return keys.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            keys[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del keys[service, username]

    keyring.set_keyring(Backend())
    yield keys
    keys.clear()
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READER_CLUSTER_KEY", raising=False)


def test_the_key_comes_from_the_keyring(kept: dict[tuple[str, str], str]) -> None:
    pytest.importorskip(_INSTALLED).set_password("reading-room", "cluster", "kept")
    assert cluster_key() == "kept"


def test_the_environment_goes_before_the_keyring(
    kept: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept["reading-room", "cluster"] = "kept"
    monkeypatch.setenv("READER_CLUSTER_KEY", "set")
    assert cluster_key() == "set"


def test_an_empty_keyring_is_told_how_to_fill(kept: dict[tuple[str, str], str]) -> None:
    with pytest.raises(ClusterError, match="keyring set reading-room cluster"):
        cluster_key()


def test_a_locked_keyring_is_told(kept: dict[tuple[str, str], str]) -> None:
    kept["locked", "cluster"] = ""
    with pytest.raises(ClusterError, match=r"\(it is locked\); set READER_CLUSTER_KEY"):
        cluster_key()


def test_a_machine_without_a_keyring_has_no_key(kept: dict[tuple[str, str], str]) -> None:
    keyring: Any = pytest.importorskip(_INSTALLED)
    keyring.set_keyring(keyring.backends.fail.Keyring())
    with pytest.raises(ClusterError, match="the cluster's key is missing"):
        cluster_key()


def test_without_the_keyring_library_the_environment_is_asked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.cluster.connection.find_spec", lambda _: None)
    with pytest.raises(ClusterError, match="READER_CLUSTER_KEY"):
        cluster_key()
