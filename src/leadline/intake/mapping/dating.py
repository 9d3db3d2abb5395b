"""Dating: which periods a column of dates stands for, and dates that stand for none."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

from leadline.core.period import Frequency

_LEAST_DATES = 2
# By the months from one date to the next.
_BY_MONTHS = {1: Frequency.MONTH, 3: Frequency.QUARTER, 12: Frequency.YEAR}
_BY_DAYS = {1: Frequency.DAY, 7: Frequency.WEEK}


def frequency_of(dates: Collection[date]) -> Frequency | None:
    """Return what dates stand for that follow each other evenly, None where they do not.

    Examples
    --------
    >>> str(frequency_of([date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31)]))
    'month'
    """
    days = sorted(set(dates))
    if len(days) < _LEAST_DATES:
        return None
    if all(map(_is_first, days)) or all(map(_is_last, days)):
        months = {_month(b) - _month(a) for a, b in pairwise(days)}
        return _BY_MONTHS.get(months.pop()) if len(months) == 1 else None
    steps = {(b - a).days for a, b in pairwise(days)}
    return _BY_DAYS.get(steps.pop()) if len(steps) == 1 else None


def are_within_months(dates: Collection[date]) -> bool:
    """Whether no date opens or ends a month: "Jan-20" becomes 20 January of the year it was typed.

    Examples
    --------
    >>> are_within_months([date(2021, 1, 20), date(2021, 2, 20)])
    True
    """
    days = set(dates)
    return len(days) >= _LEAST_DATES and not any(_is_first(d) or _is_last(d) for d in days)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _is_first(day: date) -> bool:
    return day.day == 1


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
