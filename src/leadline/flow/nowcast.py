"""Nowcasts alone: from counts to a quantile table, without an assessment."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from leadline.core.counts import Counts
from leadline.core.error import UsageError
from leadline.core.period import Frequency, Period
from leadline.core.triangle import FREQUENCIES, LeftOut, has_delays, largest_delay, last_ended
from leadline.flow.retrospect import alike, look_back
from leadline.flow.sums import sums_table
from leadline.intake.codelist import read_codelists
from leadline.intake.counts import read_counts_with_notes

MOST_DATES = 1_000
# Cells of one pass, each of which takes about 100 bytes.
MOST_CELLS = 40_000_000
# Periods without a report at the end that are still taken as such: a weekend, or one period.
_QUIET = {Frequency.DAY: 7, Frequency.WEEK: 1, Frequency.MONTH: 1, Frequency.QUARTER: 1}
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2})/(\d{1,4}))?")
_DATES_NEXT = "Write 2022-01-31, or 2021-11-22..2022-01-31/5 for every fifth day."
_LEFT_OUT = {
    "negative": "cells reported before they occurred",
    "beyond": "cells reported after more than the maximum delay",
    "before": "cells that occurred before their series began",
}


@dataclass(frozen=True, eq=False)
class NowcastTable:
    """A quantile table, and what the reader is told of what is not in it."""

    table: pl.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked of counts.

    Parameters
    ----------
    dates : tuple of date
        Ascending.
    n_sum : int
        Periods in each sum.
    max_delay : int or None
        D, by default the largest delay seen.
    """

    dates: tuple[date, ...]
    n_sum: int
    max_delay: int | None
    seed: int


def nowcast_files(
    paths: Sequence[str | Path],
    *,
    as_of: Sequence[str],
    n_sum: int,
    max_delay: int | None,
    seed: int,
    tell: Callable[[str, float, bool], None],
) -> NowcastTable:
    """Return the quantile table of what will have been reported within D, as seen on dates.

    Raises
    ------
    InputRefused
        A file breaks its schema.
    UsageError
        A date cannot be read, or there is nothing to nowcast from.
    """
    asked = Asked(read_dates(as_of), n_sum, max_delay, seed)
    began = perf_counter()
    read = read_counts_with_notes(paths)
    tell("read", perf_counter() - began, False)
    began = perf_counter()
    with threadpool_limits(limits=1):
        made = nowcast(read.counts, asked)
    tell("nowcast", perf_counter() - began, False)
    return NowcastTable(made.table, (*map(str, read.notes), *made.notes))


def read_dates(texts: Sequence[str]) -> tuple[date, ...]:
    """Return the dates that ``DATE`` and ``FROM..TO/STEP`` name, ascending; a step is in days.

    Raises
    ------
    UsageError
        A text has neither form, names no date, or there are too many.

    Examples
    --------
    >>> [str(day) for day in read_dates(["2021-11-22..2021-12-01/5", "2021-11-24"])]
    ['2021-11-22', '2021-11-24', '2021-11-27']
    """
    days = sorted({day for text in texts for day in _dates(text)})
    if not days or len(days) > MOST_DATES:
        raise UsageError(
            f"--as-of names {len(days)} dates; 1 to {MOST_DATES} can be.", next_step=_DATES_NEXT
        )
    return tuple(days)


def nowcast(counts: Counts, asked: Asked) -> NowcastTable:
    """Return the quantile table of counts, all versions of them.

    Series of one theme and indicator share what is common to their delays. Each date sees the
    periods that had ended by then, and the versions known by then; a report period of which
    none was known yet is read as first known.

    Raises
    ------
    UsageError
        There is nothing to nowcast from, at one of the dates or at all.
    """
    frequency = _frequency(counts)
    flows, notes = _flows(counts, frequency)
    first, last = _span(flows, frequency)
    _check_dates(asked, first, last)
    _check_reach(asked, first)
    deepest = asked.max_delay or largest_delay(flows, frequency, as_of=asked.dates[-1])
    tables, left = [], []
    for index in alike(flows.keys):
        part = flows.of_series(index)
        _check_size(part, first, last, deepest)
        back = [*look_back(part, frequency, dates=asked.dates, max_delay=deepest)]
        tables += [sums_table(seen, n_sum=asked.n_sum, seed=asked.seed) for seen in back]
        left.append(back[0].triangle.left_out if back else LeftOut(0, 0, 0, 0))
    table = pl.concat(tables).sort([*flows.keys[0]._fields, "as_of", "period", "quantile"])
    return NowcastTable(table, (*notes, *_told(left)))


def _frequency(counts: Counts) -> Frequency:
    """Return the one frequency of counts that have both an occurrence and a report period."""
    found = [frequency for frequency in Frequency if has_delays(counts, frequency).any()]
    if not found:
        raise UsageError(
            "No count has both occurred and reported, so there is no delay to learn from.",
            next_step="Send counts with the period in which it happened and that of the report.",
        )
    if len(found) > 1:
        raise UsageError(
            f"Counts come by {' and by '.join(found)}.",
            next_step="Nowcast them one at a time, each from files of its own.",
        )
    if found[0] not in FREQUENCIES:
        raise UsageError(
            f"Delays are modelled by day, week, month and quarter, not by {found[0]}.",
            next_step="Send them by shorter periods.",
        )
    return found[0]


def _flows(counts: Counts, frequency: Frequency) -> tuple[Counts, tuple[str, ...]]:
    """Return series with delays but those known to be stocks, and a note of these."""
    codelists = read_codelists()
    some = np.unique(counts.series[has_delays(counts, frequency)]).tolist()
    kinds = [codelists.indicator(counts.keys[i].theme, counts.keys[i].indicator) for i in some]
    is_stock = [kind is not None and kind.kind == "stock" for kind in kinds]
    flows = [i for i, stock in zip(some, is_stock, strict=True) if not stock]
    if not flows:
        raise UsageError(
            "These counts are stocks, which stand at a date and are never late.",
            next_step="Nowcast counts of what happened in a period.",
        )
    note = f"Left out: {sum(is_stock)} series of stocks, which are never late."
    return counts.of_series(flows), (note,) if any(is_stock) else ()


def _span(counts: Counts, frequency: Frequency) -> tuple[Period, Period]:
    """Return the first and last report period."""
    reported = counts.reported_in(frequency)
    return min(reported), max(reported)


def _check_dates(asked: Asked, first: Period, last: Period) -> None:
    if last_ended(asked.dates[0], first.frequency) <= first:
        raise UsageError(
            f"Reports by {first.frequency} begin with {first}: on {asked.dates[0]} there is no "
            "delay to learn from.",
            next_step="Choose a later --as-of.",
        )
    if last_ended(asked.dates[-1], first.frequency) > last + _QUIET[first.frequency]:
        raise UsageError(
            f"Reports by {first.frequency} end with {last}; what came in until "
            f"{asked.dates[-1]} is not in these files.",
            next_step="Choose an earlier --as-of, or add the reports since.",
        )


def _check_reach(asked: Asked, first: Period) -> None:
    n_periods = last_ended(asked.dates[0], first.frequency) - first + 1
    if (asked.max_delay or 0) + asked.n_sum > n_periods:
        raise UsageError(
            f"On {asked.dates[0]} there are {n_periods} periods of reports, fewer than "
            "--max-delay and --sum reach back.",
            next_step="Choose smaller ones, or a later --as-of.",
        )


def _check_size(counts: Counts, first: Period, last: Period, deepest: int) -> None:
    n_cells = len(counts.keys) * (last - first + 1) * (deepest + 1)
    if n_cells > MOST_CELLS:
        raise UsageError(
            f"{len(counts.keys)} series with delays of up to {deepest} periods are too many cells: "
            f"{n_cells}, of {MOST_CELLS} at most.",
            next_step="Give a smaller --max-delay, or fewer series at a time.",
        )


def _told(left: Sequence[LeftOut]) -> list[str]:
    found = {name: sum(getattr(part, name) for part in left) for name in vars(left[0])}
    lines = [f"Left out: {found[name]} {what}." for name, what in _LEFT_OUT.items() if found[name]]
    if found["between"]:
        lines.append(f"Taken at their middle: {found['between']} cells known only as <N.")
    return lines


def _dates(text: str) -> list[date]:
    match = _DATES.fullmatch(text)
    try:
        first, last, step = match.groups() if match else ("", None, None)
        start = date.fromisoformat(first)
        end = date.fromisoformat(last or first)
        n_days = (end - start).days // int(step or 1) + 1
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"--as-of {text[:40]} names no date.", next_step=_DATES_NEXT) from None
    return [start + timedelta(days=int(step or 1) * k) for k in range(min(n_days, MOST_DATES + 1))]
