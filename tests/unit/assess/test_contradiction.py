"""Totals against their parts, and series that end before the window does."""

from math import nan

import pytest
from tests.build import Cell, comparable, counts, key

from leadline.assess.contradiction import ask_contradictions, ask_stopped
from leadline.core.period import Period, parse_period
from leadline.core.question import Question

QMA, QMB = key("QMA"), key("QMB")
MONTHS = (Cell(10, reported="2020-01"), Cell(20, reported="2020-02"), Cell(30, reported="2020-03"))


@pytest.mark.parametrize(
    ("total", "count", "numbers"),
    [
        ("2020-Q1", 61, (61, 61, 60, 60)),
        ("2020-01-01/2020-03-31", 59, (59, 59, 60, 60)),
        ("2020-01-01/2020-02-29", (0, 4), (0, 4, 30, 30)),
    ],
)
def test_a_total_that_its_parts_do_not_sum_to_is_asked_about(
    total: str, count: int | tuple[int, int], numbers: tuple[int, ...]
) -> None:
    asked = ask_contradictions(counts(*MONTHS, Cell(count, reported=total)))

    assert asked == (Question("total_differs", QMA, (parse_period(total),), numbers),)


@pytest.mark.parametrize(
    "cells",
    [
        [*MONTHS, Cell(60, reported="2020-Q1")],
        [*MONTHS[:2], Cell(90, reported="2020-Q1")],
        [*MONTHS[:2], Cell(None, reported="2020-03"), Cell(90, reported="2020-Q1")],
        [*MONTHS[:2], Cell((0, 4), reported="2020-03"), Cell(33, reported="2020-Q1")],
        [*MONTHS, Cell(None, reported="2020-Q1")],
        [*MONTHS, Cell(99, key=QMB, reported="2020-Q1")],
        [*MONTHS, Cell(9, reported="2020-01-15/2020-03-31")],
    ],
)
def test_nothing_is_asked_where_parts_and_total_can_both_be_right(cells: list[Cell]) -> None:
    assert ask_contradictions(counts(*cells)) == ()


def test_no_more_than_three_totals_of_a_series_are_asked_about() -> None:
    months = [Cell(1, reported=f"2020-{month:02d}") for month in range(1, 13)]
    quarters = [Cell(9, reported=f"2020-Q{quarter}") for quarter in range(1, 5)]

    asked = ask_contradictions(counts(*months, *quarters))

    assert [str(question.periods[0]) for question in asked] == ["2020-Q1", "2020-Q2", "2020-Q3"]


def test_a_series_that_stopped_is_asked_about_with_its_last_period() -> None:
    given = comparable(
        {QMA: [9.0] * 9, QMB: [9.0] * 5 + [nan] * 4}, withheld={QMB: "stopped"}, window=(3, 9)
    )

    assert ask_stopped(given) == (Question("stopped", QMB, (Period.parse("2020-05"),)),)
