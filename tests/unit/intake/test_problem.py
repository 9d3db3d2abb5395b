"""The list of problems, and their collector."""

import re

import numpy as np
import pytest

from leadline.core.error import InputRefused
from leadline.intake.problem import (
    LISTED_AT_MOST,
    ProblemKind,
    Report,
    problem_kinds,
    problem_reference,
)

KINDS = list(problem_kinds().values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_problem_has_a_code_a_message_and_a_next_step(kind: ProblemKind) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code)
    assert kind.message.endswith(".")
    assert kind.next_step.endswith(".")


def test_the_reference_names_every_code() -> None:
    page = problem_reference()

    assert [kind.code for kind in KINDS if f"| `{kind.code}` |" not in page] == []


def test_problems_come_sorted_by_file_row_and_column() -> None:
    report = Report()
    report.add("field_blank", "b.csv", row=2, column="count")
    report.add("field_blank", "a.csv", row=10, column="count")
    report.add("field_blank", "a.csv", row=9, column="status")

    assert [(p.file, p.row) for p in report.problems] == [("a.csv", 9), ("a.csv", 10), ("b.csv", 2)]


def test_a_long_run_of_one_problem_is_cut_and_counted() -> None:
    report = Report()

    report.add_rows("field_blank", "a.csv", rows=np.arange(1, LISTED_AT_MOST + 51), column="count")

    last = [p for p in report.problems if p.code == "more_of_the_same"]
    assert len(report.problems) == LISTED_AT_MOST + 1 <= 6
    assert "field_blank: 50, in lines 6-55." in last[0].message


def test_lines_that_lie_apart_are_told_up_to_a_bound() -> None:
    report = Report()

    report.add_rows("field_blank", "a.csv", rows=np.arange(3, 303, 3), column="count")

    [last] = [p for p in report.problems if p.code == "more_of_the_same"]
    assert "field_blank: 95, in lines 18, 21, 24," in last.message
    assert last.message.endswith(" 75, and more.")


def test_what_has_no_line_is_told_once_and_not_folded() -> None:
    report = Report()

    report.add_rows("key_unknown", "assessment.toml", rows=np.zeros(9, dtype=np.int32))

    assert [problem.code for problem in report.problems] == ["key_unknown"]


def test_a_long_run_of_notes_is_a_note_too() -> None:
    report = Report()

    report.add_rows("delay_negative", "a.csv", rows=np.arange(1, 10), column="occurred", n=1)

    report.raise_if_refused()
    assert report.notes[-1].code == "more_notes"


def test_a_problem_alone_takes_the_place_of_those_of_its_file() -> None:
    report = Report()
    report.add_rows("row_length", "a.csv", rows=np.arange(1, 10), expected=1)
    report.add("field_blank", "b.csv", row=2, column="count")

    report.add_alone("header_blank", "a.csv", row=1)

    assert [(p.file, p.code) for p in report.problems] == [
        ("a.csv", "header_blank"),
        ("b.csv", "field_blank"),
    ]


def test_a_note_alone_refuses_nothing() -> None:
    report = Report()
    report.add("delay_negative", "a.csv", row=3, column="occurred", n=1)

    report.raise_if_refused()

    assert [note.code for note in report.notes] == ["delay_negative"]


def test_a_refusal_holds_the_problems_without_the_notes() -> None:
    report = Report()
    report.add("delay_negative", "a.csv", row=3, column="occurred", n=1)
    report.add("field_blank", "a.csv", row=4, column="count")

    with pytest.raises(InputRefused) as refused:
        report.raise_if_refused()

    assert [problem.code for problem in refused.value.problems] == ["field_blank"]


def test_what_further_places_are_stands_below_the_first_ones() -> None:
    report = Report()

    for row in (9, 9, 9, 9, 9, 3, 9):
        report.add("period_unread", "a.csv", row=row, column="reported", where=str(row))

    assert [p.code for p in report.problems] == ["period_unread", "more_of_the_same"]
