"""Worlds of delayed reports with known truth: stable, with a sudden shift, sparse."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import lognorm

from leadline.models.delay import Reports

Array = NDArray[np.float64]
OPEN = np.array([1.0, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3])


@dataclass(frozen=True)
class Truth:
    """What a world is made of.

    Parameters
    ----------
    mean_count : float
        A period.
    shift : float
        By which the log of delays grows within five periods from ``shift_at`` on, everywhere.
    wild : float
        Squared coefficient of variation of a period's count, and of a cell's reports.
    """

    per_year: int = 365
    n_series: int = 8
    n_time: int = 180
    max_delay: int = 30
    mean_count: float = 60.0
    median_delay: float = 4.0
    shift: float = 0.0
    shift_at: int = 120
    wild: float = 0.02


@dataclass(frozen=True, eq=False)
class World:
    """Reports as known in the end, with all cells of every period."""

    reports: Reports
    total: Array


def make_world(truth: Truth, seed: int) -> World:
    """Return a world; hazards of reporting follow the report period, as offices do."""
    generator = np.random.default_rng(seed)
    series, time, delay = truth.n_series, truth.n_time, np.arange(truth.max_delay + 1)
    steps = generator.normal(0, 0.02, (series, time)).cumsum(axis=1)
    level = truth.mean_count * np.exp(generator.normal(0, 0.5, (series, 1)) + steps)
    report = np.arange(time)[:, None] + delay
    grown = truth.shift * np.clip((report - truth.shift_at) / 5, 0, 1)
    median = truth.median_delay * np.exp(generator.normal(0, 0.2, (series, 1, 1)) + grown)
    after = lognorm.sf(delay + 1, 0.9, scale=median)
    before = np.where(delay > 0, lognorm.sf(delay, 0.9, scale=median), 1)
    hazard = 1 - after / before
    if truth.per_year == 365:
        hazard = hazard * OPEN[report % 7]
    left = np.cumprod(1 - hazard, axis=2)
    share = hazard * np.concatenate([np.ones((series, time, 1)), left[:, :, :-1]], axis=2)
    rate = level[:, :, None] * share * noise(truth, (series, time, 1), generator)
    cells = generator.poisson(rate * noise(truth, rate.shape, generator)).astype(np.float64)
    return World(Reports(cells, truth.per_year), cells.sum(axis=2))


def noise(truth: Truth, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
    """Return gamma factors of mean one."""
    return generator.gamma(1 / truth.wild, truth.wild, shape)
