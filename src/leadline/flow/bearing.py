"""Bearing: what a series can bear, seen before any model: its declared breaks and its gaps."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.core.code import Codelists
from leadline.core.counts import Counts, SeriesKey, SeriesSheet
from leadline.core.period import Period
from leadline.core.plan import Plan
from leadline.flow.axis import Axis

# A break closer to the window than this leaves too little behind it to expect anything from.
MONTHS_AFTER_BREAK = 12


def flows_of(counts: Counts, codelists: Codelists) -> Counts:
    """Return the series that may be summed over time, and so be modelled."""
    flows = (i for i, k in enumerate(counts.keys) if codelists.is_flow(k.theme, k.indicator))
    return counts.of_series(list(flows))


def withheld(known: NDArray[np.bool_], axis: Axis, breaks: Sequence[Period]) -> str:
    """Return why a series may enter no claim, empty where it may.

    Parameters
    ----------
    known : bool [time]
        Whether there is a value, over the axis.
    breaks : declared practice breaks of the series
    """
    start, stop = axis.periods[axis.window.start], axis.periods[axis.window.stop - 1]
    for begin in breaks:
        too_near = _months_between(begin, start) < MONTHS_AFTER_BREAK
        if begin.first <= stop.last and too_near:
            return "break_in_window"
    if known[: axis.n_train].sum() < axis.frequency.per_year:
        return "short_baseline"
    if known[: axis.window.stop].all():
        return ""
    return "incomplete" if known[axis.window.stop - 1 :].any() else "stopped"


def declared_breaks(
    key: SeriesKey, plan: Plan, sheets: Sequence[SeriesSheet], counts: Counts
) -> tuple[Period, ...]:
    """Return every break of a series that assessment, series sheet or a status B declares."""
    from_plan = (
        b.start
        for b in plan.breaks
        if b.source == key.source
        and b.theme in ("", key.theme)
        and b.indicator in ("", key.indicator)
    )
    from_sheets = (
        begin
        for sheet in sheets
        if (sheet.source, sheet.theme, sheet.indicator) == (key.source, key.theme, key.indicator)
        for begin in sheet.breaks
    )
    begins = {begin.first: begin for begin in (*from_plan, *from_sheets)}
    begins |= {begin.first: begin for begin in counts.marked_breaks(key)}
    return tuple(begins[day] for day in sorted(begins))


def _months_between(earlier: Period, later: Period) -> float:
    return (later.first - earlier.first).days / 30.4
