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
from leadline.publish.layer import (
    expected_layers,
    observed_layer,
    pointer_layer,
    shade_layers,
    text_layer,
    window_layer,
)
from leadline.publish.place import Box, Label, Rail, place_labels
from leadline.publish.timeline import Timeline, timeline

Spec = dict[str, Any]  # Any: a Vega-Lite document is JSON
Values = tuple[float | None, ...]
Width = Literal["wide", "narrow"]

INK, INK_2 = "#14212B", "#465560"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
HEADROOM = 1.22  # one line of text fits above the highest value
MORE_HEADROOM = (HEADROOM, 1.5, 1.8, 2.2)  # for a panel whose own words find no place
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
    window
        The period under study, likewise; empty where none is marked.
    """

    name: str
    figure: str
    periods: tuple[str, ...]
    observed: Values
    lower: Values
    mid: Values
    upper: Values
    spans: tuple[tuple[str, str], ...] = ()
    window: tuple[tuple[str, str], ...] = ()

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
    ``stamp`` stands above all panels: a chart of invented data says so wherever it is copied to.
    """

    id: str
    panels: tuple[Panel, ...]
    labels: Labels
    period_names: tuple[tuple[str, str], ...] = ()
    stamp: str = ""

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
        **stamped(chart.stamp, direction),
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


def stamped(stamp: str, direction: str) -> Spec:
    """Return a stamp as the title of a whole chart, at the side where the language starts."""
    if not stamp:
        return {}
    anchor = "end" if direction == "rtl" else "start"
    look_of_it = {"fontSize": 12, "fontWeight": 700, "color": INK, "offset": 8}
    return {"title": {"text": stamp, "anchor": anchor, **look_of_it}}


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
    shades = _pixels(line, board)
    windows = _pixels(timeline(panel.periods, panel.window), board)
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
            *(layer for span in shades for layer in shade_layers(span, height=board.height)),
            *(expected_layers() if any(value is not None for value in panel.mid) else []),
            observed_layer(),
            *(window_layer(span, height=board.height) for span in windows),
            *(text_layer(label) for label in (*head, *labels)),
            *_pointer(chart, panel, board),
        ],
    }


def _pixels(line: Timeline, board: Canvas) -> tuple[tuple[float, float], ...]:
    return tuple((a * board.width, b * board.width) for a, b in line.span_shares)


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


def _pointer(chart: SeriesChart, panel: Panel, board: Canvas) -> list[Spec]:
    if not chart.period_names:
        return []
    labels = chart.labels
    names = {
        "observed": labels.observed,
        "mid": labels.expected,
        "lower": labels.lower,
        "upper": labels.upper,
    }
    width = board.width / len(panel.periods)
    return [pointer_layer(names, period_width=width, height=board.height)]


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
