"""Invented counts: a level, a season, a fall in the spring of 2020, and chance from a seed."""

import math
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from leadline.core.period import Frequency, Period, Span, period_range

FALL_BEGINS, FALL_ENDS = date(2020, 3, 16), date(2020, 6, 30)
MONTHS_OF_THREE_YEARS = tuple(
    period_range(Period.parse("2018-01"), Period.parse("2020-12")),
)


@dataclass(frozen=True)
class Entry:
    """One cell of a file, and what a correct mapping must make of it.

    ``label`` is the text of its period as it stands in the file, ``year`` that of the header
    above a label without one; ``cell`` is the text of its number.
    """

    indicator: str
    channel: str
    period: Period | Span
    label: str
    cell: str
    count: str
    status: str = ""
    year: int | None = None


def counts(name: str, level: float, periods: tuple[Period, ...]) -> list[int]:
    """Return one count a period; ``level`` is a usual month's."""
    chance = random.Random(name)
    return [_count(chance, level, period) for period in periods]


def _count(chance: random.Random, level: float, period: Period) -> int:
    middle = date.fromordinal((period.first.toordinal() + period.last.toordinal()) // 2)
    season = 1 + 0.12 * math.cos(2 * math.pi * (middle.month - 5) / 12)
    level *= season * period.days / 30.4 * (0.62 if FALL_BEGINS <= middle <= FALL_ENDS else 1)
    return max(0, round(chance.gauss(level, math.sqrt(level) * 1.4)))


def quarters(first: str, last: str) -> tuple[Period, ...]:
    return tuple(period_range(Period.parse(first), Period.parse(last)))


def years_of(periods: tuple[Period, ...]) -> list[int]:
    return sorted({period.first.year for period in periods})


def month_name(period: Period, names: tuple[str, ...]) -> str:
    assert period.frequency is Frequency.MONTH
    return names[period.first.month - 1]


def entries_of(
    indicator: str,
    channel: str,
    level: float,
    periods: tuple[Period, ...],
    *,
    label: Callable[[Period], str],
    write: Callable[[int], str] = str,
    special: Mapping[str, tuple[str, str]] | None = None,
    is_below_header: bool = False,
) -> list[Entry]:
    """Return a series of counts as a bureau writes them.

    Parameters
    ----------
    special : mapping
        Period to a form with {} for the number ("{} (p)") or a word in its place ("n/d"), and
        its SDMX status.
    is_below_header : bool
        Labels have no year: it stands in a header above.
    """
    found = []
    for period, value in zip(periods, counts(indicator + channel, level, periods), strict=True):
        form, status = (special or {}).get(str(period), ("{}", ""))
        cell, count = form.format(write(value)), str(value) if "{}" in form else ""
        year = period.first.year if is_below_header else None
        found.append(Entry(indicator, channel, period, label(period), cell, count, status, year))
    return found


def small(value: int) -> str:
    return str(value) if value >= 5 else "<5"


def hidden(entries: list[Entry]) -> list[Entry]:
    """Return entries whose small counts are known as small alone."""
    return [
        replace(entry, count=small(int(entry.count))) if entry.count else entry for entry in entries
    ]


def value_of(entry: Entry) -> str | int:
    """Return a cell as a spreadsheet keeps it: plain numbers are numbers."""
    return int(entry.cell) if entry.cell.isascii() and entry.cell.isdigit() else entry.cell


def total(entries: Iterable[Entry]) -> int:
    return sum(int(entry.count) for entry in entries if entry.count.isdigit())
