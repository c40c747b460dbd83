"""Searches on a cluster of three nodes: how good and how fast they are beside the local index, and how many a second.

    python -m benchmarks.cluster LIBRARY QUERIES.jsonl [--seconds 60] [--processes 4] [--rate 50] [--sample N] [--kill]

Starts three nodes on this machine and brings them the library's articles. Asks all queries (or ``--sample`` of each
set) of the local index and of the cluster. Then asks for so many queries a second in several processes. With ``--kill``
it does so again and kills the leader after a third of the time, and once more while a tenth of the articles is written.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cluster.servers import KEY, servers

from benchmarks.cluster_failures import Bringing, killed_while_bringing, prepare, seconds_until_written
from benchmarks.search import judge, means, read_queries
from reader.cluster.connection import Cluster
from reader.cluster.fallback import ClusterOrLocal
from reader.cluster.searching import ClusterSearch
from reader.library.library import Library
from reader.search.query import parse_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from threading import Barrier

    from tests.cluster.servers import Servers

    from benchmarks.search import Asked
    from reader.search.backend import SearchBackend

NAME = "benchmark"
LATE = 3
"""After so many times the seconds that were meant, no more is asked."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one query."""

    milliseconds: float
    by_cluster: bool
    hits: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one process was asked, and the processor time that it took."""

    answers: list[Answered]
    processor_seconds: float
    seconds: float
    """How long it took."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--kill", action="store_true")
    given = parser.parse_args()
    queries = read_queries(given.queries, None)
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as nodes:
        bringing = Bringing(given.library, Cluster(nodes.addresses, NAME, KEY))
        started, before = time.monotonic(), nodes.processor_seconds()
        written = bringing.bring().written
        nodes.agree()
        taken, of_nodes = time.monotonic() - started, nodes.processor_seconds() - before
        print(f"{written} articles brought in {taken:.0f} s; the nodes took {of_nodes:.0f} s of processor time")
        if given.sample != 0:
            compare(given.library, nodes, read_queries(given.queries, given.sample))
        typed = [asked.typed for asked in queries]
        how = given.processes, given.seconds, given.rate
        load(nodes, typed, given.library, how)
        if given.kill:
            load(nodes, typed, given.library, how, kill=True)
            killed_while_bringing(nodes, bringing, partial(load, nodes, typed, given.library, (1, 30, 5)))
        bringing.close()


@contextmanager
def backends(folder: Path, addresses: Sequence[str]) -> Iterator[tuple[SearchBackend, ClusterOrLocal]]:
    """The local index, and the cluster with it behind."""
    library = Library.open(folder)
    local = library.searching.update()
    cluster = Cluster(addresses, NAME, KEY)
    yield local, ClusterOrLocal(ClusterSearch(cluster, library.searching.text), lambda: local)
    cluster.close()
    library.close()


def compare(folder: Path, nodes: Servers, queries: Sequence[Asked]) -> None:
    """Ask both backends the same, and print how good and how fast they were."""
    with backends(folder, nodes.addresses) as both:
        for name, backend in zip(("local", "cluster"), both, strict=True):
            backend.search(parse_query("warm up"))
            verdicts, times = [], []
            processor, of_nodes = time.process_time(), nodes.processor_seconds()
            for asked in queries:
                started = time.perf_counter()
                hits = backend.search(parse_query(asked.typed))
                times.append(1000 * (time.perf_counter() - started))
                verdicts.append(judge(asked, [(hit.article, hit.passage) for hit in hits]))
            first, _, recall, _ = means(verdicts)
            each = 1000 / len(queries)
            print(
                f"{name}: {len(queries)} queries, right article first {first:.3f}, recall@10 {recall:.3f}, "
                f"{percentiles(times)}; processor time of a query {(time.process_time() - processor) * each:.1f} ms, "
                f"of the nodes {(nodes.processor_seconds() - of_nodes) * each:.1f} ms"
            )


def load(
    nodes: Servers, queries: Sequence[str], folder: Path, how: tuple[int, float, float], *, kill: bool = False
) -> None:
    """Have several processes ask so many queries a second for so long, and print what came of it."""
    processes, seconds, rate = how
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(processes) as pool:
        ready = manager.Barrier(processes + 1)
        work = [
            (folder, nodes.addresses, queries[place::processes], seconds, processes / rate, ready)
            for place in range(processes)
        ]
        asking = pool.starmap_async(ask, work)
        ready.wait()
        of_nodes, idle = nodes.processor_seconds(), idle_seconds()
        if kill:
            writer = Cluster(nodes.addresses, NAME, KEY)
            prepare(writer)
            time.sleep(seconds / 3)
            leader = nodes.leader
            nodes.kill(leader)
            print(f"the leader was killed; something was written again after {seconds_until_written(writer):.1f} s")
            writer.close()
        shares = asking.get()
        of_nodes, idle = nodes.processor_seconds() - of_nodes, idle_seconds() - idle
        if kill:
            nodes.start(leader)
            nodes.wait()
            nodes.agree()
    report(shares, of_nodes, idle)


def ask(
    folder: Path, addresses: Sequence[str], queries: Sequence[str], seconds: float, each: float, ready: Barrier
) -> Share:
    """Ask one query after the other, one in so many seconds, or as fast as they are answered."""
    with backends(folder, addresses) as (_, backend):
        backend.search(parse_query("warm up"))
        answers: list[Answered] = []
        ready.wait()
        processor, start = time.process_time(), time.monotonic()
        for number in range(round(seconds / each)):
            now = time.monotonic()
            if now > start + LATE * seconds:
                break
            time.sleep(max(0.0, start + number * each - now))
            asked = time.monotonic()
            hits = backend.search(parse_query(queries[number % len(queries)]))
            answers.append(Answered((time.monotonic() - asked) * 1000, not backend.notice, len(hits)))
        return Share(answers, time.process_time() - processor, time.monotonic() - start)


def report(shares: Sequence[Share], of_nodes: float, idle: float) -> None:
    """Print what came of it."""
    answers = [answer for share in shares for answer in share.answers]
    remote = sum(answer.by_cluster for answer in answers)
    each = 1000 / len(answers)
    seconds = max(share.seconds for share in shares)
    print(
        f"{len(answers)} queries in {seconds:.1f} s, {len(answers) / seconds:.1f} a second; "
        f"{remote} answered by the cluster, {len(answers) - remote} by the local index, "
        f"{sum(not answer.hits for answer in answers)} without hits; "
        f"{percentiles([answer.milliseconds for answer in answers])}; processor time of a query "
        f"{sum(share.processor_seconds for share in shares) * each:.1f} ms, of the nodes {of_nodes * each:.1f} ms; "
        f"the machine was idle for {idle:.0f} s"
    )


def percentiles(times: Sequence[float]) -> str:
    """The middle and the late ones."""
    ordered = sorted(times)
    return f"p50 {ordered[len(ordered) // 2]:.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def idle_seconds() -> float:
    """Of all processors of this machine, since it started."""
    return float(Path("/proc/uptime").read_text(encoding="ascii").split()[1])


if __name__ == "__main__":
    main()
