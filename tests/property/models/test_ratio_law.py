"""Laws of the comparison of two totals, whatever the totals are."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from leadline.models.ratio import Pairs, fit_variation, predict_total, prior_variation

COUNTS = st.integers(0, 100_000)
SMALL = st.integers(0, 300)
PAIRS = st.lists(st.tuples(SMALL, SMALL, st.integers(0, 3)), min_size=1, max_size=40)
LEVELS = [0.025, 0.5, 0.975]
FEW = settings(max_examples=25, deadline=None)


def quantiles(lower: int, upper: int, *, days: int = 91, years: int = 1) -> NDArray[np.float64]:
    drawn = predict_total(
        lower, upper, days_before=91, days=days, years=years,
        variation=prior_variation(), n_draws=2000, seed=4,
    )  # fmt: skip
    return np.quantile(drawn, LEVELS)


def pairs_of(rows: list[tuple[int, int, int]]) -> Pairs:
    before, after, year = np.array(rows, dtype=np.int64).T
    days = np.full(len(rows), 91.0)
    return Pairs(before.astype(float), after.astype(float), days, days, year)


@FEW
@given(COUNTS, st.integers(1, 1000))
def test_after_more_reports_more_are_expected(count: int, more: int) -> None:
    slack = 2 + 0.1 * (count + more)

    assert (quantiles(count + 10 * more, count + 10 * more)[1] + slack) >= quantiles(count, count)[
        1
    ]


@FEW
@given(COUNTS)
def test_in_twice_the_days_about_twice_as_many_are_expected(count: int) -> None:
    once, twice = quantiles(count, count)[1], quantiles(count, count, days=182)[1]

    assert abs(twice - 2 * once) <= 3 + 0.1 * twice


@FEW
@given(COUNTS)
def test_the_middle_lies_inside_the_interval_and_nothing_below_zero(count: int) -> None:
    lower, middle, upper = quantiles(count, count)

    assert 0 <= lower <= middle <= upper


@FEW
@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_is_irrelevant(
    rows: list[tuple[int, int, int]], shuffler: Random
) -> None:
    mixed = list(rows)
    shuffler.shuffle(mixed)

    found = fit_variation(pairs_of(mixed)).chance
    assert np.allclose(found, fit_variation(pairs_of(rows)).chance, atol=1e-9)


@FEW
@given(PAIRS)
def test_chances_are_finite_and_add_up_whatever_the_pairs(rows: list[tuple[int, int, int]]) -> None:
    chance = fit_variation(pairs_of(rows)).chance

    assert np.isfinite(chance).all() and (chance >= 0).all()
    assert np.isclose(chance.sum(), 1)
