"""What would have been reported, had nothing changed: counts beside their expected draws."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from leadline.assess.comparable import Comparable
from leadline.assess.question import Step
from leadline.core.counts import Counts, CountsPanel, SeriesKey, SeriesSheet
from leadline.core.draws import Draws
from leadline.core.period import Frequency, Period
from leadline.core.plan import Plan
from leadline.flow.axis import (
    Axis,
    assessment_axis,
    check_settled,
    days,
    earlier_axis,
    end_axis,
    phases,
    years,
)
from leadline.flow.bearing import declared_breaks, withheld
from leadline.flow.cache import Arrays, Cache
from leadline.models.expected import (
    BREAKS_METHOD,
    METHOD,
    NO_BREAKS,
    Panel,
    Placebo,
    check_placebo,
    find_breaks,
    fit_expected,
    predict_expected,
    replicate_baseline,
)

N_DRAWS = 2000
# A small panel gets more paths: the outer quantiles of few are themselves uncertain.
CELLS_AHEAD, LEAST_AHEAD, MOST_AHEAD = 20_000_000, 1000, 4000


@dataclass(frozen=True)
class Grouping:
    """Which series share a slow shock, and where each is broken by declaration."""

    region_of: Mapping[SeriesKey, int]
    breaks: Mapping[SeriesKey, tuple[Period, ...]]


@dataclass(frozen=True, eq=False)
class Forecast:
    """Joint draws over an axis, and the steps in the baseline that nobody declared.

    Parameters
    ----------
    draws : int [series, time, draw]
        In the baseline what the fitted model says of it, behind it what it expects.
    steps : tuple of Step
        In the baseline; empty where they were not looked for.
    """

    draws: NDArray[np.int64]
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class ControlWindow:
    """The same window earlier, with the verdict on what was expected of it."""

    axis: Axis
    result: Placebo


@dataclass(frozen=True, eq=False)
class Expectation:
    """Counts of one frequency beside what was expected, control windows, and steps.

    ``steps`` are on the series and time of ``comparable``: those that nobody declared.
    """

    comparable: Comparable
    controls: tuple[ControlWindow, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Record:
    """Counts of one frequency on record: the first period, and panels from one to another."""

    first: Period
    panel: Callable[[Period, Period], CountsPanel]


def expect_frequency(
    counts: Counts, plan: Plan, frequency: Frequency, *, grouping: Grouping, cache: Cache
) -> Expectation | None:
    """Return observed beside expected in one frequency; None where there is nothing to expect.

    Raises
    ------
    UsageError
        The window ends before its counts are settled.
    """
    axis, reported = assessment_axis(plan, frequency), counts.reported_in(frequency)
    if axis is None or not reported:
        return None
    record = Record(min(reported), partial(counts.panel, frequency))
    if not _from_baseline(record, axis).keys:
        return None
    check_settled(axis, plan)
    return expect_record(record, axis, grouping=grouping, seed=plan.seed, cache=cache, search=True)


def expect_record(
    record: Record, axis: Axis, *, grouping: Grouping, seed: int, cache: Cache, search: bool
) -> Expectation:
    """Return observed beside expected of the series that have a count in the baseline.

    ``search`` says whether steps that nobody declared are looked for.
    """
    observed = _from_baseline(record, axis)
    made = forecast(observed, axis, grouping=grouping, seed=seed, cache=cache, search=search)
    reasons = tuple(_withheld(observed, axis, grouping, i) for i in range(len(observed.keys)))
    comparable = Comparable(
        frequency=axis.frequency,
        draws=Draws(observed.keys, axis.periods, made.draws),
        lower=observed.lower,
        upper=observed.upper,
        window=axis.window,
        after=axis.after,
        withheld=reasons,
        has_break=np.array([_breaks_inside(key, axis, grouping) for key in observed.keys]),
        end=_end(observed, axis, grouping=grouping, seed=seed, cache=cache),
    )
    controls = (
        _control(record, axis, back, grouping=grouping, seed=seed, cache=cache) for back in (1, 2)
    )
    return Expectation(comparable, tuple(c for c in controls if c is not None), made.steps)


def _from_baseline(record: Record, axis: Axis) -> CountsPanel:
    """Return the series with a count in the baseline: others have nothing to learn from."""
    observed = record.panel(axis.periods[0], axis.periods[-1])
    known = ~np.isnan(observed.lower[:, : axis.n_train])
    return observed.of_series(np.flatnonzero(known.any(axis=1)).tolist())


def forecast(
    observed: CountsPanel,
    axis: Axis,
    *,
    grouping: Grouping,
    seed: int,
    cache: Cache,
    search: bool,
) -> Forecast:
    """Return what a model fitted to the training periods says of the whole axis.

    ``search`` says whether steps that nobody declared are looked for.
    """
    panel = model_panel(observed, axis, grouping)

    sources = _sources(observed)

    def compute() -> Arrays:
        fit = fit_expected(panel)
        ahead = predict_expected(fit, n_draws=N_DRAWS, seed=seed)
        back = replicate_baseline(fit, n_draws=N_DRAWS, seed=seed)
        draws = np.concatenate([back, ahead], axis=1)
        steps = find_breaks(fit, sources) if search else NO_BREAKS
        rows = [steps.series, steps.time, steps.score > 0, steps.is_common]
        return {"draws": draws, "steps": np.stack(rows, axis=1)}

    settings = [METHOD, BREAKS_METHOD if search else "", seed, N_DRAWS, panel.per_year]
    found = cache.arrays("forecast", settings, [*_inputs(panel), sources], compute)
    steps = tuple(Step(s, t, bool(r), bool(c)) for s, t, r, c in found["steps"].tolist())
    return Forecast(found["draws"].astype(np.int64), steps)


def forecast_ahead(
    observed: CountsPanel, axis: Axis, *, grouping: Grouping, seed: int, cache: Cache
) -> NDArray[np.int64]:
    """Return joint draws [series, horizon, draw] of the periods after training, no more."""
    panel = model_panel(observed, axis, grouping)
    n_cells = panel.n_series * (panel.n_all - panel.n_time)
    n_draws = min(max(CELLS_AHEAD // n_cells, LEAST_AHEAD), MOST_AHEAD)

    def compute() -> Arrays:
        fit = fit_expected(panel)
        return {"draws": predict_expected(fit, n_draws=n_draws, seed=seed)}

    settings = [METHOD, seed, n_draws, panel.per_year]
    found = cache.arrays("ahead", settings, _inputs(panel), compute)
    return found["draws"].astype(np.int64)


def _sources(observed: CountsPanel) -> NDArray[np.int64]:
    """Return a number for the source of each series [series]."""
    names = [key.source for key in observed.keys]
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], dtype=np.int64)


def _inputs(panel: Panel) -> list[NDArray[np.generic]]:
    calendar: list[NDArray[np.generic]] = [panel.days, panel.year, panel.phase]
    return [panel.lower, panel.upper, panel.regions, panel.segments, *calendar]


def model_panel(observed: CountsPanel, axis: Axis, grouping: Grouping) -> Panel:
    """Return what the model is given: training counts and the calendar of the whole axis."""
    segments = [_segments(key, axis, grouping) for key in observed.keys]
    return Panel(
        lower=observed.lower[:, : axis.n_train],
        upper=observed.upper[:, : axis.n_train],
        days=days(axis),
        year=years(axis),
        phase=phases(axis),
        per_year=axis.frequency.per_year,
        region=np.array([grouping.region_of.get(key, -1) for key in observed.keys]),
        segment=np.array(segments),
    )


def plan_grouping(plan: Plan, counts: Counts, sheets: Iterable[SeriesSheet]) -> Grouping:
    """Group series by region and what they count, and gather every declared break."""
    home = {member: region.id for region in reversed(plan.regions) for member in region.members}
    names = [
        (home[key.member], key.source, key.theme, key.indicator, key.channel)
        if key.member in home
        else None
        for key in counts.keys
    ]
    number = {name: i for i, name in enumerate(dict.fromkeys(n for n in names if n is not None))}
    region_of = {
        key: number[name] for key, name in zip(counts.keys, names, strict=True) if name is not None
    }
    declared = list(sheets)
    breaks = {key: declared_breaks(key, plan, declared, counts) for key in counts.keys}
    return Grouping(region_of, breaks)


def _end(
    observed: CountsPanel, axis: Axis, *, grouping: Grouping, seed: int, cache: Cache
) -> Draws | None:
    """Return what the last quarter of the baseline had been expected to be from before it."""
    end = end_axis(axis)
    if end is None:
        return None
    known = ~np.isnan(observed.lower[:, : end.n_train])
    if not known.any(axis=1).all():
        return None
    draws = forecast_ahead(observed, end, grouping=grouping, seed=seed, cache=cache)
    return Draws(observed.keys, end.periods[end.window], draws)


def _control(
    record: Record, axis: Axis, years_back: int, *, grouping: Grouping, seed: int, cache: Cache
) -> ControlWindow | None:
    earlier = earlier_axis(axis, years_back, record.first)
    if earlier is None:
        return None
    past = record.panel(earlier.periods[0], earlier.periods[-1])
    whole = [i for i in range(len(past.keys)) if not _withheld(past, earlier, grouping, i)]
    if not whole:
        return None
    past = past.of_series(whole)
    made = forecast(
        past, earlier, grouping=grouping, seed=seed + years_back, cache=cache, search=False
    )
    totals = past.lower[:, earlier.window].sum(axis=1)
    regions = np.array([grouping.region_of.get(key, -1) for key in past.keys])
    result = check_placebo(totals, made.draws[:, earlier.window].sum(axis=1), group=regions)
    return ControlWindow(earlier, result)


def _withheld(observed: CountsPanel, axis: Axis, grouping: Grouping, series: int) -> str:
    known = ~np.isnan(observed.lower[series])
    return withheld(known, axis, grouping.breaks.get(observed.keys[series], ()))


def _breaks_inside(key: SeriesKey, axis: Axis, grouping: Grouping) -> bool:
    first, last = axis.periods[0].first, axis.periods[axis.n_train - 1].last
    return any(first < begin.first <= last for begin in grouping.breaks.get(key, ()))


def _segments(key: SeriesKey, axis: Axis, grouping: Grouping) -> list[int]:
    begins = grouping.breaks.get(key, ())
    return [sum(begin.first <= period.first for begin in begins) for period in axis.periods]
