"""Raised digits beside others, and percentages: what a cell shows is not what it seems to hold."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from tests import opendocument as ods
from tests.property.bad_workbooks import repacked

from leadline.intake import scan as scanning
from leadline.intake.problem import Report
from leadline.intake.sheet import read_grids
from leadline.intake.workbook import read_workbook

RAISED = InlineFont(vertAlign="superscript")
SHARED = b'<si><r><t>76</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>'
STYLES = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
    '<style:style style:name="T3" style:family="text">'
    '<style:text-properties style:text-position="0% 100%"/></style:style>'
)


def refused(path: Path, content: bytes) -> dict[tuple[int, int], str]:
    path.write_bytes(content)
    report = Report()
    (grid,) = read_grids(path, file="x", report=report)
    return dict(grid.refused)


def xlsx(*rows: tuple[object, ...], formats: tuple[str, ...] = ()) -> bytes:
    stream, book = io.BytesIO(), openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, code in zip(formats[::2], formats[1::2], strict=True):
        book.active[place].number_format = code
    book.save(stream)
    return stream.getvalue()


def spanned(style: str, first: str = "76") -> bytes:
    cell = ods.cell("{}").replace(
        "{}", f'{first}<text:span text:style-name="{style}">2</text:span>'
    )
    return ods.spreadsheet(ods.table(ods.row(cell)), styles=STYLES)


def test_a_raised_digit_beside_others_is_refused(tmp_path: Path) -> None:
    rich = CellRichText("76", TextBlock(RAISED, "2"))

    assert refused(tmp_path / "x.xlsx", xlsx(("Month", rich))) == {(0, 1): "cell_raised"}


def test_a_raised_digit_among_the_shared_texts_is_refused(tmp_path: Path) -> None:
    inline, relation = b"<is><t>NOTE</t></is>", b'Id="s" Type="x/sharedStrings"'
    content = repacked(
        xlsx(("Month", "NOTE")),
        lambda name, data: (
            data.replace(b't="inlineStr">' + inline, b't="s"><v>1</v>')
            .replace(b"</Relationships>", b"<Relationship %b/></Relationships>" % relation)
            .replace(b'sharedStrings"/>', b'sharedStrings" Target="shared.xml"/>')
        ),
    )
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/shared.xml", b"<sst><si><t>76</t></si>" + SHARED + b"</sst>")

    assert refused(tmp_path / "x.xlsx", stream.getvalue()) == {(0, 1): "cell_raised"}


@pytest.mark.parametrize(
    "text",
    [CellRichText("Police", TextBlock(RAISED, "2")), CellRichText("76", TextBlock(RAISED, "a"))],
)
def test_a_raised_mark_that_joins_no_digits_is_read(tmp_path: Path, text: CellRichText) -> None:
    assert refused(tmp_path / "x.xlsx", xlsx(("Month", text))) == {}


@pytest.mark.parametrize(
    ("style", "first", "code"),
    [("T1", "76", "cell_raised"), ("T2", "76", "cell_raised"), ("T3", "76", ""), ("T1", "A", "")],
)
def test_a_raised_span_of_open_document_is_refused_beside_digits(
    tmp_path: Path, style: str, first: str, code: str
) -> None:
    assert refused(tmp_path / "x.ods", spanned(style, first)).get((0, 0), "") == code


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("0%", "cell_percent"),
        ("0.00%", "cell_percent"),
        ("0.0 %;-0.0 %", "cell_percent"),
        ('0 "%"', ""),
        ("0", ""),
    ],
)
def test_a_number_shown_as_a_percentage_is_refused(tmp_path: Path, code: str, told: str) -> None:
    found = refused(tmp_path / "x.xlsx", xlsx((1,), formats=("A1", code)))

    assert found.get((0, 0), "") == told


def test_a_percentage_of_open_document_is_refused(tmp_path: Path) -> None:
    cell = ods.cell(1).replace('"float"', '"percentage"')

    content = ods.spreadsheet(ods.table(ods.row(cell)))

    assert refused(tmp_path / "x.ods", content) == {(0, 0): "cell_percent"}


def test_percentages_of_a_large_sheet_are_found_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_FROM", 0)

    content = xlsx(("a", "b"), (1, 2), formats=("B2", "0%"))

    assert refused(tmp_path / "x.xlsx", content) == {(1, 1): "cell_percent"}


def test_a_share_of_our_own_columns_may_be_shown_as_a_percentage() -> None:
    report = Report()

    table = read_workbook(
        xlsx(("intensity", "count"), (0.25, 1), (0.5, 2), formats=("A2", "0%", "B3", "0%")),
        file="x",
        report=report,
    )

    assert table is not None
    assert [(problem.code, problem.row) for problem in report.problems] == [("cell_percent", 3)]
    assert table.columns[0].values[0] == "0.25"
