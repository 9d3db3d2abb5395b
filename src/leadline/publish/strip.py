"""Interval strips for the web: a table's last column, drawn with presentation attributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.publish.block import Axis, Strip

WIDTH, HEIGHT = 148, 22
_LABEL = 30.0  # room that a tick's label takes
_EDGE = 16.0  # room for half a tick label at each end


@dataclass(frozen=True)
class Drawn:
    """A strip in px: the interval's two ends, its dot, and zero where the axis has it."""

    left: float
    right: float
    dot: float
    zero: float | None


@dataclass(frozen=True)
class Tick:
    """A tick of the axis and its label."""

    x: float
    label: str


def draw_strip(strip: Strip, axis: Axis) -> Drawn:
    """Place an interval on its axis; what lies outside is cut at the axis' ends."""
    lower, upper = (min(max(v, axis.lower), axis.upper) for v in (strip.lower, strip.upper))
    zero = _place(0, axis) if axis.lower <= 0 <= axis.upper else None
    middle = min(max(strip.mid, axis.lower), axis.upper)
    return Drawn(_place(lower, axis), _place(upper, axis), _place(middle, axis), zero)


def draw_axis(axis: Axis) -> tuple[Tick, ...]:
    """Place the ticks of an axis: all labelled, else zero and the ends, else every second."""
    places = [_place(value, axis) for value, _ in axis.ticks]
    last = len(places) - 1
    zero = next((i for i, (value, _) in enumerate(axis.ticks) if value == 0), 0)
    choices = (range(last + 1), sorted({0, zero, last}), range(zero % 2, last + 1, 2))
    labelled = next((c for c in choices if _is_clear([places[i] for i in c])), choices[-1])
    return tuple(
        Tick(x, label if i in labelled else "")
        for i, (x, (_, label)) in enumerate(zip(places, axis.ticks, strict=True))
    )


def _is_clear(places: Sequence[float]) -> bool:
    return all(b - a >= _LABEL for a, b in pairwise(places))


def _place(value: float, axis: Axis) -> float:
    share = (value - axis.lower) / (axis.upper - axis.lower)
    return round(_EDGE + share * (WIDTH - 2 * _EDGE), 1)
