"""The mode of all coefficients and shocks, and the curvature around it.

All series at once: each has a small system of its own, and the systems of a region meet in
one system for what they share.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

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
class Problem:
    """What never changes during a fit.

    Parameters
    ----------
    cells : Cells
    design : Design
    columns : float [series or 1, time, column]
        Coefficients, then own blocks.
    offset_log : float [series, time]
    home : int [series]
        Row of the series' region; the last row is for series without one.
    n_regions : int
        Rows, the last included.
    """

    cells: Cells
    design: Design
    columns: Array
    offset_log: Array
    home: Ints
    n_regions: int

    @property
    def shared_columns(self) -> Array:
        """What a region shares, as columns [series or 1, time, shared]."""
        return self.columns[:, :, self.design.first_pooled :]


@dataclass(frozen=True, eq=False)
class Prior:
    """What is held fixed while the mode is sought.

    Parameters
    ----------
    mean : float [series, column]
        Of theta: the level's, else zero.
    precision : float [series, coefficient]
    own : float [series]
        Variance of own shocks.
    own_inverse : float [block, block]
        Inverse correlation of own shocks between blocks.
    shared_mean : float [region, shared]
    shared_precision : float [region, shared, shared]
    alpha : float [series]
        Dispersion.
    """

    mean: Array
    precision: Array
    own: Array
    own_inverse: Array
    shared_mean: Array
    shared_precision: Array
    alpha: Array


@dataclass(frozen=True, eq=False)
class Mode:
    """Where the posterior is highest, and its Gaussian approximation there.

    Parameters
    ----------
    theta : float [series, column]
        Own coefficients, then own shocks by block: what is left beside the region's.
    shared : float [region, shared]
        A region's slope, season and shocks by block.
    covariance : float [series, column, column]
        Of theta, given what is shared.
    gain : float [series, column, shared]
        What is shared, higher by one, lowers theta by this.
    shared_covariance : float [region, shared, shared]
    information : float [series, column, column]
        What the counts alone say about theta.
    mu, weight : float [series, time]
        Mean and information of each training count, before the last step.
    """

    theta: Array
    shared: Array
    covariance: Array
    gain: Array
    shared_covariance: Array
    information: Array
    mu: Array
    weight: Array


def times(matrix: Array, vector: Array) -> Array:
    """Return matrices [..., row, column] times vectors [..., column]."""
    return np.asarray((matrix @ vector[..., None])[..., 0])


def inverse(matrix: Array) -> Array:
    """Return inverses of matrices [..., row, column]."""
    return np.asarray(np.linalg.inv(matrix), np.float64)


def level_log(problem: Problem) -> Array:
    """Return the log of reports a day over the whole of training [series]."""
    known = problem.cells.known
    exposure = (known * np.exp(problem.offset_log)).sum(axis=1)
    total = (known * problem.cells.count).sum(axis=1) + PRIOR_COUNT
    return np.asarray(np.log(total / exposure))


def mean_log(problem: Problem, theta: Array, shared: Array) -> Array:
    """Return the log of the mean of each training count [series, time]."""
    logs = problem.offset_log + times(problem.columns, theta)
    logs += times(problem.shared_columns, shared[problem.home])
    return np.clip(logs, -FARTHEST_LOG, FARTHEST_LOG)


def sum_by_region(problem: Problem, values: Array) -> Array:
    """Return sums over the series of each region [region, ...]."""
    series = np.arange(problem.home.size)
    member = csr_array(
        (np.ones(series.size), (problem.home, series)), shape=(problem.n_regions, series.size)
    )
    total = member @ values.reshape(series.size, -1)
    return np.asarray(total).reshape(problem.n_regions, *values.shape[1:])


def prior_matrix(problem: Problem, prior: Prior) -> Array:
    """Return the prior precision of theta [series, column, column]."""
    n, size = problem.design.n_coefficients, problem.design.n_columns
    matrix = np.zeros((prior.own.shape[0], size, size))
    corner = np.arange(n)
    matrix[:, corner, corner] = prior.precision
    matrix[:, n:, n:] = prior.own_inverse / prior.own[:, None, None]
    return matrix


def newton_step(problem: Problem, prior: Prior, theta: Array, shared: Array) -> Mode:
    """Return theta and what is shared one Fisher-scoring step on, with the curvature.

    A shared effect enters through columns that theta has too. With H = A'wA + P, V = 1/H and
    Q the part of P on those columns, what it adds after theta has answered is Q - Q V Q: the
    prior alone, so that a second pass over the counts is spared.
    """
    mu = np.exp(mean_log(problem, theta, shared))
    score, weight = score_and_weight(problem.cells, mu, prior.alpha[:, None])
    known = problem.cells.known
    score += PRIOR_COUNT * known / known.sum(axis=1, keepdims=True)
    turned = np.swapaxes(problem.columns, 1, 2)
    information = (turned * weight[:, None, :]) @ problem.columns
    matrix = prior_matrix(problem, prior)
    covariance = inverse(information + matrix)
    away = theta - prior.mean
    step = times(covariance, times(turned, score) - times(matrix, away))

    first = problem.design.first_pooled
    own = matrix[:, first:, first:]
    drawn = covariance[:, :, first:] @ own
    inner = sum_by_region(problem, own - own @ drawn[:, first:])
    force = sum_by_region(problem, times(own, (away + step)[:, first:]))
    force -= times(prior.shared_precision, shared - prior.shared_mean)
    shared_covariance = inverse(inner + prior.shared_precision)
    shift = times(shared_covariance, force)

    gain = np.eye(first + own.shape[1])[:, first:] - drawn
    step -= times(gain, shift[problem.home])
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
    change = times(problem.columns, step)
    change += times(problem.shared_columns, shift[problem.home])
    reach = np.abs(change).max(axis=1)
    together = np.ones(problem.n_regions)
    np.minimum.at(together, problem.home, LONGEST_STEP / np.maximum(reach, LONGEST_STEP))
    return together[problem.home], together


def total_covariance(problem: Problem, mode: Mode) -> Array:
    """Return the covariance of theta [series, column, column], what is shared averaged out."""
    spread = mode.shared_covariance[problem.home]
    return np.asarray(mode.covariance + mode.gain @ spread @ np.swapaxes(mode.gain, 1, 2))
