from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands import COMMANDS, Context, command
from reader.keymap import KEY_SETS, keymap_of


@pytest.mark.parametrize("key_set", KEY_SETS)
def test_the_sets_name_commands_and_keys_and_clash_nowhere(key_set: str) -> None:
    keymap = keymap_of(key_set, {})
    assert keymap.problems == ()
    assert keymap_of("", KEY_SETS[key_set]).problems == ()
    for context in Context:
        keys = [key for item in COMMANDS if item.context is context for key in keymap.of(item)]
        assert len(keys) == len(set(keys)), context


@pytest.mark.parametrize("key_set", KEY_SETS)
def test_no_set_takes_a_commands_last_key(key_set: str) -> None:
    keymap = keymap_of(key_set, {})
    assert all(keymap.of(item) for item in COMMANDS if item.keys)


def test_own_keys_go_over_the_set() -> None:
    keymap = keymap_of("vim", {"copy": "alt+c", "theme": "f5"})
    assert keymap.problems == ()
    assert keymap.of(command("copy")) == ("alt+c",)
    assert keymap.of(command("theme")) == ("f5",)
    assert "ctrl+f" in keymap.of(command("page-forward"))


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("f3, slash", ("f3", "slash")),
        ("/", ("slash",)),
        ("^g", ("ctrl+g",)),
        ("ctrl+-", ("ctrl+minus",)),
        ("Z", ("Z",)),
        ("PgDn", ("pagedown",)),
        ("alt+←", ("alt+left",)),
        ("é", ("é",)),
        ("", ()),
        (" , ", ()),
    ],
)
def test_keys_as_people_write_them(written: str, keys: tuple[str, ...]) -> None:
    keymap = keymap_of("", {"search": "", "page-forward": "", "items-down": "", "jump-back": "", "theme": written})
    assert keymap.problems == ()
    assert keymap.of(command("theme")) == keys


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"serach": "f3"}, "there is no command 'serach'"),
        ({"search": "ctrl+i"}, "takes ^i for tab"),
        ({"search": "ctrl+["}, "takes ^[ for escape"),
        ({"search": "contrl+f"}, "'contrl+f' is no key"),
        ({"search": "pagedwon"}, "'pagedwon' is no key"),
        ({"search": "t"}, "t is tag already"),
        ({"search": "j"}, "j is item-down already (in a list)"),
        ({"row-down": "q"}, "q is quit already (everywhere in the reading room)"),
    ],
)
def test_what_cannot_be_is_told_and_stays_as_it_was(own: dict[str, str], said: str) -> None:
    keymap = keymap_of("", own)
    (problem,) = keymap.problems
    assert said in problem
    assert keymap.keys == keymap_of("", {}).keys


def test_an_unknown_set_is_told() -> None:
    (problem,) = keymap_of("nano", {}).problems
    assert problem == "key_set: there is no set 'nano'; there are vim, emacs."


def test_two_commands_can_change_places_through_a_third_key() -> None:
    keymap = keymap_of("", {"search": "f9", "tag": "slash", "theme": "f10"})
    assert keymap.problems == ()
    assert (keymap.sign(command("search")), keymap.sign(command("tag"))) == ("f9", "/")


@given(st.dictionaries(st.sampled_from([item.id for item in COMMANDS]), st.text(max_size=12), max_size=5))
def test_whatever_is_written_no_key_means_two_things(own: dict[str, str]) -> None:
    keymap = keymap_of("", own)
    for context in Context:
        keys = [key for item in COMMANDS if item.context is context for key in keymap.of(item)]
        assert len(keys) == len(set(keys))


def test_who_knows_emacs_leaves_and_moves_everywhere_with_its_keys() -> None:
    keymap = keymap_of("emacs", {})
    for item in COMMANDS:
        own = keymap.of(item)
        assert "escape" not in own or "ctrl+g" in own, item.id
        assert "down" not in own or "ctrl+n" in own, item.id


@pytest.mark.parametrize("sign", list("@&%\\\"'.,;=$~^+"))
def test_a_sign_is_shown_as_it_is_written(sign: str) -> None:
    written = "comma" if sign == "," else sign
    assert keymap_of("", {"star": written}).sign(command("star")) == sign
