"""Joint draws of what will have been reported within D of each period."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.delay.fit import DelayFit
from leadline.models.delay.reports import Array, Ints

# Above this mean a count no longer fits an integer.
LARGEST = 1e17


@dataclass(frozen=True, eq=False)
class Nowcast:
    """Counts within D of the last periods up to an origin.

    Parameters
    ----------
    draws : int [series, time, draw]
        Draw k of every series and period belongs to one world.
    reported : int [series, time]
        Reported so far.
    is_known : bool [series, time]
        Whether the series had begun and reports of the period were collected; what is drawn of
        others means nothing.
    """

    draws: Ints
    reported: Ints
    is_known: NDArray[np.bool_]


def nowcast_draws(fit: DelayFit, *, at: int, n_periods: int, n_draws: int, seed: int) -> Nowcast:
    """Return joint draws of counts within D, of the last periods up to an origin of the fit.

    Errors of neighbouring periods hang together, so that sums over periods are draws of the
    sum; so do errors of series, as far as they did before.

    Parameters
    ----------
    at : int
        Which of the fit's origins.
    """
    origin = int(fit.origins[at])
    n_ages = fit.reports.max_delay + 1
    cells = fit.reports.cells
    age = np.arange(n_periods - 1, -1, -1)
    time = origin - age
    cut = np.arange(n_ages) <= age[:, None]
    rows = cells[:, np.maximum(time, 0)]
    reported = np.rint(np.where(cut, np.nan_to_num(rows), 0).sum(axis=2)).astype(np.int64)
    is_known = ~np.isnan(rows[:, :, 0]) & (time >= 0)
    draws = np.repeat(reported[:, :, None], n_draws, axis=2)
    some = (age < n_ages) & (time >= 0)
    added = draw_added(fit, at, n_draws, np.random.default_rng(seed))
    draws[:, some] += added[:, age[some]]
    return Nowcast(draws, reported, is_known)


def draw_added(fit: DelayFit, at: int, n_draws: int, generator: np.random.Generator) -> Ints:
    """Return draws of what is still to come [series, age, draw]."""
    spread = fit.spreads[at]
    expected = np.maximum(np.expm1(fit.added_log[:, at]), 0)[:, :, None]
    sd = np.sqrt(spread.variance + fit.experts_log[:, at])
    root = root_of(spread.correlation)
    common = root @ generator.standard_normal((len(root), n_draws)) * np.sqrt(spread.shared)
    out = np.empty((*sd.shape, n_draws), np.int64)
    for series in range(sd.shape[0]):
        own = root @ generator.standard_normal((len(root), n_draws))
        miss = common + own * np.sqrt(1 - spread.shared)
        rate = expected[series] * np.exp(sd[series, :, None] * miss)
        out[series] = generator.poisson(np.minimum(rate, LARGEST))
    return out


def root_of(correlation: Array) -> Array:
    """Return a root [age, age] of the correlation of ages, its nearest that is one."""
    n_ages = correlation.size
    apart = np.abs(np.arange(n_ages)[:, None] - np.arange(n_ages))
    value, vector = np.linalg.eigh(correlation[apart])
    root = vector * np.sqrt(np.maximum(value, 0))
    return np.asarray(root / np.sqrt((root**2).sum(axis=1, keepdims=True)))
