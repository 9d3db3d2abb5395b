"""Of what is stated among many, no more is false than was said.

Worlds go through the real model of expected counts. A share may be off by three standard errors
over the worlds; where nothing is stated, nothing is false. "Alone" is what plain 95% intervals
would have stated: what the selection is for.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from tests.calibration.models.expected_world import Truth
from tests.calibration.models.selection_world import (
    Claims,
    Shocks,
    judge,
    means,
    series_claims,
)

from leadline.core.draws import LEVELS, quantiles
from leadline.models.selection import RATE, chance_above, chance_below

Record = Callable[[str, object], None]
GRID = np.array(LEVELS)
FEW, MANY = 4, 8
STEADY = Truth(n_regions=30, n_members=10, horizon=3, mean_count=200.0, own_sd=0.05, shared_sd=0.03)
LARGE = Truth(n_regions=40, n_members=100, horizon=3, mean_count=80.0)
TENTH, REGIONAL, MIXED, NONE = (
    Shocks(),
    Shocks(own=0.0, regional=0.1),
    Shocks(own=0.05, regional=0.05),
    Shocks(own=0.0),
)


class World(NamedTuple):
    """What 4,000 series are like, and which of them changed."""

    truth: Truth
    shocks: Shocks


WORLDS = {
    "a tenth changed, each alone": World(LARGE, TENTH),
    "a tenth of regions changed": World(LARGE, REGIONAL),
    "half alone, half with their region": World(LARGE, MIXED),
    "nothing changed": World(LARGE, NONE),
    "steady series": World(
        replace(STEADY, n_regions=LARGE.n_regions, n_members=LARGE.n_members), TENTH
    ),
    "across New Year": World(replace(LARGE, start_phase=0.9), MIXED),
    "five large regions": World(replace(LARGE, n_regions=5, n_members=800, shared_sd=0.15), TENTH),
    "shocks of two months": World(replace(LARGE, fade_years=0.15, own_sd=0.2), MIXED),
    "shocks of five years": World(
        replace(LARGE, fade_years=5.0, own_sd=0.2, shared_sd=0.15), MIXED
    ),
    "shocks with heavy tails": World(replace(LARGE, shock_degrees=5.0, own_sd=0.15), MIXED),
    "wild series": World(replace(LARGE, own_sd=0.3, shared_sd=0.2, slope_sd=0.1, alpha=0.1), MIXED),
}
WILDER = {
    "jumps that nobody had seen": World(LARGE, Shocks(unseen_sd=0.1)),
    "leaps that stay": World(replace(LARGE, shock_degrees=3.0, own_sd=0.15), MIXED),
}


def outcomes(world: World, n_worlds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return what became of the claims on series, and of those on regions."""
    pairs = [
        [judge(claims) for claims in series_claims(world.truth, world.shocks, seed)]
        for seed in range(n_worlds)
    ]
    series, regions = zip(*pairs, strict=True)
    return means(series), means(regions)


def test_of_what_is_stated_of_three_hundred_series_little_is_false() -> None:
    found, _ = outcomes(World(STEADY, TENTH), FEW)

    assert found["false"] <= RATE + found["false_off"]
    assert found["missed"] <= RATE + found["missed_off"]
    assert found["alone_false"] > 4 * RATE
    assert found["power 0.5"] > 0.9
    assert found["power 0.7"] > 0.3


def test_where_nothing_changed_nothing_is_stated_in_three_worlds_of_four() -> None:
    made = [series_claims(STEADY, NONE, seed)[0] for seed in range(FEW)]

    assert sum(judge(claims).n_stated > 0 for claims in made) <= 1


@pytest.mark.parametrize(("mean", "alpha"), [(10.0, 0.05), (100.0, 0.01), (3000.0, 0.2)])
def test_tails_of_mixtures_are_as_rare_as_they_say_or_rarer(mean: float, alpha: float) -> None:
    """Negative-binomial counts about a rate whose log has Student's t with ten degrees."""
    generator = np.random.default_rng(8)
    n_claims = 20_000
    spread = np.exp(0.1 * generator.standard_t(10, (n_claims, 501)))
    rate = mean * spread * generator.gamma(1 / alpha, alpha, spread.shape)
    counts = generator.poisson(rate)
    table, recorded = quantiles(counts[:, 1:]), counts[:, 0]

    below = chance_below(recorded + 1.0, table, GRID)
    above = chance_above(np.maximum(recorded - 1.0, 0.0), table, GRID)

    tails = 2 * np.minimum(below, above)
    for tail in (0.05, 0.01, 0.001):
        off = 3 * np.sqrt(tail / n_claims)
        assert (tails <= tail).mean() <= 1.2 * tail + off


def test_claims_that_move_together_hold_the_rate() -> None:
    """A thousand claims in ten groups that move as one: false statements come all at once."""
    generator = np.random.default_rng(4)
    shares = [together(generator) for _ in range(60)]

    assert np.mean(shares) <= RATE + 3 * np.std(shares) / np.sqrt(len(shares))


def together(generator: np.random.Generator) -> float:
    common = np.repeat(generator.standard_normal((10, 1001)), 100, axis=0)
    logs = 0.1 * common + 0.1 * generator.standard_normal((1000, 1001))
    counts = generator.poisson(400 * np.exp(logs))
    factor = np.where(np.arange(1000) % 10 == 0, 0.4, 1.0)
    untouched = counts[:, 0].astype(np.float64)
    recorded = generator.binomial(counts[:, 0], factor).astype(np.float64)
    return judge(Claims(counts[:, 1:], untouched, recorded, factor)).false


@pytest.mark.full
@pytest.mark.parametrize("name", WORLDS)
def test_among_four_thousand_series_the_rate_and_the_intervals_hold(
    name: str, record_property: Record
) -> None:
    series, regions = outcomes(WORLDS[name], MANY)

    record_property(f"{name}, series", rounded(series))
    record_property(f"{name}, regions", rounded(regions))
    assert series["false"] <= RATE + series["false_off"]
    assert series["missed"] <= RATE + series["missed_off"]
    assert regions["false"] <= RATE + regions["false_off"]
    assert regions["missed"] <= RATE + regions["missed_off"]


@pytest.mark.full
@pytest.mark.parametrize("name", WILDER)
def test_a_window_wilder_than_the_baseline_can_tell_breaks_the_rate(
    name: str, record_property: Record
) -> None:
    """What the page on many claims says of when it is wrong."""
    series, _ = outcomes(WILDER[name], MANY)

    record_property(name, rounded(series))
    assert RATE < series["false"] < series["alone_false"]


def rounded(found: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in found.items()}
