"""Delivery: what each input file holds of each contribution, refused rows included.

A row that was refused still says whose it is where its codes are declared ones.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import Counts
from leadline.core.plan import Input
from leadline.core.received import Contribution, Delivery
from leadline.intake.problem import Report, problem_kinds
from leadline.intake.scope import Scope
from leadline.intake.table import RawColumn, RawTable

NOBODY = Contribution("", "", "", "")
_HEADER = 1

# Problem code to the lines that have it.
_Lines = Mapping[str, NDArray[np.int64]]


def deliveries(
    inputs: Sequence[Input],
    tables: Sequence[Sequence[RawTable]],
    counts: Counts,
    *,
    scope: Scope,
    report: Report,
) -> tuple[Delivery, ...]:
    """Return what each counts file holds by contribution, then what of a file is nobody's.

    Nobody's are problems of a whole file or its header, and rows that have not the fields of
    the header; of files of other kinds that is all that is told.

    Parameters
    ----------
    tables : sequence
        Of each input its tables; none where it could not be read.
    counts : Counts
        The good cells of these tables, their files named by path.
    """
    found: list[Delivery] = []
    for entry, own in zip(inputs, tables, strict=True):
        files = dict.fromkeys([*(table.file for table in own), entry.path, entry.mapping])
        lines: dict[str, _Lines] = {file: report.lines(file) for file in files if file}
        if entry.kind == "counts":
            for table in own:
                cells = _cells_of(counts, table.file)
                sheet = table.file.removeprefix(entry.path)
                of_sheet = replace(entry, shown_as=entry.shown_as + sheet)
                found += _contributed(of_sheet, table, cells, lines[table.file], scope)
                lines[table.file] = _besides(table, lines[table.file])
        for file, rest in lines.items():
            # In a file that could not be read a line says no more than where that was seen.
            is_of_rows = bool(own) and file != entry.mapping and entry.kind == "counts"
            found += _unplaced(entry, rest, n_rows=_n_rows(rest) if is_of_rows else 0)
    return tuple(found)


def _besides(table: RawTable, lines: _Lines) -> _Lines:
    """Return the lines with problems that are no rows of a table."""
    return {code: rows[~np.isin(rows, table.lines)] for code, rows in lines.items()}


def _contributed(
    entry: Input, table: RawTable, cells: Counts | None, lines: _Lines, scope: Scope
) -> Iterator[Delivery]:
    keys, whose = _contributions(table, scope)

    def by_key(rows: NDArray[np.bool_]) -> list[int]:
        found: list[int] = np.bincount(whose[rows], minlength=len(keys)).tolist()
        return found

    n_received = by_key(np.ones(len(whose), dtype=np.bool_))
    n_left_out, n_read = by_key(_left_out(table, cells, lines)), _n_read(cells)
    n_with = {code: by_key(np.isin(table.lines, rows)) for code, rows in lines.items()}
    for n, key in enumerate(keys):
        yield _delivery(
            entry,
            key,
            {code: with_it[n] for code, with_it in n_with.items()},
            n_received=n_received[n],
            n_read=n_read[key],
            n_refused=n_received[n] - n_read[key] - n_left_out[n],
        )


def _left_out(table: RawTable, cells: Counts | None, lines: _Lines) -> NDArray[np.bool_]:
    """Mark the rows that are neither read nor refused. [row]"""
    if cells is None:
        return np.zeros(len(table.lines), dtype=np.bool_)
    return ~np.isin(table.lines, np.concatenate([cells.row, _refused(lines)]))


def _unplaced(entry: Input, lines: _Lines, *, n_rows: int) -> Iterator[Delivery]:
    found = {code: len(rows) for code, rows in lines.items()}
    if any(found.values()):
        yield _delivery(entry, NOBODY, found, n_received=n_rows, n_read=0, n_refused=n_rows)


def _delivery(
    entry: Input,
    key: Contribution,
    found: Mapping[str, int],
    *,
    n_received: int,
    n_read: int,
    n_refused: int,
) -> Delivery:
    kinds = problem_kinds()
    told = {code: n for code, n in sorted(found.items()) if n}
    return Delivery(
        contribution=key,
        kind=entry.kind,
        file=entry.shown_as,
        mapping=entry.mapping and Path(entry.mapping).name,
        n_received=n_received,
        n_read=n_read,
        n_refused=n_refused,
        problems={code: n for code, n in told.items() if not kinds[code].is_note},
        notes={code: n for code, n in told.items() if kinds[code].is_note},
    )


def _contributions(
    table: RawTable, scope: Scope
) -> tuple[tuple[Contribution, ...], NDArray[np.int64]]:
    """Return the contributions of a table, sorted, and which of them each row is of. [row]"""
    indicators = frozenset(indicator for _, indicator in scope.indicators or ())
    known = (scope.sources, scope.members, scope.themes, indicators)
    fields = [
        _declared(table, name, codes or frozenset())
        for name, codes in zip(Contribution._fields, known, strict=True)
    ]
    code = np.zeros(len(table.lines), dtype=np.int64)
    for field in fields:
        code = code * len(field.values) + field.index
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    every = [Contribution(*(f.values[f.index[row]] for f in fields)) for row in first]
    keys = tuple(sorted(set(every)))
    place = {key: n for n, key in enumerate(keys)}
    return keys, np.array([place[key] for key in every], dtype=np.int64)[inverse]


def _declared(table: RawTable, name: str, known: frozenset[str]) -> RawColumn:
    """Return a column with all that is not declared left empty."""
    if name not in table.header:
        return RawColumn(("",), np.zeros(len(table.lines), dtype=np.int32))
    raw = table.columns[table.header.index(name)]
    return RawColumn(tuple(text if text in known else "" for text in raw.values), raw.index)


def _cells_of(counts: Counts, file: str) -> Counts | None:
    """Return the good cells of a file, None where its columns could not be read."""
    if file not in counts.files:
        return None
    return counts.take(counts.file == counts.files.index(file))


def _n_read(cells: Counts | None) -> Counter[Contribution]:
    found: Counter[Contribution] = Counter()
    if cells is not None:
        n_cells = np.bincount(cells.series, minlength=len(cells.keys)).tolist()
        for key, n in zip(cells.keys, n_cells, strict=True):
            found[Contribution(key.source, key.member, key.theme, key.indicator)] += n
    return found


def _refused(lines: _Lines) -> NDArray[np.int64]:
    kinds = problem_kinds()
    rows = [rows for code, rows in lines.items() if not kinds[code].is_note]
    return np.concatenate([np.zeros(0, dtype=np.int64), *rows])


def _n_rows(lines: _Lines) -> int:
    rows = _refused(lines)
    return len(np.unique(rows[rows > _HEADER]))
