"""Parts of a world: measures, delays, capacity, lists and answers."""

from dataclasses import replace

import numpy as np
import pytest

from leadline.models.simulate import (
    CapacitySpec,
    ListsSpec,
    Stream,
    SurveySpec,
    WorldSpec,
    draw_measures,
    simulate_capacity,
    simulate_lists,
    simulate_survey,
)
from leadline.models.simulate.mean import usual_delay
from leadline.models.simulate.survey import CODES, DIRECTIONS

SPEC = WorldSpec(n_members=50)


def test_measures_begin_in_the_window_and_are_shares() -> None:
    found = draw_measures(SPEC, np.random.default_rng(1))

    assert found.shape == (50, 8, SPEC.n_time)
    assert not found[:, :, : SPEC.window.start].any()
    assert 0 <= found.min() < found.max() == 1


def test_members_take_measures_on_different_dates_and_some_take_none() -> None:
    found = draw_measures(SPEC, np.random.default_rng(1)).any(axis=1)
    begins = found.argmax(axis=1)[found.any(axis=1)]

    assert 0 < (~found.any(axis=1)).sum() < 15
    assert len(set(begins.tolist())) > 1


def test_measures_end_after_now() -> None:
    found = draw_measures(SPEC, np.random.default_rng(1))

    assert found[:, :, SPEC.n_past].any()
    assert not found[:, :, -1].any()


@pytest.mark.parametrize("delay", [0.0, 0.5, 3.0])
def test_usual_delays_fall_from_one_and_have_their_mean(delay: float) -> None:
    left = usual_delay(Stream(delay=delay, tail=0.0), 200)

    assert left[0] == 1
    assert (np.diff(left) <= 0).all()
    assert left[1:].sum() == pytest.approx(delay, rel=1e-6)


def test_the_spec_refuses_a_d_that_is_not_followed_and_a_window_longer_than_the_past() -> None:
    with pytest.raises(AssertionError, match="D lies"):
        WorldSpec(within=20, n_delay=19)
    with pytest.raises(AssertionError, match="window lies"):
        WorldSpec(n_past=10, n_window=10)
    with pytest.raises(AssertionError, match="a weight a measure"):
        WorldSpec(streams=(Stream(weights=(1.0,)),))


def test_the_open_stock_is_what_came_less_what_was_closed() -> None:
    opened = np.random.default_rng(1).poisson(20, (5, 40))
    dose = np.zeros((5, 40))

    made = simulate_capacity(CapacitySpec(), opened, dose, seed=1)

    before = np.column_stack([made.first_stock, made.open_stock[:, :-1]])
    assert np.array_equal(made.open_stock, before + made.opened - made.closed)
    assert (made.open_stock >= 0).all()


def test_measures_send_officers_elsewhere_and_leave_cases_open() -> None:
    opened = np.full((5, 60), 200)
    dose = np.zeros((5, 60))
    dose[:, 30:] = 1.0

    made = simulate_capacity(CapacitySpec(), opened, dose, seed=1)

    assert not made.redeployed[:, :30].any()
    assert made.share[:, 30:].mean() < 0.7
    assert made.open_stock[:, -1].sum() > 3 * made.open_stock[:, 29].sum()


def test_lists_hold_every_child_but_the_hidden_ones() -> None:
    total = np.array([20, 500, 10_000])

    lists = simulate_lists(ListsSpec(), total, seed=1)

    assert lists.counts.shape == (3, 15)
    assert np.array_equal(lists.observed + lists.hidden, total)
    assert np.array_equal(lists.counts.sum(axis=1), lists.observed)


def test_children_that_are_alike_overlap_as_independence_says() -> None:
    spec = ListsSpec(n_lists=2, capture=0.3, capture_sd=0.0, heterogeneity=0.0)

    lists = simulate_lists(spec, np.array([1_000_000]), seed=1)

    assert lists.counts[0, 2] == pytest.approx(90_000, rel=0.02)


def test_the_less_there_is_to_say_the_more_members_say() -> None:
    change = np.repeat(np.log([[0.4], [1.0], [2.0]]), 3000, axis=1)

    survey = simulate_survey(SurveySpec(), change, seed=1)
    answered = (survey.answer < len(DIRECTIONS)).mean(axis=1)

    assert answered[0] < answered[1] < answered[2]
    assert {CODES[place] for place in np.unique(survey.answer)} >= {"not_asked", "declined", "dk"}


def test_what_a_silent_member_would_say_is_known_to_the_truth() -> None:
    survey = simulate_survey(SurveySpec(noise=0.0), np.log([[0.4, 0.9, 1.0, 1.2, 2.0]]), seed=1)

    assert survey.believed.tolist() == survey.direction.tolist() == [[0, 1, 2, 3, 4]]


def test_a_spec_of_other_streams_keeps_its_world() -> None:
    assert SPEC.with_streams((Stream(level=1.0),)) == replace(SPEC, streams=(Stream(level=1.0),))
