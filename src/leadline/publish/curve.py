"""Charts of an edition: what each is given, from exhibits and words."""

from collections.abc import Iterator, Sequence

from leadline.core.period import parse_period
from leadline.core.released import Estimate, Interval
from leadline.publish.chart import ChartFiles, Labels, Panel, SeriesChart, spec
from leadline.publish.draw import render_svg
from leadline.publish.exhibit import CHANGE, Entry, Exhibit, entries
from leadline.publish.voice import Voice


def charts(voice: Voice) -> tuple[SeriesChart, ...]:
    """Return every chart of an edition."""
    return tuple(_chart(voice, exhibit) for parts in voice.charts.values() for exhibit in parts)


def chart_files(voice: Voice, chart: SeriesChart) -> ChartFiles:
    """Return a chart as the renderers take it: for the report and wide pages, and for phones."""
    locale, direction = voice.words.vega_locale(), voice.words.language.direction
    wide = spec(chart, words_locale=locale, direction=direction, width="wide")
    narrow = spec(chart, words_locale=locale, direction=direction, width="narrow")
    return ChartFiles(wide, narrow, render_svg(wide), render_svg(narrow))


def chart_entries(voice: Voice, exhibit: Exhibit) -> tuple[Entry, ...]:
    """Return the statements that a chart draws, in its order."""
    places = dict.fromkeys((line.finding, line.subject) for line in exhibit.lines)
    every = (
        *entries(voice.released, CHANGE, is_region=True),
        *entries(voice.released, CHANGE, is_region=False),
    )
    by_place = {(entry.finding.id, entry.statement.subject): entry for entry in every}
    return tuple(by_place[place] for place in places)


def _chart(voice: Voice, exhibit: Exhibit) -> SeriesChart:
    say = voice.words.chart_text
    drawn = chart_entries(voice, exhibit)
    periods = dict.fromkeys(line.period for line in exhibit.lines)
    return SeriesChart(
        id=exhibit.id,
        panels=tuple(_panel(voice, exhibit, entry) for entry in drawn),
        labels=Labels(
            observed=say(voice.words.opening(voice.words.text("chart.recorded"))),
            expected=say(voice.words.opening(voice.words.text("chart.expected"))),
            measures=say(voice.words.text("chart.measures")),
            lower=say(voice.words.text("table.lower")),
            upper=say(voice.words.text("table.upper")),
        ),
        period_names=tuple((_first_day(p), say(voice.words.period(p))) for p in periods),
    )


def _panel(voice: Voice, exhibit: Exhibit, entry: Entry) -> Panel:
    path = entry.statement.path
    number, interval, _ = voice.change(entry.headline, entry)
    is_overview = exhibit.topic == "overview"
    name = voice.named(entry) if is_overview else voice.name(entry.statement.subject)
    return Panel(
        name=voice.words.chart_text(name),
        figure=voice.words.chart_text(f"{number} ({interval})" if interval else number),
        periods=tuple(_first_day(estimate.period) for estimate in path),
        observed=_values(path, "observed"),
        lower=_values(path, "expected_lower"),
        mid=_values(path, "expected"),
        upper=_values(path, "expected_upper"),
        spans=tuple(_spans(voice, entry)),
        window=(_days(voice.released.window),),
    )


def _values(path: Sequence[Estimate], name: str) -> tuple[float | None, ...]:
    return tuple(estimate.numbers.get(name) for estimate in path)


def _first_day(period: str) -> str:
    return parse_period(period).first.isoformat()


def _spans(voice: Voice, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the time in which any measure was in force for the subject, overlaps joined."""
    members = {entry.statement.subject}
    for region in voice.released.regions:
        if region.id == entry.statement.subject:
            members |= set(region.members)
    found = sorted(
        _days(Interval(measure.first, measure.last))
        for measure in voice.released.measures
        if members & set(measure.members)
    )
    joined: list[tuple[str, str]] = []
    for first, last in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    yield from joined


def _days(interval: Interval) -> tuple[str, str]:
    first, last = parse_period(interval.first), parse_period(interval.last)
    return first.first.isoformat(), last.last.isoformat()
