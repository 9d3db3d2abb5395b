"""Two hundred worlds have on average what their spec says, and are drawn in seconds.

Means are compared within four standard errors, taken from the spread between worlds: by chance
one of fifteen thousand comparisons fails.
"""

import time
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from leadline.models.simulate import Stream, World, WorldSpec, of_kind, simulate_world

N_WORLDS = 200
SPEC = WorldSpec(
    streams=(Stream(level=40.0, displaced=0.5, returning=0.4, slowing=0.3),),
    n_members=5,
    n_regions=2,
    n_past=48,
    size_sd=0.3,
)


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [simulate_world(SPEC, seed=seed) for seed in range(N_WORLDS)]


def agrees(found: NDArray[np.float64], wanted: NDArray[np.float64] | float) -> bool:
    """Whether means [world] agree with what they should be."""
    apart = np.asarray(found - wanted, dtype=np.float64)
    return abs(float(apart.mean())) <= 4 * float(apart.std()) / np.sqrt(len(apart))


def test_what_is_expected_has_its_mean(worlds: list[World]) -> None:
    found = np.array([w.truth.expected.sum() for w in worlds], dtype=np.float64)

    assert agrees(found, np.array([w.truth.expected_mean.sum() for w in worlds]))


def test_counts_vary_more_than_by_chance_alone_as_the_dispersion_says(worlds: list[World]) -> None:
    ratios = []
    for w in worlds:
        mean = w.truth.expected_mean
        # Thinning by delay leaves the dispersion of what is to come as it is.
        variance = mean + SPEC.streams[0].dispersion * mean**2
        ratios.append(float((((w.truth.expected - mean) ** 2) / variance).mean()))

    assert agrees(np.array(ratios), 1.0)


def test_delays_are_the_usual_ones_before_measures(worlds: list[World]) -> None:
    quiet = slice(0, SPEC.window.start - SPEC.n_delay)
    shares = []
    for w in worlds:
        by_delay = w.reports[:, quiet].sum(axis=(0, 1)).astype(np.float64)
        usual = w.truth.usual_delay[0] / w.truth.usual_delay[0].sum()
        shares.append((by_delay / by_delay.sum())[0] - usual[0])

    assert agrees(np.array(shares), 0.0)


def due_mean(world: World) -> NDArray[np.float64]:
    """Mean of the reports that are due in each period, whenever they occurred [series, time]."""
    usual, n_time = world.truth.usual_delay[0], world.spec.n_time
    to_come = world.truth.expected_mean / usual[: world.spec.within + 1].sum()
    due = np.zeros_like(to_come)
    for k, share in enumerate(usual):
        due[:, k:] += to_come[:, : n_time - k] * share
    return due


def test_as_many_reports_are_never_made_as_are_displaced_and_do_not_wait() -> None:
    # Nothing that waits is given up, so that only what does not wait is lost.
    spec = replace(SPEC, attrition=0.0)
    made = [simulate_world(spec, seed=seed) for seed in range(N_WORLDS)]
    away = [(due_mean(w) * w.truth.displaced_share).sum() for w in made]
    lost = np.array([w.truth.lost.sum() for w in made], dtype=np.float64)

    assert agrees(lost, np.array(away) * (1 - SPEC.streams[0].returning))


@pytest.mark.parametrize("kind", ["still", "delay_only", "sudden_shift"])
def test_no_report_is_lost_where_there_is_no_loss(kind: str) -> None:
    lost = [simulate_world(of_kind(SPEC, kind), seed=seed).truth.lost.sum() for seed in range(50)]

    assert not any(lost)


def test_months_are_missing_more_often_under_measures(worlds: list[World]) -> None:
    heavy = np.array([w.is_missing[w.dose > 0.5].mean() for w in worlds if (w.dose > 0.5).any()])
    none = np.array([w.is_missing[w.dose == 0].mean() for w in worlds])

    assert none.mean() == pytest.approx(SPEC.missing, abs=0.002)
    assert heavy.mean() > SPEC.missing + SPEC.missing_measured / 3


def test_members_of_a_region_move_together() -> None:
    stream = Stream(level=500.0, own_sd=0.0, shared_sd=0.2, dispersion=0.001, displaced=0.0)
    spec = replace(SPEC, streams=(stream,), n_members=20, n_regions=2, break_share=0.0)
    within, across = [], []
    for seed in range(30):
        w = simulate_world(of_kind(spec, "still"), seed=seed)
        logs = np.log(w.truth.expected[:, : SPEC.n_past] + 0.5)
        moved = np.diff(logs, n=1, axis=1)
        table = np.corrcoef(moved)
        within.append(table[:10, :10][np.triu_indices(10, 1)].mean())
        across.append(table[:10, 10:].mean())

    assert np.mean(within) > np.mean(across) + 0.2


def test_two_hundred_worlds_take_seconds() -> None:
    began = time.process_time()

    for seed in range(N_WORLDS):
        simulate_world(SPEC, seed=seed)

    assert time.process_time() - began < 20
