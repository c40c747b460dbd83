"""Searches on a cluster: how many a second several processes get answered, and what becomes of them when a node dies.

    python -m benchmarks.cluster LIBRARY QUERIES.jsonl [--seconds 60] [--processes 4] [--rate 50] [--kill]

Starts three nodes on this machine, brings them the library's articles, and asks for so many queries a second. With
``--kill`` the leader is killed after a third of the time.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cluster.servers import KEY, servers

from reader.cluster.connection import Cluster
from reader.cluster.fallback import ClusterOrLocal
from reader.cluster.pushing import push
from reader.cluster.searching import ClusterSearch
from reader.library.library import Library
from reader.search.query import parse_query
from reader.search.reading import indexed_text

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "benchmark"
Asked = tuple[float, bool, bool]
"""Milliseconds that a query took, whether the cluster answered it, and whether anything was found."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--kill", action="store_true")
    arguments = parser.parse_args()
    queries = [json.loads(line)["q"] for line in arguments.queries.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as nodes:
        started = time.monotonic()
        bring(arguments.library, nodes.addresses)
        print(f"indexed in {time.monotonic() - started:.0f} s")
        nodes.agree()
        each = arguments.processes / arguments.rate
        with multiprocessing.get_context("spawn").Pool(arguments.processes) as pool:
            parts = [queries[place :: arguments.processes] for place in range(arguments.processes)]
            work = [(arguments.library, nodes.addresses, part, arguments.seconds, each) for part in parts]
            asked = pool.starmap_async(ask, work)
            if arguments.kill:
                time.sleep(arguments.seconds / 3)
                nodes.kill(nodes.leader)
                print("the leader was killed")
            found = [item for part in asked.get() for item in part]
    report(found, arguments.seconds)


def bring(folder: Path, addresses: Sequence[str]) -> None:
    """Bring the cluster the articles."""
    library = Library.open(folder)
    library.searching.update()
    snapshot = library.searching.indexing.snapshot
    assert snapshot is not None
    index = snapshot.index()
    hashes = {path: snapshot.sha256(number) for path, number in index.numbers.items()}
    push(
        Cluster(addresses, NAME, KEY),
        hashes,
        lambda path: indexed_text(library.file(path)),
        index.word_counts(),
        index.live_passages,
        lambda *_: None,
    )
    library.close()


def ask(folder: Path, addresses: Sequence[str], queries: Sequence[str], seconds: float, each: float) -> list[Asked]:
    """Ask one query after the other, one in so many seconds, or as fast as they are answered."""
    library = Library.open(folder)
    local = library.searching.update()
    backend = ClusterOrLocal(ClusterSearch(Cluster(addresses, NAME, KEY), library.searching.text), lambda: local)
    asked: list[Asked] = []
    start = time.monotonic()
    while (now := time.monotonic()) < start + seconds:
        query = parse_query(queries[len(asked) % len(queries)])
        hits = backend.search(query)
        asked.append(((time.monotonic() - now) * 1000, not backend.notice, bool(hits)))
        time.sleep(max(0.0, start + len(asked) * each - time.monotonic()))
    library.close()
    return asked


def report(asked: Sequence[Asked], seconds: float) -> None:
    """Print what came of it."""
    times = sorted(taken for taken, _, _ in asked)
    remote = sum(by_cluster for _, by_cluster, _ in asked)
    print(
        f"{len(asked)} queries, {len(asked) / seconds:.1f} a second; {remote} answered by the cluster, "
        f"{len(asked) - remote} by the local index, {sum(not found for _, _, found in asked)} without hits; "
        f"p50 {times[len(times) // 2]:.0f} ms, p95 {times[int(len(times) * 0.95)]:.0f} ms"
    )


if __name__ == "__main__":
    main()
