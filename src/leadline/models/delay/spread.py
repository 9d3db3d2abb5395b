"""How far nowcasts were off: spread of the log of what was added, and what errors share.

Errors of what was said at the same origin hang together, since all of it rests on the same
delays; so do errors of series. Counting noise is apart: it is that of a Poisson count.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadline.models.delay.counting import counting
from leadline.models.delay.judge import Record
from leadline.models.delay.pace import Pace
from leadline.models.delay.reports import Array, Diagonals, Ints

LEAST_VARIANCE = 1e-4
# Factors of 50 either way: more than that says that nothing is known, and only makes draws wild.
MOST_VARIANCE = 4.0
# Of additions below this nothing is learnt: relative to them any report is an enormous error.
LEAST_LOG = 1e-3
# An error whose counting noise has this variance weighs a quarter.
NOISY_VARIANCE = 0.2
# Origins after which a series' spread is half its own, and what all series begin with.
OWN_ORIGINS, START_ORIGINS, START_VARIANCE = 30.0, 5.0, 0.1
# Part of the variance that ages have in common, before errors tell.
START_SHARED = 0.5
# Weight of the start and of all series, in what a usual series has seen.
START_SHRUNK, OWN_SHRUNK = 0.2, 0.5


@dataclass(frozen=True, eq=False)
class Misses:
    """Relative errors of what was said to be added, with their weight and counting noise [...]."""

    error: Array
    noise: Array
    weight: Array

    @property
    def excess(self) -> Array:
        """Weighted squared error beyond counting."""
        return np.asarray(self.weight * (self.error**2 - self.noise))


@dataclass(frozen=True, eq=False)
class Errors:
    """Sums over past origins, which forget.

    Parameters
    ----------
    weight, excess : float [series, age]
        Of squared errors beyond counting.
    square, square_scale : float [series]
        Of one origin's errors beyond counting, and of the spread they should have.
    pairs, pairs_scale : float [series]
        Products of two ages of one origin, and what they would be if all were shared.
    across, across_scale : float [1]
        Products of two series at one age, and what they would be.
    """

    weight: Array
    excess: Array
    square: Array
    square_scale: Array
    pairs: Array
    pairs_scale: Array
    across: Array
    across_scale: Array


@dataclass(frozen=True, eq=False)
class Spread:
    """Spread of the log of what is to come, beyond counting.

    Parameters
    ----------
    variance : float [series, age]
    along : float [series]
        Part of the variance that neighbouring ages have in common; the less, the farther apart.
    across : float
        Part of that which series have in common.
    half : float
        Ages over which what is in common falls by half.
    """

    variance: Array
    along: Array
    across: float
    half: float


def start_errors(n_series: int, n_ages: int) -> Errors:
    """Return errors of nothing."""
    rows, one = np.zeros((n_series, n_ages)), np.zeros(n_series)
    return Errors(rows, rows, one, one, one, one, np.zeros(1), np.zeros(1))


def misses(record: Record, seen: Diagonals, origins: Ints, ages: Ints) -> Misses:
    """Return errors of pairs of origin and age [series, pair].

    None counts of origins at which the longest delay had not been seen yet.
    """
    usual = counting(np.maximum(record.mixed_log[:, origins, ages], LEAST_LOG))
    noise = usual.variance / usual.slope**2
    judged = seen.has_begun[:, origins, -1] & seen.has_begun[:, origins, ages]
    weight = judged * (NOISY_VARIANCE / (NOISY_VARIANCE + noise)) ** 2
    weight *= record.share_seen(seen, origins, ages)
    return Misses(
        (record.still_added(seen, origins, ages) - usual.mean) / usual.slope, noise, weight
    )


def remember(errors: Errors, record: Record, seen: Diagonals, origin: int, pace: Pace) -> Errors:
    """Return errors with those of the origin D ago, all of whose periods are complete by now."""
    n_ages = seen.new.shape[2]
    keep = 0.5 ** (1 / pace.error)
    errors = Errors(*(part * keep for part in vars(errors).values()))
    past = origin - n_ages + 1
    if past < 0:
        return errors
    ages = np.arange(min(n_ages, past + 1))
    found = misses(record, seen, np.full_like(ages, past), ages)
    faded = 0.5 ** ((n_ages - 1) / pace.error)
    missing = ((0, 0), (0, n_ages - ages.size))
    grown = replace(
        errors,
        weight=errors.weight + np.pad(faded * found.weight, missing),
        excess=errors.excess + np.pad(faded * found.excess, missing),
    )
    return remember_pairs(grown, found, ages, pace)


def remember_pairs(errors: Errors, found: Misses, ages: Ints, pace: Pace) -> Errors:
    """Return errors with the products of those of one complete origin [series, age]."""
    root = np.sqrt(found.weight)
    error, scale = root * found.error, root * np.sqrt(variances(errors, pace)[:, ages])
    fade = 0.5 ** (np.abs(ages[:, None] - ages) / pace.shared)
    np.fill_diagonal(fade, 0)
    return replace(
        errors,
        square=errors.square + found.excess.sum(axis=1),
        square_scale=errors.square_scale + (scale**2).sum(axis=1),
        pairs=errors.pairs + error.sum(axis=1) ** 2 - (error**2).sum(axis=1),
        pairs_scale=errors.pairs_scale + ((scale @ fade) * scale).sum(axis=1),
        across=errors.across + between(error),
        across_scale=errors.across_scale + between(scale),
    )


def between(rows: Array) -> float:
    """Return the sum of products of different series [series, age]."""
    return float((rows.sum(axis=0) ** 2 - (rows**2).sum(axis=0)).sum())


def spread(errors: Errors, record: Record, seen: Diagonals, origin: int, pace: Pace) -> Spread:
    """Return the spread at an origin, from all that is complete or can be estimated by now."""
    n_ages = seen.new.shape[2]
    since, ages = np.meshgrid(np.arange(pace.lag, n_ages - 1), np.arange(n_ages))
    some = ages <= origin - since
    since, ages = since[some], ages[some]
    found = misses(record, seen, origin - since, ages)
    of_age = (ages[:, None] == np.arange(n_ages)) * 0.5 ** (since / pace.error)[:, None]
    whole = replace(
        errors,
        weight=errors.weight + found.weight @ of_age,
        excess=errors.excess + found.excess @ of_age,
    )
    along = share_along(errors)
    return Spread(variances(whole, pace), along, share_across(errors, along), pace.shared)


def variances(errors: Errors, pace: Pace) -> Array:
    """Return the variance of log errors beyond counting [series, age], shrunk to all series."""
    weight, excess = smoothed(errors.weight, pace.smoothed), smoothed(errors.excess, pace.smoothed)
    common = np.maximum(excess.sum(axis=0) + START_ORIGINS * START_VARIANCE, 0)
    common = common / (weight.sum(axis=0) + START_ORIGINS)
    own = (excess + OWN_ORIGINS * common) / (weight + OWN_ORIGINS)
    return np.asarray(np.clip(own, LEAST_VARIANCE, MOST_VARIANCE))


def smoothed(rows: Array, reach: int) -> Array:
    """Return the mean over neighbouring ages [series, age]."""
    width = 2 * reach + 1
    padded = np.pad(rows, ((0, 0), (reach, reach)), mode="edge")
    return np.asarray(
        np.sum([padded[:, k : k + rows.shape[1]] for k in range(width)], axis=0) / width
    )


def share_along(errors: Errors) -> Array:
    """Return the part of the variance that ages have in common [series], shrunk to all series."""
    told = shrunk(errors.pairs, errors.pairs_scale, START_SHARED)
    width = shrunk(errors.square, errors.square_scale, 1.0)
    return np.clip(told / np.maximum(width, LEAST_VARIANCE), 0, 1)


def share_across(errors: Errors, along: Array) -> float:
    """Return the part of what ages have in common that series have in common, too."""
    told = errors.across.sum() / max(errors.across_scale.sum(), LEAST_VARIANCE)
    width = (errors.square.sum() + LEAST_VARIANCE) / (errors.square_scale.sum() + LEAST_VARIANCE)
    common = told / max(width, LEAST_VARIANCE) / max(along.mean(), LEAST_VARIANCE)
    return float(np.clip(common, 0, 1))


def shrunk(total: Array, scale: Array, start: float) -> Array:
    """Return ratios [series], shrunk to that of all series, which begins with ``start``."""
    mean = max(scale.mean(), LEAST_VARIANCE)
    common = (total.sum() + START_SHRUNK * mean * start) / (scale.sum() + START_SHRUNK * mean)
    return np.asarray((total + OWN_SHRUNK * mean * common) / (scale + OWN_SHRUNK * mean))
