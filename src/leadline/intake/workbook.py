"""Workbook: the bytes of an XLSX or ODS file to a table of text.

One visible sheet with data; a formula counts by the value that the spreadsheet stored.
Names of sheets are never repeated: they are content too.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from leadline.intake import limit
from leadline.intake.cell import Value, cell_text
from leadline.intake.ods import read_ods
from leadline.intake.package import Refused, read_parts
from leadline.intake.problem import LISTED_AT_MOST, Report
from leadline.intake.table import RawTable, raw_column
from leadline.intake.worksheet import PERCENT, Sheet
from leadline.intake.xlsx import read_xlsx

Found = TypeVar("Found")

_BLOCK = 50_000
# The one column of ours whose numbers are counts.
_COUNT = "count"


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


def unless_refused(read: Callable[[], Found], *, file: str, report: Report) -> Found | None:
    """Return what is read from a workbook, None where anything is raised.

    A damaged part raises whatever its parser raises, and quotes content: nothing is said of it.
    """
    code, first = "workbook_damaged", ""
    try:
        return read()
    except Refused as refused:
        code, first = refused.code, refused.first
    except Exception:
        code = "workbook_damaged"
    except BaseException as error:
        # What a Rust library raises where it gives up is no Exception.
        if "Panic" not in type(error).__name__:
            raise
    report.add(code, file, most=limit.MOST_CELLS_OF_GRID, first=first)
    return None


def read_workbook(content: bytes, *, file: str, report: Report) -> RawTable | None:
    """Return the table that the one sheet with data holds, None where there is none."""
    cells = unless_refused(lambda: _Cells(_only(read_sheets(content))), file=file, report=report)
    return None if cells is None else _table(cells, file=file, report=report)


def _only(sheets: Sequence[Sheet]) -> Sheet:
    if len(sheets) > 1:
        raise Refused("sheets_several")
    if sheets[0].merged:
        raise Refused("cells_merged")
    if sheets[0].extent.n_columns > limit.MOST_COLUMNS:
        raise Refused("columns_too_many")
    return sheets[0]


class _Cells:
    """The cells of a sheet by column: their texts, and which of them hold none.

    Parameters
    ----------
    texts : list of String series [row]
    refused : mapping of problem code to places, a place being row and column
    width : int [row]
        Columns up to the last one that is not blank.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.refused: dict[str, list[tuple[int, int]]] = {}
        blocks = [self._block(first, rows) for first, rows in _blocks(sheet)]
        self.texts = [pl.concat(parts) for parts in zip(*blocks, strict=True)]
        for row, column, code in sheet.extent.refused():
            if code == PERCENT and self.texts[column][0] != _COUNT:
                # A share may be shown as a percentage: its cell holds 0.25 all the same.
                continue
            self.refused.setdefault(code, []).append((row, column))
        self.width = self._widths()
        if not self.width.any():
            raise Refused("file_empty")

    def _block(self, first: int, rows: Sequence[Sequence[Value]]) -> list[pl.Series]:
        texts = []
        for column, values in enumerate(zip(*rows, strict=True)):
            found = _texts(values)
            texts.append(pl.Series([text for text, _ in found], dtype=pl.String))
            if any(code for _, code in set(found)):
                self._refuse(first, column, [code for _, code in found])
        return texts

    def _refuse(self, first: int, column: int, codes: Sequence[str]) -> None:
        for at, code in enumerate(codes, first):
            if code:
                self.refused.setdefault(code, []).append((at, column))

    def _widths(self) -> NDArray[np.int64]:
        width = np.zeros(len(self.texts[0]), np.int64)
        for column, texts in enumerate(self.texts):
            width[(texts != "").to_numpy()] = column + 1
        for places in self.refused.values():
            row, column = np.array(places).T
            np.maximum.at(width, row, column + 1)
        return width


def _blocks(sheet: Sheet) -> Iterator[tuple[int, list[Sequence[Value]]]]:
    """Yield the first row of each block from 0, and its rows."""
    rows, first = iter(sheet.rows), 0
    while block := list(islice(rows, _BLOCK)):
        yield first, block
        first += len(block)


def _texts(values: Sequence[Value]) -> list[tuple[str, str]]:
    """Return text and problem code of each value, each distinct one looked at once."""
    if bool in set(map(type, values)):
        # TRUE is no 1, which Python takes for equal.
        return [cell_text(value) for value in values]
    known = {value: cell_text(value) for value in set(values)}
    return [known[value] for value in values]


def _table(cells: _Cells, *, file: str, report: Report) -> RawTable | None:
    """Put rows into a table; a row that is refused is reported and left out."""
    expected = int(cells.width[0])
    if not expected:
        report.add("header_blank", file, row=1)
        return None
    width = cells.width[1 : np.flatnonzero(cells.width)[-1] + 1]
    lines = np.arange(2, len(width) + 2, dtype=np.int32)
    bad = (width == 0) | (width > expected)
    report.add_rows("row_blank", file, rows=lines[width == 0])
    report.add_rows("row_length", file, rows=lines[width > expected], expected=expected)
    for code, places in cells.refused.items():
        row, column = np.array(sorted(p for p in places if p[0]), dtype=np.int32).reshape(-1, 2).T
        for at in range(min(len(row), LISTED_AT_MOST)):
            report.add(code, file, row=int(row[at]) + 1, number=int(column[at]) + 1)
        report.add_rows(code, file, rows=row[LISTED_AT_MOST:] + 1, number=0)
        bad[row - 1] = True
    texts = [column.slice(1, len(width)).filter(~bad) for column in cells.texts[:expected]]
    if sum(column.n_unique() for column in texts) > limit.MOST_VALUES:
        report.add("values_too_many", file, most=limit.MOST_VALUES)
        return None
    names = tuple(str(column[0]) for column in cells.texts[:expected])
    return RawTable(file, names, lines[~bad], tuple(map(raw_column, texts)))
