"""Two totals: what one leads to expect of the other."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from leadline.models.ratio import (
    MOST_PAIRS,
    Pairs,
    Variation,
    fit_variation,
    predict_total,
    prior_variation,
)

PRIOR = prior_variation()


def predict(
    lower: int,
    upper: int | None = None,
    *,
    days_before: int = 91,
    days: int = 91,
    years: int = 1,
    variation: Variation = PRIOR,
) -> NDArray[np.int64]:
    return predict_total(
        lower,
        lower if upper is None else upper,
        days_before=days_before,
        days=days,
        years=years,
        variation=variation,
        n_draws=4000,
        seed=1,
    )


def width(draws: NDArray[np.int64]) -> float:
    lower, upper = np.quantile(draws, [0.025, 0.975])
    return float(upper - lower)


def pairs(sd: float, n: int = 60, size: float = 200.0) -> Pairs:
    """Totals of one size whose rates move by a normal shock, in three years."""
    rng = np.random.default_rng(5)
    before = rng.poisson(size, n).astype(float)
    after = rng.poisson(size * np.exp(sd * rng.standard_normal(n))).astype(float)
    quarter = np.full(n, 91.0)
    return Pairs(before, after, quarter, quarter, np.arange(n) % 3)


def test_the_middle_of_what_is_expected_is_the_earlier_total() -> None:
    assert np.median(predict(500)) == pytest.approx(500, rel=0.03)


def test_a_longer_total_is_expected_to_hold_more_by_the_day() -> None:
    assert np.median(predict(500, days=182)) == pytest.approx(1000, rel=0.03)


def test_of_an_earlier_zero_a_few_are_still_possible() -> None:
    draws = predict(0)

    assert draws.min() == 0
    assert 0 < np.quantile(draws, 0.975) < 50


def test_a_total_known_within_bounds_leaves_more_open() -> None:
    assert width(predict(40, 60)) > width(predict(50))


def test_the_further_back_the_earlier_total_lies_the_more_is_open() -> None:
    assert width(predict(500, years=3)) > 1.3 * width(predict(500))


def test_without_any_pair_the_prior_stands() -> None:
    none = np.zeros(0)

    found = fit_variation(Pairs(none, none, none, none, none.astype(int)))

    assert np.array_equal(found.chance, PRIOR.chance)


def test_similar_series_that_hardly_move_narrow_the_interval() -> None:
    calm, wild = fit_variation(pairs(0.05)), fit_variation(pairs(0.5))

    assert width(predict(500, variation=calm)) < 0.5 * width(predict(500))
    assert width(predict(500, variation=calm)) < 0.3 * width(predict(500, variation=wild))


def test_many_pairs_of_one_year_say_little_more_than_some() -> None:
    """All of a year move together: 25 of them are as good as any number."""
    one = replace(pairs(0.05, n=MOST_PAIRS), year=np.zeros(MOST_PAIRS, dtype=int))
    several = replace(one, year=np.arange(MOST_PAIRS) % 6)

    said_by_one = fit_variation(one).chance @ np.log(PRIOR.yearly)
    said_by_several = fit_variation(several).chance @ np.log(PRIOR.yearly)

    assert said_by_several < said_by_one < PRIOR.chance @ np.log(PRIOR.yearly)


def test_of_very_many_pairs_some_are_looked_at() -> None:
    many = pairs(0.2, n=4 * MOST_PAIRS + 1)

    assert len(many.thinned().before) == 121


def test_every_node_has_a_chance_and_they_add_up() -> None:
    found = fit_variation(pairs(0.2))

    assert found.chance.shape == found.yearly.shape == found.counted.shape == found.degrees.shape
    assert found.chance.sum() == pytest.approx(1)


def test_the_largest_counts_stay_counts() -> None:
    draws = predict(10**12, years=9)

    assert draws.dtype == np.int64
    assert draws.min() >= 0


def test_the_same_seed_gives_the_same_draws() -> None:
    assert np.array_equal(predict(50), predict(50))


@pytest.mark.parametrize(
    ("lower", "upper", "years", "message"),
    [(-1, 3, 1, "lower"), (4, 3, 1, "lower"), (3, 3, 0, "whole years")],
)
def test_what_no_total_can_be_is_refused(lower: int, upper: int, years: int, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        predict(lower, upper, years=years)


def test_pairs_have_a_value_in_every_column() -> None:
    one, two = np.ones(1), np.ones(2)

    with pytest.raises(AssertionError, match="one value for each pair"):
        Pairs(one, two, one, one, one.astype(int))


def test_pairs_hold_no_negative_count() -> None:
    one = np.ones(1)

    with pytest.raises(AssertionError, match="not negative"):
        Pairs(-one, one, one, one, one.astype(int))
