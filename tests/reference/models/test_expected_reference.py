"""The fit against published numbers, and against optimisers that know nothing of it."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import nbinom

from leadline.models.expected import Panel, laplace
from leadline.models.expected.design import Design
from leadline.models.expected.fit import pose
from leadline.models.expected.laplace import Mode, Prior, Problem, newton_step, total_covariance
from leadline.models.expected.likelihood import read_cells
from leadline.models.expected.panel import Array
from leadline.models.expected.placebo import _wilson
from leadline.models.expected.pool import build_prior, start_pool


def settle(problem: Problem, prior: Prior) -> Mode:
    mode = newton_step(problem, prior, prior.mean, prior.shared_mean)
    for _ in range(60):
        mode = newton_step(problem, prior, mode.theta, mode.shared)
    return mode


def world(n_series: int, months: int, *, region: int) -> Panel:
    generator = np.random.default_rng(11)
    year = (np.arange(months + 3) + 0.5 - months) / 12
    counts = generator.poisson(
        12 * np.exp(0.3 * np.sin(2 * np.pi * year[:months])), (n_series, months)
    )
    counts = counts.astype(float)
    return Panel(
        lower=counts,
        upper=counts,
        days=np.full(months + 3, 30.4),
        year=year,
        phase=year % 1,
        per_year=12,
        region=np.full(n_series, region),
    )


def test_a_free_fit_is_dobsons_poisson_regression(monkeypatch: pytest.MonkeyPatch) -> None:
    # Dobson (1990), An Introduction to Generalized Linear Models, p. 93: a randomised
    # controlled trial; estimates and standard errors as R's help page of glm prints them.
    counts = np.array([[18.0, 17, 15, 20, 10, 20, 25, 13, 12]])
    outcome, treatment = np.tile([0, 1, 2], 3), np.repeat([0, 1, 2], 3)
    dummies = [outcome == 1, outcome == 2, treatment == 1, treatment == 2]
    rows = np.stack([np.ones(9), *dummies, np.zeros(9)], axis=1)[None].astype(float)
    design = Design(
        rows=rows, block=np.zeros(9, np.int64), n_blocks=1, n_time=9, n_harmonics=0, block_years=1
    )
    days = np.ones(9)
    panel = Panel(lower=counts, upper=counts, days=days, year=days, phase=days, per_year=4)
    problem = Problem(
        cells=read_cells(panel),
        design=design,
        columns=design.training,
        offset_log=np.zeros((1, 9)),
        home=np.zeros(1, np.int64),
        n_regions=1,
    )
    free = Prior(
        mean=np.zeros((1, 7)),
        precision=np.full((1, 6), 1e-8),
        own=np.full(1, 1e-12),
        own_inverse=np.eye(1),
        shared_mean=np.zeros((1, 2)),
        shared_precision=1e12 * np.eye(2)[None],
        alpha=np.full(1, 1e-12),
    )
    monkeypatch.setattr(laplace, "PRIOR_COUNT", 0.0)

    mode = settle(problem, free)

    errors = np.sqrt(np.diagonal(mode.covariance[0]))[:5]
    assert mode.theta[0, :5] == pytest.approx([3.045, -0.4543, -0.2930, 0, 0], abs=5e-4)
    assert errors == pytest.approx([0.1709, 0.2022, 0.1927, 0.2, 0.2], abs=5e-5)


def negative_log(flat: Array, problem: Problem, prior: Prior) -> float:
    """Return minus the log posterior, written without the model's own algebra."""
    split = prior.mean.size
    theta, shared = flat[:split].reshape(prior.mean.shape), flat[split:]
    shared = shared.reshape(prior.shared_mean.shape)
    value, n = 0.0, problem.design.n_coefficients
    for i, home in enumerate(problem.home):
        logs = problem.offset_log[i] + problem.columns[0] @ theta[i]
        logs = logs + problem.shared_columns[0] @ shared[home]
        size = 1 / prior.alpha[i]
        counts = problem.cells.count[i]
        value -= nbinom.logpmf(counts, size, size / (size + np.exp(logs))).sum()
        value -= laplace.PRIOR_COUNT * logs.mean()
        away = theta[i] - prior.mean[i]
        value += 0.5 * (prior.precision[i] * away[:n] ** 2).sum()
        value += 0.5 * away[n:] @ prior.own_inverse @ away[n:] / prior.own[i]
    for home, precision in enumerate(prior.shared_precision):
        away = shared[home] - prior.shared_mean[home]
        value += 0.5 * away @ precision @ away
    return float(value)


@pytest.mark.parametrize("region", [-1, 0])
def test_the_mode_is_where_the_plain_posterior_is_flat(region: int) -> None:
    problem = pose(world(2, 18, region=region))
    prior = build_prior(problem, start_pool(problem, 0.1))
    mode = settle(problem, prior)
    ours = np.concatenate([mode.theta.ravel(), mode.shared.ravel()])
    step = 1e-5 * np.eye(ours.size)

    slope = [
        (negative_log(ours + one, problem, prior) - negative_log(ours - one, problem, prior)) / 2e-5
        for one in step
    ]

    assert slope == pytest.approx(np.zeros(ours.size), abs=2e-3)


def test_an_optimiser_finds_nothing_above_the_mode() -> None:
    problem = pose(world(2, 18, region=0))
    prior = build_prior(problem, start_pool(problem, 0.1))
    mode = settle(problem, prior)
    ours = np.concatenate([mode.theta.ravel(), mode.shared.ravel()])

    found = minimize(negative_log, 0.9 * ours, args=(problem, prior), method="L-BFGS-B")

    assert negative_log(ours, problem, prior) <= found.fun + 1e-6


def test_the_covariance_is_that_of_one_dense_system() -> None:
    problem = pose(world(3, 18, region=0))
    prior = build_prior(problem, start_pool(problem, 0.1))
    mode = settle(problem, prior)
    n, size, first = 3, problem.design.n_columns, problem.design.first_pooled

    # Written out: all series' columns side by side, the region's at the end.
    total = n * size + prior.shared_mean.size
    dense = np.zeros((total, total))
    for i in range(n):
        own = slice(i * size, (i + 1) * size)
        rows = np.zeros((18, total))
        rows[:, own] = problem.columns[0]
        rows[:, n * size :][:, : size - first] = problem.shared_columns[0]
        dense += (rows.T * mode.weight[i]) @ rows
        dense[own, own] += laplace.prior_matrix(problem, prior)[i]
    for home, precision in enumerate(prior.shared_precision):
        place = slice(n * size + home * (size - first), n * size + (home + 1) * (size - first))
        dense[place, place] += precision
    inverse = np.linalg.inv(dense)

    assert total_covariance(problem, mode)[1] == pytest.approx(
        inverse[size : 2 * size, size : 2 * size], rel=1e-5, abs=1e-7
    )


def test_missing_cells_and_a_known_offset_leave_the_others_fit_unchanged() -> None:
    panel = world(1, 24, region=-1)
    gap = panel.lower.copy()
    gap[0, :6] = np.nan
    short = Panel(
        lower=panel.lower[:, 6:],
        upper=panel.upper[:, 6:],
        days=2 * panel.days[6:],
        year=panel.year[6:],
        phase=panel.phase[6:],
        per_year=12,
    )
    long = replace(panel, lower=gap, upper=gap)
    modes = []
    for one in (long, short):
        problem = pose(one)
        modes.append(settle(problem, build_prior(problem, start_pool(problem, 0.1))))

    assert modes[0].theta[0, 0] - modes[1].theta[0, 0] == pytest.approx(np.log(2), abs=1e-3)
    assert modes[0].theta[0, 1:10] == pytest.approx(modes[1].theta[0, 1:10], abs=1e-3)


@pytest.mark.parametrize(
    ("inside", "of", "lower", "upper"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611)],
)
def test_the_interval_of_a_share_is_newcombes(
    inside: int, of: int, lower: float, upper: float
) -> None:
    assert _wilson(inside / of, of) == pytest.approx((lower, upper), abs=5e-5)
