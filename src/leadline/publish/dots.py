"""The quantile dot plot: equally likely outcomes of how many were never reported."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leadline.publish.canvas import LINE_HEIGHT, look
from leadline.publish.chart import INK, INK_2, SCHEMA, Spec, Width, stamped
from leadline.publish.layer import EDGE, RUST, Layer, text_layer
from leadline.publish.place import Label

SIZES = {"wide": 642, "narrow": 340}
# As many bins at most, and room at both ends for half a label.
_BINS, _MARGIN = {"wide": 30, "narrow": 20}, 28
_FILLED, _PITCH = 0.82, 0.98
_HEAD, _AXIS, _FOOT = 26, 22, 30  # px for the words above, the ticks and the bracket below
_STEPS = (1, 2, 2.5, 5)


@dataclass(frozen=True)
class DotChart:
    """Outcomes of one subject; every text is final.

    Parameters
    ----------
    dots
        Equally likely outcomes, ascending.
    lower, upper
        The bounds that the finding prints.
    none, some, bounds
        What stands left of zero, right of it, and under the bracket.
    names
        Numbers as ticks name them, by value: see ``ticks``.
    stamp
        What stands above a chart of invented data.
    """

    id: str
    dots: tuple[float, ...]
    lower: float
    upper: float
    none: str
    some: str
    bounds: str
    names: Mapping[float, str]
    stamp: str = ""


def ticks(dots: tuple[float, ...], lower: float, upper: float) -> tuple[float, ...]:
    """Return where the axis is named: round numbers, zero among them, five or so."""
    least, most = min(*dots, lower, 0.0), max(*dots, upper, 0.0)
    step = _round((most - least) / 5)
    first, last = math.ceil(least / step), math.floor(most / step)
    return tuple(n * step for n in range(first, last + 1))


def spec(
    chart: DotChart,
    *,
    words_locale: Mapping[str, Mapping[str, object]],
    direction: str,
    width: Width = "wide",
) -> Spec:
    """Return the Vega-Lite spec in one language; numbers rise from left to right in each."""
    whole = SIZES[width]
    least, most = min(*chart.dots, chart.lower, 0.0), max(*chart.dots, chart.upper, 0.0)
    step = _round((most - least) / _BINS[width])
    scale = (whole - 2 * _MARGIN) / max(most - least, step)

    def x(value: float) -> float:
        return round(_MARGIN + (value - least) * scale, 2)

    stacks = _stacks(chart.dots, step)
    pitch = min(step * scale * _PITCH, 18.0)
    ground = _HEAD + max(map(len, stacks.values())) * pitch + 4
    height = round(ground + _AXIS + _FOOT)
    points = [
        {"x": x((place + 0.5) * step), "y": round(ground - (n + 0.5) * pitch, 2), "some": some}
        for place, stack in stacks.items()
        for n, some in enumerate(stack)
    ]
    panel = {
        "width": whole,
        "height": height,
        "data": {"values": points},
        "encoding": {
            "x": _pixels("x", whole, reverse=False),
            "y": _pixels("y", height, reverse=True),
        },
        "layer": [
            _rule(0, whole, ground, ground, EDGE),
            *_points((pitch * _FILLED) ** 2 * 0.785),
            _rule(x(0), x(0), 6, ground, INK_2),
            *_bracket(x(max(chart.lower, least)), x(min(chart.upper, most)), ground + _AXIS + 6),
            *(text_layer(label) for label in _labels(chart, x, ground, whole)),
        ],
    }
    return {
        "$schema": SCHEMA,
        **stamped(chart.stamp, direction),
        "config": look(words_locale, axis_width=0),
        "bounds": "flush",
        "concat": [panel],
    }


def _round(least: float) -> float:
    """Return the least round step that is no smaller."""
    power = 10.0 ** math.floor(math.log10(max(least, 1.0)))
    return next(step * power for step in (*_STEPS, 10) if step * power >= least)


def _stacks(dots: tuple[float, ...], step: float) -> dict[int, list[bool]]:
    """Return by bin whether each of its dots lies above zero; none at zero or below does."""
    found: dict[int, list[bool]] = {}
    for dot in dots:
        place = math.floor(dot / step)
        # A dot at zero is none, and stands on that side.
        found.setdefault(place - (dot == 0), []).append(dot > 0)
    return found


def _pixels(field: str, size: int, *, reverse: bool) -> dict[str, object]:
    domain = [size, 0] if reverse else [0, size]
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": None,
    }


def _points(size: float) -> Iterator[Layer]:
    """Yield the dots above zero, filled, and the others, hollow."""
    mark = {"type": "point", "size": round(size, 1), "opacity": 1}
    for is_some, fill in (("true", RUST), ("false", "#FFFFFF")):
        yield {
            "transform": [{"filter": f"datum.some === {is_some}"}],
            "mark": {**mark, "stroke": RUST, "fill": fill},
        }


def _rule(left: float, right: float, top: float, bottom: float, color: str) -> Layer:
    ends = {"x": {"value": left}, "y": {"value": top}}
    ends |= {"x2": {"value": right}} if left != right else {"y2": {"value": bottom}}
    mark = {"type": "rule", "color": color, "opacity": 1}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": ends}


def _bracket(left: float, right: float, y: float) -> Iterator[Layer]:
    yield _rule(left, right, y, y, INK)
    for end in (left, right):
        yield _rule(end, end, y - 4, y + 4, INK)


def _labels(
    chart: DotChart, x: Callable[[float], float], ground: float, whole: int
) -> Iterator[Label]:
    zero = x(0)
    if any(dot <= 0 for dot in chart.dots):
        yield Label((chart.none,), zero - 6, 14, "right", INK_2, 500)
    if any(dot > 0 for dot in chart.dots):
        yield Label((chart.some,), zero + 6, 14, "left", RUST, 600)
    for value, name in chart.names.items():
        yield Label((name,), x(value), ground + LINE_HEIGHT, "center", INK_2, 400)
    middle = min(max((x(chart.lower) + x(chart.upper)) / 2, 120), whole - 120)
    yield Label((chart.bounds,), middle, ground + _AXIS + 6 + LINE_HEIGHT, "center", INK, 500)
