"""Shortfall: what is still on its way, what is not accounted for, and how long reports took.

All counts mean "reported within D periods of the occurrence". With E expected, N reported in the
end and R so far, the shortfall E - R is split into late, N - R, and not accounted for, E - N.
Reports that are merely slow are in N: delay alone never shows as deficit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METHOD = "shortfall/1"

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

MEDIAN, NINETIETH = 0.5, 0.9
# Reports of one period move together: never less spread than of reports one by one.
_LEAST_DISPERSION = 1.0


def due_by_now(expected: Counts, complete: Counts, reported: Counts) -> Counts:
    """Return draws of what would have been reported by now, had nothing changed.

    Expected, less what is still on its way: set beside the reports so far, the difference is what
    is not accounted for. Below zero a count has no meaning, and the difference none either.

    Parameters
    ----------
    expected, complete : int [series, time, draw]
        Expected within D periods; reported within D periods once all of them are over. Both are
        joint over series and time, and draw k of one is independent of draw k of the other.
    reported : int [series, time]
        So far.

    Raises
    ------
    ValueError
        The shapes do not fit.
    """
    if expected.shape != complete.shape or expected.shape[:2] != reported.shape:
        shapes = expected.shape, complete.shape, reported.shape
        raise ValueError(f"expected [s, t, draw] twice and [s, t], came {shapes}")
    late = complete - reported[:, :, None]
    due: Counts = expected - late
    return due


@dataclass(frozen=True, eq=False)
class DelaySpread:
    """How much more than by chance alone the delays of periods differ: a variance factor."""

    dispersion: float


def fit_delays(reports: Floats) -> DelaySpread:
    """Return how far the delays of single periods scatter around those of all of them.

    Parameters
    ----------
    reports : float [row, delay]
        Reports of one series and occurrence period, by delay; nan where a delay is not over.

    Notes
    -----
    Pearson's statistic of the delay-by-delay shares, each conditional on the reports up to that
    delay, as in a chain ladder read backwards; over the degrees of freedom.
    """
    before = np.cumsum(np.nan_to_num(reports), axis=1)
    share = _shares_at(reports)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (np.nan_to_num(reports) - before * share) ** 2 / (before * share * (1 - share))
    usable = np.isfinite(reports) & np.isfinite(found) & (before >= 1) & (share > 0) & (share < 1)
    freedom = int(usable.sum()) - int(usable.any(axis=0).sum())
    if freedom < 1:
        return DelaySpread(_LEAST_DISPERSION)
    return DelaySpread(max(float(found[usable].sum() / freedom), _LEAST_DISPERSION))


def predict_delays(
    reports: Floats, spread: DelaySpread, *, n_draws: int, generator: np.random.Generator
) -> Floats:
    """Return draws of the delay within which half, and nine in ten, of the reports are in.

    Periods whose later delays are not over yet count as far as they go. Within a period reports
    are taken to be spread evenly: half a period lies between an occurrence and the end of its own.

    Parameters
    ----------
    reports : float [row, delay]
        As for ``fit_delays``; the rows of one subject before the window, or in it.

    Returns
    -------
    float [2, draw]
        In periods. nan where nothing was reported.

    References
    ----------
    Lagakos, Barraj & De Gruttola (1988), Nonparametric analysis of truncated survival data, with
    application to AIDS, Biometrika 75: the reversed hazards.
    """
    known = np.isfinite(reports)
    counts = np.nan_to_num(reports)
    at, upto = counts.sum(axis=0), np.where(known, np.cumsum(counts, axis=1), 0).sum(axis=0)
    before = upto - at
    phi = spread.dispersion
    # Overdispersed shares: a gamma for each side of every split, as wide as the spread says.
    later = generator.standard_gamma(np.maximum(at, 0)[:, None] / phi, (len(at), n_draws))
    sooner = generator.standard_gamma(np.maximum(before, 0)[:, None] / phi, (len(at), n_draws))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(later + sooner > 0, later / (later + sooner), 0.0)
    share[0] = 0.0
    # Share reported by the end of each delay, from the last one back.
    by_end = np.cumprod((1 - share)[:0:-1], axis=0)[::-1]
    by_end = np.concatenate([by_end, np.ones((1, n_draws))])
    if not at.sum():
        return np.full((2, n_draws), np.nan)
    return np.stack([_delay_of(by_end, level) for level in (MEDIAN, NINETIETH)])


def _shares_at(reports: Floats) -> Floats:
    """Return, of the reports up to a delay, the share that came at it, over all rows. [delay]"""
    known = np.isfinite(reports)
    counts = np.nan_to_num(reports)
    upto = np.where(known, np.cumsum(counts, axis=1), 0).sum(axis=0)
    shares: Floats = np.divide(counts.sum(axis=0), upto, out=np.zeros(len(upto)), where=upto > 0)
    return shares


def _delay_of(by_end: Floats, level: float) -> Floats:
    """Return the delay by which a share of the reports is in, straight lines between. [draw]"""
    knots = np.concatenate([np.zeros((1, by_end.shape[1])), by_end])
    times = np.concatenate([[0.0], np.arange(len(by_end)) + 0.5])
    above = np.argmax(knots >= level, axis=0)
    draw = np.arange(by_end.shape[1])
    low, high = knots[above - 1, draw], knots[above, draw]
    step = (level - low) / np.where(high > low, high - low, 1.0)
    found: Floats = times[above - 1] + step * (times[above] - times[above - 1])
    return found
