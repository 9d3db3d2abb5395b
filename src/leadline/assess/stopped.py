"""Series that lack periods: they ended, paused or began late, and so stand outside fixed panels.

Why is not known from here. Counting may have been impossible: nobody is blamed for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.assess.comparable import Comparable
from leadline.core.finding import MeasureSpell
from leadline.core.period import Period
from leadline.core.question import Question

STOPPED, STOPPED_MEASURES, PAUSED, BEGAN_LATE = (
    "stopped",
    "stopped_measures",
    "paused",
    "began_late",
)
# A series ended with the measures where it lacks the period in which they began, or the next.
WITH_MEASURES = (0, 1)


def ask_stopped(comparable: Comparable, measures: Sequence[MeasureSpell]) -> tuple[Question, ...]:
    """Return the questions on periods that series of one frequency lack, up to the window's end."""
    asked = []
    for series, key in enumerate(comparable.draws.keys):
        known = np.flatnonzero(~np.isnan(comparable.lower[series]))
        began = _began(comparable, key.member, measures)
        for reason, places in _lacking(known, comparable, began):
            periods = tuple(comparable.periods[place] for place in places)
            asked.append(Question(reason, key, periods))
    return tuple(asked)


def _lacking(
    known: NDArray[np.int64], comparable: Comparable, began: Period
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what a series lacks, and the positions that say where."""
    if not known.size:
        return
    first, last, end = int(known[0]), int(known[-1]), comparable.window.stop
    if first > 0:
        yield BEGAN_LATE, (first,)
    lacking = np.setdiff1d(np.arange(first, min(last, end)), known)
    if lacking.size:
        yield PAUSED, (int(lacking[0]), int(lacking[-1]))
    if last < end - 1:
        is_with = comparable.periods[last + 1] - began in WITH_MEASURES
        yield STOPPED_MEASURES if is_with else STOPPED, (last,)


def _began(comparable: Comparable, member: str, measures: Iterable[MeasureSpell]) -> Period:
    """Return when measures began in a member; where that is not known, when the window does."""
    window: date = comparable.periods[comparable.window.start].first
    days = [spell.first.first for spell in measures if member in spell.members]
    return Period.containing(min(days, default=window), comparable.frequency)
