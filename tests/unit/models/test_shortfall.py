"""Shortfall: the split of what is expected, and how long reports took."""

import numpy as np
import pytest
from numpy.typing import NDArray

from leadline.models.shortfall import due_by_now, fit_dispersion, predict_delays

GENERATOR = np.random.default_rng(20200301)


def reports(*rows: list[float], times: int = 1) -> NDArray[np.float64]:
    """One series; each row a period, each column a delay."""
    return np.array([list(rows) * times], dtype=np.float64)


def delays(given: NDArray[np.float64], dispersion: float = 1.0) -> NDArray[np.float64]:
    return predict_delays(given, dispersion, n_draws=2000, generator=np.random.default_rng(1))


def test_expected_by_now_is_expected_less_what_is_late() -> None:
    expected = np.array([[[100, 110]]])
    complete = np.array([[[80, 90]]])

    assert due_by_now(expected, complete, np.array([[70]])).tolist() == [[[90, 90]]]


def test_shapes_that_do_not_fit_are_told() -> None:
    draws = np.zeros((2, 3, 4), dtype=np.int64)

    with pytest.raises(ValueError, match=r"came .*\(2, 3, 4\)"):
        due_by_now(draws, draws, np.zeros((3, 2), dtype=np.int64))


def test_reports_that_come_one_by_one_have_no_more_spread_than_chance() -> None:
    drawn = GENERATOR.multinomial(200, [0.5, 0.3, 0.2], size=(20, 60)).astype(np.float64)

    assert fit_dispersion(drawn) == pytest.approx(1, abs=0.1)


def test_reports_that_come_ten_at_a_time_have_ten_times_the_spread() -> None:
    drawn = 10.0 * GENERATOR.multinomial(20, [0.5, 0.3, 0.2], size=(20, 60))

    assert fit_dispersion(drawn) == pytest.approx(10, rel=0.1)


@pytest.mark.parametrize("given", [reports([5.0, 3.0]), reports([0.0, 0.0], times=4)])
def test_where_nothing_can_differ_the_spread_is_that_of_chance(given: NDArray[np.float64]) -> None:
    assert fit_dispersion(given) == 1.0


def test_delays_are_those_of_the_shares_by_the_end_of_each_period() -> None:
    # half by the end of its own period, eight in ten a period later, all two periods later
    found = np.median(delays(reports([50_000.0, 30_000.0, 20_000.0])), axis=1)

    assert found == pytest.approx([0.5, 2.0], abs=0.02)


def test_periods_not_over_yet_count_as_far_as_they_go() -> None:
    whole = reports([500.0, 300.0, 200.0], times=40)
    part = np.concatenate([whole, reports([500.0, 300.0, np.nan], [500.0, np.nan, np.nan])], axis=1)

    assert np.median(delays(part), axis=1) == pytest.approx(
        np.median(delays(whole), axis=1), abs=0.03
    )


def test_a_wider_spread_widens_delays() -> None:
    given = reports([50.0, 30.0, 20.0])

    assert np.std(delays(given, 9.0)[0]) > 2 * np.std(delays(given)[0])


def test_without_a_report_there_is_no_delay() -> None:
    assert np.isnan(delays(reports([0.0, 0.0]))).all()
