"""Scores of probabilistic statements about counts.

Pure functions of arrays; the last axis is the quantile level or the draw.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def weighted_interval_score(quantiles: Array, levels: Array, observed: Array) -> Array:
    """Return the WIS of quantile forecasts: the mean over levels of twice the pinball loss.

    Parameters
    ----------
    quantiles : float [..., level]
        In the unit of the counts.
    levels : float [level]
        Symmetric about .5.
    observed : float [...]

    References
    ----------
    Bracher, Ray, Gneiting and Reich (2021), PLoS Computational Biology 17, eq. 3.

    Examples
    --------
    >>> weighted_interval_score(np.array([[1.0, 3.0]]), np.array([0.25, 0.75]), np.array([5.0]))
    array([2.5])
    """
    error = observed[..., None] - quantiles
    return np.asarray(2 * np.maximum(levels * error, (levels - 1) * error).mean(axis=-1))


def crps(draws: Array, observed: Array) -> Array:
    """Return the continuous ranked probability score of draws [..., draw], fair form.

    References
    ----------
    Gneiting and Raftery (2007), JASA 102, eq. 21; Ferro (2014) for the divisor k(k - 1).
    """
    ordered = np.sort(draws, axis=-1)
    size = ordered.shape[-1]
    distance = np.abs(ordered - observed[..., None]).mean(axis=-1)
    rank = 2 * np.arange(1, size + 1) - size - 1
    return np.asarray(distance - (ordered * rank).sum(axis=-1) / (size * (size - 1)))


def log_score(draws: Array, observed: Array) -> Array:
    """Return minus the log of the predictive probability of the observed count.

    Draws [..., draw] are counted; a count never drawn is given half a draw, so that the score
    stays finite.
    """
    size = draws.shape[-1]
    hits = (draws == observed[..., None]).sum(axis=-1)
    return np.asarray(-np.log(np.maximum(hits, 0.5) / size))


def coverage(lower: Array, upper: Array, observed: Array) -> float:
    """Return the share of observed values inside their closed intervals."""
    return float(np.mean((observed >= lower) & (observed <= upper)))


def randomised_pit(draws: Array, observed: Array, generator: np.random.Generator) -> Array:
    """Return P(draw < y) + U P(draw = y): uniform when the draws [..., draw] are right.

    References
    ----------
    Czado, Gneiting and Held (2009), Biometrics 65, section 2.
    """
    below = (draws < observed[..., None]).mean(axis=-1)
    equal = (draws == observed[..., None]).mean(axis=-1)
    return np.asarray(below + generator.random(below.shape) * equal)
