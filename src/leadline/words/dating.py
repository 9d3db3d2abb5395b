"""Dates, periods and spans in words. Weeks are ISO weeks; a period is its written code."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

_FORMS = {
    "day": re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    "week": re.compile(r"([0-9]{4})-W(0[1-9]|[1-4][0-9]|5[0-3])"),
    "month": re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"([0-9]{4})-Q([1-4])"),
    "half": re.compile(r"([0-9]{4})-H([12])"),
    "year": re.compile(r"([0-9]{4})"),
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ORDINALS = ("first", "second", "third", "fourth")


class Voice(Protocol):
    """What this module needs of a language's words."""

    def text(self, key: str, **placeholders: str | int) -> str: ...
    def plural(self, key: str, n: int, **placeholders: str | int) -> str: ...
    def label(self, kind: str, code: str) -> str: ...
    def digits(self, value: int) -> str: ...


@dataclass(frozen=True)
class _Period:
    frequency: str
    year: int
    rest: tuple[int, ...]


def say_date(day: date, *, voice: Voice) -> str:
    """Return a day in words. It is a plural by its number: French writes the first otherwise."""
    month = voice.label("month", _MONTHS[day.month - 1])
    return voice.plural("dated.day", day.day, month=month, year=voice.digits(day.year))


def say_period(text: str, *, voice: Voice) -> str:
    """Return a period in words; a from-to total of whole months names the months.

    Raises
    ------
    ValueError
        The text is not a period.
    """
    if "/" in text:
        first, last = (date.fromisoformat(day) for day in text.split("/"))
        return _say_days(first, last, voice)
    period = _parse(text)
    year = voice.digits(period.year)
    match period.frequency:
        case "day":
            return say_date(date.fromisoformat(text), voice=voice)
        case "week":
            return voice.text("dated.week", week=voice.digits(period.rest[0]), year=year)
        case "month":
            return voice.text("dated.month", month=_month(period, voice), year=year)
        case "year":
            return year
        case part:
            return voice.text(f"dated.{_ORDINALS[period.rest[0] - 1]}_{part}", year=year)


def say_span(first: str, last: str, *, voice: Voice) -> str:
    """Return the time between two periods of one frequency; a common year of months stands once."""
    if first == last:
        return say_period(first, voice=voice)
    start, end = _parse(first), _parse(last)
    assert start.frequency == end.frequency, "a span has one frequency"
    if start.frequency == "month" and start.year == end.year:
        return voice.text(
            "span.months",
            first=_month(start, voice),
            last=_month(end, voice),
            year=voice.digits(end.year),
        )
    return voice.text(
        f"span.{start.frequency}",
        first=say_period(first, voice=voice),
        last=say_period(last, voice=voice),
    )


def _say_days(first: date, last: date, voice: Voice) -> str:
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return say_span(f"{first:%Y-%m}", f"{last:%Y-%m}", voice=voice)
    return say_span(first.isoformat(), last.isoformat(), voice=voice)


def _month(period: _Period, voice: Voice) -> str:
    return voice.label("month", _MONTHS[period.rest[0] - 1])


def _parse(text: str) -> _Period:
    for frequency, form in _FORMS.items():
        match = form.fullmatch(text)
        if match is not None:
            year, *rest = (int(part) for part in match.groups())
            return _Period(frequency, year, tuple(rest))
    raise ValueError("not a period")
