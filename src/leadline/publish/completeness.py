"""The completeness chart: what is in, what is late and what is not accounted for, by period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from leadline.publish.canvas import LINE_HEIGHT, axis_width, count_ticks, look, moment, time_ticks
from leadline.publish.chart import HEADROOM, INK, SCHEMA, Spec, Values, Width, stamped
from leadline.publish.layer import (
    LATE,
    LATE_TEXT,
    OBSERVED,
    RUST,
    SHADE_TEXT,
    Layer,
    pointer_layer,
    shade_layers,
    text_layer,
)
from leadline.publish.place import Label
from leadline.publish.timeline import Timeline, timeline

SIZES = {"wide": (642, 264), "narrow": (340, 224)}
# Room right of the last bar for what its parts are called.
SIDE = {"wide": 132, "narrow": 104}
_INNER = 0.28
_TICK_PAST = 2  # px


@dataclass(frozen=True)
class Names:
    """Words inside the chart."""

    observed: str
    late: str
    unaccounted: str
    expected: str
    measures: str
    complete: str
    lower: str
    upper: str


@dataclass(frozen=True)
class CompletenessChart:
    """Counts by occurrence of one subject.

    Parameters
    ----------
    periods
        First days of the periods, ISO dates, ascending, two or more.
    observed, complete, expected, lower, upper
        Reports so far, within D in the end, expected within D and the ends of its interval; one
        value a period, None where there is none.
    spans
        Measures in force: first and last day, both included.
    period_names
        First day, period in words.
    stamp
        What stands above a chart of invented data.
    """

    id: str
    periods: tuple[str, ...]
    observed: Values
    complete: Values
    expected: Values
    lower: Values
    upper: Values
    names: Names
    spans: tuple[tuple[str, str], ...] = ()
    period_names: tuple[tuple[str, str], ...] = ()
    stamp: str = ""


def spec(
    chart: CompletenessChart,
    *,
    words_locale: Mapping[str, Mapping[str, object]],
    direction: str,
    width: Width = "wide",
) -> Spec:
    """Return the Vega-Lite spec in one language; time runs from left to right in each."""
    whole, height = SIZES[width]
    line = timeline(chart.periods, chart.spans)
    top = max([v for v in (*chart.observed, *chart.upper, *chart.complete) if v] or [1.0])
    axis = axis_width(top)
    plot = whole - axis - SIDE[width]
    top *= HEADROOM
    rows = _rows(chart, line)
    shades = [(a * plot, b * plot) for a, b in line.span_shares]
    ticks, form = time_ticks(line, plot)
    panel = {
        "width": plot,
        "height": height,
        "data": {"values": rows},
        "encoding": {
            "x": {
                "field": "on",
                "type": "temporal",
                "scale": {"type": "utc", "domain": [moment(line.start), moment(line.end)]},
                "axis": {"values": ticks, "format": form, "labelFlush": False},
            },
            "y": {
                "type": "quantitative",
                "scale": {"domain": [0, top], "nice": False},
                "axis": {"values": count_ticks(top, height), "format": ",d"},
            },
        },
        "layer": [
            *(layer for span in shades for layer in shade_layers(span, height=height)),
            _bar({"color": OBSERVED}, "observed"),
            _bar({"color": LATE, "stroke": OBSERVED, "strokeWidth": 0.75}, "complete", "observed"),
            _bar(
                {"color": "#FFFFFF", "stroke": RUST, "strokeWidth": 1.25, "strokeDash": [3, 2]},
                "expected_above",
                "complete",
            ),
            *_expected(),
            *(text_layer(label) for label in _labels(chart, rows, Plot(plot, height, top))),
            *(text_layer(label) for label in _over(chart, shades)),
            _pointer(chart, plot, height),
        ],
    }
    return {
        "$schema": SCHEMA,
        **stamped(chart.stamp, direction),
        "config": look(words_locale, axis_width=axis),
        "bounds": "flush",
        "padding": {"top": 4, "left": 0, "right": SIDE[width], "bottom": 0},
        "concat": [panel],
    }


def _rows(chart: CompletenessChart, line: Timeline) -> list[dict[str, Any]]:  # Any: JSON values
    names = dict(chart.period_names)
    starts = [date.fromisoformat(day) for day in (*chart.periods, line.end)]
    rows = []
    for i, (start, end) in enumerate(pairwise(starts)):
        days = (end - start).days
        inset = timedelta(days=days * _INNER / 2)
        complete, expected = chart.complete[i], chart.expected[i]
        is_short = complete is not None and expected is not None and expected > complete
        rows.append(
            {
                "on": line.middles[i],
                "from": _instant(start, inset),
                "to": _instant(end, -inset),
                "period": names.get(chart.periods[i], ""),
                "observed": chart.observed[i],
                "complete": complete,
                "expected": expected,
                "expected_above": expected if is_short else None,
                "lower": chart.lower[i],
                "upper": chart.upper[i],
            }
        )
    return rows


def _instant(day: date, step: timedelta) -> int:
    """Return milliseconds of UTC, as Vega counts time."""
    days = (day - date(1970, 1, 1)).days + step.total_seconds() / 86400
    return round(days * 86_400_000)


def _bar(mark: Mapping[str, object], upper: str, lower: str = "") -> Layer:
    below = {"field": lower} if lower else {"datum": 0}
    return {
        "transform": [{"filter": f"datum.{upper} !== null"}],
        "mark": {"type": "rect", "opacity": 1, **mark},
        "encoding": {
            "x": {"field": "from", "type": "temporal"},
            "x2": {"field": "to"},
            "y": {"field": upper, "type": "quantitative"},
            "y2": below,
        },
    }


def _expected() -> list[Layer]:
    """Return the tick of what was expected, and the rule of its interval."""
    has_any = [{"filter": "datum.expected !== null"}]
    tick = {"type": "rule", "color": INK, "strokeWidth": 2, "opacity": 1}
    rule = {"type": "rule", "color": INK, "strokeWidth": 1, "opacity": 1}
    return [
        {
            "transform": has_any,
            "mark": rule,
            "encoding": {"y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}},
        },
        {
            "transform": has_any,
            "mark": {**tick, "xOffset": -_TICK_PAST, "x2Offset": _TICK_PAST},
            "encoding": {
                "x": {"field": "from", "type": "temporal"},
                "x2": {"field": "to"},
                "y": {"field": "expected", "type": "quantitative"},
            },
        },
    ]


@dataclass(frozen=True)
class Plot:
    """Sizes of the plot in px, and the count at its upper edge."""

    width: int
    height: int
    top: float

    def y(self, value: float) -> float:
        """Return where a count lies, from above."""
        return self.height * (1 - value / self.top)


def _labels(
    chart: CompletenessChart,
    rows: list[dict[str, Any]],  # Any: JSON values
    plot: Plot,
) -> list[Label]:
    """Name the parts of the last bar beside it, and what was expected above the first bars."""
    last, x = rows[-1], plot.width + 8
    observed, complete = last["observed"] or 0, last["complete"] or last["observed"] or 0
    parts = [(chart.names.observed, observed / 2, OBSERVED, 600)]
    if any((r["complete"] or 0) > (r["observed"] or 0) for r in rows):
        parts.append((chart.names.late, (observed + complete) / 2, LATE_TEXT, 500))
    if any(r["expected_above"] for r in rows):
        above = max(last["expected"] or 0, complete)
        parts.append((chart.names.unaccounted, (complete + above) / 2, RUST, 500))
    labels, lowest = [], float(plot.height)
    for text, value, color, weight in parts:
        base = min(plot.y(value) + 4, lowest)
        labels.append(Label((text,), x, base, "left", color, weight))
        lowest = base - LINE_HEIGHT
    first = [r["upper"] for r in rows[: max(1, len(rows) // 2)] if r["upper"]]
    if first:
        labels.append(Label((chart.names.expected,), 2, plot.y(max(first)) - 8, "left", INK, 500))
    return labels


def _over(chart: CompletenessChart, shades: list[tuple[float, float]]) -> list[Label]:
    """Name the measures at the top of their shade."""
    at = [span[0] + 4 for span in shades[:1]]
    return [Label((chart.names.measures,), x, 12, "left", SHADE_TEXT, 500) for x in at]


def _pointer(chart: CompletenessChart, plot: int, height: int) -> Layer:
    names = {
        "observed": chart.names.observed,
        "complete": chart.names.complete,
        "expected": chart.names.expected,
        "lower": chart.names.lower,
        "upper": chart.names.upper,
    }
    return pointer_layer(names, period_width=plot / len(chart.periods), height=height)
