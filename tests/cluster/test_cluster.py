"""Three real servers: what they answer, what they are told, and what happens when one of them dies."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from typesense.exceptions import ObjectNotFound

from reader.cluster.connection import Cluster
from reader.cluster.documents import article_document, path_of
from reader.cluster.fallback import ClusterOrLocal
from reader.cluster.pushing import Pushed, push
from reader.cluster.searching import ClusterSearch
from reader.cluster.words import WordsKeeper
from reader.search.backend import LocalSearch
from reader.search.index import build_index
from reader.search.query import parse_query
from reader.search.segment import IndexedText
from tests.cluster.servers import KEY, missing, servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.search.models import Hit
    from tests.cli.conftest import Run
    from tests.cluster.servers import Servers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=missing()),
    pytest.mark.xdist_group("cluster"),
]
QUERIES = (
    "huwaei chips", "rareearth exprots", "semi conductor", "chip", "chi", "intrn trde", '"rare earth" -gallium',
    "semiconducter maufacturing eqipment", "export contrls", "xqzvwkj", "rarearth",
)  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Three nodes."""
    with servers(tmp_path_factory.mktemp("cluster")) as found:
        yield found


class Patient(Cluster):
    """Waits until all nodes have done what was written: what any of them is asked next, it knows."""

    def __init__(self, running: Servers, name: str) -> None:
        super().__init__(running.addresses, name, KEY)
        self._running = running

    def store(self, collection: str, documents: Sequence[dict[str, Any]]) -> None:
        super().store(collection, documents)
        self._running.agree()

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        super().remove(collection, ids)
        self._running.agree()


@pytest.fixture
def cluster(running: Servers, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """An empty cluster: collections with a name of their own."""
    found = Patient(running, request.node.name)
    yield found
    found.forget()
    found.close()


@pytest.fixture
def texts(seeds: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in sorted(seeds.iterdir())}


def pushed(cluster: Cluster, texts: Mapping[str, str], tell: Callable[[int], None] = lambda _: None) -> Pushed:
    """Make the cluster hold these texts."""
    index = build_index(IndexedText(path, path, text) for path, text in texts.items())
    return push(
        cluster,
        {path: text.encode()[:32].ljust(32) for path, text in texts.items()},
        lambda path: IndexedText(path, path, texts[path], sha256=texts[path].encode()[:32].ljust(32)),
        index.word_counts(),
        index.live_passages,
        lambda done, _: tell(done),
    )


def held(cluster: Cluster) -> dict[str, tuple[list[int], str]]:
    """The passages that the cluster holds, by article: where each stands, and their words; each article once."""
    documents = cluster.documents(cluster.articles, "path,spans,words")
    assert len({document["path"] for document in documents}) == len(documents)
    return {path_of(document): (document["spans"], document["words"]) for document in documents}


def passages(texts: Mapping[str, str]) -> dict[str, tuple[list[int], str]]:
    """The passages of these texts, as `held` gives them."""
    documents = {path: article_document(IndexedText(path, path, text)) for path, text in texts.items()}
    return {path: (document["spans"], document["words"]) for path, document in documents.items()}


def counted(cluster: Cluster) -> dict[str, int]:
    """In how many passages each word stands, as the cluster has it."""
    words = WordsKeeper(cluster).current()
    return {word: words.frequency(word) for word in words.ids if words.frequency(word)}


def local(texts: Mapping[str, str]) -> LocalSearch:
    return LocalSearch(build_index(IndexedText(path, path, text) for path, text in texts.items()), texts.__getitem__)


def rounded(hits: list[Hit]) -> list[tuple[object, ...]]:
    return [(hit.article, hit.start, hit.end, round(hit.score, 3), hit.passage, hit.matches) for hit in hits]


def test_a_hit_is_the_same_hit(cluster: Cluster, texts: dict[str, str]) -> None:
    pushed(cluster, texts)
    there, here = ClusterSearch(cluster, texts.__getitem__), local(texts)
    for typed in QUERIES:
        query = parse_query(typed)
        assert rounded(there.search(query)) == rounded(here.search(query)), typed
    some = frozenset(list(texts)[:2])
    query = parse_query("chips")
    assert rounded(there.search(query, allowed=some)) == rounded(here.search(query, allowed=some))
    assert there.search(query, cancelled=lambda: True) == []


def test_only_what_changed_is_written(cluster: Cluster, texts: dict[str, str]) -> None:
    assert pushed(cluster, texts) == Pushed(5, 0)
    assert pushed(cluster, texts) == Pushed(0, 0)
    first, second, *_ = texts
    changed = {**texts, first: "Zyxwvuts and gallium.\n\n" + texts[first]}
    del changed[second]
    assert pushed(cluster, changed) == Pushed(1, 1)
    assert held(cluster) == passages(changed)
    words = counted(cluster)
    assert words["zyxwvuts"] == 1
    pushed(cluster, texts)
    assert "zyxwvuts" not in counted(cluster)


def test_what_was_ended_goes_on(cluster: Cluster, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.cluster.pushing.BATCH_CHARACTERS", 1)
    store = cluster.store
    written: list[Sequence[dict[str, Any]]] = []

    def store_two(collection: str, documents: Sequence[dict[str, Any]]) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(documents)
        store(collection, documents)

    with monkeypatch.context() as patch:
        patch.setattr(cluster, "store", store_two)
        with pytest.raises(KeyboardInterrupt):
            pushed(cluster, texts)
    told: list[int] = []
    assert pushed(cluster, texts, told.append) == Pushed(3, 0)
    assert told == [0, 1, 2, 3]
    assert held(cluster) == passages(texts)


def test_an_article_that_changed_since_is_no_hit(cluster: Cluster, texts: dict[str, str]) -> None:
    pushed(cluster, texts)
    query = parse_query("huawei")
    found = {hit.article for hit in ClusterSearch(cluster, texts.__getitem__).search(query)}
    one = min(found)
    now = {**texts, one: "Another text. " + texts[one]}
    assert {hit.article for hit in ClusterSearch(cluster, now.__getitem__).search(query)} == found - {one}


def test_without_the_articles_it_says_so(cluster: Cluster) -> None:
    with pytest.raises(ObjectNotFound):
        ClusterSearch(cluster, str).search(parse_query("chips"))


def test_the_command_line_pushes_and_asks(
    running: Servers, cluster: Cluster, run: Run, reader_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("search", "huwaei chips", "--json").json["hits"]
    nodes = ", ".join(f'"{address}"' for address in running.addresses)
    (reader_home / "config").mkdir(exist_ok=True)
    (reader_home / "config" / "settings.toml").write_text(f'[cluster]\nnodes = [{nodes}]\nname = "{cluster.name}"\n')
    monkeypatch.setenv("READER_CLUSTER_KEY", KEY)
    before = run("search", "huwaei chips", "--json")
    assert "`reader index` brings them" in before.err
    assert before.json["hits"] == plain
    result = run("index", "--only", "index", "--json")
    assert (result.json["cluster"]["written"], KEY in result.out + result.err) == (5, False)
    running.agree()
    after = run("search", "huwaei chips", "--json")
    assert after.err == ""
    assert [hit["passage"] for hit in after.json["hits"]] == [hit["passage"] for hit in plain]
    monkeypatch.setenv("READER_CLUSTER_KEY", "wrong")
    refused = run("search", "huwaei chips", "--json")
    assert "refuses the key" in refused.err
    assert refused.json["hits"] == plain


@contextlib.contextmanager
def asked_meanwhile(running: Servers, name: str, texts: Mapping[str, str], askers: int) -> Iterator[Cluster]:
    """Several ask for the same all the time, and are always answered; gives a cluster to write to meanwhile."""
    plain = Cluster(running.addresses, name, KEY)
    here = local(texts)
    done = threading.Event()
    unanswered: list[str] = []

    def ask() -> None:
        backend = ClusterOrLocal(ClusterSearch(plain, texts.__getitem__), lambda: here)
        while not done.wait(0.02):
            unanswered.extend(typed for typed in QUERIES[:3] if not backend.search(parse_query(typed)))

    with ThreadPoolExecutor(askers) as pool:
        asking = [pool.submit(ask) for _ in range(askers)]
        try:
            yield plain
        finally:
            done.set()
    plain.close()
    for one in asking:
        one.result()
    assert unanswered == []


def revive(running: Servers, node: int) -> None:
    """Start a node that was killed, and wait until it has all that was written meanwhile."""
    running.start(node)
    running.wait()
    running.agree()


def assert_all_hold(running: Servers, name: str, texts: Mapping[str, str]) -> None:
    """Each node has every passage exactly once, and counts the words as they are."""
    counts = build_index(IndexedText(path, path, text) for path, text in texts.items()).word_counts()
    for address in running.addresses:
        one = Cluster([address], name, KEY)
        assert held(one) == passages(texts)
        assert counted(one) == counts
        one.close()


def test_the_leader_may_die_under_load(running: Servers, cluster: Cluster, texts: dict[str, str]) -> None:
    pushed(cluster, texts)
    more = {**texts, "new.txt": "Something new about chips."}
    leader = running.leader
    with asked_meanwhile(running, cluster.name, more, askers=3) as plain:
        running.kill(leader)
        try:
            pushed(plain, more)
        finally:
            revive(running, leader)
    assert_all_hold(running, cluster.name, more)


def test_the_leader_may_die_while_articles_are_written(
    running: Servers, cluster: Cluster, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.cluster.pushing.BATCH_CHARACTERS", 1)
    many = {f"{number}/{path}": text for number in range(8) for path, text in texts.items()}
    pushed(cluster, texts)
    leader = running.leader

    def kill_midway(written: int) -> None:
        if written == len(many) // 2:
            running.kill(leader)

    with asked_meanwhile(running, cluster.name, {**texts, **many}, askers=1) as plain:
        try:
            assert pushed(plain, many, kill_midway) == Pushed(len(many), len(texts))
        finally:
            revive(running, leader)
    assert_all_hold(running, cluster.name, many)
