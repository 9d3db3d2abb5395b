"""Sources, where help can be found, and how to trace a number."""

from leadline.core.released import number_id
from leadline.publish.block import Cell, Column, Points, Row, Section, Table
from leadline.publish.exhibit import CHANGE, leading
from leadline.publish.voice import Voice

_HELPLINES = "childhelplineinternational.org"
_HOTLINES = "inhope.org"


def tell_sources(voice: Voice) -> Section:
    """Return the contributing bodies; with grades where the edition has them."""
    words, released = voice.words, voice.released
    with_grades = any(source.grade for source in released.sources)
    grade = (Column(words.text("table.grade"), is_number=False),) if with_grades else ()
    table = Table(
        id="sources",
        title=words.text("sources.counts"),
        subtitle="",
        columns=(
            Column(words.text("table.source"), is_number=False),
            Column(words.text("table.type"), is_number=False),
            *grade,
        ),
        rows=tuple(
            Row(
                (
                    Cell(voice.name(source.id)),
                    Cell(words.label("source_type", source.type)),
                    *([Cell(words.term(source.grade))] if with_grades else []),
                )
            )
            for source in released.sources
        ),
        axis=None,
        notes=(),
        data=(),
    )
    members = words.list([voice.name(member.id) for member in released.members])
    return Section(
        id="sources",
        kicker=words.text("section.sources"),
        headline=words.text("sources.headline"),
        subtitle=words.text("sources.subtitle"),
        blocks=(table, Points(words.text("sources.members_of"), (members,))),
    )


def tell_trace(voice: Voice) -> Section:
    """Return how a printed number is followed back."""
    words = voice.words
    first = next(iter(leading(voice.released, CHANGE)), None)
    example = "F01.subject.2020Q2.mid"
    if first is not None:
        period = first.headline.period
        example = number_id(first.finding.id, first.statement.subject, period, "mid")
    said = (
        words.text("trace.pattern", example=words.term(example)),
        words.text("trace.files", file=words.term("data")),
        words.text("trace.public", command=words.term(f"leadline trace out {example}")),
        words.text("trace.private"),
    )
    return Section(
        id="trace",
        kicker=words.text("section.trace"),
        headline=words.text("trace.headline"),
        subtitle="",
        blocks=(Points("", said),),
    )


def tell_help(voice: Voice) -> Section:
    """Return where help can be found."""
    words = voice.words
    said = (
        words.text("help.danger"),
        words.text("help.helplines", address=words.term(_HELPLINES)),
        words.text("help.hotlines", address=words.term(_HOTLINES)),
        words.text("help.not_blame"),
    )
    return Section(
        id="help",
        kicker=words.text("section.help"),
        headline=words.text("help.headline"),
        subtitle="",
        blocks=(Points("", said),),
    )
