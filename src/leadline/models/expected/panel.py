"""What the model of expected counts is given: counts of many series on one calendar.

The panel knows no dates: the caller turns periods into days, years before the origin and
phases of the year. Shapes are checked here, once; everything behind trusts them.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
FREQUENCIES = (4, 12, 52)


@dataclass(frozen=True, eq=False)
class Panel:
    """Counts of all series of one frequency, and what is known about their periods.

    The origin T is the end of training. Training periods come first on the time axis of
    every argument that also covers the horizon.

    Parameters
    ----------
    lower, upper : float [series, time]
        The count is known to lie in lower..upper, equal when it is exact; nan where no
        count is known. `<5` is 0..4. A gap is never zero.
    days : float [time + horizon]
        Days in each period.
    year : float [time + horizon]
        Middle of the period in years from the origin, negative in training.
    phase : float [time + horizon]
        Middle of the period as a fraction of its calendar year.
    per_year : int
        12, 52 or 4.
    region : int [series], optional
        Series with the same number share a slow shock; -1 is none.
    segment : int [series, time + horizon], optional
        Grows by 1 at each declared break.
    completeness : float [series, time + horizon], optional
        Share in (0, 1] of a period's reports that had arrived when it was counted.

    Raises
    ------
    AssertionError
        An argument has another shape, or a value no count can have.
    """

    lower: Array
    upper: Array
    days: Array
    year: Array
    phase: Array
    per_year: int
    region: Ints | int = -1
    segment: Ints | int = 0
    completeness: Array | float = 1.0

    def __post_init__(self) -> None:
        check_shapes(self)
        check_values(self)

    @property
    def n_series(self) -> int:
        return int(self.lower.shape[0])

    @property
    def n_time(self) -> int:
        return int(self.lower.shape[1])

    @property
    def n_all(self) -> int:
        """Periods of training and horizon together."""
        return int(self.days.shape[0])

    @property
    def regions(self) -> Ints:
        """Region of each series [series]."""
        return np.broadcast_to(np.asarray(self.region, np.int64), (self.n_series,))

    @property
    def segments(self) -> Ints:
        """Segment of each period [series, time + horizon]."""
        shape = (self.n_series, self.n_all)
        return np.broadcast_to(np.asarray(self.segment, np.int64), shape)

    @property
    def offset_log(self) -> Array:
        """Log of days times completeness [series, time + horizon]."""
        shape = (self.n_series, self.n_all)
        share = np.broadcast_to(np.asarray(self.completeness, np.float64), shape)
        return np.asarray(np.log(self.days) + np.log(share))

    def choose(self, series: Ints) -> "Panel":
        """Return the panel of some of the series."""
        return replace(
            self,
            lower=self.lower[series],
            upper=self.upper[series],
            region=self.regions[series],
            segment=self.segments[series],
            completeness=self.completeness
            if np.ndim(self.completeness) == 0
            else np.asarray(self.completeness)[series],
        )


def check_shapes(panel: Panel) -> None:
    """Raise unless every argument has the axes its docstring names."""
    assert panel.lower.ndim == 2, f"lower is [series, time], came {panel.lower.shape}"
    series, time = panel.lower.shape
    periods = panel.days.shape[0] if panel.days.ndim else 0
    wanted = {
        "upper": ((series, time),),
        "days": ((periods,),),
        "year": ((periods,),),
        "phase": ((periods,),),
        "region": ((series,), ()),
        "segment": ((series, periods), ()),
        "completeness": ((series, periods), ()),
    }
    for name, shapes in wanted.items():
        came = np.shape(getattr(panel, name))
        assert came in shapes, f"{name} is {shapes[0]}, came {came}"
    assert series and time, "the panel is empty"
    assert periods >= time, f"{periods} days for {time} training periods"
    assert panel.per_year in FREQUENCIES, f"per_year is 4, 12 or 52: {panel.per_year}"


def check_values(panel: Panel) -> None:
    """Raise where a value is none that counts, days or shares can have."""
    lower, upper = panel.lower, panel.upper
    known = ~np.isnan(lower)
    assert (known == ~np.isnan(upper)).all(), "lower and upper miss different cells"
    empty = np.flatnonzero(~known.any(axis=1))
    assert empty.size == 0, f"series without any count: {empty.tolist()[:10]}"
    assert np.isfinite(upper[known]).all(), "upper is finite"
    assert (lower[known] >= 0).all() and (upper[known] >= lower[known]).all(), "0 <= lower <= upper"
    assert (panel.days > 0).all(), "days are positive"
    share = np.asarray(panel.completeness)
    assert ((share > 0) & (share <= 1)).all(), "completeness lies in (0, 1]"
