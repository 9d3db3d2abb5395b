"""What is left of each series when its season, slope and region have spoken, for the step search.

A series is set beside what the others of its region say of their common shocks, without its own
part in that: a step in one of few members would else hide in what they share.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import eigh

from leadline.models.expected.fit import ExpectedFit
from leadline.models.expected.laplace import inverse, mean_log, times
from leadline.models.expected.likelihood import score_and_weight
from leadline.models.expected.panel import Array, Ints
from leadline.models.expected.pool import LEVEL_SD, STEP_SD, by_column

# Periods that are looked at together: weeks by four.
BIN_PERIODS = {12: 1, 52: 4, 4: 1}
# A step needs this many bins on either side to be told from a shock.
LEAST_SIDE = {12: 6, 52: 6, 4: 4}
# Stands for the variance of a bin without counts.
UNKNOWN = 1e6
JITTER = 1e-9


@dataclass(frozen=True, eq=False)
class Residuals:
    """Residuals in directions in which they are independent, whatever their own shocks' variance.

    Parameters
    ----------
    rotated : float [series, direction]
        Residual along each direction; its variance is 1 + spread times the variance of own shocks.
    spread : float [series, direction]
    after : float [series, step, direction]
        What a step of one (natural log) would add.
    time : int [step]
        First period after each step.
    """

    rotated: Array
    spread: Array
    after: Array
    time: Ints

    def choose(self, series: int) -> "Residuals":
        """Return the residuals of one series."""
        one = slice(series, series + 1)
        return replace(
            self, rotated=self.rotated[one], spread=self.spread[one], after=self.after[one]
        )


@dataclass(frozen=True, eq=False)
class _Binned:
    """Working response [series, bin], its noise variance, rows of the design and bins' years."""

    response: Array
    noise: Array
    rows: Array
    year: Array


def least_periods(per_year: int) -> int:
    """Return how many training periods leave room for a step."""
    return 2 * LEAST_SIDE[per_year] * BIN_PERIODS[per_year]


def read_residuals(fit: ExpectedFit) -> Residuals:
    """Return residuals of the training periods of a fit, ``least_periods`` or more."""
    panel, pool = fit.panel, fit.pool
    length, side = BIN_PERIODS[panel.per_year], LEAST_SIDE[panel.per_year]
    starts = np.arange(panel.n_time % length, panel.n_time, length)
    binned = _binned(fit, starts)
    rest, left = _beside_region(fit, binned)
    asked = slice(side, starts.size - side + 1)
    own = _fading(binned.year, pool.own_tau)
    found = [_turned(each, covariance, own) for each, covariance in zip(rest, left, strict=True)]
    rotated, spread, after = (np.stack(part) for part in zip(*found, strict=True))
    return Residuals(rotated, spread, after[:, asked], starts[asked])


def _turned(rest: Array, left: Array, own: Array) -> tuple[Array, Array, Array]:
    """Return one series' residual, what own shocks add to its variance, and steps, by direction."""
    root = inverse(np.asarray(np.linalg.cholesky(left)))
    spread, turn = eigh(root @ own @ root.T, driver="evr", check_finite=False)
    along = root.T @ turn  # [bin, direction]
    # A step is all bins from it on.
    return rest @ along, np.maximum(spread, 0), np.cumsum(along[::-1], axis=0)[::-1]


def _binned(fit: ExpectedFit, starts: Ints) -> _Binned:
    """Return the response that one more Newton step would see, by bins of periods."""
    problem, n_time = fit.problem, fit.panel.n_time
    logs = mean_log(problem, fit.mode.theta, fit.mode.shared)
    score, weight = score_and_weight(problem.cells, np.exp(logs), fit.pool.alpha[:, None])
    total = np.add.reduceat(weight, starts, axis=1)
    pulled = np.add.reduceat(weight * (logs - problem.offset_log) + score, starts, axis=1)
    known = total > 1 / UNKNOWN
    held = np.where(known, total, 1.0)
    size = np.diff(np.append(starts, n_time))
    rows = np.add.reduceat(problem.design.rows[:, :n_time], starts, axis=1) / size[:, None]
    return _Binned(
        response=np.where(known, pulled / held, fit.pool.level[:, None]),
        noise=np.where(known, 1 / held, UNKNOWN),
        rows=np.broadcast_to(rows, (total.shape[0], *rows.shape[1:])),
        year=np.add.reduceat(fit.panel.year[:n_time], starts) / size,
    )


def _beside_region(fit: ExpectedFit, binned: _Binned) -> tuple[Array, Array]:
    """Return residuals [series, bin] beside the region, and their covariance but for own shocks."""
    pool, home = fit.pool, fit.problem.home
    first = fit.problem.design.first_pooled
    common = binned.rows[0][:, first:]
    rest = binned.response - pool.level[:, None] - common @ pool.trend_mean
    left = _own_covariance(fit, binned)
    trend = (common * by_column(pool.trend_region)) @ common.T
    shocks, own = (_fading(binned.year, tau) for tau in (pool.shared_tau, pool.own_tau))
    for region in range(fit.problem.n_regions):
        series = np.flatnonzero(home == region)
        shared = trend + pool.shared[region] * shocks
        if region == fit.problem.n_regions - 1:
            left[series] += shared
        elif series.size:
            known = left[series] + pool.own[series, None, None] * own
            mean, spread = _said_by_others(rest[series], known, shared)
            rest[series] -= mean
            left[series] += spread
    return rest, left


def _own_covariance(fit: ExpectedFit, binned: _Binned) -> Array:
    """Return the covariance of level, declared steps, own season and noise [series, bin, bin]."""
    first = fit.problem.design.first_pooled
    variance = np.full((fit.panel.n_series, binned.rows.shape[2]), STEP_SD**2)
    variance[:, 0] = LEVEL_SD**2
    variance[:, first:] = by_column(fit.pool.trend)
    out = (binned.rows * variance[:, None, :]) @ np.swapaxes(binned.rows, 1, 2)
    corner = np.arange(out.shape[1])
    out[:, corner, corner] += binned.noise
    return np.asarray(out)


def _said_by_others(rest: Array, known: Array, shared: Array) -> tuple[Array, Array]:
    """Return what the other series of a region say of what all share, with its covariance.

    Parameters
    ----------
    rest : float [series, bin]
    known : float [series, bin, bin]
        Covariance of each series around what is shared.
    shared : float [bin, bin]
        Covariance of what is shared, before any series has spoken.
    """
    precision = inverse(known)
    force = times(precision, rest)
    prior = inverse(shared + JITTER * np.eye(shared.shape[0]))
    spread = inverse(prior + precision.sum(axis=0) - precision)
    return times(spread, force.sum(axis=0) - force), spread


def _fading(year: Array, tau: float) -> Array:
    """Return the correlation of shocks between bins [bin, bin]."""
    return np.asarray(np.exp(-np.abs(year[:, None] - year) / tau))
