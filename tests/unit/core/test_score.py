import numpy as np
import pytest

from leadline.core.score import (
    coverage,
    crps,
    log_score,
    randomised_pit,
    weighted_interval_score,
)

LEVELS = np.array([0.1, 0.5, 0.9])


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        # |5 - 5| = 0; interval 2..8 holds 5: width 6; (0 + 2 x .1 x 6) / 3
        (5.0, 0.4),
        # |1 - 5| = 4; one below the interval: 6 + 10 x 1 = 16; (4 + .2 x 16) / 3
        (1.0, 2.4),
        # |10 - 5| = 5; two above the interval: 6 + 10 x 2 = 26; (5 + .2 x 26) / 3
        (10.0, 3.4),
    ],
)
def test_wis_adds_the_error_of_the_median_and_the_weighted_interval(
    observed: float, expected: float
) -> None:
    found = weighted_interval_score(np.array([2.0, 5.0, 8.0]), LEVELS, np.array(observed))

    assert found == pytest.approx(expected)


def test_wis_of_an_array_keeps_its_leading_axes() -> None:
    quantiles = np.tile([2.0, 5.0, 8.0], (3, 4, 1))

    found = weighted_interval_score(quantiles, LEVELS, np.full((3, 4), 5.0))

    np.testing.assert_allclose(found, np.full((3, 4), 0.4))


def test_crps_of_two_draws_is_distance_less_half_their_spread() -> None:
    # mean |x - 4| = (3 + 1) / 2 = 2; half the mean distance of two different draws = 1
    assert crps(np.array([1.0, 3.0]), np.array(4.0)) == pytest.approx(1.0)


def test_crps_of_draws_that_agree_is_their_error() -> None:
    assert crps(np.full(10, 7.0), np.array(4.0)) == pytest.approx(3.0)


def test_crps_keeps_the_leading_axes() -> None:
    assert crps(np.zeros((3, 4, 5)), np.ones((3, 4))).tolist() == [[1.0] * 4] * 3


def test_log_score_counts_the_draws_that_hit() -> None:
    found = log_score(np.array([1, 2, 2, 3]), np.array(2))

    assert found == pytest.approx(np.log(2.0))


def test_log_score_of_what_was_never_drawn_is_finite() -> None:
    assert log_score(np.array([1, 2, 2, 3]), np.array(9)) == pytest.approx(np.log(8.0))


def test_coverage_counts_both_ends_of_an_interval_as_inside() -> None:
    observed = np.array([0.0, 1.0, 2.0, 3.0, 4.0])

    assert coverage(np.ones(5), np.full(5, 3.0), observed) == pytest.approx(0.6)


@pytest.mark.parametrize(("observed", "least", "most"), [(0, 0, 0), (2, 0.25, 0.75), (9, 1, 1)])
def test_pit_lies_between_the_shares_of_draws_below_and_not_above(
    observed: int, least: float, most: float
) -> None:
    found = randomised_pit(
        np.array([1.0, 2.0, 2.0, 3.0]), np.array(observed), np.random.default_rng(1)
    )

    assert least <= found <= most
