"""Layout: which columns of a sheet are keys, which hold counts, and where its body lies."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass

from leadline.intake.grid import Grid
from leadline.intake.mapping.file import Mapping
from leadline.intake.mapping.find import is_year, readings
from leadline.intake.mapping.heading import header_parts, shown_parts
from leadline.intake.mapping.match import Labels, joined
from leadline.intake.mapping.schema import COUNT, PERIODS, SHEET
from leadline.intake.problem import Report
from leadline.words.calendar import fold

_NUMBERED = re.compile("#[1-9][0-9]{0,4}")
# Column of what the sheet itself says by its name.
NO_COLUMN = -1


@dataclass(frozen=True)
class ValueColumn:
    """A column of counts, and what its heading says: our column to their texts, from the top."""

    at: int
    says: Table[str, tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """A sheet as the mapping sees it; columns and rows are counted from 0.

    Parameters
    ----------
    names : tuple of str
        Heading of each column, its header rows put together.
    keys : tuple of (column, our columns)
        In the order of the mapping.
    values : tuple of ValueColumn
    totals : tuple of int
        Columns that sum others; checked and left out.
    body : range
        Rows below the header.
    """

    names: tuple[str, ...]
    keys: tuple[tuple[int, tuple[str, ...]], ...]
    values: tuple[ValueColumn, ...]
    totals: tuple[int, ...]
    body: range

    @property
    def counted(self) -> tuple[int, ...]:
        """Columns that hold numbers: the values, then the totals."""
        return (*(value.at for value in self.values), *self.totals)


def layout_of(grid: Grid, mapping: Mapping, *, report: Report) -> Layout | None:
    """Return where the mapping finds things on a sheet, None where it does not."""
    at = {line: row for row, line in enumerate(grid.lines)}
    if any(line not in at for line in mapping.header_rows):
        mapping.tell("mapping_header", ["sheet", "header_row"], report=report)
        return None
    header = [at[line] for line in mapping.header_rows]
    parts = header_parts(grid, header)
    names = [fold(joined(column)) for column in zip(*parts, strict=True)]
    n_before = len(report.refused)
    keys = _keys(names, mapping, report=report)
    wide = _wide(names, mapping, report=report)
    if len(report.refused) > n_before:
        return None
    if _begins_without_year(parts, wide, mapping):
        report.add("year_centred", grid.file, row=mapping.header_rows[0], number=wide[0] + 1)
        return None
    body = _body(grid, header[-1], mapping)
    values, totals = _values(parts, wide, mapping, keys=dict(keys))
    values += [ValueColumn(c, {}) for c, ours in keys if COUNT in ours]
    taken = {c for c, _ in keys} | {value.at for value in values} | set(totals)
    _refuse_unmapped(grid, names, body, taken, mapping, report=report)
    keys = [(c, ours) for c, ours in keys if COUNT not in ours]
    return Layout(tuple(names), tuple(keys), tuple(values), tuple(totals), body)


def _keys(
    names: Sequence[str], mapping: Mapping, *, report: Report
) -> list[tuple[int, tuple[str, ...]]]:
    found = []
    for their, ours in mapping.targets.items():
        if their == SHEET:
            found.append((NO_COLUMN, ours))
            continue
        column = _column(names, their, ["columns", their], mapping, report=report)
        if column is not None:
            found.append((column, ours))
    return found


def _column(
    names: Sequence[str],
    their: str | int,
    place: Sequence[str | int],
    mapping: Mapping,
    *,
    report: Report,
) -> int | None:
    number = their if isinstance(their, int) else _number(their)
    if number:
        found = [number - 1] if number <= len(names) else []
    else:
        found = [column for column, name in enumerate(names) if name == fold(str(their))]
    if len(found) == 1:
        return found[0]
    code = "mapping_heading_twice" if found else "mapping_heading"
    mapping.tell(code, place, report=report)
    return None


def _number(their: str) -> int:
    """Return the number of a column that has no heading of its own: ``#3``; 0 for a heading."""
    return int(their[1:]) if _NUMBERED.fullmatch(their) else 0


def _wide(names: Sequence[str], mapping: Mapping, *, report: Report) -> range:
    wide = mapping.declared.wide
    if wide is None:
        return range(0)
    first = _column(names, wide.from_column, ["wide", "from_column"], mapping, report=report)
    last: int | None = max((c for c, name in enumerate(names) if name), default=0)
    if wide.to_column is not None:
        last = _column(names, wide.to_column, ["wide", "to_column"], mapping, report=report)
    if first is None or last is None:
        return range(0)
    if last < first:
        mapping.tell("range_reversed", ["wide", "to_column"], report=report)
    return range(first, last + 1)


def _values(
    parts: Sequence[Sequence[str]],
    wide: range,
    mapping: Mapping,
    *,
    keys: Table[int, tuple[str, ...]],
) -> tuple[list[ValueColumn], list[int]]:
    values, totals = [], []
    ignored = Labels(mapping.declared.sheet.ignore_columns)
    is_total = Labels(mapping.declared.sheet.drop_totals)
    shown = shown_parts(parts, wide)
    for column in range(len(shown[0])):
        texts = [row[column] for row in shown]
        if column in keys:
            continue
        if any(text in is_total for text in (*texts, joined(texts))):
            totals.append(column)
        elif column in wide and joined(texts) and joined(texts) not in ignored:
            said = {
                ours: tuple(t for t, m in zip(texts, mapping.means, strict=True) if m == ours)
                for ours in dict.fromkeys(mapping.means)
            }
            values.append(ValueColumn(column, said))
    return values, totals


def _begins_without_year(parts: Sequence[Sequence[str]], wide: range, mapping: Mapping) -> bool:
    """Whether years stand over wide columns, and none over the first: each over its middle.

    Filled to the right, a year would go to months of the next one.
    """
    rows = zip(parts[:-1], mapping.means, strict=False)
    above = [[row[c] for c in wide] for row, means in rows if means in PERIODS]
    years = [row for row in above if len(set(filter(is_year, row))) > 1]
    # A total, or a whole period as a year, may stand before the first year on its own.
    own = parts[-1][wide[0]] if wide else ""
    is_apart = bool(own) and not readings(own) and own not in _left_out(mapping)
    return is_apart and any(not row[0].strip() for row in years)


def _left_out(mapping: Mapping) -> Labels:
    sheet = mapping.declared.sheet
    return Labels([*sheet.drop_totals, *sheet.ignore_columns])


def _body(grid: Grid, header: int, mapping: Mapping) -> range:
    last = mapping.declared.sheet.last_row
    lines = grid.lines
    stop = len(lines) if last is None else sum(line <= last for line in lines)
    return range(header + 1, max(stop, header + 1))


def _refuse_unmapped(
    grid: Grid,
    names: Sequence[str],
    body: range,
    taken: set[int],
    mapping: Mapping,
    *,
    report: Report,
) -> None:
    """Report columns that hold something and that the mapping does not speak of."""
    ignored = Labels(mapping.declared.sheet.ignore_columns)
    skipped = set(mapping.declared.sheet.skip_rows)
    rows = [grid.rows[r] for r in body if grid.lines[r] not in skipped]
    for column, name in enumerate(names):
        if column in taken or name in ignored:
            continue
        if name or any(row[column].strip() for row in rows):
            line = mapping.header_rows[-1]
            report.add("heading_unmapped", grid.file, row=line, number=column + 1)
