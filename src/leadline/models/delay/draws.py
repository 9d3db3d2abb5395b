"""Joint draws of what will have been reported within D of each period."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.delay.fit import DelayFit
from leadline.models.delay.reports import Ints

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


def nowcast_draws(
    fit: DelayFit,
    *,
    at: int,
    n_periods: int,
    n_draws: int,
    seed: int,
    series: Ints | None = None,
) -> Nowcast:
    """Return joint draws of counts within D, of the last periods up to an origin of the fit.

    Errors of neighbouring periods hang together, so that sums over periods are draws of the
    sum; so do errors of series, as far as they did before.

    Parameters
    ----------
    at : int
        Which of the fit's origins.
    series : int [series], optional
        Of which series; each has the same draws whichever others are asked for.
    """
    chosen = np.arange(fit.reports.n_series) if series is None else series
    origin = int(fit.origins[at])
    n_ages = fit.reports.max_delay + 1
    age = np.arange(n_periods - 1, -1, -1)
    time = origin - age
    rows = fit.reports.cells[chosen][:, np.maximum(time, 0)]
    is_in = np.arange(n_ages) <= age[:, None]
    reported = np.rint(np.where(is_in, np.nan_to_num(rows), 0).sum(axis=2)).astype(np.int64)
    draws = np.repeat(reported[:, :, None], n_draws, axis=2)
    some = (age < n_ages) & (time >= 0)
    draws[:, some] += draw_added(fit, at, chosen, n_draws, seed)[:, age[some]]
    return Nowcast(draws, reported, ~np.isnan(rows[:, :, 0]) & (time >= 0))


def draw_added(fit: DelayFit, at: int, series: Ints, n_draws: int, seed: int) -> Ints:
    """Return draws of what is still to come [series, age, draw]."""
    spread = fit.spreads[at]
    expected = np.maximum(np.expm1(fit.added_log[series, at]), 0)
    sd = np.sqrt(spread.variance[series] + fit.experts_log[series, at]).astype(np.float32)
    shape = (expected.shape[1], n_draws)
    world, *each = np.random.SeedSequence([seed, int(fit.origins[at])]).spawn(
        fit.reports.n_series + 1
    )
    common = wander(normals(np.random.default_rng(world), shape), spread.half)
    out = np.empty((len(series), *shape), np.int64)
    for row, one in enumerate(series.tolist()):
        generator = np.random.default_rng(each[one])
        own = wander(normals(generator, shape), spread.half)
        along, across = np.float32(spread.along[one]), np.float32(spread.across)
        miss = np.sqrt(along * across) * common + np.sqrt(along * (1 - across)) * own
        miss += np.sqrt(1 - along) * normals(generator, shape)
        rate = expected[row, :, None] * np.exp(sd[row, :, None] * miss)
        out[row] = generator.poisson(np.minimum(rate, LARGEST))
    return out


def normals(generator: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Return normals, each with its opposite, so that quantiles are steadier [age, draw].

    Single precision is enough, and takes half the time.
    """
    half = generator.standard_normal((shape[0], -(-shape[1] // 2)), np.float32)
    return np.concatenate([half, -half], axis=1)[:, : shape[1]]


def wander(new: NDArray[np.float32], half: float) -> NDArray[np.float32]:
    """Return an autoregression along ages [age, draw] of unit variance from independent normals."""
    keep = np.float32(0.5 ** (1 / half))
    out = new.copy()
    for age in range(1, len(out)):
        out[age] = keep * out[age - 1] + np.sqrt(1 - keep**2) * new[age]
    return out
