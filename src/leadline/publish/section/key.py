"""Key findings on one page: each with its number, likelihood or confidence."""

from leadline.publish.block import Block, Key, Paragraph, Section, Terms
from leadline.publish.exhibit import CHANGE, UNACCOUNTED, Entry, beside, detailed, leading
from leadline.publish.section.read import CONFIDENCE, kinds_of_evidence
from leadline.publish.section.unaccounted import (
    unaccounted_headline,
    unaccounted_number,
    unaccounted_sum,
)
from leadline.publish.voice import Voice

MOST = 5


def tell_key(voice: Voice) -> Section:
    """Return the key findings.

    Changes with a clear direction are chosen first, then those of higher confidence, and last
    those of small numbers. They are printed in the order of their codes, so that the page is no
    ranking; where some are left out, the subtitle says both.
    """
    words = voice.words
    lead = [
        beside(voice.released, entry, UNACCOUNTED) or entry
        for entry in leading(voice.released, CHANGE)
    ]
    chosen = set(map(id, sorted(lead, key=_weight)[:MOST]))
    blocks: list[Block] = [_key(voice, entry) for entry in lead if id(entry) in chosen]
    if not blocks:
        blocks.append(Paragraph(words.text("key.none")))
    return Section(
        id="key",
        kicker=words.text("section.key_findings"),
        headline=words.text("key.headline"),
        subtitle=_subtitle(voice, is_whole=len(lead) <= MOST),
        blocks=(*blocks, Terms("", kinds_of_evidence(voice))),
    )


def _subtitle(voice: Voice, *, is_whole: bool) -> str:
    words = voice.words
    subtitle = words.text("key.subtitle", period=voice.window(), level=voice.level)
    return subtitle if is_whole else f"{subtitle}. {words.text('key.selection', n=MOST)}"


def _weight(entry: Entry) -> tuple[bool, bool, int]:
    is_small = any(reason.code == "small_counts" for reason in entry.statement.reasons)
    is_clear = entry.headline.direction in ("fell", "rose")
    return is_small, not is_clear, CONFIDENCE.index(entry.statement.confidence)


def _key(voice: Voice, entry: Entry) -> Key:
    statement = entry.statement
    if entry.finding.kind == UNACCOUNTED:
        number, interval, number_id = unaccounted_number(voice, entry)
        headline, said = unaccounted_headline(voice, entry), unaccounted_sum(voice, entry)
    else:
        number, interval, number_id = voice.change(entry.headline, entry)
        headline, said = voice.headline(entry), voice.recorded(entry.headline)
    texts = (said, voice.likely(statement))
    return Key(
        id=entry.finding.id,
        number=number,
        number_id=number_id,
        interval=interval,
        headline=headline,
        text=" ".join(text for text in texts if text),
        mark="computed",
        mark_word=voice.words.opening(voice.words.text("evidence.computed")),
        confidence_label=voice.words.text("evidence.confidence"),
        confidence=voice.words.label("confidence", statement.confidence),
        rung=statement.rung,
        rung_text=voice.rung(statement.rung),
        anchor=_anchor(voice, entry),
    )


def _anchor(voice: Voice, entry: Entry) -> str:
    """Return the section that says more: the finding's own, or the table of all of its kind."""
    kind = entry.finding.kind
    if entry in detailed(voice.released, kind):
        return f"{kind}-{entry.finding.id}-{entry.statement.subject}"
    return "unaccounted" if kind == UNACCOUNTED else "changes"
