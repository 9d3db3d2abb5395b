"""Laws of scores, with slow loops as oracles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from leadline.core.draws import LEVELS
from leadline.core.score import (
    coverage,
    crps,
    log_score,
    randomised_pit,
    weighted_interval_score,
)

NUMBERS = st.floats(-1e4, 1e4)
TABLES = st.lists(NUMBERS, min_size=23, max_size=23).map(sorted).map(np.array)
DRAWS = st.lists(NUMBERS, min_size=2, max_size=30).map(np.array)
LEVEL = np.array(LEVELS)


def interval_score(lower: float, upper: float, alpha: float, observed: float) -> float:
    below, above = max(lower - observed, 0.0), max(observed - upper, 0.0)
    return upper - lower + 2 / alpha * (below + above)


@given(TABLES, NUMBERS)
def test_wis_is_the_weighted_mean_of_interval_scores(table: np.ndarray, observed: float) -> None:
    """Bracher et al. (2021), eq. 2 and 3: w0 = 1/2, wk = alpha_k / 2, divided by K + 1/2."""
    weighted = [
        level * interval_score(table[k], table[-1 - k], 2 * level, observed)
        for k, level in enumerate(LEVELS[:11])
    ]
    expected = (abs(observed - table[11]) / 2 + sum(weighted)) / 11.5

    found = weighted_interval_score(table, LEVEL, np.array(observed))

    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(TABLES, NUMBERS)
def test_wis_is_never_negative(table: np.ndarray, observed: float) -> None:
    assert weighted_interval_score(table, LEVEL, np.array(observed)) >= 0


@given(NUMBERS, NUMBERS)
def test_wis_of_a_point_is_its_error(point: float, observed: float) -> None:
    found = weighted_interval_score(np.full(23, point), LEVEL, np.array(observed))

    assert found == pytest.approx(abs(point - observed), abs=1e-6)


@given(DRAWS, NUMBERS)
def test_crps_is_distance_less_half_the_spread(draws: np.ndarray, observed: float) -> None:
    n = len(draws)
    spread = np.abs(draws[:, None] - draws).sum() / (n * (n - 1))

    found = crps(draws, np.array(observed))

    assert found == pytest.approx(np.abs(draws - observed).mean() - spread / 2, abs=1e-6)


@given(DRAWS, NUMBERS, st.floats(-100, 100))
def test_crps_does_not_depend_on_where_zero_is(
    draws: np.ndarray, observed: float, shift: float
) -> None:
    moved = crps(draws + shift, np.array(observed + shift))

    assert moved == pytest.approx(crps(draws, np.array(observed)), abs=1e-6)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=50).map(np.array), st.integers(0, 9))
def test_the_more_draws_hit_the_lower_is_the_log_score(draws: np.ndarray, observed: int) -> None:
    more = np.append(draws, observed)

    assert 0 <= log_score(more, np.array(observed)) <= log_score(draws, np.array(observed))


@given(DRAWS, DRAWS)
def test_coverage_of_everything_is_one_and_of_nothing_zero(
    lower: np.ndarray, observed: np.ndarray
) -> None:
    everything, nothing = np.full_like(observed, 1e9), np.full_like(observed, -1e9)

    assert coverage(-everything, everything, observed) == 1
    assert coverage(everything, nothing, observed) == 0


def test_pit_of_right_draws_is_uniform() -> None:
    """Kolmogorov-Smirnov at the 1% level, on counts so small that most draws are tied."""
    generator = np.random.default_rng(20200907)
    means = generator.gamma(2.0, 1.0, size=1500)
    draws = generator.poisson(means[:, None], size=(1500, 400))
    observed = generator.poisson(means)

    pit = randomised_pit(draws, observed, generator)

    assert stats.kstest(pit, "uniform").pvalue > 0.01


def test_pit_of_draws_that_are_too_narrow_is_not_uniform() -> None:
    generator = np.random.default_rng(20200907)
    means = generator.gamma(20.0, 1.0, size=1500)
    observed = generator.poisson(means)

    pit = randomised_pit(np.repeat(means[:, None], 50, axis=1), observed, generator)

    assert stats.kstest(pit, "uniform").pvalue < 1e-6
