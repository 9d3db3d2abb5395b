"""Twelve spreadsheets as bureaus send them: what is committed is what is made, read and counted."""

import csv
import io
import re

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from tests.specimen.bureaus.book import Bureau
from tests.specimen.bureaus.make import FOLDER, bureaus
from tests.specimen.bureaus.series import Entry, total

from leadline.intake.counts import read_counts
from leadline.intake.mapping.number import Cell, fault_of, read_number
from leadline.intake.mapping.period import read_period

ALL = bureaus()
READ = [bureau for bureau in ALL if bureau.entries]
WORKBOOKS = [bureau for bureau in ALL if bureau.file.endswith(".xlsx")]
# Labels that are dates of the spreadsheet have no text.
LABELS = sorted(
    {
        (bureau.file, entry.label, entry.year or 0, str(entry.period))
        for bureau in READ
        for entry in bureau.entries
        if entry.label
    }
)
OF_FILE = {bureau.file: bureau for bureau in ALL}


def name(bureau: Bureau) -> str:
    return bureau.file


def cells(content: bytes, file: str) -> list[object]:
    """Names of sheets and all cells, formulas by their stored values."""
    if file.endswith(".csv"):
        return list(csv.reader(io.StringIO(content.decode("cp1252")), delimiter=";"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [(sheet, book.get_sheet_by_name(sheet).to_python()) for sheet in book.sheet_names]


def layout(content: bytes) -> list[object]:
    """Merged cells, direction, formats and formulas of each sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        (
            sorted(map(str, sheet.merged_cells.ranges)),
            bool(sheet.sheet_view.rightToLeft),
            [[(cell.number_format, cell.data_type) for cell in row] for row in sheet.iter_rows()],
        )
        for sheet in book
    ]


def indicators(entries: tuple[Entry, ...]) -> dict[str, int]:
    return {
        indicator: total(entry for entry in entries if entry.indicator == indicator)
        for indicator in sorted({entry.indicator for entry in entries})
    }


def told_by_readme() -> dict[str, tuple[int, dict[str, int]]]:
    """Cells and sum of each indicator, by file."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|.*\| ([0-9]+) \| ([^|]*) \|$", text, re.MULTILINE)
    return {
        file: (int(n), {key: int(value) for key, value in re.findall("`([a-z_]+)` ([0-9]+)", sums)})
        for file, n, sums in rows
    }


@pytest.mark.parametrize("bureau", ALL, ids=name)
def test_a_file_holds_the_cells_that_its_script_writes(bureau: Bureau) -> None:
    committed = (FOLDER / bureau.file).read_bytes()

    assert cells(committed, bureau.file) == cells(bureau.content(), bureau.file)


@pytest.mark.parametrize("bureau", WORKBOOKS, ids=name)
def test_a_workbook_has_the_layout_that_its_script_gives_it(bureau: Bureau) -> None:
    committed = (FOLDER / bureau.file).read_bytes()

    assert layout(committed) == layout(bureau.content())


@pytest.mark.parametrize("bureau", READ, ids=name)
def test_what_a_mapping_must_yield_stands_beside_the_file(bureau: Bureau) -> None:
    path = FOLDER / "expected" / f"{bureau.file[:2]}.csv"

    assert path.read_text(encoding="utf-8") == bureau.expected()
    assert len(read_counts([path])) == len(bureau.entries)


def test_the_folder_holds_these_files_and_no_other() -> None:
    every = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    found = {name for name in every if not name.endswith(".toml")}

    expected = {f"expected/{bureau.file[:2]}.csv" for bureau in READ}
    assert found == {"README.md"} | {bureau.file for bureau in ALL} | expected


@pytest.mark.parametrize(("file", "label", "year", "period"), LABELS)
def test_a_label_of_a_file_has_the_one_reading_that_is_meant(
    file: str, label: str, year: int, period: str
) -> None:
    bureau = OF_FILE[file]

    found = read_period(
        label, language=bureau.language, fiscal_month=bureau.fiscal_month, year=year or None
    )

    assert [str(each) for each in found] == [period]


@pytest.mark.parametrize("bureau", READ, ids=name)
def test_every_number_of_a_file_is_read_with_its_declared_marks(bureau: Bureau) -> None:
    found = [read_number(entry.cell, bureau.numbers) for entry in bureau.entries]

    assert fault_of(bureau.numbers) == ""
    assert found == [Cell(entry.count, entry.status) for entry in bureau.entries]


@pytest.mark.parametrize("bureau", READ, ids=name)
def test_the_readme_tells_how_many_cells_a_file_has_and_their_sums(bureau: Bureau) -> None:
    assert told_by_readme()[bureau.file] == (len(bureau.entries), indicators(bureau.entries))


def test_the_readme_says_that_single_cases_yield_nothing() -> None:
    assert told_by_readme()["12-cases.xlsx"] == (0, {})
