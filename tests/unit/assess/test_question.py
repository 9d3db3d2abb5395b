from math import nan

import pytest
from tests.build import comparable, key, region

from leadline.assess.comparable import Comparable
from leadline.assess.question import Step, ask_series
from leadline.core.period import Period
from leadline.core.plan import Region
from leadline.core.question import Question

A, B = key("QMA"), key("QMB")
TWO_YEARS = (24, 27)
STEADY = [100.0] * 27


def reasons(counts: Comparable, *steps: Step, regions: tuple[Region, ...] = ()) -> list[str]:
    return [question.reason for question in ask_series(counts, steps, regions)]


def test_a_step_is_asked_about_with_its_period_and_the_mean_of_a_year_on_either_side() -> None:
    counts = comparable({A: STEADY, B: [90.0, *[40.0] * 12, *[60.0] * 14]}, window=TWO_YEARS)

    assert ask_series(counts, [Step(1, 13, is_rise=True)], ()) == (
        Question("step", B, (Period.parse("2021-02"),), (40, 60)),
    )


def test_a_step_that_many_series_of_the_source_make_has_a_reason_of_its_own() -> None:
    counts = comparable({A: STEADY}, window=TWO_YEARS)

    assert reasons(counts, Step(0, 13, is_rise=True, is_common=True)) == ["step_common"]


def test_the_year_after_a_step_ends_with_the_baseline() -> None:
    counts = comparable({A: [*[40.0] * 15, *[60.0] * 9, *[5.0] * 3]}, window=TWO_YEARS)

    (question,) = ask_series(counts, [Step(0, 15, is_rise=True)], ())

    assert question.numbers == (40, 60)


def test_missing_periods_around_a_step_are_left_out_and_bounds_are_read_in_their_middle() -> None:
    counts = comparable({A: [*[(0.0, 4.0)] * 11, nan, *[8.0] * 15]}, window=TWO_YEARS)

    (question,) = ask_series(counts, [Step(0, 12, is_rise=True)], ())

    assert question.numbers == (2, 8)


def test_a_step_after_a_year_without_counts_quotes_none() -> None:
    counts = comparable({A: [*[4.0] * 3, *[nan] * 12, *[8.0] * 12]}, window=TWO_YEARS)

    (question,) = ask_series(counts, [Step(0, 15, is_rise=True)], ())

    assert question.numbers == ()


BUREAUS = {key(m, source=m.lower()): STEADY for m in ("QMA", "QMB", "QMC", "QMD")}
NORTH = region("north", "QMA", "QMB", "QMC", "QMD")


@pytest.mark.parametrize(
    ("second", "third", "asked"),
    [
        (Step(1, 14, is_rise=True), Step(2, 12, is_rise=True), []),
        (Step(1, 13, is_rise=False), Step(2, 13, is_rise=False), ["step"] * 3),
        (Step(1, 20, is_rise=True), Step(2, 5, is_rise=True), ["step"] * 3),
        (Step(1, 13, is_rise=True), Step(2, 20, is_rise=True), ["step"] * 3),
    ],
    ids=["together", "the other way", "at other times", "one other only"],
)
def test_a_step_that_most_sources_of_a_region_make_together_is_an_event(
    second: Step, third: Step, asked: list[str]
) -> None:
    counts = comparable(BUREAUS, window=TWO_YEARS)

    found = reasons(counts, Step(0, 13, is_rise=True), second, third, regions=(NORTH,))

    assert found == asked


def with_value(value: float, at: int) -> Comparable:
    row: list[float] = [98.0, 105.0, 101.0] * 9
    row[at] = value
    return comparable({A: row}, window=(21, 27))


@pytest.mark.parametrize("value", [1010.0, 10.0])
@pytest.mark.parametrize("at", [0, 12, 25], ids=["first", "baseline", "window"])
def test_a_value_ten_times_its_neighbours_or_a_tenth_is_asked_about(value: float, at: int) -> None:
    (question,) = ask_series(with_value(value, at), (), ())

    assert question.reason == "spike"
    assert question.periods == (Period.parse("2020-01") + at,)
    assert question.numbers[0] == value
    assert 98 <= question.numbers[1] <= 105


def test_a_value_three_times_its_neighbours_is_not() -> None:
    assert ask_series(with_value(300.0, 12), (), ()) == ()


def test_two_low_months_together_are_no_typing_error() -> None:
    counts = comparable({A: [*[100.0] * 10, 9.0, 8.0, *[100.0] * 15]}, window=TWO_YEARS)

    assert ask_series(counts, (), ()) == ()


def test_a_fall_where_the_window_begins_is_no_typing_error() -> None:
    counts = comparable({A: [*[100.0] * 24, 8.0, 9.0, 8.0]}, window=TWO_YEARS)

    assert ask_series(counts, (), ()) == ()


def test_small_counts_wander_that_far_by_chance() -> None:
    counts = comparable(
        {A: [1.0, 0.0, 2.0] * 8 + [12.0, 1.0, 2.0]}, window=TWO_YEARS, expected=(0, 1, 4)
    )

    assert ask_series(counts, (), ()) == ()


def test_a_step_beside_a_wild_value_waits_until_that_is_settled() -> None:
    assert reasons(with_value(1000.0, 12), Step(0, 13, is_rise=True)) == ["spike"]
