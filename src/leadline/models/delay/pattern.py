"""On which day of the week things occur, from periods that are complete."""

from dataclasses import dataclass

import numpy as np

from leadline.models.delay.reports import Array, Bools

# Complete periods after which a phase's level is half its own.
OWN_PERIODS = 2.0
LEAST = 1e-9


@dataclass(frozen=True, eq=False)
class Pattern:
    """Sums that forget, by phase of the period in which things occurred.

    Parameters
    ----------
    total, weight : float [series, phase]
        Complete counts, and how many there were.
    """

    total: Array
    weight: Array


def start_pattern(n_series: int, n_phases: int) -> Pattern:
    """Return a pattern of nothing."""
    return Pattern(np.zeros((n_series, n_phases)), np.zeros((n_series, n_phases)))


def note_complete(
    pattern: Pattern, total: Array, is_known: Bools, *, phase: int, half_life: float
) -> Pattern:
    """Return the pattern with one more complete period [series]."""
    keep = 0.5 ** (1 / half_life)
    sums, weight = pattern.total * keep, pattern.weight * keep
    sums[:, phase] += np.where(is_known, total, 0)
    weight[:, phase] += is_known
    return Pattern(sums, weight)


def phase_levels(pattern: Pattern) -> Array:
    """Return the level of each phase over that of the week [series, phase]; 1 where not told."""
    seen = pattern.weight.sum(axis=1, keepdims=True)
    mean = (pattern.total.sum(axis=1, keepdims=True) + LEAST) / np.maximum(seen, LEAST)
    own = (pattern.total / mean + OWN_PERIODS) / (pattern.weight + OWN_PERIODS)
    return np.asarray(own / own.mean(axis=1, keepdims=True))
