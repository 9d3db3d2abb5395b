"""Dates, periods and spans in words."""

from datetime import date

import pytest

from leadline.words import words

LRI, PDI = "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", f"{LRI}1{PDI}\u00a0آذار/مارس\u00a0{LRI}2020{PDI}"),
        ("en", "1\u00a0March\u00a02020"),
        ("es", "1\u00a0de marzo de\u00a02020"),
        ("fr", "1er\u00a0mars\u00a02020"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(code: str, written: str) -> None:
    assert words(code).date(date(2020, 3, 1)) == written


def test_only_the_first_day_of_a_month_is_an_ordinal_in_french() -> None:
    assert words("fr").date(date(2020, 3, 21)) == "21\u00a0mars\u00a02020"


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2020-03-14", "14\u00a0March\u00a02020"),
        ("2020-W14", "week 14 of 2020"),
        ("2020-03", "March\u00a02020"),
        ("2020-Q2", "second quarter of 2020"),
        ("2020-H2", "second half of 2020"),
        ("2020", "2020"),
        ("2020-03-01/2020-05-31", "March to May\u00a02020"),
        ("2020-02-01/2020-02-29", "February\u00a02020"),
        ("2020-03-18/2020-05-10", "18\u00a0March\u00a02020 to 10\u00a0May\u00a02020"),
    ],
)
def test_every_kind_of_period_has_its_words(period: str, written: str) -> None:
    assert words("en").period(period) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", f"الربع الثاني من عام {LRI}2020{PDI}"),
        ("es", "segundo trimestre de 2020"),
        ("fr", "deuxième trimestre 2020"),
    ],
)
def test_a_quarter_is_named_without_a_digit(code: str, written: str) -> None:
    assert words(code).period("2020-Q2") == written


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", f"من آذار/مارس إلى كانون الأول/ديسمبر\u00a0{LRI}2020{PDI}"),
        ("en", "March to December\u00a02020"),
        ("es", "de marzo a diciembre de\u00a02020"),
        ("fr", "de mars à décembre\u00a02020"),
    ],
)
def test_months_of_one_year_name_the_year_once(code: str, written: str) -> None:
    assert words(code).span("2020-03", "2020-12") == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2019-11", "2020-02", "de novembre\u00a02019 à février\u00a02020"),
        ("2020-04", "2020-06", "d’avril à juin\u00a02020"),
        ("2020-Q1", "2020-Q3", "du premier trimestre 2020 au troisième trimestre 2020"),
        ("2019-H2", "2020-H1", "du second semestre 2019 au premier semestre 2020"),
        ("2020-W10", "2020-W20", "de la semaine 10 de 2020 à la semaine 20 de 2020"),
        ("2020-03-02", "2020-03-09", "du 2\u00a0mars\u00a02020 au 9\u00a0mars\u00a02020"),
        ("2018", "2020", "de 2018 à 2020"),
    ],
)
def test_the_words_of_a_span_follow_what_it_is_made_of(first: str, last: str, written: str) -> None:
    assert words("fr").span(first, last) == written


def test_a_span_of_one_period_is_that_period() -> None:
    assert words("es").span("2020-03", "2020-03") == "marzo de\u00a02020"


@pytest.mark.parametrize("text", ["2020-13-01", "2020-3", "march", "", "2020-Q5", "2020-02-30"])
def test_what_is_not_a_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        words("en").period(text)


@pytest.mark.parametrize("text", ["2020-00", "2020-13", "2020-W00", "2020-W54"])
def test_a_month_or_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        words("en").period(text)


def test_a_span_of_two_frequencies_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError):
        words("en").span("2020-03", "2020-Q2")
