"""What changed: all indicators side by side, each in detail, then members."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from leadline.core.period import Frequency, Period
from leadline.core.released import Estimate
from leadline.publish.block import Block, Figure, Paragraph, Section, Table
from leadline.publish.curve import chart_entries
from leadline.publish.exhibit import CHANGE, Entry, Exhibit, detailed, following, gathered, leading
from leadline.publish.section.path import path_table
from leadline.publish.section.table import change_table
from leadline.publish.voice import Voice, days_of

_COUNTED = ("claims", "stated")


def tell_changes(voice: Voice) -> tuple[Section, ...]:
    """Return the overview, then a section for each indicator of each region that has one."""
    alone = detailed(voice.released, CHANGE)
    lead = leading(voice.released, CHANGE)
    overview = _overview(voice, lead, is_whole=len(alone) == len(lead))
    return (*overview, *(_detail(voice, entry) for entry in alone))


def tell_members(voice: Voice) -> tuple[Section, ...]:
    """Return a section for each finding of which members may be shown; single ones share one."""
    groups = following(voice.released)
    told = [_members(voice, finding, group) for finding, group in groups.items()]
    alone = gathered(voice.released)
    told += [_gathered(voice, alone)] if alone else []
    if not told:
        return ()
    first, *others = told
    caution = Paragraph(voice.words.text("methods.no_cause"))
    return (replace(first, blocks=(caution, *first.blocks)), *others)


def _overview(voice: Voice, lead: Sequence[Entry], *, is_whole: bool) -> tuple[Section, ...]:
    words = voice.words
    blocks: list[Block] = [*_multiples(voice, "overview", "", n_told=len(lead))]
    whole = voice.tables.get(("change", ""))
    if whole is not None:
        table = _whole(voice, whole, lead)
        blocks.append(table if is_whole else replace(table, notes=_shortened(voice, table)))
    if not blocks:
        return ()
    return (
        Section(
            id="changes",
            kicker=words.text("section.changes"),
            headline=words.text("changes.headline"),
            subtitle=words.text("changes.subtitle", period=voice.window(), level=voice.level),
            blocks=tuple(blocks),
        ),
    )


def _shortened(voice: Voice, table: Table) -> tuple[str, ...]:
    """Return the notes of a table some of whose rows have no page of their own."""
    released = voice.words.term("assessment.json")
    return (voice.words.text("changes.without_page", file=released), *table.notes)


def _whole(voice: Voice, exhibit: Exhibit, lead: Sequence[Entry]) -> Table:
    words = voice.words
    return change_table(
        voice,
        exhibit,
        lead,
        title=words.text("changes.headline"),
        subtitle="",
        head=words.text("table.indicator"),
        name=voice.named,
    )


def _detail(voice: Voice, entry: Entry) -> Section:
    words = voice.words
    statement = entry.statement
    charts = voice.charts.get(("detail", f"{entry.finding.id}.{statement.subject}"), ())
    blocks: list[Block] = [_single(voice, chart, entry) for chart in charts]
    period = words.opening(words.period(entry.headline.period))
    recorded = f"{period}. {voice.recorded(entry.headline)}"
    said = (*_meaning(voice, entry), *_times(voice, entry))
    texts = (recorded, *said, " ".join(_basis(voice, entry)))
    blocks.append(voice.evidence(entry, title="", texts=texts))
    if len(statement.totals) > 1:
        blocks.append(_periods(voice, entry))
    blocks += voice.reasons(statement)
    return Section(
        id=f"change-{entry.finding.id}-{statement.subject}",
        kicker=words.opening(words.label("theme", entry.finding.theme)),
        headline=voice.headline(entry),
        subtitle=_subtitle(voice, entry),
        blocks=tuple(blocks),
    )


def _times(voice: Voice, entry: Entry) -> tuple[str, ...]:
    """Return what is said of the time a statement covers, and of what it was compared with."""
    words = voice.words
    if not entry.is_two_totals:
        covered = words.text("change.covered", period=words.period(entry.headline.period))
        return (covered,) if voice.is_other_time(entry.headline) else ()
    compared = (voice.earlier(entry, "change.totals_earlier"), words.text("change.totals_expected"))
    return (" ".join(compared), *_beyond(voice, entry))


def _beyond(voice: Voice, entry: Entry) -> Iterator[str]:
    """Yield the time that a total covers outside the period under study."""
    before, after = voice.outside(entry.headline)
    if before:
        yield voice.words.text("change.totals_before", period=voice.words.period(before))
    if after:
        yield voice.words.text("change.totals_after", period=voice.words.period(after))


def _meaning(voice: Voice, entry: Entry) -> tuple[str, ...]:
    """Return what the change says, and why no more is said of it."""
    words, headline, together = voice.words, entry.headline, voice.together(entry)
    counted = {name: words.number(n) for name, n in together.items() if name in _COUNTED}
    if headline.direction in ("fell", "rose"):
        is_wider = "expected_lower_adjusted" in headline.numbers
        wider = words.text("selection.adjusted", **counted) if is_wider else ""
        return (
            voice.likely(entry.statement),
            words.text(f"change.meaning_{headline.direction}"),
            wider,
        )
    if _is_clear_alone(headline):
        return (words.text("selection.not_stated", claims=counted["claims"]),)
    if _is_outside(headline):
        return (words.text("change.edge"),)
    return (words.text("change.meaning_unclear"),)


def _is_clear_alone(estimate: Estimate) -> bool:
    """Whether the printed interval, before anything was looked at together, leaves out zero."""
    numbers = estimate.numbers
    return numbers.get("lower", 0.0) > 0 or numbers.get("upper", 0.0) < 0


def _is_outside(estimate: Estimate) -> bool:
    """Whether the printed count lies outside the printed interval, though rounding may do that."""
    numbers = estimate.numbers
    lower, upper = numbers.get("expected_lower", 0.0), numbers.get("expected_upper", inf)
    return not lower <= numbers.get("observed", lower) <= upper


def _periods(voice: Voice, entry: Entry) -> Table:
    place = f"{entry.finding.id}.{entry.statement.subject}"
    return change_table(
        voice,
        voice.tables["detail", place],
        [entry],
        title=voice.words.text("changes.totals" if entry.is_two_totals else "changes.quarters"),
        subtitle="",
        head=voice.words.text("table.period"),
        name=lambda _: "",
        pick=lambda chosen: (*chosen.statement.totals[1:], chosen.headline),
    )


def _subtitle(voice: Voice, entry: Entry) -> str:
    return voice.words.text(
        "change.subtitle",
        unit=voice.words.opening(voice.words.label("unit", entry.finding.unit)),
        period=_drawn(voice, entry) if entry.statement.path else _covered(voice, entry),
        level=voice.level,
    )


def _covered(voice: Voice, entry: Entry) -> str:
    """Return the time of a statement in words: the period under study, or its own."""
    is_other = voice.is_other_time(entry.headline)
    return voice.words.period(entry.headline.period) if is_other else voice.window()


def _drawn(voice: Voice, entry: Entry) -> str:
    path = entry.statement.path
    return voice.words.span(path[0].period, path[-1].period)


def _subtitle_together(voice: Voice, drawn: Sequence[Entry]) -> str:
    """Return what several panels show; the unit only where it is that of all."""
    words, period = voice.words, _drawn_together(voice, drawn)
    units = {entry.finding.unit for entry in drawn}
    if len(units) > 1:
        return words.opening(
            words.text("change.subtitle_several", period=period, level=voice.level)
        )
    unit = words.opening(words.label("unit", units.pop()))
    return words.text("change.subtitle", unit=unit, period=period, level=voice.level)


def _drawn_together(voice: Voice, drawn: Sequence[Entry]) -> str:
    """Return the time that panels cover together, in months where theirs differ."""
    ends = {(entry.statement.path[0].period, entry.statement.path[-1].period) for entry in drawn}
    if len(ends) == 1:
        return voice.words.span(*ends.pop())
    first = min(days_of(one)[0] for one, _ in ends)
    last = max(days_of(other)[1] for _, other in ends)
    months = (str(Period.containing(day, Frequency.MONTH)) for day in (first, last))
    return voice.words.span(*months)


def _basis(voice: Voice, entry: Entry) -> tuple[str, ...]:
    words, statement = voice.words, entry.statement
    panel = words.text("change.panel", n=statement.n_members, of=statement.n_members_of)
    if statement.coverage is None:
        coverage = words.text("change.coverage_unknown")
    else:
        coverage = words.text("change.coverage", share=words.percent(statement.coverage))
    source = words.text(
        "change.source",
        source=voice.name(entry.finding.source),
        channel=words.label("channel", entry.finding.channel),
    )
    has_path = statement.path or entry.is_two_totals
    hidden = () if has_path else (words.text("change.no_path"),)
    return (panel, coverage, source, *hidden)


def _single(voice: Voice, exhibit: Exhibit, entry: Entry) -> Figure:
    words = voice.words
    alt = words.text(
        "alt.series",
        period=_drawn(voice, entry),
        indicator=words.label("ind", entry.name),
        subject=voice.name(entry.statement.subject),
        level=voice.level,
        finding=voice.headline(entry),
    )
    return _figure(voice, exhibit, alt=alt, subtitle="", notes=())


def _multiples(voice: Voice, topic: str, scope: str, *, n_told: int) -> Iterator[Figure]:
    """Yield the charts of many panels; the last one says whether something was not drawn."""
    parts = voice.charts.get((topic, scope), [])
    n_drawn = sum(len(chart_entries(voice, part)) for part in parts)
    for part in parts:
        is_last = part is parts[-1]
        yield _part(voice, part, is_short=is_last and n_drawn < n_told)


def _part(voice: Voice, exhibit: Exhibit, *, is_short: bool) -> Figure:
    words = voice.words
    drawn = chart_entries(voice, exhibit)
    alt = words.text(
        "alt.multiples",
        period=_drawn_together(voice, drawn),
        level=voice.level,
        findings=" ".join(f"{voice.headline(entry)}." for entry in drawn),
    )
    notes = [words.text("changes.own_scale")]
    notes += [words.text("changes.without_chart")] if is_short else []
    subtitle = _subtitle_together(voice, drawn)
    return _figure(voice, exhibit, alt=alt, subtitle=subtitle, notes=notes)


def _figure(
    voice: Voice, exhibit: Exhibit, *, alt: str, subtitle: str, notes: Sequence[str]
) -> Figure:
    return Figure(
        id=exhibit.id,
        subtitle=subtitle,
        alt=alt,
        notes=(
            *notes,
            voice.words.text("chart.marks"),
            voice.traced(_pattern(exhibit), "chart"),
        ),
        aside=(),
        table=path_table(voice, exhibit, chart_entries(voice, exhibit)),
        data=voice.files(exhibit.id),
    )


def _pattern(exhibit: Exhibit) -> str:
    places = dict.fromkeys((line.finding, line.subject) for line in exhibit.lines)
    if len(places) == 1:
        finding, subject = next(iter(places))
        return f"{finding}.{subject}.{{period}}.{{column}}"
    return "{finding}.{subject}.{period}.{column}"


def _member(voice: Voice, entry: Entry) -> str:
    """Return a member's name, with the time of its total where that is its own."""
    name = voice.name(entry.statement.subject)
    if entry.is_two_totals and voice.is_other_time(entry.headline):
        return f"{name} · {voice.words.period(entry.headline.period)}"
    return name


def _members(voice: Voice, finding: str, group: Sequence[Entry]) -> Section:
    words = voice.words
    headline = words.text("members.headline", indicator=voice.kind(group[0]))
    table = change_table(
        voice,
        voice.tables["members", finding],
        group,
        title=headline,
        subtitle="",
        head=words.text("table.member"),
        name=lambda entry: _member(voice, entry),
    )
    charts = _multiples(voice, "members", finding, n_told=len(group))
    return _of_members(voice, finding, headline, (table, *charts))


def _gathered(voice: Voice, alone: Sequence[Entry]) -> Section:
    """Return the section of single members: two totals apart, whose cells say two times."""
    headline = voice.words.text("members.gathered")
    totals = [entry for entry in alone if entry.is_two_totals]
    series = [entry for entry in alone if not entry.is_two_totals]
    tables = tuple(_alike(voice, group, headline) for group in (series, totals) if group)
    return _of_members(voice, "gathered", headline, tables)


def _alike(voice: Voice, group: Sequence[Entry], title: str) -> Table:
    return change_table(
        voice,
        voice.tables["members", ""],
        group,
        title=title,
        subtitle="",
        head=voice.words.text("table.indicator"),
        name=lambda entry: f"{voice.indicator(entry)} ({voice.subject(entry)})",
    )


def _of_members(voice: Voice, name: str, headline: str, blocks: tuple[Block, ...]) -> Section:
    words = voice.words
    return Section(
        id=f"members-{name}",
        kicker=words.text("sources.members"),
        headline=headline,
        subtitle=words.text("changes.subtitle", period=voice.window(), level=voice.level),
        blocks=blocks,
    )
