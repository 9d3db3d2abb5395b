"""The negative binomial, for exact counts and for counts known only as an interval.

Variance is mu + alpha mu squared throughout. Cells without a count weigh nothing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from leadline.models.expected.panel import Array, Ints, Panel

# Support points of an interval cell; wider intervals are summed on this many even points.
SUPPORT = 64


@dataclass(frozen=True, eq=False)
class Cells:
    """Training counts, ready for the likelihood.

    Parameters
    ----------
    count : float [series, time]
        The exact count, the middle of an interval, 0 where there is no count.
    known : float [series, time]
        1 where there is a count or an interval, else 0.
    at : int [2, interval]
        Series and time of the interval cells.
    support : float [interval, point]
        Counts an interval cell may have.
    support_log : float [interval, point]
        Log of how many counts each point stands for; -inf beyond the interval.
    """

    count: Array
    known: Array
    at: Ints
    support: Array
    support_log: Array


def read_cells(panel: Panel) -> Cells:
    """Return the training cells of a panel."""
    known = ~np.isnan(panel.lower)
    at = np.stack(np.nonzero(known & (panel.upper > panel.lower)))
    lower, upper = panel.lower[tuple(at)], panel.upper[tuple(at)]
    width = upper - lower + 1
    points = np.minimum(width, SUPPORT)
    step = np.arange(int(points.max(initial=1)))
    scale = (width - 1) / np.maximum(points - 1, 1)
    inside = step < points[:, None]
    with np.errstate(divide="ignore"):
        support_log = np.where(inside, np.log(width / points)[:, None], -np.inf)
    return Cells(
        count=np.where(known, (panel.lower + panel.upper) / 2, 0.0),
        known=known.astype(np.float64),
        at=at,
        support=np.round(lower[:, None] + np.where(inside, step, 0) * scale[:, None]),
        support_log=support_log,
    )


def log_pmf(count: Array, mu: Array, alpha: Array) -> Array:
    """Return the log probability of counts, without the term that counts alone decide."""
    size = 1 / alpha
    return np.asarray(
        gammaln(count + size)
        - gammaln(size)
        + count * np.log(mu * alpha)
        - (count + size) * np.log1p(mu * alpha)
    )


def interval_log(cells: Cells, mu: Array, alpha: Array) -> Array:
    """Return unnormalised log probabilities [interval, point] of the counts in an interval."""
    own = mu[tuple(cells.at)][:, None]
    spread = np.broadcast_to(alpha, mu.shape)[tuple(cells.at)][:, None]
    logs = log_pmf(cells.support, own, spread) - gammaln(cells.support + 1)
    return np.asarray(logs + cells.support_log)


def score_and_weight(cells: Cells, mu: Array, alpha: Array) -> tuple[Array, Array]:
    """Return gradient and information of the log mean, each [series, time].

    An interval cell enters with its expected count, and with the information that not
    knowing the count takes away.
    """
    heavy = 1 + alpha * mu
    count, weight = cells.count, mu / heavy
    if cells.at.shape[1]:
        logs = interval_log(cells, mu, alpha)
        chance = np.exp(logs - logs.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        mean = (chance * cells.support).sum(axis=1)
        variance = (chance * (cells.support - mean[:, None]) ** 2).sum(axis=1)
        at = tuple(cells.at)
        count = count.copy()
        count[at] = mean
        full = weight[at]
        weight[at] = np.maximum(full - variance / heavy[at] ** 2, 0.05 * full)
    return cells.known * (count - mu) / heavy, cells.known * weight


def log_likelihood(cells: Cells, mu: Array, alpha: float) -> Array:
    """Return the log likelihood of each series [series] at one dispersion."""
    spread = np.full((1, 1), alpha)
    logs = cells.known * log_pmf(cells.count, mu, spread)
    if cells.at.shape[1]:
        inner = interval_log(cells, mu, spread)
        top = inner.max(axis=1)
        logs[tuple(cells.at)] = top + np.log(np.exp(inner - top[:, None]).sum(axis=1))
    return np.asarray(logs.sum(axis=1))
