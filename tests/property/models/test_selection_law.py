"""Laws of the selection, whatever is claimed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leadline.core.draws import LEVELS, quantiles
from leadline.models.selection import RATE, chance_above, chance_below, interval, select

GRID = np.array(LEVELS)
TAILS = st.lists(st.floats(1e-9, 1), min_size=1, max_size=30)
SHARES = st.floats(-20, np.log(RATE)).map(lambda log: float(np.exp(log)))
# Mean, dispersion and seed of the counts that are expected.
TABLES = st.tuples(st.floats(0.1, 3000), st.floats(0.01, 2), st.integers(0, 99)).map(
    lambda made: quantiles(
        np.random.default_rng(made[2]).negative_binomial(
            1 / made[1], 1 / (1 + made[1] * made[0]), (1, 400)
        )
    )
)
BOUNDS = st.integers(0, 6000).map(lambda count: np.array([float(count)]))


def slow(tails: list[float]) -> list[bool]:
    """Step up from the largest tail, as Benjamini and Hochberg tell it."""
    for rank, tail in reversed(list(enumerate(sorted(tails), start=1))):
        if tail <= RATE * rank / len(tails):
            return [other <= tail for other in tails]
    return [False] * len(tails)


@given(TAILS)
def test_the_claims_that_stand_are_those_of_a_step_up(tails: list[float]) -> None:
    assert select(np.array(tails)).stands.tolist() == slow(tails)


@given(TAILS, st.integers(0, 99))
def test_the_order_of_claims_is_irrelevant(tails: list[float], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(tails))

    found, turned = select(np.array(tails)), select(np.array(tails)[order])

    assert turned.stands.tolist() == found.stands[order].tolist()
    assert turned.share == found.share


@given(TAILS)
def test_a_claim_of_no_change_helps_no_other_to_stand(tails: list[float]) -> None:
    alone, beside = select(np.array(tails)), select(np.array([*tails, 1.0]))

    assert not (beside.stands[:-1] & ~alone.stands).any()


@given(TABLES, BOUNDS, SHARES)
def test_an_interval_leaves_out_exactly_the_bounds_whose_chance_is_small(
    table: np.ndarray, bound: np.ndarray, share: float
) -> None:
    lower, upper = interval(share, table, GRID)

    assert (lower >= bound + 1) == (2 * chance_below(bound + 1, table, GRID) <= share)
    assert (upper <= bound) == (2 * chance_above(bound, table, GRID) <= share)


@given(TABLES, BOUNDS)
def test_a_count_farther_out_is_never_more_probable(table: np.ndarray, bound: np.ndarray) -> None:
    assert chance_below(bound + 1, table, GRID) <= chance_below(bound + 2, table, GRID)
    assert chance_above(bound + 1, table, GRID) <= chance_above(bound, table, GRID)
