from dataclasses import replace
from datetime import date

import pytest
from tests.build import MONTH, plan

from leadline.core.error import UsageError
from leadline.core.period import Frequency
from leadline.core.plan import Plan
from leadline.flow.axis import Axis, assessment_axis, check_settled

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
