"""OpenDocument spreadsheets that are wrong as spreadsheets."""

import random
from collections.abc import Callable
from datetime import date, time, timedelta

from tests import opendocument as ods
from tests.property.bad_files import Case, Maker, Table, canary
from tests.property.bad_workbooks import KINDS, cell, repacked

Spoil = Callable[[list[str], str, random.Random], str]
STYLES = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="ro2" style:family="table-row">'
    '<style:table-row-properties style:row-height="0.00in"/></style:style>'
    '<style:style style:name="co2" style:family="table-column">'
    '<style:table-column-properties style:column-width="0cm"/></style:style>'
)


def opendocument(records: list[list[str]]) -> bytes:
    """Records as a spreadsheet, numbers as numbers."""
    return ods.of_records([[cell(text) for text in record] for record in records])


def opendocument_named(records: list[list[str]], name: str) -> bytes:
    """Records as a spreadsheet of which the sheet has a name."""
    cells = ods.rows([[cell(text) for text in record] for record in records])
    return ods.spreadsheet(ods.table(*cells, ods.REST, name=name))


def rows(table: Table) -> list[str]:
    return ods.rows([[cell(text) for text in record] for record in table.records()])


def spoilt(code: str, spoil: Spoil) -> Maker:
    """A table of which the rows, as XML, were made into something that is refused."""

    def make(rng: random.Random) -> Case:
        table, text = Table.good(rng.choice(KINDS)), canary(rng)
        sheets = spoil(rows(table), text, rng)
        content = ods.spreadsheet(sheets, styles=STYLES)
        return Case(code, table.kind, table.kind + ".ods", content, (text,))

    return make


def with_cell(value: Callable[[str, random.Random], str]) -> Spoil:
    """Put a cell in the place of the first one of a row."""

    def spoil(rows: list[str], text: str, rng: random.Random) -> str:
        at, end = rng.randrange(1, len(rows)), "</table:table-cell>"
        head, _, rest = rows[at].partition(end)
        rows[at] = head[: head.index("<table:table-cell")] + value(text, rng) + rest
        return ods.table(*rows, ods.REST)

    return spoil


def with_attribute(*attributes: str) -> Spoil:
    """Give a row an attribute."""

    def spoil(rows: list[str], text: str, rng: random.Random) -> str:
        at = rng.randrange(1, len(rows))
        new = f"<table:table-row {rng.choice(attributes)}"
        rows[at] = rows[at].replace("<table:table-row", new, 1)
        return ods.table(*rows, ods.REST)

    return spoil


def beside(*sheets: str) -> Spoil:
    """Add a sheet; its text is planted."""
    return lambda rows, text, rng: ods.table(*rows) + rng.choice(sheets).replace("{}", text)


def before(*elements: str) -> Spoil:
    """Put an element before the rows."""
    return lambda rows, text, rng: ods.table(rng.choice(elements).replace("{}", text), *rows)


def in_closed_group(rows: list[str], text: str, rng: random.Random) -> str:
    group = '<table:table-row-group table:display="false">'
    return ods.table(rows[0], group, *rows[1:], "</table:table-row-group>")


def error(text: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return ods.cell(text).replace(
            "<table:table-cell", '<table:table-cell calcext:value-type="error"'
        )
    told = rng.choice(["#N/A", "#REF!", "Err:502", "#DIV/0!"])
    return ods.cell(told, formula=f"of:={text}")


def repeated(key: str, times: Callable[[random.Random], int]) -> Spoil:
    """Repeat a row or a cell with data."""
    what = "table:table-row" if "rows" in key else "table:table-cell"

    def spoil(rows: list[str], text: str, rng: random.Random) -> str:
        at = rng.randrange(1, len(rows))
        rows[at] = rows[at].replace(f"<{what}", f'<{what} table:{key}="{times(rng)}"', 1)
        return ods.table(*rows, ods.REST)

    return spoil


def unsafe(rng: random.Random) -> Case:
    table, text = Table.good(rng.choice(KINDS)), canary(rng)
    uri = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    locked = f'<m:m xmlns:m="{uri}"><m:encryption-data m:x="{text}"/></m:m>'
    part, prolog = rng.choice(
        [
            ({"META-INF/manifest.xml": locked.encode()}, ""),
            ({f"Basic/Standard/{text}.xml": b"<x/>"}, ""),
            ({f"Scripts/python/{text}.py": text.encode()}, ""),
            ({"_rels/.rels": b"<x/>"}, ""),
            ({f"{text}.xml": f'<!DOCTYPE x [<!ENTITY {text} "">]><x/>'.encode("utf-16")}, ""),
            ({}, f'<!DOCTYPE x [<!ENTITY {text} "{text}">]>'),
        ]
    )
    content = ods.spreadsheet(ods.table(*rows(table)), parts=part, prolog=prolog)
    return Case("workbook_unsafe", table.kind, table.kind + ".ods", content, (text,))


def damaged(rng: random.Random) -> Case:
    table, text = Table.good(rng.choice(KINDS)), canary(rng)
    content = opendocument(table.records())
    how = rng.randrange(4)
    if how == 0:
        content = content[: rng.randint(30, len(content) - 30)]
    elif how == 1:
        content = repacked(content, lambda n, d: d.replace(b"</table:table>", text.encode()))
    elif how == 2:
        content = repacked(content, lambda n, d: None if n == "content.xml" else d)
    else:
        content = b"PK\x03\x04" + text.encode() * 40
    return Case("workbook_damaged", table.kind, table.kind + ".ods", content, (text,))


def cell_is_date(rng: random.Random) -> Case:
    table, day = Table.good("counts"), date(2031, 3, 1) + timedelta(days=rng.randint(0, 300))
    records: list[list[object]] = [[cell(text) for text in r] for r in table.records()]
    records[1][table.header.index(rng.choice(["reported", "occurred", "count"]))] = day
    content = ods.of_records(records)
    return Case("cell_is_date", "counts", "counts.ods", content, (day.isoformat(),))


ODS_MAKERS: list[Maker] = [
    spoilt("sheet_hidden", beside(ods.table(ods.row(ods.cell("{}")), style="ta2"))),
    spoilt("sheets_several", beside(ods.table(ods.row(ods.cell("{}")), name="{}"))),
    spoilt("cells_merged", with_cell(lambda text, r: ods.cell(text, number_columns_spanned=2))),
    spoilt("cells_merged", with_cell(lambda text, r: ods.cell(text, number_rows_spanned=2))),
    spoilt(
        "cells_hidden",
        with_attribute(
            'table:visibility="collapse"', 'table:visibility="filter"', 'table:style-name="ro2"'
        ),
    ),
    spoilt(
        "cells_hidden",
        before(
            '<table:table-column table:visibility="collapse"/>',
            '<table:table-column/><table:table-column table:style-name="co2"/>',
            '<table:table-column-group table:display="false"><table:table-column/>'
            "</table:table-column-group>",
        ),
    ),
    spoilt("cells_hidden", in_closed_group),
    spoilt("formula_without_value", with_cell(lambda text, r: ods.cell(None, formula=text))),
    spoilt("cell_error", with_cell(error)),
    spoilt("cell_truth", with_cell(lambda text, r: ods.cell(r.random() < 0.5))),
    spoilt("cell_time", with_cell(lambda text, r: ods.cell(time(r.randint(1, 23))))),
    spoilt("cell_line_break", with_cell(lambda text, r: ods.cell(f"{text}\n{text}"))),
    cell_is_date,
    spoilt("rows_too_many", repeated("number-rows-repeated", lambda r: r.randint(2**21, 2**40))),
    spoilt("expands_too_much", repeated("number-rows-repeated", lambda r: 1_048_000)),
    spoilt(
        "columns_too_many", repeated("number-columns-repeated", lambda r: r.randint(100, 2**40))
    ),
    spoilt(
        "workbook_unsafe",
        before(
            '<table:table-source xlink:href="{}"/>',
            '<table:dde-links><office:dde-source office:dde-item="{}"/></table:dde-links>',
            '<table:cell-range-source xlink:href="{}"/>',
            '<office:event-listeners xlink:href="{}"/>',
        ),
    ),
    unsafe,
    damaged,
]
