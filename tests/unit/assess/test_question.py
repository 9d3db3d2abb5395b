from math import nan

from tests.build import comparable, key

from leadline.assess.question import ask_steps
from leadline.core.period import Period
from leadline.core.question import Question

A, B = key("QMA"), key("QMB")
TWO_YEARS = (24, 27)


def test_a_step_is_asked_about_with_its_period_and_the_mean_of_a_year_on_either_side() -> None:
    counts = comparable({A: [9.0] * 27, B: [90.0, *[40.0] * 12, *[60.0] * 14]}, window=TWO_YEARS)

    assert ask_steps(counts, [(1, 13)]) == (
        Question("step", B, (Period.parse("2021-02"),), (40, 60)),
    )


def test_the_year_after_a_step_ends_with_the_baseline() -> None:
    counts = comparable({A: [*[40.0] * 15, *[60.0] * 9, *[5.0] * 3]}, window=TWO_YEARS)

    assert [question.numbers for question in ask_steps(counts, [(0, 15)])] == [(40, 60)]


def test_missing_periods_around_a_step_are_left_out_and_bounds_are_read_in_their_middle() -> None:
    counts = comparable({A: [*[(0.0, 4.0)] * 11, nan, *[8.0] * 15]}, window=TWO_YEARS)

    assert [question.numbers for question in ask_steps(counts, [(0, 12)])] == [(2, 8)]


def test_a_step_after_a_year_without_counts_quotes_none() -> None:
    counts = comparable({A: [*[4.0] * 3, *[nan] * 12, *[8.0] * 12]}, window=TWO_YEARS)

    assert [question.numbers for question in ask_steps(counts, [(0, 15)])] == [()]
