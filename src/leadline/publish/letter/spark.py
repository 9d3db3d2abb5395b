"""Small charts of a letter, drawn with presentation attributes: line, gaps, bounds, questions.

No text stands in them: what they show is said beside them. Time runs from left to right in
every language.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from leadline.core.letter import Curve
from leadline.core.period import Period

WIDTH, HEIGHT = 160, 40
_EDGE = 3.0  # room for half a dot
_LINE, _BOUNDS, _SHADE, _MARK, _RULE = "#0B4F6C", "#6E93A6", "#F5EEDD", "#A8480C", "#84919A"

_Spot = tuple[float, float, float]  # place in time, lower and upper end, all in px


def draw_curve(
    curve: Curve,
    *,
    window: tuple[Period, Period],
    asked: AbstractSet[Period | object] = frozenset(),
) -> str:
    """Return the SVG of a series, from zero to its highest count.

    Parameters
    ----------
    window : (Period, Period)
        The period under study: its time is shaded.
    asked : set of Period
        Periods that a question is about: each has a mark on the axis.
    """
    spots = _spots(curve)
    parts = [*_shade(curve, window), _rule()]
    parts += [f'<path d="M{x} {_EDGE}V{HEIGHT - _EDGE}" stroke="{_MARK}" stroke-dasharray="3 2"/>'
              for period, x in zip(curve.periods, _places(len(curve.periods)), strict=True)
              if period in asked]  # fmt: skip
    for run in _runs(spots):
        parts += _bounds(run)
        parts.append(_line(run))
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" fill="none">{body}</svg>'
    )


def _places(n: int) -> list[float]:
    """Return where each of n periods stands in time, in px."""
    step = (WIDTH - 2 * _EDGE) / max(n - 1, 1)
    return [round(_EDGE + step * i, 1) for i in range(n)]


def _spots(curve: Curve) -> list[_Spot | None]:
    highest = max((value for value in curve.upper if value is not None), default=0)
    room = HEIGHT - 2 * _EDGE

    def height(value: int) -> float:
        return round(HEIGHT - _EDGE - room * value / max(highest, 1), 1)

    return [
        None if low is None or high is None else (x, height(low), height(high))
        for x, low, high in zip(_places(len(curve.periods)), curve.lower, curve.upper, strict=True)
    ]


def _runs(spots: Sequence[_Spot | None]) -> Iterator[list[_Spot]]:
    """Yield the stretches between periods without a count: a line never bridges one."""
    for is_known, run in groupby(spots, key=lambda spot: spot is not None):
        if is_known:
            yield [spot for spot in run if spot is not None]


def _bounds(run: Sequence[_Spot]) -> Iterator[str]:
    for x, lower, upper in run:
        if lower != upper:
            yield f'<path d="M{x} {lower}V{upper}" stroke="{_BOUNDS}" stroke-width="2"/>'


def _line(run: Sequence[_Spot]) -> str:
    points = [(x, round((lower + upper) / 2, 1)) for x, lower, upper in run]
    if len(points) == 1:
        return f'<circle cx="{points[0][0]}" cy="{points[0][1]}" r="1.6" fill="{_LINE}"/>'
    path = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{path}" stroke="{_LINE}" stroke-width="1.4"/>'


def _rule() -> str:
    return f'<path d="M0 {HEIGHT - 1}H{WIDTH}" stroke="{_RULE}" stroke-width="1"/>'


def _shade(curve: Curve, window: tuple[Period, Period]) -> Iterator[str]:
    first, last = window[0].first, window[1].last
    inside = [
        x
        for period, x in zip(curve.periods, _places(len(curve.periods)), strict=True)
        if first <= period.first and period.last <= last
    ]
    if inside:
        half = (WIDTH - 2 * _EDGE) / max(len(curve.periods) - 1, 1) / 2
        left, right = max(inside[0] - half, 0.0), min(inside[-1] + half, float(WIDTH))
        yield (
            f'<rect x="{left:.1f}" y="0" width="{right - left:.1f}" height="{HEIGHT - 1}" '
            f'fill="{_SHADE}"/>'
        )
