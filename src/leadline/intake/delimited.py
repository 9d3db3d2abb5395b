"""Delimited text: the bytes of a CSV file to a table of text, every row of the same length.

One line is one row: a line break inside a quoted field would make the line numbers of a
spreadsheet and of an editor differ, so it is refused.
"""

import codecs
import csv

import numpy as np
import polars as pl

from leadline.intake import limit
from leadline.intake.problem import Report
from leadline.intake.table import RawTable, raw_column, raw_table

# C0 controls other than the line feed, and DEL: in UTF-8 these bytes are nothing else.
_CONTROLS = bytes([*range(10), *range(11, 32), 127])
# A tab is such a control; it is looked at first because it says what is wrong.
_OTHER_MARKS = ";\t|"


def read_delimited(content: bytes, *, file: str, report: Report) -> RawTable | None:
    """Return the table that comma-separated UTF-8 text holds, None where it holds none.

    Rows of another length than the header are reported and left out.
    """
    text = _decoded(content, file=file, report=report)
    if text is None:
        return None
    lines = text.rstrip("\n").split("\n")
    if lines == [""]:
        report.add("file_empty", file)
        return None
    header = _header(lines[0], file=file, report=report)
    if header is None:
        return None
    if '"' in text:
        return _quoted(lines, header, file=file, report=report)
    return _plain(lines, header, file=file, report=report)


def _decoded(content: bytes, *, file: str, report: Report) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        report.add("encoding", file, row=1)
        return None
    if content.count(b"\n") > limit.MOST_LINES:
        report.add("lines_too_many", file, most=limit.MOST_LINES)
        return None
    content = content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    if _is_tabbed(content):
        report.add("delimiter", file, row=1)
        return None
    if len(content.translate(None, _CONTROLS)) != len(content):
        rows = np.array(
            [n for n, line in enumerate(content.split(b"\n"), 1) if _has_control(line)],
            dtype=np.int32,
        )
        report.add_rows("control_character", file, rows=rows)
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
    report.add("encoding", file, row=row)
    return None


def _is_tabbed(content: bytes) -> bool:
    header, _, _ = content.partition(b"\n")
    return b"\t" in header and b"," not in header


def _has_control(line: bytes) -> bool:
    return len(line.translate(None, _CONTROLS)) != len(line)


def _header(line: str, *, file: str, report: Report) -> list[str] | None:
    header = _fields(line)
    code = ""
    if header is None:
        code = "quote_open"
    elif not line.strip(" ,"):
        code = "header_blank"
    elif len(header) == 1 and any(mark in line for mark in _OTHER_MARKS):
        code = "delimiter"
    elif len(header) > limit.MOST_COLUMNS:
        code = "columns_too_many"
    if code:
        report.add(code, file, row=1)
        return None
    return header


def _fields(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


def _plain(lines: list[str], header: list[str], *, file: str, report: Report) -> RawTable:
    """Split lines that hold no quote, all at once."""
    rows = pl.Series("line", lines[1:], dtype=pl.String)
    at = np.arange(2, len(lines) + 1, dtype=np.int32)
    commas = rows.str.count_matches(",", literal=True).to_numpy().astype(np.int64)
    blank = (rows == "").to_numpy()
    too_long = (rows.str.len_chars() > limit.LONGEST_LINE).to_numpy()
    ragged = (commas + 1 != len(header)) & ~blank & ~too_long
    report.add_rows("row_blank", file, rows=at[blank])
    report.add_rows("line_too_long", file, rows=at[too_long])
    report.add_rows("row_length", file, rows=at[ragged], expected=len(header))
    good = ~(blank | ragged | too_long)
    split = rows.filter(pl.Series(good)).str.split_exact(",", len(header) - 1).struct.unnest()
    return RawTable(file, tuple(header), at[good], tuple(raw_column(column) for column in split))


def _quoted(lines: list[str], header: list[str], *, file: str, report: Report) -> RawTable:
    """Split lines of which some hold quotes, one by one."""
    records, places = [], []
    for row, line in enumerate(lines[1:], 2):
        code, fields = _record(line, expected=len(header))
        if code:
            report.add(code, file, row=row, expected=len(header))
        else:
            records.append(fields)
            places.append(row)
    return raw_table(file, header, lines=places, records=records)


def _record(line: str, *, expected: int) -> tuple[str, list[str]]:
    if not line:
        return "row_blank", []
    if len(line) > limit.LONGEST_LINE:
        return "line_too_long", []
    fields = _fields(line)
    if fields is None:
        return "quote_open", []
    return ("" if len(fields) == expected else "row_length"), fields
