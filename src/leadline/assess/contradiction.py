"""Contradictions between what one contributor sent: totals and their parts that do not add up.

Counts stay as they were sent. Nothing adds a total to its parts: each frequency has findings of
its own, and so has the channel of all reports.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from leadline.core.counts import Counts, SeriesKey
from leadline.core.period import Frequency, Period, Span
from leadline.core.question import Question

TOTAL_DIFFERS, CHANNELS_DIFFER = "total_differs", "channels_differ"
ALL = "all"
# Coarse to fine: what a total is first set beside.
_FREQUENCIES = tuple(reversed(Frequency))

Bounds = tuple[int, int]
Cells = Mapping[Period | Span, Bounds | None]


class _Parts(NamedTuple):
    """The parts that fill a total: first, last, and what they sum to."""

    first: Period
    last: Period
    bounds: Bounds


def ask_contradictions(counts: Counts) -> tuple[Question, ...]:
    """Return a question for each total that its parts contradict, of the latest versions.

    Bounds as those of ``<5`` contradict only where no count within them would do. Channels
    contradict their total only where they exceed it: not every channel need have been sent.
    """
    counts = counts.of_series(_in_parts(counts))
    totals = counts.totals()
    return (*_of_periods(totals, counts), *_of_channels(totals, counts))


def _in_parts(counts: Counts) -> list[int]:
    """Return the series that have counts of several frequencies, or stand beside a channel all."""
    names = [p.frequency if isinstance(p, Period) else "span" for p in counts.periods]
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    kind = np.array([*(number[name] for name in names), 0])[counts.reported]
    pairs = np.unique(counts.series.astype(np.int64) * (len(number) + 1) + kind)
    several = np.bincount(pairs // (len(number) + 1), minlength=len(counts.keys)) > 1
    split = {key[:5] for key in counts.keys if key.channel == ALL}
    return [i for i, key in enumerate(counts.keys) if several[i] or key[:5] in split]


def _of_periods(totals: Mapping[SeriesKey, Cells], counts: Counts) -> Iterator[Question]:
    for key, cells in totals.items():
        for period, total in cells.items():
            parts = None if total is None else _contradicting(period, total, cells)
            if total is not None and parts is not None:
                where = (period, parts.first, parts.last)
                yield _question(TOTAL_DIFFERS, key, where, (*total, *parts.bounds), counts)


def _contradicting(period: Period | Span, total: Bounds, cells: Cells) -> _Parts | None:
    """Return the coarsest parts that cannot sum to a total; None where all can."""
    for frequency in _FREQUENCIES:
        parts = _parts(period, frequency, cells)
        if parts is not None and not _meet(total, parts.bounds):
            return parts
    return None


def _parts(period: Period | Span, frequency: Frequency, cells: Cells) -> _Parts | None:
    """Return the parts of one frequency that fill a period, if every one has a value."""
    first, last = (Period.containing(day, frequency) for day in (period.first, period.last))
    if first == last or (first.first, last.last) != (period.first, period.last):
        return None
    found = [cells.get(first + step) for step in range(last - first + 1)]
    known = [bounds for bounds in found if bounds is not None]
    if len(known) < len(found):
        return None
    return _Parts(first, last, _sum(known))


def _of_channels(totals: Mapping[SeriesKey, Cells], counts: Counts) -> Iterator[Question]:
    split: dict[tuple[str, ...], list[Cells]] = {}
    for key, cells in totals.items():
        if key.channel != ALL:
            split.setdefault(key[:5], []).append(cells)
    for key in (key for key in totals if key.channel == ALL):
        for period, total in totals[key].items():
            every = [cells.get(period) for cells in split.get(key[:5], ())]
            parts = _sum([bounds for bounds in every if bounds is not None])
            if total is not None and parts[0] > total[1]:
                yield _question(CHANNELS_DIFFER, key, (period,), (*total, *parts), counts)


def _question(
    reason: str,
    key: SeriesKey,
    periods: tuple[Period | Span, ...],
    numbers: tuple[int, ...],
    counts: Counts,
) -> Question:
    """Return a question, with the line in which the total stands."""
    cell = np.flatnonzero(
        (counts.series == counts.keys.index(key))
        & (counts.reported == counts.periods.index(periods[0]))
    )[0]
    file = counts.files[counts.file[cell]]
    return Question(reason, key, periods, numbers, file, int(counts.row[cell]))


def _sum(bounds: list[Bounds]) -> Bounds:
    return sum(lower for lower, _ in bounds), sum(upper for _, upper in bounds)


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
