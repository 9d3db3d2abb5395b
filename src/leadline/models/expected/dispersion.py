"""Dispersion of each series, on a grid and shrunk to the panel.

A grid because the posterior of a dispersion is skewed and often one-sided: a short series of
small counts cannot tell a Poisson from a mild negative binomial.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.expected.laplace import Mode, Prior, Problem, prior_matrix
from leadline.models.expected.likelihood import log_likelihood
from leadline.models.expected.panel import Array

GRID = np.geomspace(1e-5, 5.0, 20)
START_ALPHA = 0.05
# The panel's log alpha is held to N(log .05, 2 squared); its spread to 1 by 3 series.
CENTRE_SD, SPREAD_SD, SPREAD_WEIGHT = 2.0, 1.0, 3.0
ROUNDS = 8


@dataclass(frozen=True, eq=False)
class Dispersion:
    """Posterior of alpha on the grid.

    Parameters
    ----------
    chance : float [series, grid]
        Posterior probabilities.
    alpha : float [series]
        Exponential of the posterior mean of log alpha.
    centre_log, spread_log : float
        The panel's mean and standard deviation of log alpha.
    """

    chance: Array
    alpha: Array
    centre_log: float
    spread_log: float


def fit_dispersion(problem: Problem, prior: Prior, mode: Mode) -> Dispersion:
    """Return the posterior of each series' dispersion, means held at the mode."""
    evidence = grid_evidence(problem, prior, mode)
    grid = np.log(GRID)
    centre, spread = np.log(START_ALPHA), SPREAD_SD
    for _ in range(ROUNDS):
        logs = evidence - 0.5 * ((grid - centre) / spread) ** 2
        chance = np.exp(logs - logs.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        mean = chance @ grid
        hold = spread**2 / CENTRE_SD**2
        centre = (mean.sum() + hold * np.log(START_ALPHA)) / (mean.size + hold)
        square = (chance * (grid - centre) ** 2).sum()
        square += SPREAD_WEIGHT * SPREAD_SD**2
        spread = float(np.sqrt(square / (mean.size + SPREAD_WEIGHT)))
    return Dispersion(chance, np.exp(mean), float(centre), spread)


def grid_evidence(problem: Problem, prior: Prior, mode: Mode) -> Array:
    """Return the Laplace log evidence of each dispersion of the grid [series, grid].

    The information of the counts is taken to scale as a whole with the dispersion, so that
    one eigendecomposition serves the grid.
    """
    matrix = prior_matrix(problem, prior)
    root = np.linalg.inv(np.linalg.cholesky(matrix))
    inner = root @ mode.information @ np.swapaxes(root, 1, 2)
    values = np.maximum(np.linalg.eigvalsh(inner), 0)
    known = problem.cells.known
    own = known * mode.mu / (1 + prior.alpha[:, None] * mode.mu)
    out = np.empty((mode.mu.shape[0], GRID.size))
    for place, alpha in enumerate(GRID):
        weight = (known * mode.mu / (1 + alpha * mode.mu)).sum(axis=1)
        scale = (weight / own.sum(axis=1))[:, None]
        out[:, place] = log_likelihood(problem.cells, mode.mu, float(alpha))
        out[:, place] -= 0.5 * np.log1p(scale * values).sum(axis=1)
    return out
