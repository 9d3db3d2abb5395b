"""A world's arrays: what is known when, and that what is true adds up."""

from dataclasses import replace

import numpy as np
import pytest

from leadline.models.simulate import (
    KINDS,
    Stream,
    World,
    WorldSpec,
    draw_ground,
    of_kind,
    simulate_world,
)

SPEC = WorldSpec(n_members=6, n_regions=2, n_past=40, n_ahead=4)
TWO = replace(SPEC, streams=(Stream(), Stream(group=1, source=1, level=5.0)))


@pytest.fixture(scope="module")
def world() -> World:
    return simulate_world(TWO, seed=3)


def same(one: World, other: World) -> bool:
    arrays = ("reports", "entered", "is_missing", "begins_at", "break_at")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)


def test_the_same_seed_gives_the_same_world_and_another_seed_another(world: World) -> None:
    assert same(world, simulate_world(TWO, seed=3))
    assert not same(world, simulate_world(TWO, seed=4))


def test_series_run_member_by_member_and_stream_by_stream(world: World) -> None:
    assert world.member.tolist()[:4] == [0, 0, 1, 1]
    assert world.stream.tolist()[:4] == [0, 1, 0, 1]
    assert world.reports.shape == (12, 44, SPEC.n_delay)
    assert world.region_of_series.tolist() == [0] * 6 + [1] * 6


def test_totals_are_the_sums_along_the_period_of_report(world: World) -> None:
    at = SPEC.n_delay + 5
    diagonal = sum(world.reports[:, at - k, k] for k in range(SPEC.n_delay))

    assert np.array_equal(world.final()[:, at], diagonal)


def test_what_occurred_before_the_world_is_carried_into_its_first_periods(world: World) -> None:
    inside = world.reports[:, 0, 0]

    assert np.array_equal(world.final()[:, 0], inside + world.carried[:, 0])
    assert world.carried[:, 0].sum() > world.carried[:, -1].sum() >= 0


def test_a_triangle_knows_nothing_that_is_reported_later(world: World) -> None:
    on = 20
    triangle = world.known(on)
    due = np.arange(on + 1)[:, None] + np.arange(SPEC.n_delay)

    assert triangle.shape == (12, 21, SPEC.n_delay)
    assert np.isnan(triangle[:, due > on]).all()
    assert np.isfinite(triangle[~world.is_missing[:, : on + 1].any(axis=1)][:, due <= on]).any()


def test_a_period_that_was_not_sent_is_unknown_in_triangle_and_totals(world: World) -> None:
    gappy = replace(world, is_missing=np.zeros_like(world.is_missing))
    gappy.is_missing[0, 10] = True
    gappy = replace(gappy, begins_at=np.zeros_like(world.begins_at))

    assert np.isnan(gappy.by_report()[0]).nonzero()[0].tolist() == [10]
    assert np.isnan(gappy.known()[0, 8, 2])
    assert np.isfinite(gappy.known()[0, 8, 1])


def test_a_source_that_begins_late_has_nothing_before(world: World) -> None:
    late = replace(world, begins_at=np.full_like(world.begins_at, 15))

    assert np.isnan(late.by_report()[:, :15]).all()


def test_revisions_stand_as_first_entered_until_they_are_mended() -> None:
    world = simulate_world(replace(SPEC, revised_share=1.0, duplicated=0.3, omitted=0.0), seed=1)
    first, final = world.entered.sum(), world.reports.sum()
    on, after = 20, SPEC.revised_after

    assert first > final
    assert np.array_equal(
        world.known(on)[:, on - after, 0],
        np.where(
            np.isnan(world.known(on)[:, on - after, 0]), np.nan, world.reports[:, on - after, 0]
        ),
        equal_nan=True,
    )
    assert np.nansum(world.by_report(is_first=True)) > np.nansum(world.by_report())


def test_late_is_what_is_still_to_come_within_d(world: World) -> None:
    now = SPEC.n_past - 1
    late = world.late()

    assert np.array_equal(late[:, now], world.reports[:, now, 1 : SPEC.within + 1].sum(axis=1))
    assert (late[:, : now - SPEC.within + 1] == 0).all()


def test_truth_splits_what_was_expected(world: World) -> None:
    truth = world.truth

    assert np.array_equal(truth.unaccounted, truth.expected - truth.within)
    assert np.array_equal(truth.never_reported, truth.happened - truth.within)
    assert np.array_equal(truth.within, world.reports[:, :, : SPEC.within + 1].sum(axis=2))


def test_nothing_is_unaccounted_before_any_measure(world: World) -> None:
    quiet = slice(0, SPEC.window.start - SPEC.within)

    assert not world.truth.unaccounted[:, quiet].any()
    assert not world.truth.lost[:, : SPEC.window.start - SPEC.n_delay].any()
    assert not world.truth.waiting[:, : SPEC.window.start].any()


def test_a_world_without_measures_is_the_world_that_was_expected() -> None:
    world = simulate_world(of_kind(TWO, "still"), seed=5)

    assert not world.dose.any()
    assert not world.truth.unaccounted.any()
    assert not world.truth.lost.any()


def test_delay_alone_loses_nothing_and_moves_reports_to_later() -> None:
    usual, slowed = (simulate_world(of_kind(TWO, kind), seed=5) for kind in ("still", "delay_only"))
    sums = [w.reports.cumsum(axis=2)[:, SPEC.window].sum(axis=(0, 1)) for w in (usual, slowed)]

    assert not slowed.truth.lost.any()
    assert sums[1][0] < sums[0][0]
    assert (
        slowed.delay_quantile(0.9, SPEC.window).mean()
        > usual.delay_quantile(0.9, SPEC.window).mean()
    )


def test_measures_displace_some_reports_and_some_of_these_wait() -> None:
    world = simulate_world(replace(SPEC, streams=(Stream(displaced=0.8, returning=0.5),)), seed=2)

    assert world.truth.waiting[:, SPEC.window].sum() > 0
    assert world.truth.lost[:, SPEC.window].sum() > 0
    assert world.truth.never_reported[:, SPEC.window].sum() > 0


def test_more_offending_brings_more_than_was_expected() -> None:
    stream = Stream(effect=0.5, displaced=0.0, slowing=0.0)
    world = simulate_world(replace(SPEC, streams=(stream,)), seed=2)

    assert world.truth.unaccounted[:, SPEC.window].sum() < 0
    assert np.array_equal(world.truth.happened, world.truth.within)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_world_can_be_drawn(kind: str) -> None:
    world = simulate_world(of_kind(SPEC, kind), seed=1)

    assert (world.reports >= 0).all()
    assert np.nansum(world.by_report()) > 0


def test_one_member_by_week_with_nothing_ahead_is_a_world_too() -> None:
    spec = WorldSpec(n_members=1, n_regions=1, per_year=52, n_past=120, n_ahead=0, n_window=20)

    world = simulate_world(spec, seed=1)

    assert world.by_report().shape == (1, 120)


def test_worlds_can_share_members_and_calendar() -> None:
    ground = draw_ground(SPEC, seed=9)
    longer = replace(ground, days=2 * ground.days)

    plain, doubled = (simulate_world(SPEC, seed=1, ground=each) for each in (ground, longer))

    assert np.array_equal(plain.dose, doubled.dose)
    assert doubled.truth.expected_mean == pytest.approx(2 * plain.truth.expected_mean)


def test_a_ground_of_another_shape_stops_at_once() -> None:
    with pytest.raises(AssertionError, match="measures of shape"):
        simulate_world(replace(SPEC, n_members=5), seed=1, ground=draw_ground(SPEC, seed=1))


def test_a_series_without_reports_has_no_delay() -> None:
    world = simulate_world(replace(SPEC, streams=(Stream(level=1e-9),)), seed=1)

    assert np.isnan(world.delay_quantile(0.5, slice(0, 10))).all()
