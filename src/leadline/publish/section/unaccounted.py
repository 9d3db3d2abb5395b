"""Not accounted for: what delay does not explain, and bounds on what was never reported."""

from collections.abc import Sequence

from leadline.publish.block import (
    Block,
    Cell,
    Evidence,
    Figure,
    Paragraph,
    Row,
    Section,
    Table,
)
from leadline.publish.exhibit import (
    LATE,
    NEVER_REPORTED,
    UNACCOUNTED,
    Entry,
    Exhibit,
    beside,
    detailed,
    dots_of,
    leading,
)
from leadline.publish.section.path import completeness_table, dots_table
from leadline.publish.section.table import plain_table
from leadline.publish.voice import Voice


def tell_unaccounted(voice: Voice) -> tuple[Section, ...]:
    """Return an overview, then a section for each indicator with its chart; none without any."""
    exhibit = voice.tables.get(("unaccounted", ""))
    if exhibit is None:
        return ()
    words = voice.words
    lead = leading(voice.released, UNACCOUNTED)
    overview = Section(
        id="unaccounted",
        kicker=words.text("section.unaccounted"),
        headline=words.text("unaccounted.headline"),
        subtitle=words.text("unaccounted.subtitle", period=voice.window(), level=voice.level),
        blocks=(
            Paragraph(words.text("unaccounted.caution", within=voice.within(lead))),
            _table(voice, exhibit, lead),
        ),
    )
    return (overview, *(_detail(voice, entry) for entry in detailed(voice.released, UNACCOUNTED)))


def tell_never(voice: Voice) -> tuple[Section, ...]:
    """Return break-even and bounds, then the outcomes of each indicator that has a range."""
    exhibit = voice.tables.get(("never", ""))
    if exhibit is None:
        return ()
    words = voice.words
    lead = leading(voice.released, NEVER_REPORTED)
    drawn = [entry for entry in detailed(voice.released, NEVER_REPORTED) if dots_of(entry)]
    has_range = any(dots_of(entry) for entry in lead)
    said = [words.text("never.caution")]
    said.append(words.text("never.range" if has_range else "never.no_range"))
    overview = Section(
        id="never",
        kicker=words.text("section.unaccounted"),
        headline=words.text("never.headline"),
        subtitle=words.text("never.subtitle", period=voice.window(), within=voice.within(lead)),
        blocks=(*map(Paragraph, said), _bounds(voice, exhibit, lead)),
    )
    return (overview, *(_outcomes(voice, entry) for entry in drawn))


def _table(voice: Voice, exhibit: Exhibit, lead: Sequence[Entry]) -> Table:
    heads = ("table.expected_within", "table.so_far", "table.late", "table.unaccounted")
    return plain_table(
        voice,
        exhibit,
        title=voice.words.text("unaccounted.headline"),
        heads=("table.indicator", *heads),
        rows=(_row(voice, entry) for entry in lead),
        notes=(voice.words.text("stat.rounded_total_note"),),
    )


def _row(voice: Voice, entry: Entry) -> Row:
    headline = entry.headline
    late = beside(voice.released, entry, LATE)
    none = Cell(voice.words.text("table.not_available"), is_word=True)
    return Row(
        (
            Cell(voice.named(entry)),
            voice.counted_cell(entry, headline, "complete"),
            Cell(voice.count(headline, "observed"), "", voice.id(entry, headline, "observed")),
            none if late is None else voice.counted_cell(late, late.headline, "mid"),
            voice.counted_cell(entry, headline, "mid"),
        )
    )


def _detail(voice: Voice, entry: Entry) -> Section:
    words = voice.words
    place = f"{entry.finding.id}.{entry.statement.subject}"
    charts = voice.charts.get(("completeness", place), [])
    blocks: list[Block] = [_bars(voice, chart, entry) for chart in charts]
    blocks.append(_evidence(voice, entry))
    blocks += voice.reasons(entry.statement)
    return Section(
        id=f"unaccounted-{entry.finding.id}-{entry.statement.subject}",
        kicker=words.opening(words.label("theme", entry.finding.theme)),
        headline=unaccounted_headline(voice, entry),
        subtitle=words.text("unaccounted.detail", within=voice.within([entry]), level=voice.level),
        blocks=tuple(blocks),
    )


def unaccounted_headline(voice: Voice, entry: Entry) -> str:
    """Return the headline of what is not accounted for, in its direction."""
    words, headline = voice.words, entry.headline
    named = voice.named(entry)
    if headline.direction == "fell" and "pct" in headline.numbers:
        share = words.percent(headline.numbers["pct"])
        return words.text("unaccounted.fell", indicator=named, percent=share)
    key = "unaccounted.rose" if headline.direction == "rose" else "unaccounted.unclear"
    return words.text(key, indicator=named)


def _evidence(voice: Voice, entry: Entry) -> Evidence:
    words, statement = voice.words, entry.statement
    number, interval, number_id = unaccounted_number(voice, entry)
    texts = (
        unaccounted_sum(voice, entry),
        voice.likely(statement),
        words.text("unaccounted.meaning"),
        words.text("change.panel", n=statement.n_members, of=statement.n_members_of),
        words.text(
            "change.source",
            source=voice.name(entry.finding.source),
            channel=words.label("channel", entry.finding.channel),
        ),
    )
    return Evidence(
        mark="computed",
        mark_word=words.opening(words.text("evidence.computed")),
        title="",
        texts=tuple(text for text in texts if text),
        number=number,
        number_id=number_id,
        interval=interval,
        confidence_label=words.text("evidence.confidence"),
        confidence=words.label("confidence", statement.confidence),
        rung=statement.rung,
        rung_text=voice.rung(statement.rung),
    )


def unaccounted_number(voice: Voice, entry: Entry) -> tuple[str, str, str]:
    """Return what is not accounted for as number, interval and number id; a word without one."""
    words, headline = voice.words, entry.headline
    if "mid" not in headline.numbers:
        return words.text("table.not_available"), "", ""
    number = words.number(headline.numbers["mid"])
    return number, words.interval(*headline.interval), voice.id(entry, headline, "mid")


def unaccounted_sum(voice: Voice, entry: Entry) -> str:
    """Return the sentence that splits what was expected; empty where late is not known."""
    words, headline = voice.words, entry.headline
    numbers = headline.numbers
    late = beside(voice.released, entry, LATE)
    if late is None or "mid" not in late.headline.numbers:
        return ""
    return words.text(
        "unaccounted.sum",
        period=words.opening(words.period(headline.period)),
        expected=words.number(numbers["complete"]),
        interval=words.interval(numbers["complete_lower"], numbers["complete_upper"]),
        level=voice.level,
        observed=voice.count(headline, "observed"),
        late=words.number(late.headline.numbers["mid"]),
    )


def _bars(voice: Voice, exhibit: Exhibit, entry: Entry) -> Figure:
    words = voice.words
    path = entry.statement.path
    return Figure(
        id=exhibit.id,
        subtitle="",
        alt=words.text(
            "alt.completeness",
            indicator=voice.named(entry),
            period=words.span(path[0].period, path[-1].period),
            finding=unaccounted_headline(voice, entry),
        ),
        notes=(
            words.text("chart.empty_box", within=voice.within([entry])),
            voice.traced("{finding}.{subject}.{period}.{column}", "chart"),
        ),
        aside=(),
        table=completeness_table(voice, exhibit, entry, beside(voice.released, entry, LATE)),
        data=voice.files(exhibit.id),
    )


def _bounds(voice: Voice, exhibit: Exhibit, lead: Sequence[Entry]) -> Table:
    return plain_table(
        voice,
        exhibit,
        title=voice.words.text("never.headline"),
        heads=("table.indicator", "table.break_even", "table.offending", "table.never_between"),
        rows=(_bounds_row(voice, entry) for entry in lead),
        notes=(voice.words.text("never.break_even"),),
    )


def _bounds_row(voice: Voice, entry: Entry) -> Row:
    words, headline = voice.words, entry.headline
    numbers = headline.numbers
    even = Cell(words.text("table.not_available"), is_word=True)
    if "share" in numbers:
        ends = words.percent_interval(numbers["share_lower"], numbers["share_upper"])
        even = Cell(words.percent(numbers["share"]), ends, voice.id(entry, headline, "share"))
    offending = bounds = Cell(words.text("table.not_applicable"), is_word=True)
    if "offending_lower" in numbers:
        ends = words.percent_interval(numbers["offending_lower"], numbers["offending_upper"])
        offending = Cell(ends, "", voice.id(entry, headline, "offending_lower"))
        ends = words.interval(numbers["lower"], numbers["upper"])
        bounds = Cell(ends, "", voice.id(entry, headline, "lower"))
    return Row((Cell(voice.named(entry)), even, offending, bounds))


def _outcomes(voice: Voice, entry: Entry) -> Section:
    words = voice.words
    (exhibit,) = voice.charts["dots", f"{entry.finding.id}.{entry.statement.subject}"]
    numbers, dots = entry.headline.numbers, dots_of(entry)
    ends = {end: words.percent(numbers[f"offending_{end}"]) for end in ("lower", "upper")}
    bounds = words.interval(numbers["lower"], numbers["upper"])
    headline = words.text("never.between", indicator=voice.named(entry), interval=bounds)
    figures = [f for f in voice.released.figures if f.subject in entry.statement.evidence]
    sources = "; ".join(words.term(figure.citation) for figure in figures)
    figure = Figure(
        id=exhibit.id,
        subtitle=words.text("never.dots", n=len(dots), **ends),
        alt=words.text(
            "alt.dots", some=sum(dot > 0 for dot in dots.values()), n=len(dots), finding=headline
        ),
        notes=(
            words.text("never.assumption"),
            *((words.text("never.evidence", sources=sources),) if sources else ()),
            voice.traced("{finding}.{subject}.{period}.{column}", "chart"),
        ),
        aside=(),
        table=dots_table(voice, exhibit, entry),
        data=voice.files(exhibit.id),
    )
    return Section(
        id=f"never-{entry.finding.id}-{entry.statement.subject}",
        kicker=words.opening(words.label("theme", entry.finding.theme)),
        headline=headline,
        subtitle=words.text("never.subtitle", period=voice.window(), within=voice.within([entry])),
        blocks=(figure,),
    )
