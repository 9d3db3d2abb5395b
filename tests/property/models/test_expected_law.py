"""Laws of the model of expected counts, whatever the counts are."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from leadline.models.expected import Panel, fit_expected, predict_expected
from leadline.models.expected.panel import Array

N_SERIES, MONTHS, AHEAD = 4, 24, 6
YEAR = (np.arange(MONTHS + AHEAD) + 0.5 - MONTHS) / 12
COUNTS = arrays(np.float64, (N_SERIES, MONTHS), elements=st.integers(0, 60).map(float))
REGIONS = arrays(np.int64, N_SERIES, elements=st.integers(-1, 1))
FEW = settings(max_examples=6)


def panel_of(counts: Array) -> Panel:
    return Panel(
        lower=counts,
        upper=counts,
        days=np.full(MONTHS + AHEAD, 30.4),
        year=YEAR,
        phase=YEAR % 1,
        per_year=12,
    )


def middle_of(panel: Panel) -> Array:
    return np.median(predict_expected(fit_expected(panel), n_draws=400, seed=3), axis=2)


def width_of(panel: Panel) -> Array:
    total = predict_expected(fit_expected(panel), n_draws=1000, seed=3).sum(axis=1)
    return np.quantile(total, 0.9, axis=1) - np.quantile(total, 0.1, axis=1)


@FEW
@given(COUNTS, REGIONS, st.permutations(range(N_SERIES)))
def test_the_order_of_series_is_irrelevant(
    counts: Array, region: np.ndarray, order: list[int]
) -> None:
    panel = replace(panel_of(counts), region=region)

    straight = fit_expected(panel)
    turned = fit_expected(panel.choose(np.array(order)))

    assert np.allclose(straight.mode.theta[order], turned.mode.theta, atol=1e-5)
    assert np.allclose(straight.mode.covariance[order], turned.mode.covariance, rtol=1e-4)


@FEW
@given(COUNTS)
def test_draws_are_counts_and_the_same_for_the_same_seed(counts: Array) -> None:
    fit = fit_expected(panel_of(counts))

    once, again, other = (predict_expected(fit, n_draws=50, seed=s) for s in (1, 1, 2))

    assert once.dtype == np.int64
    assert once.min() >= 0
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other) or not once.any()


@FEW
@given(COUNTS.filter(lambda counts: bool((counts.sum(axis=1) > 200).all())))
def test_a_gap_is_not_zero(counts: Array) -> None:
    gap, zero = counts.copy(), counts.copy()
    gap[0, -8:], zero[0, -8:] = np.nan, 0.0

    with_gap, with_zero = middle_of(panel_of(gap)), middle_of(panel_of(zero))

    assert with_gap[0].sum() > with_zero[0].sum()


@FEW
@given(st.integers(0, 10**6), st.floats(3, 50))
def test_more_data_narrow(seed: int, mean: float) -> None:
    counts = np.random.default_rng(seed).poisson(mean, (12, MONTHS)).astype(float)
    short = counts.copy()
    short[:, :12] = np.nan

    assert width_of(panel_of(counts)).mean() < 1.05 * width_of(panel_of(short)).mean()


@FEW
@given(st.integers(0, 10**6))
def test_a_cell_below_five_lies_between_zero_and_four(seed: int) -> None:
    counts = np.random.default_rng(seed).poisson(3.0, (12, MONTHS)).astype(float)
    low, high = np.where(counts < 5, 0.0, counts), np.where(counts < 5, 4.0, counts)

    between = middle_total(replace(panel_of(low), upper=high))

    assert middle_total(panel_of(low)) < between < middle_total(panel_of(high))


def middle_total(panel: Panel) -> float:
    total = predict_expected(fit_expected(panel), n_draws=400, seed=3).sum(axis=(0, 1))
    return float(np.median(total))


def test_the_number_of_threads_changes_no_draw() -> None:
    digests = {digest_with(threads) for threads in ("1", "2")}

    assert len(digests) == 1


def digest_with(threads: str) -> str:
    environment = os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    done = subprocess.run(
        [sys.executable, "-c", DRAW], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


DRAW = """
import hashlib
import numpy as np
from leadline.models.expected import Panel, fit_expected, predict_expected
year = (np.arange(72) + 0.5 - 60) / 12
counts = np.random.default_rng(1).poisson(20, (200, 60)).astype(float)
panel = Panel(counts, counts, np.full(72, 30.4), year, year % 1, 12, np.arange(200) // 20)
draws = predict_expected(fit_expected(panel), n_draws=200, seed=1)
print(hashlib.sha256(draws.tobytes()).hexdigest())
"""
