"""Sheet: a file of any layout as grids of text, one for each sheet with data.

Nothing is known of the layout, so nothing is refused but what cannot be seen or trusted; which
cells matter is for a mapping to say.
"""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from leadline.intake import limit
from leadline.intake.cell import Value, cell_text
from leadline.intake.gate import WORKBOOKS, read_content
from leadline.intake.grid import Grid
from leadline.intake.package import Refused
from leadline.intake.problem import Report
from leadline.intake.workbook import read_sheets, unless_refused
from leadline.intake.worksheet import Range, Sheet, row_named

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1256", "iso-8859-1")
DELIMITERS = (",", ";", "\t", "|")
_TEXTS = (".csv", ".tsv", ".txt", ".csv.gz")
# Controls of both kinds, and what a reader cannot see but a line counter takes for a line's end.
_BREAKS = re.compile(r"[\t\r\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def read_grids(
    path: Path,
    *,
    file: str,
    report: Report,
    place: str = "",
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> tuple[Grid, ...]:
    """Return all sheets with data of a workbook, or the one table of delimited text.

    Parameters
    ----------
    file : str
        The path from where the user stands; it stands in every problem.
    place : str
        The key of the file that names this one, for a file that is not there.
    delimiter, encoding : str
        Of delimited text: one of ``DELIMITERS``, one of ``ENCODINGS``.

    Returns
    -------
    tuple of Grid
        Empty where the file was refused; the report says why.
    """
    kinds = (*WORKBOOKS, *_TEXTS)
    content = read_content(path, file=file, report=report, place=place, kinds=kinds)
    if content is None:
        return ()
    if path.name.lower().endswith(WORKBOOKS):
        return _workbook(content, file=file, report=report)
    return _text(content, file=file, report=report, delimiter=delimiter, encoding=encoding)


def _workbook(content: bytes, *, file: str, report: Report) -> tuple[Grid, ...]:
    return unless_refused(lambda: _grids(content, file=file), file=file, report=report) or ()


def _grids(content: bytes, *, file: str) -> tuple[Grid, ...]:
    sheets = read_sheets(content)
    size = sum(sheet.extent.n_rows * sheet.extent.n_columns for sheet in sheets)
    if size > limit.MOST_CELLS_OF_GRID:
        raise Refused("cells_too_many")
    return tuple(_grid(sheet, file=file) for sheet in sheets)


def _grid(sheet: Sheet, *, file: str) -> Grid:
    refused = {(row, column): code for row, column, code in sheet.extent.refused()}
    rows = []
    for at, values in enumerate(sheet.rows):
        texts = []
        for column, value in enumerate(values):
            text, code = _cell(value)
            texts.append(text)
            if code:
                refused.setdefault((at, column), code)
        rows.append((*texts, *[""] * (sheet.extent.n_columns - len(texts))))
    rows += [("",) * sheet.extent.n_columns] * (sheet.extent.n_rows - len(rows))
    merged = _within(sheet.merged, len(rows), sheet.extent.n_columns)
    _refuse_covered(merged, rows)
    return Grid(
        file=file,
        sheet=sheet.name,
        lines=tuple(range(1, len(rows) + 1)),
        rows=tuple(rows),
        refused=refused,
        merged=merged,
    )


def _cell(value: Value) -> tuple[str, str]:
    """Return the text of a cell, and a problem code where it can be no label and no count."""
    if isinstance(value, float) and not value.is_integer():
        # As text its decimal mark could be taken for one of thousands.
        return cell_text(value)[0], "number_not_whole"
    # A heading may run over two lines of its cell.
    return cell_text(_BREAKS.sub(" ", value) if isinstance(value, str) else value)


def _refuse_covered(merged: Sequence[Range], rows: Sequence[Sequence[str]]) -> None:
    """Refuse data that lies under a merged cell, where nobody sees it."""
    area = sum((last - first + 1) * (right - left + 1) for first, left, last, right in merged)
    if merged and area > len(rows) * len(rows[0]):
        # Merged cells never overlap.
        raise Refused("workbook_damaged")
    for first, left, last, right in merged:
        for at, row in enumerate(rows[first : last + 1]):
            if any(row[left + (at == 0) : right + 1]):
                raise Refused("cells_hidden", first=row_named(first + at))


def _within(merged: Sequence[Range], n_rows: int, n_columns: int) -> tuple[Range, ...]:
    """Return merged cells cut to the rows and columns with data."""
    return tuple(
        (first, left, min(last, n_rows - 1), min(right, n_columns - 1))
        for first, left, last, right in merged
        if first < n_rows and left < n_columns
    )


def _text(
    content: bytes, *, file: str, report: Report, delimiter: str, encoding: str
) -> tuple[Grid, ...]:
    text = _decoded(content, file=file, report=report, encoding=encoding)
    if text is None:
        return ()
    lines = text.rstrip("\n").split("\n")
    if lines == [""]:
        report.add("file_empty", file)
        return ()
    if len(lines) + text.count(delimiter) > limit.MOST_CELLS_OF_GRID:
        report.add("cells_too_many", file, most=limit.MOST_CELLS_OF_GRID)
        return ()
    if not _lines_are_good(lines, file=file, report=report):
        return ()
    records = [_fields(line, delimiter=delimiter) for line in lines]
    bad = [at for at, fields in enumerate(records, 1) if fields is None]
    for row in bad:
        report.add("quote_open", file, row=row)
    rows = [fields for fields in records if fields is not None]
    width = max(map(len, rows), default=0)
    if width > limit.MOST_COLUMNS_OF_SHEET:
        report.add("columns_too_many", file, row=records.index(max(rows, key=len)) + 1)
    elif limit.spreads_too_much(width * len(rows), filled=sum(map(len, rows))):
        report.add("expands_too_much", file)
    elif not bad:
        return (_table(rows, file=file, width=width),)
    return ()


def _decoded(content: bytes, *, file: str, report: Report, encoding: str) -> str | None:
    row = 0
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        row = content[: error.start].decode(encoding, errors="ignore").count("\n") + 1
    if row:
        report.add("encoding", file, row=row)
        return None
    text = text.replace("\r\n", "\n")
    if text.count("\n") > limit.MOST_LINES:
        report.add("lines_too_many", file, most=limit.MOST_LINES)
        return None
    return text


def _lines_are_good(lines: Sequence[str], *, file: str, report: Report) -> bool:
    problems = [(at, code) for at, line in enumerate(lines, 1) if (code := _line_code(line))]
    for row, code in problems:
        report.add(code, file, row=row)
    return not problems


def _line_code(line: str) -> str:
    if len(line) > limit.LONGEST_LINE:
        return "line_too_long"
    return "control_character" if _CONTROL.search(line) else ""


def _fields(line: str, *, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _table(rows: Sequence[list[str]], *, file: str, width: int) -> Grid:
    return Grid(
        file=file,
        sheet="",
        lines=tuple(range(1, len(rows) + 1)),
        rows=tuple((*row, *[""] * (width - len(row))) for row in rows),
        refused={},
        merged=(),
        widths=tuple(map(len, rows)),
    )
