"""Ground: what several worlds of the same members share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.simulate.measure import draw_measures
from leadline.models.simulate.spec import WorldSpec

Array = NDArray[np.float64]
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, eq=False)
class Ground:
    """Members and calendar.

    Parameters
    ----------
    intensity : float [member, measure, time]
        How strongly each measure is in force, 0..1.
    size_log, region : [member]
        Log of the size, and the region.
    days : float [time]
    """

    intensity: Array
    size_log: Array
    region: NDArray[np.int64]
    days: Array


def draw_ground(spec: WorldSpec, *, seed: int) -> Ground:
    """Return the ground of a world, with periods of equal length."""
    size = np.random.default_rng([seed, 6]).normal(0, spec.size_sd, spec.n_members)
    return Ground(
        intensity=draw_measures(spec, np.random.default_rng([seed, 1])),
        size_log=size,
        region=np.arange(spec.n_members) * spec.n_regions // spec.n_members,
        days=np.full(spec.n_time, usual_days(spec)),
    )


def usual_days(spec: WorldSpec) -> float:
    """Return the mean length of a period in days."""
    return DAYS_A_YEAR / spec.per_year
