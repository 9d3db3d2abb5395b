"""Workbook: the bytes of an XLSX file to a table of text.

One visible sheet with data; a formula counts by the value that the spreadsheet stored.
Names of sheets are never repeated: they are content too.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import openpyxl

from leadline.intake import limit
from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE, RawTable, raw_table

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b")
# Attributes of a tag; a value may hold any mark but its own quote.
_WITH = rb"\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\b"
_HIDDEN = re.compile(
    rb"<(?:\w+:)?(?:(?:row|col)" + _WITH + rb"(?:hidden\s*=\s*([\"'])(?!(?:0|false)\1)"
    rb"|(?:ht|width)\s*=\s*([\"'])0*\.?0*\2)"
    rb"|sheetFormatPr" + _WITH + rb"zeroHeight\s*=\s*([\"'])(?!(?:0|false)\3))"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class _Refused(Exception):
    """The workbook as a whole is refused; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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


def read_workbook(content: bytes, *, file: str, report: Report) -> RawTable | None:
    """Return the table that the one sheet with data holds, None where there is none."""
    rows = None
    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that it leaves out (styles, extensions), with their content.
            warnings.simplefilter("ignore")
            rows = _rows_of_workbook(content)
    except _Refused as refused:
        report.add(refused.code, file)
    except Exception:
        # A damaged part raises whatever its parser raises, and quotes content: say nothing of it.
        report.add("workbook_damaged", file)
    return None if rows is None else _table(rows, file=file, report=report)


def _rows_of_workbook(content: bytes) -> list[_Row]:
    has_formulas = _check_parts(content)
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    # Read again only where it matters: with formulas shown, or with their stored values.
    formulas = values
    if has_formulas:
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    sheet = _sheet_with_data(formulas)
    at = _formulas_at(formulas.worksheets[sheet]) if has_formulas else frozenset()
    rows = [_row(number, cells, at) for number, cells in _cells(values.worksheets[sheet])]
    while rows and not rows[-1].width:
        rows.pop()
    if not rows:
        raise _Refused("file_empty")
    return rows


def _check_parts(content: bytes) -> bool:
    """Refuse what must not be opened or cannot be seen; return whether any cell has a formula."""
    has_formulas = False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if limit.expands_too_much(sum(part.file_size for part in parts), packed=len(content)):
            raise _Refused("expands_too_much")
        names = {part.filename.lower() for part in parts}
        if len(parts) > limit.MOST_PARTS_OF_WORKBOOK or len(names) < len(parts):
            raise _Refused("workbook_unsafe")
        if any(part.flag_bits & 1 for part in parts) or any("vbaproject" in n for n in names):
            raise _Refused("workbook_unsafe")
        for part in parts:
            has_formulas |= _check_part(archive.read(part))
    return has_formulas


def _check_part(part: bytes) -> bool:
    # Without the NULs, so that UTF-16 hides nothing.
    part = part.replace(b"\0", b"")
    if _DOCTYPE.search(part):
        raise _Refused("workbook_unsafe")
    if not _SHEET.search(part):
        return False
    if _MERGED.search(part):
        raise _Refused("cells_merged")
    if _HIDDEN.search(part):
        raise _Refused("cells_hidden")
    return _FORMULA.search(part) is not None


def _sheet_with_data(book: openpyxl.Workbook) -> int:
    full = [at for at, sheet in enumerate(book.worksheets) if _has_data(sheet)]
    if any(book.worksheets[at].sheet_state != "visible" for at in full):
        raise _Refused("sheet_hidden")
    if not full:
        raise _Refused("file_empty")
    if len(full) > 1:
        raise _Refused("sheets_several")
    return full[0]


def _has_data(sheet: openpyxl.worksheet.worksheet.Worksheet) -> bool:
    return any(cell.value is not None for _, cells in _cells(sheet) for cell in cells)


def _cells(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
) -> Iterator[tuple[int, Sequence[openpyxl.cell.cell.Cell]]]:
    # What the file says of its own size is not believed: it would make rows of any width.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > limit.MOST_ROWS_OF_SHEET:
            raise _Refused("rows_too_many")
        if len(cells) > limit.MOST_COLUMNS:
            raise _Refused("columns_too_many")
        yield number, cells


def _formulas_at(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
) -> frozenset[tuple[int, int]]:
    return frozenset(
        (number, at)
        for number, cells in _cells(sheet)
        for at, cell in enumerate(cells, 1)
        if cell.data_type == "f"
    )


def _row(
    number: int,
    cells: Sequence[openpyxl.cell.cell.Cell],
    formulas: frozenset[tuple[int, int]],
) -> _Row:
    texts, refused = [], []
    for at, cell in enumerate(cells, 1):
        text, code = _text(cell)
        if cell.value is None and (number, at) in formulas:
            code = "formula_without_value"
        texts.append(text)
        if code:
            refused.append((at, code))
    return _Row(number, tuple(texts), tuple(refused))


def _text(cell: openpyxl.cell.cell.Cell) -> tuple[str, str]:
    """Return a cell as the text that a CSV file would hold, and a problem code if it has none."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "e":
        return "", "cell_error"
    if isinstance(value, str):
        return (value, "") if not _CONTROL.search(value) else ("", "cell_line_break")
    if isinstance(value, bool):
        return "", "cell_truth"
    if isinstance(value, int):
        return str(value), ""
    if isinstance(value, float):
        return format(value, ".0f" if value.is_integer() else ".15g"), ""
    return _day(value)


def _day(value: object) -> tuple[str, str]:
    if isinstance(value, datetime) and value.time() == time():
        return EXCEL_DATE + value.date().isoformat(), ""
    if isinstance(value, date) and not isinstance(value, datetime):
        return EXCEL_DATE + value.isoformat(), ""
    return "", "cell_time"


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
