"""Joint draws of counts from a fit: of the horizon, and of the training periods again.

Draw k of every series and period belongs to one world: the shared shock of a region is drawn
once and handed to all its series, so that sums over periods and series are draws of the sum.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.expected.dispersion import GRID
from leadline.models.expected.fit import ExpectedFit
from leadline.models.expected.laplace import mean_log, times
from leadline.models.expected.panel import Array, Ints

# New shocks have heavier tails than the normal: years like 2009 happen.
TAIL_DEGREES = 10.0
# Above this log mean a count no longer fits an integer.
LARGEST_LOG = 40.0
# Draws made at a time: what fits a processor's cache.
CHUNK_CELLS = 36_000
# From this mean, and this shape, on, Poisson and gamma variates are made from normals: right in
# mean and variance to 1e-4, in probability to 1e-3, and in half the time.
POISSON_FROM, GAMMA_FROM = 5.0, 8.0
# Added to variances, relatively, so that rounding leaves their matrix positive.
JITTER = 1e-9


@dataclass(frozen=True, eq=False)
class Rows:
    """How the log mean of some periods hangs on what was fitted.

    Parameters
    ----------
    centre_log : float [series, period]
        The log mean at the mode.
    rows : float [series, period, column]
        On theta.
    shared : float [series, period, shared]
        On what the region shares, theta answering to it.
    own_new : float [series, period, new block]
        Root of the covariance of own shocks that are still to come.
    shared_new : float [series, period, new block]
        The same for the shared shocks.
    """

    centre_log: Array
    rows: Array
    shared: Array
    own_new: Array
    shared_new: Array


def predict_expected(fit: ExpectedFit, *, n_draws: int, seed: int) -> Ints:
    """Return joint paths of the horizon [series, horizon, draw], counts with status complete.

    Counts are those expected had nothing changed: completeness below 1 in the horizon lowers
    them to what would have arrived.
    """
    return draw_counts(fit, horizon_rows(fit), n_draws, seed)


def replicate_baseline(fit: ExpectedFit, *, n_draws: int, seed: int) -> Ints:
    """Return what the fitted model says of the training periods [series, time, draw]."""
    return draw_counts(fit, training_rows(fit), n_draws, seed)


def horizon_rows(fit: ExpectedFit) -> Rows:
    """Return how the periods of the horizon hang on the fit."""
    design, pool, home = fit.problem.design, fit.pool, fit.problem.home
    ahead = design.block[design.n_time :] - design.n_blocks + 1
    own_kept, own_root = fade(ahead, design.block_years / pool.own_tau)
    shared_kept, shared_root = fade(ahead, design.block_years / pool.shared_tau)
    coefficients = design.rows[:, design.n_time :]
    rows = np.zeros((fit.panel.n_series, ahead.size, design.n_columns))
    rows[:, :, : design.n_coefficients] = coefficients
    shared = rows[:, :, design.first_pooled :].copy()
    rows[:, :, -1] = own_kept
    shared[:, :, -1] = shared_kept
    return Rows(
        centre_log=fit.panel.offset_log[:, design.n_time :]
        + times(rows, fit.mode.theta)
        + times(shared, fit.mode.shared[home]),
        rows=rows,
        shared=shared - rows @ fit.mode.gain,
        own_new=own_root * np.sqrt(pool.own)[:, None, None],
        shared_new=shared_root * np.sqrt(pool.shared[home])[:, None, None],
    )


def training_rows(fit: ExpectedFit) -> Rows:
    """Return how the training periods hang on the fit: no new shocks."""
    problem = fit.problem
    none = np.zeros((fit.panel.n_series, fit.panel.n_time, 0))
    rows = np.broadcast_to(problem.columns, (*none.shape[:2], problem.design.n_columns))
    return Rows(
        centre_log=mean_log(problem, fit.mode.theta, fit.mode.shared),
        rows=rows,
        shared=problem.shared_columns - rows @ fit.mode.gain,
        own_new=none,
        shared_new=none,
    )


def fade(ahead: Ints, rate: float) -> tuple[Array, Array]:
    """Return what is left of the last shock [period], and the root of what is new.

    The new part, given the last block, is an autoregression over the blocks ahead; the root
    [period, new block] times independent normals draws it at unit variance.
    """
    last = int(ahead.max(initial=0))
    keep = np.exp(-rate)
    step = np.arange(1, last + 1)
    lag = step[:, None] - step
    root = np.where(lag >= 0, keep ** np.maximum(lag, 0), 0) * np.sqrt(1 - keep**2)
    return keep**ahead, root[ahead - 1]


def draw_counts(fit: ExpectedFit, rows: Rows, n_draws: int, seed: int) -> Ints:
    """Return counts [series, period, draw] for some periods of a fit."""
    world, own = (np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(2))
    shared = draw_shared(fit, rows.shared_new.shape[2], n_draws, world)
    home = fit.problem.home
    out = np.empty((*rows.centre_log.shape, n_draws), np.int64)
    chunk = max(1, CHUNK_CELLS // (n_draws * max(1, out.shape[1])))
    for first in range(0, out.shape[0], chunk):
        part = slice(first, first + chunk)
        logs = draw_mean_log(fit, rows, part, n_draws, own)
        logs += rows.shared[part] @ shared[0][home[part]]
        logs += rows.shared_new[part] @ shared[1][home[part]]
        out[part] = draw_noise(fit, logs, part, own)
    return out


def draw_shared(
    fit: ExpectedFit, n_new: int, n_draws: int, generator: np.random.Generator
) -> tuple[Array, Array]:
    """Return deviations of what regions share [region, shared, draw], and new shocks."""
    root = np.linalg.cholesky(fit.mode.shared_covariance)
    past = root @ generator.standard_normal((*fit.mode.shared.shape, n_draws))
    regions = past.shape[0]
    new = generator.standard_normal((regions, n_new, n_draws))
    # A variance told by few directions is itself uncertain, which makes the tail heavier.
    degrees = min(TAIL_DEGREES, fit.pool.shared_known)
    return past, new * heavy_tail((regions, 1, n_draws), degrees, generator)


def heavy_tail(shape: tuple[int, ...], degrees: float, generator: np.random.Generator) -> Array:
    """Return factors that turn normals into Student's t."""
    return np.sqrt(degrees / generator.chisquare(degrees, shape))


def draw_mean_log(
    fit: ExpectedFit, rows: Rows, part: slice, n_draws: int, generator: np.random.Generator
) -> Array:
    """Return draws of the log mean, what is shared at its mode."""
    own, covariance = rows.rows[part], fit.mode.covariance[part]
    along, shape = rate_direction(fit, part)
    used = np.flatnonzero(np.abs(own).any(axis=(0, 1)))
    left = (covariance - along[:, :, None] * along[:, None, :])[:, used[:, None], used]
    left += JITTER * covariance[:, used[:, None], used] * np.eye(used.size)
    spread = own[:, :, used] @ np.linalg.cholesky(left)
    out = spread @ generator.standard_normal((own.shape[0], used.size, n_draws))
    skewed = np.log(generator.standard_gamma(shape[:, None], (shape.size, n_draws)))
    skewed = np.sqrt(shape)[:, None] * (skewed - np.log(shape)[:, None])
    out += times(own, along)[:, :, None] * skewed[:, None, :]
    n_new = rows.own_new.shape[2]
    new = generator.standard_normal((own.shape[0], n_new, n_draws))
    tail = heavy_tail((own.shape[0], 1, n_draws), TAIL_DEGREES, generator)
    out += rows.own_new[part] @ (new * tail)
    return np.asarray(out + rows.centre_log[part][:, :, None])


def rate_direction(fit: ExpectedFit, part: slice) -> tuple[Array, Array]:
    """Return how theta moves with the mean rate of training [series, column], and its shape.

    A rate known from few counts is skewed: its log is a log gamma, whose shape is one over
    the variance of the log, not a normal. For a series of zeros the normal would hand out
    hundreds.
    """
    weight, covariance = fit.mode.weight[part], fit.mode.covariance[part]
    columns = np.broadcast_to(
        fit.problem.columns, (fit.panel.n_series, *fit.problem.columns.shape[1:])
    )[part]
    mean = times(np.swapaxes(columns, 1, 2), weight) / weight.sum(axis=1, keepdims=True)
    along = times(covariance, mean)
    variance = (along * mean).sum(axis=1)
    return along / np.sqrt(variance)[:, None], 1 / variance


def draw_noise(
    fit: ExpectedFit, mean_log: Array, part: slice, generator: np.random.Generator
) -> Ints:
    """Return negative-binomial counts around draws of the log mean."""
    chance = np.cumsum(fit.dispersion.chance[part], axis=1)
    pick = generator.random((mean_log.shape[0], mean_log.shape[2]))
    place = (pick[:, :, None] > chance[:, None, :-1]).sum(axis=2)
    rate = np.exp(np.minimum(mean_log, LARGEST_LOG))
    rate *= draw_gamma(1 / GRID[place], rate.shape[1], generator)
    return draw_poisson(rate, generator)


def draw_gamma(shape: Array, n_periods: int, generator: np.random.Generator) -> Array:
    """Return gamma factors of mean one [series, period, draw] for shapes [series, draw].

    References
    ----------
    Wilson and Hilferty (1931), PNAS 17: the cube root of a gamma is all but normal.
    """
    series, draws = shape.shape
    ninth = (1 / (9 * shape))[:, None, :]
    root = generator.standard_normal((series, n_periods, draws))
    root *= np.sqrt(ninth)
    root += 1 - ninth
    out: Array = root * root * root
    few = np.nonzero(shape < GAMMA_FROM)
    exact = shape[few][:, None]
    out[few[0], :, few[1]] = generator.standard_gamma(exact, (exact.size, n_periods)) / exact
    return out


def draw_poisson(rate: Array, generator: np.random.Generator) -> Ints:
    """Return Poisson counts: exact where rates are small, else from a rounded normal.

    References
    ----------
    Cornish and Fisher (1938), Revue de l'Institut International de Statistique 5: expansion
    to the fourth cumulant; the variance is less by 1/12, which rounding gives back.
    """
    normal = generator.standard_normal(rate.shape)
    square = normal * normal
    square -= 1
    root = np.maximum(rate, 1.0)
    root -= 1 / 12
    np.sqrt(root, out=root)
    # rate + root z + (z^2 - 1) / 6 - z (z^2 - 1) / (72 root)
    count = normal / root
    count *= -1 / 12
    count += 1
    count *= square
    count *= 1 / 6
    normal *= root
    count += normal
    count += rate
    out: Ints = np.rint(np.maximum(count, 0, out=count), out=count).astype(np.int64)
    small = np.flatnonzero(rate < POISSON_FROM)
    out.ravel()[small] = generator.poisson(rate.ravel()[small])
    return out
