"""Body: rows of a sheet to counts in our columns, each with the line it stood in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from leadline.intake.mapping.file import Mapping
from leadline.intake.mapping.fiscal import by_year
from leadline.intake.mapping.layout import Layout, ValueColumn
from leadline.intake.mapping.match import joined
from leadline.intake.mapping.number import Cell
from leadline.intake.mapping.reading import Reader
from leadline.intake.mapping.rows import Row
from leadline.intake.mapping.schema import COUNT, ENDS, PERIODS
from leadline.intake.mapping.total import bounds, contradicted
from leadline.intake.problem import Report

Record = dict[str, str]


@dataclass
class Body:
    """The counts of a sheet: line and fields of each, and what was left out on the way.

    Parameters
    ----------
    n_blank : int
        Cells without anything.
    n_totals : int
        Totals rows and columns that were checked.
    left_out : list of int
        Lines that the mapping leaves out by an empty code, and lines without a number.
    """

    lines: list[int] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    n_blank: int = 0
    n_totals: int = 0
    left_out: list[int] = field(default_factory=list)


class BodyReader:
    """Reads rows of one sheet; what cannot be read is in the report."""

    def __init__(
        self, file: str, layout: Layout, mapping: Mapping, reader: Reader, report: Report
    ) -> None:
        self._file, self._layout, self._mapping = file, layout, mapping
        self._reader, self._report = reader, report

    def read(self, rows: Sequence[Row]) -> Body:
        """Return the counts of rows, totals checked and left out."""
        body = Body()
        for ours in PERIODS:
            self._settle_years(ours, [row for row in rows if not row.is_total])
        self._values = {value.at: value for value in self._layout.values if self._is_said(value)}
        if rows and self._mapping.declared.sheet.totals == "check":
            body.n_totals = self._check_totals(rows)
        for row in rows:
            if not row.is_total:
                self._add(row, body)
        return body

    def _settle_years(self, ours: str, rows: Sequence[Row]) -> None:
        """Tell by the order of their months what years are that stand apart from them."""
        found: list[tuple[tuple[object, ...], int]] = []
        for row in rows:
            parts = row.texts.get(ours, ())
            others = tuple(texts for name, texts in row.texts.items() if name != ours)
            for value in self._layout.values:
                said = value.says.get(ours, ())
                if (apart := self._reader.apart(ours, (*parts, *said))) is not None:
                    beside = tuple(texts for name, texts in value.says.items() if name != ours)
                    found.append(((apart[0], others, beside), apart[1]))
        if found and not self._reader.settle_years(ours, by_year(found)):
            self._tell("year_ambiguous", rows[0], column=ours)

    def _check_totals(self, rows: Sequence[Row]) -> int:
        """Report totals that contradict their parts; return how many were checked."""
        columns = self._layout.counted
        known = np.array([bounds(cell.text for cell in row.cells) for row in rows])
        lower, upper = known[..., 0], known[..., 1]
        down = [place for place, row in enumerate(rows) if row.is_total]
        for place, at in contradicted(lower, upper, down):
            self._tell("total_contradicts", rows[place], number=columns[at] + 1)
        order = np.argsort(columns)
        across = [place for place, at in enumerate(order) if columns[at] in self._layout.totals]
        for row, low, high in zip(rows, lower[:, order], upper[:, order], strict=True):
            for place, _ in contradicted(low[:, None], high[:, None], across):
                self._tell("total_contradicts", row, number=columns[order[place]] + 1)
        return len(down) + len(across)

    def _add(self, row: Row, body: Body) -> None:
        own = self._own(row)
        if own is None:
            return
        if not own:
            body.left_out.append(row.line)
            return
        for value, cell in zip(self._layout.values, row.cells, strict=False):
            if not cell.text and not self._status(cell) and not cell.code:
                body.n_blank += 1
                continue
            if value.at not in self._values:
                continue
            record = self._record(row, own, value, cell)
            if record is not None:
                body.lines.append(row.line)
                body.records.append(record)

    def _own(self, row: Row) -> Record | None:
        """Return what is the same in all counts of a row.

        Empty where the mapping leaves the row out, None where a key cannot be read.
        """
        own: Record = dict(self._mapping.constants)
        is_good = True
        for ours, texts in row.texts.items():
            if ours in PERIODS or ours in ENDS:
                continue
            text, code = self._reader.code(ours, joined(texts))
            if not text and not code and joined(texts):
                return {}
            own |= _parted(ours, text)
            is_good &= self._is_read(code, row, column=ours)
        return own if is_good else None

    def _is_said(self, value: ValueColumn) -> bool:
        """Whether a heading can be read; where not, it is told once, not in each row."""
        keyed = {ours for _, each in self._layout.keys for ours in each}
        heading = Row(self._mapping.header_rows[-1], False, {}, ())
        is_good = True
        for ours, said in value.says.items():
            if ours not in PERIODS:
                code = self._reader.code(ours, joined(said))[1]
            elif joined(said) and ours not in keyed:
                code = self._reader.period(ours, said)[1]
            else:
                continue
            is_good &= self._is_read(code, heading, column=ours, number=value.at + 1)
        return is_good

    def _record(self, row: Row, own: Record, value: ValueColumn, cell: Cell) -> Record | None:
        """Return the fields of one count, None where there is none or it cannot be read."""
        if not self._is_read(cell.code, row, number=value.at + 1):
            return None
        record = {**own, COUNT: cell.text}
        if self._status(cell):
            record["status"] = self._status(cell)
        for ours, said in value.says.items():
            if ours in PERIODS:
                continue
            text, code = self._reader.code(ours, joined(said))
            if not self._is_read(code, row, column=ours, number=value.at + 1) or not text:
                return None
            record |= _parted(ours, text)
        return record if self._put_periods(record, row, value) else None

    def _put_periods(self, record: Record, row: Row, value: ValueColumn) -> bool:
        """Put occurrence and report period into a record; False where one cannot be read."""
        for ours in PERIODS:
            first, last = (row.texts.get(f"{ours}.{end}") for end in ("from", "to"))
            parts = row.texts.get(ours, ())
            whole = (*parts, *value.says.get(ours, ()))
            text = joined(whole)
            if first is not None and last is not None:
                record[ours], code = self._reader.span(joined(first), joined(last))
            elif text and self._is_partly_blank(parts):
                code = "period_part_blank"
            elif text:
                record[ours], code = self._reader.period(ours, whole)
            else:
                continue
            if not self._is_read(code, row, column=ours, number=value.at + 1):
                return False
        return True

    def _is_partly_blank(self, parts: Sequence[str]) -> bool:
        """Whether a year beside a blank month would be taken for the whole year, unsaid."""
        undeclared = self._mapping.declared.periods.frequency is None
        return undeclared and not all(part.strip() for part in parts)

    def _status(self, cell: Cell) -> str:
        return cell.status or ("" if cell.text else self._mapping.declared.numbers.blank)

    def _is_read(self, code: str, row: Row, *, column: str = "", number: int = 0) -> bool:
        if code:
            self._tell(code, row, column=column, number=number)
        return not code

    def _tell(self, code: str, row: Row, *, column: str = "", number: int = 0) -> None:
        place = f": the heading of column {number}" if row.line in self._mapping.header_rows else ""
        self._report.add(code, self._file, row=row.line, column=column, number=number, where=place)


def _parted(ours: str, code: str) -> Record:
    """Return a code by column; one of an indicator may name its theme: ``theme/indicator``."""
    theme, slash, indicator = code.partition("/")
    return {"theme": theme, ours: indicator} if slash and ours == "indicator" else {ours: code}
