"""Nowcasts of simulated worlds hold as often as they say, for periods and for sums of a week.

Series of a world share what goes wrong with delays, so that the tolerance counts all of them at
one origin as one unit: three binomial standard errors of as many units, and .02 for a spread
that is estimated, not known.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.calibration.models.delay_world import Array, Truth, World, make_world
from tests.calibration.models.expected_world import shares_inside

from leadline.core.score import crps
from leadline.models.delay import PACES, Pace, fit_delay, nowcast_draws

Record = Callable[[str, object], None]
FEW, MANY = 4, 40
ESTIMATED = 0.02
WEEK, AGES = 7, 15
TRUTHS = {
    "daily": Truth(),
    "daily, small counts": Truth(mean_count=3.0),
    "daily, mean under 1": Truth(mean_count=0.6),
    "one series": Truth(n_series=1, mean_count=100.0),
    "weekly": Truth(per_year=52, max_delay=12, median_delay=2.0),
    "monthly": Truth(per_year=12, max_delay=6, n_time=96, median_delay=1.0),
    "quarterly": Truth(per_year=4, max_delay=4, n_time=60, median_delay=0.8),
}
SHIFTED = Truth(shift=0.6, n_time=200)
STABLE = Truth(mean_count=40.0)


@dataclass(frozen=True)
class Result:
    """How far counts lay inside their intervals, and the mean score."""

    n_units: int
    period: float
    total: float
    score: float


def origins_of(world: World) -> NDArray[np.int64]:
    n_time, max_delay = world.reports.n_time, world.reports.max_delay
    return np.arange(n_time // 2, n_time - max_delay, 10 if max_delay > 6 else 3)


def outcome(truth: Truth, n_worlds: int, level: float, pace: Pace | None = None) -> Result:
    rows = [
        row for seed in range(n_worlds) for row in measure(make_world(truth, seed), level, pace)
    ]
    period, total, score = np.mean(rows, axis=0)
    return Result(len(rows), period, total, score)


def measure(world: World, level: float, pace: Pace | None) -> list[Array]:
    origins = origins_of(world)
    fit = fit_delay(world.reports, origins=origins, pace=pace)
    return [
        judge(
            nowcast_draws(fit, at=at, n_periods=AGES, n_draws=1000, seed=at).draws,
            world.total[:, origin - AGES + 1 : origin + 1],
            level,
        )
        for at, origin in enumerate(origins)
    ]


def judge(draws: NDArray[np.int64], truth: Array, level: float) -> Array:
    """Return shares inside of the periods still open and of the last week's sum, and the score."""
    sums, seen = draws[:, -WEEK:].sum(axis=1), truth[:, -WEEK:].sum(axis=1)
    return np.array(
        [
            shares_inside(draws[:, -3:], truth[:, -3:], level).mean(),
            shares_inside(sums, seen, level).mean(),
            crps(draws[:, -WEEK:].astype(np.float64), truth[:, -WEEK:]).mean(),
        ]
    )


def check(result: Result, level: float) -> None:
    allowed = 3 * np.sqrt(level * (1 - level) / result.n_units) + ESTIMATED
    assert result.period == pytest.approx(level, abs=allowed)
    assert result.total == pytest.approx(level, abs=allowed)


@pytest.mark.parametrize("name", TRUTHS)
def test_periods_and_sums_of_a_week_hold_95_in_100(name: str, record_property: Record) -> None:
    result = outcome(TRUTHS[name], FEW, 0.95)

    record_property("shares inside: period, sum", [result.period, result.total])
    check(result, 0.95)


@pytest.mark.full
@pytest.mark.parametrize("name", TRUTHS)
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_periods_and_sums_hold_in_many_worlds(name: str, level: float) -> None:
    check(outcome(TRUTHS[name], MANY, level), level)


def test_experts_follow_a_sudden_shift(record_property: Record) -> None:
    slow = replace(PACES[365], fast=())

    ratio = outcome(SHIFTED, 3, 0.95).score / outcome(SHIFTED, 3, 0.95, slow).score

    record_property("score with experts over the slow chain ladder alone", ratio)
    assert ratio < 0.9


def test_experts_cost_next_to_nothing_where_delays_are_stable(record_property: Record) -> None:
    slow = replace(PACES[365], fast=())

    ratio = outcome(STABLE, FEW, 0.95).score / outcome(STABLE, FEW, 0.95, slow).score

    record_property("score with experts over the slow chain ladder alone", ratio)
    assert ratio < 1.02
