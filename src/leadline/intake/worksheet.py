"""Worksheet: one sheet with data of a workbook, whatever program wrote it."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from leadline.intake import limit
from leadline.intake.cell import Value
from leadline.intake.package import Refused

# First row, first column, last row, last column; from 0, inclusive.
Range = tuple[int, int, int, int]
_ROW = 1 << 20
# The code of a cell whose number is shown as a percentage.
PERCENT = "cell_percent"


def row_named(row: int) -> str:
    """Return how a spreadsheet names a row, counted from 0."""
    return f"row {row + 1}"


def column_named(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 0.

    Examples
    --------
    >>> column_named(2), column_named(26)
    ('column C', 'column AA')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"column {letters}"


@dataclass
class Extent:
    """How far a sheet reaches, and the cells that hold no text, while it is walked through.

    Parameters
    ----------
    n_rows, n_columns, n_cells : int
        Up to the last cell with data; cells with data.
    """

    n_rows: int = 0
    n_columns: int = 0
    n_cells: int = 0
    _refused: "dict[str, array[int]]" = field(default_factory=dict)

    def add(self, row: int, column: int) -> None:
        """Count a cell with data, from 0; see ``reach``."""
        self.reach(row, column)
        self.n_cells += 1

    def reach(self, row: int, column: int) -> None:
        """Stretch the extent to a cell, from 0.

        Raises
        ------
        Refused
            For a sheet that is larger than any that we read.
        """
        if row >= limit.MOST_ROWS_OF_SHEET:
            raise Refused("rows_too_many")
        if column >= limit.MOST_COLUMNS_OF_SHEET:
            raise Refused("columns_too_many")
        self.n_rows = max(self.n_rows, row + 1)
        self.n_columns = max(self.n_columns, column + 1)

    def refuse(self, code: str, row: int, column: int) -> None:
        """Remember that a cell holds no text, and why."""
        self._refused.setdefault(code, array("q")).append(column * _ROW + row)

    @property
    def n_refused(self) -> int:
        """How many cells hold no text."""
        return sum(map(len, self._refused.values()))

    def refused(self) -> Iterator[tuple[int, int, str]]:
        """Yield row, column and problem code of the cells that hold no text."""
        for code, places in self._refused.items():
            for place in places:
                yield place % _ROW, place // _ROW, code


def check_all(extents: Sequence[Extent]) -> None:
    """Refuse sheets that are small one by one, and together as large as one that is refused.

    Raises
    ------
    Refused
    """
    size = sum(extent.n_rows * extent.n_columns for extent in extents)
    if limit.spreads_too_much(size, filled=sum(extent.n_cells for extent in extents)):
        raise Refused("expands_too_much")


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet, its rows to be read once.

    Parameters
    ----------
    name : str
        Content: never printed.
    rows : iterable of sequence
        From the first row of the sheet on, each from its first column on, blank = "".
    merged : tuple of ranges
    """

    name: str
    rows: Iterable[Sequence[Value]]
    extent: Extent
    merged: tuple[Range, ...]
