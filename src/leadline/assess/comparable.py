"""Counts beside their expected draws, with labels, and the fixed panels that may be summed.

A region's total is a sum over a fixed set of members: those complete in baseline and window.
A member that lacks one period would otherwise look like a fall.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.core.draws import Draws, quantiles
from leadline.core.finding import Estimate
from leadline.core.period import Frequency, Period, Span, span_of
from leadline.core.plan import Region

# An end of the baseline as rare as this is called wild.
RARE = 0.01
_QUARTERED = (Frequency.MONTH, Frequency.QUARTER)


@dataclass(frozen=True, eq=False)
class Comparable:
    """Series of one frequency with what was expected of them.

    Parameters
    ----------
    draws : Draws
        Over baseline, window and after; in the baseline what the fitted model says of it.
    lower, upper : float [series, time]
        Observed count; nan where there is none.
    window, after : slice
        Positions on the time axis; the baseline lies before the window.
    withheld : tuple of str
        For each series a reason code, or empty when it may enter a claim.
    has_break : bool [series]
        A declared break lies inside the baseline.
    end : Draws or None
        What the last quarter of the baseline had been expected to be from before it; None where
        too little lies before it.
    complete : Draws or None
        Counts by occurrence: what was expected within D periods, where ``draws`` are of what
        would be in by now; None where the two are the same.
    """

    frequency: Frequency
    draws: Draws
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    window: slice
    after: slice
    withheld: tuple[str, ...]
    has_break: NDArray[np.bool_]
    end: Draws | None = None
    complete: Draws | None = None

    def is_wild(self, series: Sequence[int]) -> bool:
        """Whether the last quarter of baseline of some series lies where one in a hundred does."""
        if self.end is None:
            return False
        rows, stop = list(series), self.window.start
        time = slice(stop - len(self.end.periods), stop)
        drawn = self.end.sum(rows, slice(0, len(self.end.periods)))
        lower, upper = np.quantile(drawn, [RARE / 2, 1 - RARE / 2])
        known = self.lower[rows, time].sum(), self.upper[rows, time].sum()
        return bool(known[0] > upper or known[1] < lower)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Labels of the time axis."""
        return self.draws.periods

    def estimate(self, series: Sequence[int], time: slice, label: Period | Span) -> Estimate:
        """Return observed and expected of some series summed over a slice of time."""
        rows = list(series)
        lower, upper = self.lower[rows, time].sum(), self.upper[rows, time].sum()
        observed = () if np.isnan(lower) else (int(lower), int(upper))
        complete = () if self.complete is None else _counted(self.complete.sum(rows, time))
        return Estimate(label, observed, _counted(self.draws.sum(rows, time)), complete)

    def path(self, series: Sequence[int]) -> tuple[Estimate, ...]:
        """Return an estimate for every period."""
        return tuple(
            self.estimate(series, slice(t, t + 1), period) for t, period in enumerate(self.periods)
        )

    def span(self, time: slice) -> Span:
        """Return the days that a slice of time covers."""
        return span_of(self.periods[time.start], self.periods[time.stop - 1])

    def position(self, period: Period | Span) -> slice | None:
        """Return where a period or span lies on the time axis; None if it does not fit it."""
        first, last = period.first, period.last
        starts = [i for i, p in enumerate(self.periods) if p.first == first]
        ends = [i for i, p in enumerate(self.periods) if p.last == last]
        return slice(starts[0], ends[0] + 1) if starts and ends and starts[0] <= ends[0] else None

    def parts(self, time: slice) -> tuple[tuple[Period | Span, slice], ...]:
        """Return a slice by calendar quarters, months and quarters only; the parts fill it.

        A quarter that lies in the slice in part is named by its days or its one period. A
        slice within one quarter has no parts.
        """
        if self.frequency not in _QUARTERED:
            return ()
        named = [Period.containing(p.first, Frequency.QUARTER) for p in self.periods[time]]
        starts = [i for i, name in enumerate(named) if i == 0 or name != named[i - 1]]
        ends = [*starts[1:], len(named)]
        if len(starts) < 2:
            return ()
        places = [slice(time.start + i, time.start + j) for i, j in zip(starts, ends, strict=True)]
        return tuple((self._label(place), place) for place in places)

    def _label(self, time: slice) -> Period | Span:
        first, *others = self.periods[time]
        if not others:
            return first
        days = self.span(time)
        quarter = Period.containing(first.first, Frequency.QUARTER)
        if (quarter.first, quarter.last) == (days.first, days.last):
            return quarter
        return days


def _counted(draws: NDArray[np.int64]) -> tuple[int, ...]:
    """Return the quantiles of draws of a count; what is due by now may fall short of zero."""
    return tuple(max(int(q), 0) for q in quantiles(draws))


class Group(NamedTuple):
    """Series that may stand in one finding: one source, theme, indicator and channel."""

    source: str
    theme: str
    indicator: str
    channel: str


@dataclass(frozen=True)
class Subject:
    """Whom a statement is about, and the series that its fixed panel holds."""

    id: str
    is_region: bool
    members: tuple[str, ...]
    n_members_of: int
    series: tuple[int, ...]
    withheld: str


def groups(comparable: Comparable) -> Mapping[Group, Mapping[str, tuple[int, ...]]]:
    """Return for each group its members and their series."""
    found: dict[Group, dict[str, tuple[int, ...]]] = {}
    for i, key in enumerate(comparable.draws.keys):
        group = Group(key.source, key.theme, key.indicator, key.channel)
        members = found.setdefault(group, {})
        members[key.member] = (*members.get(key.member, ()), i)
    return found


def subjects(
    comparable: Comparable, members: Mapping[str, tuple[int, ...]], regions: Iterable[Region]
) -> tuple[Subject, ...]:
    """Return the regions, then the members, that a group can speak of."""
    regional = [
        _subject(comparable, region.id, {m: members[m] for m in region.members if m in members},
                 n_members_of=len(region.members), is_region=True)
        for region in regions
    ]  # fmt: skip
    single = [
        _subject(comparable, member, {member: series}, n_members_of=1, is_region=False)
        for member, series in sorted(members.items())
    ]
    return (*(s for s in regional if s.members or s.withheld), *single)


def _subject(
    comparable: Comparable,
    subject_id: str,
    members: Mapping[str, tuple[int, ...]],
    *,
    n_members_of: int,
    is_region: bool,
) -> Subject:
    reasons = {m: _first_reason(comparable, series) for m, series in members.items()}
    panel = tuple(m for m, reason in reasons.items() if not reason)
    withheld = "" if panel or not reasons else sorted(reasons.values())[0]
    series = tuple(i for m in panel for i in members[m])
    return Subject(subject_id, is_region, panel, n_members_of, series, withheld)


def _first_reason(comparable: Comparable, series: tuple[int, ...]) -> str:
    return next((comparable.withheld[i] for i in series if comparable.withheld[i]), "")
