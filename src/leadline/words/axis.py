"""The locale of chart axes: one table for the PDF's charts and for the pages'."""

from leadline.words.bidi import strip_marks
from leadline.words.locale import Language
from leadline.words.number import MINUS, marks, percent_affixes


def axis_locale(language: Language) -> dict[str, dict[str, object]]:
    """Return d3's number and time locales, with Latin digits in every language.

    Months are the plain ones: an axis has no room for the two names that Arabic text gives.
    """
    return {"number": _number(language), "time": _time(language)}


def _number(language: Language) -> dict[str, object]:
    decimal, thousands = marks(language)
    return {
        "decimal": decimal,
        "thousands": thousands,
        "grouping": [3],
        "currency": ["", ""],
        "numerals": list("0123456789"),
        "percent": "".join(percent_affixes(language)),
        "minus": MINUS,
    }


def _time(language: Language) -> dict[str, object]:
    months = language.cldr.months["stand-alone"]
    days = language.cldr.days["stand-alone"]
    # CLDR weeks start on Monday, d3's on Sunday.
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    return {
        "dateTime": "%-d %B %Y",
        "date": "%-d %B %Y",
        "time": "%H:%M",
        "periods": ["", ""],
        "days": [strip_marks(days["wide"][day]) for day in sunday_first],
        "shortDays": [strip_marks(days["abbreviated"][day]) for day in sunday_first],
        "months": [strip_marks(months["wide"][month]) for month in range(1, 13)],
        "shortMonths": [strip_marks(months["abbreviated"][month]) for month in range(1, 13)],
    }
