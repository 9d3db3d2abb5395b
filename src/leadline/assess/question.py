"""Questions to contributors: what counts alone cannot tell. A question never changes a number."""

from collections.abc import Iterable

import numpy as np

from leadline.assess.comparable import Comparable
from leadline.core.question import Question

STEP = "step"


def ask_steps(comparable: Comparable, steps: Iterable[tuple[int, int]]) -> tuple[Question, ...]:
    """Return a question for each step, given as series and first period after it."""
    return tuple(
        Question(
            reason=STEP,
            key=comparable.draws.keys[series],
            periods=(comparable.periods[time],),
            numbers=_around(comparable, series, time),
        )
        for series, time in steps
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
