"""Late: what is still on its way, and how long reports took."""

from collections.abc import Sequence

from leadline.core.released import Estimate
from leadline.publish.block import Block, Cell, Paragraph, Points, Row, Section, Table
from leadline.publish.exhibit import DELAY_SHIFT, LATE, Entry, Exhibit, leading
from leadline.publish.section.table import plain_table
from leadline.publish.voice import Voice


def tell_late(voice: Voice) -> Section | None:
    """Return what is late; None where no counts say when it happened."""
    exhibit = voice.tables.get(("late", ""))
    if exhibit is None:
        return None
    words = voice.words
    lead = leading(voice.released, LATE)
    blocks: list[Block] = [Paragraph(words.text("late.caution", within=voice.within(lead)))]
    blocks.append(_table(voice, exhibit, lead))
    delays = voice.tables.get(("delay", ""))
    if delays is not None:
        shifted = leading(voice.released, DELAY_SHIFT)
        blocks += [_delays(voice, delays, shifted), *_clear(voice, shifted)]
    return Section(
        id="late",
        kicker=words.text("section.late"),
        headline=words.text("late.headline"),
        subtitle=words.text("late.subtitle", period=voice.window(), level=voice.level),
        blocks=tuple(blocks),
    )


def _table(voice: Voice, exhibit: Exhibit, lead: Sequence[Entry]) -> Table:
    return plain_table(
        voice,
        exhibit,
        title=voice.words.text("late.headline"),
        heads=("table.indicator", "table.so_far", "table.late", "table.in_the_end"),
        rows=(_row(voice, entry) for entry in lead),
        notes=(voice.words.text("stat.rounded_total_note"),),
    )


def _row(voice: Voice, entry: Entry) -> Row:
    headline = entry.headline
    return Row(
        (
            Cell(voice.named(entry)),
            Cell(voice.count(headline, "observed"), "", voice.id(entry, headline, "observed")),
            voice.counted_cell(entry, headline, "mid"),
            voice.expected_cell(headline, entry),
        )
    )


def _delays(voice: Voice, exhibit: Exhibit, lead: Sequence[Entry]) -> Table:
    words = voice.words
    return plain_table(
        voice,
        exhibit,
        title=words.text("delay.headline"),
        subtitle=words.text("delay.subtitle", within=voice.within(lead), level=voice.level),
        heads=("table.indicator", "table.period", "table.half_within", "table.nine_within"),
        rows=(
            _delay_row(voice, entry, estimate)
            for entry in lead
            for estimate in reversed(entry.statement.totals)
        ),
        notes=(words.text("delay.unit"),),
        n_words=2,
    )


def _delay_row(voice: Voice, entry: Entry, estimate: Estimate) -> Row:
    return Row(
        (
            Cell(voice.named(entry)),
            Cell(voice.words.period(estimate.period)),
            *(_delay(voice, entry, estimate, name) for name in ("median", "ninetieth")),
        )
    )


def _delay(voice: Voice, entry: Entry, estimate: Estimate, name: str) -> Cell:
    words, numbers = voice.words, estimate.numbers
    return Cell(
        words.number(numbers[name], decimals=1),
        words.interval(numbers[f"{name}_lower"], numbers[f"{name}_upper"], decimals=1),
        voice.id(entry, estimate, name),
    )


def _clear(voice: Voice, lead: Sequence[Entry]) -> tuple[Points, ...]:
    clear = [entry for entry in lead if entry.headline.direction in ("fell", "rose")]
    return (Points("", tuple(_sentence(voice, entry) for entry in clear)),) if clear else ()


def _sentence(voice: Voice, entry: Entry) -> str:
    numbers = entry.headline.numbers
    key = "delay.longer" if entry.headline.direction == "rose" else "delay.shorter"
    ends = sorted(abs(numbers[f"ninetieth_shift_{end}"]) for end in ("lower", "upper"))
    return voice.words.text(
        key,
        indicator=voice.named(entry),
        shift=voice.words.number(abs(numbers["ninetieth_shift"]), decimals=1),
        interval=voice.words.interval(*ends, decimals=1),
    )
