"""Grid: one sheet as it stands, cell by cell, before a mapping says what it means."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Grid:
    """One sheet, or one file of delimited text.

    Parameters
    ----------
    file : str
        As the user named it.
    sheet : str
        Name of the sheet, empty for delimited text. Content: printed only where a mapping
        file names it too.
    lines : tuple of int
        Line of each row as a spreadsheet shows it, first = 1.
    rows : tuple of tuple of str
        All of one width, blank = "". A date is ``EXCEL_DATE`` and its ISO form.
    refused : mapping
        Row and column (from 0, into ``rows``) of cells that hold no text, to the problem's code.
    merged : tuple
        First row, first column, last row, last column of merged cells (from 0, inclusive).
        The text stands in the first cell, the others are blank.
    widths : tuple of int
        Fields of each row as it was written; empty for a workbook, whose cells cannot shift.
    """

    file: str
    sheet: str
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    refused: Mapping[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...]
    widths: tuple[int, ...] = ()
