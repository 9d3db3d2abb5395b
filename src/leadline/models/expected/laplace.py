"""The mode of coefficients, own shocks and shared shocks, and the curvature around it.

All series at once: each has a small system of its own, and the systems of a region meet in
one system for the shock they share.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.expected.design import Design
from leadline.models.expected.likelihood import Cells, score_and_weight
from leadline.models.expected.panel import Array, Ints

# Steps larger than this on the log scale are shortened; means stay within e^40.
LONGEST_STEP = 1.5
FARTHEST_LOG = 40.0
# A flat prior on the log of a rate lets a series of zeros drift to minus infinity. Half a
# count over the whole of training is Jeffreys' prior of a Poisson rate. It is laid on the
# periods, not on the level, or the levels would rise together and the shared shock fall.
PRIOR_COUNT = 0.5


@dataclass(frozen=True, eq=False)
class Prior:
    """What is held fixed while the mode is sought.

    Parameters
    ----------
    mean, precision : float [series, coefficient]
    own : float [series]
        Variance of own shocks.
    shared : float [region]
        Variance of shared shocks.
    own_inverse, shared_inverse : float [block, block]
        Inverse correlation of shocks between blocks.
    alpha : float [series]
        Dispersion.
    """

    mean: Array
    precision: Array
    own: Array
    shared: Array
    own_inverse: Array
    shared_inverse: Array
    alpha: Array


@dataclass(frozen=True, eq=False)
class Mode:
    """Where the posterior is highest, and its Gaussian approximation there.

    Parameters
    ----------
    theta : float [series, column]
        Coefficients, then own shocks by block.
    shared : float [region, block]
        Shared shocks.
    covariance : float [series, column, column]
        Of theta, given the shared shocks.
    gain : float [series, column, block]
        A shared shock higher by one lowers theta by this.
    shared_covariance : float [region, block, block]
    information : float [series, column, column]
        What the counts alone say about theta.
    mu, weight : float [series, time]
        Mean and information of each training count, at the mode before the last step.
    """

    theta: Array
    shared: Array
    covariance: Array
    gain: Array
    shared_covariance: Array
    information: Array
    mu: Array
    weight: Array


@dataclass(frozen=True, eq=False)
class Problem:
    """What never changes during a fit.

    Parameters
    ----------
    cells : Cells
    design : Design
    columns : float [series or 1, time, column]
    offset_log : float [series, time]
    home : int [series]
        Row of the series' region; n_regions for none.
    n_regions : int
    """

    cells: Cells
    design: Design
    columns: Array
    offset_log: Array
    home: Ints
    n_regions: int

    @property
    def n_coefficients(self) -> int:
        return self.design.n_coefficients


def start_mode(problem: Problem, prior: Prior) -> tuple[Array, Array]:
    """Return first values of theta and of the shared shocks: the prior's means, no shocks."""
    blocks = problem.design.n_blocks
    own = np.zeros((prior.mean.shape[0], blocks))
    theta = np.concatenate([prior.mean, own], axis=1)
    return theta, np.zeros((problem.n_regions, blocks))


def level_log(problem: Problem) -> Array:
    """Return the log of reports a day over the whole of training [series]."""
    known = problem.cells.known
    exposure = (known * np.exp(problem.offset_log)).sum(axis=1)
    total = (known * problem.cells.count).sum(axis=1) + PRIOR_COUNT
    return np.asarray(np.log(total / exposure))


def shared_of(problem: Problem, shared: Array) -> Array:
    """Return the shared shock of each series [series, ...]; zero where it has no region."""
    none = np.zeros((1, *shared.shape[1:]))
    return np.concatenate([shared, none])[problem.home]


def mean_log(problem: Problem, theta: Array, shared: Array) -> Array:
    """Return the log of the mean of each training count [series, time]."""
    block = problem.design.block[: problem.design.n_time]
    linear = (problem.columns @ theta[:, :, None])[:, :, 0]
    shock = shared_of(problem, shared)[:, block]
    return np.clip(
        problem.offset_log + linear + shock, -FARTHEST_LOG, FARTHEST_LOG
    )


def sum_by_region(problem: Problem, values: Array) -> Array:
    """Return sums over the series of each region [region, ...]."""
    out = np.zeros((problem.n_regions + 1, *values.shape[1:]))
    np.add.at(out, problem.home, values)
    return out[:-1]


def prior_matrix(problem: Problem, prior: Prior) -> Array:
    """Return the prior precision of theta [series, column, column]."""
    n = problem.n_coefficients
    size = n + problem.design.n_blocks
    matrix = np.zeros((prior.own.shape[0], size, size))
    corner = np.arange(n)
    matrix[:, corner, corner] = prior.precision
    matrix[:, n:, n:] = prior.own_inverse / prior.own[:, None, None]
    return matrix


def newton_step(
    problem: Problem, prior: Prior, theta: Array, shared: Array
) -> Mode:
    """Return theta and shared shocks one Fisher-scoring step on, with the curvature.

    With A = [x | blocks], H = A'wA + P and V = 1/H, the cross terms of a shock that hits
    every block of a series reduce to the prior's own blocks Q: C'VC = M'wM - Q + Q V Q,
    which spares a second factorisation.
    """
    n = problem.n_coefficients
    mu = np.exp(mean_log(problem, theta, shared))
    score, weight = score_and_weight(problem.cells, mu, prior.alpha[:, None])
    known = problem.cells.known
    score += PRIOR_COUNT * known / known.sum(axis=1, keepdims=True)
    turned = np.swapaxes(problem.columns, 1, 2)
    information = (turned * weight[:, None, :]) @ problem.columns
    gradient = (turned @ score[:, :, None])[:, :, 0]
    matrix = prior_matrix(problem, prior)
    away = theta.copy()
    away[:, :n] -= prior.mean
    gradient -= (matrix @ away[:, :, None])[:, :, 0]
    covariance = np.linalg.inv(information + matrix)
    step = (covariance @ gradient[:, :, None])[:, :, 0]

    own = matrix[:, n:, n:]
    drawn = covariance[:, :, n:] @ own
    pull = (own @ (theta + step)[:, n:, None])[:, :, 0]
    inner = sum_by_region(problem, own - own @ drawn[:, n:])
    inner += prior.shared_inverse / prior.shared[:, None, None]
    force = sum_by_region(problem, pull)
    force -= (shared @ prior.shared_inverse) / prior.shared[:, None]
    shared_covariance = np.linalg.inv(inner)
    shift = (shared_covariance @ force[:, :, None])[:, :, 0]

    gain = -drawn
    blocks = np.arange(problem.design.n_blocks)
    gain[:, n + blocks, blocks] += 1
    step -= (gain @ shared_of(problem, shift)[:, :, None])[:, :, 0]
    short, short_shared = shorten(problem, step, shift)
    return Mode(
        theta=theta + step * short[:, None],
        shared=shared + shift * short_shared[:, None],
        covariance=covariance,
        gain=gain,
        shared_covariance=shared_covariance,
        information=information,
        mu=mu,
        weight=weight,
    )


def shorten(problem: Problem, step: Array, shift: Array) -> tuple[Array, Array]:
    """Return the share of a step to take, by series and by region.

    A region moves as one: a shared shock that took its full step while a member took half
    of its own would leave the mode between them.
    """
    block = problem.design.block[: problem.design.n_time]
    change = (problem.columns @ step[:, :, None])[:, :, 0]
    change += shared_of(problem, shift)[:, block]
    reach = np.abs(change).max(axis=1)
    alone = LONGEST_STEP / np.maximum(reach, LONGEST_STEP)
    together = np.ones(problem.n_regions + 1)
    np.minimum.at(together, problem.home, alone)
    together[-1] = 1.0
    return np.minimum(alone, together[problem.home]), together[:-1]


def total_covariance(problem: Problem, mode: Mode) -> Array:
    """Return the covariance of theta [series, column, column], shared shocks averaged out."""
    spread = shared_of(problem, mode.shared_covariance)
    return mode.covariance + mode.gain @ spread @ np.swapaxes(mode.gain, 1, 2)
