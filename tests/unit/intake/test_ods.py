"""ODS: which cells are text, and what keeps a sheet from being seen or trusted."""

from datetime import date, datetime, time

import numpy as np
import pytest
from tests import opendocument as ods

from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE, RawTable
from leadline.intake.workbook import read_workbook

GOOD = [["a", "b"], ["x", 1]]


def read(content: bytes) -> tuple[RawTable | None, list[tuple[str, int]]]:
    report = Report()
    table = read_workbook(content, file="x.ods", report=report)
    return table, [(problem.code, problem.row) for problem in report.problems]


def with_row(*cells: str, attributes: str = "") -> bytes:
    last = ods.row(ods.cell("y"), *cells, attributes=attributes)
    return ods.spreadsheet(ods.table(*ods.rows(GOOD), last, ods.REST))


def rows_of(table: RawTable | None) -> list[tuple[str, ...]]:
    assert table is not None
    columns = [np.array(c.values, dtype=object)[c.index] for c in table.columns]
    return list(zip(*columns, strict=True))


def typed(kind: str, value: str = "", text: str = "", more: str = "") -> str:
    told = f'<table:table-cell office:value-type="{kind}" {value} {more}>'
    return f"{told}{text}</table:table-cell>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (ods.cell("2020-03"), "2020-03"),
        (ods.cell("'7"), "'7"),
        (ods.cell(7), "7"),
        (ods.cell(7.0), "7"),
        (ods.cell(-0.0), "0"),
        (ods.cell(12345678901234567000.0), "12345678901234567168"),
        (ods.cell(0.1 + 0.2), "0.3"),
        (ods.cell(None), ""),
        (ods.cell(date(2020, 3, 1)), EXCEL_DATE + "2020-03-01"),
        (ods.cell(datetime.fromisoformat("2020-03-01T00:00")), EXCEL_DATE + "2020-03-01"),
        (typed("percentage", 'office:value="0.35"', "<text:p>35 %</text:p>"), "0.35"),
        (typed("currency", 'office:value="3"', "<text:p>€ 3</text:p>"), "3"),
        (typed("float", 'office:value="5"', more='table:formula="of:=2+3"'), "5"),
        (typed("string", text="<text:p/>", more='table:formula="of:=A1"'), ""),
        (typed("string", text="<text:p>a<text:s text:c='2'/>b</text:p>"), "a  b"),
        (typed("string", text="<text:p><text:span>a</text:span>b</text:p>"), "ab"),
        (typed("string", 'office:string-value="c"', "<text:p>d</text:p>"), "c"),
        (
            typed(
                "string",
                text="<office:annotation><text:p>note</text:p></office:annotation>"
                "<text:p>e</text:p><draw:frame><text:p>picture</text:p></draw:frame>",
            ),
            "e",
        ),
    ],
)
def test_a_cell_is_the_text_that_a_csv_file_would_hold(cell: str, text: str) -> None:
    table, problems = read(with_row(cell))

    assert problems == []
    assert rows_of(table) == [("x", "1"), ("y", text)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<table:table-cell calcext:value-type="error" office:value-type="string"/>', "cell_error"),
        (typed("string", text="<text:p>#REF!</text:p>", more='table:formula="="'), "cell_error"),
        (typed("string", text="<text:p>Err:502</text:p>", more='table:formula="="'), "cell_error"),
        (ods.cell(None, formula="of:=A1"), "formula_without_value"),
        (ods.cell(True), "cell_truth"),
        (ods.cell(False), "cell_truth"),
        (ods.cell(time(9)), "cell_time"),
        (ods.cell(datetime.fromisoformat("2020-03-01T09:30")), "cell_time"),
        (ods.cell("two\nlines"), "cell_line_break"),
        (typed("string", text="<text:p>a<text:tab/>b</text:p>"), "cell_line_break"),
    ],
)
def test_a_cell_that_is_no_text_takes_its_row_out(cell: str, code: str) -> None:
    table, problems = read(with_row(cell))

    assert problems == [(code, 3)]
    assert rows_of(table) == [("x", "1")]


def test_repeated_rows_and_cells_stand_as_often_as_they_say() -> None:
    content = ods.spreadsheet(
        ods.table(
            ods.row(ods.cell("a"), ods.cell("b"), ods.cell("c")),
            ods.row(
                ods.cell(1, number_columns_repeated=2),
                ods.cell(2),
                attributes='table:number-rows-repeated="2"',
            ),
            ods.row(ods.cell(None), attributes='table:number-rows-repeated="3"'),
            ods.row(ods.cell(None, number_columns_repeated=2), ods.cell(3)),
            ods.REST,
        )
    )

    table, problems = read(content)

    assert problems == [("row_blank", row) for row in (4, 5, 6)]
    assert rows_of(table) == [("1", "1", "2"), ("1", "1", "2"), ("", "", "3")]
    assert table is not None
    assert table.lines.tolist() == [2, 3, 7]


STYLES = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="ta3" style:family="table" style:parent-style-name="ta2"/>'
    '<style:style style:name="ta4" style:family="table" style:parent-style-name="ta4"/>'
    '<style:style style:name="ro2" style:family="table-row">'
    '<style:table-row-properties style:row-height="0.000cm"/></style:style>'
    '<style:style style:name="ro3" style:family="table-row">'
    '<style:table-row-properties style:row-height="0.45cm"/></style:style>'
    '<style:style style:name="co2" style:family="table-column">'
    '<style:table-column-properties style:column-width="0in"/></style:style>'
)
ROWS = "".join(ods.rows(GOOD))
LAST = ods.row(ods.cell("y"), ods.cell(2))


@pytest.mark.parametrize(
    ("tables", "codes"),
    [
        ([ods.table(ROWS)], []),
        ([ods.table(ROWS, style="ta4")], []),
        ([ods.table(ROWS), ods.table(ods.REST, name="s", style="ta2")], []),
        ([ods.table(ROWS), ods.table(ROWS, name="s", style="ta2")], ["sheet_hidden"]),
        ([ods.table(ROWS), ods.table(ROWS, name="s", style="ta3")], ["sheet_hidden"]),
        ([ods.table(ROWS), ods.table(ROWS, name="s")], ["sheets_several"]),
        ([ods.table(ods.REST)], ["file_empty"]),
        ([ods.table(ROWS, ods.row(ods.cell(1, number_rows_spanned=2)))], ["cells_merged"]),
        (
            [
                ods.table(
                    ROWS,
                    LAST.replace(
                        "<table:table-row ", '<table:table-row table:visibility="collapse" '
                    ),
                )
            ],
            ["cells_hidden"],
        ),
        (
            [
                ods.table(
                    ROWS,
                    LAST.replace(
                        "<table:table-row ", '<table:table-row table:visibility="filter" '
                    ),
                )
            ],
            ["cells_hidden"],
        ),
        (
            [
                ods.table(
                    ROWS,
                    LAST.replace("<table:table-row ", '<table:table-row table:style-name="ro2" '),
                )
            ],
            ["cells_hidden"],
        ),
        (
            [
                ods.table(
                    ROWS,
                    LAST.replace("<table:table-row ", '<table:table-row table:style-name="ro3" '),
                )
            ],
            [],
        ),
        (
            [
                ods.table(
                    ROWS,
                    '<table:table-row-group table:display="false">',
                    LAST,
                    "</table:table-row-group>",
                )
            ],
            ["cells_hidden"],
        ),
        ([ods.table(ROWS, "<table:table-row-group>", LAST, "</table:table-row-group>")], []),
        (
            [
                ods.table(
                    '<table:table-column/><table:table-column table:visibility="collapse"/>', ROWS
                )
            ],
            ["cells_hidden"],
        ),
        (
            [
                ods.table(
                    '<table:table-column table:number-columns-repeated="2"/>',
                    '<table:table-column table:visibility="collapse"/>',
                    ROWS,
                )
            ],
            [],
        ),
        ([ods.table('<table:table-column table:style-name="co2"/>', ROWS)], ["cells_hidden"]),
        ([ods.table(ROWS, ods.row(ods.cell(None), attributes='table:visibility="collapse"'))], []),
        (["<table:dde-links/>", ods.table(ROWS)], ["workbook_unsafe"]),
        ([ods.table('<table:table-source xlink:href="x"/>', ROWS)], ["workbook_unsafe"]),
        ([ods.table("<office:event-listeners/>", ROWS)], ["workbook_unsafe"]),
        ([ods.table(ROWS, ods.row(typed("string", text=ods.table(ROWS))))], ["workbook_unsafe"]),
    ],
)
def test_one_visible_sheet_holds_the_table(tables: list[str], codes: list[str]) -> None:
    _, problems = read(ods.spreadsheet(*tables, styles=STYLES))

    assert [code for code, _ in problems] == codes


ENCRYPTED = (
    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b"<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
)
FAR_ERROR = ods.row(ods.cell(None, formula="="), attributes='table:number-rows-repeated="900000"')
MACROS = {"Basic/Standard/Module1.xml": b"<x/>"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods.spreadsheet(ods.table() * 501), "workbook_unsafe"),
        (
            with_row(typed("string", text="<text:span>" * 200 + "</text:span>" * 200)),
            "expands_too_much",
        ),
        (
            ods.spreadsheet(
                *[ods.table(FAR_ERROR, name=f"s{n}") for n in range(3)],
            ),
            "expands_too_much",
        ),
        (
            ods.spreadsheet(ods.table(ROWS), parts={"META-INF/manifest.xml": ENCRYPTED}),
            "workbook_unsafe",
        ),
        (ods.spreadsheet(ods.table(ROWS), parts=MACROS), "workbook_unsafe"),
        (ods.spreadsheet(ods.table(ROWS), parts={"_rels/.rels": b"<x/>"}), "workbook_unsafe"),
        (ods.spreadsheet(ods.table(ROWS), prolog="<!DOCTYPE x>"), "workbook_unsafe"),
        (ods.spreadsheet(ods.table(ROWS), parts={"content.xml": b"<x>"}), "workbook_damaged"),
        (with_row(typed("float", 'office:value="zqx"')), "workbook_damaged"),
        (with_row(typed("float")), "workbook_damaged"),
        (with_row(typed("date", 'office:date-value="2020-13"')), "workbook_damaged"),
        (with_row(ods.cell(1, number_columns_repeated="x")), "workbook_damaged"),
        (with_row(ods.cell(1, number_columns_repeated=100)), "columns_too_many"),
        (with_row(ods.cell(1, number_columns_repeated=10**9)), "columns_too_many"),
        (with_row(ods.cell(1), attributes='table:number-rows-repeated="9999999"'), "rows_too_many"),
        (
            with_row(ods.cell(1), attributes='table:number-rows-repeated="1040000"'),
            "expands_too_much",
        ),
        (
            with_row(
                ods.cell(None, formula="="), attributes='table:number-rows-repeated="1040000"'
            ),
            "expands_too_much",
        ),
    ],
)
def test_a_workbook_that_cannot_be_trusted_is_refused_whole(content: bytes, code: str) -> None:
    table, problems = read(content)

    assert table is None
    assert problems == [(code, 0)]


@pytest.mark.parametrize("value", ["5_0", "\u0665", " 5", "0x5", ""])
def test_a_number_that_only_python_reads_is_no_number(value: str) -> None:
    cell = typed("float", f'office:value="{value}"', "<text:p>5</text:p>")

    assert read(with_row(cell)) == (None, [("workbook_damaged", 0)])
