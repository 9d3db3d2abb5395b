"""Worlds in which some of many series changed, and what the selection makes of them.

What a series would have reported is known, so that a change stated of a series in which
nothing changed, or in the other direction, is known to be false.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tests.calibration.models.expected_world import Array, Truth, World, make_world

from leadline.core.draws import LEVELS, LOWER_AT, UPPER_AT, quantiles
from leadline.models.expected import fit_expected, predict_expected
from leadline.models.selection import RATE, chance_above, chance_below, interval, select

SIZES = (0.5, 0.7, 0.85, 1.15, 1.4)
# A single series is claimed from this many expected in its window of three months.
CLAIM_FROM = 90
N_DRAWS = 2000
GRID = np.array(LEVELS)


@dataclass(frozen=True)
class Shocks:
    """Which share of series changed, alone or with their whole region.

    ``unseen_sd`` moves every series of the window by jumps that no year before it had, as
    nobody's fault: the standard deviation of their logs, Student's t with four degrees.
    """

    own: float = 0.1
    regional: float = 0.0
    unseen_sd: float = 0.0


@dataclass(frozen=True, eq=False)
class Claims:
    """What is claimed of many series or regions.

    Parameters
    ----------
    draws : int [claim, draw]
    untouched, recorded : float [claim]
        What would have been reported, and what was.
    factor : float [claim]
        What the expected count was multiplied by; 1 is no change.
    """

    draws: NDArray[np.int64]
    untouched: Array
    recorded: Array
    factor: Array

    def where(self, chosen: NDArray[np.bool_]) -> "Claims":
        return Claims(
            self.draws[chosen], self.untouched[chosen], self.recorded[chosen], self.factor[chosen]
        )


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of the claims of one world, as shares of what was stated.

    ``false`` and ``missed`` are the false discovery proportion, and the share of stated changes
    whose interval leaves the true change out; ``alone_false`` and ``alone_missed`` the same of
    plain 95% intervals; ``strict_false`` at the rate that holds under any dependence. ``power``
    says of each size of change how many were stated and how many made.
    """

    n_claims: int
    n_stated: int
    false: float
    missed: float
    alone_false: float
    alone_missed: float
    strict_false: float
    power: dict[float, tuple[int, int]]


def series_claims(truth: Truth, shocks: Shocks, seed: int) -> tuple[Claims, Claims]:
    """Return the claims of one world on its series, and on its regions."""
    world = make_world(truth, seed)
    fit = fit_expected(world.panel)
    draws = predict_expected(fit, n_draws=N_DRAWS, seed=seed).sum(axis=1)
    generator = np.random.default_rng([seed, 1])
    factor = shocked(world, shocks, generator)
    untouched = jumped(world.ahead.sum(axis=1), shocks.unseen_sd, generator)
    claims = Claims(draws, untouched, changed(untouched, factor, generator), factor)
    large = np.quantile(draws, 0.5, axis=1) >= CLAIM_FROM
    return claims.where(large), by_region(claims, world.panel.regions)


def shocked(world: World, shocks: Shocks, generator: np.random.Generator) -> Array:
    regions = world.panel.regions
    n_regions = int(regions.max()) + 1
    factor = np.where(
        generator.random(regions.size) < shocks.own, generator.choice(SIZES, regions.size), 1.0
    )
    of_region = np.where(
        generator.random(n_regions) < shocks.regional, generator.choice(SIZES, n_regions), 0.0
    )
    return np.where(of_region[regions] > 0, of_region[regions], factor)


def jumped(count: Array, sd: float, generator: np.random.Generator) -> Array:
    if not sd:
        return count
    jumps = np.exp(sd / np.sqrt(2) * generator.standard_t(4, count.size))
    return generator.poisson(count * jumps).astype(np.float64)


def changed(untouched: Array, factor: Array, generator: np.random.Generator) -> Array:
    """Return what was recorded: reports left out one by one, or added."""
    kept = generator.binomial(untouched.astype(np.int64), np.minimum(factor, 1.0))
    return np.asarray(kept + generator.poisson(untouched * np.maximum(factor - 1, 0)), np.float64)


def by_region(claims: Claims, regions: NDArray[np.int64]) -> Claims:
    member = (regions == np.arange(regions.max() + 1)[:, None]).astype(np.int64)
    untouched, recorded = member @ claims.untouched, member @ claims.recorded
    expected = member @ (claims.untouched * claims.factor)
    return Claims(member @ claims.draws, untouched, recorded, np.round(expected / untouched, 9))


def judge(claims: Claims) -> Outcome:
    table = quantiles(claims.draws)
    below = chance_below(claims.recorded + 1, table, GRID)
    above = chance_above(np.maximum(claims.recorded - 1, 0), table, GRID)
    tails = np.minimum(2 * np.minimum(below, above), 1.0)
    side = np.where(below < above, -1, 1)
    is_false = side != np.sign(claims.factor - 1)
    found = select(tails)
    lower, upper = interval(found.share, table, GRID)
    plain = table[:, LOWER_AT], table[:, UPPER_AT]
    alone = (claims.recorded < plain[0]) | (claims.recorded > plain[1])
    strict = select(tails, RATE / (1 / np.arange(1, tails.size + 1)).sum()).stands
    return Outcome(
        n_claims=tails.size,
        n_stated=int(found.stands.sum()),
        false=share(is_false, found.stands),
        missed=share(is_outside(claims.untouched, lower, upper), found.stands),
        alone_false=share(is_false, alone),
        alone_missed=share(is_outside(claims.untouched, *plain), alone),
        strict_false=share(is_false, strict),
        power={size: hits(found.stands, claims.factor == size) for size in SIZES},
    )


def is_outside(
    count: Array, lower: NDArray[np.int64], upper: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether what would have been reported, hence the true change, is outside the interval."""
    return np.asarray((count < lower) | (count > upper))


def share(what: NDArray[np.bool_], stated: NDArray[np.bool_]) -> float:
    """Return the share of what was stated; none where nothing was."""
    return float((what & stated).sum() / max(stated.sum(), 1))


def hits(stated: NDArray[np.bool_], of_size: NDArray[np.bool_]) -> tuple[int, int]:
    return int((stated & of_size).sum()), int(of_size.sum())


def means(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return means over worlds, and three standard errors of the two shares that are promised."""
    names = ("n_claims", "n_stated", "false", "missed", "alone_false", "alone_missed",
             "strict_false")  # fmt: skip
    found = {name: float(np.mean([getattr(o, name) for o in outcomes])) for name in names}
    for name in ("false", "missed"):
        spread = np.std([getattr(o, name) for o in outcomes], ddof=1)
        found[f"{name}_off"] = float(3 * spread / np.sqrt(len(outcomes)))
    for size in SIZES:
        n_stated, n_made = np.sum([o.power[size] for o in outcomes], axis=0)
        found[f"power {size}"] = float(n_stated / max(n_made, 1))
    return found
