"""How fast shocks fade: one time for own shocks, one for shared, from all series at once."""

from dataclasses import replace

import numpy as np

from leadline.models.expected.design import Design
from leadline.models.expected.laplace import Mode, Problem, inverse, times, total_covariance
from leadline.models.expected.panel import Array, Ints
from leadline.models.expected.pool import Pool, correlation

# Log tau is N(0, .3 squared), tau in years: shocks fade within about a year.
TAU = np.geomspace(0.03, 6.0, 24)
TAU_LOG_SD = 0.3
# A common number needs no more series than this.
ENOUGH = 300


def update_fading(problem: Problem, pool: Pool, mode: Mode) -> Pool:
    """Return the pool with new fading times of own and shared shocks, and variances to match."""
    design, n, m = problem.design, problem.design.n_coefficients, pool.trend_mean.size
    chosen = telling_series(mode)
    covariance = total_covariance(problem, mode)[chosen][:, n:, n:]
    own = fading_time(design, covariance, mode.theta[chosen, n:], pool.own[chosen], pool.own_tau)
    shared = fading_time(
        design,
        mode.shared_covariance[:-1, m:, m:],
        mode.shared[:-1, m:],
        pool.shared[:-1],
        pool.shared_tau,
    )
    own_scale = step_scale(design, pool.own_tau, own)
    shared_scale = step_scale(design, pool.shared_tau, shared)
    return replace(
        pool,
        own_tau=own,
        own=pool.own * own_scale,
        own_pool=pool.own_pool * own_scale,
        shared_tau=shared,
        shared=np.append(pool.shared[:-1] * shared_scale, pool.shared[-1]),
        shared_pool=pool.shared_pool * shared_scale,
    )


def step_scale(design: Design, tau: float, other: float) -> float:
    """Return by how much variance changes with tau, if steps between blocks stay as large.

    Steps are what counts tell; variance and tau alone, one held while the other moves, creep
    along a ridge.
    """
    return float(np.expm1(-design.block_years / tau) / np.expm1(-design.block_years / other))


def telling_series(mode: Mode) -> Ints:
    """Return the series that decide the fading time: all, or an even choice by information.

    Ordered by information, so that the choice does not hang on the order of series.
    """
    series = mode.weight.shape[0]
    if series <= ENOUGH:
        return np.arange(series)
    order = np.argsort(mode.weight.sum(axis=1), kind="stable")
    return order[np.linspace(0, series - 1, ENOUGH).astype(np.int64)]


def fading_time(
    design: Design, covariance: Array, shock: Array, variance: Array, tau: float
) -> float:
    """Return the posterior mean of log tau, as years.

    The Gaussian approximation of the shocks is divided by the prior it was found under; what
    is left is what counts say, and its evidence is taken under every tau of the grid.
    """
    scale = variance[:, None, None]
    posterior = inverse(covariance)
    counts = posterior - inverse(correlation(design, tau)) / scale
    force = times(posterior, shock)
    logs = -0.5 * (np.log(TAU) / TAU_LOG_SD) ** 2
    for place, other in enumerate(TAU):
        prior = inverse(correlation(design, float(other))) / scale
        prior /= step_scale(design, tau, float(other))
        total = counts + prior
        fitted = np.linalg.solve(total, force[:, :, None])[:, :, 0]
        evidence = np.linalg.slogdet(prior)[1] - np.linalg.slogdet(total)[1]
        logs[place] += 0.5 * (evidence + (force * fitted).sum(axis=1)).sum()
    chance = np.exp(logs - logs.max())
    return float(np.exp((chance * np.log(TAU)).sum() / chance.sum()))
