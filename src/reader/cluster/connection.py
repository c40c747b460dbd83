"""The way to the cluster: its nodes, its key, and what counts as not reaching it."""

from __future__ import annotations

import importlib
import logging
import os
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
from typesense import Client
from typesense.exceptions import ObjectAlreadyExists, ObjectNotFound, TypesenseClientError

from reader.config import APPLICATION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KEY_VARIABLE = "READER_CLUSTER_KEY"
"""Environment variable: the key of the cluster."""
KEYRING_NAME = "cluster"
"""Under which the keyring holds the key, if there is none in the environment."""
ANSWER_SECONDS = 3.0
"""A node that takes longer to answer a search counts as gone."""
WRITE_SECONDS = 30.0
ELECTION_SECONDS = 60.0
"""How long writing goes on trying while the nodes choose a leader or catch up."""
_AGAIN = 0.5
"""Seconds between two tries."""
_FORGIVEN = 5
"""Seconds after which a node that was gone is asked again."""
_NOT_FOUND = 404
_MOST_SEARCHES = 50
"""That a node takes in one request."""
_MOST_IN_FILTER = 1000
_SEARCH = {
    "query_by": "words", "include_fields": "id,stamp", "highlight_fields": "none", "highlight_full_fields": "none",
    "num_typos": 0, "prefix": False, "typo_tokens_threshold": 0,
}  # fmt: skip
"""What all searches have in common; a single one cannot have it otherwise."""
_NO_FEWER_WORDS = {"drop_tokens_threshold": 0}
"""What a search has unless it says otherwise: all words are looked for."""
_Result = TypeVar("_Result")
UNREACHED = (TypesenseClientError, httpx.HTTPError)
"""What is raised when no node answers as it should."""


class ClusterError(Exception):
    """The cluster cannot be used; the message is one sentence with the way out."""


class Cluster:
    """One library's collections on a cluster; may be used from any thread.

    Args:
        nodes: their addresses.
        name: of the library there.
        key: what the cluster asks for.
    """

    def __init__(self, nodes: Sequence[str], name: str, key: str) -> None:
        # The log of requests shows whole addresses, and with them what a person looks for.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self.nodes = tuple(nodes)
        self.name = name
        self.articles = f"{name}-articles"
        """The collection with a document for each article."""
        self.words = f"{name}-words"
        """The collection with the words of all articles."""
        self._readers = _client(nodes, key, ANSWER_SECONDS)
        self._writers = _client(nodes, key, WRITE_SECONDS)

    def close(self) -> None:
        """End the connections."""
        for client in (self._readers, self._writers):
            client.api_call.close()

    def search(self, *searches: dict[str, Any]) -> list[dict[str, Any]]:
        """The ids and stamps of articles that several searches find, in as few requests as may be.

        Words are looked for as they are given; what they may mean else is for the caller to say.

        Raises:
            OSError: no node answers, or it has no such collection.
            httpx.HTTPError: the same.
        """
        answers: list[Any] = []
        common: Any = {**_SEARCH, "collection": self.articles}
        for start in range(0, len(searches), _MOST_SEARCHES):
            some = [{**_NO_FEWER_WORDS, **search} for search in searches[start : start + _MOST_SEARCHES]]
            asked: Any = {"searches": some}
            answers += self._readers.multi_search.perform(asked, common)["results"]
        for answer in answers:
            if "error" in answer:
                raise (ObjectNotFound if answer.get("code") == _NOT_FOUND else TypesenseClientError)(answer["error"])
        return answers

    def document(self, collection: str, item: str) -> dict[str, Any]:
        """One document.

        Raises:
            ObjectNotFound: it is not there.
            OSError: no node answers.
            httpx.HTTPError: the same.
        """
        return dict(self._readers.collections[collection].documents[item].retrieve())

    def answer(self, collection: str, fields: str, only: str = "") -> list[dict[str, Any]]:
        """These fields of the documents that a filter lets through; takes a node less time than a search.

        Raises:
            OSError: no node answers, or it has no such collection.
            httpx.HTTPError: the same.
        """
        return _exported(self._readers, collection, fields, only)

    def documents(self, collection: str, fields: str) -> list[dict[str, Any]]:
        """These fields of all documents of a collection, even if the nodes must choose a leader first."""
        return persistently(lambda: _exported(self._writers, collection, fields))

    def make(self, collection: str, fields: Sequence[dict[str, Any]]) -> None:
        """Make a collection unless it is there."""
        schema: Any = {"name": collection, "fields": list(fields)}

        def create() -> None:
            try:
                self._writers.collections.create(schema)
            except ObjectAlreadyExists:
                return

        persistently(create)

    def store(self, collection: str, documents: Sequence[dict[str, Any]]) -> None:
        """Write documents, in place of those with the same ids.

        Raises:
            ClusterError: the cluster refuses one.
        """

        def write() -> None:
            answers = self._writers.collections[collection].documents.import_(list(documents), {"action": "upsert"})
            for answer in answers:
                if not answer["success"]:
                    raise TypesenseClientError(str(answer.get("error", "")))

        persistently(write)

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Remove the documents with these ids."""
        for start in range(0, len(ids), _MOST_IN_FILTER):
            some = ids_filter(ids[start : start + _MOST_IN_FILTER])
            persistently(lambda some=some: self._writers.collections[collection].documents.delete({"filter_by": some}))  # type: ignore[misc]

    def forget(self) -> None:
        """Remove both collections."""
        for collection in (self.articles, self.words):

            def drop(collection: str = collection) -> None:
                try:
                    self._writers.collections[collection].delete()
                except ObjectNotFound:
                    return

            persistently(drop)


def ids_filter(ids: Sequence[str]) -> str:
    """What selects the documents with these ids."""
    return f"id:[{','.join(ids)}]"


def cluster_key() -> str:
    """The cluster's key, from the environment or the keyring.

    Raises:
        ClusterError: neither has one.
    """
    if key := os.environ.get(KEY_VARIABLE):
        return key
    if key := _kept_key():
        return key
    raise ClusterError(
        f"the cluster's key is missing; set {KEY_VARIABLE}, or `keyring set {APPLICATION} {KEYRING_NAME}`"
    )


def _kept_key() -> str | None:
    """The key that the keyring holds, if there is a keyring.

    Raises:
        ClusterError: it is locked.
    """
    if find_spec("keyring") is None:
        return None
    keyring = importlib.import_module("keyring")
    errors = importlib.import_module("keyring.errors")
    try:
        key: str | None = keyring.get_password(APPLICATION, KEYRING_NAME)
    except errors.NoKeyringError:
        return None
    except errors.KeyringError as error:
        raise ClusterError(f"the keyring does not give the cluster's key ({error}); set {KEY_VARIABLE}") from error
    return key


def persistently(work: Callable[[], _Result]) -> _Result:
    """Do it, again while the nodes are choosing a leader.

    Raises:
        ClusterError: it took too long.
    """
    end = time.monotonic() + ELECTION_SECONDS
    while True:
        try:
            return work()
        except UNREACHED as error:
            if time.monotonic() > end:
                raise ClusterError(f"the search cluster takes nothing: {error}") from error
        time.sleep(_AGAIN)


def _exported(client: Client, collection: str, fields: str, only: str = "") -> list[dict[str, Any]]:
    import orjson

    asked: Any = {"include_fields": fields, **({"filter_by": only} if only else {})}
    lines = client.collections[collection].documents.export(asked).split("\n")
    return [orjson.loads(line) for line in lines if line]


def _client(nodes: Sequence[str], key: str, seconds: float) -> Client:
    return Client(
        {
            "nodes": list(nodes),
            "api_key": key,
            "connection_timeout_seconds": seconds,
            "num_retries": len(nodes),
            "retry_interval_seconds": 0.05,
            "healthcheck_interval_seconds": _FORGIVEN,
        }
    )
