"""How far nowcasts were off: spread of the log of what was added, and what errors share.

Errors of what was said at the same origin hang together, since all of it rests on the same
delays; so do errors of series. Counting noise is apart: it is that of a Poisson count.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadline.models.delay.judge import Record
from leadline.models.delay.pace import Pace
from leadline.models.delay.reports import Array, Diagonals

LEAST_VARIANCE = 1e-4
# Ages on each side that an age's spread is smoothed over.
SMOOTHED = 2
# Origins after which a series' spread is half its own, and what all series begin with.
OWN_ORIGINS, START_ORIGINS, START_VARIANCE = 30.0, 5.0, 0.1
# Pairs of ages after which their correlation is half told by errors, and what it begins with:
# falling by half in so many periods; series begin as strangers.
START_PAIRS, START_HALF = 50.0, 3.0


@dataclass(frozen=True, eq=False)
class Errors:
    """Sums over past origins, which forget.

    Parameters
    ----------
    weight, square, noise : float [series, age]
        Of squared log errors, and of the part that counting explains.
    pairs, pair_scale : float [age, age]
        Products of errors of one origin in units of their spread, over series, and the same
        of what they would be if all of it were shared.
    across, across_scale : float
        The same of pairs of series.
    n_units : float
        Errors of which there are products.
    """

    weight: Array
    square: Array
    noise: Array
    pairs: Array
    pair_scale: Array
    across: float = 0.0
    across_scale: float = 0.0
    n_units: float = 0.0


@dataclass(frozen=True, eq=False)
class Spread:
    """Spread of the log of what is to come, beyond counting.

    Parameters
    ----------
    variance : float [series, age]
    correlation : float [age]
        Of two ages, by how far they are apart.
    shared : float
        Part of the variance that all series have in common.
    """

    variance: Array
    correlation: Array
    shared: float


def start_errors(n_series: int, n_ages: int) -> Errors:
    """Return errors of nothing."""
    rows, square = np.zeros((n_series, n_ages)), np.zeros((n_ages, n_ages))
    return Errors(rows, rows, rows, square, square)


def remember(errors: Errors, record: Record, seen: Diagonals, origin: int, pace: Pace) -> Errors:
    """Return errors with those of the period that is complete at this origin.

    Those of pairs come from the origin D ago, all of whose periods are complete.
    """
    n_ages = seen.new.shape[2]
    keep = 0.5 ** (1 / pace.error)
    errors = Errors(*(part * keep for part in vars(errors).values()))
    first = origin - n_ages + 1
    if first < 0:
        return errors
    ages = np.arange(n_ages)
    weight = 0.5 ** ((n_ages - 1 - ages) / pace.error) * is_judged(seen, first + ages, ages)
    square, noise = squares(record, seen, first + ages, ages)
    grown = replace(
        errors,
        weight=errors.weight + weight,
        square=errors.square + weight * square,
        noise=errors.noise + weight * noise,
    )
    return remember_pairs(grown, record, seen, first)


def remember_pairs(errors: Errors, record: Record, seen: Diagonals, origin: int) -> Errors:
    """Return errors with the products of those of one complete origin."""
    n_ages = seen.new.shape[2]
    ages = np.arange(min(n_ages, origin + 1))
    variance = variances(errors)[:, ages]
    noise = np.exp(-record.mixed_log[:, origin, ages])
    judged = is_judged(seen, np.full(ages.size, origin), ages)
    miss = record.still_added(seen, origin, ages) - record.mixed_log[:, origin, ages]
    unit = np.where(judged, miss / np.sqrt(variance + noise), 0)
    scale = np.where(judged, np.sqrt(variance / (variance + noise)), 0)
    pairs, pair_scale = errors.pairs.copy(), errors.pair_scale.copy()
    pairs[: ages.size, : ages.size] += unit.T @ unit
    pair_scale[: ages.size, : ages.size] += scale.T @ scale
    return replace(
        errors,
        pairs=pairs,
        pair_scale=pair_scale,
        across=errors.across + between(unit),
        across_scale=errors.across_scale + between(scale),
        n_units=errors.n_units + float(judged.sum()),
    )


def between(rows: Array) -> float:
    """Return the sum of products of different series [series, age]."""
    return float((rows.sum(axis=0) ** 2 - (rows**2).sum(axis=0)).sum())


def is_judged(seen: Diagonals, origins: Array, ages: Array) -> Array:
    """Whether an error counts [series, pair]: the longest delay had been seen by then."""
    return np.asarray(seen.has_begun[:, origins, -1] & seen.has_begun[:, origins, ages])


def squares(record: Record, seen: Diagonals, origins: Array, ages: Array) -> tuple[Array, Array]:
    """Return squared log errors of pairs of origin and age, and the part of counting."""
    said = record.mixed_log[:, origins, ages]
    return (record.still_added(seen, origins, ages) - said) ** 2, np.exp(-said)


def spread(errors: Errors, record: Record, seen: Diagonals, origin: int, pace: Pace) -> Spread:
    """Return the spread at an origin, from all that is complete or can be estimated by now."""
    n_ages = seen.new.shape[2]
    since, ages = np.nonzero(np.tri(n_ages - 1, n_ages, -pace.lag, dtype=bool))
    some = since <= origin
    since, ages = since[some], ages[some]
    origins = origin - since + ages
    weight = 0.5 ** ((since - ages) / pace.error) * is_judged(seen, origins, ages)
    square, noise = squares(record, seen, origins, ages)
    of_age = (ages[:, None] == np.arange(n_ages)).astype(float)
    whole = replace(
        errors,
        weight=errors.weight + weight @ of_age,
        square=errors.square + (weight * square) @ of_age,
        noise=errors.noise + (weight * noise) @ of_age,
    )
    return Spread(variances(whole), correlations(errors), share_across(errors))


def variances(errors: Errors) -> Array:
    """Return the variance of log errors beyond counting [series, age], shrunk to all series."""
    weight = smoothed(errors.weight)
    excess = smoothed(errors.square - errors.noise)
    common = np.maximum(excess.sum(axis=0) + START_ORIGINS * START_VARIANCE, 0)
    common = common / (weight.sum(axis=0) + START_ORIGINS)
    own = (excess + OWN_ORIGINS * common) / (weight + OWN_ORIGINS)
    return np.asarray(np.maximum(own, LEAST_VARIANCE))


def smoothed(rows: Array) -> Array:
    """Return the mean over neighbouring ages [series, age]."""
    width = 2 * SMOOTHED + 1
    padded = np.pad(rows, ((0, 0), (SMOOTHED, SMOOTHED)), mode="edge")
    return np.asarray(sum(padded[:, k : k + rows.shape[1]] for k in range(width)) / width)


def correlations(errors: Errors) -> Array:
    """Return the correlation of errors of one origin by how far their ages are apart [age]."""
    n_ages = errors.pairs.shape[0]
    begin = 0.5 ** (np.arange(n_ages) / START_HALF)
    seen = np.array([np.trace(errors.pairs, lag) for lag in range(n_ages)])
    scale = np.array([np.trace(errors.pair_scale, lag) for lag in range(n_ages)])
    told = (seen / unit_square(errors) + START_PAIRS * begin) / (scale + START_PAIRS)
    told[0] = 1
    return np.clip(told, -1, 1)


def share_across(errors: Errors) -> float:
    """Return which part of the variance series have in common."""
    told = errors.across / unit_square(errors)
    return float(np.clip(told / (errors.across_scale + START_PAIRS), 0, 1))


def unit_square(errors: Errors) -> float:
    """Return the mean square of errors in units of their spread: 1 when that was right."""
    return float(max(np.trace(errors.pairs) / max(errors.n_units, 1.0), LEAST_VARIANCE))
