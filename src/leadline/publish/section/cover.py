"""The cover: drawn to scale where a change was found, plain where not."""

from datetime import date

from leadline.publish.block import Cover, Part
from leadline.publish.exhibit import CHANGE, Entry, leading
from leadline.publish.voice import Voice

_TENTHS = tuple(step / 10 for step in range(1, 10))


def tell_cover(voice: Voice) -> Cover:
    """Return the cover.

    Its height stands for the expected count of one finding: of those that fell, the one with
    the most expected, since counts of different kinds are never added; one on a series first.
    """
    words, released = voice.words, voice.released
    code = words.language.code
    fell = [
        entry
        for entry in leading(released, CHANGE)
        if entry.headline.direction == "fell" and "observed" in entry.headline.numbers
    ]
    drawn = max(fell, key=_weight, default=None)
    return Cover(
        data=words.text(
            "cover.data", sources=words.list([voice.name(source.id) for source in released.sources])
        ),
        title=released.title[code],
        subtitle=words.text(
            "cover.periods",
            window=voice.window(),
            baseline=words.span(released.baseline.first, released.baseline.last),
        ),
        dated=words.text("cover.dated", date=words.date(date.fromisoformat(released.as_of))),
        what=words.text("cover.what") + " " + words.text("cover.what_not"),
        parts=() if drawn is None else _parts(voice, drawn),
        ticks=() if drawn is None else tuple((share, words.percent(share)) for share in _TENTHS),
        drawn="" if drawn is None else f"{voice.indicator(drawn)} ({_subject(voice, drawn)})",
        scale="" if drawn is None else _scale(voice, drawn),
    )


def _weight(entry: Entry) -> tuple[bool, float]:
    return not entry.is_two_totals, entry.headline.numbers["expected"]


def _parts(voice: Voice, entry: Entry) -> tuple[Part, ...]:
    numbers, (lower, upper) = entry.headline.numbers, entry.headline.interval
    share = numbers["observed"] / numbers["expected"]
    words = voice.words
    return (
        Part(
            "reported",
            share,
            words.number(numbers["observed"]),
            voice.id(entry, entry.headline, "observed"),
            words.text("cover.part_reported"),
        ),
        Part(
            "unaccounted",
            1 - share,
            words.percent(abs(numbers["mid"])),
            voice.id(entry, entry.headline, "mid"),
            words.text(
                "cover.part_unaccounted",
                interval=words.percent_interval(abs(upper), abs(lower)),
            ),
        ),
    )


def _scale(voice: Voice, entry: Entry) -> str:
    return voice.words.text(
        "cover.scale",
        expected=voice.count(entry.headline, "expected"),
        indicator=voice.words.label("ind", entry.name),
        subject=_subject(voice, entry),
        period=voice.words.period(entry.headline.period),
        level=voice.level,
    )


def _subject(voice: Voice, entry: Entry) -> str:
    return voice.name(entry.statement.subject)
