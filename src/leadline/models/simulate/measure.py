"""Measures: when each member took which, how strongly, and what it ended."""

import numpy as np
from numpy.typing import NDArray

from leadline.models.simulate.spec import N_MEASURES, WorldSpec

Array = NDArray[np.float64]
_LEVELS = np.array([1 / 3, 1 / 2, 2 / 3, 1.0])
_USED_SHARE = 0.85


def draw_measures(spec: WorldSpec, generator: np.random.Generator) -> Array:
    """Return intensities 0..1 [member, measure, time].

    A first wave begins in the first months of the window, a level below it follows, then a
    second wave; what is left ends in the months after now. Members differ in dates, levels and
    in which measures they take; some take none.
    """
    shape = (spec.n_members, N_MEASURES, 1)
    month = spec.per_year / 12
    begin = spec.window.start / month + generator.uniform(0, 1.2, (spec.n_members, 1, 1))
    begin = begin + generator.uniform(0, 1.5, shape)
    relax = begin + generator.uniform(2.5, 4.5, shape)
    again = relax + generator.uniform(2.5, 5.0, shape)
    ease = again + generator.uniform(2.0, 4.0, shape)
    end = np.maximum(ease, spec.n_past / month) + generator.uniform(0.0, 5.0, shape)
    at = (np.arange(spec.n_time) + 0.5) / month
    high, low, second = (generator.choice(_LEVELS, shape) for _ in range(3))
    low = np.minimum(low, high) * generator.integers(0, 2, shape)
    intensity = np.select(
        [at < begin, at < relax, at < again, at < ease, at < end], [0.0, high, low, second, low]
    )
    used = generator.random(shape) < _USED_SHARE
    taken = generator.random((spec.n_members, 1, 1)) < spec.measured_share
    drawn: Array = np.round(intensity * used * taken, 3)
    return drawn


def dose_of(intensity: Array, spec: WorldSpec) -> Array:
    """Return the dose of each series, 0..1 [series, time]: its stream's mean over measures."""
    weights = np.array([stream.weights for stream in spec.streams])
    dose = np.einsum("sj,mjt->mst", weights, intensity)
    clipped: Array = np.clip(dose.reshape(spec.n_series, -1), 0.0, 1.0)
    return clipped
