"""Charts of an edition: what each is given, from exhibits and words."""

from collections.abc import Iterator, Sequence

from leadline.core.period import parse_period
from leadline.core.released import Estimate, Interval
from leadline.publish import chart, completeness, dots
from leadline.publish.chart import ChartFiles, Labels, Panel, SeriesChart, Spec, Width
from leadline.publish.completeness import CompletenessChart
from leadline.publish.dots import DotChart
from leadline.publish.draw import render_svg
from leadline.publish.exhibit import (
    CHANGE,
    LATE,
    NEVER_REPORTED,
    UNACCOUNTED,
    Entry,
    Exhibit,
    beside,
    dots_of,
    entries,
)
from leadline.publish.voice import Voice

Chart = SeriesChart | CompletenessChart | DotChart


def charts(voice: Voice) -> tuple[Chart, ...]:
    """Return every chart of an edition."""
    return tuple(_drawn(voice, exhibit) for parts in voice.charts.values() for exhibit in parts)


def _drawn(voice: Voice, exhibit: Exhibit) -> Chart:
    if exhibit.topic == "completeness":
        return _completeness(voice, exhibit)
    return _dots(voice, exhibit) if exhibit.topic == "dots" else _chart(voice, exhibit)


def chart_spec(voice: Voice, drawn: Chart, width: Width = "wide") -> Spec:
    """Return the Vega-Lite spec of a chart in the voice's language."""
    locale, direction = voice.words.vega_locale(), voice.words.language.direction
    if isinstance(drawn, CompletenessChart):
        return completeness.spec(drawn, words_locale=locale, direction=direction, width=width)
    if isinstance(drawn, DotChart):
        return dots.spec(drawn, words_locale=locale, direction=direction, width=width)
    return chart.spec(drawn, words_locale=locale, direction=direction, width=width)


def chart_files(voice: Voice, drawn: Chart) -> ChartFiles:
    """Return a chart as the renderers take it: for the report and wide pages, and for phones."""
    wide, narrow = chart_spec(voice, drawn, "wide"), chart_spec(voice, drawn, "narrow")
    return ChartFiles(wide, narrow, render_svg(wide), render_svg(narrow))


def chart_entries(voice: Voice, exhibit: Exhibit) -> tuple[Entry, ...]:
    """Return the statements that a chart draws, in its order."""
    places = dict.fromkeys((line.finding, line.subject) for line in exhibit.lines)
    every = [
        entry
        for kind in (CHANGE, UNACCOUNTED, NEVER_REPORTED, LATE)
        for is_region in (True, False)
        for entry in entries(voice.released, kind, is_region=is_region)
    ]
    by_place = {(entry.finding.id, entry.statement.subject): entry for entry in every}
    return tuple(by_place[place] for place in places)


def _completeness(voice: Voice, exhibit: Exhibit) -> CompletenessChart:
    words, say = voice.words, voice.words.chart_text
    entry = chart_entries(voice, exhibit)[0]
    path = entry.statement.path
    late = beside(voice.released, entry, LATE)
    complete = {e.period: e.numbers.get("expected") for e in late.statement.path} if late else {}

    def name(key: str) -> str:
        return say(words.opening(words.text(f"chart.{key}")))

    return CompletenessChart(
        id=exhibit.id,
        periods=tuple(_first_day(estimate.period) for estimate in path),
        observed=_values(path, "observed"),
        complete=tuple(complete.get(estimate.period) for estimate in path),
        expected=_values(path, "complete"),
        lower=_values(path, "complete_lower"),
        upper=_values(path, "complete_upper"),
        names=completeness.Names(
            observed=name("so_far"),
            late=name("late"),
            unaccounted=name("unaccounted"),
            expected=say(words.text("chart.expected_interval", level=voice.level)),
            measures=say(words.text("chart.measures")),
            complete=name("complete"),
            lower=say(words.text("table.lower")),
            upper=say(words.text("table.upper")),
        ),
        spans=tuple(_spans(voice, entry)),
        period_names=tuple((_first_day(e.period), say(words.period(e.period))) for e in path),
        stamp=_stamp(voice),
    )


def _dots(voice: Voice, exhibit: Exhibit) -> DotChart:
    words, say = voice.words, voice.words.chart_text
    (entry,) = chart_entries(voice, exhibit)
    numbers, drawn = entry.headline.numbers, tuple(dots_of(entry).values())
    n_some = sum(dot > 0 for dot in drawn)
    ends = {end: words.percent(numbers[f"offending_{end}"]) for end in ("lower", "upper")}
    named = dots.ticks(drawn, numbers["lower"], numbers["upper"])
    return DotChart(
        id=exhibit.id,
        dots=drawn,
        lower=numbers["lower"],
        upper=numbers["upper"],
        none=say(words.plural("chart.dots_none", len(drawn) - n_some)),
        some=say(words.plural("chart.dots_some", n_some)),
        bounds=say(words.text("chart.bounds", level=voice.level, **ends)),
        names={tick: say(words.number(tick)) for tick in named},
        stamp=_stamp(voice),
    )


def _stamp(voice: Voice) -> str:
    words = voice.words
    return words.chart_text(words.text("mark.exercise")) if voice.released.exercise else ""


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
        stamp=_stamp(voice),
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
