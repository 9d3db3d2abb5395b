"""Simulated totals of one kind, a year apart: sizes from 5 to 5,000, shocks of known shape."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.ratio import Pairs, fit_variation, predict_total

Array = NDArray[np.float64]
SMALLEST, LARGEST = 5, 5000
DAYS = 91.0
N_SIMILAR, N_ASKED, N_YEARS = 60, 20, 3


@dataclass(frozen=True)
class Truth:
    """How totals move from year to year.

    Parameters
    ----------
    sd : float
        Standard deviation of the log rate between years.
    alpha : float
        Dispersion of the counts within a year: variance is mean + alpha mean squared.
    shape : str
        normal, skewed, heavy (Student's t of 3), mixed (half of the series calm, half wild),
        steps (one in twelve changes by a factor of 2.2) or trend (5% a year).
    """

    sd: float
    alpha: float
    shape: str = "normal"


@dataclass(frozen=True, eq=False)
class Ranks:
    """Where later totals lay among what was expected of them, 0 to 1 [world, total]."""

    rank: Array
    size: Array

    def inside(self, level: float) -> Array:
        """Return the share of each world's totals inside the central interval [world]."""
        return np.asarray((np.abs(self.rank - 0.5) <= level / 2).mean(axis=1))


def rank_totals(truth: Truth, n_worlds: int, *, seed: int) -> Ranks:
    """Return the ranks of totals, each world with similar series to learn from."""
    rng = np.random.default_rng(seed)
    rows = [_world(truth, rng) for _ in range(n_worlds)]
    ranks, sizes = zip(*rows, strict=True)
    return Ranks(np.stack(ranks), np.stack(sizes))


def rank_in(draws: NDArray[np.int64], count: float, rng: np.random.Generator) -> float:
    """Return the rank of a count among draws, ties broken by chance."""
    return float((draws < count).mean() + rng.random() * (draws == count).mean())


def _world(truth: Truth, rng: np.random.Generator) -> tuple[Array, Array]:
    before, after, _ = _pairs(truth, N_SIMILAR, rng)
    days = np.full(N_SIMILAR, DAYS)
    variation = fit_variation(Pairs(before, after, days, days, np.arange(N_SIMILAR) % N_YEARS))
    asked, seen, size = _pairs(truth, N_ASKED, rng)
    ranks = [
        rank_in(
            predict_total(
                int(asked[i]), int(asked[i]), days_before=91, days=91, years=1,
                variation=variation, n_draws=1000, seed=i,
            ),
            seen[i],
            rng,
        )
        for i in range(N_ASKED)
    ]  # fmt: skip
    return np.array(ranks), size


def _pairs(truth: Truth, n: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    size = np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST), n))
    moved = size * np.exp(_shocks(truth, n, rng))
    return _counted(size, truth.alpha, rng), _counted(moved, truth.alpha, rng), size


def _counted(mean: Array, alpha: float, rng: np.random.Generator) -> Array:
    wave = rng.gamma(1 / alpha, alpha, mean.shape) if alpha else 1.0
    return rng.poisson(mean * wave).astype(np.float64)


def _shocks(truth: Truth, n: int, rng: np.random.Generator) -> Array:
    normal = rng.standard_normal(n)
    shapes = {
        "normal": normal,
        "skewed": (rng.gamma(2, 1, n) - 2) / np.sqrt(2),
        "heavy": rng.standard_t(3, n),
        "mixed": np.where(rng.random(n) < 0.5, 0.5, 1.5) * normal,
        "steps": normal + (rng.random(n) < 1 / 12) * rng.choice([-0.8, 0.8], n) / truth.sd,
        "trend": normal + 0.05 / truth.sd,
    }
    return np.asarray(truth.sd * shapes[truth.shape])
