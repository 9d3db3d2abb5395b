"""The paper of a chart: sizes, ticks and the look that every chart shares, in pixels."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from leadline.publish.timeline import Timeline

FONT = "IBM Plex Sans Arabic"
LINE_HEIGHT = 16
Moment = dict[str, int | bool]
_ISOLATES = "\u2066\u2067\u2069"
_STEPS = (1, 2, 5)
_MONTH_STEPS = (1, 2, 3, 6, 12)
_YEAR_PX, _MONTH_PX, _NAME_PX = 50, 84, 7.3  # room that a label takes, and a letter of a name


@dataclass(frozen=True)
class Canvas:
    """Sizes of a chart; ``width`` and ``height`` are those of one panel's plot."""

    width: int
    height: int
    axis: int
    columns: int
    has_heads: bool = True
    row_gap: int = 73
    column_gap: int = 0


def canvas(n_panels: int, width: str, highest: float) -> Canvas:
    """Return the sizes for a number of panels: over all 642 px wide, or 340 px narrow.

    All vertical axes have one width, so that plots align down the page; it grows with the
    digits of the highest value.
    """
    axis = axis_width(highest)
    if n_panels == 1:
        whole, height = (642, 236) if width == "wide" else (340, 224)
        return Canvas(whole - axis, height, axis=axis, columns=1, has_heads=False)
    gap = axis + 8
    if width == "narrow":
        return Canvas((340 - axis - gap) // 2, 84, axis=axis, columns=2, column_gap=gap)
    if n_panels in (2, 4):
        return Canvas((642 - axis - gap) // 2, 112, axis=axis, columns=2, column_gap=gap)
    return Canvas((642 - axis - 2 * gap) // 3, 76, axis=axis, columns=3, column_gap=gap)


def axis_width(highest: float) -> int:
    """Return the width of a vertical axis of counts: it grows with the digits of the highest."""
    return 38 + 8 * max(0, len(str(int(highest))) - 4)


def look(
    words_locale: Mapping[str, Mapping[str, object]], *, axis_width: int
) -> dict[str, Any]:  # Any: a part of a JSON document
    """Return the config of every chart; ``tickCount`` stays out, it would thin given values.

    The locale travels inside the spec, so that report and page write the same axis.
    """
    axis = {
        "labelFontSize": 12,
        "labelColor": "#465560",
        "labelFontWeight": 400,
        "labelPadding": 5,
        "gridColor": "#DCE2E6",
        "gridWidth": 0.75,
        "domain": False,
        "ticks": False,
        "title": None,
    }
    axis_x = {
        "grid": False,
        "domain": True,
        "domainColor": "#84919A",
        "domainWidth": 1,
        "ticks": True,
        "tickColor": "#84919A",
        "tickSize": 4,
        "labelAngle": 0,
        "labelOverlap": "parity",
    }
    axis_y = {
        "grid": True,
        "labelAlign": "right",
        "minExtent": axis_width,
        "maxExtent": axis_width,
    }
    return {
        # The wrapper of a chart speaks for it; the marks inside stay silent.
        "aria": False,
        "background": "transparent",
        # Accents of capital letters reach above what Vega measures.
        "padding": {"top": 4, "left": 0, "right": 0, "bottom": 0},
        "font": FONT,
        "locale": dict(words_locale),
        "view": {"stroke": None},
        "axis": axis,
        "axisX": axis_x,
        "axisY": axis_y,
        "line": {"strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round"},
        "point": {"opacity": 1},
        "tick": {"opacity": 1},
        "text": {"fontSize": 12, "color": "#14212B"},
    }


def count_ticks(top: float, height: int) -> list[int]:
    """Return whole-number ticks from zero: round steps, with room between their labels."""
    room = 16 if height < 150 else 44
    fewest = max(1.0, top * room / height)
    power = 10 ** math.floor(math.log10(fewest))
    step = next(s for s in (*(m * power for m in _STEPS), 10 * power) if s >= fewest)
    return [n * step for n in range(math.floor(top / step) + 1)]


def time_ticks(line: Timeline, width: int) -> tuple[list[Moment], str]:
    """Return ticks and their format: years, or months where fewer than two years start."""
    start, end = date.fromisoformat(line.start), date.fromisoformat(line.end)
    years = [y for y in range(start.year, end.year + 1) if start <= date(y, 1, 1) < end]
    if len(years) >= 2:
        every = math.ceil(_YEAR_PX * (end - start).days / 365.25 / width)
        return [moment(f"{y}-01-01") for y in years[::every]], "%Y"
    months = [
        f"{m // 12}-{m % 12 + 1:02d}-01"
        for m in range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        if start <= date(m // 12, m % 12 + 1, 1) < end
    ]
    wanted = _MONTH_PX * len(months) / width
    every = next((step for step in _MONTH_STEPS if step >= wanted), _MONTH_STEPS[-1])
    return [moment(day) for day in months[::every]], "%b %Y"


def moment(day: str) -> Moment:
    """Return a day as Vega-Lite writes it, in UTC: no reader's clock moves a chart."""
    found = date.fromisoformat(day)
    return {"year": found.year, "month": found.month, "date": found.day, "utc": True}


def name_lines(text: str, width: float) -> tuple[str, ...]:
    """Break a name into lines that fit; each line is isolated as the whole was."""
    is_isolated = text[:1] in _ISOLATES and text[-1:] in _ISOLATES and bool(text)
    opening, inner, closing = (text[0], text[1:-1], text[-1]) if is_isolated else ("", text, "")
    lines = wrap(inner, max(8, int(width / _NAME_PX)), break_long_words=False) or [""]
    return tuple(f"{opening}{line}{closing}" if line else "" for line in lines)
