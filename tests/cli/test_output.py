from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from reader.cli.output import json_text


@given(st.text(), st.booleans())
def test_json_comes_back_equal_and_never_acts(text: str, indent: bool) -> None:
    written = json_text({"text": text}, indent=indent)
    assert json.loads(written) == {"text": text}
    acting = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    assert not (acting - {"\n"}) & set(written)


def test_acting_characters_are_escaped() -> None:
    assert json_text("\x1b\x7f\x9b\u202e\u2066é") == '"\\u001b\\u007f\\u009b\\u202e\\u2066é"'
