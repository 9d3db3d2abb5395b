"""What was recorded after the period: deficit and surplus, two numbers and not one account."""

from collections.abc import Sequence

from leadline.core.released import Estimate
from leadline.publish.block import Cell, Column, Paragraph, Points, Row, Section, Table
from leadline.publish.exhibit import AFTERMATH, Entry, leading
from leadline.publish.voice import Voice


def tell_aftermath(voice: Voice) -> Section | None:
    """Return the aftermath; None where no period came after."""
    exhibit = voice.tables.get(("aftermath", ""))
    if exhibit is None or voice.released.after is None:
        return None
    words = voice.words
    after = words.period(f"{voice.released.after.first}/{voice.released.after.last}")
    lead = leading(voice.released, AFTERMATH)
    subtitle = words.text("aftermath.subtitle", level=voice.level)
    table = Table(
        id=exhibit.id,
        title=words.text("aftermath.headline"),
        subtitle=subtitle,
        columns=(
            Column(words.text("table.indicator"), is_number=False),
            Column(words.text("table.deficit", period=voice.window()), is_number=True),
            Column(words.text("table.surplus", period=after), is_number=True),
        ),
        rows=tuple(_row(voice, entry) for entry in lead),
        axis=None,
        notes=(
            words.text("aftermath.sign"),
            words.text("stat.rounded_total_note"),
            voice.traced("{finding}.{subject}.{period}.mid"),
        ),
        data=voice.files(exhibit.id),
    )
    return Section(
        id="aftermath",
        kicker=words.text("section.aftermath"),
        headline=words.text("aftermath.headline"),
        subtitle=subtitle,
        blocks=(Paragraph(words.text("aftermath.caution")), table, *_clear(voice, lead)),
    )


def _clear(voice: Voice, lead: Sequence[Entry]) -> tuple[Points, ...]:
    clear = [e for e in lead if _is_clear(e.statement.totals[1])]
    return (Points("", tuple(_sentence(voice, entry) for entry in clear)),) if clear else ()


def _is_clear(after: Estimate) -> bool:
    return after.direction in ("fell", "rose") and "pct" in after.numbers


def _row(voice: Voice, entry: Entry) -> Row:
    window, after = entry.statement.totals
    return Row(
        (
            Cell(voice.named(entry)),
            _difference(voice, entry, window),
            _difference(voice, entry, after),
        )
    )


def _difference(voice: Voice, entry: Entry, estimate: Estimate) -> Cell:
    numbers = estimate.numbers
    if "mid" not in numbers:
        return Cell(voice.words.text("table.not_available"), is_word=True)
    return Cell(
        voice.words.number(numbers["mid"]),
        voice.words.interval(*estimate.interval),
        voice.id(entry, estimate, "mid"),
    )


def _sentence(voice: Voice, entry: Entry) -> str:
    after = entry.statement.totals[1]
    key = "aftermath.deficit" if after.direction == "fell" else "aftermath.surplus"
    return voice.words.text(
        key,
        indicator=voice.indicator(entry),
        subject=voice.name(entry.statement.subject),
        percent=voice.words.percent(abs(after.numbers["pct"])),
    )
