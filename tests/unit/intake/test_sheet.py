"""Grids: what a file of any layout holds, cell by cell."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests import opendocument as ods

from leadline.intake.grid import Grid
from leadline.intake.problem import Report
from leadline.intake.sheet import read_grids
from leadline.intake.table import EXCEL_DATE

Book = openpyxl.Workbook


def read(path: Path, content: bytes, **how: str) -> tuple[tuple[Grid, ...], list[tuple[str, int]]]:
    report = Report()
    path.write_bytes(content)
    grids = read_grids(path, file="x", report=report, **how)
    return grids, [(problem.code, problem.row) for problem in report.problems]


def xlsx(fill: Callable[[Book], object]) -> bytes:
    book, stream = Book(), io.BytesIO()
    fill(book)
    book.save(stream)
    return stream.getvalue()


def fill(book: Book) -> None:
    sheet = book.active
    sheet.title = "Janvier"
    sheet["B2"] = "Signalements"
    sheet["B4"], sheet["C4"], sheet["D4"] = "الشهر", 7, date(2020, 3, 1)
    sheet["C5"], sheet["D5"] = "=C4", "#N/A"
    sheet.merge_cells("B2:D3")
    book.create_sheet("empty")
    book.create_sheet("Février")["A1"] = "x"


ODS = ods.spreadsheet(
    ods.table(
        ods.row(ods.cell(None, number_columns_repeated=3)),
        ods.row(
            ods.cell(None),
            ods.cell("Signalements", number_columns_spanned=3, number_rows_spanned=2),
            "<table:covered-table-cell/>" * 2,
        ),
        ods.row(ods.cell(None, number_columns_repeated=1000)),
        ods.row(ods.cell(None), ods.cell("الشهر"), ods.cell(7), ods.cell(date(2020, 3, 1))),
        ods.row(
            ods.cell(None, number_columns_repeated=2),
            ods.cell(None, formula="of:=[.C4]"),
            '<table:table-cell calcext:value-type="error" table:formula="of:=1/0"/>',
        ),
        ods.REST,
        name="Janvier",
    ),
    ods.table(ods.REST, name="empty"),
    ods.table(ods.row(ods.cell("x")), name="Février"),
)


@pytest.mark.parametrize(("name", "content"), [("x.xlsx", xlsx(fill)), ("x.ods", ODS)])
def test_every_sheet_with_data_is_a_grid_from_its_first_cell_on(
    tmp_path: Path, name: str, content: bytes
) -> None:
    grids, problems = read(tmp_path / name, content)

    assert problems == []
    assert [grid.sheet for grid in grids] == ["Janvier", "Février"]
    assert grids[0].lines == (1, 2, 3, 4, 5)
    assert grids[0].rows == (
        ("", "", "", ""),
        ("", "Signalements", "", ""),
        ("", "", "", ""),
        ("", "الشهر", "7", EXCEL_DATE + "2020-03-01"),
        ("", "", "", ""),
    )
    assert grids[0].refused == {(4, 2): "formula_without_value", (4, 3): "cell_error"}
    assert grids[0].merged == ((1, 1, 2, 3),)


def test_data_under_a_merged_cell_is_hidden(tmp_path: Path) -> None:
    content = ods.spreadsheet(
        ods.table(
            ods.row(
                ods.cell("a", number_columns_spanned=2),
                ods.cell("b").replace("table:table-cell", "table:covered-table-cell"),
            )
        )
    )

    grids, problems = read(tmp_path / "x.ods", content)

    assert grids == ()
    assert problems == [("cells_hidden", 0)]


def test_the_first_hidden_row_or_column_is_named(tmp_path: Path) -> None:
    def hide(book: Book) -> None:
        book.active.append(["a", "b", "c"])
        book.active.append([1, 2, 3])
        book.active.column_dimensions["C"].hidden = True

    report, path = Report(), tmp_path / "x.xlsx"
    path.write_bytes(xlsx(hide))

    read_grids(path, file="x", report=report)

    assert "the first: column C." in report.problems[0].message


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ";"),
        ("utf-8-sig", "\t"),
        ("utf-16", "|"),
        ("cp1252", ";"),
        ("iso-8859-1", ","),
    ],
)
def test_delimited_text_is_read_as_declared(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = ["Dénonciations", "", 'a;b;"c ""d"""'.replace(";", delimiter), "1"]
    content = "\r\n".join(lines).encode(encoding)

    grids, problems = read(tmp_path / "x.csv", content, encoding=encoding, delimiter=delimiter)

    assert problems == []
    assert grids[0].rows == (
        ("Dénonciations", "", ""),
        ("", "", ""),
        ("a", "b", 'c "d"'),
        ("1", "", ""),
    )
    assert grids[0].lines == (1, 2, 3, 4)


def test_arabic_text_of_the_windows_code_page_is_read(tmp_path: Path) -> None:
    grids, _ = read(tmp_path / "x.txt", "الشهر,1".encode("cp1256"), encoding="cp1256")

    assert grids[0].rows == (("الشهر", "1"),)


@pytest.mark.parametrize(
    ("content", "encoding", "problem"),
    [
        (b"", "utf-8", ("file_empty", 0)),
        (b"a\nb\xe9\n", "utf-8", ("encoding", 2)),
        (b"a\nb\x81\n", "cp1252", ("encoding", 2)),
        (b"a\nb\x85\n", "iso-8859-1", ("control_character", 2)),
        ("a\nb".encode("utf-16")[:-1], "utf-16", ("encoding", 2)),
        (b"a\x00\n", "utf-8", ("control_character", 1)),
        (b'a\n"b\n', "utf-8", ("quote_open", 2)),
        (b"a\n" + b"b" * 30_000, "utf-8", ("line_too_long", 2)),
        (b"a\n" + b"," * 3_000, "utf-8", ("columns_too_many", 2)),
        (b"," * 1_500 + b"\n" + b"a\n" * 1_500, "utf-8", ("expands_too_much", 0)),
        (b"PK\x03\x04", "utf-8", ("file_kind", 0)),
    ],
)
def test_text_that_cannot_be_trusted_is_refused(
    tmp_path: Path, content: bytes, encoding: str, problem: tuple[str, int]
) -> None:
    grids, problems = read(tmp_path / "x.csv", content, encoding=encoding)

    assert grids == ()
    assert problem in problems


def test_a_file_that_is_not_there_is_told_at_the_key_that_names_it(tmp_path: Path) -> None:
    report = Report()

    grids = read_grids(tmp_path / "x.ods", file="x.ods", report=report, place="sheet.file")

    assert grids == ()
    assert [(p.code, p.column) for p in report.problems] == [("file_missing", "sheet.file")]
