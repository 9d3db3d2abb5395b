"""What the delay model is given: occurrence by delay of many series on one calendar.

The model knows no dates: the caller says how often periods come and on which day of the week
the first one falls. Shapes are checked here, once; everything behind trusts them.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Cell = TypeVar("Cell", np.float64, np.bool_)
FREQUENCIES = (365, 52, 12, 4)
DAYS_A_WEEK = 7


@dataclass(frozen=True, eq=False)
class Reports:
    """Reports of what occurred in each period, by delay.

    Parameters
    ----------
    cells : float [series, time, delay]
        Net reports; nan where they are still to come or not known, which is never zero.
    per_year : int
        365, 52, 12 or 4.
    first_phase : int
        Day of the week of the first period; 0 where periods are no days.

    Raises
    ------
    AssertionError
        An argument has another shape, or nothing to learn from.
    """

    cells: Array
    per_year: int
    first_phase: int = 0

    def __post_init__(self) -> None:
        assert self.cells.ndim == 3, f"cells are [series, time, delay], came {self.cells.shape}"
        assert min(self.cells.shape) > 0, "there are no cells"
        assert self.per_year in FREQUENCIES, f"per_year is 365, 52, 12 or 4: {self.per_year}"
        assert 0 <= self.first_phase < self.n_phases, "the phase is a day of the week"

    @property
    def n_series(self) -> int:
        return int(self.cells.shape[0])

    @property
    def n_time(self) -> int:
        return int(self.cells.shape[1])

    @property
    def max_delay(self) -> int:
        return int(self.cells.shape[2]) - 1

    @property
    def n_phases(self) -> int:
        """7 for days, whose reports follow the week; else 1."""
        return DAYS_A_WEEK if self.per_year == FREQUENCIES[0] else 1


@dataclass(frozen=True, eq=False)
class Diagonals:
    """Reports by the period in which they came in: what was new, and what was known then.

    An origin is a report period, an age how long ago something occurred; what is of age j at
    origin o occurred at o - j.

    Parameters
    ----------
    new : float [series, origin, age]
        Reports that came in at the origin; 0 where not known.
    cumulated : float [series, origin, age]
        All that had been reported by the end of the origin.
    is_known : bool [series, origin, age]
        Whether ``new`` is known.
    has_begun : bool [series, origin, age]
        Whether all that had been reported by then is known to be all.
    """

    new: Array
    cumulated: Array
    is_known: Bools
    has_begun: Bools


def read_diagonals(cells: Array) -> Diagonals:
    """Return cells [series, time, delay] by origin and age."""
    known = ~np.isnan(cells)
    filled = np.where(known, cells, 0.0)
    # A row that lacks its first cell began before its series, or was never collected.
    begun = np.broadcast_to(known[:, :, :1], cells.shape)
    return Diagonals(
        new=by_origin(filled),
        cumulated=by_origin(filled.cumsum(axis=2)),
        is_known=by_origin(known & begun),
        has_begun=by_origin(begun),
    )


def by_origin(cells: NDArray[Cell]) -> NDArray[Cell]:
    """Return [series, origin, age] of [series, time, delay]; zeros before the first row."""
    out = np.zeros_like(cells)
    n_time = cells.shape[1]
    for age in range(min(cells.shape[2], n_time)):
        out[:, age:, age] = cells[:, : n_time - age, age]
    return out
