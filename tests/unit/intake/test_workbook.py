"""Workbooks: which cells are text, and what keeps a sheet from being a table."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import numpy as np
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from leadline.intake import limit
from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE, RawTable
from leadline.intake.workbook import read_workbook, unless_refused

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
        (-0.0, "0"),
        (0.35, "0.35"),
        (0.1 + 0.2, "0.3"),
        (99999999.0, "99999999"),
        (123456789012, "123456789012"),
        ("'7", "'7"),
        (" 7", " 7"),
        ("007", "007"),
        (None, ""),
        (CellRichText("Q", TextBlock(InlineFont(b=True), "MA")), "QMA"),
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
        (False, "cell_truth"),
        (time(9, 30), "cell_time"),
        (timedelta(hours=30), "cell_time"),
        (datetime.fromisoformat("2020-03-01T09:30"), "cell_time"),
        ("two\nlines", "cell_line_break"),
        ("=A1", "formula_without_value"),
    ],
)
def test_a_cell_that_is_no_text_takes_its_row_out(value: object, code: str) -> None:
    table, problems = read(lambda book: book.active.append(["y", value]))

    assert problems == [(code, 3)]
    assert rows_of(table) == [("x", "1")]


def test_a_percentage_is_the_share_that_is_stored() -> None:
    def spoil(book: Book) -> None:
        book.active.append(["y", 0.35])
        book.active["B3"].number_format = "0 %"

    table, _ = read(spoil)

    assert rows_of(table)[1] == ("y", "0.35")


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    def spoil(book: Book) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.active.append(["y", date(2020, 3, 1)])

    table, _ = read(spoil)

    assert rows_of(table)[1] == ("y", EXCEL_DATE + "2020-03-01")


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


RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TEXT = '<c{} t="inlineStr"><is><t>{}</t></is></c>'
FIRST = f"<row>{TEXT.format('', 'a')}{TEXT.format('', 'b')}</row>"


def made(sheet: str, *, parts: dict[str, str] | None = None, encoding: str = "utf-8") -> bytes:
    """A workbook of parts written by hand."""
    relation = f'<Relationship Id="{{}}" Type="{RELATED}/{{}}" Target="{{}}"/>'
    every = {
        "_rels/.rels": relation.format("r1", "officeDocument", "/xl/book.xml"),
        "xl/_rels/book.xml.rels": relation.format("r1", "worksheet", "One.xml"),
        "xl/book.xml": f'<workbook xmlns:r="{RELATED}"><sheets>'
        '<sheet name="s" r:id="r1"/></sheets></workbook>',
        "xl/one.xml": sheet,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        # Stored, so that a part that shrinks well is no bomb by its size alone.
        for name, part in {**every, **(parts or {})}.items():
            whole = f"<Relationships>{part}</Relationships>" if name.endswith("rels") else part
            archive.writestr(name, whole.encode(encoding))
    return stream.getvalue()


def sheet_of(rows: str) -> str:
    return f"{HEAD}{FIRST}{rows}</sheetData></worksheet>"


def read_made(content: bytes) -> tuple[RawTable | None, list[tuple[str, int]]]:
    report = Report()
    table = read_workbook(content, file="x.xlsx", report=report)
    return table, [(problem.code, problem.row) for problem in report.problems]


PREFIXED = sheet_of("<row><c/><c><v>1</v></c></row>").replace("<", "<x:").replace("<x:/", "</x:")


@pytest.mark.parametrize(
    ("sheet", "encoding"),
    [
        (sheet_of("<row><c/><c><v>1</v></c></row>"), "utf-8"),
        (sheet_of("<row><c/><c><v>1</v></c></row>"), "utf-16"),
        (sheet_of('<row r="2"><c r="B2" t="n"><v>1</v></c></row>'), "utf-8"),
        (sheet_of('<row><c t="str"><f>""</f><v></v></c><c><f>1</f><v>1</v></c></row>'), "utf-8"),
        (PREFIXED.replace("xmlns=", "xmlns:x="), "utf-8"),
    ],
    ids=["no places", "UTF-16", "places", "formulas with values", "prefixed"],
)
def test_ways_to_write_the_same_sheet(sheet: str, encoding: str) -> None:
    table, problems = read_made(made(sheet, encoding=encoding))

    assert problems == []
    assert table is not None
    assert table.header == ("a", "b")
    assert rows_of(table) == [("", "1")]


RELATIONS = "xl/_rels/book.xml.rels"
MACROS = '<Relationship Id="r1" Type="x/xlMacrosheet" Target="one.xml"/>'
OUTSIDE = '<Relationship Id="r1" Type="x/worksheet" TargetMode="External" Target="one.xml"/>'
TWICE = '<Relationship Id="r1" Type="x/worksheet" Target="one.xml"/>' * 2
LINK = MACROS.replace("xlMacrosheet", "worksheet") + (
    '<Relationship Id="r2" Type="x/externalLink" Target="link.xml"/>'
)
STYLES = MACROS.replace("xlMacrosheet", "worksheet") + (
    '<Relationship Id="r2" Type="x/styles" Target="s.xml"/>'
)
MANY = "".join(f'<Relationship Id="r{n}" Type="x/y" Target="one.xml"/>' for n in range(2_001))
BOOK = f'<workbook xmlns:r="{RELATED}"><sheets>{{}}</sheets></workbook>'
SHEET = '<sheet name="s" r:id="r1"/>'
GOOD = sheet_of("<row><c/><c><v>1</v></c></row>")


def dated(value: str) -> bytes:
    """A workbook with a value in a cell that shows days."""
    styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    sheet = sheet_of(f'<row><c s="0"><v>{value}</v></c></row>')
    return made(sheet, parts={RELATIONS: STYLES, "xl/s.xml": styles})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (made(GOOD, parts={RELATIONS: MACROS}), "workbook_unsafe"),
        (made(GOOD, parts={RELATIONS: OUTSIDE}), "workbook_unsafe"),
        (made(GOOD, parts={RELATIONS: TWICE}), "workbook_damaged"),
        (made(GOOD, parts={RELATIONS: ""}), "workbook_damaged"),
        (
            made(GOOD, parts={RELATIONS: LINK, "xl/link.xml": "<x><ddeLink/></x>"}),
            "workbook_unsafe",
        ),
        (made(GOOD, parts={"xl/vbaProject.bin": ""}), "workbook_unsafe"),
        (made(GOOD.replace("<worksheet", "<!DOCTYPE x><worksheet")), "workbook_unsafe"),
        (made('<?xml version="1.0" encoding="cp1252"?>' + GOOD), "workbook_damaged"),
        (made(GOOD.replace("xmlns=", "xmlns:y=").replace("2006/main", "2007")), "workbook_damaged"),
        (made(sheet_of('<row><c r="B3"><v>1</v></c></row>')), "workbook_damaged"),
        (made(sheet_of('<row r="1"><c><v>1</v></c></row>')), "workbook_damaged"),
        (made(sheet_of('<row><c r="B2"/><c r="A2"><v>1</v></c></row>')), "workbook_damaged"),
        (made(sheet_of('<row><c t="x"><v>1</v></c></row>')), "workbook_damaged"),
        (made(sheet_of('<row><c r="ZZZ2"><v>1</v></c></row>')), "columns_too_many"),
        (made(sheet_of('<row r="9999999"><c><v>1</v></c></row>')), "rows_too_many"),
        (made(sheet_of('<row r="1040000"><c><v>1</v></c></row>')), "expands_too_much"),
        (dated("-1e300"), "workbook_damaged"),
        (dated("NaN"), "workbook_damaged"),
        (dated("x"), "workbook_damaged"),
        (dated("<![CDATA[-1e300]]>"), "workbook_damaged"),
        (made(sheet_of("<x>" * 200 + "</x>" * 200)), "expands_too_much"),
        (made(sheet_of(f'<row x="{"y" * 1_600_000}"/>')), "expands_too_much"),
        (made(GOOD, parts={RELATIONS: STYLES, "xl/s.xml": " " * 33_554_433}), "expands_too_much"),
        (made(GOOD, parts={RELATIONS: MANY, "xl/one.xml": GOOD}), "workbook_unsafe"),
        (made(GOOD, parts={"xl/book.xml": BOOK.format(SHEET * 2)}), "workbook_damaged"),
        (made(GOOD, parts={"xl/book.xml": BOOK.format(SHEET * 501)}), "workbook_unsafe"),
    ],
)
def test_a_workbook_that_cannot_be_trusted_is_refused_whole(content: bytes, code: str) -> None:
    table, problems = read_made(content)

    assert table is None
    assert problems == [(code, 0)]


def test_what_an_archive_says_of_its_size_is_not_believed() -> None:
    # The directory names fewer bytes than the part unpacks to: another reader would go on.
    content = made(sheet_of("<row><c/><c><v>1</v></c></row>" * 1000))
    size = len(sheet_of("<row><c/><c><v>1</v></c></row>" * 1000))

    _, problems = read_made(content.replace(size.to_bytes(4, "little"), b"\x10\0\0\0"))

    assert problems == [("workbook_damaged", 0)]


def test_a_workbook_of_too_many_different_values_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limit, "MOST_VALUES", 1)

    assert read_made(made(GOOD))[1] == [("values_too_many", 0)]


def test_a_workbook_of_more_shared_texts_than_cells_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limit, "MOST_CELLS_OF_SHEET", 5)
    shared = STYLES.replace("x/styles", "x/sharedStrings")
    content = made(GOOD, parts={RELATIONS: shared, "xl/s.xml": f"<sst>{'<si/>' * 6}</sst>"})

    assert read_made(content)[1] == [("expands_too_much", 0)]


class PanicException(BaseException):
    """What a library in Rust raises where it gives up."""


def test_what_gives_up_is_told_as_damage_and_what_stops_the_program_goes_on() -> None:
    def stop(error: BaseException) -> None:
        raise error

    report = Report()

    found = unless_refused(lambda: stop(PanicException("zq")), file="x.xlsx", report=report)

    assert found is None
    assert [problem.code for problem in report.problems] == ["workbook_damaged"]
    with pytest.raises(KeyboardInterrupt):
        unless_refused(lambda: stop(KeyboardInterrupt()), file="x.xlsx", report=report)
