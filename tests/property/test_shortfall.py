"""Delay alone never shows as a deficit: within D, when a report came does not change the counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.build import MONTH, Cell, counts, plan

from leadline.core.counts import Counts
from leadline.core.period import Period
from leadline.flow.axis import occurrence_axis
from leadline.flow.shortfall import known_reports
from leadline.models.shortfall import due_by_now

FIRST, N_TIME, WITHIN = Period.parse("2018-01"), 42, 3
# The window ends 2020-12, its last report may come six months later.
LATER = replace(plan("QMA"), as_of=date(2021, 7, 1), delay_within={MONTH: WITHIN})

periods = st.lists(
    st.lists(st.integers(0, 30), min_size=WITHIN + 1, max_size=WITHIN + 1),
    min_size=N_TIME,
    max_size=N_TIME,
)
moves = st.lists(st.permutations(range(WITHIN + 1)), min_size=N_TIME, max_size=N_TIME)


def sent(by_delay: Sequence[Sequence[int]]) -> Counts:
    """Counts with a cell for each occurrence period and delay."""
    cells, occurred = [], []
    for at, row in enumerate(by_delay):
        for delay, count in enumerate(row):
            cells.append(Cell(count, reported=str(FIRST + (at + delay)), known_on=date(2021, 7, 1)))
            occurred.append(str(FIRST + at))
    made = counts(*cells)
    names = [str(period) for period in made.periods]
    return replace(made, occurred=np.array([names.index(o) for o in occurred], dtype=np.int32))


def in_window(by_delay: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    axis = occurrence_axis(LATER, MONTH)
    assert axis is not None
    known = known_reports(sent(by_delay), LATER, axis)
    window = axis.periods[axis.window]
    return known.panel(window[0], window[-1]).lower[0]


@given(periods, moves)
def test_reports_that_come_later_within_d_leave_every_count_as_it_was(
    by_delay: list[list[int]], order: list[list[int]]
) -> None:
    moved = [[row[k] for k in places] for row, places in zip(by_delay, order, strict=True)]

    assert in_window(moved).tolist() == in_window(by_delay).tolist()


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_what_is_late_leaves_expected_and_reports_alike(
    expected: int, reported: int, late: int
) -> None:
    complete = np.array([[[reported + late]]])

    due = due_by_now(np.array([[[expected]]]), complete, np.array([[reported]]))

    assert due[0, 0, 0] - reported == expected - (reported + late)
