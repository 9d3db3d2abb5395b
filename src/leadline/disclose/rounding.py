"""Rounding of everything released.

Observed counts are rounded up or down to the base at random, without bias, by a keyed hash of
the cell and its value: the same cell prints the same number in every table and every release.
Fresh noise would be averaged away over releases.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from leadline.core.draws import MIDDLE_AT
from leadline.core.period import Period, Span


def cell_name(
    series: tuple[str, str, str, str], members: Iterable[str], period: Period | Span
) -> str:
    """Return what rounding hangs on: source, theme, indicator, channel; the panel; the days.

    By members and days, not names: one count prints one number, whatever table or region it
    stands in.
    """
    panel = "+".join(sorted(members))
    return "|".join((*series, panel, f"{period.first}/{period.last}"))


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


def round_quantiles(quantiles: Sequence[int], *, base: int) -> tuple[int, ...]:
    """Round the 23 quantiles outward to the base, the middle one to the nearest multiple."""
    return tuple(
        _down(q, base) if i < MIDDLE_AT else _up(q, base) if i > MIDDLE_AT else _near(q, base)
        for i, q in enumerate(quantiles)
    )


def _down(value: int, base: int) -> int:
    return value // base * base


def _up(value: int, base: int) -> int:
    return -(-value // base) * base


def _near(value: int, base: int) -> int:
    return (value + base // 2) // base * base
