"""Cells: what a sender knows of its counts, version by version, before any layout."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import STATUS_BREAK
from leadline.core.period import Frequency, Period, Span, span_of, years_before
from leadline.flow.exercise.calendar import FIRST_VERSION, LAST_VERSION, WINDOW
from leadline.flow.exercise.drawn import Drawn
from leadline.flow.exercise.sender import OCCURRENCE, QUARTER, TOTALS, Sender
from leadline.flow.exercise.trait import Column

Array = NDArray[np.float64]
MISSING, PROVISIONAL, SMALLEST_SHOWN = "O", "P", 5


@dataclass(frozen=True)
class Cell:
    """One cell; ``count`` is text as a sender writes it, blank where there is none."""

    column: Column
    occurred: Period | None
    reported: Period | Span
    count: str
    status: str
    known_on: date


COUNTS_HEADER = (
    *("source", "member", "theme", "indicator", "channel"),
    *("occurred", "reported", "count", "status", "known_on"),
)


def counts_rows(sender: Sender, code: str, cells: Iterable[Cell]) -> Iterator[dict[str, object]]:
    """Yield cells as rows of our own layout."""
    for cell in cells:
        yield {
            "source": sender.source,
            "member": code,
            "theme": cell.column.theme,
            "indicator": cell.column.indicator,
            "channel": cell.column.channel,
            "occurred": "" if cell.occurred is None else cell.occurred,
            "reported": cell.reported,
            "count": cell.count,
            "status": cell.status,
            "known_on": cell.known_on.isoformat(),
        }


@dataclass(frozen=True, eq=False)
class Known:
    """What senders of a drawn world know, at the first of two versions and at the last."""

    drawn: Drawn

    @cached_property
    def ends(self) -> tuple[int, int]:
        """Last period of the first version and of the last."""
        calendar = self.drawn.calendar
        return calendar.ended_by(FIRST_VERSION) - 1, calendar.n_past - 1

    @cached_property
    def totals(self) -> tuple[Array, Array]:
        """Totals by period of report at either version [series, time]."""
        first, last = self.ends
        return self.drawn.world.by_report(first), self.drawn.world.by_report(last)

    @cached_property
    def triangles(self) -> tuple[Array, Array]:
        """Triangles at either version [series, time, delay]."""
        first, last = self.ends
        return self.drawn.world.known(first), self.drawn.world.known(last)

    @cached_property
    def late(self) -> NDArray[np.int64]:
        """Truth: within D, but not reported by now [series, past]."""
        return self.drawn.world.late()

    @cached_property
    def final(self) -> NDArray[np.int64]:
        """Truth: totals by period of report, those ahead included [series, time]."""
        return self.drawn.world.final()

    @cached_property
    def delays(self) -> dict[str, Array]:
        """Truth: delays of half and of 90% of reports, before the window and in it [2, series]."""
        window = self.drawn.world.spec.window
        times = (slice(0, window.start), window)
        quantile = self.drawn.world.delay_quantile
        return {
            name: np.stack([quantile(level, time) for time in times])
            for name, level in (("delay_median", 0.5), ("delay_90", 0.9))
        }

    def by_report(self, sender: Sender, column: int) -> tuple[Array, Array]:
        """Return the totals of a sender's column at either version [time]."""
        row = self.drawn.series(sender.member, column)
        if row >= 0:
            return self.totals[0][row], self.totals[1][row]
        values = self.drawn.following(sender.body.columns[column].role)[sender.member]
        unsent = np.isnan(self.totals[1][self._row_beside(sender)])
        known = np.where(unsent, np.nan, values[: len(unsent)])
        return known[: self.ends[0] + 1], known

    def begins_at(self, sender: Sender) -> int:
        """Return the first period that a sender recorded."""
        return int(self.drawn.world.begins_at[self._row_beside(sender)])

    def break_at(self, sender: Sender, column: int) -> int:
        """Return the period of a declared break, -1 for none."""
        row, world = self.drawn.series(sender.member, column), self.drawn.world
        return int(world.break_at[row]) if row >= 0 and world.is_declared[row] else -1

    def _row_beside(self, sender: Sender) -> int:
        return sender.member * len(self.drawn.world.spec.streams)


def cells_of(sender: Sender, known: Known) -> list[Cell]:
    """Return all that a sender sends."""
    if sender.form == TOTALS:
        return list(_two_totals(sender, known))
    if sender.form == QUARTER:
        return list(_quarters(sender, known))
    make = _by_occurrence if sender.form == OCCURRENCE else _by_report
    return [cell for group in _groups(sender) for cell in _versions(sender, known, group, make)]


def _groups(sender: Sender) -> list[list[int]]:
    """Return the columns of each indicator: a version replaces all its channels together."""
    groups: dict[tuple[str, str], list[int]] = {}
    for at in sender.columns:
        column = sender.body.columns[at]
        groups.setdefault((column.theme, column.indicator), []).append(at)
    return list(groups.values())


# Sender, what is known, column, period of report, version (0 or 1) to cells.
_Make = Callable[[Sender, Known, int, int, int], Iterator[Cell]]


def _versions(sender: Sender, known: Known, group: Sequence[int], make: _Make) -> Iterator[Cell]:
    """Yield the cells of an indicator: the first version, then what is new or changed in the last.

    Who never revised sends one version.
    """
    n_first = known.ends[0] + 1
    pairs = [known.by_report(sender, at) for at in group]
    differs = np.zeros(n_first, dtype=bool)
    for first, last in pairs:
        differs |= np.nan_to_num(first, nan=-1.0) != np.nan_to_num(last[:n_first], nan=-1.0)
    # A layout of one's own holds one version.
    differs &= not sender.is_foreign
    for at in range(known.begins_at(sender), known.ends[1] + 1):
        if differs.any() and at < n_first:
            yield from (cell for column in group for cell in make(sender, known, column, at, 0))
        if not differs.any() or at >= n_first or differs[at]:
            yield from (cell for column in group for cell in make(sender, known, column, at, 1))


def _by_report(sender: Sender, known: Known, column: int, at: int, version: int) -> Iterator[Cell]:
    value = float(known.by_report(sender, column)[version][at])
    status = PROVISIONAL if at == known.ends[1] else ""
    if at == known.break_at(sender, column):
        status = STATUS_BREAK
    period = known.drawn.calendar.periods[at]
    yield _cell(sender, column, period, value, status=status, version=version)


def _by_occurrence(
    sender: Sender, known: Known, column: int, at: int, version: int
) -> Iterator[Cell]:
    """Yield the cells of a report period by period of occurrence, at least one.

    What occurred before the world began stands without a period of occurrence.
    """
    total = float(known.by_report(sender, column)[version][at])
    periods, row = known.drawn.calendar.periods, known.drawn.series(sender.member, column)
    if np.isnan(total) or row < 0:
        yield _cell(sender, column, periods[at], total, version=version)
        return
    status = STATUS_BREAK if at == known.break_at(sender, column) else ""
    triangle = known.triangles[version][row]
    n_delay = min(triangle.shape[1], at + 1)
    values = [float(triangle[at - k, k]) for k in range(n_delay)]
    older = total - sum(values)
    for k, value in enumerate(values):
        if value or k == 0:
            occurred = periods[at - k]
            yield _cell(
                sender,
                column,
                periods[at],
                value,
                occurred=occurred,
                status=status,
                version=version,
            )
    if older:
        yield _cell(sender, column, periods[at], older, version=version)


def _quarters(sender: Sender, known: Known) -> Iterator[Cell]:
    periods = known.drawn.calendar.past
    for column in sender.columns:
        values = known.by_report(sender, column)[1]
        is_stock = sender.body.columns[column].kind == "stock"
        for at in range(-(-known.begins_at(sender) // 3) * 3, len(periods), 3):
            three = values[at : at + 3]
            quarter = Period.containing(periods[at].first, Frequency.QUARTER)
            yield _cell(sender, column, quarter, float(three[-1] if is_stock else three.sum()))


def _two_totals(sender: Sender, known: Known) -> Iterator[Cell]:
    window = span_of(*WINDOW)
    past = known.drawn.calendar.past
    for column in sender.columns:
        if sender.body.columns[column].kind == "stock":
            continue
        values = known.by_report(sender, column)[1]
        for span in (years_before(window, 1), window):
            inside = [span.first <= p.first and p.last <= span.last for p in past]
            yield _cell(sender, column, span, float(np.nansum(values[inside])))


def _cell(
    sender: Sender,
    column: int,
    reported: Period | Span,
    value: float,
    *,
    occurred: Period | None = None,
    status: str = "",
    version: int = 1,
) -> Cell:
    count = "" if np.isnan(value) else str(int(value))
    if sender.is_masked and 0 < value < SMALLEST_SHOWN:
        count = f"<{SMALLEST_SHOWN}"
    known_on = (FIRST_VERSION, LAST_VERSION)[version]
    if np.isnan(value):
        status = MISSING
    return Cell(sender.body.columns[column], occurred, reported, count, status, known_on)
