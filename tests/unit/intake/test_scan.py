"""The scan of plain sheets: it says the same as the walk, or nothing."""

import io
import zipfile
from collections.abc import Callable

import numpy as np
import openpyxl
import pytest

from leadline.intake import scan as scanning
from leadline.intake.problem import Report
from leadline.intake.scan import scan
from leadline.intake.table import RawTable
from leadline.intake.workbook import read_workbook

HEAD = '<worksheet><cols><col min="1" max="1"/></cols><sheetData>'
TAIL = "</sheetData></worksheet>"
ROW = '<row r="{0}"><c r="A{0}" s="1" t="s"><v>0</v></c><c r="AB{0}"><v>7</v></c></row>'


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    # Small sheets are scanned in many blocks, as large ones are.
    monkeypatch.setattr(scanning, "_FROM", 0)
    monkeypatch.setattr(scanning, "_BLOCK", 100)


def sheet(*rows: str) -> bytes:
    return (HEAD + "".join(rows) + TAIL).encode()


def plain(n_rows: int = 20) -> list[str]:
    return [ROW.format(n) for n in range(1, n_rows + 1)]


def test_the_extent_of_a_plain_sheet_is_found() -> None:
    empty = '<row r="30" hidden="false"><c r="A30" s="4"/><c r="ZZ30"></c></row>'

    found = scan(sheet(*plain(), empty))

    assert found is not None
    assert (found.extent.n_rows, found.extent.n_columns, found.extent.n_cells) == (20, 28, 40)
    assert found.rest == (HEAD + "</row>" + TAIL).encode()


@pytest.mark.parametrize(
    "row",
    [
        '<row r="21"><c r="A21"><f>A1</f><v>1</v></c></row>',
        '<row r="21"><c r="A21" t="e"><v>#N/A</v></c></row>',
        '<row r="21"><c r="A21" t=\'e\'><v>#N/A</v></c></row>',
        '<row r="21"><c r="A21" t = "e"><v>#N/A</v></c></row>',
        '<row r="21"><c r="A21" t="&#101;"><v>#N/A</v></c></row>',
        '<row r="21" hidden="1"><c r="A21"><v>1</v></c></row>',
        '<row r="21" ht="0"><c r="A21"><v>1</v></c></row>',
        '<row r="21" ht=".0"><c r="A21"><v>1</v></c></row>',
        '<row r="21"><c s="1" r="A21"><v>1</v></c></row>',
        '<row r="21"><c><v>1</v></c></row>',
        '<row r="21"><c r="A22"><v>1</v></c></row>',
        '<row r="21"><c r="B21"><v>1</v></c><c r="A21"><v>1</v></c></row>',
        '<row r="20"><c r="AC20"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>',
        '<row r="21"><c r="AAAA21"><v>1</v></c></row>',
        '<row r="21"><c r="A12345678"><v>1</v></c></row>',
        '<row r="21"><x:c xmlns:x="y" r="A21"><v>1</v></x:c></row>',
        '<row r="21"><!-- --><c r="A21"><v>1</v></c></row>',
        '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells><sheetData>',
        '<row r="21"><c r="A21"><v>-1e300</v></c></row>',
        '<row r="21"><c r="A21"><v>NaN</v></c></row>',
        '<row r="21"><c r="A21"><v><v><v>1</v></v></v></c></row>',
        '<row r="21"><c r="A21"><v>/></v></c></row>',
        "</sheetData><x:row xmlns:x='y'/><sheetData>",
    ],
)
def test_of_a_sheet_that_is_not_plain_nothing_is_said(row: str) -> None:
    assert scan(sheet(*plain(), row)) is None


def book(fill: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    stream, made = io.BytesIO(), openpyxl.Workbook()
    made.active.append(["a", "b", "c"])
    for n in range(50):
        made.active.append([f"x{n}", n / 4, None])
    fill(made.active)
    made.save(stream)
    return stream.getvalue()


def table(content: bytes) -> tuple[RawTable | None, list[tuple[str, int]]]:
    report = Report()
    found = read_workbook(content, file="x.xlsx", report=report)
    return found, [(problem.code, problem.row) for problem in report.problems]


def test_a_scanned_sheet_reads_as_a_walked_one(monkeypatch: pytest.MonkeyPatch) -> None:
    content = book(lambda sheet: sheet.append(["y", None, "z"]))

    scanned, problems = table(content)
    monkeypatch.setattr(scanning, "_FROM", len(content) * 100)
    walked, same_problems = table(content)

    assert problems == same_problems == []
    assert scanned is not None and walked is not None
    assert scanned.header == walked.header
    assert [column.values for column in scanned.columns] == [c.values for c in walked.columns]
    np.testing.assert_array_equal(scanned.lines, walked.lines)


def test_a_sheet_that_is_not_well_formed_is_damaged() -> None:
    content = book(lambda sheet: None)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</row></sheetData>", b"</sheetData>"))

    found, problems = table(stream.getvalue())

    assert found is None
    assert problems == [("workbook_damaged", 0)]
