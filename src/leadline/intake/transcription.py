"""Transcription: two independent entries of one form, compared cell by cell, to Counts.

Two people type the same document without seeing each other's entry; what differs is a problem
of both. What one of them mistypes alone is found, which reading over does not do.

References
----------
Barchard and Pace (2011), Preventing human error: the impact of data entry methods on data
accuracy and statistical results, Computers in Human Behavior 27: double entry against visual
checking. Day, Fayers and Harvey (1998), Double data entry: what value, what price?, Controlled
Clinical Trials 19: what it costs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leadline.core.code import Codelists
from leadline.core.counts import Counts, SeriesKey
from leadline.intake import form
from leadline.intake.column import Column, read_columns
from leadline.intake.counts import COLUMNS, gather_counts
from leadline.intake.gate import read_table
from leadline.intake.mapping.number import SCRIPTS
from leadline.intake.problem import Report
from leadline.intake.scope import Scope, coded
from leadline.intake.table import RawColumn, RawTable

HEADER = (
    *("source", "member", "theme", "indicator", "channel"),
    *("reported", "count", "status", "known_on", "reference"),
)
# What stands under ``reported`` in the row of a table's own total.
TOTAL = "total"

SERIES = HEADER[:5]
_COMPARED = ("count", "status", "known_on", "reference")
_TOTAL_COLUMNS = (
    Column("source", form.IDENTIFIER),
    Column("member", form.MEMBER),
    Column("theme", form.CODE),
    Column("indicator", form.CODE),
    Column("channel", form.CODE),
    Column("reported", form.choice_of(TOTAL, problem="period_form")),
    Column("count", form.COUNT, may_be_blank=True),
)

_Series = tuple[str, ...]
# A count lies in them; None where nothing was typed.
_Bounds = tuple[int, int] | None


@dataclass(frozen=True, eq=False)
class Entry:
    """What one person typed.

    Parameters
    ----------
    lines : mapping
        Series and period, as they are written, to the line; refused rows included.
    cells : Counts
        The good rows, those of totals left out.
    totals : mapping
        Series to the bounds of its total and its line.
    """

    file: str
    lines: Mapping[tuple[str, ...], int]
    cells: Counts
    totals: Mapping[_Series, tuple[_Bounds, int]]


def gather_transcription(
    first: Path, second: Path, *, digits: str, codelists: Codelists, report: Report
) -> tuple[Counts, int]:
    """Return what both entries say and how many totals were checked; problems are in the report.

    Parameters
    ----------
    digits : str
        A key of ``SCRIPTS``: what may have been typed in place of 0 to 9.
    """
    scope = coded(codelists)
    read = [_entry(path, digits=digits, scope=scope, report=report) for path in (first, second)]
    entries = [entry for entry in read if entry is not None]
    n_totals = [_check_totals(entry, report=report) for entry in entries]
    if len(entries) == 2:
        _compare(*entries, report=report)
        _tell_alone(*reversed(entries), report=report)
    if not entries:
        return gather_counts([], scope=scope, report=report), 0
    return entries[0].cells, n_totals[0]


def in_latin(text: str, digits: str) -> str:
    """Return a typed text with the digits of another script as 0 to 9."""
    return text.translate(str.maketrans(SCRIPTS[digits], SCRIPTS["latin"]))


def _entry(path: Path, *, digits: str, scope: Scope, report: Report) -> Entry | None:
    table = read_table(path, file=str(path), report=report)
    if table is None:
        return None
    _refuse_others(table, report)
    table = _with_latin(table, digits)
    is_total = _texts(table, "reported") == TOTAL
    rows = _rows(table, ~is_total)
    cells = gather_counts([rows], scope=scope, report=report)
    if "reference" not in table.header:
        report.add("column_missing", table.file, row=1, column="reference")
    else:
        bare = [not text for text in cells.reference_texts()]
        report.add_rows("field_blank", table.file, rows=cells.row[bare], column="reference")
    return Entry(table.file, _lines(table), cells, _totals(_rows(table, is_total), report))


def _refuse_others(table: RawTable, report: Report) -> None:
    """Report columns of counts that no form has: nobody would compare or write them."""
    others = {column.name for column in COLUMNS} - set(HEADER)
    for at, name in enumerate(table.header, start=1):
        if name in others:
            listed = ", ".join(HEADER)
            report.add("column_unknown", table.file, row=1, number=at, known=listed)


def _with_latin(table: RawTable, digits: str) -> RawTable:
    columns = [
        RawColumn(tuple(in_latin(text, digits) for text in column.values), column.index)
        if name == "count"
        else column
        for name, column in zip(table.header, table.columns, strict=True)
    ]
    return replace(table, columns=tuple(columns))


def _texts(table: RawTable, name: str) -> NDArray[np.object_]:
    """Return a column as it is written, empty where the table has none. [row]"""
    if name not in table.header:
        return np.full(len(table.lines), "", dtype=object)
    column = table.columns[table.header.index(name)]
    texts: NDArray[np.object_] = np.array([*column.values, ""], dtype=object)[column.index]
    return texts


def _rows(table: RawTable, chosen: NDArray[np.bool_]) -> RawTable:
    columns = tuple(RawColumn(c.values, c.index[chosen]) for c in table.columns)
    return replace(table, lines=table.lines[chosen], columns=columns)


def _lines(table: RawTable) -> dict[tuple[str, ...], int]:
    texts = [_texts(table, name) for name in (*SERIES, "reported")]
    return dict(zip(zip(*texts, strict=True), table.lines.tolist(), strict=True))


def _totals(table: RawTable, report: Report) -> dict[_Series, tuple[_Bounds, int]]:
    known = [column.name for column in _TOTAL_COLUMNS]
    at = [table.header.index(name) for name in known if name in table.header]
    # What is wrong with the header is told with the other rows.
    if len(at) < len(known) or not len(table.lines):
        return {}
    columns = tuple(table.columns[place] for place in at)
    part = replace(table, header=tuple(known), columns=columns)
    reading = read_columns(part, _TOTAL_COLUMNS, report=report)
    assert reading is not None, "every column is there"
    reading.refuse_repeated(*SERIES, seen={})
    return {
        tuple(row[name] for name in SERIES): (row["count"], row["row"]) for row in reading.rows()
    }


def _series(key: SeriesKey) -> _Series:
    return key.source, key.member, key.theme, key.indicator, key.channel


def _check_totals(entry: Entry, *, report: Report) -> int:
    """Report totals that are not the sum of their rows; return how many could be checked."""
    cells, n_checked = entry.cells, 0
    for series, (bounds, line) in entry.totals.items():
        if bounds is None:
            continue
        own = cells.of_series([i for i, key in enumerate(cells.keys) if _series(key) == series])
        is_whole = bool((own.lower >= 0).all())
        n_checked += is_whole
        if not _adds_up(bounds, own):
            report.add("total_differs", entry.file, row=line, column="count")
        elif not is_whole:
            report.add("total_unchecked", entry.file, row=line, column="count")
    return n_checked


def _adds_up(total: tuple[int, int], cells: Counts) -> bool:
    """Whether a total may be the sum of cells, some of which may be ``<N`` or have no value."""
    known = cells.lower >= 0
    least, most = cells.lower[known].sum(), cells.upper[known].sum()
    return bool(total[1] >= least and (total[0] <= most or not known.all()))


def _compare(entry: Entry, other: Entry, *, report: Report) -> None:
    """Report each row that the other entry lacks, and each field that differs from it, once."""
    _tell_alone(entry, other, report=report)
    theirs = {key: (values, line) for key, values, line in _typed(other)}
    for key, values, line in _typed(entry):
        its, at = theirs.get(key, (values, 0))
        for column, mine, one in zip(_COMPARED, values, its, strict=False):
            if mine != one:
                where = {"row": line, "line": at}
                report.add("entry_differs", entry.file, column=column, other=other.file, **where)


def _tell_alone(entry: Entry, other: Entry, *, report: Report) -> None:
    for written, line in entry.lines.items():
        if written not in other.lines:
            report.add("entry_alone", entry.file, row=line, other=other.file)


def _typed(entry: Entry) -> Iterator[tuple[tuple[object, ...], tuple[object, ...], int]]:
    """Yield key, values to compare and line of each good cell, then of each total."""
    cells, references = entry.cells, entry.cells.reference_texts()
    for at in range(len(cells)):
        key = (*_series(cells.keys[cells.series[at]]), cells.periods[cells.reported[at]])
        bounds = (int(cells.lower[at]), int(cells.upper[at]))
        values = (bounds, str(cells.status[at]), int(cells.known_on[at]), references[at])
        yield key, values, int(cells.row[at])
    for series, (total, line) in entry.totals.items():
        yield (*series, TOTAL), (total,), line
