"""Any sequence of changes, from two processes' stores: the file is what a plain dictionary would be."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB

from reader.annotations.documents import annotation_from_document, record_from_document
from reader.annotations.models import Annotation, ArticleRecord
from reader.annotations.snapshot import Snapshot
from reader.annotations.store import AnnotationStore
from reader.annotations.tags import distinct, fold
from tests.annotations.strategies import any_annotations, any_records

IDS = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in range(6)]
PATHS = ["a", "b/c", "日本"]
TAGS = ["x", "X", "straße", "STRASSE", "y"]

some_annotations = st.builds(
    lambda item, tags: replace(item, tags=distinct(tags)),
    any_annotations(st.sampled_from(PATHS), st.sampled_from(IDS)),
    st.lists(st.sampled_from(TAGS), max_size=3),
)
some_records = any_records(st.sampled_from(PATHS))
changes = st.lists(some_annotations | some_records | st.sampled_from(IDS), min_size=1, max_size=4)


class TwoStores(RuleBasedStateMachine):
    """Two stores on one file, and a dictionary that should equal it."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.file = self.folder / "annotations.json"
        self.stores = [AnnotationStore(self.file), AnnotationStore(self.file)]
        self.live: dict[str, Annotation] = {}
        self.records: dict[str, ArticleRecord] = {}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @rule(which=st.integers(0, 1), items=changes, fail=st.booleans())
    def change(self, which: int, items: list[Any], fail: bool) -> None:
        """One transaction of any changes; some end in an exception."""
        live, records = dict(self.live), dict(self.records)
        store = self.stores[which]
        try:
            with store.transaction() as transaction:
                for item in items:
                    match item:
                        case Annotation():
                            transaction.put(item)
                            live[item.id] = item
                        case ArticleRecord():
                            transaction.put_record(item)
                            records.pop(item.path, None)
                            if item.title is not None or item.status or item.starred or item.extra:
                                records[item.path] = item
                        case str() if item in live:
                            transaction.remove(item)
                            del live[item]
                assert set(map(id_of, transaction.annotations())) == live.keys()
                interrupt(fail)
        except InterruptedError:
            return
        self.live, self.records = live, records

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.stores[which] = AnnotationStore(self.file)

    @invariant()
    def all_agree(self) -> None:
        if not hasattr(self, "stores"):
            return
        for store in self.stores:
            store.refresh()
            self.agrees(store)
        if self.file.exists():
            with TinyDB(self.file) as database:
                documents = [item for item in database.table("annotations").all() if not item.get("deleted")]
                assert {item["id"]: annotation_from_document(dict(item)) for item in documents} == self.live
                found = [record_from_document(dict(item)) for item in database.table("articles").all()]
                assert {record.path: record for record in found} == self.records

    def agrees(self, store: AnnotationStore) -> None:
        """The store's look-ups give what a scan of the dictionary gives."""
        assert store.problem is None
        assert {item.id: item for item in store.annotations()} == self.live
        assert store.records() == tuple(self.records[path] for path in sorted(self.records))
        for path in PATHS:
            items = store.annotations(path)
            assert {item.id for item in items} == {key for key, item in self.live.items() if item.article.path == path}
            keys = [(item.position.start, item.position.end) if item.position else (-1, -1) for item in items]
            assert keys == sorted(keys)
        for tag in TAGS:
            carriers = {key for key, item in self.live.items() if fold(tag) in map(fold, item.tags)}
            assert {item.id for item in store.tagged(tag)} == carriers
        assert {fold(count.tag): count.annotations for count in store.tags()} == {
            tag: len(store.tagged(tag)) for item in self.live.values() for tag in map(fold, item.tags)
        }


def interrupt(fail: bool) -> None:
    if fail:
        raise InterruptedError


def id_of(annotation: Annotation) -> str:
    return annotation.id


TestTwoStores = TwoStores.TestCase
TestTwoStores.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)


@given(st.lists(some_annotations, max_size=8), st.lists(some_annotations | st.sampled_from(IDS), max_size=8))
def test_indexes_that_follow_changes_equal_those_made_anew(first: list[Annotation], then: list[Any]) -> None:
    whole: dict[str, Annotation] = {item.id: item for item in first}
    snapshot = Snapshot().changed(whole, {})
    for item in then:
        change = {item: None} if isinstance(item, str) else {item.id: item}
        snapshot = snapshot.changed(change, {})
        whole = {key: kept for key, kept in (whole | change).items() if kept is not None}
    anew = Snapshot().changed(whole, {})
    assert (snapshot.by_id, snapshot.by_tag, snapshot.by_path) == (anew.by_id, anew.by_tag, anew.by_path)
    assert snapshot.tag_counts == anew.tag_counts
