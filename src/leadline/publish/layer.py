"""The layers of a panel, as Vega-Lite writes them: colours and their meaning stand here."""

from collections.abc import Mapping
from typing import Any

from leadline.publish.canvas import LINE_HEIGHT
from leadline.publish.place import Label

Layer = dict[str, Any]  # Any: a part of a JSON document

OBSERVED, EXPECTED = "#0B4F6C", "#5F6E78"
BAND, EDGE, SHADE, BAR = "#C9D3DA", "#84919A", "#F5EEDD", "#A6873C"
WINDOW = "#14212B"
# Late; not accounted for and never reported, which is an outline or a dot, never an area.
LATE, LATE_TEXT, RUST, SHADE_TEXT = "#7FB2C9", "#2F6F8C", "#A8480C", "#6B5420"
PERIOD = "period"  # the pointer's answer opens with it; the page's script shows no such word
_BAR_HEIGHT = 3


def shade_layers(span: tuple[float, float], *, height: int) -> list[Layer]:
    """Return a time of measures, from and to in px: a shade with a bar above it."""
    x = {"x": {"value": span[0]}, "x2": {"value": span[1]}}
    tall = {"y": {"value": 0}, "y2": {"value": height}}
    flat = {"y": {"value": -_BAR_HEIGHT}, "y2": {"value": 0}}
    return [
        _still({"type": "rect", "color": SHADE, "opacity": 1}, {**x, **tall}),
        _still({"type": "rect", "color": BAR, "opacity": 1}, {**x, **flat}),
    ]


def window_layer(span: tuple[float, float], *, height: int) -> Layer:
    """Return the mark on the time axis of the period under study, from and to in px."""
    x = {"x": {"value": span[0]}, "x2": {"value": span[1]}}
    mark = {"type": "rule", "color": WINDOW, "strokeWidth": 3, "opacity": 1}
    return _still(mark, {**x, "y": {"value": height}})


def expected_layers() -> list[Layer]:
    """Return what was expected: the band of its interval, its edges, the line in its middle."""
    band = {"type": "area", "color": BAND, "opacity": 1}
    edge = {"type": "line", "color": EDGE, "strokeWidth": 0.6}
    middle = {
        "type": "line",
        "color": EXPECTED,
        "strokeWidth": 1.25,
        "strokeDash": [4, 3],
        "strokeCap": "butt",
    }
    return [
        {"mark": band, "encoding": {"y": _value("lower"), "y2": {"field": "upper"}}},
        {"mark": edge, "encoding": {"y": _value("lower")}},
        {"mark": edge, "encoding": {"y": _value("upper")}},
        {"mark": middle, "encoding": {"y": _value("mid")}},
    ]


def observed_layer() -> Layer:
    """Return the line of what was observed."""
    mark = {"type": "line", "color": OBSERVED}
    return {"mark": mark, "encoding": {"y": _value("observed")}}


def pointer_layer(names: Mapping[str, str], *, period_width: float, height: int) -> Layer:
    """Return unseen columns, one a period, that answer when a reader points at them.

    ``names`` says what each field is called.
    """
    tips = [{"field": "period", "type": "nominal", "title": PERIOD}]
    tips += [{**_value(name), "format": ",d", "title": title} for name, title in names.items()]
    # A little wider than a period is: months differ, and no gap may stay between two.
    column = {"type": "rule", "opacity": 0, "strokeWidth": round(1.1 * period_width, 2)}
    tall = {"y": {"value": 0}, "y2": {"value": height}}
    return {"mark": column, "encoding": {**tall, "tooltip": tips}}


def text_layer(label: Label) -> Layer:
    """Return a text at its place."""
    mark = {
        "type": "text",
        "text": list(label.lines) if len(label.lines) > 1 else label.lines[0],
        "align": label.align,
        "baseline": "alphabetic",
        "color": label.color,
        "fontWeight": label.weight,
        "fontSize": label.size,
        "lineHeight": LINE_HEIGHT,
    }
    return _still(mark, {"x": {"value": label.x}, "y": {"value": label.y}})


def _value(field: str) -> Layer:
    return {"field": field, "type": "quantitative"}


def _still(mark: Layer, encoding: Layer) -> Layer:
    """Return a layer that belongs to no row of the data."""
    return {"data": {"values": [{}]}, "mark": mark, "encoding": encoding}
