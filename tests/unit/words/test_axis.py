"""The locale of chart axes."""

import pytest

from leadline.words import words


@pytest.mark.parametrize(
    ("code", "decimal", "thousands", "percent"),
    [
        ("ar", ".", ",", "%"),
        ("en", ".", ",", "%"),
        ("es", ",", "\u00a0", "\u00a0%"),
        ("fr", ",", "\u00a0", "\u00a0%"),
    ],
)
def test_axes_write_numbers_as_the_text_does(
    code: str, decimal: str, thousands: str, percent: str
) -> None:
    numbers = words(code).vega_locale()["number"]

    assert (numbers["decimal"], numbers["thousands"]) == (decimal, thousands)
    assert (numbers["percent"], numbers["minus"]) == (percent, "−")


@pytest.mark.parametrize("code", ["ar", "en", "es", "fr"])
def test_axes_have_latin_digits_twelve_months_and_seven_days(code: str) -> None:
    locale = words(code).vega_locale()

    assert locale["number"]["numerals"] == list("0123456789")
    assert [len(locale["time"][name]) for name in ("months", "shortMonths")] == [12, 12]
    assert [len(locale["time"][name]) for name in ("days", "shortDays")] == [7, 7]


def test_the_week_of_an_axis_starts_on_sunday() -> None:
    assert words("fr").vega_locale()["time"]["days"][0] == "dimanche"


def test_arabic_axes_name_a_month_once() -> None:
    assert words("ar").vega_locale()["time"]["months"][3] == "أبريل"
