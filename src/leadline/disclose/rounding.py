"""Rounding of everything released.

Observed counts are rounded up or down to the base at random, without bias, by a keyed hash of
the cell and its value: the same cell prints the same number in every table and every release.
Fresh noise would be averaged away over releases.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from math import ceil, floor

from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT
from leadline.core.finding import BY_OCCURRENCE, Estimate, Finding, Statement
from leadline.core.period import Period, Span

BOUNDS = ("observed_lower", "observed_upper")

# Source, theme, indicator, channel.
Series = tuple[str, str, str, str]


def cell_name(series: Series, members: Iterable[str], period: Period | Span) -> str:
    """Return what rounding hangs on: what is counted, the panel, the days.

    By members and days, not names: one count prints one number, whatever table or region it
    stands in.
    """
    return _of_days(_cells_name(series, members), period)


def round_count(value: int, *, cell: str, key: bytes, base: int) -> int:
    """Return the value or its neighbour on the grid of the base; multiples stay as they are.

    Examples
    --------
    >>> round_count(20, cell="a", key=b"k", base=5)
    20
    >>> round_count(21, cell="a", key=b"k", base=5) in (20, 25)
    True
    """
    below = value - value % base
    part = hmac.new(key, f"{cell}|{value}".encode(), hashlib.sha256).digest()[:8]
    up = int.from_bytes(part) / 2**64 < (value - below) / base
    return below + base if up else below


def cells_of(finding: Finding, statement: Statement) -> str:
    """Return whose counts a statement sums: two names of one panel print one number."""
    kind = finding.indicator
    channel = finding.channel
    if finding.kind in BY_OCCURRENCE:
        # The same period holds other reports, counted by when the offence occurred.
        channel = f"{channel}|occurred|{finding.within}"
    series = (finding.source, kind.theme, kind.code, channel)
    return _cells_name(series, statement.members)


def round_estimate(estimate: Estimate, cells: str, *, key: bytes, base: int) -> dict[str, float]:
    """Return the numbers of an estimate that are printed, by suffix, before any is derived."""
    numbers: dict[str, float] = {}
    if estimate.observed:
        cell = _of_days(cells, estimate.period)
        lower, upper = sorted(
            round_count(value, cell=cell, key=key, base=base) for value in estimate.observed
        )
        exact = estimate.observed[0] == estimate.observed[1]
        numbers |= {"observed": lower} if exact else dict(zip(BOUNDS, (lower, upper), strict=True))
    if estimate.expected:
        rounded = round_quantiles(estimate.expected, base=base)
        numbers["expected"] = rounded[MIDDLE_AT]
        numbers["expected_lower"] = rounded[LOWER_AT]
        numbers["expected_upper"] = rounded[UPPER_AT]
    if estimate.complete:
        rounded = round_quantiles(estimate.complete, base=base)
        for end, place in (("", MIDDLE_AT), ("_lower", LOWER_AT), ("_upper", UPPER_AT)):
            numbers[f"complete{end}"] = rounded[place]
    for place, dot in enumerate(estimate.dots, start=1):
        numbers[f"dot_{place:02d}"] = _near(dot, base)
    return numbers | _round_delays(estimate.delays)


def _round_delays(delays: Sequence[float]) -> dict[str, float]:
    """Return delays, in periods, to one digit; the ends of their intervals outward."""
    names = ("median", "ninetieth", "median_shift", "ninetieth_shift")
    rounded: dict[str, float] = {}
    for place, name in enumerate(names[: len(delays) // 3]):
        lower, middle, upper = delays[3 * place : 3 * place + 3]
        rounded[name] = round(middle, 1) + 0.0
        rounded[f"{name}_lower"] = floor(10 * lower) / 10 + 0.0
        rounded[f"{name}_upper"] = ceil(10 * upper) / 10 + 0.0
    return rounded


def round_outward(lower: int, upper: int, *, base: int) -> tuple[int, int]:
    """Return the ends of an interval on the grid of the base, so that it holds the whole."""
    return _down(lower, base), _up(upper, base)


def round_quantiles(quantiles: Sequence[int], *, base: int) -> tuple[int, ...]:
    """Round the 23 quantiles outward to the base, the middle one to the nearest multiple."""
    return tuple(
        _down(q, base) if i < MIDDLE_AT else _up(q, base) if i > MIDDLE_AT else _near(q, base)
        for i, q in enumerate(quantiles)
    )


def _cells_name(series: Series, members: Iterable[str]) -> str:
    return "|".join((*series, "+".join(sorted(members))))


def _of_days(cells: str, period: Period | Span) -> str:
    return f"{cells}|{period.first}/{period.last}"


def _down(value: int, base: int) -> int:
    return value // base * base


def _up(value: int, base: int) -> int:
    return -(-value // base) * base


def _near(value: int, base: int) -> int:
    return (value + base // 2) // base * base
