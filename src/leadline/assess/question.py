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
NEIGHBOURS, LEAST_NEIGHBOURS = 3, 3
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

    Baseline and what follows are looked at apart: across a change there are no neighbours.
    """
    observed = (comparable.lower + comparable.upper) / 2
    expected = comparable.draws.values.mean(axis=2)
    # Half a count keeps zeros finite.
    ratio = np.log((observed + 0.5) / (expected + 0.5))
    noise = 1 / np.sqrt(expected + 0.5)
    start = comparable.window.start
    distance = np.concatenate([r - _local(r) for r in np.split(ratio, [start], axis=1)], axis=1)
    usual = _MAD * _median(np.abs(distance[:, :start]))[:, None]
    for part in (slice(0, start), slice(start, None)):
        found = _is_wild(distance[:, part], np.fmax(usual, noise)[:, part])
        for series, time in np.argwhere(found).tolist():
            yield series, part.start + time


def _is_wild(distance: Array, usual: Array) -> NDArray[np.bool_]:
    """Return which values lie alone far from their neighbours [series, time].

    Parameters
    ----------
    distance : float [series, time]
        From the neighbours, as a log ratio.
    usual : float [series, time]
        How far values of the series lie from theirs, and at least what chance alone does.
    """
    # Comparisons with nan, where there is no count, are false.
    is_far = np.abs(distance) > np.maximum(WILD_RATIO, WILD_SCORE * usual)
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
    beside = np.delete(
        observed[max(0, time - NEIGHBOURS) : time + NEIGHBOURS + 1], min(time, NEIGHBOURS)
    )
    return Question(
        reason=SPIKE,
        key=comparable.draws.keys[series],
        periods=(comparable.periods[time],),
        numbers=(round(float(observed[time])), round(float(np.nanmedian(beside)))),
    )
