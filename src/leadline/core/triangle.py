"""Triangle: occurrence by delay as known on a date, cut from Counts.

Delay is reported minus occurred, in periods of one frequency. ``known_on`` only chooses which
version of a report period is read: that known on the date, else the first there ever was, so
that a series sent at once can be cut at any date of its past. A version that lowers a cell
replaces it; it is no negative report.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import Counts, SeriesKey
from leadline.core.period import Frequency, Period

FREQUENCIES = (Frequency.DAY, Frequency.WEEK, Frequency.MONTH, Frequency.QUARTER)
NOTHING = "nothing was reported by then"


@dataclass(frozen=True)
class LeftOut:
    """Cells of reports up to the date that are not in the triangle, and values that are guessed.

    Parameters
    ----------
    negative : int
        Reported before they occurred.
    beyond : int
        Reported after more than the maximum delay.
    before : int
        Occurred before their series was first reported: what came earlier is not known.
    between : int
        In the triangle, but known only as ``<N``: the middle is taken.
    """

    negative: int
    beyond: int
    before: int
    between: int


@dataclass(frozen=True, eq=False)
class Triangle:
    """Counts by occurrence and delay, as known at the end of the last period.

    Parameters
    ----------
    keys : tuple of SeriesKey
        Only series with a cell in the triangle.
    periods : tuple of Period
        From the first report to the last; occurrence and report have the same axis.
    cells : float [series, time, delay]
        Reports of what occurred in a period; nan where they are still to come, where the
        series began later, or where there is no value (which is never zero). A cell that
        nobody sent is zero: reports that did not come in.
    left_out : LeftOut
    """

    keys: tuple[SeriesKey, ...]
    periods: tuple[Period, ...]
    cells: NDArray[np.float64]
    left_out: LeftOut

    def __post_init__(self) -> None:
        assert self.cells.shape[:2] == (len(self.keys), len(self.periods)), "labels do not fit"

    @property
    def max_delay(self) -> int:
        """The largest delay D; a count is complete D periods after it occurred."""
        return int(self.cells.shape[2]) - 1

    def of_series(self, index: NDArray[np.int64]) -> "Triangle":
        """Return some of the series, over the same periods."""
        keys = tuple(self.keys[i] for i in index.tolist())
        return replace(self, keys=keys, cells=self.cells[index])

    def until(self, last: Period) -> "Triangle":
        """Return what had been reported at the end of an earlier period, versions apart.

        Left-out cells stay those of the whole.
        """
        n_time = last - self.periods[0] + 1
        cells = np.where(_is_reported(n_time, self.max_delay), self.cells[:, :n_time], np.nan)
        has_begun = ~np.isnan(cells).all(axis=(1, 2))
        some = replace(self, periods=self.periods[:n_time], cells=cells)
        return some.of_series(np.flatnonzero(has_begun))

    def complete(self) -> NDArray[np.float64]:
        """Return counts within D of each period, nan where not all is known. [series, time]"""
        return np.asarray(self.cells.sum(axis=2))


def last_ended(day: date, frequency: Frequency) -> Period:
    """Return the last period that has ended at the end of a day."""
    return Period.containing(day + timedelta(days=1), frequency) + -1


def versions_on(counts: Counts, day: date) -> Counts:
    """Return each report period's version known on a day, else its first.

    Versions replace as in ``Counts.as_known_on``.
    """
    unit = counts.version_units()
    is_known = counts.known_on <= day.toordinal()
    n_units = unit.max(initial=-1) + 1
    latest = np.zeros(n_units, dtype=np.int32)
    np.maximum.at(latest, unit[is_known], counts.known_on[is_known])
    first = np.full(n_units, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(first, unit, counts.known_on)
    chosen = np.where(latest > 0, latest, first)
    return counts.take(counts.known_on == chosen[unit])


def has_delays(counts: Counts, frequency: Frequency) -> NDArray[np.bool_]:
    """Whether a cell has an occurrence and a report period of a frequency [cell]."""
    of_frequency = np.array(
        [isinstance(p, Period) and p.frequency is frequency for p in counts.periods] + [False]
    )
    return np.asarray(of_frequency[counts.occurred] & of_frequency[counts.reported])


def cut_triangle(
    counts: Counts, frequency: Frequency, *, as_of: date, max_delay: int | None = None
) -> Triangle:
    """Return the triangle of what was reported in periods that ended by a date.

    Parameters
    ----------
    counts : Counts
        All versions; cells without an occurrence period of the frequency are not looked at.
    max_delay : int, optional
        In periods; by default the largest delay seen.

    Raises
    ------
    ValueError
        Nothing with a delay of zero or more was reported by then.
    """
    chosen, delay = _reported_by(counts, frequency, as_of)
    n_negative = int((delay < 0).sum())
    chosen, delay = chosen.take(delay >= 0), delay[delay >= 0]
    if not len(chosen):
        raise ValueError(NOTHING)
    deepest = int(delay.max()) if max_delay is None else max_delay
    n_beyond = int((delay > deepest).sum())
    chosen, delay = chosen.take(delay <= deepest), delay[delay <= deepest]
    last = last_ended(as_of, frequency)
    return _fill(chosen, delay, last=last, deepest=deepest, out=(n_negative, n_beyond))


def largest_delay(counts: Counts, frequency: Frequency, *, as_of: date) -> int:
    """Return the largest delay of what was reported by a date; 0 where nothing was."""
    _, delay = _reported_by(counts, frequency, as_of)
    return int(delay.max(initial=0))


def _reported_by(
    counts: Counts, frequency: Frequency, as_of: date
) -> tuple[Counts, NDArray[np.int64]]:
    """Return cells of report periods that had ended by a date, and their delays [cell]."""
    chosen = versions_on(counts, as_of)
    chosen = chosen.take(has_delays(chosen, frequency))
    ordinal = _ordinals(counts)
    last = last_ended(as_of, frequency)
    chosen = chosen.take(ordinal[chosen.reported] <= last.ordinal)
    return chosen, ordinal[chosen.reported] - ordinal[chosen.occurred]


def _ordinals(counts: Counts) -> NDArray[np.int64]:
    return np.array([getattr(p, "ordinal", 0) for p in counts.periods], dtype=np.int64)


def _fill(
    chosen: Counts, delay: NDArray[np.int64], *, last: Period, deepest: int, out: tuple[int, int]
) -> Triangle:
    ordinal = _ordinals(chosen)
    reported, occurred = ordinal[chosen.reported], ordinal[chosen.occurred]
    start = np.full(len(chosen.keys), np.iinfo(np.int64).max)
    np.minimum.at(start, chosen.series, reported)
    inside = occurred >= start[chosen.series]
    n_before = int((~inside).sum())
    chosen, occurred, delay = chosen.take(inside), occurred[inside], delay[inside]
    if not len(chosen):
        raise ValueError(NOTHING)
    present, series = np.unique(chosen.series, return_inverse=True)
    first = int(start[present].min())
    n_time = last.ordinal - first + 1
    cells = np.zeros((len(present), n_time, deepest + 1))
    middle = (chosen.lower + chosen.upper) / 2
    middle[chosen.lower < 0] = np.nan
    np.add.at(cells, (series, occurred - first, delay), middle)
    known = _is_reported(n_time, deepest)
    begun = np.arange(n_time) >= (start[present] - first)[:, None]
    cells = np.where(known & begun[:, :, None], cells, np.nan)
    return Triangle(
        keys=tuple(chosen.keys[i] for i in present),
        periods=tuple(Period(last.frequency, first + step) for step in range(n_time)),
        cells=cells,
        left_out=LeftOut(*out, n_before, int((chosen.lower < chosen.upper).sum())),
    )


def _is_reported(n_time: int, max_delay: int) -> NDArray[np.bool_]:
    """Whether a delay has passed at the end of the last period [time, delay]."""
    age = np.arange(n_time - 1, -1, -1)
    return np.asarray(np.arange(max_delay + 1) <= age[:, None])
