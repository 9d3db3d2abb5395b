"""Column: which columns a table has, and a table on its way through their checks."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.intake.form import DATE, Form, NotInForm
from leadline.intake.lookalike import without_lookalikes
from leadline.intake.problem import Report
from leadline.intake.table import EXCEL_DATE, RawColumn, RawTable

# Where each key was seen first: file and line.
Seen = dict[tuple[object, ...], tuple[str, int]]


@dataclass(frozen=True)
class Column:
    """One column of a schema.

    Parameters
    ----------
    may_be_absent, may_be_blank : bool
        The header need not name it; a field of it may be empty (then it reads as None).
    """

    name: str
    form: Form
    may_be_absent: bool = False
    may_be_blank: bool = False


@dataclass(frozen=True, eq=False)
class Field:
    """A column as read: distinct values, and which of them stands in each row.

    Parameters
    ----------
    values : tuple
        None where blank or refused.
    index : int32 [row]
    refused : bool [row]
        The field does not match its form, or is blank and may not be.
    """

    # What a column holds depends on its form.
    values: tuple[Any, ...]
    index: NDArray[np.int32]
    refused: NDArray[np.bool_]

    def each(self, judge: Callable[[Any], bool]) -> NDArray[np.bool_]:
        """Return, for each row, what ``judge`` says of its value. [row]"""
        return np.array([judge(value) for value in self.values], dtype=bool)[self.index]


class Reading:
    """A table of which the header and each field were read; checks between columns follow.

    A row that a check refuses is reported and marked, so that the value that is built leaves
    it out. Its other problems are reported all the same.
    """

    def __init__(self, table: RawTable, fields: dict[str, Field], *, report: Report) -> None:
        self.file = table.file
        self.lines = table.lines
        self.fields = fields
        self.report = report
        self.good = np.ones(len(table.lines), dtype=bool)
        for field in fields.values():
            self.good &= ~field.refused

    def refuse(
        self,
        code: str,
        bad: NDArray[np.bool_],
        *,
        column: str,
        needs: Sequence[str] = (),
        **values: int | str,
    ) -> None:
        """Report and mark the bad rows in which all the columns needed could be read."""
        for name in needs:
            bad = bad & ~self.fields[name].refused
        self.report.add_rows(code, self.file, rows=self.lines[bad], column=column, **values)
        self.good = self.good & ~bad

    def refuse_unknown(self, code: str, column: str, known: Collection[object] | None) -> None:
        """Refuse values that are not among the known; None knows every well-formed one."""
        if known is not None:
            bad = self.fields[column].each(lambda v: v is not None and v not in known)
            self.refuse(code, bad, column=column)

    def refuse_pairs(self, code: str, lower: str, upper: str) -> None:
        """Refuse rows in which the first number is above the second."""
        low = [np.nan if v is None else v for v in self.fields[lower].values]
        high = [np.nan if v is None else v for v in self.fields[upper].values]
        below = np.array(low, dtype=float)[self.fields[lower].index]
        above = np.array(high, dtype=float)[self.fields[upper].index]
        self.refuse(code, below > above, column=lower)

    def refuse_later(self, column: str, as_of: date | None) -> None:
        """Refuse periods that begin after a day; None refuses none."""
        if as_of is not None:
            later = self.fields[column].each(lambda v: v is not None and v.first > as_of)
            self.refuse("period_after_as_of", later, column=column)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each good row as a dictionary, its line under ``row``."""
        for at in np.flatnonzero(self.good):
            row = {name: field.values[field.index[at]] for name, field in self.fields.items()}
            yield {**row, "row": int(self.lines[at])}

    def refuse_repeated(self, *key: str, seen: Seen) -> None:
        """Refuse rows whose key an earlier row has, of this file or of those seen before."""
        for row in self.rows():
            place = tuple(row[name] for name in key)
            if place not in seen:
                seen[place] = self.file, row["row"]
                continue
            file, line = seen[place]
            self.report.add("key_repeated", self.file, row=row["row"], first=line, where=file)


def read_columns(table: RawTable, columns: Sequence[Column], *, report: Report) -> Reading | None:
    """Return the table with every field read, None when a column is missing.

    The fields of known columns are read whatever else the header names, so that all problems
    come together; under a title every row would be one.
    """
    at = _places(table, columns, report=report)
    if not at:
        report.add_alone("header_blank", table.file, row=1)
        return None
    if not len(table.lines):
        report.add("rows_none", table.file)
    fields = {}
    is_complete = True
    for column in columns:
        place = at.get(column.name)
        if place is not None:
            fields[column.name] = _read(table, table.columns[place], column, report=report)
            continue
        nowhere = np.zeros(len(table.lines), dtype=np.int32)
        fields[column.name] = Field((None,), nowhere, nowhere.astype(bool))
        if not column.may_be_absent:
            is_complete = False
            report.add("column_missing", table.file, row=1, column=column.name)
    return Reading(table, fields, report=report) if is_complete else None


def _places(table: RawTable, columns: Sequence[Column], *, report: Report) -> dict[str, int]:
    """Return where each known column stands; unknown names are told by number alone."""
    known = {column.name for column in columns}
    listed = ", ".join(sorted(known))
    places: dict[str, int] = {}
    for at, name in enumerate(table.header):
        if name not in known and without_lookalikes(name) in known:
            report.add("lookalike", table.file, row=1, column=without_lookalikes(name))
        elif name not in known:
            report.add("column_unknown", table.file, row=1, number=at + 1, known=listed)
        elif name in places:
            report.add("column_repeated", table.file, row=1, column=name)
        else:
            places[name] = at
    return places


def _read(table: RawTable, raw: RawColumn, column: Column, *, report: Report) -> Field:
    """Read each distinct value once; report the rows of those that cannot be read."""
    values: list[object] = []
    codes: list[str] = []
    for text in raw.values:
        value, code = _value(text, column)
        values.append(value)
        codes.append(code)
    for code in sorted({*codes} - {""}):
        is_code = np.array([c == code for c in codes], dtype=bool)
        rows = table.lines[is_code[raw.index]]
        report.add_rows(code, table.file, rows=rows, column=column.name)
    bad = np.array([c != "" for c in codes], dtype=bool)
    return Field(tuple(values), raw.index, bad[raw.index])


def _value(text: str, column: Column) -> tuple[object, str]:
    if not text:
        return None, "" if column.may_be_blank else "field_blank"
    if text.startswith(EXCEL_DATE):
        if column.form is not DATE:
            return None, "cell_is_date"
        text = text.removeprefix(EXCEL_DATE)
    try:
        return column.form.read(text), ""
    except NotInForm as refused:
        return None, refused.code
