"""Worlds with a known truth: counts of series in regions, with own and shared slow shocks.

Shocks move every period, not by blocks as the model has them, so that its coverage is not
the coverage of a model that knows how it was made.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.expected import Panel

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """What a world is made of; standard deviations are of logs, times are years."""

    n_regions: int = 10
    n_members: int = 6
    n_time: int = 48
    horizon: int = 12
    per_year: int = 12
    start_phase: float = 0.0
    mean_count: float = 30.0
    level_sd: float = 1.0
    slope_sd: float = 0.03
    season_sd: float = 0.15
    own_sd: float = 0.12
    shared_sd: float = 0.08
    fade_years: float = 1.0
    alpha: float = 0.02
    # Shocks are normal, or Student's t with so many degrees.
    shock_degrees: float = np.inf


@dataclass(frozen=True, eq=False)
class World:
    """A panel to fit, and the counts [series, horizon] it should expect."""

    panel: Panel
    ahead: Array


def make_world(truth: Truth, seed: int) -> World:
    """Return one world; the window crosses New Year when start_phase is not zero."""
    generator = np.random.default_rng(seed)
    n_series, periods = truth.n_regions * truth.n_members, truth.n_time + truth.horizon
    year = (np.arange(periods) + 0.5 - truth.n_time) / truth.per_year
    phase = (year + truth.start_phase) % 1.0
    region = np.repeat(np.arange(truth.n_regions), truth.n_members)
    logs = generator.normal(np.log(truth.mean_count), truth.level_sd, (n_series, 1))
    logs = logs + generator.normal(0, truth.slope_sd, (n_series, 1)) * year
    season = generator.normal(0, truth.season_sd, 2) + generator.normal(0, 0.05, (n_series, 2))
    logs = (
        logs + season[:, :1] * np.sin(2 * np.pi * phase) + season[:, 1:] * np.cos(2 * np.pi * phase)
    )
    keep = np.exp(-1 / (truth.per_year * truth.fade_years))
    degrees = truth.shock_degrees
    logs = logs + truth.own_sd * slow(n_series, periods, keep, generator, degrees=degrees)
    shared = slow(truth.n_regions, periods, keep, generator, degrees=degrees)
    logs = logs + truth.shared_sd * shared[region]
    rate = np.exp(logs) * generator.gamma(1 / truth.alpha, truth.alpha, logs.shape)
    counts = generator.poisson(rate).astype(np.float64)
    training = counts[:, : truth.n_time]
    panel = Panel(
        lower=training,
        upper=training,
        days=np.full(periods, 365.25 / truth.per_year),
        year=year,
        phase=phase,
        per_year=truth.per_year,
        region=region,
    )
    return World(panel, counts[:, truth.n_time :])


def slow(
    n_paths: int,
    periods: int,
    keep: float,
    generator: np.random.Generator,
    *,
    degrees: float = np.inf,
) -> Array:
    """Return first-order autoregressions [path, period] of unit variance."""
    steps = generator.standard_normal((n_paths, periods))
    if np.isfinite(degrees):
        steps *= np.sqrt((degrees - 2) / generator.chisquare(degrees, steps.shape))
    out = np.empty_like(steps)
    out[:, 0] = steps[:, 0]
    for place in range(1, periods):
        out[:, place] = keep * out[:, place - 1] + np.sqrt(1 - keep**2) * steps[:, place]
    return out


def shares_inside(draws: NDArray[np.int64], observed: Array, level: float) -> Array:
    """Return how far each observed count lies inside its interval, ties shared out.

    A count with probability p of its own covers a stretch p of the scale 0..1; the part of
    the stretch inside the interval is what a randomised rank would score on average.
    """
    below = (draws < observed[..., None]).mean(axis=-1)
    upto = (draws <= observed[..., None]).mean(axis=-1)
    lower, upper = (1 - level) / 2, (1 + level) / 2
    width = np.maximum(upto - below, 1 / draws.shape[-1])
    part = np.minimum(below + width, upper) - np.maximum(below, lower)
    return np.clip(part / width, 0.0, 1.0)
