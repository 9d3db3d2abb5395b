"""Questions on series: what counts alone cannot tell. A question never changes a number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from leadline.assess.comparable import Comparable
from leadline.core.plan import Region
from leadline.core.question import Question

Array = NDArray[np.float64]

STEP, STEP_COMMON, SPIKE = "step", "step_common", "spike"
# Steps so many periods apart are one event.
SAME_TIME = 2
# As many other sources in a region, and this share of them, make an event of the world.
LEAST_SOURCES, SHARE_OF_SOURCES = 2, 0.5
# A value is wild where it lies this far from its neighbours: in ratio, and in usual distances.
WILD_RATIO, WILD_SCORE = log(4), 5.0
NEIGHBOURS, LEAST_NEIGHBOURS, LEAST_YEARS = 3, 3, 2
# What leaves a step beside a wild value unasked: it may be nothing but that.
BESIDE = 6
# Turns a median of absolute deviations into a standard deviation.
_MAD = 1.4826


@dataclass(frozen=True)
class Step:
    """A step in the baseline: its series, the first period after it, and its direction.

    ``is_common``: many series of the source step at that time.
    """

    series: int
    time: int
    is_rise: bool
    is_common: bool = False


def ask_series(
    comparable: Comparable, steps: Sequence[Step], regions: Iterable[Region]
) -> tuple[Question, ...]:
    """Return the questions on series of one frequency: wild values, then steps.

    A step that other sources of the region make at the same time, in the same direction and
    theme, is an event of the world: nobody is asked.
    """
    spikes = list(_spikes(comparable))
    asked = [
        s
        for s in steps
        if not _is_beside(s, spikes) and not _is_event(s, steps, comparable, regions)
    ]
    return (
        *(_spike(comparable, series, time) for series, time in spikes),
        *(_step(comparable, step) for step in asked),
    )


def _step(comparable: Comparable, step: Step) -> Question:
    return Question(
        reason=STEP_COMMON if step.is_common else STEP,
        key=comparable.draws.keys[step.series],
        periods=(comparable.periods[step.time],),
        numbers=_around(comparable, step.series, step.time),
    )


def _around(comparable: Comparable, series: int, time: int) -> tuple[int, ...]:
    """Return the mean count a period in the year before a period, and in the year from it on.

    Empty where a year has no count at all.
    """
    year, end = comparable.frequency.per_year, comparable.window.start
    middle = (comparable.lower[series] + comparable.upper[series]) / 2
    before, after = middle[max(0, time - year) : time], middle[time : min(time + year, end)]
    if np.isnan(before).all() or np.isnan(after).all():
        return ()
    return round(float(np.nanmean(before))), round(float(np.nanmean(after)))


def _is_beside(step: Step, spikes: Iterable[tuple[int, int]]) -> bool:
    return any(series == step.series and abs(time - step.time) <= BESIDE for series, time in spikes)


def _is_event(
    step: Step, steps: Iterable[Step], comparable: Comparable, regions: Iterable[Region]
) -> bool:
    keys = comparable.draws.keys
    own = keys[step.series]
    near = {m for region in regions if own.member in region.members for m in region.members}
    others = {k.source for k in keys if k.member in near and k.theme == own.theme} - {own.source}
    stepped = {
        keys[s.series].source
        for s in steps
        if s.is_rise is step.is_rise
        and abs(s.time - step.time) <= SAME_TIME
        and keys[s.series].theme == own.theme
    }
    together = len(stepped & others)
    return together >= LEAST_SOURCES and together >= SHARE_OF_SOURCES * len(others)


def _spikes(comparable: Comparable) -> Iterator[tuple[int, int]]:
    """Yield series and time of each value far from its neighbours, season and level allowed for.

    The model is not asked: it has already followed the value half the way. Baseline and what
    follows are looked at apart: across a change there are no neighbours.
    """
    # Half a count keeps zeros finite.
    logs = np.log((comparable.lower + comparable.upper) / 2 + 0.5)
    start = comparable.window.start
    beside = np.concatenate([_local(part) for part in np.split(logs, [start], axis=1)], axis=1)
    distance = logs - beside
    distance -= _other_years(distance, comparable.frequency.per_year)
    usual = _MAD * _median(np.abs(distance[:, :start]))[:, None]
    # Roots of Poisson counts have a standard deviation of a half, whatever their mean.
    by_chance = 2 * np.abs(np.exp(logs / 2) - np.exp(beside / 2)) < WILD_SCORE
    far = np.where(by_chance, 0.0, distance)
    for series, time in np.argwhere(_is_alone(far, np.fmax(WILD_RATIO, WILD_SCORE * usual))):
        yield int(series), int(time)


def _other_years(distance: Array, per_year: int) -> Array:
    """Return the median of the same time of other years, 0 where there are not two."""
    out = np.zeros_like(distance)
    for time in range(distance.shape[1]):
        same = np.arange(time % per_year, distance.shape[1], per_year)
        others = distance[:, same[same != time]]
        if others.shape[1]:
            several = (~np.isnan(others)).sum(axis=1) >= LEAST_YEARS
            out[:, time] = np.where(several, _median(others), 0.0)
    return out


def _is_alone(distance: Array, least: Array) -> NDArray[np.bool_]:
    """Return which values lie that far from their neighbours, as no neighbour does [series, time].

    Parameters
    ----------
    distance : float [series, time]
        As a log ratio.
    least : float [series, 1]
    """
    # Comparisons with nan, where there is no count, are false.
    is_far = np.abs(distance) > least
    drawn = np.pad(distance, ((0, 0), (1, 1)), constant_values=np.nan)
    for other in (drawn[:, :-2], drawn[:, 2:]):
        is_far &= ~(other * np.sign(distance) > WILD_RATIO / 2)
    return is_far


def _local(ratio: Array) -> Array:
    """Return the median of the neighbours of each value, itself left out [series, time]."""
    padded = np.pad(ratio, ((0, 0), (NEIGHBOURS, NEIGHBOURS)), constant_values=np.nan)
    around = sliding_window_view(padded, 2 * NEIGHBOURS + 1, axis=1)
    beside = np.delete(around, NEIGHBOURS, axis=2)
    enough = (~np.isnan(beside)).sum(axis=2) >= LEAST_NEIGHBOURS
    return np.where(enough, _median(beside), np.nan)


def _median(values: Array) -> Array:
    """Return the median over the last axis; nan where there is no value."""
    known = ~np.isnan(values)
    held = np.where(known.any(axis=-1, keepdims=True), values, 0.0)
    return np.where(known.any(axis=-1), np.nanmedian(held, axis=-1), np.nan)


def _spike(comparable: Comparable, series: int, time: int) -> Question:
    observed = (comparable.lower[series] + comparable.upper[series]) / 2
    start = comparable.window.start
    first, stop = (0, start) if time < start else (start, len(observed))
    around = np.arange(max(first, time - NEIGHBOURS), min(stop, time + NEIGHBOURS + 1))
    beside = observed[around[around != time]]
    return Question(
        reason=SPIKE,
        key=comparable.draws.keys[series],
        periods=(comparable.periods[time],),
        numbers=(round(float(observed[time])), round(float(np.nanmedian(beside)))),
    )
