"""Periods from days to years, and totals from one day to another.

A regular period is a frequency and an ordinal, so arithmetic is whole-number arithmetic.
A ``Span`` is a from-to total; it has no frequency and no successor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Frequency(StrEnum):
    """How often periods follow each other."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def per_year(self) -> int:
        """Periods in a usual year."""
        return _PER_YEAR[self]


_PER_YEAR = {
    Frequency.DAY: 365,
    Frequency.WEEK: 52,
    Frequency.MONTH: 12,
    Frequency.QUARTER: 4,
    Frequency.HALF: 2,
    Frequency.YEAR: 1,
}
_MONTHS = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF: 6,
    Frequency.YEAR: 12,
}
# 0001-01-01 is a Monday, so week ordinals need no shift.
_EPOCH = date(1, 1, 1)
_FORMS = {
    Frequency.DAY: re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    Frequency.WEEK: re.compile(r"([0-9]{4})-W([0-9]{2})"),
    Frequency.MONTH: re.compile(r"([0-9]{4})-([0-9]{2})"),
    Frequency.QUARTER: re.compile(r"([0-9]{4})-Q([1-4])"),
    Frequency.HALF: re.compile(r"([0-9]{4})-H([12])"),
    Frequency.YEAR: re.compile(r"([0-9]{4})"),
}


@dataclass(frozen=True, order=True)
class Period:
    """One regular period; compare and subtract only within a frequency.

    Examples
    --------
    >>> str(Period.parse("2020-03") + 10)
    '2021-01'
    >>> Period.parse("2020-W53").first
    datetime.date(2020, 12, 28)
    """

    frequency: Frequency
    ordinal: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read ``2020-03-14``, ``2020-W14``, ``2020-03``, ``2020-Q1``, ``2020-H1`` or ``2020``.

        Raises
        ------
        ValueError
            The text has none of these forms, or names a day, week or month that does not exist.
        """
        for frequency, form in _FORMS.items():
            match = form.fullmatch(text)
            if match is not None:
                return cls(
                    frequency,
                    _ordinal(frequency, [int(part) for part in match.groups()]),
                )
        raise ValueError("not a period")

    @classmethod
    def containing(cls, day: date, frequency: Frequency) -> "Period":
        """Return the period of a frequency in which a day lies."""
        if frequency is Frequency.DAY:
            return cls(frequency, day.toordinal())
        if frequency is Frequency.WEEK:
            return cls(frequency, (day - _EPOCH).days // 7)
        return cls(frequency, (day.year * 12 + day.month - 1) // _MONTHS[frequency])

    @property
    def first(self) -> date:
        """First day."""
        if self.frequency is Frequency.DAY:
            return date.fromordinal(self.ordinal)
        if self.frequency is Frequency.WEEK:
            return _EPOCH + timedelta(weeks=self.ordinal)
        year, month = divmod(self.ordinal * _MONTHS[self.frequency], 12)
        return date(year, month + 1, 1)

    @property
    def last(self) -> date:
        """Last day."""
        return (self + 1).first - timedelta(days=1)

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def __add__(self, steps: int) -> "Period":
        return Period(self.frequency, self.ordinal + steps)

    def __sub__(self, other: "Period") -> int:
        assert self.frequency is other.frequency, "periods of different frequency"
        return self.ordinal - other.ordinal

    def __str__(self) -> str:
        day = self.first
        if self.frequency is Frequency.DAY:
            return day.isoformat()
        if self.frequency is Frequency.WEEK:
            year, week, _ = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        if self.frequency is Frequency.MONTH:
            return f"{day.year:04d}-{day.month:02d}"
        if self.frequency is Frequency.QUARTER:
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        if self.frequency is Frequency.HALF:
            return f"{day.year:04d}-H{(day.month + 5) // 6}"
        return f"{day.year:04d}"


@dataclass(frozen=True, order=True)
class Span:
    """A total from one day to another, both included; written ``2020-03-01/2020-05-31``."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read ``2020-03-01/2020-05-31``.

        Raises
        ------
        ValueError
            Not that form, a day that does not exist, or the end before the beginning.
        """
        first, slash, last = text.partition("/")
        if not slash:
            raise ValueError("not a span")
        span = cls(Period.parse(first).first, Period.parse(last).last)
        if len(first) != 10 or len(last) != 10 or span.last < span.first:
            raise ValueError("not a span")
        return span

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def parse_period(text: str) -> Period | Span:
    """Read a regular period or a span.

    Raises
    ------
    ValueError
        The text is neither.
    """
    return Span.parse(text) if "/" in text else Period.parse(text)


def period_range(first: Period, last: Period) -> Iterator[Period]:
    """Yield every period from first to last, both included."""
    for ordinal in range(first.ordinal, last.ordinal + 1 if last - first >= 0 else first.ordinal):
        yield Period(first.frequency, ordinal)


def span_of(first: Period, last: Period) -> Span:
    """Return the days from the beginning of one period to the end of another."""
    return Span(first.first, last.last)


def years_before(period: Period | Span, years: int) -> Period | Span:
    """Return the same time of an earlier year.

    Weeks, and totals from a Monday to a Sunday, move by 52 weeks a year, others by the
    calendar; the end of a month stays one.

    Examples
    --------
    >>> str(years_before(Span.parse("2020-02-01/2020-02-29"), 1))
    '2019-02-01/2019-02-28'
    >>> str(years_before(Period.parse("2020-W14"), 1))
    '2019-W14'
    """
    if isinstance(period, Period):
        return period + -years * period.frequency.per_year
    first, after = period.first, period.last + timedelta(days=1)
    if first.weekday() == after.weekday() == 0 and (first.day, after.day) != (1, 1):
        return Span(first - timedelta(weeks=52 * years), period.last - timedelta(weeks=52 * years))
    return Span(_year_back(first, years), _year_back(after, years) - timedelta(days=1))


def name_days(first: date, last: date) -> Period | Span:
    """Return the month, quarter, half or year that these days are, else their span."""
    for frequency in (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF, Frequency.YEAR):
        period = Period.containing(first, frequency)
        if (period.first, period.last) == (first, last):
            return period
    return Span(first, last)


def days_shared(one: Period | Span, other: Period | Span) -> int:
    """Return how many days lie in both."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return max((last - first).days + 1, 0)


def compact(period: Period | Span) -> str:
    """Write a period as it stands in a number id: without hyphens, a span with an underscore."""
    return str(period).replace("-", "").replace("/", "_")


def _year_back(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def _ordinal(frequency: Frequency, parts: list[int]) -> int:
    year, *rest = parts
    if frequency is Frequency.DAY:
        return date(year, *rest).toordinal()
    if frequency is Frequency.WEEK:
        return (date.fromisocalendar(year, rest[0], 1) - _EPOCH).days // 7
    if frequency is Frequency.MONTH:
        return date(year, rest[0], 1).year * 12 + rest[0] - 1
    if frequency is Frequency.YEAR:
        return date(year, 1, 1).year
    return date(year, 1, 1).year * _PER_YEAR[frequency] + rest[0] - 1
