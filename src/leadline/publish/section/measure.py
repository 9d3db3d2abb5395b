"""The measures in force: when, and in how many periods."""

from leadline.core.released import Measure
from leadline.publish.block import Cell, Column, Row, Section, Table
from leadline.publish.voice import Voice


def tell_measures(voice: Voice) -> Section | None:
    """Return the measures section; None where no measure is on record."""
    exhibit = voice.tables.get(("measures", ""))
    if exhibit is None:
        return None
    words = voice.words
    spells = voice.released.measures
    kinds = tuple(dict.fromkeys(spell.measure for spell in spells))
    places = tuple(dict.fromkeys(spell.subject for spell in spells))
    by_place = {(spell.subject, spell.measure): spell for spell in spells}
    table = Table(
        id=exhibit.id,
        title=words.text("measures.headline"),
        subtitle=words.text("measures.subtitle", window=voice.window()),
        columns=(
            Column(words.text("table.member"), is_number=False),
            *(Column(words.opening(words.label("measure", m)), is_number=False) for m in kinds),
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
        axis=None,
        notes=(
            words.text("measures.not_cause"),
            words.text("measures.on"),
            _sources(voice),
            voice.traced(_pattern(spells[0])),
        ),
        data=voice.files(exhibit.id),
    )
    return Section(
        id="measures",
        kicker=words.text("section.measures"),
        headline=words.text("measures.headline"),
        subtitle="",
        blocks=(table,),
    )


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


def _pattern(spell: Measure) -> str:
    return f"{spell.finding}.{{member}}.{{period}}.observed"
