"""The time axis of an assessment: baseline, window and what came after, in one frequency."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import Counts
from leadline.core.error import UsageError
from leadline.core.period import Frequency, Period
from leadline.core.plan import Plan
from leadline.core.triangle import has_delays

MODELLED = (Frequency.MONTH, Frequency.WEEK, Frequency.QUARTER)
# A season is told from a trend by two years at least.
LEAST_YEARS = 2


@dataclass(frozen=True)
class Axis:
    """Periods from the first of the baseline on; training is the baseline.

    ``window`` and ``after`` are positions on ``periods``; ``after`` is at most a year, so that
    the season cancels, and may be empty.
    """

    periods: tuple[Period, ...]
    n_train: int
    window: slice
    after: slice

    @property
    def frequency(self) -> Frequency:
        """Frequency of all periods."""
        return self.periods[0].frequency


def assessment_axis(plan: Plan, frequency: Frequency) -> Axis | None:
    """Return the axis of a plan in a frequency; None where baseline or window hold no period.

    Periods younger than D on the as-of date are not on it: delay must never look like deficit;
    ``check_settled`` refuses a window that lacks some.
    """
    assert plan.window is not None, "intake refuses plans without a window"
    train = periods_inside(plan.baseline[0].first, plan.baseline[1].last, frequency)
    window = periods_inside(plan.window[0].first, plan.window[1].last, frequency)
    if train is None or window is None:
        return None
    settled = _last_ended(plan.as_of, frequency) + -plan.delay_within.get(frequency, 0)
    return _axis(train, window, max(settled, train[0]))


def by_report(plan: Plan, counts: Counts) -> Plan:
    """Return a plan as it is for counts by report period.

    Where some say when it happened D is theirs: a report period is settled once it has ended.
    """
    within = plan.delay_within.items()
    return replace(plan, delay_within={f: d for f, d in within if not has_delays(counts, f).any()})


def occurrence_axis(plan: Plan, frequency: Frequency) -> Axis | None:
    """Return the axis of counts by occurrence: up to the window's end, however young.

    What has not come in yet is nowcast, so no period has to be settled. None where baseline or
    window hold no period that has ended on the as-of date.
    """
    assert plan.window is not None, "intake refuses plans without a window"
    train = periods_inside(plan.baseline[0].first, plan.baseline[1].last, frequency)
    ended = _last_ended(plan.as_of, frequency)
    window = periods_inside(plan.window[0].first, plan.window[1].last, frequency)
    if train is None or window is None or ended < window[1]:
        return None
    return _axis(train, window, window[1])


def last_settled(plan: Plan) -> date:
    """Return the last day whose reports are in, by the slowest of the declared delays."""
    ends = [(_last_ended(plan.as_of, f) + -d).last for f, d in plan.delay_within.items()]
    return min(ends, default=plan.as_of)


def check_settled(axis: Axis, plan: Plan) -> None:
    """Refuse a window whose last periods are younger than D on the as-of date.

    A part of the window under the name of the whole would be a wrong claim.

    Raises
    ------
    UsageError
        The window ends after the last settled period.
    """
    assert plan.window is not None, "intake refuses plans without a window"
    window = periods_inside(plan.window[0].first, plan.window[1].last, axis.frequency)
    settled = axis.periods[-1]
    if window is not None and settled < window[1]:
        raise UsageError(
            f"Counts by {axis.frequency} are settled up to {settled}, the window ends {window[1]}.",
            next_step="End the window there, choose a later as_of, or a smaller [delay] within.",
        )


def earlier_axis(axis: Axis, years: int, first: Period) -> Axis | None:
    """Return baseline and window some years earlier, with nothing after them.

    A baseline that would begin before ``first``, the first period on record, begins there; None
    where less than two years of it are left.
    """
    per_year = axis.frequency.per_year
    lost = max(0, first - (axis.periods[0] + -years * per_year))
    n_train = axis.n_train - lost
    if n_train < min(LEAST_YEARS * per_year, axis.n_train):
        return None
    kept = axis.periods[lost : axis.window.stop]
    periods = tuple(period + -years * per_year for period in kept)
    window = slice(axis.window.start - lost, axis.window.stop - lost)
    return Axis(periods, n_train, window, slice(window.stop, window.stop))


def end_axis(axis: Axis) -> Axis | None:
    """Return the axis on which the last quarter of the baseline is the window.

    None where less than two years lie before it.
    """
    start = axis.n_train - axis.frequency.per_year // 4
    if start < LEAST_YEARS * axis.frequency.per_year:
        return None
    none = slice(axis.n_train, axis.n_train)
    return Axis(axis.periods[: axis.n_train], start, slice(start, axis.n_train), none)


def forecast_axis(first: Period, train_until: Period, horizon: int) -> Axis:
    """Return the axis of a plain forecast: training, then a window of ``horizon`` periods."""
    n_train = train_until - first + 1
    periods = tuple(first + step for step in range(n_train + horizon))
    window = slice(n_train, n_train + horizon)
    return Axis(periods, n_train, window, slice(window.stop, window.stop))


def periods_inside(first: date, last: date, frequency: Frequency) -> tuple[Period, Period] | None:
    """Return the first and last whole period between two days, None where there is none."""
    start = Period.containing(first, frequency)
    start += start.first < first
    end = Period.containing(last, frequency)
    end += -(end.last > last)
    return (start, end) if end - start >= 0 else None


def days(axis: Axis) -> NDArray[np.float64]:
    """Return the days of each period [time]."""
    return np.array([period.days for period in axis.periods], dtype=np.float64)


def years(axis: Axis) -> NDArray[np.float64]:
    """Return the middle of each period in years from the end of training [time]."""
    origin = axis.periods[axis.n_train].first.toordinal()
    return np.array([(_middle(period) - origin) / 365.25 for period in axis.periods])


def phases(axis: Axis) -> NDArray[np.float64]:
    """Return the middle of each period as a fraction of its calendar year [time]."""
    return np.array([_phase(period) for period in axis.periods])


def _axis(train: tuple[Period, Period], window: tuple[Period, Period], settled: Period) -> Axis:
    first = train[0]
    last = min(window[1] + first.frequency.per_year, settled)
    end = min(window[1], settled)
    periods = tuple(first + step for step in range(last - first + 1))
    stop = end - first + 1
    return Axis(
        periods=periods,
        n_train=train[1] - first + 1,
        window=slice(window[0] - first, stop),
        after=slice(stop, len(periods)),
    )


def _last_ended(day: date, frequency: Frequency) -> Period:
    period = Period.containing(day + timedelta(days=1), frequency)
    return period + -1


def _middle(period: Period) -> float:
    return period.first.toordinal() + period.days / 2


def _phase(period: Period) -> float:
    year = Period.containing(period.first + timedelta(days=period.days // 2), Frequency.YEAR)
    return (_middle(period) - year.first.toordinal()) / year.days
