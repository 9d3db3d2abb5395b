"""Laws of a simulated world, whatever its spec."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.models.simulate import KINDS, Stream, WorldSpec, of_kind, simulate_world

shares = st.floats(0.0, 0.9)
streams = st.builds(
    Stream,
    level=st.sampled_from([0.3, 5.0, 80.0]),
    delay=st.floats(0.0, 3.0),
    tail=shares,
    effect=st.floats(-1.0, 0.5),
    displaced=shares,
    returning=shares,
    slowing=shares,
)
specs = st.builds(
    lambda stream, kind, within: of_kind(
        WorldSpec(
            streams=(stream, replace(stream, group=1, source=1)),
            n_members=3,
            n_regions=2,
            n_past=30,
            n_ahead=3,
            n_delay=9,
            within=within,
        ),
        kind,
    ),
    streams,
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 8),
)
seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=40)
@given(specs, seeds)
def test_no_count_is_negative(spec: WorldSpec, seed: int) -> None:
    w = simulate_world(spec, seed=seed)
    truth = w.truth

    every = (w.reports, w.entered, w.carried, truth.expected, truth.happened, truth.lost)
    assert all((array >= 0).all() for array in every)
    assert (truth.waiting >= 0).all()
    assert (truth.left_over >= 0).all()


@settings(max_examples=40)
@given(specs, seeds)
def test_no_more_is_reported_within_d_than_happened(spec: WorldSpec, seed: int) -> None:
    truth = simulate_world(spec, seed=seed).truth

    assert (truth.within <= truth.happened).all()


@settings(max_examples=40)
@given(specs, seeds)
def test_what_is_late_is_part_of_what_is_reported_within_d(spec: WorldSpec, seed: int) -> None:
    w = simulate_world(spec, seed=seed)

    assert (w.late() <= w.truth.within[:, : spec.n_past]).all()


@settings(max_examples=40)
@given(specs, seeds)
def test_without_loss_delay_takes_nothing_in_the_end(spec: WorldSpec, seed: int) -> None:
    still = replace(
        spec, streams=tuple(replace(s, displaced=0.0, effect=0.0) for s in spec.streams)
    )
    spared = of_kind(still, "delay_only")
    slowed, usual = (
        simulate_world(spared, seed=seed),
        simulate_world(
            replace(spared, streams=tuple(replace(s, slowing=0.0) for s in spared.streams)),
            seed=seed,
        ),
    )

    assert not slowed.truth.lost.any()
    assert not usual.truth.unaccounted.any()
    # At no delay more has been reported than would have been.
    assert (slowed.truth.within <= slowed.truth.expected).all()


@settings(max_examples=40)
@given(specs, seeds)
def test_triangle_and_totals_know_the_same_reports(spec: WorldSpec, seed: int) -> None:
    w = simulate_world(replace(spec, missing=0.0, missing_measured=0.0, late_share=0.0), seed=seed)
    triangle, totals = w.known(), w.by_report()
    summed = np.zeros_like(totals)
    for k in range(spec.n_delay):
        summed[:, k:] += triangle[:, : spec.n_past - k, k]
    burn = spec.n_delay - 1

    assert np.array_equal(summed[:, burn:], totals[:, burn:])


@settings(max_examples=40)
@given(specs, seeds)
def test_knowing_later_is_knowing_more(spec: WorldSpec, seed: int) -> None:
    w = simulate_world(spec, seed=seed)

    known = [np.isfinite(w.known(on)[:, :20]).sum() for on in (20, 24, 29)]

    assert known == sorted(known)
