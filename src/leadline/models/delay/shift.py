"""Experts on a shift: how much more or less comes in of late than the slow chain ladder says.

Delays move when offices close. Each expert looks back over another time; neighbouring delays
move together on the scale of log delay, and series move together as far as their own counts do
not say otherwise.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.delay.reports import Array

# Reports after which a shift that all series share is half believed, and one of a series' own.
SHARED_REPORTS, OWN_REPORTS = 100.0, 300.0


@dataclass(frozen=True, eq=False)
class Shift:
    """Sums that forget, one for each half-life.

    Parameters
    ----------
    observed, expected : float [expert, series, delay]
        Reports that came in, and that the slow chain ladder expected.
    """

    observed: Array
    expected: Array


def start_shift(n_series: int, n_experts: int, n_delays: int) -> Shift:
    """Return a shift that has seen nothing."""
    shape = (n_experts, n_series, n_delays)
    return Shift(np.zeros(shape), np.zeros(shape))


def follow(shift: Shift, observed: Array, expected: Array, half_lives: Array) -> Shift:
    """Return the shift after one more report period [series, delay]."""
    keep = (0.5 ** (1 / half_lives))[:, None, None]
    return Shift(shift.observed * keep + observed, shift.expected * keep + expected)


def smoothing(widths: Array, n_delays: int) -> Array:
    """Return how much delays say of each other [expert, delay, delay]; delay 0 says nothing."""
    place = np.log1p(np.arange(n_delays))
    distance = (place[:, None] - place) / widths[:, None, None]
    out: Array = np.exp(-(distance**2) / 2)
    out[:, 0] = out[:, :, 0] = 0
    return out


def shifts(shift: Shift, kernel: Array) -> Array:
    """Return what multiplies the factors [1 + expert, series, delay]; the first follows nothing."""
    n_experts, n_series, n_delays = shift.observed.shape
    observed = np.maximum(shift.observed @ kernel, 0)
    expected = shift.expected @ kernel
    common = np.ones((n_experts, 1, n_delays))
    if n_series > 1:
        common = observed.sum(axis=1, keepdims=True) + SHARED_REPORTS
        common = common / (expected.sum(axis=1, keepdims=True) + SHARED_REPORTS)
    own = (observed + OWN_REPORTS * common) / (expected + OWN_REPORTS)
    return np.concatenate([np.ones((1, n_series, n_delays)), own])
