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
from leadline.core.period import Frequency, Period, Span, span_of
from leadline.core.plan import Plan
from leadline.core.triangle import Triangle, cut_triangle, has_delays
from leadline.flow.axis import Axis, occurrence_axis
from leadline.flow.cache import Arrays, Cache
from leadline.flow.expect import N_DRAWS, Expectation, Grouping, Record, expect_record
from leadline.flow.retrospect import alike, fit_triangle
from leadline.models import delay
from leadline.models.delay import DelayFit, nowcast_draws
from leadline.models.expected import Placebo, check_placebo
from leadline.models.shortfall import due_by_now, fit_dispersion, predict_delays

# With the delays of so many years before it those in the window are compared.
YEARS_BEFORE = 2
# Past nowcasts are judged at so many origins at most, each after so many years of reports.
MOST_ORIGINS, LEARNT_YEARS, PAST_DRAWS = 6, 2, 500


@dataclass(frozen=True, eq=False)
class PastNowcasts:
    """How nowcasts of the past did, and the time over which they were made."""

    span: Span
    result: Placebo


@dataclass(frozen=True, eq=False)
class Occurrences:
    """What counts by occurrence tell: observed beside expected, and the shortfall between.

    ``past`` is how past nowcasts did; None where there were none.
    """

    expectation: Expectation
    shortfall: Shortfall
    past: PastNowcasts | None


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
    shortfall = _shortfall(triangle, found.comparable, nowcast, seed=plan.seed)
    return Occurrences(found, shortfall, _past(triangle, nowcast))


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
    """What is said now, and what would have been said before.

    Parameters
    ----------
    reported : int [series, time]
        Of the window's periods, so far.
    draws : int [series, time, draw]
        Of the same, within D.
    then : int [row, draw]
        Totals of the last D + 1 periods as nowcast at origins of the past; one row for each
        series and origin of which all is known now.
    came, group : int [row]
        What came of them; which rows rest on the same delays.
    """

    reported: NDArray[np.int64]
    draws: NDArray[np.int64]
    then: NDArray[np.int64]
    came: NDArray[np.int64]
    group: NDArray[np.int64]


def _nowcast(triangle: Triangle, axis: Axis, *, seed: int, cache: Cache) -> _Nowcast:
    n_periods = triangle.periods[-1] - axis.periods[axis.window.start] + 1
    n_window = axis.window.stop - axis.window.start

    origins = past_origins(triangle)
    pools = [np.array(index, dtype=np.int64) for index in alike(triangle.keys)]

    def compute() -> Arrays:
        draws = np.empty((len(triangle.keys), n_window, N_DRAWS), dtype=np.int64)
        reported = np.empty(draws.shape[:2], dtype=np.int64)
        past: list[Arrays] = []
        for place, index in enumerate(pools):
            pool = triangle.of_series(index)
            fit = fit_triangle(pool, [*origins, len(triangle.periods) - 1])
            made = nowcast_draws(
                fit, at=-1, n_periods=n_periods, n_draws=N_DRAWS, seed=seed + place
            )
            draws[index] = made.draws[:, :n_window]
            reported[index] = made.reported[:, :n_window]
            for at, origin in enumerate(origins):
                group = place * len(origins) + at
                past.append(_look_back(pool, fit, at, origin, seed=seed))
                past[-1]["group"] = np.full(len(past[-1]["came"]), group)
        return {"draws": draws, "reported": reported, **_together(past)}

    settings = [delay.METHOD, seed, N_DRAWS, PAST_DRAWS, n_periods, n_window, origins]
    found = cache.arrays("nowcast", settings, [triangle.cells, *pools], compute)
    return _Nowcast(**{name: values.astype(np.int64) for name, values in found.items()})


def past_origins(triangle: Triangle) -> list[int]:
    """Return positions on the time axis at which past nowcasts are judged, ascending.

    All of D is over since, two years or more were known then, and none looks at another's
    periods.
    """
    step = triangle.max_delay + 1
    first = LEARNT_YEARS * triangle.periods[0].frequency.per_year
    last = len(triangle.periods) - step
    return sorted(range(last, first, -step)[:MOST_ORIGINS])


def _look_back(triangle: Triangle, fit: DelayFit, at: int, origin: int, *, seed: int) -> Arrays:
    """Return what was said at an origin of its last D + 1 periods together, and what came."""
    n_periods = triangle.max_delay + 1
    made = nowcast_draws(fit, at=at, n_periods=n_periods, n_draws=PAST_DRAWS, seed=seed)
    came = triangle.complete()[:, origin - n_periods + 1 : origin + 1].sum(axis=1)
    known = np.isfinite(came) & made.is_known.all(axis=1)
    return {"then": made.draws[known].sum(axis=1), "came": np.rint(came[known]).astype(np.int64)}


def _together(past: Sequence[Arrays]) -> Arrays:
    """Put rows of origins below each other."""
    none: Arrays = {
        "then": np.empty((0, PAST_DRAWS), dtype=np.int64),
        "came": np.empty(0, dtype=np.int64),
        "group": np.empty(0, dtype=np.int64),
    }
    return {name: np.concatenate([part[name] for part in (none, *past)]) for name in none}


def _past(triangle: Triangle, nowcast: _Nowcast) -> PastNowcasts | None:
    origins = past_origins(triangle)
    if not origins or not len(nowcast.came):
        return None
    first = max(origins[0] - triangle.max_delay, 0)
    span = span_of(triangle.periods[first], triangle.periods[origins[-1]])
    came = nowcast.came.astype(np.float64)
    return PastNowcasts(span, check_placebo(came, nowcast.then, group=nowcast.group))


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
