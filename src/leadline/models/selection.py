"""Which of many claims stand, and how wide their intervals then are.

A claim is a count beside quantiles of what was expected. Its tail probability is read off the
quantiles: where they end, the tail is taken to fall as a power of the count, which is heavier
than the negative-binomial mixtures it stands for, and no draw is needed that was never made.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METHOD = "false_discovery/1"
Array = NDArray[np.float64]
Ints = NDArray[np.int64]

# On average at most this share of stated changes is false. It is what one interval of 95%
# leaves out, so that a claim looked at alone is judged as if nobody had selected it.
RATE = 0.05
# Where the tail is joined to the quantiles, and the quantiles that tell how fast it falls.
JOINED, INNER, OUTER = 0.025, 0.05, 0.01
# Rounding of powers must not take a whole number for the one below it.
SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class Selection:
    """What stands of a family of claims.

    Parameters
    ----------
    stands : bool [claim]
    share : float
        What each interval may leave out, were it the only one: the rate times the share of
        claims that stand. The rate itself where none or all do.
    """

    stands: NDArray[np.bool_]
    share: float


def select(tails: Array, rate: float = RATE) -> Selection:
    """Return the claims that stand when at most a share of them, on average, may be false.

    The share is kept where claims are independent or move together, as the series of a region
    do; where they move against each other it is kept at ``rate`` over the sum of 1/i.

    Parameters
    ----------
    tails : float [claim]
        Two-sided tail probabilities, all of the family.

    References
    ----------
    Benjamini and Hochberg (1995), JRSS B 57, eq. 1. Benjamini and Yekutieli (2001), Annals of
    Statistics 29, theorems 1.2 and 1.3, on dependence. Benjamini and Yekutieli (2005), JASA
    100, definition 1, for the intervals.

    Examples
    --------
    >>> found = select(np.array([0.001, 0.04, 0.2, 0.6]))
    >>> found.stands.tolist(), found.share
    ([True, False, False, False], 0.0125)
    """
    n_claims = tails.size
    steps = rate * np.arange(1, n_claims + 1) / max(n_claims, 1)
    met = np.flatnonzero(np.sort(tails) <= steps)
    if not met.size:
        return Selection(np.zeros(n_claims, np.bool_), rate)
    share = float(steps[met[-1]])
    return Selection(tails <= share, share)


def chance_below(bound: Array, quantiles: Ints, levels: Array) -> Array:
    """Return an upper limit of the probability of a count below some bound [claim].

    Parameters
    ----------
    bound : float [claim]
        Counts, 1 or more.
    quantiles : int [claim, level]
        The smallest counts whose probability of being reached is at least the level.
    levels : float [level]
        Ascending, symmetric about a half.

    References
    ----------
    Hill (1975), Annals of Statistics 3, on tails that fall as a power; here its exponent is
    told by two quantiles.
    """
    joined, slope = _tail(quantiles, levels)
    beyond = _beyond((np.log1p(joined) - np.log1p(bound)) / slope)
    # P(count < bound) stays under the level of any quantile that reaches the bound.
    reached = np.where(quantiles >= bound[:, None], levels, 1.0).min(axis=1)
    return np.asarray(np.where(bound <= joined, np.minimum(beyond, reached), reached))


def chance_above(bound: Array, quantiles: Ints, levels: Array) -> Array:
    """Return an upper limit of the probability of a count above some bound [claim]."""
    joined, slope = _tail(quantiles[:, ::-1], levels)
    beyond = _beyond((np.log1p(bound) - np.log1p(joined)) / slope)
    reached = np.where(quantiles <= bound[:, None], levels[::-1], 1.0).min(axis=1)
    return np.asarray(np.where(bound >= joined, np.minimum(beyond, reached), reached))


def interval(share: float, quantiles: Ints, levels: Array) -> tuple[Ints, Ints]:
    """Return the ends of the intervals [claim] that leave out a share, half on each side.

    ``share`` is at most twice ``JOINED``; there the ends are the quantiles themselves. A bound
    is left out by an interval when the chance beyond it is at most half the share.
    """
    assert 0 < share <= 2 * JOINED, "wider intervals only"
    farther = np.log(2 * JOINED / share)
    # The outermost quantile that still leaves out half the share on its side.
    known = int(np.searchsorted(levels, share / 2, side="right")) - 1
    low, low_slope = _tail(quantiles, levels)
    high, high_slope = _tail(quantiles[:, ::-1], levels)
    lower = np.floor(np.expm1(np.log1p(low) - low_slope * farther) + SLACK)
    upper = np.ceil(np.expm1(np.log1p(high) + high_slope * farther) - SLACK)
    if known >= 0:
        lower = np.maximum(lower, quantiles[:, known])
        upper = np.minimum(upper, quantiles[:, -1 - known])
    return np.maximum(lower, 0).astype(np.int64), upper.astype(np.int64)


def _beyond(distance: Array) -> Array:
    """Return the chance beyond a bound so many slopes outside the joint; before it, the joint's."""
    return np.asarray(JOINED * np.exp(-np.maximum(distance, 0)))


def _tail(outward: Ints, levels: Array) -> tuple[Ints, Array]:
    """Return where the tail begins and how many logs it needs to fall by one [claim].

    ``outward`` ends at the side of the tail when read from its last to its first level. The
    log of the count plus one keeps zero; a tail of small counts is one count long or more.
    """
    inner, joined, outer = (
        outward[:, np.searchsorted(levels, at)] for at in (INNER, JOINED, OUTER)
    )
    length = np.abs(np.log1p(inner) - np.log1p(outer))
    return joined, np.maximum(length, np.log1p(1 / (joined + 1))) / np.log(INNER / OUTER)
