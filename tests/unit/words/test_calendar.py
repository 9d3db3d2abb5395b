"""Words of the calendar: what offices write for months, quarters and totals."""

import pytest
from babel import Locale

from leadline.words import UnknownLanguage, languages
from leadline.words.calendar import Term, fold, terms

MONTHS = range(1, 13)
LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
EGYPT = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
ALGERIA = (
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
    *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
MOROCCO = (
    *("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو"),
    *("يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
)
LOCALES = [("en", "en"), ("en", "en_GB"), ("es", "es"), ("es", "es_MX"), ("fr", "fr")]
NAMES = [
    (code, name, month)
    for code, locale in LOCALES
    for width in ("wide", "abbreviated")
    for month, name in Locale.parse(locale).months["format"][width].items()
] + [
    ("ar", name, month)
    for names in (LEVANT, EGYPT, ALGERIA, MOROCCO)
    for month, name in zip(MONTHS, names, strict=True)
]


@pytest.mark.parametrize(("code", "name", "month"), NAMES)
def test_a_month_has_its_name_in_every_tradition(code: str, name: str, month: int) -> None:
    assert terms(code)[fold(name).rstrip(".")] == {Term("month_name", month)}


def test_no_name_of_a_month_means_another_one_in_another_language() -> None:
    months = {
        text: {t.value for t in meant if t.role == "month_name"}
        for text, meant in terms("").items()
    }

    assert [text for text, values in months.items() if len(values) > 1] == []


def test_a_word_of_no_language_is_in_any_language_of_ours() -> None:
    assert all(terms("").keys() >= terms(row.code).keys() for row in languages())


@pytest.mark.parametrize(
    ("code", "word", "meant"),
    [
        ("fr", "s", {Term("half"), Term("week")}),
        ("es", "sem", {Term("half"), Term("week")}),
        ("en", "fy", {Term("fiscal")}),
        ("fr", "premiere", {Term("ordinal", 1)}),
        ("ar", "الربع", {Term("quarter")}),
        ("ar", "السنه الماليه", {Term("fiscal")}),
        ("en", "q", {Term("quarter")}),
        ("ar", "q", {Term("quarter")}),
    ],
)
def test_what_a_word_can_mean(code: str, word: str, meant: set[Term]) -> None:
    assert terms(code)[word] == meant


def test_words_of_another_language_mean_nothing() -> None:
    assert "janvier" not in terms("en")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        terms("xx")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("FÉVRIER", "fevrier"),
        ("  Août \u00a0 2020 ", "aout 2020"),
        ("أبريل", "ابريل"),
        ("إبريل", "ابريل"),
        ("آذار", "اذار"),
        ("مــارس", "مارس"),
        ("مَارِس", "مارس"),
        ("\ufe8d\ufe8d", "اا"),
        ("\u200fمارس\u200e", "مارس"),
        ("السنة", "السنه"),
        ("إلى", "الي"),
        ("١٩ ۲۰", "19 20"),
        ("Straße", "strasse"),
    ],
)
def test_folding_leaves_out_what_hands_write_differently(written: str, plain: str) -> None:
    assert fold(written) == plain
