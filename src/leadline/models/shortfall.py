"""Shortfall: what is still on its way, what is not accounted for, and how long reports took.

All counts mean "reported within D periods of the occurrence". With E expected, N reported in the
end and R so far, the shortfall E - R is split into late, N - R, and not accounted for, E - N.
Reports that are merely slow are in N: delay alone never shows as deficit.
"""

import numpy as np
from numpy.typing import NDArray

METHOD = "shortfall/1"

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

MEDIAN, NINETIETH = 0.5, 0.9


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


def fit_dispersion(reports: Floats) -> float:
    """Return how much more than by chance alone delays differ between periods of one series.

    A variance factor, at least 1: Pearson's statistic of the share that came at each delay, of
    what had come by its end, over its degrees of freedom.

    Parameters
    ----------
    reports : float [series, time, delay]
        nan where a delay is not over, or not known.

    References
    ----------
    McCullagh & Nelder (1989), Generalized Linear Models, section 4.5.2.
    """
    at, upto = _splits(reports)
    share = _ratio(at.sum(axis=1), upto.sum(axis=1))[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (at - upto * share) ** 2 / (upto * share * (1 - share))
    usable = np.isfinite(found) & (upto >= 1)
    freedom = int(usable.sum()) - int(usable.any(axis=1).sum())
    return max(float(found[usable].sum()) / freedom, 1.0) if freedom > 0 else 1.0


def predict_delays(
    reports: Floats, dispersion: float, *, n_draws: int, generator: np.random.Generator
) -> Floats:
    """Return draws of the delay within which half, and nine in ten, of the reports are in.

    Periods whose later delays are not over yet count as far as they go. Within a period reports
    are taken to be spread evenly: half a period lies between an occurrence and the end of its own.

    Parameters
    ----------
    reports : float [series, time, delay]
        As for ``fit_dispersion``; the series of one subject, before the window or in it.

    Returns
    -------
    float [2, draw]
        In periods. nan where nothing was reported.

    References
    ----------
    Lagakos, Barraj & De Gruttola (1988), Nonparametric analysis of truncated survival data, with
    application to AIDS, Biometrika 75: the reversed hazards.
    """
    at, upto = (split.sum(axis=(0, 1)) for split in _splits(reports))
    if not at.sum():
        return np.full((2, n_draws), np.nan)
    # A share is as uncertain as its two sides are: gammas, as wide as the dispersion says.
    own, before = (
        generator.standard_gamma(np.maximum(side, 0)[:, None] / dispersion, (len(at), n_draws))
        for side in (at, upto - at)
    )
    share = _ratio(own, own + before)
    # Share reported by the end of each delay, from the last one back.
    by_end = np.ones((len(at), n_draws))
    by_end[:-1] = np.cumprod(1 - share[:0:-1], axis=0)[::-1]
    return np.stack([_delay_of(by_end, level) for level in (MEDIAN, NINETIETH)])


def _splits(reports: Floats) -> tuple[Floats, Floats]:
    """Return the reports at each delay, and up to its end; both 0 where it is not known."""
    known = np.isfinite(reports)
    counts = np.nan_to_num(reports)
    return counts, np.where(known, np.cumsum(counts, axis=-1), 0.0)


def _ratio(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.zeros(np.shape(whole)), where=whole > 0)
    return found


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
