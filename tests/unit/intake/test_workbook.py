"""Workbooks: which cells are text, and what keeps a sheet from being a table."""

import io
from collections.abc import Callable
from datetime import date, datetime, time

import numpy as np
import openpyxl
import pytest

from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE, RawTable
from leadline.intake.workbook import read_workbook

Book = openpyxl.Workbook


def read(spoil: Callable[[Book], object]) -> tuple[RawTable | None, list[tuple[str, int]]]:
    book, stream, report = Book(), io.BytesIO(), Report()
    book.active.append(["a", "b"])
    book.active.append(["x", 1])
    spoil(book)
    book.save(stream)
    table = read_workbook(stream.getvalue(), file="x.xlsx", report=report)
    return table, [(problem.code, problem.row) for problem in report.problems]


def rows_of(table: RawTable | None) -> list[tuple[str, ...]]:
    assert table is not None
    columns = [np.array(c.values, dtype=object)[c.index] for c in table.columns]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2020-03", "2020-03"),
        (7, "7"),
        (7.0, "7"),
        (0.35, "0.35"),
        (None, ""),
        (date(2020, 3, 1), EXCEL_DATE + "2020-03-01"),
    ],
)
def test_a_cell_is_the_text_that_a_csv_file_would_hold(value: object, text: str) -> None:
    table, problems = read(lambda book: book.active.append(["y", value]))

    assert problems == []
    assert rows_of(table) == [("x", "1"), ("y", text)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("#N/A", "cell_error"),
        (True, "cell_truth"),
        (time(9, 30), "cell_time"),
        (datetime.fromisoformat("2020-03-01T09:30"), "cell_time"),
        ("two\nlines", "cell_line_break"),
        ("=A1", "formula_without_value"),
    ],
)
def test_a_cell_that_is_no_text_takes_its_row_out(value: object, code: str) -> None:
    table, problems = read(lambda book: book.active.append(["y", value]))

    assert problems == [(code, 3)]
    assert rows_of(table) == [("x", "1")]


def test_rows_keep_their_numbers_and_blank_ones_at_the_end_are_nothing() -> None:
    def spoil(book: Book) -> None:
        book.active["A5"] = "y"
        book.active["A9"] = ""

    table, problems = read(spoil)

    assert problems == [("row_blank", 3), ("row_blank", 4)]
    assert table is not None
    assert table.lines.tolist() == [2, 5]


def test_a_row_that_is_longer_than_the_header_is_refused() -> None:
    _, problems = read(lambda book: book.active.append(["y", 2, 3]))

    assert problems == [("row_length", 3)]


def test_the_header_stands_in_the_first_row() -> None:
    _, problems = read(lambda book: book.active.insert_rows(1))

    assert problems == [("header_blank", 1)]


def add_sheet(book: Book, state: str, *, filled: bool) -> None:
    sheet = book.create_sheet("secret")
    sheet.sheet_state = state
    if filled:
        sheet["C3"] = "x"


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (lambda book: add_sheet(book, "visible", filled=False), []),
        (lambda book: add_sheet(book, "hidden", filled=False), []),
        (lambda book: add_sheet(book, "visible", filled=True), ["sheets_several"]),
        (lambda book: add_sheet(book, "veryHidden", filled=True), ["sheet_hidden"]),
        (lambda book: book.active.merge_cells("A2:A3"), ["cells_merged"]),
        (lambda book: book.active.delete_rows(1, 2), ["file_empty"]),
    ],
    ids=["empty sheet", "empty hidden", "second sheet", "hidden sheet", "merged", "no data"],
)
def test_one_visible_sheet_holds_the_table(
    spoil: Callable[[Book], object], codes: list[str]
) -> None:
    _, problems = read(spoil)

    assert [code for code, _ in problems] == codes


def test_what_is_no_workbook_is_damaged() -> None:
    report = Report()

    table = read_workbook(b"PK\x03\x04 not a workbook", file="x.xlsx", report=report)

    assert table is None
    assert [problem.code for problem in report.problems] == ["workbook_damaged"]
