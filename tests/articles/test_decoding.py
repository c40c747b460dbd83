from __future__ import annotations

import gzip
import os
import random
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles import decoding
from reader.articles.decoding import BINARY_NOTICE, Decoded, UnreadableError, decode, read_bytes

FRENCH = (
    "Le gouvernement français a annoncé mercredi une série de mesures destinées à réduire la dépendance "
    "à l’égard des fournisseurs étrangers. « C’est une étape décisive », a déclaré le ministre."
)
GERMAN = (
    "Die Bundesregierung will die Abhängigkeit von ausländischen Herstellern verringern. „Das ist ein großer "
    "Schritt für unser Land“, sagte der Minister. Für die nächsten Jahre sind zusätzliche Mittel vorgesehen."
)
ENGLISH = (
    "The minister said it was “a decisive step” for the country’s chip makers – and for their customers. "
    "Sales rose by £3m, the café’s owner told reporters, while costs didn’t change at all."
)
POLISH = (
    "Rząd ogłosił w środę nowe działania, które mają zmniejszyć zależność od zagranicznych dostawców. "
    "Minister powiedział, że to ważny krok dla całej gospodarki, choć część ekspertów jest innego zdania."
)
RUSSIAN = (
    "Правительство объявило в среду о новых мерах, которые должны снизить зависимость от поставщиков. "
    "Министр заявил, что это важный шаг для всей экономики страны."
)
CHINESE = (
    "中国政府周三宣布了一系列新措施，旨在减少对外国供应商的依赖。部长表示，这是国家经济发展的重要一步，"
    "预计到今年年底将创造近一万个就业岗位。专家们对此看法不一。"
)
TAIWANESE = (
    "政府週三宣布了一系列新措施，旨在減少對外國供應商的依賴。部長表示，這是國家經濟發展的重要一步，"
    "預計到今年年底將創造近一萬個就業機會。專家們對此看法不一。"
)
JAPANESE = (
    "政府は水曜日、海外の供給業者への依存を減らすための新しい対策を発表した。大臣は「これは国の経済にとって"
    "重要な一歩だ」と述べ、年末までに約一万人の雇用が生まれるとの見通しを示した。"
)
KOREAN = "정부는 수요일 해외 공급업체에 대한 의존도를 줄이기 위한 새로운 조치를 발표했다. 장관은 말했다."
THAI = "รัฐบาลประกาศมาตรการใหม่เมื่อวันพุธเพื่อลดการพึ่งพาผู้จัดหาจากต่างประเทศ รัฐมนตรีกล่าวว่านี่เป็นก้าว"
TEXTS = {"English": ENGLISH, "French": FRENCH, "German": GERMAN, "Chinese": CHINESE, "Russian": RUSSIAN}

OLD_ENCODINGS = [
    (FRENCH, "cp1252"),
    (GERMAN, "cp1252"),
    (ENGLISH, "cp1252"),
    (POLISH, "cp1250"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
    (THAI, "cp874"),
]


@pytest.mark.parametrize(("text", "encoding"), OLD_ENCODINGS, ids=[encoding for _, encoding in OLD_ENCODINGS])
@pytest.mark.parametrize("times", [1, 30])
def test_old_encodings_are_told_apart_and_said(text: str, encoding: str, times: int) -> None:
    text = f"{text}\n" * times
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert len(decoded.notices) == 1
    assert decoded.notices[0].startswith("This file is not UTF-8: it was decoded as ")


@pytest.mark.parametrize("length", [30, 50, 80])
@pytest.mark.parametrize("language", ["English", "French", "German"])
def test_a_few_accents_in_a_short_text_are_western(language: str, length: int) -> None:
    text = TEXTS[language][:length]
    assert decode(text.encode("cp1252")).text == text


def test_one_accent_in_a_long_english_text_is_western() -> None:
    text = "Officials said that the street would open again next week after repairs.\n" * 500 + "The café too.\n"
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("encoding", ["cp1252", "gb18030", "shift_jis"])
def test_one_huge_line_is_guessed_from_a_sample(encoding: str) -> None:
    text = {"cp1252": FRENCH, "gb18030": CHINESE, "shift_jis": JAPANESE}[encoding] * 10_000
    data = text.encode(encoding)
    before = time.process_time()
    decoded = decode(data)
    assert (decoded.text == text, decoded.encoding) == (True, encoding)
    assert time.process_time() - before < 2


MARKS = [("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, "A\U0001f600", ""], ids=["English", "Chinese", "emoji", "empty"])
@pytest.mark.parametrize(("codec", "encoding"), MARKS)
def test_a_byte_order_mark_decides_and_is_dropped(text: str, codec: str, encoding: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.notices == (f"This file begins with a byte order mark: it was decoded as {encoding.upper()}.",)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_the_other_byte_order_too(encoding: str) -> None:
    decoded = decode(f"\ufeff{ENGLISH}".encode(encoding))
    assert (decoded.text, decoded.encoding) == (ENGLISH, encoding)


@pytest.mark.parametrize("language", ["English", "Chinese", "Russian"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_and_32_without_a_mark_are_a_guess(language: str, encoding: str) -> None:
    text = f"{TEXTS[language]}\n" * 3
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.notices == (f"This file was decoded as {encoding.upper()}, which is a guess.",)


def test_utf_8_needs_no_notice() -> None:
    assert decode(CHINESE.encode()) == Decoded(CHINESE, "utf-8", ())
    assert decode(b"") == Decoded("", "utf-8", ())


@pytest.mark.parametrize(
    "data",
    [
        b"Plain text, then a NUL\0 in the middle of it.",
        b"\0",
        b"many lines\n\0of text\n\0" * 400,
        b"\x7fELF\x02\x01\x01\0" + random.Random(1).randbytes(2000),
        gzip.compress(b"text " * 100, mtime=0),
        b"\x1f\x8b\x08",
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04\x14\0",
        bytes(range(256)) * 20,
        b"\xff\xfe" + bytes(range(256)) * 20,
        b"\xff\xfe\0\0" + b"\xff" * 400,
        b"\xef\xbb\xbftext\0text",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_binary_files_are_not_shown(data: bytes) -> None:
    assert decode(data) == Decoded("", "binary", (BINARY_NOTICE,))


def test_broken_utf_8_keeps_what_is_whole() -> None:
    data = ENGLISH.encode()
    broken = data[:40] + b"\xff\xfe" + data[40:-40] + b"\xe2\x80" + data[-40:]
    decoded = decode(broken)
    assert decoded.encoding == "utf-8"
    assert decoded.text == ENGLISH.encode()[:40].decode() + "\ufffd\ufffd" + data[40:-40].decode() + "\ufffd" + (
        data[-40:].decode()
    )
    assert decoded.notices == ("Some bytes are not valid UTF-8; each is shown as \ufffd.",)


@pytest.mark.parametrize("language", ["English", "Chinese", "Russian"])
def test_utf_8_that_was_cut_off_is_still_utf_8(language: str) -> None:
    text = TEXTS[language]
    data = (text + "é").encode()[:-1]
    assert decode(data).encoding == "utf-8"
    assert decode(data).text == text + "\ufffd"


def test_one_stray_byte_has_a_notice() -> None:
    assert decode(b"Plain \xff text").notices
    assert decode("naïve \u20ac".encode() + b"\xff").text == "naïve €\ufffd"


def test_a_broken_utf_16_file_says_so() -> None:
    decoded = decode(ENGLISH.encode("utf-16") + b"x")
    assert decoded.text == ENGLISH + "\ufffd"
    assert decoded.notices[1] == "Some bytes are not valid UTF-16-LE; each is shown as \ufffd."


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_line_ends_become_ours_and_nothing_else_changes(codec: str) -> None:
    text = "é\r\n\r\rb\n\n\r\nc\x0b\x0c\x85 \u00a0\u00ad" if codec != "cp1252" else "é\r\n\r\rb\n\n\r\nc\x0b\x0c \u00a0"
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert decode(text.encode(codec)).text == expected
    assert expected.startswith("é\n\n\nb\n\n\nc")


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_or_give_surrogates(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text.encode("utf-8").decode() == decoded.text
    assert "\r" not in decoded.text
    assert all(notice.endswith(".") for notice in decoded.notices)


readable = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"], exclude_characters="\0"), max_size=100)


@given(readable, st.sampled_from(["utf-16", "utf-32", "utf-8-sig"]))
def test_a_marked_text_comes_back(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.encoding == "binary" or decoded.text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\0a")
    assert read_bytes(tmp_path / "a.txt") == b"\xff\0a"
    (tmp_path / "empty.txt").touch()
    assert read_bytes(tmp_path / "empty.txt") == b""


def test_a_pipe_put_in_a_files_place_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    done = threading.Event()

    def read() -> None:
        with pytest.raises(UnreadableError, match=r"a\.txt is not a regular file"):
            read_bytes(tmp_path / "a.txt")
        done.set()

    threading.Thread(target=read, daemon=True).start()
    assert done.wait(5)


def test_links_devices_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with pytest.raises(UnreadableError, match=r"link\.txt cannot be read"):
        read_bytes(tmp_path / "link.txt")
    with pytest.raises(UnreadableError, match="not a regular file"):
        read_bytes(Path("/dev/zero"))
    with pytest.raises(UnreadableError, match="Is a directory"):
        read_bytes(tmp_path)


def test_a_file_that_is_gone_is_named_without_control_characters(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"gone␛\.txt cannot be read: No such file or directory"):
        read_bytes(tmp_path / "gone\x1b.txt")


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    with pytest.raises(UnreadableError, match=r"a\.txt is larger than"):
        read_bytes(tmp_path / "a.txt")
