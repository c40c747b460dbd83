from __future__ import annotations

import itertools
import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.damage import damage_of, mask
from reader.articles.models import Span

if TYPE_CHECKING:
    from pathlib import Path

THAI = (
    "รัฐบาลไทยประกาศมาตรการใหม่เมื่อวันพุธที่ ๑๒ มีนาคม พ.ศ. ๒๕๖๗ โดยนายกรัฐมนตรีกล่าวว่า “เราจะลดการพึ่งพาเทคโนโลยี"
    "จากต่างประเทศ” และจะลงทุนอีก ๕๐๐ ล้านบาท ต่าง ๆ นานา ฯลฯ ผู้เชี่ยวชาญใช้ Google และFacebookแล้ว โทร ๐๘๑-๒๓๔๕๖๗๘"
)
REAL = {
    "Thai": THAI,
    "Thai words in English": (
        "The greeting (สวัสดี), the word โดย, the country ไทย, แล้ว and เลย; the digit ๐ and the number ๑๐๐."
    ),
    "Vietnamese": (
        "Chính phủ đã công bố các biện pháp mới vào thứ Tư. ÔNG TRẦN VĂN TÂM NÓI: “ĐÂY LÀ BƯỚC ĐI QUAN TRỌNG”… Âu "
        "Cơ, Ân, ÂN, Ã, à, cô… là»"
    ),
    "French": (
        "« L’ÉTÉ À MÂCON », a-t-il dit… « À l’heure où… » LIBERTÉ» ÉGALITÉ® CAFÉ™ déjà… là–bas, à 20° près, "
        "« C’est né »… œuvre, MAÏS, NOËL, Â, âge, Ça."
    ),
    "Portuguese": (
        "SÃO PAULO – A DECISÃO NÃO É DEFINITIVA. “AMANHÃ”, DISSE A IRMÃ… “IRMÃ” MAÇÃ» É 5ª FEIRA, 3º DIA. não, ação"
    ),
    "Turkish": "Hükümet çarşamba günü ÇAĞRI yaptı; “IŞIK ÜNİVERSİTESİ”… İstanbul’da şöyle dedi: Â, hâlâ, kâğıt.",
    "Greek": "Η κυβέρνηση ανακοίνωσε την Τετάρτη «νέα μέτρα» – «σημαντικό βήμα»… ΕΛΛΆΔΑ· ή όχι;",
    "German": "„Der große Spaß“… Ä–Ö–Ü, 20 m², das Maß®, ‚Fuß‘, MENÜ“, Straße»",
    "Scandinavian": "ØRE–Å… ‘Å’ og “Ø”; 3×½, 2×¼ kopper, Åland±, på Ö–sidan, Ð og Þ»",
    "Russian": "Правительство России «в среду» – СССР… Р. С. Иванов №5; “РС”, РФ",
    "Chinese": "中国政府周三宣布了“一系列新措施”——旨在减少依赖……",
    "signs": "€50 – £3m, 20 °C, ½, ©2024, ® ™ … • ‘quoted’ “quoted” «quoted» √2, √π, 5′ 👩‍🚀 ❤️",
}


@pytest.mark.parametrize("language", REAL)
def test_real_text_is_not_mistaken_for_damage(language: str) -> None:
    assert damage_of(REAL[language]) == ()


BROKEN = {
    "a curly apostrophe": ("It’s here", "cp1252"),
    "quotes": ("“quoted” – said…", "cp1252"),
    "French": ("Un café à côté, déjà français, élève", "cp1252"),
    "Portuguese capitals": ("SÃO PAULO, NÃO", "cp1252"),
    "emoji": ("Go 👩‍🚀 ❤️ 😀 now", "cp1252"),
    "Russian as Western": ("Привет мир", "latin-1"),
    "Chinese as Western": ("中国政府", "latin-1"),
    "a mark for byte order": ("\ufeffTitle", "cp1252"),
    "emoji as Thai": ("Go 🇨🇳✨ and ⚙️ now", "cp874"),
    "Chinese as Thai": ("the “中国” plan 🎯", "cp874"),
    "dashes as Thai": ("It’s “here” — now", "cp874"),
    "French as Thai": ("Le café près du marché", "cp874"),
    "dashes as Mac": ("It’s “here” – now… café", "mac_roman"),
    "Russian as Windows": ("Привет, мир", "cp1251"),
    "dashes as Windows Cyrillic": ("It’s here – now…", "cp1251"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_utf_8_read_as_something_else_is_damage(name: str) -> None:
    text, encoding = BROKEN[name]
    misread = text.encode().decode(encoding, errors="ignore")
    assert re.findall(r"[^\x00-\x7f\xa0]", mask(misread, damage_of(misread))) == []
    assert [word for word in re.findall("[a-zA-Z]{2,}", text) if word.isascii()][:1] == re.findall(
        "[a-zA-Z]{2,}", mask(misread, damage_of(misread))
    )[:1] or name in {"French", "Portuguese capitals"}


def test_the_seeds_damage_is_found_whole(seeds: Path) -> None:
    [file] = seeds.glob("003_*")
    text = file.read_text(encoding="utf-8")
    damage = damage_of(text)
    found = [text[span.start : span.end] for span in damage]
    assert len(found) == 33
    assert {"๐จ๐ณโจ", "๐ ๏ธ", "ไธ็ฒพ็นๆฐ", "๐ขโ ๏ธ", "๐โโ๏ธโจ", "โ"} <= set(found)
    masked = mask(text, damage)
    assert not re.search("[\u0e00-\u0e7f\ufe00-\ufe0f]", masked)
    assert re.sub(r"\s", "", masked) == re.sub("[\u0e00-\u0e7f]|\\s", "", text)


def test_the_other_seeds_have_none(seeds: Path) -> None:
    assert [file.name[:3] for file in sorted(seeds.iterdir()) if damage_of(file.read_text(encoding="utf-8"))] == ["003"]


def test_real_thai_beside_damage_stays() -> None:
    text = f"{THAI}\n๐จ๐ณโจ\n{THAI}"
    assert damage_of(text) == (Span(len(THAI) + 1, len(THAI) + 7),)


def test_thai_that_is_broken_within_words_stays() -> None:
    assert damage_of(f"{THAI} แ\nล้ว เ\nลย ก\n็") == ()


def test_a_decoders_marks_and_stray_controls_are_damage() -> None:
    assert damage_of("a\ufffd\ufffdb\x93c\x85d") == (Span(1, 3), Span(4, 5))


def test_what_touches_or_has_one_space_between_is_one() -> None:
    assert damage_of("x ๐ ๏ธ, ๐") == (Span(2, 6), Span(8, 9))
    assert damage_of("\ufffd\n\ufffd") == (Span(0, 1), Span(2, 3))


def test_ambiguous_places_are_decided_by_the_rest_of_the_text() -> None:
    assert damage_of("IRMÃ”") == ()
    assert len(damage_of("IRMÃ” itâ€™s")) == 2
    assert damage_of("the digit ๐ alone") == ()
    assert len(damage_of("๐ฏ and ๐ alone")) == 2


@given(st.text(st.sampled_from("aÃ©â€™ðŸ˜€ Â\ufffd\x93๐จโ๏ธกไธÅ‚РџвЂ√‚Äô\n"), max_size=40))
def test_damage_is_ordered_apart_and_inside(text: str) -> None:
    damage = damage_of(text)
    ends = [0, *(edge for span in damage for edge in (span.start, span.end)), len(text)]
    assert ends == sorted(ends)
    assert all(span.start < span.end for span in damage)
    assert all(left.end < right.start for left, right in itertools.pairwise(damage))
    assert all("\n" not in text[span.start : span.end] for span in damage)


spans = st.lists(st.builds(Span, st.integers(0, 12), st.integers(0, 14)), max_size=5)


@given(st.text(max_size=12), spans)
def test_a_mask_is_spaces_one_for_one(text: str, masked: list[Span]) -> None:
    covered = {at for span in masked for at in range(span.start, span.end)}
    assert mask(text, masked) == "".join(" " if at in covered else mark for at, mark in enumerate(text))


def test_nothing_to_mask_gives_the_same_text() -> None:
    text = "text"
    assert mask(text, ()) is text


@pytest.mark.parametrize("unit", ["Ã", "â", "๐", "โก", "Ã©", "ไธ ", "\ufffd", "а", "中", "“x” "])
def test_long_text_is_quick(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    before = time.process_time()
    damage_of(text)
    assert time.process_time() - before < 2
