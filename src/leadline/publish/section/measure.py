"""The measures in force: when, and in how many periods; of many members the whole of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leadline.core.released import Measure
from leadline.publish.block import Cell, Column, Row, Section, Table
from leadline.publish.exhibit import Exhibit
from leadline.publish.voice import Voice, days_of

# With more members than this, one row a measure; each member's stand in the data file.
MOST_PLACES = 12
# So many measures beside the member are as wide as a page, in every language.
MOST_COLUMNS = 4


def tell_measures(voice: Voice) -> Section | None:
    """Return the measures section; None where no measure is on record."""
    exhibit = voice.tables.get(("measures", ""))
    if exhibit is None:
        return None
    words = voice.words
    places = {spell.subject for spell in voice.released.measures}
    is_summed = len(places) > MOST_PLACES
    return Section(
        id="measures",
        kicker=words.text("section.measures"),
        headline=words.text("measures.headline"),
        subtitle="",
        blocks=(_summary(voice, exhibit),) if is_summed else tuple(_by_place(voice, exhibit)),
    )


def _table(voice: Voice, exhibit: Exhibit) -> Table:
    """Return the table without rows: what is the same however it is told."""
    words = voice.words
    return Table(
        id=exhibit.id,
        title=words.text("measures.headline"),
        subtitle=words.text("measures.subtitle", window=voice.window()),
        columns=(),
        rows=(),
        axis=None,
        notes=(
            words.text("measures.not_cause"),
            words.text("measures.on"),
            _sources(voice),
            voice.traced(_pattern(voice.released.measures)),
        ),
        data=voice.files(exhibit.id),
    )


def _summary(voice: Voice, exhibit: Exhibit) -> Table:
    words = voice.words
    heads = (
        ("table.measure", False),
        ("measures.members", True),
        ("measures.earliest", False),
        ("measures.latest", False),
    )
    table = _table(voice, exhibit)
    each = words.text("measures.each", file=words.term(table.data[0]))
    return replace(
        table,
        subtitle=words.text("measures.summary", window=voice.window()),
        columns=tuple(Column(words.text(head), is_number=is_n) for head, is_n in heads),
        rows=tuple(_summed(voice, kind) for kind in _kinds(voice)),
        notes=(each, *table.notes),
    )


def _summed(voice: Voice, kind: str) -> Row:
    """Return in how many members a measure was in force, and the ends of the time it was."""
    words = voice.words
    spells = [spell for spell in voice.released.measures if spell.measure == kind]
    earliest = min((spell.first for spell in spells), key=lambda period: days_of(period)[0])
    latest = max((spell.last for spell in spells), key=lambda period: days_of(period)[1])
    members = {member for spell in spells for member in spell.members}
    return Row(
        (
            Cell(_measure(voice, kind), words.term(spells[0].finding)),
            Cell(words.number(len(members))),
            Cell(words.period(earliest)),
            Cell(words.period(latest)),
        )
    )


def _by_place(voice: Voice, exhibit: Exhibit) -> Iterator[Table]:
    """Yield one row a member, its measures shared out over tables that a page holds."""
    kinds = _kinds(voice)
    table = _table(voice, exhibit)
    n_tables = -(-len(kinds) // MOST_COLUMNS)
    n_columns = -(-len(kinds) // n_tables)
    for start in range(0, len(kinds), n_columns):
        part = _part(voice, table, kinds[start : start + n_columns])
        # Said once, under the last of them.
        is_last = start + n_columns >= len(kinds)
        yield part if is_last else replace(part, notes=(), data=())


def _part(voice: Voice, table: Table, kinds: Sequence[str]) -> Table:
    words, spells = voice.words, voice.released.measures
    places = tuple(dict.fromkeys(spell.subject for spell in spells))
    by_place = {(spell.subject, spell.measure): spell for spell in spells}
    return replace(
        table,
        columns=(
            Column(words.text("table.member"), is_number=False),
            *(Column(_measure(voice, kind), is_number=False) for kind in kinds),
        ),
        rows=tuple(
            Row(
                (
                    Cell(_place(voice, place)),
                    *(_cell(voice, by_place.get((place, kind))) for kind in kinds),
                )
            )
            for place in places
        ),
    )


def _kinds(voice: Voice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spell.measure for spell in voice.released.measures))


def _measure(voice: Voice, kind: str) -> str:
    return voice.words.opening(voice.words.label("measure", kind))


def _place(voice: Voice, place: str) -> str:
    """Return the name of a place; a country that sends by its parts has that of their region."""
    if place not in voice.names:
        parts = {
            m for spell in voice.released.measures if spell.subject == place for m in spell.members
        }
        for region in voice.released.regions:
            if set(region.members) == parts:
                return voice.name(region.id)
    return voice.name(place)


def _cell(voice: Voice, spell: Measure | None) -> Cell:
    if spell is None:
        return Cell(voice.words.text("table.none"), is_word=True)
    return Cell(
        voice.words.span(spell.first, spell.last),
        voice.words.plural(_counted(spell.first), int(spell.numbers["observed"])),
    )


def _counted(period: str) -> str:
    return "count.weeks" if "W" in period else "count.months"


def _sources(voice: Voice) -> str:
    sources = dict.fromkeys(spell.source for spell in voice.released.measures)
    named = " · ".join(voice.words.term(source) for source in sources)
    return voice.words.text("measures.source", source=named)


def _pattern(spells: Sequence[Measure]) -> str:
    findings = {spell.finding for spell in spells}
    finding = "{finding}" if len(findings) > 1 else findings.pop()
    return f"{finding}.{{member}}.{{period}}.observed"
