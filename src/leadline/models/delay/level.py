"""The level: how many occur a period, near each age, and so how many are still to come.

A chain ladder multiplies what is known, so that a zero stays zero. Here the known count is
weighed against a local level, as in the methods of Bornhuetter-Ferguson and Cape Cod.
"""

import numpy as np

from leadline.models.delay.reports import Array

# Reports a period's own rate weighs against the local level: a gamma of this shape.
SHAPE = 400.0
# Prior precision of the slope a period, in reports times squared periods.
RIDGE = 5000.0
STEEPEST = 0.15
NEWTON_STEPS = 3
# Below this a level is nothing, and nothing is to come.
LEAST = 1e-9


def additions(known: Array, share: Array, pattern: Array, *, slope: float, near: float) -> Array:
    """Return reports expected to come within D [series, expert, age].

    Parameters
    ----------
    known : float [series, age]
        Reported so far; 0 where the period is not known.
    share : float [series, expert, age]
        Share of all reports known at an age.
    pattern : float [series, age]
        Level of the phase on which it occurred, about 1; 0 where the period is not known.
    slope, near : float
        Scales of weights and kernel, in periods.

    References
    ----------
    Bornhuetter and Ferguson (1972), Proceedings of the CAS 59; Gluck (1997), Proceedings of
    the CAS 84, for Cape Cod with decay.
    """
    exposure = share * pattern[:, None, :]
    falls = local_slope(known, exposure, scale=slope)
    age = np.arange(known.shape[1])
    fade = np.exp(-falls[:, :, None] * age)
    kernel = np.exp(-np.abs(age[:, None] - age) / near)
    around = (known @ kernel)[:, None, :] / np.maximum((exposure * fade) @ kernel, LEAST)
    rate = np.maximum(fade * around * pattern[:, None, :], LEAST)
    counted = known[:, None, :]
    return np.asarray((1 - share) * (SHAPE + counted) / (SHAPE / rate + share))


def local_slope(known: Array, exposure: Array, *, scale: float) -> Array:
    """Return by how much log the level falls a period of age [series, expert].

    A Poisson regression with its level profiled out; shrunk to no slope.
    """
    age = np.arange(known.shape[1], dtype=np.float64)
    weight = np.exp(-age / scale)
    powers = np.stack([np.ones_like(age), age, age**2], axis=1)
    total = known @ (weight[:, None] * powers[:, :2])
    counted, turned = total[:, None, 0], total[:, None, 1]
    weighed = exposure * weight
    slope = np.zeros(exposure.shape[:2])
    for _ in range(NEWTON_STEPS):
        moments = (weighed * np.exp(-slope[:, :, None] * age)) @ powers
        mass = np.maximum(moments[:, :, 0], LEAST)
        mean, square = moments[:, :, 1] / mass, moments[:, :, 2] / mass
        score = counted * mean - turned - RIDGE * slope
        slope = slope + score / (counted * np.maximum(square - mean**2, 0) + RIDGE)
        slope = np.clip(slope, -STEEPEST, STEEPEST)
    return slope
