"""Joint draws of counts from a fit: of the horizon, and of the training periods again.

Draw k of every series and period belongs to one world: the shared shock of a region is drawn
once and handed to all its series, so that sums over periods and series are draws of the sum.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.expected.dispersion import GRID
from leadline.models.expected.fit import ExpectedFit, pose
from leadline.models.expected.laplace import mean_log, shared_of
from leadline.models.expected.panel import Array, Ints

# New shocks have heavier tails than the normal: years like 2009 happen.
TAIL_DEGREES = 10.0
# Above this log mean a count no longer fits an integer.
LARGEST_LOG = 40.0
CHUNK = 128


@dataclass(frozen=True, eq=False)
class Rows:
    """How the log mean of some periods hangs on what was fitted.

    Parameters
    ----------
    centre_log : float [series, period]
        The log mean at the mode.
    rows : float [series, period, column]
        On theta.
    shared : float [series, period, block]
        On the shared shocks of training, theta answering to them.
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
    design, n_time = fit.design, fit.design.n_time
    n_series, n_coefficients = fit.panel.n_series, design.n_coefficients
    ahead = design.block[n_time:] - design.n_blocks + 1
    horizon = ahead.size
    own_kept, own_root = fade(ahead, design.block_years / fit.pool.own_tau)
    shared_kept, shared_root = fade(ahead, design.block_years / fit.pool.shared_tau)
    rows = np.zeros((n_series, horizon, n_coefficients + design.n_blocks))
    rows[:, :, :n_coefficients] = design.rows[:, n_time:]
    rows[:, :, -1] = own_kept
    shared = -rows @ fit.mode.gain
    shared[:, :, -1] += shared_kept
    problem = pose(fit.panel)
    shared_variance = shared_of(problem, fit.pool.prior.shared)
    shock = shared_of(problem, fit.mode.shared)[:, -1:] * shared_kept
    return Rows(
        centre_log=fit.panel.offset_log[:, n_time:] + linear(rows, fit.mode.theta) + shock,
        rows=rows,
        shared=shared,
        own_new=own_root * np.sqrt(fit.pool.prior.own)[:, None, None],
        shared_new=shared_root * np.sqrt(shared_variance)[:, None, None],
    )


def linear(rows: Array, theta: Array) -> Array:
    """Return rows [series, period, column] times theta [series, column]."""
    return np.asarray((rows @ theta[:, :, None])[:, :, 0])


def training_rows(fit: ExpectedFit) -> Rows:
    """Return how the training periods hang on the fit: no new shocks."""
    design = fit.design
    block = design.block[: design.n_time]
    shape = (fit.panel.n_series, *design.training.shape[1:])
    rows = np.broadcast_to(design.training, shape)
    none = np.zeros((fit.panel.n_series, design.n_time, 0))
    return Rows(
        centre_log=mean_log(pose(fit.panel), fit.mode.theta, fit.mode.shared),
        rows=rows,
        shared=np.eye(design.n_blocks)[block] - rows @ fit.mode.gain,
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
    home = pose(fit.panel).home
    out = np.empty((*rows.centre_log.shape, n_draws), np.int64)
    for first in range(0, out.shape[0], CHUNK):
        part = slice(first, first + CHUNK)
        logs = draw_mean_log(fit, rows, part, n_draws, own)
        logs += rows.shared[part] @ shared[0][home[part]]
        logs += rows.shared_new[part] @ shared[1][home[part]]
        out[part] = draw_noise(fit, logs, part, own)
    return out


def draw_shared(
    fit: ExpectedFit, n_new: int, n_draws: int, generator: np.random.Generator
) -> tuple[Array, Array]:
    """Return deviations of past shared shocks [region + 1, block, draw], and new ones.

    The last row is zero: the region of series that have none.
    """
    root = np.linalg.cholesky(fit.mode.shared_covariance)
    regions, blocks = fit.mode.shared.shape
    past = root @ generator.standard_normal((regions, blocks, n_draws))
    tail = heavy_tail((regions, 1, n_draws), generator)
    new = tail * generator.standard_normal((regions, n_new, n_draws))
    nowhere = np.zeros((1, 1, n_draws))
    return (
        np.concatenate([past, np.repeat(nowhere, blocks, axis=1)]),
        np.concatenate([new, np.repeat(nowhere, n_new, axis=1)]),
    )


def heavy_tail(shape: tuple[int, ...], generator: np.random.Generator) -> Array:
    """Return factors that turn normals into Student's t."""
    return np.sqrt(TAIL_DEGREES / generator.chisquare(TAIL_DEGREES, shape))


def draw_mean_log(
    fit: ExpectedFit, rows: Rows, part: slice, n_draws: int, generator: np.random.Generator
) -> Array:
    """Return draws of the log mean given the shared shocks at their mode."""
    mode, own = fit.mode, rows.rows[part]
    used = np.flatnonzero(np.abs(own).any(axis=(0, 1)))
    covariance = mode.covariance[part]
    root = np.linalg.cholesky(covariance[:, used[:, None], used])
    spread = own[:, :, used] @ root
    out = spread @ generator.standard_normal((own.shape[0], used.size, n_draws))
    n_new = rows.own_new.shape[2]
    new = generator.standard_normal((own.shape[0], n_new, n_draws))
    out += rows.own_new[part] @ (new * heavy_tail((own.shape[0], 1, n_draws), generator))
    return np.asarray(out + rows.centre_log[part][:, :, None])


def draw_noise(
    fit: ExpectedFit, mean_log: Array, part: slice, generator: np.random.Generator
) -> Ints:
    """Return negative-binomial counts around draws of the log mean."""
    chance = np.cumsum(fit.dispersion.chance[part], axis=1)
    pick = generator.random((mean_log.shape[0], mean_log.shape[2]))
    place = (pick[:, :, None] > chance[:, None, :-1]).sum(axis=2)
    alpha = GRID[place][:, None, :]
    mu = np.exp(np.minimum(mean_log, LARGEST_LOG))
    rate = generator.standard_gamma(np.broadcast_to(1 / alpha, mu.shape)) * alpha * mu
    return generator.poisson(rate)
