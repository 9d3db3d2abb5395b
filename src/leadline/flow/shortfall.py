"""Shortfall: counts by occurrence and delay, beside what was expected and what is still to come.

Everything counts "reported within D periods of the occurrence". The baseline is read where all of
D is over; the window as far as it has come in, and what is late there is nowcast.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from leadline.assess.comparable import Comparable
from leadline.assess.shortfall import Phase, Shortfall, TellDelays
from leadline.core.counts import Counts, CountsPanel
from leadline.core.draws import Draws
from leadline.core.period import Frequency, Period
from leadline.core.plan import Plan
from leadline.core.triangle import Triangle, cut_triangle, has_delays
from leadline.flow.axis import Axis, occurrence_axis
from leadline.flow.cache import Arrays, Cache
from leadline.flow.expect import N_DRAWS, Expectation, Grouping, Record, expect_record
from leadline.flow.retrospect import fit_triangle
from leadline.models import delay
from leadline.models.delay import nowcast_draws
from leadline.models.shortfall import due_by_now, fit_dispersion, predict_delays

# With the delays of so many years before it those in the window are compared.
YEARS_BEFORE = 2


@dataclass(frozen=True, eq=False)
class Occurrences:
    """What counts by occurrence tell: observed beside expected, and the shortfall between."""

    expectation: Expectation
    shortfall: Shortfall


@dataclass(frozen=True, eq=False)
class KnownReports:
    """Reports within D by occurrence, as known on the as-of date.

    Parameters
    ----------
    triangle : Triangle
    lower, upper : float [series, time]
        Bounds of the reports so far; nan where there is no value, and in the baseline where not
        all of D is over.
    """

    triangle: Triangle
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]

    def panel(self, first: Period, last: Period) -> CountsPanel:
        """Return counts from one occurrence period to another, nan outside the triangle."""
        start = self.triangle.periods[0]
        places = np.arange(first - start, last - start + 1)
        inside = (places >= 0) & (places < len(self.triangle.periods))
        lower, upper = (
            np.where(inside, bound[:, places * inside], np.nan)
            for bound in (self.lower, self.upper)
        )
        known = np.isfinite(lower).any(axis=1)
        periods = tuple(first + step for step in range(len(places)))
        every = CountsPanel(self.triangle.keys, periods, lower, upper)
        return every.of_series(np.flatnonzero(known).tolist())


def tell_shortfall(
    counts: Counts, plan: Plan, frequency: Frequency, *, grouping: Grouping, cache: Cache
) -> Occurrences | None:
    """Return shortfalls of the series of one frequency with delays; None where there are none."""
    axis = occurrence_axis(plan, frequency)
    chosen = np.unique(counts.series[has_delays(counts, frequency)]).tolist()
    if axis is None or not chosen:
        return None
    known = known_reports(counts.of_series(chosen), plan, axis)
    if known.triangle.periods[-1] < axis.periods[-1]:
        return None
    record = Record(known.triangle.periods[0], known.panel)
    if not record.panel(axis.periods[0], axis.periods[axis.n_train - 1]).keys:
        return None
    # Steps were looked for by report: they are asked about once.
    found = expect_record(
        record, axis, grouping=grouping, seed=plan.seed, cache=cache, search=False
    )
    places = [known.triangle.keys.index(key) for key in found.comparable.draws.keys]
    triangle = known.triangle.of_series(np.array(places))
    nowcast = _nowcast(triangle, axis, seed=plan.seed, cache=cache)
    return Occurrences(found, _shortfall(triangle, found.comparable, nowcast, seed=plan.seed))


def known_reports(counts: Counts, plan: Plan, axis: Axis) -> KnownReports:
    """Cut the triangle, and the bounds of what is known only within bounds."""
    within = plan.delay_within.get(axis.frequency)
    # What nobody has sent yet is not to be told from what did not happen.
    day = min(plan.as_of, max(counts.reported_in(axis.frequency)).last)

    def cut(chosen: Counts) -> Triangle:
        return cut_triangle(chosen, axis.frequency, as_of=day, max_delay=within)

    triangle = cut(counts)
    bounds = [
        np.nansum(cut(replace(counts, lower=bound, upper=bound)).cells, axis=2)
        for bound in (counts.lower, counts.upper)
    ]
    is_over = np.isfinite(triangle.cells).all(axis=2)
    # What began with the series has its first delay; what has a gap has no count.
    so_far = _has_no_gap(triangle) & ~_has_stopped(triangle, counts)[:, None]
    in_window = np.array([p >= axis.periods[axis.window.start] for p in triangle.periods])
    usable = np.where(in_window, so_far, is_over)
    lower, upper = (np.where(usable, bound, np.nan) for bound in bounds)
    return KnownReports(triangle, lower, upper)


def _has_no_gap(triangle: Triangle) -> NDArray[np.bool_]:
    """Whether every delay that has passed has its reports [series, time]."""
    n_time = len(triangle.periods)
    age = np.arange(n_time - 1, -1, -1)
    passed = np.arange(triangle.max_delay + 1) <= age[:, None]
    return np.asarray((np.isfinite(triangle.cells) | ~passed).all(axis=2))


def _has_stopped(triangle: Triangle, counts: Counts) -> NDArray[np.bool_]:
    """Whether the body of a series sent nothing of its last report period [series].

    What did not come in is not zero: it would look like a fall. A body that sent other rows of
    that period had none to send of this one.
    """
    last = triangle.periods[-1]
    is_last = np.array([period == last for period in counts.periods] + [False])
    sent = {counts.keys[i][:2] for i in set(counts.series[is_last[counts.reported]].tolist())}
    return np.array([key[:2] not in sent for key in triangle.keys])


@dataclass(frozen=True, eq=False)
class _Nowcast:
    """The window's periods: reports so far [series, time], draws within D [series, time, draw]."""

    reported: NDArray[np.int64]
    draws: NDArray[np.int64]


def _nowcast(triangle: Triangle, axis: Axis, *, seed: int, cache: Cache) -> _Nowcast:
    n_periods = triangle.periods[-1] - axis.periods[axis.window.start] + 1
    n_window = axis.window.stop - axis.window.start

    def compute() -> Arrays:
        draws = np.empty((len(triangle.keys), n_window, N_DRAWS), dtype=np.int64)
        reported = np.empty(draws.shape[:2], dtype=np.int64)
        for place, index in enumerate(_alike(triangle)):
            fit = fit_triangle(triangle.of_series(index), [len(triangle.periods) - 1])
            made = nowcast_draws(fit, at=0, n_periods=n_periods, n_draws=N_DRAWS, seed=seed + place)
            draws[index] = made.draws[:, :n_window]
            reported[index] = made.reported[:, :n_window]
        return {"draws": draws, "reported": reported}

    settings = [delay.METHOD, seed, N_DRAWS, n_periods, n_window, axis.frequency]
    found = cache.arrays("nowcast", settings, [triangle.cells, *_alike(triangle)], compute)
    return _Nowcast(found["reported"].astype(np.int64), found["draws"].astype(np.int64))


def _alike(triangle: Triangle) -> list[NDArray[np.int64]]:
    """Return the places of the series of each theme and indicator: their delays have a pool."""
    groups: dict[tuple[str, str], list[int]] = {}
    for i, key in enumerate(triangle.keys):
        groups.setdefault((key.theme, key.indicator), []).append(i)
    return [np.array(index, dtype=np.int64) for index in groups.values()]


def _shortfall(
    triangle: Triangle, comparable: Comparable, nowcast: _Nowcast, *, seed: int
) -> Shortfall:
    c, window = comparable, comparable.window
    observed = np.nan_to_num((c.lower + c.upper) / 2)
    complete = np.repeat(observed.astype(np.int64)[:, :, None], N_DRAWS, axis=2)
    complete[:, window] = nowcast.draws
    due = c.draws.values.copy()
    due[:, window] = due_by_now(due[:, window], nowcast.draws, nowcast.reported)
    first = triangle.periods[0]
    start = c.periods[window.start] - first
    followed = min(triangle.max_delay, len(triangle.periods) - 1 - start)
    n_before = min(YEARS_BEFORE * c.frequency.per_year, window.start)
    before = slice(window.start - n_before, window.start)
    shift = c.periods[0] - first
    return Shortfall(
        comparable=replace(c, draws=replace(c.draws, values=due), complete=replace(c.draws)),
        nowcast=Draws(c.draws.keys, c.periods, complete),
        within=triangle.max_delay,
        followed=followed,
        before=before,
        delays=_delays(
            triangle.cells[:, :, : followed + 1],
            [slice(max(s.start + shift, 0), s.stop + shift) for s in (before, window)],
            seed=seed,
        ),
    )


def _delays(cells: NDArray[np.float64], phases: Sequence[slice], *, seed: int) -> TellDelays:
    """Return what tells delays of series together; each phase a slice of occurrence periods."""
    dispersion = fit_dispersion(cells[:, phases[0]])

    def tell(series: Sequence[int]) -> tuple[Phase, Phase]:
        before, window = (
            _phase(cells[list(series), p], series, place) for place, p in enumerate(phases)
        )
        return before, window

    def _phase(reports: NDArray[np.float64], series: Sequence[int], place: int) -> Phase:
        drawn = predict_delays(
            reports,
            dispersion,
            n_draws=N_DRAWS,
            generator=np.random.default_rng([seed, place, *series]),
        )
        return Phase(int(np.nansum(reports)), drawn)

    return tell
