"""The numbers of a chart as a table, for readers who cannot see it."""

from collections.abc import Sequence

from leadline.core.released import Estimate
from leadline.publish.block import Cell, Column, Row, Table
from leadline.publish.exhibit import Entry, Exhibit, dots_of
from leadline.publish.section.table import plain_table
from leadline.publish.voice import Voice


def path_table(voice: Voice, exhibit: Exhibit, drawn: Sequence[Entry]) -> Table:
    """Return one row for each period of each statement drawn."""
    words = voice.words
    several = len(drawn) > 1
    named = (Column(words.text("table.subject"), is_number=False),) if several else ()
    return Table(
        id=exhibit.id,
        title=words.text("table.of_chart"),
        subtitle="",
        columns=(
            *named,
            Column(words.text("table.period"), is_number=False),
            Column(words.text("table.recorded"), is_number=True),
            Column(words.text("table.expected"), is_number=True),
            Column(words.text("table.interval", level=voice.level), is_number=True),
        ),
        rows=tuple(
            _row(voice, exhibit, entry, estimate, with_name=several)
            for entry in drawn
            for estimate in entry.statement.path
        ),
        axis=None,
        notes=(),
        data=voice.files(exhibit.id),
    )


def _row(
    voice: Voice, exhibit: Exhibit, entry: Entry, estimate: Estimate, *, with_name: bool
) -> Row:
    is_overview = exhibit.topic == "overview"
    name = voice.named(entry) if is_overview else voice.name(entry.statement.subject)
    cells = (
        Cell(voice.words.period(estimate.period)),
        Cell(voice.count(estimate, "observed"), "", voice.id(entry, estimate, "observed")),
        Cell(voice.count(estimate, "expected"), "", voice.id(entry, estimate, "expected")),
        Cell(voice.expected_interval(estimate)),
    )
    return Row((Cell(name), *cells) if with_name else cells)


def completeness_table(voice: Voice, exhibit: Exhibit, entry: Entry, late: Entry | None) -> Table:
    """Return one row for each period: expected, so far, and what will be in within D."""
    in_the_end = {} if late is None else {e.period: e for e in late.statement.path}
    heads = ("table.expected_within", "table.so_far", "table.in_the_end")
    rows = []
    for estimate in entry.statement.path:
        cells = [Cell(voice.words.period(estimate.period))]
        cells.append(voice.counted_cell(entry, estimate, "complete"))
        cells.append(
            Cell(voice.count(estimate, "observed"), "", voice.id(entry, estimate, "observed"))
        )
        other = in_the_end.get(estimate.period)
        if late is None or other is None:
            cells.append(Cell(voice.words.text("table.not_available"), is_word=True))
        else:
            cells.append(voice.expected_cell(other, late))
        rows.append(Row(tuple(cells)))
    return _of_chart(voice, exhibit, ("table.period", *heads), rows)


def dots_table(voice: Voice, exhibit: Exhibit, entry: Entry) -> Table:
    """Return the outcomes that dots stand for, ascending."""
    rows = [
        Row((Cell(voice.words.number(place)), voice.counted_cell(entry, entry.headline, name)))
        for place, name in enumerate(dots_of(entry), start=1)
    ]
    return _of_chart(voice, exhibit, ("table.outcome", "table.never"), rows)


def _of_chart(voice: Voice, exhibit: Exhibit, heads: Sequence[str], rows: Sequence[Row]) -> Table:
    title = voice.words.text("table.of_chart")
    return plain_table(voice, exhibit, title=title, heads=heads, rows=rows)
