"""What one earlier total leads to expect of a total of the same time of year.

Two numbers cannot tell how far such numbers wander by themselves. That is taken from pairs of
totals of similar series, one year apart, and, where there are few, from what report counts
showed elsewhere (``PRIOR``). No trend and no season is taken out: what grew or fell from year
to year stands in the variation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, stdtrit

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

METHOD = "ratio/1"


@dataclass(frozen=True)
class Prior:
    """Where variation is centred before any pair was seen: two log normals.

    Parameters
    ----------
    yearly : float
        Variance of the log rate from one year to the next.
    counted : float
        What is added to it for each 1 over the earlier count: reports come in clusters.
    yearly_sd, counted_sd : float
        Standard deviations of their logarithms between kinds of count.
    """

    yearly: float
    yearly_sd: float
    counted: float
    counted_sd: float


# Degrees of freedom of Student's t, each as likely: years like no other happen.
DEGREES = (3.0, 5.0, 30.0)
# From report counts: docs/explanation/two-totals.md says which, and what they hold.
PRIOR = Prior(0.04, 1.5, 2.0, 1.0)
# The grid over which variation is summed: steps of its logarithm around the prior.
_YEARLY_STEPS, _COUNTED_STEPS = np.linspace(-5.0, 3.0, 11), np.linspace(-4.0, 2.0, 6)
# Pairs of one year move together (correlation .04 in report counts): a year of any number of
# pairs says no more than this many.
MOST_PER_YEAR = 25.0
# More pairs than this are thinned: they would only cost time.
MOST_PAIRS = 150
# Above this log mean a count no longer fits an integer.
_LARGEST_LOG = 40.0
# Points of the integral over a shock: of any size about none, and about what was seen.
_SHOCKS = 0.003 * np.sinh(np.linspace(-9.0, 9.0, 81))
_AROUND = np.linspace(-5.0, 5.0, 41)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Totals of the same time of year, one year apart, with nothing known to lie between.

    Parameters
    ----------
    before, after : float [pair]
        Counts.
    days_before, days_after : float [pair]
        Days that they cover.
    year : int [pair]
        Pairs with the same number moved together.
    """

    before: Array
    after: Array
    days_before: Array
    days_after: Array
    year: Ints

    def __post_init__(self) -> None:
        columns = (self.before, self.after, self.days_before, self.days_after, self.year)
        assert len({column.shape for column in columns}) == 1, "one value for each pair"
        assert (self.before >= 0).all() and (self.after >= 0).all(), "counts are not negative"

    def thinned(self) -> "Pairs":
        """Return every n-th pair, so many as are looked at."""
        step = -(-len(self.before) // MOST_PAIRS) or 1
        names = ("before", "after", "days_before", "days_after", "year")
        return Pairs(**{name: getattr(self, name)[::step] for name in names})


@dataclass(frozen=True, eq=False)
class Variation:
    """How totals of one kind vary from year to year: a distribution over the nodes of a grid.

    Parameters
    ----------
    yearly, counted : float [node]
        As in ``Prior``.
    degrees : float [node]
        Degrees of freedom of the shocks.
    chance : float [node]
        Sums to 1.
    """

    yearly: Array
    counted: Array
    degrees: Array
    chance: Array


def prior_variation() -> Variation:
    """Return what is known of variation before any pair was seen."""
    grid = np.meshgrid(_YEARLY_STEPS, _COUNTED_STEPS, DEGREES, indexing="ij")
    yearly, counted, degrees = (axis.ravel() for axis in grid)
    far = (yearly / PRIOR.yearly_sd) ** 2 + (counted / PRIOR.counted_sd) ** 2
    chance = np.exp(-0.5 * far)
    return Variation(
        yearly=PRIOR.yearly * np.exp(yearly),
        counted=PRIOR.counted * np.exp(counted),
        degrees=degrees,
        chance=chance / chance.sum(),
    )


def fit_variation(pairs: Pairs) -> Variation:
    """Return how totals vary, from pairs of similar series; without any, the prior.

    References
    ----------
    Tempering by the number of independent units: Kish (1965), Survey Sampling, section 5.4.
    """
    prior = prior_variation()
    few = pairs.thinned()
    if not few.before.size:
        return prior
    logs = _log_likelihood(few, prior) @ _weights(few.year, len(pairs.before))
    logs += np.log(prior.chance)
    return Variation(prior.yearly, prior.counted, prior.degrees, np.exp(logs - logsumexp(logs)))


def predict_total(
    lower: int,
    upper: int,
    *,
    days_before: int,
    days: int,
    years: int,
    variation: Variation,
    n_draws: int,
    seed: int,
) -> Ints:
    """Return draws [draw] of a total, given one that lies some years before it.

    The earlier count tells the rate (gamma, half a report for the unknown), a shock moves it,
    and chance does the rest: without the shock this is the exact conditional distribution.

    Parameters
    ----------
    lower, upper : int
        The earlier count is known to lie in lower..upper; each of them as likely.
    days_before, days : int
        Days that the earlier and the later total cover.
    years : int
        From one to the other, whole; the variance of the shock grows with them.

    Raises
    ------
    AssertionError
        A count is negative, or the totals are not whole years apart.

    References
    ----------
    Krishnamoorthy and Thomson (2004), Journal of Statistical Planning and Inference 119, for
    the conditional comparison of two Poisson counts; Jeffreys' prior for the rate.
    """
    assert 0 <= lower <= upper, "0 <= lower <= upper"
    assert years >= 1, "the earlier total lies whole years before"
    rng = np.random.default_rng(seed)
    node = np.searchsorted(np.cumsum(variation.chance)[:-1], rng.random(n_draws))
    before = rng.integers(lower, upper, n_draws, endpoint=True)
    rate_log = np.log(rng.gamma(before + 0.5)) - np.log(days_before)
    spread = np.sqrt(years * (variation.yearly + variation.counted / (before[:, None] + 1)))
    shock = spread[np.arange(n_draws), node] * stdtrit(
        variation.degrees[node], (rng.permutation(n_draws) + 0.5) / n_draws
    )
    mean_log = rate_log + np.log(days) + shock
    drawn = rng.poisson(np.exp(np.minimum(mean_log, _LARGEST_LOG)))
    return np.asarray(drawn, dtype=np.int64)


def _weights(year: Ints, n_pairs: int) -> Array:
    """Return what each of the thinned pairs counts for [pair]."""
    _, place, number = np.unique(year, return_inverse=True, return_counts=True)
    each = number * (n_pairs / year.size)
    return np.asarray((np.minimum(each, MOST_PER_YEAR) / number)[place])


def _log_likelihood(pairs: Pairs, nodes: Variation) -> Array:
    """Return the log probability of each later count given the earlier one [node, pair].

    The integral over the shock is a sum over points that lie close both where a shock of any
    size has its mass and where the counts have theirs: either may be much the narrower.
    """
    size = (pairs.before + 0.5)[:, None]
    usual = size * (pairs.days_after / pairs.days_before)[:, None]
    after = pairs.after[:, None]
    centre, width = np.log((after + 0.5) / usual), np.sqrt(1 / size + 1 / (after + 0.5))
    around = centre + width * _AROUND
    shock = np.sort(np.concatenate([np.broadcast_to(_SHOCKS, (len(size), 81)), around], axis=1))
    mean = usual * np.exp(shock)
    logs = (
        gammaln(after + size)
        - gammaln(size)
        - gammaln(after + 1)
        + size * np.log(size / (size + mean))
        + after * np.log(mean / (size + mean))
        + np.log(np.gradient(shock, axis=1))
    )
    return np.stack(
        [
            logsumexp(logs + _shock_log(shock, yearly + counted / (pairs.before + 1), nu), axis=1)
            for yearly, counted, nu in zip(nodes.yearly, nodes.counted, nodes.degrees, strict=True)
        ]
    )


def _shock_log(shock: Array, variance: Array, degrees: float) -> Array:
    """Return the log density of shocks [pair, point] of Student's t."""
    scale = variance[:, None]
    constant = gammaln((degrees + 1) / 2) - gammaln(degrees / 2)
    tail = -(degrees + 1) / 2 * np.log1p(shock**2 / (degrees * scale))
    return np.asarray(constant - 0.5 * np.log(np.pi * degrees * scale) + tail)
