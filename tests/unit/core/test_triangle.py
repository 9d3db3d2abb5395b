from datetime import date

import numpy as np
import pytest
from tests.build import Cell, counts, key

from leadline.core.counts import Counts
from leadline.core.period import Frequency, Period
from leadline.core.triangle import Triangle, cut_triangle, last_ended, versions_on

MARCH = date(2020, 3, 31)
NAN = np.nan


def cell(
    occurred: str, reported: str, count: int | tuple[int, int] | None, **others: object
) -> Cell:
    return Cell(count, occurred=occurred, reported=reported, **others)  # type: ignore[arg-type]  # fields by name, of several types


def cut(*cells: Cell, as_of: date = MARCH, max_delay: int | None = None) -> Triangle:
    return cut_triangle(counts(*cells), Frequency.MONTH, as_of=as_of, max_delay=max_delay)


JANUARY = cell("2020-01", "2020-01", 5)


def test_counts_become_occurrence_by_delay_with_what_is_to_come_unknown() -> None:
    made = cut(
        JANUARY,
        cell("2020-01", "2020-02", 3),
        cell("2020-01", "2020-03", 1),
        cell("2020-02", "2020-02", 4),
        cell("2020-03", "2020-03", 2),
    )

    np.testing.assert_array_equal(made.cells, [[[5, 3, 1], [4, 0, NAN], [2, NAN, NAN]]])
    assert [str(period) for period in made.periods] == ["2020-01", "2020-02", "2020-03"]
    assert made.max_delay == 2


def test_what_was_reported_after_the_date_is_not_there() -> None:
    made = cut(JANUARY, cell("2020-01", "2020-04", 9), as_of=date(2020, 4, 29))

    np.testing.assert_array_equal(made.cells, [[[5], [0], [0]]])


def test_a_later_start_leaves_what_came_before_unknown() -> None:
    late = key("QMB")

    made = cut(
        JANUARY,
        cell("2020-02", "2020-03", 2),
        cell("2020-02", "2020-02", 7, key=late),
        cell("2020-01", "2020-02", 7, key=late),
    )

    np.testing.assert_array_equal(made.cells[1], [[NAN, NAN], [7, 0], [0, NAN]])
    assert made.left_out.before == 1


def test_negative_delays_and_those_beyond_the_maximum_are_counted_and_left_out() -> None:
    made = cut(
        JANUARY,
        cell("2020-03", "2020-02", 4),
        cell("2020-01", "2020-03", 8),
        cell("2020-01", "2020-02", 2),
        max_delay=1,
    )

    np.testing.assert_array_equal(made.cells, [[[5, 2], [0, 0], [0, NAN]]])
    assert (made.left_out.negative, made.left_out.beyond) == (1, 1)


def test_a_cell_without_value_is_not_known_and_never_zero() -> None:
    made = cut(JANUARY, cell("2020-02", "2020-02", None, status="O"))

    np.testing.assert_array_equal(made.cells, [[[5], [NAN], [0]]])


def test_less_than_five_counts_as_its_middle_and_is_told() -> None:
    made = cut(cell("2020-01", "2020-01", (0, 4)))

    assert made.cells[0, 0, 0] == 2
    assert made.left_out.between == 1


def test_a_version_that_lowers_a_cell_replaces_it() -> None:
    first = cell("2020-01", "2020-01", 9, known_on=date(2020, 2, 1))
    lowered = cell("2020-01", "2020-01", 6, known_on=date(2020, 3, 1))

    before = cut(first, lowered, as_of=date(2020, 2, 29))
    after = cut(first, lowered)

    assert (before.cells[0, 0, 0], after.cells[0, 0, 0]) == (9, 6)


def test_a_report_period_of_which_nothing_was_known_is_read_as_first_known() -> None:
    later = [
        cell("2020-01", "2020-01", count, known_on=date(2021, month, 1))
        for month, count in ((1, 5), (2, 6))
    ]

    assert cut(*later).cells[0, 0, 0] == 5


def test_versions_of_other_report_periods_are_chosen_apart() -> None:
    given = counts(
        cell("2020-01", "2020-01", 1, known_on=date(2020, 2, 1)),
        cell("2020-01", "2020-02", 2, known_on=date(2021, 1, 1)),
    )

    assert sorted(versions_on(given, MARCH).lower.tolist()) == [1, 2]


def test_until_gives_what_a_cut_at_that_time_gives() -> None:
    cells = [
        JANUARY,
        cell("2020-01", "2020-02", 3),
        cell("2020-01", "2020-03", 1),
        cell("2020-03", "2020-03", 2, key=key("QMB")),
    ]

    past = cut(*cells, max_delay=2).until(Period.parse("2020-02"))
    then = cut(*cells, as_of=date(2020, 2, 29), max_delay=2)

    assert (past.keys, past.periods) == (then.keys, then.periods)
    np.testing.assert_array_equal(past.cells, then.cells)


def test_complete_counts_are_known_where_the_longest_delay_has_passed() -> None:
    made = cut(JANUARY, cell("2020-01", "2020-02", 3), cell("2020-03", "2020-03", 1))

    np.testing.assert_array_equal(made.complete(), [[8, 0, NAN]])


@pytest.mark.parametrize(
    "cells",
    [
        (cell("2020-03", "2020-01", 4),),
        (cell("2020-05", "2020-05", 4),),
        (cell("2020-01", "2020-03", 4),),
        (Cell(4),),
    ],
)
def test_nothing_to_cut_from_is_said(cells: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match="nothing was reported"):
        cut(*cells)


@pytest.mark.parametrize(
    ("frequency", "last"),
    [
        (Frequency.DAY, "2020-05-31"),
        (Frequency.WEEK, "2020-W22"),
        (Frequency.MONTH, "2020-05"),
        (Frequency.QUARTER, "2020-Q1"),
    ],
)
def test_a_period_counts_once_it_has_ended(frequency: Frequency, last: str) -> None:
    assert str(last_ended(date(2020, 5, 31), frequency)) == last


def test_the_last_day_of_a_week_ends_it() -> None:
    given: Counts = counts(cell("2020-W10", "2020-W10", 4))

    made = cut_triangle(given, Frequency.WEEK, as_of=date(2020, 3, 8))

    assert made.cells.tolist() == [[[4]]]
