"""Which claims stand, and how far their intervals reach."""

import numpy as np
import pytest

from leadline.core.draws import LEVELS, LOWER_AT, UPPER_AT, quantiles
from leadline.models.selection import (
    RATE,
    chance_above,
    chance_below,
    interval,
    select,
)

GRID = np.array(LEVELS)
TABLE = quantiles(np.random.default_rng(3).negative_binomial(20, 20 / 120, (1, 2000)))
LOWER, UPPER = int(TABLE[0, LOWER_AT]), int(TABLE[0, UPPER_AT])
# A count of which nearly all draws are zero.
NOTHING = quantiles(np.zeros((1, 2000), np.int64))


def below(bound: int, table: np.ndarray = TABLE) -> float:
    return float(chance_below(np.array([float(bound)]), table, GRID)[0])


def above(bound: int, table: np.ndarray = TABLE) -> float:
    return float(chance_above(np.array([float(bound)]), table, GRID)[0])


def ends(share: float, table: np.ndarray = TABLE) -> tuple[int, int]:
    lower, upper = interval(share, table, GRID)
    return int(lower[0]), int(upper[0])


@pytest.mark.parametrize(
    ("tails", "stands", "share"),
    [
        ([], [], RATE),
        ([0.05], [True], RATE),
        ([0.051], [False], RATE),
        ([0.03, 0.05], [True, True], RATE),
        ([0.03, 0.06], [False, False], RATE),
        ([0.06, 0.025], [False, True], RATE / 2),
        ([0.04, 0.02, 0.03, 0.9], [False, False, False, False], RATE),
        ([0.037, 0.02, 0.03, 0.9], [True, True, True, False], 3 * RATE / 4),
    ],
)
def test_the_claims_with_the_smallest_tails_stand(
    tails: list[float], stands: list[bool], share: float
) -> None:
    found = select(np.array(tails))

    assert found.stands.tolist() == stands
    assert found.share == pytest.approx(share)


def test_inside_the_quantiles_a_chance_is_that_of_the_next_level() -> None:
    assert below(LOWER) == 0.025
    assert above(UPPER) == 0.025
    assert below(LOWER + 1) == 0.05
    assert below(int(TABLE[0, -1]) + 1) == 1.0
    assert above(int(TABLE[0, 0]) - 1) == 1.0


def test_beyond_the_quantiles_a_chance_falls_as_a_power_of_the_count() -> None:
    far, farther = 2 * (UPPER + 1) - 1, 4 * (UPPER + 1) - 1

    assert above(farther) / above(far) == pytest.approx(above(far) / 0.025)
    assert 0 < above(farther) < 1e-6


def test_of_nothing_expected_any_number_is_far_out() -> None:
    assert above(0, NOTHING) == 0.01
    assert above(10, NOTHING) < 1e-4
    assert below(1, NOTHING) == 1.0


def test_one_claim_alone_keeps_its_plain_interval() -> None:
    assert ends(RATE) == (LOWER, UPPER)


def test_a_claim_chosen_among_more_has_a_wider_interval() -> None:
    near, far = ends(RATE / 10), ends(RATE / 1000)

    assert far[0] < near[0] < LOWER
    assert UPPER < near[1] < far[1]


def test_no_interval_reaches_below_zero() -> None:
    assert ends(1e-12, NOTHING)[0] == 0


def test_an_interval_is_never_made_narrower_than_the_plain_one() -> None:
    with pytest.raises(AssertionError, match="wider intervals only"):
        interval(0.1, TABLE, GRID)
