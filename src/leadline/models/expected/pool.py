"""What series lend each other: means and variances of slopes, seasons and shocks.

Empirical Bayes by MacKay's fixed point: a variance is the sum of squares over the number of
directions that the counts determined. Each is held by a few pseudo-observations, so that a
panel of one series still has a prior.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadline.models.expected.design import LEVEL, SEASON, SLOPE, Design
from leadline.models.expected.laplace import (
    Mode,
    Prior,
    Problem,
    level_log,
    shared_of,
    sum_by_region,
    total_covariance,
)
from leadline.models.expected.panel import Array, Ints

LEVEL_SD = 10.0
STEP_SD = 1.0
SLOPE_MEAN_SD = 0.02
SEASON_MEAN_SD = 1.0
# Pseudo-observations: how many, and of what size.
POOL_WEIGHT, POOL_SD = 3.0, 0.02
# How many observations the pool counts for against a series' own variance.
SERIES_WEIGHT = 20.0
START_COEFFICIENT, START_SHOCK = 0.05, 0.1
SMALLEST_VARIANCE = 1e-8
# Slow shocks: log tau is N(0, .3 squared), tau in years.
TAU = np.geomspace(0.03, 6.0, 24)
TAU_LOG_SD = 0.3
TAU_SERIES = 300


@dataclass(frozen=True, eq=False)
class Pool:
    """Hyper-parameters of a fit.

    Parameters
    ----------
    prior : Prior
    slope : float
        Pool variance of slopes.
    season : float [harmonic]
        Pool variance of harmonics.
    season_region : float [harmonic]
        Variance of a region's harmonics around the pool.
    own, shared : float
        Pool variance of shocks.
    own_tau, shared_tau : float
        Years over which a shock fades to 1/e.
    """

    prior: Prior
    slope: float
    season: Array
    season_region: Array
    own: float
    shared: float
    own_tau: float
    shared_tau: float


def correlation(design: Design, tau: float) -> Array:
    """Return the correlation of shocks between training blocks [block, block]."""
    block = np.arange(design.n_blocks)
    return np.exp(
        -np.abs(block[:, None] - block) * design.block_years / tau
    )


def start_pool(problem: Problem, alpha: float) -> Pool:
    """Return the hyper-parameters every fit starts from: wide rather than narrow."""
    design, series = problem.design, problem.cells.known.shape[0]
    variance = np.full(design.n_coefficients, START_COEFFICIENT**2)
    variance[LEVEL] = LEVEL_SD**2
    variance[design.first_step :] = STEP_SD**2
    inverse = np.linalg.inv(correlation(design, 1.0))
    # Levels are all but free, each around its own rate: a common centre would draw the
    # distance between levels and centre into the shared shocks.
    mean = np.zeros((series, design.n_coefficients))
    mean[:, LEVEL] = level_log(problem)
    prior = Prior(
        mean=mean,
        precision=np.tile(1 / variance, (series, 1)),
        own=np.full(series, START_SHOCK**2),
        shared=np.full(problem.n_regions, START_SHOCK**2),
        own_inverse=inverse,
        shared_inverse=inverse,
        alpha=np.full(series, alpha),
    )
    season = np.full(design.n_harmonics, START_COEFFICIENT**2)
    return Pool(
        prior=prior,
        slope=START_COEFFICIENT**2,
        season=season,
        season_region=season / 4,
        own=START_SHOCK**2,
        shared=START_SHOCK**2,
        own_tau=1.0,
        shared_tau=1.0,
    )


def update_pool(problem: Problem, pool: Pool, mode: Mode) -> Pool:
    """Return the hyper-parameters after one round of updates of all but tau and dispersion."""
    covariance = total_covariance(problem, mode)
    spread = np.diagonal(covariance, axis1=1, axis2=2)
    pool = update_slope(problem, pool, mode, spread)
    pool = update_season(problem, pool, mode, spread)
    return update_shocks(problem, pool, mode, covariance)


def update_slope(problem: Problem, pool: Pool, mode: Mode, spread: Array) -> Pool:
    """Return the pool with a new mean and variance of slopes, common to all series."""
    old = pool.prior
    mean = old.mean[0, SLOPE]
    away = mode.theta[:, SLOPE] - mean
    known = 1 - np.clip(spread[:, SLOPE] / pool.slope, 0, 1)
    weight = known.sum() / pool.slope
    mean = (weight * mean + away.sum() / pool.slope) / (weight + SLOPE_MEAN_SD**-2)
    away = mode.theta[:, SLOPE] - mean
    variance = shrunk((away**2).sum(), known.sum(), POOL_SD**2, POOL_WEIGHT)
    means, precision = old.mean.copy(), old.precision.copy()
    means[:, SLOPE] = mean
    precision[:, SLOPE] = 1 / variance
    prior = replace(old, mean=means, precision=precision)
    return replace(pool, prior=prior, slope=float(variance))


def update_season(problem: Problem, pool: Pool, mode: Mode, spread: Array) -> Pool:
    """Return the pool with new means of harmonics, by region, and new variances, by series."""
    old, count = pool.prior, problem.design.n_harmonics
    season = slice(SEASON, SEASON + 2 * count)
    away = mode.theta[:, season] - old.mean[:, season]
    known = 1 - np.clip(spread[:, season] * old.precision[:, season], 0, 1)
    weight = known * old.precision[:, season]
    total = weight * old.mean[:, season] + away * old.precision[:, season]
    mean, region_variance = season_means(problem, pool, weight, total)
    away = mode.theta[:, season] - mean
    square, known = pair_sums(away**2), pair_sums(known)
    variance = shrunk(square.sum(axis=0), known.sum(axis=0), POOL_SD**2, POOL_WEIGHT)
    each = shrunk(square, known, variance, SERIES_WEIGHT)
    means, precision = old.mean.copy(), old.precision.copy()
    means[:, season] = mean
    precision[:, season] = 1 / np.repeat(each, 2, axis=1)
    return replace(
        pool,
        prior=replace(old, mean=means, precision=precision),
        season=variance,
        season_region=region_variance,
    )


def season_means(
    problem: Problem, pool: Pool, weight: Array, total: Array
) -> tuple[Array, Array]:
    """Return the prior mean of harmonics for each series, and its variance over regions.

    Regions are shrunk to the pool; series without a region count as one more region.
    """
    rows = problem.n_regions + 1
    heavy, held = np.zeros((2, rows, weight.shape[1]))
    np.add.at(heavy, problem.home, weight)
    np.add.at(held, problem.home, total)
    heavy = np.maximum(heavy, 1e-12)
    between = np.repeat(pool.season_region, 2)
    trust = 1 / (between + 1 / heavy)
    centre = (trust * held / heavy).sum(axis=0)
    centre /= trust.sum(axis=0) + SEASON_MEAN_SD**-2
    share = between / (between + 1 / heavy)
    shift = share * (held / heavy - centre)
    left = pair_sums(share).sum(axis=0)
    variance = shrunk(pair_sums(shift**2).sum(axis=0), left, POOL_SD**2, POOL_WEIGHT)
    return (centre + shift)[problem.home], variance


def update_shocks(
    problem: Problem, pool: Pool, mode: Mode, covariance: Array
) -> Pool:
    """Return the pool with new variances of own and shared shocks."""
    old, n = pool.prior, problem.n_coefficients
    own, own_each = shock_variances(
        mode.theta[:, n:], covariance[:, n:, n:], old.own, old.own_inverse
    )
    shared, shared_each = shock_variances(
        mode.shared, mode.shared_covariance, old.shared, old.shared_inverse
    )
    prior = replace(old, own=own_each, shared=shared_each)
    return replace(pool, prior=prior, own=own, shared=shared)


def shock_variances(
    shock: Array, covariance: Array, variance: Array, inverse: Array
) -> tuple[float, Array]:
    """Return the pool's variance of shocks [unit, block], and each unit's shrunk to it."""
    square = ((shock @ inverse) * shock).sum(axis=1)
    lost = (inverse * covariance).sum(axis=(1, 2)) / np.maximum(variance, 1e-300)
    known = np.clip(shock.shape[1] - lost, 1e-6, None)
    pool = shrunk(square.sum(), known.sum(), POOL_SD**2, POOL_WEIGHT)
    return float(pool), shrunk(square, known, pool, SERIES_WEIGHT)


def shrunk(
    square: Array | float, known: Array | float, centre: Array | float, weight: float
) -> Array:
    """Return squares over what was known, held to a centre by pseudo-observations."""
    found = (square + weight * centre) / (known + weight)
    return np.maximum(found, SMALLEST_VARIANCE)


def pair_sums(values: Array) -> Array:
    """Return sums over the sine and cosine of each harmonic [..., harmonic]."""
    return values.reshape(*values.shape[:-1], -1, 2).sum(axis=-1)


def update_tau(problem: Problem, pool: Pool, mode: Mode) -> Pool:
    """Return the pool with new fading times of own and shared shocks."""
    old, n = pool.prior, problem.n_coefficients
    chosen = telling_series(mode)
    own_tau = fading_time(
        problem.design,
        total_covariance(problem, mode)[chosen][:, n:, n:],
        mode.theta[chosen, n:],
        old.own[chosen],
        old.own_inverse,
    )
    shared_tau = fading_time(
        problem.design,
        mode.shared_covariance,
        mode.shared,
        old.shared,
        old.shared_inverse,
    )
    prior = replace(
        old,
        own_inverse=np.linalg.inv(correlation(problem.design, own_tau)),
        shared_inverse=np.linalg.inv(correlation(problem.design, shared_tau)),
    )
    return replace(pool, prior=prior, own_tau=own_tau, shared_tau=shared_tau)


def telling_series(mode: Mode) -> Ints:
    """Return the series that decide the fading time: all, or an even choice by information.

    Ordered by information, so that the choice does not hang on the order of series.
    """
    series = mode.weight.shape[0]
    if series <= TAU_SERIES:
        return np.arange(series)
    order = np.argsort(mode.weight.sum(axis=1), kind="stable")
    return order[np.linspace(0, series - 1, TAU_SERIES).astype(np.int64)]


def fading_time(
    design: Design, covariance: Array, shock: Array, variance: Array, inverse: Array
) -> float:
    """Return the posterior mean of log tau, as years.

    The Gaussian approximation of the shocks is divided by the prior it was found under; what
    is left is what counts say, and its evidence is taken under every tau of the grid.
    """
    prior = inverse / variance[:, None, None]
    posterior = np.linalg.inv(covariance)
    force = (posterior @ shock[:, :, None])[:, :, 0]
    logs = -0.5 * (np.log(TAU) / TAU_LOG_SD) ** 2
    for place, tau in enumerate(TAU):
        other = np.linalg.inv(correlation(design, float(tau)))
        prior_new = other / variance[:, None, None]
        total = posterior - prior + prior_new
        fitted = np.linalg.solve(total, force[:, :, None])[:, :, 0]
        logs[place] += 0.5 * (
            np.linalg.slogdet(prior_new)[1]
            - np.linalg.slogdet(total)[1]
            + (force * fitted).sum(axis=1)
        ).sum()
    chance = np.exp(logs - logs.max())
    return float(np.exp((chance * np.log(TAU)).sum() / chance.sum()))
