"""Fiscal: whether years that stand apart from their months are calendar years.

The months of one year tell it by their order: those of a calendar year never run from December
on into January. What stands in no order at all tells nothing.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

_MONTHS = range(1, 13)
# So many months of one year are in the order of a financial year by no accident.
_FULL = 7

Months = tuple[int, ...]


def by_year(each: Iterable[tuple[Hashable, int]]) -> list[Months]:
    """Return the months that stand under each year, once each, in the order of the sheet.

    Parameters
    ----------
    each : iterable of (group, month)
        A group is a year, with what else tells one series of the sheet from another.
    """
    found: dict[Hashable, dict[int, None]] = {}
    for group, month in each:
        found.setdefault(group, {})[month] = None
    return [tuple(months) for months in found.values()]


def opening_months(years: Sequence[Months]) -> Months:
    """Return in which months the years can begin; none where their months stand in no order.

    Examples
    --------
    >>> opening_months([(10, 11, 12, 1)])
    (2, 3, 4, 5, 6, 7, 8, 9, 10)
    >>> opening_months([(1, 2, 3)])[0]
    1
    """
    return tuple(opens for opens in _MONTHS if all(_runs(months, opens) for months in years))


def passes_december(months: Months) -> bool:
    """Whether the months of one year go on from December in the next calendar year.

    Examples
    --------
    >>> passes_december((10, 11, 12, 1)), passes_december((1, 2, 3)), passes_december((3, 2, 1))
    (True, False, False)
    """
    return not _runs(months, 1) and any(_runs(months, opens) for opens in _MONTHS)


def are_financial(years: Sequence[Months]) -> bool:
    """Whether years beside months are no calendar years."""
    passing = [months for months in years if passes_december(months)]
    # Three months in any order are those of some year: the others have to agree.
    agree = bool(opening_months(years))
    return bool(passing) and (agree or any(len(months) >= _FULL for months in passing))


def first_month(years: Sequence[Months]) -> int:
    """Return the month in which financial years seem to begin, 1 where they are none."""
    known = opening_months(years)
    passing = (months for months in years if passes_december(months))
    ends = [end for months in passing for end in (months[0], months[-1]) if end in known]
    return ends[0] if ends and are_financial(years) else 1


def _runs(months: Months, opens: int) -> bool:
    """Whether months stand in the order of a year that opens in one, or the last one first."""
    at = [(month - opens) % 12 for month in months]
    steps = [b - a for a, b in pairwise(at)]
    # From the last month of a year its next one is never its first.
    return all(step > 0 for step in steps) or (max(steps, default=0) < 0 and steps != [-11])
