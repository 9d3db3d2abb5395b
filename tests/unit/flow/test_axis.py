from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.build import MONTH, Cell, counts, plan

from leadline.core.error import UsageError
from leadline.core.period import Frequency, Period
from leadline.core.plan import Plan
from leadline.flow.axis import (
    Axis,
    assessment_axis,
    by_report,
    check_settled,
    earlier_axis,
    end_axis,
    last_settled,
    occurrence_axis,
)

PLAN = replace(plan(), delay_within={MONTH: 2})


def axis_of(given: Plan, frequency: Frequency = MONTH) -> Axis:
    found = assessment_axis(given, frequency)
    assert found is not None
    return found


def test_the_axis_goes_on_for_a_year_after_the_window() -> None:
    found = axis_of(replace(PLAN, as_of=date(2024, 1, 1)))

    assert (str(found.periods[0]), str(found.periods[-1])) == ("2018-01", "2021-12")
    assert (found.n_train, found.window, found.after) == (26, slice(26, 36), slice(36, 48))


def test_a_window_is_taken_once_its_last_period_is_settled() -> None:
    settled = replace(PLAN, as_of=date(2021, 2, 28))

    check_settled(axis_of(settled), settled)


def test_a_window_that_is_still_coming_in_is_refused_and_not_cut() -> None:
    young = replace(PLAN, as_of=date(2021, 2, 27))

    with pytest.raises(UsageError, match="settled up to 2020-11, the window ends 2020-12"):
        check_settled(axis_of(young), young)


def test_a_window_of_which_nothing_is_settled_is_refused_too() -> None:
    young = replace(PLAN, as_of=date(2020, 4, 1))

    with pytest.raises(UsageError, match="settled up to 2020-01, the window ends 2020-12"):
        check_settled(axis_of(young), young)


SETTLED = axis_of(replace(PLAN, as_of=date(2024, 1, 1)))


def test_a_control_window_lies_a_year_back_with_its_baseline() -> None:
    found = earlier_axis(SETTLED, 1, Period.parse("2015-01"))

    assert found is not None
    assert (str(found.periods[0]), str(found.periods[-1])) == ("2017-01", "2019-12")
    assert (found.n_train, found.window) == (26, slice(26, 36))


def test_a_control_baseline_begins_where_the_counts_do() -> None:
    found = earlier_axis(SETTLED, 1, Period.parse("2017-03"))

    assert found is not None
    assert (str(found.periods[0]), str(found.periods[-1])) == ("2017-03", "2019-12")
    assert (found.n_train, found.window, found.after) == (24, slice(24, 34), slice(34, 34))


def test_less_than_two_years_of_a_control_baseline_are_too_few() -> None:
    assert earlier_axis(SETTLED, 1, Period.parse("2017-04")) is None


def test_a_short_baseline_is_controlled_whole_or_not_at_all() -> None:
    short = axis_of(
        replace(
            PLAN,
            as_of=date(2024, 1, 1),
            baseline=(Period.parse("2019-01"), Period.parse("2020-02")),
        )
    )

    assert earlier_axis(short, 1, Period.parse("2018-01")) is not None
    assert earlier_axis(short, 1, Period.parse("2018-02")) is None


def test_the_end_of_a_baseline_is_its_last_quarter() -> None:
    longer = axis_of(
        replace(
            PLAN,
            as_of=date(2024, 1, 1),
            baseline=(Period.parse("2017-12"), Period.parse("2020-02")),
        )
    )

    found = end_axis(longer)

    assert found is not None
    assert (found.n_train, found.window) == (24, slice(24, 27))
    assert str(found.periods[-1]) == "2020-02"


def test_less_than_two_years_before_the_end_are_too_few() -> None:
    assert end_axis(SETTLED) is None


def test_the_last_settled_day_is_that_of_the_slowest_delay() -> None:
    both = {MONTH: 2, Frequency.WEEK: 1}

    assert last_settled(replace(PLAN, delay_within=both)) == date(2020, 10, 31)
    assert last_settled(replace(PLAN, delay_within={})) == PLAN.as_of


def test_where_some_say_when_it_happened_d_is_theirs() -> None:
    told = counts(Cell(3, reported="2020-01"), Cell(2, reported="2020-02"))
    dated = replace(told, occurred=np.array([0, 0], dtype=np.int32))
    given = replace(PLAN, delay_within={MONTH: 6, Frequency.QUARTER: 2})

    assert by_report(given, told).delay_within == given.delay_within
    assert by_report(given, dated).delay_within == {Frequency.QUARTER: 2}


def test_by_occurrence_the_window_may_be_younger_than_d() -> None:
    axis = occurrence_axis(replace(PLAN, delay_within={MONTH: 6}), MONTH)

    assert axis is not None
    assert str(axis.periods[axis.window.stop - 1]) == "2020-12"


def test_by_occurrence_a_window_that_has_not_ended_has_no_axis() -> None:
    assert occurrence_axis(replace(PLAN, as_of=date(2020, 12, 30)), MONTH) is None
