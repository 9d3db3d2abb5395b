"""What is late and not accounted for is held by its interval as often as it says."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.calibration.models.shortfall_world import LEVELS, coverage, covered, tell

from leadline.models.simulate import Stream, WorldSpec

Record = Callable[[str, object], None]

FEW, MANY = 6, 200
CALM = WorldSpec(break_share=0.0, streams=(Stream(displaced=0.0, slowing=0.0),))
# Offices slow down under measures, and nothing is lost.
SLOWED = WorldSpec(break_share=0.0, streams=(Stream(displaced=0.0, slowing=0.5),))
# Reports that are not made when due are never made.
LOST = WorldSpec(break_share=0.0, streams=(Stream(displaced=0.4, returning=0.0),))
# Half of them are made when measures end; months are missing more often under measures.
RETURNING = WorldSpec(break_share=0.0)
MISSING = WorldSpec(break_share=0.0, missing_measured=0.15)
WORLDS = {
    "calm": CALM,
    "slowed": SLOWED,
    "lost": LOST,
    "returning": RETURNING,
    "missing because of measures": MISSING,
    "shocks of another kind": WorldSpec(break_share=0.0, shock_degrees=3),
    "jumps": WorldSpec(break_share=0.0, jumps=0.2),
    "delay by occurrence": WorldSpec(break_share=0.0, reference_delay=0.5),
}
TOLERANCE = {0.8: 0.05, 0.95: 0.025}


def test_intervals_hold_in_a_few_worlds() -> None:
    told = [tell(spec, seed) for spec in (CALM, SLOWED, LOST) for seed in range(1, FEW + 1)]

    for level, share, error in coverage(told, "unaccounted"):
        assert share == pytest.approx(level, abs=TOLERANCE[level] + 3 * error)
    for level, share, error in coverage(told, "late"):
        assert share == pytest.approx(level, abs=2 * TOLERANCE[level] + 3 * error)


def test_where_reports_are_slow_and_none_is_lost_nothing_clear_is_lacking() -> None:
    told = [tell(SLOWED, seed) for seed in range(1, 2 * FEW + 1)]

    apart = [(~covered(t.unaccounted, np.zeros(len(t.expected)), 0.95)).mean() for t in told]

    assert np.mean(apart) <= 0.05 + 0.025 + 3 * np.std(apart) / np.sqrt(len(apart))


@pytest.mark.full
@pytest.mark.parametrize("name", WORLDS)
def test_intervals_of_what_is_not_accounted_for_hold_in_many_worlds(
    name: str, record_property: Record
) -> None:
    told = [tell(WORLDS[name], seed) for seed in range(1, MANY + 1)]

    found = {of: list(coverage(told, of)) for of in ("unaccounted", "late")}
    record_property("level, share, standard error", found)
    for level, share, error in found["unaccounted"]:
        assert share == pytest.approx(level, abs=TOLERANCE[level] + 3 * error)


@pytest.mark.full
@pytest.mark.parametrize("name", ["calm", "slowed", "lost"])
def test_intervals_of_what_is_late_hold_in_many_worlds(name: str) -> None:
    told = [tell(WORLDS[name], seed) for seed in range(1, MANY + 1)]

    for level, share, error in coverage(told, "late"):
        assert share == pytest.approx(level, abs=2 * TOLERANCE[level] + 3 * error)


def test_levels_are_those_of_the_tolerance() -> None:
    assert set(LEVELS) == set(TOLERANCE)
