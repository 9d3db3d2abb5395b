"""The story of an edition in one language: cover and sections, ready to be set."""

from datetime import date

from leadline.core.released import Released
from leadline.publish.block import Figure, Section, Story, Table
from leadline.publish.section.aftermath import tell_aftermath
from leadline.publish.section.change import tell_changes, tell_members
from leadline.publish.section.cover import tell_cover
from leadline.publish.section.gap import tell_gaps
from leadline.publish.section.key import tell_key
from leadline.publish.section.late import tell_late
from leadline.publish.section.measure import tell_measures
from leadline.publish.section.method import tell_methods
from leadline.publish.section.published import tell_published
from leadline.publish.section.read import tell_read
from leadline.publish.section.source import tell_help, tell_sources, tell_trace
from leadline.publish.section.unaccounted import tell_never, tell_unaccounted
from leadline.publish.voice import Voice
from leadline.words import Words, language

CHROME = (
    "all_data",
    "contents",
    "data",
    "download",
    "figure",
    "home",
    "languages",
    "metadata",
    "more",
    "note",
    "notes",
    "page",
    "released",
    "report_pdf",
    "sections",
    "show_table",
    "skip",
    "table",
    "trace_file",
)


def tell_story(released: Released, words: Words) -> Story:
    """Return an edition in the language of the words."""
    voice = Voice(released, words)
    code = words.language.code
    edition = words.text(f"edition.{released.edition}")
    exercise = (words.text("exercise.word"), words.text("exercise.text"))
    release = words.text("cover.release", release=released.release.number)
    return Story(
        language=code,
        direction=words.language.direction,
        title=released.title[code],
        edition=f"{edition} {words.term(released.edition_name)} · {release}",
        dated=words.text("cover.dated", date=words.date(date.fromisoformat(released.as_of))),
        handling=released.handling,
        exercise=exercise if released.exercise else None,
        cover=tell_cover(voice),
        sections=_sections(voice),
        chrome={key: words.catalogue.messages[f"web.{key}"].forms[0] for key in CHROME},
        editions=tuple((c, language(c).name) for c in released.languages),
    )


def titles(story: Story) -> dict[str, str]:
    """Return the title of every exhibit, by id: that of its table, or of its chart's section."""
    found: dict[str, str] = {}
    for section in story.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.data:
                found[block.id] = block.title
            elif isinstance(block, Figure):
                found[block.id] = section.headline
    return found


def _sections(voice: Voice) -> tuple[Section, ...]:
    told = (
        tell_key(voice),
        tell_read(voice),
        tell_measures(voice),
        *tell_changes(voice),
        *tell_members(voice),
        tell_aftermath(voice),
        tell_late(voice),
        *tell_unaccounted(voice),
        *tell_never(voice),
        tell_published(voice),
        tell_gaps(voice),
        tell_methods(voice),
        tell_sources(voice),
        tell_help(voice),
        tell_trace(voice),
    )
    return tuple(section for section in told if section is not None)
