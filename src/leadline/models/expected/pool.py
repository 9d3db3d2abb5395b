"""What series lend each other: means and variances of slopes, seasons and shocks.

Empirical Bayes by MacKay's fixed point: a variance is the sum of squares over the number of
directions that the counts determined. Each is held by a few pseudo-observations, so that a
panel of one series still has a prior.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadline.models.expected.design import LEVEL, Design
from leadline.models.expected.laplace import (
    Mode,
    Prior,
    Problem,
    inverse,
    level_log,
    total_covariance,
)
from leadline.models.expected.panel import Array

LEVEL_SD = 10.0
STEP_SD = 1.0
# Spread of the pool's own slope and season around none.
SLOPE_MEAN_SD, SEASON_MEAN_SD = 0.02, 1.0
# Pseudo-observations: how many, and of what size.
POOL_WEIGHT, POOL_SD = 3.0, 0.02
# Few regions cannot tell how much they share: half of what series have of their own, unless
# they say otherwise.
SHARED_PART = 0.5
# How many observations the pool counts for against a series' own variance.
SERIES_WEIGHT = 20.0
START_COEFFICIENT, START_SHOCK = 0.05, 0.1
SMALLEST_VARIANCE = 1e-8
LONGEST_LEAP, LARGEST_MOVE = 8.0, 2.3
# Series without a region have none of a region's shocks.
NO_SHOCK = 1e-10


@dataclass(frozen=True, eq=False)
class Pool:
    """Hyper-parameters of a fit. A trend is a slope or a harmonic; slope comes first.

    Parameters
    ----------
    level : float [series]
        Where levels are centred.
    trend_mean : float [trend column]
        The panel's slope, and sine and cosine of each harmonic.
    trend : float [series, trend]
        Variance of a series' slope and harmonics around its region's.
    trend_pool : float [trend]
        What those are shrunk to.
    trend_region : float [trend]
        Variance of a region's slope and harmonics around the panel's.
    own, own_pool : float [series], float
        Variance of own shocks.
    shared, shared_pool : float [region], float
        Variance of shared shocks; the last row, for series without a region, is none.
    shared_known : float
        How many directions told the shared variance, its pseudo-observations included.
    own_tau, shared_tau : float
        Years over which a shock fades to 1/e.
    alpha : float [series]
        Dispersion.
    """

    level: Array
    trend_mean: Array
    trend: Array
    trend_pool: Array
    trend_region: Array
    own: Array
    own_pool: float
    shared: Array
    shared_pool: float
    shared_known: float
    own_tau: float
    shared_tau: float
    alpha: Array


def correlation(design: Design, tau: float) -> Array:
    """Return the correlation of shocks between training blocks [block, block]."""
    block = np.arange(design.n_blocks)
    return np.asarray(np.exp(-np.abs(block[:, None] - block) * design.block_years / tau))


def start_pool(problem: Problem, alpha: float) -> Pool:
    """Return the hyper-parameters every fit starts from: wide rather than narrow."""
    series = problem.cells.known.shape[0]
    n_trends = 1 + problem.design.n_harmonics
    trend = np.full(n_trends, START_COEFFICIENT**2)
    shared = np.full(problem.n_regions, START_SHOCK**2)
    shared[-1] = NO_SHOCK
    return Pool(
        level=level_log(problem),
        trend_mean=np.zeros(2 * n_trends - 1),
        trend=np.tile(trend, (series, 1)),
        trend_pool=trend,
        trend_region=trend,
        own=np.full(series, START_SHOCK**2),
        own_pool=START_SHOCK**2,
        shared=shared,
        shared_pool=START_SHOCK**2,
        shared_known=POOL_WEIGHT,
        own_tau=1.0,
        shared_tau=1.0,
        alpha=np.full(series, alpha),
    )


def carry_pool(problem: Problem, pool: Pool) -> Pool:
    """Return the pool another panel's series and regions start from: that of its pilot."""
    start = start_pool(problem, float(np.exp(np.log(pool.alpha).mean())))
    series, regions = start.own.shape[0], problem.n_regions
    return replace(
        pool,
        level=start.level,
        trend=np.tile(pool.trend_pool, (series, 1)),
        own=np.full(series, pool.own_pool),
        shared=np.append(np.full(regions - 1, pool.shared_pool), NO_SHOCK),
        alpha=start.alpha,
    )


def build_prior(problem: Problem, pool: Pool) -> Prior:
    """Return the prior that the hyper-parameters of a pool amount to."""
    design = problem.design
    series, regions = pool.own.shape[0], problem.n_regions
    mean = np.zeros((series, design.n_columns))
    # Levels are all but free, each around its own rate: a common centre would draw the
    # distance between levels and centre into the shared shocks.
    mean[:, LEVEL] = pool.level
    precision = np.full((series, design.n_coefficients), STEP_SD**-2)
    precision[:, LEVEL] = LEVEL_SD**-2
    precision[:, design.first_pooled :] = 1 / by_column(pool.trend)
    tied = inverse(correlation(design, pool.shared_tau))
    n_trend = pool.trend_mean.size
    shared_precision = np.zeros((regions, n_trend + design.n_blocks, n_trend + design.n_blocks))
    corner = np.arange(n_trend)
    shared_precision[:, corner, corner] = 1 / by_column(pool.trend_region)
    shared_precision[:, n_trend:, n_trend:] = tied / pool.shared[:, None, None]
    shared_mean = np.concatenate([pool.trend_mean, np.zeros(design.n_blocks)])
    return Prior(
        mean=mean,
        precision=precision,
        own=pool.own,
        own_inverse=inverse(correlation(design, pool.own_tau)),
        shared_mean=np.tile(shared_mean, (regions, 1)),
        shared_precision=shared_precision,
        alpha=pool.alpha,
    )


def by_column(trend: Array) -> Array:
    """Return one value for the slope and two for each harmonic [..., trend column]."""
    return np.concatenate([trend[..., :1], np.repeat(trend[..., 1:], 2, axis=-1)], axis=-1)


def by_trend(columns: Array) -> Array:
    """Return the slope's value, and sums over sine and cosine of harmonics [..., trend]."""
    season = columns[..., 1:]
    pairs = season.reshape(*season.shape[:-1], -1, 2).sum(axis=-1)
    return np.concatenate([columns[..., :1], pairs], axis=-1)


def update_pool(problem: Problem, pool: Pool, mode: Mode) -> Pool:
    """Return the hyper-parameters after one round, all but fading times and dispersion."""
    covariance = total_covariance(problem, mode)
    pool = update_trends(problem, pool, mode, covariance)
    return update_shocks(problem, pool, mode, covariance)


def update_trends(problem: Problem, pool: Pool, mode: Mode, covariance: Array) -> Pool:
    """Return the pool with new means and variances of slopes and harmonics.

    The slope's variance is common to all series: few years cannot tell one series' from
    another's. Harmonics have their own, shrunk to the pool.
    """
    columns = slice(problem.design.first_pooled, problem.design.n_coefficients)
    spread = np.diagonal(covariance, axis1=1, axis2=2)[:, columns]
    square = by_trend(mode.theta[:, columns] ** 2)
    known = by_trend(determined(spread, by_column(pool.trend)))
    centre = shrunk(square.sum(axis=0), known.sum(axis=0), POOL_SD**2, POOL_WEIGHT)
    each = shrunk(square, known, centre, SERIES_WEIGHT)
    each[:, 0] = centre[0]

    n = pool.trend_mean.size
    spread = np.diagonal(mode.shared_covariance, axis1=1, axis2=2)[:, :n]
    between = by_column(pool.trend_region)
    known = determined(spread, between)
    held = np.full(n, SEASON_MEAN_SD**-2)
    held[0] = SLOPE_MEAN_SD**-2
    weight = known.sum(axis=0) / between
    mean = weight * pool.trend_mean + (mode.shared[:, :n] - pool.trend_mean).sum(axis=0) / between
    mean /= weight + held
    square = by_trend((mode.shared[:, :n] - mean) ** 2).sum(axis=0)
    region = shrunk(square, by_trend(known).sum(axis=0), POOL_SD**2, POOL_WEIGHT)
    return replace(pool, trend_mean=mean, trend=each, trend_pool=centre, trend_region=region)


def update_shocks(problem: Problem, pool: Pool, mode: Mode, covariance: Array) -> Pool:
    """Return the pool with new variances of own and shared shocks."""
    n, m = problem.design.n_coefficients, pool.trend_mean.size
    own_pool, own, _ = shock_variances(
        mode.theta[:, n:],
        covariance[:, n:, n:],
        pool.own,
        correlation(problem.design, pool.own_tau),
        centre=POOL_SD**2,
    )
    shared_pool, shared, known = shock_variances(
        mode.shared[:-1, m:],
        mode.shared_covariance[:-1, m:, m:],
        pool.shared[:-1],
        correlation(problem.design, pool.shared_tau),
        centre=SHARED_PART**2 * own_pool,
    )
    return replace(
        pool,
        own=own,
        own_pool=own_pool,
        shared=np.append(shared, NO_SHOCK),
        shared_pool=shared_pool,
        shared_known=known,
    )


def leap(first: Pool, second: Pool, third: Pool) -> Pool:
    """Return where three successive pools are heading: variances extrapolated as logs.

    One length for all, from the variances of the pool; each variance then moves along its
    own path. A leap is shortened where it would change a variance tenfold.
    """
    step = [np.log(_spread(p)) for p in (first, second, third)]
    before, after = step[1] - step[0], step[2] - step[1]
    length = np.sqrt((before**2).sum() / max(((after - before) ** 2).sum(), 1e-12))
    length = float(np.clip(length, 1.0, LONGEST_LEAP))

    def move(name: str) -> Array:
        one, two, three = (np.asarray(getattr(p, name)) for p in (first, second, third))
        ahead = 2 * length * np.log(two / one) + length**2 * np.log(three * one / two**2)
        moved = one * np.exp(np.clip(ahead, -LARGEST_MOVE, LARGEST_MOVE))
        return np.asarray(np.maximum(moved, SMALLEST_VARIANCE))

    return replace(
        third,
        trend=move("trend"),
        trend_pool=move("trend_pool"),
        trend_region=move("trend_region"),
        own=move("own"),
        own_pool=float(move("own_pool")),
        shared=np.append(move("shared")[:-1], NO_SHOCK),
        shared_pool=float(move("shared_pool")),
    )


def _spread(pool: Pool) -> Array:
    return np.concatenate([pool.trend_pool, pool.trend_region, [pool.own_pool, pool.shared_pool]])


def shock_variances(
    shock: Array, covariance: Array, variance: Array, correlated: Array, *, centre: float
) -> tuple[float, Array, float]:
    """Return the pool's variance of shocks [unit, block], each unit's, and what told it."""
    tied = inverse(correlated)
    square = ((shock @ tied) * shock).sum(axis=1)
    lost = (tied * covariance).sum(axis=(1, 2)) / variance
    known = np.clip(shock.shape[1] - lost, 0, None)
    pool = shrunk(square.sum(), known.sum(), centre, POOL_WEIGHT)
    each = shrunk(square, known, pool, SERIES_WEIGHT)
    return float(pool), each, float(known.sum() + POOL_WEIGHT)


def determined(spread: Array, variance: Array) -> Array:
    """Return how far counts determined a coefficient, 0 to 1, from its posterior variance."""
    return 1 - np.clip(spread / variance, 0, 1)


def shrunk(
    square: Array | float, known: Array | float, centre: Array | float, weight: float
) -> Array:
    """Return squares over what was known, held to a centre by pseudo-observations."""
    found = (square + weight * centre) / (known + weight)
    return np.asarray(np.maximum(found, SMALLEST_VARIANCE))
