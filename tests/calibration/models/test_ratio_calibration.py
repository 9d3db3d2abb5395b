"""Intervals of the later of two totals hold as often as they say.

On simulated totals, also such that move in other ways than the model thinks; and on recorded
counts of states, in years in which nothing is known to have happened.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.calibration.models.total_world import Ranks, Truth, rank_in, rank_totals

from leadline.core.counts import CountsPanel
from leadline.core.period import Frequency, Period
from leadline.flow.example import example_path
from leadline.intake.counts import read_counts
from leadline.models.ratio import Pairs, Variation, fit_variation, predict_total, prior_variation

Record = Callable[[str, object], None]

FEW, MANY = 10, 200
# They move less than the prior thinks likely, and small ones among them hardly tell.
CALM = Truth(0.05, 0.0)
TRUTHS = {
    "steady": Truth(0.1, 0.02),
    "usual": Truth(0.2, 0.05),
    "between years alone": Truth(0.2, 0.0),
    "wild": Truth(0.4, 0.1),
    "skewed": Truth(0.2, 0.05, "skewed"),
    "heavy": Truth(0.2, 0.05, "heavy"),
    "mixed": Truth(0.2, 0.05, "mixed"),
    "steps": Truth(0.2, 0.05, "steps"),
    "calm with steps": Truth(0.1, 0.02, "steps"),
    "trend": Truth(0.1, 0.02, "trend"),
}


def standard_error(ranks: Ranks, level: float) -> float:
    """Return the standard error of the share inside; totals of a world share what was learnt."""
    shares = ranks.inside(level)
    return float(shares.std(ddof=1) / np.sqrt(len(shares)))


def test_intervals_hold_over_all_the_ways_in_which_totals_move() -> None:
    truths = [CALM, *TRUTHS.values()]
    every = [rank_totals(truth, FEW, seed=i) for i, truth in enumerate(truths)]

    assert 0.93 <= np.mean([ranks.inside(0.95) for ranks in every]) <= 0.97
    assert 0.77 <= np.mean([ranks.inside(0.8) for ranks in every]) <= 0.85


@pytest.mark.full
@pytest.mark.parametrize("name", TRUTHS)
def test_intervals_hold_in_many_worlds(name: str, record_property: Record) -> None:
    ranks = rank_totals(TRUTHS[name], MANY, seed=20)

    shares = {level: float(ranks.inside(level).mean()) for level in (0.95, 0.8)}
    record_property("share inside", shares)
    assert shares[0.95] == pytest.approx(0.95, abs=0.02 + 3 * standard_error(ranks, 0.95))
    assert shares[0.8] == pytest.approx(0.8, abs=0.05 + 3 * standard_error(ranks, 0.8))


@pytest.mark.full
def test_of_totals_that_hardly_move_the_interval_is_rather_too_wide() -> None:
    assert 0.95 <= rank_totals(CALM, MANY, seed=20).inside(0.95).mean() <= 0.99


@pytest.mark.full
@pytest.mark.parametrize(("smallest", "largest"), [(5, 50), (50, 500), (500, 5000)])
def test_intervals_hold_for_small_totals_and_for_large_ones(
    smallest: int, largest: int, record_property: Record
) -> None:
    ranks = rank_totals(TRUTHS["usual"], MANY, seed=21)

    chosen = (ranks.size >= smallest) & (ranks.size < largest)
    share = float((np.abs(ranks.rank[chosen] - 0.5) <= 0.475).mean())
    record_property("share inside", share)
    assert 0.93 <= share <= 0.99


@cache
def recorded() -> CountsPanel:
    """Return victims by Mexican state and kind of offence, January 2015 to December 2019."""
    counts = read_counts([example_path().with_name("counts") / "mexico.csv"]).as_known_on(date.max)
    return counts.panel(Frequency.MONTH, Period.parse("2015-01"), Period.parse("2019-12"))


def kinds() -> Iterator[NDArray[np.float64]]:
    """Yield the counts of each kind of offence [state, year, month]."""
    panel = recorded()
    names = [key.indicator for key in panel.keys]
    for name in dict.fromkeys(names):
        rows = [i for i, each in enumerate(names) if each == name]
        yield panel.lower[rows].reshape(len(rows), 5, 12)


def learnt(totals: NDArray[np.float64]) -> Variation:
    """Return what the totals of 2015 to 2017 say: counting changed after them."""
    before, after = totals[:, :2].ravel(), totals[:, 1:3].ravel()
    year = np.tile([0, 1], len(totals))
    return fit_variation(Pairs(before, after, np.ones_like(before), np.ones_like(before), year))


def known(_totals: NDArray[np.float64]) -> Variation:
    return prior_variation()


def ranks_in_2019(
    vary: Callable[[NDArray[np.float64]], Variation], months: slice
) -> NDArray[np.float64]:
    """Return the ranks of all totals of 2019 after five or more had been recorded in 2018."""
    rng = np.random.default_rng(1)
    ranks = []
    for kind in kinds():
        totals = kind[:, :, months].sum(axis=2)
        variation = vary(totals)
        for before, after in totals[totals[:, 3] >= 5, 3:5]:
            drawn = predict_total(
                int(before), int(before), days_before=1, days=1, years=1,
                variation=variation, n_draws=1000, seed=len(ranks),
            )  # fmt: skip
            ranks.append(rank_in(drawn, after, rng))
    return np.array(ranks)


@pytest.mark.parametrize("vary", [learnt, known])
@pytest.mark.parametrize("months", [slice(2, 5), slice(2, 12)])
def test_intervals_hold_on_counts_of_states_in_a_year_in_which_nothing_is_known_to_have_happened(
    vary: Callable[[NDArray[np.float64]], Variation], months: slice, record_property: Record
) -> None:
    ranks = ranks_in_2019(vary, months)

    share = float((np.abs(ranks - 0.5) <= 0.475).mean())
    record_property("share inside", (len(ranks), share))
    assert 0.91 <= share <= 0.99
