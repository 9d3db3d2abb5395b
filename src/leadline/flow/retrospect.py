"""Looking back: what the delay model would have said on dates, each knowing what was known then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from leadline.core.counts import Counts, SeriesKey
from leadline.core.period import Frequency
from leadline.core.triangle import Triangle, cut_triangle, last_ended
from leadline.models.delay import DelayFit, Reports, fit_delay


@dataclass(frozen=True, eq=False)
class Retrospect:
    """What was said at the end of one period.

    Parameters
    ----------
    triangle : Triangle
        From which the fit was made; it may reach further than the period.
    fit : DelayFit
    at : int
        Which of the fit's origins.
    dates : tuple of date
        On which the last period that had ended was this one.
    """

    triangle: Triangle
    fit: DelayFit
    at: int
    dates: tuple[date, ...]


def look_back(
    counts: Counts, frequency: Frequency, *, dates: Sequence[date], max_delay: int
) -> Iterator[Retrospect]:
    """Yield what was said on ascending dates; those before the first report are left out.

    Dates that saw the same versions come out of one pass over the report periods.
    """
    cuts = {day: _cut(counts, frequency, day, max_delay) for day in dates}
    cut = {day: triangle for day, triangle in cuts.items() if triangle is not None}
    if not cut:
        return
    whole = cut[max(cut)]
    same = [day for day, triangle in cut.items() if _is_part(triangle, whole)]
    yield from _pass(whole, same)
    for day, triangle in cut.items():
        if day not in same:
            yield from _pass(triangle, [day])


def alike(keys: Sequence[SeriesKey]) -> list[list[int]]:
    """Return the places of the series of each theme and indicator: their delays have a pool."""
    groups: dict[tuple[str, str], list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault((key.theme, key.indicator), []).append(i)
    return list(groups.values())


def fit_triangle(triangle: Triangle, origins: Sequence[int]) -> DelayFit:
    """Return the delay model of a triangle at some positions on its time axis."""
    first = triangle.periods[0]
    is_daily = first.frequency is Frequency.DAY
    reports = Reports(
        triangle.cells, first.frequency.per_year, first.first.weekday() if is_daily else 0
    )
    return fit_delay(reports, origins=np.array(origins, np.int64))


def _cut(counts: Counts, frequency: Frequency, day: date, max_delay: int) -> Triangle | None:
    try:
        return cut_triangle(counts, frequency, as_of=day, max_delay=max_delay)
    except ValueError:
        return None


def _is_part(triangle: Triangle, whole: Triangle) -> bool:
    if triangle.periods[0] != whole.periods[0]:
        return False
    part = whole.until(triangle.periods[-1])
    return part.keys == triangle.keys and np.array_equal(part.cells, triangle.cells, equal_nan=True)


def _pass(triangle: Triangle, dates: Sequence[date]) -> Iterator[Retrospect]:
    first = triangle.periods[0]
    origin = {day: last_ended(day, first.frequency) - first for day in dates}
    origins = sorted(set(origin.values()))
    fit = fit_triangle(triangle, origins)
    for at, place in enumerate(origins):
        days = tuple(day for day in dates if origin[day] == place)
        yield Retrospect(triangle, fit, at, days)
