"""Draws: joint draws of counts, with their labels.

Draws never leave models, assess and disclose: what is printed is a rounded quantile.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import SeriesKey
from leadline.core.period import Period

# The 23 levels of every quantile table (FORMATS, What comes out).
LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
LOWER_AT, MIDDLE_AT, UPPER_AT = 1, 11, 21


@dataclass(frozen=True, eq=False)
class Draws:
    """Joint draws.

    Parameters
    ----------
    keys : tuple of SeriesKey
    periods : tuple of Period
    values : int [series, time, draw]
        Draw k of every series and period belongs to one world, so sums over series and
        periods are draws of the sum.
    """

    keys: tuple[SeriesKey, ...]
    periods: tuple[Period, ...]
    values: NDArray[np.int64]

    def __post_init__(self) -> None:
        assert self.values.shape[:2] == (len(self.keys), len(self.periods)), "labels do not fit"

    def sum(self, series: Sequence[int], periods: slice) -> NDArray[np.int64]:
        """Return draws [draw] of the sum over some series and a slice of periods."""
        return np.asarray(self.values[list(series), periods].sum(axis=(0, 1)))

    def paths(self, series: Sequence[int]) -> NDArray[np.int64]:
        """Return draws [time, draw] of the sum over some series."""
        return np.asarray(self.values[list(series)].sum(axis=0))


def quantiles(draws: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the 23 quantiles of counts along the last axis, whole numbers [..., level]."""
    found = np.quantile(draws, LEVELS, axis=-1, method="inverted_cdf")
    return np.moveaxis(found, 0, -1).astype(np.int64)
