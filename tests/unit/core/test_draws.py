import numpy as np
import pytest
from tests.build import key

from leadline.core.draws import LEVELS, LOWER_AT, MIDDLE_AT, UPPER_AT, Draws, quantiles
from leadline.core.period import Period

PERIODS = (Period.parse("2020-01"), Period.parse("2020-02"))
DRAWS = Draws(
    keys=(key("QMA"), key("QMB")),
    periods=PERIODS,
    values=np.array([[[1, 2, 3], [10, 20, 30]], [[100, 200, 300], [1000, 2000, 3000]]]),
)


def test_there_are_23_levels_symmetric_about_the_median() -> None:
    assert len(LEVELS) == 23
    np.testing.assert_allclose(LEVELS, 1 - np.array(LEVELS)[::-1])


def test_the_95_percent_interval_and_the_median_are_where_they_are_named() -> None:
    assert (LEVELS[LOWER_AT], LEVELS[MIDDLE_AT], LEVELS[UPPER_AT]) == (0.025, 0.5, 0.975)


def test_worlds_are_summed_over_series_and_periods() -> None:
    assert DRAWS.sum([0, 1], slice(0, 2)).tolist() == [1111, 2222, 3333]


def test_a_sum_takes_only_the_series_and_periods_asked_for() -> None:
    assert DRAWS.sum([1], slice(0, 1)).tolist() == [100, 200, 300]


def test_a_path_is_a_sum_over_series_in_each_period() -> None:
    assert DRAWS.paths([0, 1]).tolist() == [[101, 202, 303], [1010, 2020, 3030]]


def test_labels_that_do_not_fit_the_draws_are_a_mistake() -> None:
    with pytest.raises(AssertionError, match="labels do not fit"):
        Draws((key(),), PERIODS, DRAWS.values)


def test_quantiles_are_draws_that_occurred() -> None:
    found = quantiles(np.arange(1, 101))

    assert found[[0, LOWER_AT, MIDDLE_AT, UPPER_AT, 22]].tolist() == [1, 3, 50, 98, 99]


def test_quantiles_stand_on_the_last_axis() -> None:
    found = quantiles(DRAWS.paths([0]))

    assert found.shape == (2, 23)
    assert found[:, MIDDLE_AT].tolist() == [2, 20]
