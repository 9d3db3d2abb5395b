"""Evidence for a step: how much better a series is explained with a step than without one.

A Bayes factor, not a test statistic: it takes account of how large steps are, and of how
variable the series may be without one. Without a step its mean is 1, whatever is looked at; so
that the evidence of many series for one date may be multiplied.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logsumexp

from leadline.models.expected.panel import Array, Ints
from leadline.models.expected.residual import Residuals

# Standard deviation of a step, natural log.
STEP_SIZE = 0.35
# Standard deviations of own shocks that are tried.
OWN_GRID = np.geomspace(0.02, 1.0, 9)
# Before any series is seen one in twenty has a step; that counts as much as 20 series do.
SHARE_STEPPED, SHARE_WEIGHT = 0.05, 20.0
# The panel's log own variance is held to N(log .1 squared, 2 squared), its spread to 1 by 3 series.
CENTRE, CENTRE_SD, SPREAD_SD, SPREAD_WEIGHT = 2 * np.log(0.1), 2.0, 1.0, 3.0
LEAST_SPREAD = 0.2
ROUNDS = 25


@dataclass(frozen=True, eq=False)
class Evidence:
    """Log likelihoods on the grid of own shocks.

    Parameters
    ----------
    none : float [series, grid]
        Without a step, up to a constant of the series.
    step : float [series, grid, step]
        Log Bayes factor of a step at each date.
    """

    none: Array
    step: Array


@dataclass(frozen=True, eq=False)
class Pooled:
    """What the series of a panel have in common.

    Parameters
    ----------
    own_log : float [grid]
        Log chance of each variance of own shocks.
    stepped : float
        Share of series that have a step.
    """

    own_log: Array
    stepped: float


def read_evidence(residuals: Residuals) -> Evidence:
    """Return the evidence of each series for none and for each step."""
    squares = _weights(residuals.spread)
    none = _none(residuals.rotated, squares)
    force, information = step_scores(residuals)
    return Evidence(none, bayes_log(force, information))


def step_scores(residuals: Residuals) -> tuple[Array, Array]:
    """Return slope and information of each step on the grid of own shocks [series, grid, step]."""
    weights = _weights(residuals.spread)
    turned = np.swapaxes(residuals.after, 1, 2)
    return (weights * residuals.rotated[:, None]) @ turned, weights @ turned**2


def bayes_log(force: Array, information: Array) -> Array:
    """Return the log Bayes factor of a step whose size is normal around none."""
    held = information + STEP_SIZE**-2
    return np.asarray(0.5 * (force**2 / held - np.log(STEP_SIZE**2 * held)))


def fit_pooled(evidence: Evidence) -> Pooled:
    """Return how variable own shocks are in the panel, and how many of its series have a step.

    Both at once, by expectation and maximisation: series with a step would else pass for wild,
    and hide the steps of all.
    """
    grid = 2 * np.log(OWN_GRID)
    centre, spread = CENTRE, SPREAD_SD
    pooled = Pooled(_normal(grid, centre, spread), SHARE_STEPPED)
    for _ in range(ROUNDS):
        own, stepped = _posterior(evidence, pooled)
        mean, hold = own @ grid, (spread / CENTRE_SD) ** 2
        centre = (mean.sum() + hold * CENTRE) / (mean.size + hold)
        square = (own * (grid - centre) ** 2).sum() + SPREAD_WEIGHT * SPREAD_SD**2
        spread = max(np.sqrt(square / (mean.size + SPREAD_WEIGHT)), LEAST_SPREAD)
        share = stepped.sum() + SHARE_WEIGHT * SHARE_STEPPED
        share /= stepped.size + SHARE_WEIGHT
        pooled = Pooled(_normal(grid, centre, spread), float(share))
    return pooled


def by_date(evidence: Evidence, pooled: Pooled) -> Array:
    """Return the log Bayes factor of a step at each date [series, step], over all own shocks."""
    without = evidence.none + pooled.own_log
    with_step = logsumexp(without[:, :, None] + evidence.step, axis=1)
    return np.asarray(with_step - logsumexp(without, axis=1)[:, None])


def at_any_date(by_date: Array) -> Array:
    """Return the log Bayes factor of a step somewhere, all dates alike [series]."""
    return _mean(by_date)


def likeliest_own(evidence: Evidence, pooled: Pooled) -> Ints:
    """Return the place on the grid of each series' own shocks, with a step or none [series]."""
    own, _ = _posterior(evidence, pooled)
    return np.rint(own @ np.arange(OWN_GRID.size)).astype(np.int64)


def without_step(residuals: Residuals, own: Array, normals: Array) -> Residuals:
    """Return one series drawn again and again without a step, as many series.

    Parameters
    ----------
    residuals : Residuals
        Of one series.
    own : float [draw]
        Variance of own shocks.
    normals : float [draw, direction]
    """
    return replace(residuals, rotated=normals * np.sqrt(1 + own[:, None] * residuals.spread))


def _weights(spread: Array) -> Array:
    """Return one over the variance along each direction [series, grid, direction]."""
    return np.asarray(1 / (1 + OWN_GRID[:, None] ** 2 * spread[:, None, :]))


def _none(rotated: Array, weights: Array) -> Array:
    square = (weights * rotated[:, None] ** 2).sum(axis=2)
    return np.asarray(0.5 * (np.log(weights).sum(axis=2) - square))


def _mean(logs: Array) -> Array:
    """Return the log of the mean over the last axis."""
    return np.asarray(logsumexp(logs, axis=-1) - np.log(logs.shape[-1]))


def _posterior(evidence: Evidence, pooled: Pooled) -> tuple[Array, Array]:
    """Return the chance of each variance of own shocks [series, grid], of any step [series]."""
    none = evidence.none + pooled.own_log + np.log1p(-pooled.stepped)
    step = evidence.none + _mean(evidence.step) + pooled.own_log + np.log(pooled.stepped)
    logs = np.logaddexp(none, step)
    total = logsumexp(logs, axis=1)
    return np.exp(logs - total[:, None]), np.exp(logsumexp(step, axis=1) - total)


def _normal(grid: Array, centre: float, spread: float) -> Array:
    logs = -0.5 * ((grid - centre) / spread) ** 2
    return np.asarray(logs - logsumexp(logs))
