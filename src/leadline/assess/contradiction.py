"""Contradictions between what a contributor sent: totals, their parts, and ends without a word.

Counts stay as they were sent, and models use none of them twice: a series is taken in its usual
frequency, totals stand apart. What does not add up is asked about.
"""

from collections.abc import Iterator

import numpy as np

from leadline.assess.comparable import Comparable
from leadline.core.counts import Counts, SeriesKey, Totals
from leadline.core.period import Frequency, Period, Span, period_range
from leadline.core.question import Question

TOTAL_DIFFERS, STOPPED = "total_differs", "stopped"
# Past these many of one series the contributor has seen what is meant.
TOTALS_AT_MOST = 3


def ask_contradictions(counts: Counts) -> tuple[Question, ...]:
    """Return a question for each total that the parts sent of it cannot sum to.

    A total is a period or span, its parts the periods of one shorter frequency that fill it;
    all parts must be there. A count below some number contradicts only what it cannot be.

    Parameters
    ----------
    counts : Counts
        As known on one day: one version of each cell.
    """
    found = counts.of_series(_mixed(counts)).totals()
    return tuple(question for key, cells in found.items() for question in _of_series(key, cells))


def ask_stopped(comparable: Comparable) -> tuple[Question, ...]:
    """Return a question for each series that ends before the window does, with its last period."""
    asked = []
    for series, reason in enumerate(comparable.withheld):
        if reason == STOPPED:
            known = ~np.isnan(comparable.lower[series, : comparable.window.stop])
            last = comparable.periods[int(np.flatnonzero(known)[-1])]
            asked.append(Question(STOPPED, comparable.draws.keys[series], (last,)))
    return tuple(asked)


def _mixed(counts: Counts) -> list[int]:
    """Return the series with periods of more than one length."""
    kinds = [p.frequency if isinstance(p, Period) else "" for p in counts.periods]
    number = {kind: at for at, kind in enumerate(dict.fromkeys(kinds))}
    kind_of = np.array([*(number[kind] for kind in kinds), -1], dtype=np.int64)[counts.reported]
    pairs = np.unique(counts.series * (len(number) + 1) + kind_of + 1)
    n_kinds = np.bincount(pairs // (len(number) + 1), minlength=len(counts.keys))
    mixed: list[int] = np.flatnonzero(n_kinds > 1).tolist()
    return mixed


def _of_series(key: SeriesKey, cells: Totals) -> list[Question]:
    asked = []
    for total in sorted(cells, key=lambda period: (period.first, period.last)):
        stated = cells[total]
        for parts in _tilings(total, cells) if stated is not None else ():
            low, high = sum(part[0] for part in parts), sum(part[1] for part in parts)
            if stated is not None and (stated[1] < low or stated[0] > high):
                asked.append(Question(TOTAL_DIFFERS, key, (total,), (*stated, low, high)))
                break
    return asked[:TOTALS_AT_MOST]


def _tilings(total: Period | Span, cells: Totals) -> Iterator[list[tuple[int, int]]]:
    """Yield the counts of all parts of a total, for each frequency that fills it whole."""
    for frequency in Frequency:
        first = Period.containing(total.first, frequency)
        last = Period.containing(total.last, frequency)
        if (first.first, last.last) != (total.first, total.last) or first == last:
            continue
        counts = [cells.get(part) for part in period_range(first, last)]
        known = [count for count in counts if count is not None]
        if len(known) == len(counts):
            yield known
