from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.drafts import Draft
from reader.library.state import ReadingState

words = st.text(min_size=1, max_size=20)
drafts = st.builds(Draft, words, words, quote=st.text(max_size=9), annotation=st.text(max_size=9)) | st.builds(
    Draft, words, words, st.integers(0, 9), st.integers(10, 19)
)


@given(drafts)
def test_a_draft_is_read_as_it_was_kept(draft: Draft) -> None:
    assert Draft.read(json.loads(json.dumps(draft.document()))) == draft


@given(st.recursive(st.none() | st.text(), lambda inner: st.dictionaries(st.just("text") | st.text(), inner)))
def test_what_is_no_draft_is_none(document: object) -> None:
    assert Draft.read(document) is None


def test_a_passage_of_another_shape_is_the_whole_article() -> None:
    kept = {**Draft("text", "a.txt").document(), "start": 7, "end": "9"}
    assert Draft.read(kept) == Draft("text", "a.txt")


def test_everything_that_can_be_written_on_has_its_own() -> None:
    on = [
        Draft("x", "a"),
        Draft("x", "a", 1, 5),
        Draft("x", "a", 1, 6),
        Draft("x", "b"),
        Draft("x", "a", annotation="i"),
    ]
    assert len({draft.key for draft in on}) == len(on)


def test_the_latest_draft_comes_first(tmp_path: Path) -> None:
    state = ReadingState(tmp_path, Path("/library/annotations.json"))
    for text, path in (("one", "a"), ("two", "b"), ("one, changed", "a")):
        state.keep_draft(Draft(text, path))
    again = ReadingState(tmp_path, Path("/library/annotations.json"))
    assert [draft.text for draft in again.drafts] == ["one, changed", "two"]
