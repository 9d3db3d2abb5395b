"""The invented story as a site: its chrome from the catalogues, its chart drawn."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import sin

from tests.unit.publish.report_story import invent_story

from leadline.publish.block import Block, Figure, Story
from leadline.publish.chart import ChartFiles, Labels, Panel, SeriesChart, spec
from leadline.publish.draw import render_svg
from leadline.publish.site import render_shared, render_site
from leadline.publish.story import CHROME
from leadline.words import language, words

LANGUAGES = ("ar", "en", "es", "fr")
MONTHS = tuple(f"{2018 + i // 12}-{i % 12 + 1:02d}-01" for i in range(32))


def invent_site_story(code: str, *, is_exercise: bool = True) -> Story:
    """Return the invented story with every word that the frame of a page needs."""
    messages = words(code).catalogue.messages
    return replace(
        invent_story(code, is_exercise=is_exercise),
        chrome={key: messages[f"web.{key}"].forms[0] for key in CHROME},
        editions=tuple((each, language(each).name) for each in LANGUAGES),
    )


def invent_series(code: str, name: str = "C01", *, n_panels: int = 6) -> SeriesChart:
    """Return small multiples of fictional members, or one series in detail."""
    voice = words(code)
    say = voice.chart_text
    return SeriesChart(
        id=name,
        panels=tuple(_panel(code, i) for i in range(n_panels)),
        labels=Labels(
            observed=say(voice.text("chart.recorded")),
            expected=say(voice.text("chart.expected")),
            measures=say(voice.text("chart.measures")),
            lower=say(voice.text("table.lower")),
            upper=say(voice.text("table.upper")),
        ),
        period_names=tuple((day, say(voice.period(day[:7]))) for day in MONTHS),
    )


@cache
def invent_charts(code: str) -> dict[str, ChartFiles]:
    """Return the files of the story's charts: the first of several panels, the others of one."""
    names = [block.id for block in _blocks(code) if isinstance(block, Figure)]
    return {name: _files(code, name, 1 if i else 6) for i, name in enumerate(names)}


def _blocks(code: str) -> Iterator[Block]:
    return (block for section in invent_site_story(code).sections for block in section.blocks)


def _files(code: str, name: str, n_panels: int) -> ChartFiles:
    voice = words(code)
    locale, direction = voice.vega_locale(), voice.language.direction
    chart = invent_series(code, name, n_panels=n_panels)
    wide = spec(chart, words_locale=locale, direction=direction, width="wide")
    narrow = spec(chart, words_locale=locale, direction=direction, width="narrow")
    return ChartFiles(wide, narrow, render_svg(wide), render_svg(narrow))


def invent_site() -> dict[str, bytes]:
    """Return a whole site in four languages, with files under the paths its links name."""
    site: dict[str, bytes] = {}
    for code in LANGUAGES:
        site |= render_site(invent_site_story(code), charts=invent_charts(code))
    return {f"site/{path}": data for path, data in (site | render_shared()).items()}


def _panel(code: str, index: int) -> Panel:
    voice = words(code)
    level = (400, 180, 90, 620, 240, 130, 320, 70, 520, 210, 140, 820)[index % 12]
    middle = tuple(round(level * (1 + 0.12 * sin(i / 2))) for i in range(32))
    held = tuple(0.62 if 26 <= i < 30 else 1 + 0.07 * sin(7 * i + index) for i in range(32))
    figure = f"{voice.percent_change(-0.34)} ({voice.percent_change_interval(-0.41, -0.26)})"
    return Panel(
        name=voice.chart_text(voice.term(f"QM{chr(65 + index)}")),
        figure=voice.chart_text(figure),
        periods=MONTHS,
        observed=tuple(round(m * h) for m, h in zip(middle, held, strict=True)),
        lower=tuple(round(m * 0.8) for m in middle),
        mid=tuple(map(float, middle)),
        upper=tuple(round(m * 1.25) for m in middle),
        spans=(("2020-03-01", "2020-06-30"),),
    )
