"""Table: the raw text of one file, each column as its distinct values and where they stand.

Checks look at each distinct value once, so a million rows cost little more than a thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Put before a date that a workbook holds as a number: no text of a file can begin so, because
# control characters are refused.
EXCEL_DATE = "\x00date:"


@dataclass(frozen=True, eq=False)
class RawColumn:
    """Distinct texts and, for each row, which of them stands there.

    Parameters
    ----------
    values : tuple of str
    index : int32 [row]
    """

    values: tuple[str, ...]
    index: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class RawTable:
    """One file as text.

    Parameters
    ----------
    file : str
        As the user named it.
    header : tuple of str
    lines : int32 [row]
        Line of each row as a spreadsheet shows it, header = 1.
    columns : tuple of RawColumn
        In the order of the header.
    """

    file: str
    header: tuple[str, ...]
    lines: NDArray[np.int32]
    columns: tuple[RawColumn, ...]


def raw_column(texts: pl.Series) -> RawColumn:
    """Return a column of text as distinct values and their places."""
    values = texts.unique(maintain_order=True)
    index = texts.cast(pl.Enum(values)).to_physical().to_numpy()
    return RawColumn(tuple(values.to_list()), index.astype(np.int32))


class GrowingColumn:
    """A column of which the rows come in blocks."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._parts: list[NDArray[np.int32]] = []

    def __len__(self) -> int:
        """How many different values it has."""
        return len(self._known)

    def add(self, texts: pl.Series) -> None:
        """Add rows at the end."""
        part = raw_column(texts)
        places = [self._known.setdefault(value, len(self._known)) for value in part.values]
        self._parts.append(np.array(places, dtype=np.int32)[part.index])

    def whole(self) -> RawColumn:
        """Return all rows."""
        return RawColumn(tuple(self._known), np.concatenate(self._parts))


def raw_table(
    file: str, header: Sequence[str], *, lines: Sequence[int], records: Sequence[Sequence[str]]
) -> RawTable:
    """Return a table from records that are all as long as the header."""
    columns = list(zip(*records, strict=True)) or [()] * len(header)
    return RawTable(
        file=file,
        header=tuple(header),
        lines=np.asarray(lines, dtype=np.int32),
        columns=tuple(raw_column(pl.Series(texts, dtype=pl.String)) for texts in columns),
    )
