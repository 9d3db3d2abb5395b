"""Intervals on simulated series with known truth hold as often as they say.

Tolerances are three binomial standard errors for as many independent units as there are
regions in all worlds: series of a region move together, regions do not. To that comes .01
for a model whose variances are estimated, not known.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.calibration.models.expected_world import (
    Array,
    Truth,
    World,
    make_world,
    shares_inside,
)

from leadline.models.expected import Panel, fit_expected, predict_expected

Record = Callable[[str, object], None]
Draws = NDArray[np.int64]

FEW, MANY = 4, 60
ESTIMATED = 0.01
TRUTHS = {
    "monthly": Truth(),
    "monthly, across New Year": Truth(start_phase=0.5),
    "monthly, small counts": Truth(mean_count=2.0, start_phase=0.5),
    "monthly, strong shocks": Truth(own_sd=0.4, shared_sd=0.2, slope_sd=0.1, alpha=0.2),
    "weekly, across New Year": Truth(
        per_year=52, n_time=156, horizon=26, start_phase=0.8, mean_count=8.0, n_regions=8
    ),
    "quarterly": Truth(per_year=4, n_time=20, horizon=4),
}


@dataclass(frozen=True, eq=False)
class Result:
    """How far observed counts lay inside their intervals, and how wide those were."""

    n_regions: int
    period: float
    total: float
    region: float
    total_width: float
    region_width: float


def outcome(truth: Truth, n_worlds: int, level: float, alter: Callable[[World], World]) -> Result:
    rows = []
    for seed in range(n_worlds):
        world = make_world(truth, seed)
        fit = fit_expected(alter(world).panel)
        draws = predict_expected(fit, n_draws=1000, seed=seed)
        rows.append(measure(draws, world, level))
    period, total, region, total_width, region_width = np.mean(rows, axis=0)
    return Result(n_worlds * truth.n_regions, period, total, region, total_width, region_width)


def measure(draws: Draws, world: World, level: float) -> Array:
    """Return shares inside by period, series total and region total, and two widths."""
    regions = world.panel.regions
    names = np.unique(regions)
    totals, seen = draws.sum(axis=1), world.ahead.sum(axis=1)
    summed = np.stack([totals[regions == name].sum(axis=0) for name in names])
    observed = np.array([seen[regions == name].sum() for name in names])
    return np.array(
        [
            shares_inside(draws, world.ahead, level).mean(),
            shares_inside(totals, seen, level).mean(),
            shares_inside(summed, observed, level).mean(),
            width(totals),
            width(summed),
        ]
    )


def width(totals: Draws) -> float:
    """Return the mean width of 95% intervals over their middle."""
    lower, middle, upper = np.quantile(totals, [0.025, 0.5, 0.975], axis=1)
    return float(((upper - lower) / np.maximum(middle, 1)).mean())


def as_it_is(world: World) -> World:
    return world


def without_regions(world: World) -> World:
    return World(replace(world.panel, region=-1), world.ahead)


def tolerance(result: Result, level: float) -> float:
    return float(3 * np.sqrt(level * (1 - level) / result.n_regions)) + ESTIMATED


def check(result: Result, level: float) -> None:
    allowed = tolerance(result, level)
    assert result.period == pytest.approx(level, abs=allowed)
    assert result.total == pytest.approx(level, abs=allowed)
    assert result.region == pytest.approx(level, abs=allowed)


@pytest.mark.parametrize("name", TRUTHS)
def test_intervals_of_periods_totals_and_regions_hold_95_in_100(name: str) -> None:
    check(outcome(TRUTHS[name], FEW, 0.95, as_it_is), 0.95)


@pytest.mark.full
@pytest.mark.parametrize("name", TRUTHS)
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_intervals_hold_in_many_worlds(name: str, level: float) -> None:
    check(outcome(TRUTHS[name], MANY, level, as_it_is), level)


def test_regions_need_the_shared_shock_and_series_hardly_notice_it() -> None:
    truth = Truth(shared_sd=0.15, start_phase=0.5)

    with_it = outcome(truth, FEW, 0.95, as_it_is)
    without = outcome(truth, FEW, 0.95, without_regions)

    assert without.region < with_it.region
    assert without.region_width < 0.9 * with_it.region_width
    assert without.total_width == pytest.approx(with_it.total_width, rel=0.1)


def test_a_series_fitted_alone_is_surer_than_it_may_be(record_property: Record) -> None:
    truth = Truth(n_regions=4, start_phase=0.5)
    worlds = [make_world(truth, seed) for seed in (1, 2)]

    pooled = np.mean([measure(draws_of(w.panel), w, 0.95) for w in worlds], axis=0)
    alone = np.mean([measure(draws_alone(w.panel), w, 0.95) for w in worlds], axis=0)

    record_property("share of totals inside, width: pooled", pooled[[1, 3]].round(3).tolist())
    record_property("share of totals inside, width: alone", alone[[1, 3]].round(3).tolist())
    assert alone[1] < 0.9 < pooled[1]
    assert alone[3] < pooled[3] < 2 * alone[3]


def draws_of(panel: Panel) -> Draws:
    return predict_expected(fit_expected(panel), n_draws=1000, seed=1)


def draws_alone(panel: Panel) -> Draws:
    """Return what a model for each series, knowing nothing of the others, would say."""
    each = [draws_of(panel.choose(np.array([place]))) for place in range(panel.n_series)]
    return np.concatenate(each)
