"""Worlds in which some series step: by how much, when, and what a search made of them.

A step is made by thinning: what is left of a negative binomial is one of the same dispersion, so
that nothing but the level changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tests.calibration.models.expected_world import Array, Truth, make_world

from leadline.models.expected import Breaks, Panel, find_breaks, fit_expected

MONTHS = (48, 60, 72, 96)
# Reports a month: log-normal, two thirds between 18 and 140, nearly all between 5 and 500.
CALM = Truth(
    n_regions=20,
    n_members=6,
    horizon=3,
    mean_count=50.0,
    level_sd=1.0,
    own_sd=0.05,
    shared_sd=0.05,
    slope_sd=0.04,
)
# Steps lie a year or more from either end.
EDGE = 12
# Found means found here.
NEAR = 2


@dataclass(frozen=True, eq=False)
class BreakWorld:
    """A panel, and the truth: change [series] (0 for none), its time, and the usual count."""

    panel: Panel
    change: Array
    time: NDArray[np.int64]
    level: Array


@dataclass(frozen=True)
class Outcome:
    """What a search found, as shares, with the number of series each is a share of."""

    n_calm: int
    n_large: int
    false: float
    found: float
    near: float
    found_falls: float
    found_rises: float
    found_small_steps: float
    found_small_counts: float


def make_breaks(truth: Truth, seed: int, share: float) -> BreakWorld:
    """Return a world in which a share of the series step by 10 to 50%, up or down."""
    panel = make_world(truth, seed).panel
    generator = np.random.default_rng([seed, 1])
    n_series, n_time = panel.lower.shape
    change = generator.uniform(0.1, 0.5, n_series) * generator.choice([-1, 1], n_series)
    change = np.where(generator.random(n_series) < share, change, 0.0)
    time = generator.integers(EDGE, n_time - EDGE + 1, n_series)
    return BreakWorld(stepped(panel, change, time, generator), change, time, level(panel))


def level(panel: Panel) -> Array:
    """Return the usual count of a period [series]."""
    return np.asarray(panel.lower.mean(axis=1))


def stepped(
    panel: Panel, change: Array, time: NDArray[np.int64], generator: np.random.Generator
) -> Panel:
    """Return a panel whose series step by ``change`` from ``time`` on."""
    after = np.arange(panel.n_time) >= time[:, None]
    kept = np.where(
        after, 1 + np.minimum(change, 0)[:, None], 1 / (1 + np.maximum(change, 0))[:, None]
    )
    counts = generator.binomial(panel.lower.astype(np.int64), kept).astype(np.float64)
    return replace(panel, lower=counts, upper=counts)


def search(panel: Panel, source: NDArray[np.int64] | None = None) -> Breaks:
    """Return what is asked about; by default every series has a source of its own."""
    return find_breaks(fit_expected(panel), np.arange(panel.n_series) if source is None else source)


def outcome(truth: Truth, seeds: Sequence[int], share: float) -> Outcome:
    """Return what searches of several worlds found, of 4, 5, 6 and 8 years in turn."""
    worlds = [
        make_breaks(replace(truth, n_time=MONTHS[seed % len(MONTHS)]), seed, share)
        for seed in seeds
    ]
    found = [search(world.panel) for world in worlds]
    asked, off = [], []
    for world, breaks in zip(worlds, found, strict=True):
        mine = np.isin(np.arange(world.change.size), breaks.series)
        where = np.full(world.change.size, 10**6)
        where[breaks.series] = np.abs(breaks.time - world.time[breaks.series])
        asked.append(mine)
        off.append(where)
    return _outcome(worlds, np.concatenate(asked), np.concatenate(off))


def _outcome(
    worlds: Sequence[BreakWorld], asked: NDArray[np.bool_], off: NDArray[np.int64]
) -> Outcome:
    change = np.concatenate([world.change for world in worlds])
    is_busy = np.concatenate([world.level for world in worlds]) > 30
    calm, is_large = change == 0, np.abs(change) >= 0.3
    large = is_large & is_busy

    def share(of: NDArray[np.bool_]) -> float:
        return float(asked[of].mean()) if of.any() else float("nan")

    return Outcome(
        n_calm=int(calm.sum()),
        n_large=int(large.sum()),
        false=share(calm),
        found=share(large),
        near=float((off[large & asked] <= NEAR).mean()) if (large & asked).any() else float("nan"),
        found_falls=share(large & (change < 0)),
        found_rises=share(large & (change > 0)),
        found_small_steps=share(is_busy & ~is_large & ~calm),
        found_small_counts=share(is_large & ~is_busy),
    )
