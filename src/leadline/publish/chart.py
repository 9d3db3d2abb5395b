"""Charts: what a chart is given, and its one Vega-Lite spec for report and page.

The page sets title, subtitle and notes; the spec holds plot, axes and direct labels. Every
text that comes in is final and made for an SVG (``words.chart_text``). Specs are written as
plain JSON: built through a library's objects, one took longer than it takes to draw.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from leadline.publish.canvas import (
    LINE_HEIGHT,
    Canvas,
    canvas,
    count_ticks,
    look,
    moment,
    name_lines,
    time_ticks,
)
from leadline.publish.place import Box, Label, Rail, place_labels
from leadline.publish.timeline import Timeline, timeline

Spec = dict[str, Any]  # Any: a Vega-Lite document is JSON
Values = tuple[float | None, ...]
Width = Literal["wide", "narrow"]

PETROL, INK, INK_2, INK_3 = "#0B4F6C", "#14212B", "#465560", "#5F6E78"
BAND, EDGE, SHADE, BAR, MEASURE = "#C9D3DA", "#84919A", "#F5EEDD", "#A6873C", "#6B5420"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
PERIOD = "period"  # the pointer's answer opens with it; the page's script shows no such word
HEADROOM = 1.22  # one line of text fits above the highest value
MORE_HEADROOM = (HEADROOM, 1.5, 1.8, 2.2)  # for a panel whose own words find no place
BAR_HEIGHT = 3
NAME_BASE, FIGURE_BASE = -30.0, -13.0  # base lines above a panel


@dataclass(frozen=True)
class Panel:
    """One series: counts by period, and what was expected.

    Parameters
    ----------
    name, figure
        Set above the panel when there are several; ``figure`` as ``−34% (−41 to −26)``.
    periods
        First days of the periods, ISO dates, ascending, two or more.
    observed, lower, mid, upper
        One value a period; None where there is none (a gap, a withheld cell).
    spans
        Measures in force: first and last day, both included.
    """

    name: str
    figure: str
    periods: tuple[str, ...]
    observed: Values
    lower: Values
    mid: Values
    upper: Values
    spans: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        lengths = {len(v) for v in (self.observed, self.lower, self.mid, self.upper)}
        assert lengths == {len(self.periods)}, "one value for each period"
        assert len(self.periods) >= 2, "a series has two periods or more"


@dataclass(frozen=True)
class Labels:
    """Words inside the chart; ``lower`` and ``upper`` name the ends of the expected interval.

    ``measures`` stands beside the shaded spans; it may be empty where there are none.
    """

    observed: str
    expected: str
    measures: str
    lower: str
    upper: str


@dataclass(frozen=True)
class SeriesChart:
    """Observed beside expected: one panel in detail, or several small ones in the given order.

    ``period_names`` are (first day, period in words), for the reader who points at a period.
    """

    id: str
    panels: tuple[Panel, ...]
    labels: Labels
    period_names: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        assert self.panels, "a chart has a panel"


@dataclass(frozen=True)
class ChartFiles:
    """A chart in one language as the renderers take it: for the report and wide, and for phones."""

    wide: Spec
    narrow: Spec
    wide_svg: bytes
    narrow_svg: bytes


def spec(
    chart: SeriesChart,
    *,
    words_locale: Mapping[str, Mapping[str, object]],
    direction: str,
    width: Width = "wide",
) -> Spec:
    """Return the Vega-Lite spec of a chart in one language.

    Counts start at zero, each panel on its own scale; time runs from left to right in every
    language. Names stand at the side where the language starts.

    Parameters
    ----------
    words_locale
        ``number`` and ``time`` locales, from ``Words.vega_locale()``.
    direction
        ``rtl`` or ``ltr``.
    width
        ``wide`` (642 px, the report's full width) or ``narrow`` (340 px, a phone).
    """
    board = canvas(len(chart.panels), width, max(map(_highest, chart.panels)) * HEADROOM)
    heads = [_head(panel, board, direction) if board.has_heads else () for panel in chart.panels]
    most_lines = max((len(label.lines) for head in heads for label in head), default=1)
    shown = _labels_by_panel(chart)
    return {
        "$schema": SCHEMA,
        "config": look(words_locale, axis_width=board.axis),
        "bounds": "flush",
        "align": "all",
        "columns": board.columns,
        "spacing": {
            "row": board.row_gap + (most_lines - 1) * LINE_HEIGHT,
            "column": board.column_gap,
        },
        "concat": [
            _panel(chart, index, board=board, shown=shown[index], head=heads[index])
            for index in range(len(chart.panels))
        ],
    }


def _labels_by_panel(chart: SeriesChart) -> list[dict[str, str]]:
    """Give each label to the first panel that has what it names."""
    left = {name: getattr(chart.labels, name) for name in ("expected", "observed", "measures")}
    given = []
    for panel in chart.panels:
        has = {
            "expected": any(value is not None for value in panel.mid),
            "observed": any(value is not None for value in panel.observed),
            "measures": bool(timeline(panel.periods, panel.spans).span_shares),
        }
        given.append({name: left.pop(name) for name in list(left) if has[name]})
    return given


def _panel(
    chart: SeriesChart,
    index: int,
    *,
    board: Canvas,
    shown: dict[str, str],
    head: tuple[Label, ...],
) -> Spec:
    panel = chart.panels[index]
    line = timeline(panel.periods, panel.spans)
    shades = tuple((a * board.width, b * board.width) for a, b in line.span_shares)
    for headroom in MORE_HEADROOM:
        top = _highest(panel) * headroom
        labels, has_room = place_labels(
            shown,
            plot=(board.width, board.height),
            rails=_rails(panel, line, top, board),
            grid=tuple(board.height * (1 - n / top) for n in count_ticks(top, board.height)),
            spans=shades,
            taken=tuple(Box.of(label) for label in head),
        )
        if has_room:
            break
    return {
        "width": board.width,
        "height": board.height,
        "data": {"values": _rows(chart, panel, line)},
        "encoding": _scales(line, top, board),
        "layer": [
            *(shape for shade in shades for shape in _shade(shade, board)),
            *_expected(panel),
            {"mark": {"type": "line", "color": PETROL}, "encoding": {"y": _value("observed")}},
            *(_text(label) for label in (*head, *labels)),
            *_pointer(chart, board, len(panel.periods)),
        ],
    }


def _highest(panel: Panel) -> float:
    values = [v for v in (*panel.observed, *panel.upper, *panel.mid) if v is not None]
    return max([*values, 1.0])


def _rows(chart: SeriesChart, panel: Panel, line: Timeline) -> list[Spec]:
    names = dict(chart.period_names)
    rows = []
    for i, (start, middle) in enumerate(zip(panel.periods, line.middles, strict=True)):
        values = {name: getattr(panel, name)[i] for name in ("observed", "lower", "mid", "upper")}
        rows.append({"on": middle, "period": names.get(start, ""), **values})
    return rows


def _rails(panel: Panel, line: Timeline, top: float, board: Canvas) -> tuple[Rail, ...]:
    rails = []
    for i, share in enumerate(line.middle_shares):
        values = [v for v in (panel.observed[i], panel.lower[i], panel.upper[i]) if v is not None]
        if values:
            highest, lowest = (board.height * (1 - v / top) for v in (max(values), min(values)))
            rails.append(Rail(share * board.width, highest, lowest, panel.mid[i] is not None))
    return tuple(rails)


def _scales(line: Timeline, top: float, board: Canvas) -> Spec:
    ticks, form = time_ticks(line, board.width)
    return {
        "x": {
            "field": "on",
            "type": "temporal",
            "scale": {"type": "utc", "domain": [moment(line.start), moment(line.end)]},
            "axis": {"values": ticks, "format": form, "labelFlush": True},
        },
        "y": {
            "type": "quantitative",
            "scale": {"domain": [0, top], "nice": False},
            "axis": {"values": count_ticks(top, board.height), "format": ",d"},
        },
    }


def _value(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def _shade(shade: tuple[float, float], board: Canvas) -> list[Spec]:
    x = {"x": {"value": shade[0]}, "x2": {"value": shade[1]}}
    tall = {"y": {"value": 0}, "y2": {"value": board.height}}
    flat = {"y": {"value": -BAR_HEIGHT}, "y2": {"value": 0}}
    return [
        _still({"type": "rect", "color": SHADE, "opacity": 1}, {**x, **tall}),
        _still({"type": "rect", "color": BAR, "opacity": 1}, {**x, **flat}),
    ]


def _still(mark: Spec, encoding: Spec) -> Spec:
    """A mark that belongs to no row of the data."""
    return {"data": {"values": [{}]}, "mark": mark, "encoding": encoding}


def _expected(panel: Panel) -> list[Spec]:
    if all(value is None for value in panel.mid):
        return []
    band = {"type": "area", "color": BAND, "opacity": 1}
    edge = {"type": "line", "color": EDGE, "strokeWidth": 0.6}
    middle = {
        "type": "line",
        "color": INK_3,
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


def _pointer(chart: SeriesChart, board: Canvas, n_periods: int) -> list[Spec]:
    """Unseen columns, one a period, that the live page answers when a reader points at them."""
    if not chart.period_names:
        return []
    labels = chart.labels
    fields = {"observed": labels.observed, "mid": labels.expected}
    fields |= {"lower": labels.lower, "upper": labels.upper}
    tips = [{"field": "period", "type": "nominal", "title": PERIOD}]
    tips += [{**_value(name), "format": ",d", "title": title} for name, title in fields.items()]
    # A little wider than a period is: months differ, and no gap may stay between two.
    column = {"type": "rule", "opacity": 0, "strokeWidth": round(1.1 * board.width / n_periods, 2)}
    tall = {"y": {"value": 0}, "y2": {"value": board.height}}
    return [{"mark": column, "encoding": {**tall, "tooltip": tips}}]


def _head(panel: Panel, board: Canvas, direction: str) -> tuple[Label, ...]:
    """Name and figure above a panel, at the side where the language starts."""
    is_rtl = direction == "rtl"
    x, align = (board.width, "right") if is_rtl else (-board.axis, "left")
    name = name_lines(panel.name, board.width + board.axis)
    base = NAME_BASE if panel.figure else FIGURE_BASE
    base -= (len(name) - 1) * LINE_HEIGHT
    heads = [Label(name, x, base, align, INK, 600, size=13)]
    if panel.figure:
        heads.append(Label((panel.figure,), x, FIGURE_BASE, align, INK_2, 400))
    return tuple(heads)


def _text(label: Label) -> Spec:
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
