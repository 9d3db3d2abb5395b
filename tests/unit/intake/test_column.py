"""Headers and fields: known names only, every field read, no content repeated."""

import numpy as np

from leadline.core.error import Problem
from leadline.intake import form
from leadline.intake.column import Column, Reading, read_columns
from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE, raw_table

COLUMNS = (
    Column("member", form.MEMBER),
    Column("known_on", form.DATE, may_be_blank=True),
    Column("period", form.REGULAR_PERIOD, may_be_absent=True, may_be_blank=True),
)


def read(header: str, *records: list[str]) -> tuple[Reading | None, tuple[Problem, ...]]:
    report = Report()
    lines = range(2, len(records) + 2)
    table = raw_table("x.csv", header.split(","), lines=lines, records=records)
    return read_columns(table, COLUMNS, report=report), report.problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    return [(problem.code, problem.row, problem.column) for problem in problems]


def test_columns_come_in_any_order() -> None:
    reading, problems = read("known_on,member", ["2020-01-31", "KEN"])

    assert problems == ()
    assert reading is not None
    assert [row["member"] for row in reading.rows()] == ["KEN"]


def test_an_absent_column_reads_as_blank() -> None:
    reading, _ = read("known_on,member", ["2020-01-31", "KEN"])

    assert reading is not None
    assert [row["period"] for row in reading.rows()] == [None]


def test_an_unknown_column_is_told_by_its_number_beside_the_known_names() -> None:
    _, problems = read("known_on,secret,member", ["2020-01-31", "x", "KEN"])

    assert told(problems) == [("column_unknown", 1, "")]
    assert "Column 2" in problems[0].message
    assert "known_on, member, period" in problems[0].message
    assert "secret" not in str(problems[0])


def test_the_fields_of_known_columns_are_read_beside_an_unknown_one() -> None:
    _, problems = read("known_on,secret,member", ["31.1.2020", "x", "kenya"])

    assert told(problems) == [
        ("column_unknown", 1, ""),
        ("date_form", 2, "known_on"),
        ("member_form", 2, "member"),
    ]


def test_a_missing_column_ends_the_reading_but_not_the_checks_of_fields() -> None:
    reading, problems = read("known_on", ["31.1.2020"])

    assert reading is None
    assert told(problems) == [("column_missing", 1, "member"), ("date_form", 2, "known_on")]


def test_a_repeated_column_is_told() -> None:
    _, problems = read("member,member,known_on", ["KEN", "UGA", ""])

    assert told(problems) == [("column_repeated", 1, "member")]


def test_a_header_without_rows_is_a_problem() -> None:
    _, problems = read("member,known_on")

    assert told(problems) == [("rows_none", 0, "")]


def test_a_blank_field_is_a_problem_unless_it_may_be_blank() -> None:
    _, problems = read("member,known_on", ["", ""])

    assert told(problems) == [("field_blank", 2, "member")]


def test_a_date_of_a_spreadsheet_is_a_date_and_nothing_else() -> None:
    day = EXCEL_DATE + "2020-03-01"

    reading, problems = read("member,known_on,period", ["KEN", day, ""], ["KEN", "", day])

    assert told(problems) == [("cell_is_date", 3, "period")]
    assert reading is not None
    assert [str(row["known_on"]) for row in reading.rows()] == ["2020-03-01"]


def test_a_bad_field_takes_its_row_out() -> None:
    reading, _ = read("member,known_on", ["KEN", ""], ["kenya", ""], ["UGA", ""])

    assert reading is not None
    np.testing.assert_array_equal(reading.good, [True, False, True])
    assert [row["row"] for row in reading.rows()] == [2, 4]
