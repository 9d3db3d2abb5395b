"""The parts of the delay model, one function at a time."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import poisson

from leadline.models.delay import PACES, Reports, fit_delay, nowcast_draws
from leadline.models.delay.counting import counting
from leadline.models.delay.draws import normals, wander
from leadline.models.delay.ladder import climb, factors, share_known, start_ladder
from leadline.models.delay.level import additions, local_slope
from leadline.models.delay.pattern import note_complete, phase_levels, start_pattern
from leadline.models.delay.reports import Array, read_diagonals
from leadline.models.delay.shift import Shift, follow, shifts, smoothing, start_shift
from leadline.models.delay.spread import shrunk, smoothed

NAN = np.nan


def steady(n_series: int = 1, n_time: int = 30, per_year: int = 52) -> Reports:
    cells = np.broadcast_to([60.0, 30.0, 10.0], (n_series, n_time, 3))
    return Reports(np.where(np.arange(3) <= np.arange(n_time)[::-1, None], cells, NAN), per_year)


@pytest.mark.parametrize(
    ("cells", "per_year", "phase", "message"),
    [
        (np.ones((2, 3)), 52, 0, "series, time, delay"),
        (np.ones((2, 0, 3)), 52, 0, "no cells"),
        (np.ones((2, 4, 3)), 7, 0, "per_year is 365, 52, 12 or 4: 7"),
        (np.ones((2, 4, 3)), 52, 3, "day of the week"),
    ],
)
def test_reports_of_another_shape_say_what_came(
    cells: Array, per_year: int, phase: int, message: str
) -> None:
    with pytest.raises(AssertionError, match=message):
        Reports(cells, per_year, phase)


@pytest.mark.parametrize("origins", [[3, 2], [], [-1], [30]])
def test_origins_ascend_on_the_time_axis(origins: list[int]) -> None:
    with pytest.raises(AssertionError, match="origins"):
        fit_delay(steady(), origins=np.array(origins, np.int64))


def test_diagonals_hold_what_came_in_and_what_was_known() -> None:
    cells = np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, NAN], [6.0, NAN, NAN]]])

    seen = read_diagonals(cells)

    assert seen.new[0].tolist() == [[1, 0, 0], [4, 2, 0], [6, 5, 3]]
    assert seen.cumulated[0].tolist() == [[1, 0, 0], [4, 3, 0], [6, 9, 6]]


def test_a_row_without_its_first_cell_had_not_begun() -> None:
    seen = read_diagonals(np.array([[[NAN, 2.0], [4.0, NAN]]]))

    assert seen.has_begun[0].tolist() == [[False, False], [True, False]]
    assert not seen.is_known[0, 1, 1]


def test_a_ladder_forgets_by_half_in_a_half_life() -> None:
    ladder = climb(
        start_ladder(1, 1, 2), np.array([[8.0, 4]]), np.array([[0, 8.0]]), phase=0, half_life=1
    )

    later = climb(ladder, np.zeros((1, 2)), np.zeros((1, 2)), phase=0, half_life=1)

    assert later.reports[0, 0].tolist() == [4, 2]
    assert later.exposure[0, 0].tolist() == [0, 4]


def test_a_weekday_with_few_reports_borrows_from_the_others() -> None:
    ladder = start_ladder(1, 2, 2)
    ladder.reports[0] = [[0, 500], [0, 1]]
    ladder.exposure[0] = [[0, 1000], [0, 4]]

    found = factors(ladder)[0, :, 1]

    assert found[0] == pytest.approx(0.5, abs=0.01)
    assert 0.25 < found[1] < 0.5


def test_a_shift_of_nothing_shares_the_slow_ladder() -> None:
    share = share_known(np.array([[[0, 1.0, 1.0]]]), np.ones((1, 1, 3)), phase=0)

    assert share[0, 0].tolist() == [0.25, 0.5, 1]


def test_a_series_alone_follows_its_own_shift_and_with_others_theirs() -> None:
    many = np.full((1, 3), 10_000.0)
    shift = follow(start_shift(1, 1, 3), 2 * many, many, np.array([4.0]))

    alone = shifts(shift, smoothing(np.array([0.5]), 3))
    silent = np.concatenate([shift.observed, np.zeros((1, 1, 3))], axis=1)
    expected = np.concatenate([shift.expected, np.zeros((1, 1, 3))], axis=1)
    both = shifts(Shift(silent, expected), smoothing(np.array([0.5]), 3))

    assert alone[0].tolist() == [[1, 1, 1]]
    assert alone[1, 0, 1] == pytest.approx(2, abs=0.1)
    assert both[1, 1, 1] == pytest.approx(2, abs=0.1)


def test_delay_nought_says_nothing_of_a_shift() -> None:
    kernel = smoothing(np.array([0.5, 1.0]), 4)

    assert kernel.shape == (2, 4, 4)
    assert not kernel[:, 0].any()
    assert not kernel[:, :, 0].any()


def test_a_level_that_falls_back_in_time_is_told_as_a_slope() -> None:
    known = (1e6 * np.exp(-0.05 * np.arange(20)))[None]

    slope = local_slope(known, np.ones((1, 1, 20)), scale=10)

    assert slope[0, 0] == pytest.approx(0.05, abs=0.002)


def test_additions_follow_the_chain_ladder_where_counts_are_large() -> None:
    share = np.array([[[0.25, 1.0]]])

    added = additions(np.array([[1e6, 1e3]]), share, np.ones((1, 2)), slope=4, near=1.5)

    assert added[0, 0] == pytest.approx([3e6, 0], rel=0.01)


def test_additions_are_nothing_where_nothing_is_known() -> None:
    added = additions(
        np.zeros((1, 3)), np.full((1, 1, 3), 0.5), np.zeros((1, 3)), slope=4, near=1.5
    )

    assert added.max() < 1e-6


def test_the_pattern_of_a_week_needs_complete_periods() -> None:
    pattern = start_pattern(1, 2)
    assert phase_levels(pattern).tolist() == [[1, 1]]

    for phase, total in [(0, 30.0), (1, 10.0)] * 40:
        pattern = note_complete(
            pattern, np.array([total]), np.array([True]), phase=phase, half_life=50
        )

    assert phase_levels(pattern)[0] == pytest.approx([1.5, 0.5], abs=0.05)


@pytest.mark.parametrize("rate", [0.01, 0.7, 12.0, 150.0, 900.0])
def test_what_counting_does_to_a_log_is_what_poisson_counts_do(rate: float) -> None:
    found = counting(np.array([np.log1p(rate)]))

    count = np.arange(3000)
    chance, moved = poisson.pmf(count, rate), poisson.pmf(count, rate * 1.01)
    mean = chance @ np.log1p(count)
    assert found.mean[0] == pytest.approx(mean, rel=2e-3, abs=1e-5)
    assert found.variance[0] == pytest.approx(chance @ np.log1p(count) ** 2 - mean**2, rel=0.01)
    slope = (moved @ np.log1p(count) - mean) / np.log(1.01)
    assert found.slope[0] == pytest.approx(slope, rel=0.01)


def test_ratios_are_shrunk_to_those_of_all_series() -> None:
    even = shrunk(np.array([10.0, 10.0]), np.array([20.0, 20.0]), 0.9)
    lone = shrunk(np.array([100.0, 0.0]), np.array([100.0, 0.0]), 0.5)

    assert even == pytest.approx([0.512, 0.512], abs=0.001)
    assert lone[1] == pytest.approx(0.955, abs=0.001)


def test_ages_are_smoothed_with_their_neighbours() -> None:
    assert smoothed(np.array([[0.0, 3.0, 0.0]]), 1).tolist() == [[1, 1, 1]]
    assert smoothed(np.array([[0.0, 3.0, 0.0]]), 0).tolist() == [[0, 3, 0]]


def test_errors_of_neighbouring_ages_hang_together() -> None:
    path = wander(normals(np.random.default_rng(1), (8, 50_000)), 2.0)

    assert path.std(axis=1) == pytest.approx(np.ones(8), abs=0.02)
    assert np.corrcoef(path[0], path[2])[0, 1] == pytest.approx(0.5, abs=0.02)


def test_without_experts_the_model_is_the_slow_chain_ladder() -> None:
    fit = fit_delay(steady(2), pace=replace(PACES[52], fast=()))

    assert fit.experts_log.max() < 1e-20
    assert np.expm1(fit.added_log[0, 0]) == pytest.approx([40, 10, 0], rel=0.02)


def test_periods_before_the_series_are_not_known() -> None:
    made = nowcast_draws(fit_delay(steady(n_time=5)), at=-1, n_periods=7, n_draws=5, seed=1)

    assert made.is_known[0].tolist() == [False, False, True, True, True, True, True]


def test_before_the_longest_delay_has_been_seen_the_spread_is_what_it_begins_with() -> None:
    fit = fit_delay(steady(n_time=5), origins=np.array([0, 1]))

    assert fit.spreads[0].variance == pytest.approx(np.full((1, 3), 0.1))
