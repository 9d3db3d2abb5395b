"""Delimited text: the bytes of a CSV file to a table of text, every row of the same length.

One line is one row: a line break inside a quoted field would make the line numbers of a
spreadsheet and of an editor differ, so it is refused.
"""

import codecs
import csv
from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from leadline.intake import limit
from leadline.intake.problem import Report
from leadline.intake.table import GrowingColumn, RawTable

# C0 controls other than the line feed, and DEL: in UTF-8 these bytes are nothing else.
_CONTROLS = bytes([*range(10), *range(11, 32), 127])
# A tab is such a control; it is looked at first because it says what is wrong.
_OTHER_MARKS = ";\t|"
# Bytes taken at once: memory holds the file, and a few copies of a block only.
_BLOCK = 16 * 1024 * 1024
# Stands between fields once quotation marks are read: no text can hold it.
_BETWEEN = "\x1f"
# A line of which no quoted field holds a comma or a quotation mark.
_FIELD = '(?:"[^",]*"|[^",]*)'
_SIMPLE = f"^{_FIELD}(?:,{_FIELD})*$"


def read_delimited(content: bytes, *, file: str, report: Report) -> RawTable | None:
    """Return the table that comma-separated UTF-8 text holds, None where it holds none.

    Rows of another length than the header are reported and left out.
    """
    if not _may_be_decoded(content, file=file, report=report):
        return None
    first = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    end = _end(content)
    if end <= first:
        report.add("file_empty", file)
        return None
    row, table = 1, None
    for block in _blocks(content, first, end):
        lines = _lines(block, row=row, file=file, report=report)
        if lines is None:
            return None
        if table is None:
            header = _header(lines[0], file=file, report=report)
            if header is None:
                return None
            row, lines, table = 2, lines[1:], _Table(header, file=file, report=report)
        table.add(lines, row=row)
        if table.n_values > limit.MOST_VALUES:
            report.add("values_too_many", file, most=limit.MOST_VALUES)
            return None
        row += len(lines)
    return None if table is None else table.whole()


def _may_be_decoded(content: bytes, *, file: str, report: Report) -> bool:
    """Look for what keeps a file from being text, in all of it."""
    code = ""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        code = "encoding"
    elif content.count(b"\n") > limit.MOST_LINES:
        report.add("lines_too_many", file, most=limit.MOST_LINES)
        return False
    elif _is_tabbed(content):
        code = "delimiter"
    if code:
        report.add(code, file, row=1)
        return False
    return _has_no_control(content, file=file, report=report)


def _is_tabbed(content: bytes) -> bool:
    end = content.find(b"\n")
    header = content[: end if end >= 0 else len(content)]
    return b"\t" in header and b"," not in header


def _has_no_control(content: bytes, *, file: str, report: Report) -> bool:
    rows, row = [], 1
    for block in _blocks(content, 0, len(content)):
        if _has_control(block):
            rows += [n for n, line in enumerate(block.split(b"\n"), row) if _has_control(line)]
        row += block.count(b"\n")
    report.add_rows("control_character", file, rows=np.array(rows, dtype=np.int32))
    return not rows


def _has_control(line: bytes) -> bool:
    return len(line.translate(None, _CONTROLS)) != len(line)


def _end(content: bytes) -> int:
    """Return where the content ends without the line ends after it."""
    end = len(content)
    while end and content[end - 1] in b"\r\n":
        end -= 1
    return end


def _blocks(content: bytes, first: int, end: int) -> Iterator[bytes]:
    """Yield the content in pieces of whole lines, ending as Unix ends them."""
    while first < end:
        cut = content.find(b"\n", first + _BLOCK, end) + 1 or end
        yield content[first:cut].replace(b"\r\n", b"\n")
        first = cut


def _lines(block: bytes, *, row: int, file: str, report: Report) -> pl.Series | None:
    try:
        text = block.removesuffix(b"\n").decode("utf-8")
    except UnicodeDecodeError as error:
        row += block.count(b"\n", 0, error.start)
    else:
        return pl.Series("line", [text], dtype=pl.String).str.split("\n").explode()
    report.add("encoding", file, row=row)
    return None


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


class _Table:
    """The rows of a file, taken block by block."""

    def __init__(self, header: list[str], *, file: str, report: Report) -> None:
        self._header, self._file, self._report = tuple(header), file, report
        self._places: list[NDArray[np.int32]] = []
        self._columns = [GrowingColumn() for _ in header]

    def add(self, lines: pl.Series, *, row: int) -> None:
        """Take the lines from this row on; what is no row of the table is reported."""
        at = np.arange(row, row + len(lines), dtype=np.int32)
        blank = (lines == "").to_numpy()
        too_long = (lines.str.len_chars() > limit.LONGEST_LINE).to_numpy()
        self._tell("row_blank", at[blank])
        self._tell("line_too_long", at[too_long])
        kept = ~(blank | too_long)
        rows = _unquoted(lines.filter(pl.Series(kept)))
        at, open_quote = at[kept], rows.is_null().to_numpy()
        n_between = rows.str.count_matches(_BETWEEN, literal=True).fill_null(0).to_numpy()
        ragged = (n_between.astype(np.int64) + 1 != len(self._header)) & ~open_quote
        self._tell("quote_open", at[open_quote])
        self._tell("row_length", at[ragged], expected=len(self._header))
        good = ~(open_quote | ragged)
        fields = rows.filter(pl.Series(good)).str.split_exact(_BETWEEN, len(self._header) - 1)
        for column, texts in zip(self._columns, fields.struct.unnest(), strict=True):
            column.add(texts)
        self._places.append(at[good])

    @property
    def n_values(self) -> int:
        """How many different values all columns have."""
        return sum(map(len, self._columns))

    def whole(self) -> RawTable:
        """Return the table."""
        columns = tuple(column.whole() for column in self._columns)
        return RawTable(self._file, self._header, np.concatenate(self._places), columns)

    def _tell(self, code: str, rows: NDArray[np.int32], *, expected: int = 0) -> None:
        self._report.add_rows(code, self._file, rows=rows, expected=expected)


def _unquoted(lines: pl.Series) -> pl.Series:
    """Return lines with our mark between fields; null where a quoted field is not closed."""
    if not lines.str.contains('"', literal=True).any():
        return lines.str.replace_all(",", _BETWEEN, literal=True)
    simple = lines.str.contains(_SIMPLE)
    plain = lines.str.replace_all('"', "", literal=True)
    plain = plain.str.replace_all(",", _BETWEEN, literal=True)
    if simple.all():
        return plain
    return plain.scatter(simple.not_().arg_true(), list(map(_rejoined, lines.filter(~simple))))


def _rejoined(line: str) -> str | None:
    fields = _fields(line)
    return None if fields is None else _BETWEEN.join(fields)
