"""The time axis of one panel: where periods and measures lie between its two ends.

A count stands in the middle of its period; measures run from one day to another. Days are
proleptic ordinals inside, ISO dates outside.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True)
class Timeline:
    """ISO dates and shares (0..1) along the axis; ``end`` is the day after the last period."""

    start: str
    end: str
    middles: tuple[str, ...]
    middle_shares: tuple[float, ...]
    span_shares: tuple[tuple[float, float], ...]


def timeline(periods: tuple[str, ...], spans: tuple[tuple[str, str], ...]) -> Timeline:
    """Lay out periods (first days, two or more) and spans (first and last days, both included).

    Spans outside the axis are cut, those that meet or overlap are joined.
    """
    starts = [date.fromisoformat(day) for day in periods]
    # The length of the last period is taken from the one before: a day off at most for months.
    starts.append(starts[-1] + (starts[-1] - starts[-2]))
    middles = [a + (b - a) // 2 for a, b in pairwise(starts)]
    first, end = starts[0], starts[-1]

    def share(day: date) -> float:
        return round((day - first) / (end - first), 6)

    return Timeline(
        start=first.isoformat(),
        end=end.isoformat(),
        middles=tuple(day.isoformat() for day in middles),
        middle_shares=tuple(share(day) for day in middles),
        span_shares=tuple((share(a), share(b)) for a, b in _joined(spans, first, end)),
    )


def _joined(spans: tuple[tuple[str, str], ...], first: date, end: date) -> list[tuple[date, date]]:
    days = sorted(
        (max(date.fromisoformat(a), first), min(date.fromisoformat(b) + timedelta(days=1), end))
        for a, b in spans
    )
    joined: list[tuple[date, date]] = []
    for a, b in days:
        if a >= b:
            continue
        if joined and a <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(b, joined[-1][1])
        else:
            joined.append((a, b))
    return joined
