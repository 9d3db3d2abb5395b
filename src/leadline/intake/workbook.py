"""Workbook: the bytes of an XLSX or ODS file to a table of text.

One visible sheet with data; a formula counts by the value that the spreadsheet stored.
Names of sheets are never repeated: they are content too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadline.intake import limit
from leadline.intake.cell import cell_text
from leadline.intake.ods import read_ods
from leadline.intake.package import Refused, read_parts
from leadline.intake.problem import Report
from leadline.intake.table import RawTable, raw_table
from leadline.intake.worksheet import Sheet
from leadline.intake.xlsx import read_xlsx


@dataclass(frozen=True)
class _Row:
    """One row of a sheet: texts by column, and the problem codes of cells that hold no text."""

    number: int
    texts: tuple[str, ...]
    refused: tuple[tuple[int, str], ...]

    @property
    def width(self) -> int:
        """Columns up to the last one that is not blank."""
        filled = [at for at, text in enumerate(self.texts, 1) if text]
        return max(filled + [at for at, _ in self.refused], default=0)


def read_sheets(content: bytes) -> list[Sheet]:
    """Return the sheets with data of a workbook.

    Raises
    ------
    Refused
        The workbook as a whole is refused.
    Exception
        Whatever a parser raises on a damaged part; it may quote content.
    """
    parts = read_parts(content)
    is_ods, is_xlsx = "content.xml" in parts, "_rels/.rels" in parts
    if is_ods and is_xlsx:
        raise Refused("workbook_unsafe")
    sheets = read_ods(parts) if is_ods else read_xlsx(parts)
    if not sheets:
        raise Refused("file_empty")
    return sheets


def read_workbook(content: bytes, *, file: str, report: Report) -> RawTable | None:
    """Return the table that the one sheet with data holds, None where there is none."""
    rows = None
    try:
        rows = _rows_of_workbook(content)
    except Refused as refused:
        report.add(refused.code, file)
    except Exception:
        # A damaged part raises whatever its parser raises, and quotes content: say nothing of it.
        report.add("workbook_damaged", file)
    return None if rows is None else _table(rows, file=file, report=report)


def _rows_of_workbook(content: bytes) -> list[_Row]:
    sheets = read_sheets(content)
    if len(sheets) > 1:
        raise Refused("sheets_several")
    sheet = sheets[0]
    if sheet.merged:
        raise Refused("cells_merged")
    if sheet.extent.n_columns > limit.MOST_COLUMNS:
        raise Refused("columns_too_many")
    rows = list(_rows(sheet))
    while rows and not rows[-1].width:
        rows.pop()
    if not rows:
        raise Refused("file_empty")
    return rows


def _rows(sheet: Sheet) -> Iterator[_Row]:
    refused: dict[int, dict[int, str]] = {}
    for row, column, code in sheet.extent.refused():
        refused.setdefault(row, {})[column] = code
    for number, values in enumerate(sheet.rows):
        told = refused.get(number, {})
        texts = []
        for at, value in enumerate(values):
            text, code = cell_text(value)
            if code:
                told.setdefault(at, code)
            texts.append(text)
        yield _Row(number + 1, tuple(texts), tuple((at + 1, told[at]) for at in sorted(told)))


def _table(rows: list[_Row], *, file: str, report: Report) -> RawTable | None:
    """Put rows into a table; a row that is refused is reported and left out."""
    header, *body = rows
    if header.number != 1 or not header.width:
        report.add("header_blank", file, row=1)
        return None
    names = header.texts[: header.width]
    good = []
    for row in body:
        codes = _codes(row, expected=len(names))
        for column, code in codes:
            report.add(code, file, row=row.number, number=column, expected=len(names))
        if not codes:
            good.append(row)
    return raw_table(
        file,
        names,
        lines=[row.number for row in good],
        records=[_padded(row.texts, len(names)) for row in good],
    )


def _codes(row: _Row, *, expected: int) -> list[tuple[int, str]]:
    if not row.width:
        return [(0, "row_blank")]
    if row.width > expected:
        return [(0, "row_length"), *row.refused]
    return list(row.refused)


def _padded(texts: Sequence[str], width: int) -> list[str]:
    return [*texts[:width], *[""] * (width - len(texts))]
