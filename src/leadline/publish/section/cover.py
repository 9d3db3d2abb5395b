"""The cover: drawn to scale where a change was found, plain where not."""

from datetime import date

from leadline.publish.block import Cover, Part
from leadline.publish.exhibit import CHANGE, LATE, UNACCOUNTED, Entry, beside, leading
from leadline.publish.voice import Voice

# More names than this reach down to the title; they stand among the sources.
MOST_NAMED = 6
_TENTHS = tuple(step / 10 for step in range(1, 10))


def tell_cover(voice: Voice) -> Cover:
    """Return the cover.

    Its height stands for the expected count of one finding: of those that fell, the one with
    the most expected, since counts of different kinds are never added; one on a series first.
    """
    words, released = voice.words, voice.released
    code = words.language.code
    # What is late is drawn apart where it is known.
    drawn = _largest(voice, UNACCOUNTED) or _largest(voice, CHANGE)
    return Cover(
        data=_data(voice),
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


def _data(voice: Voice) -> str:
    """Return whose counts these are: names, or how many where the cover has no room for them."""
    words, sources = voice.words, voice.released.sources
    if len(sources) > MOST_NAMED:
        return words.plural("cover.data_many", len(sources))
    return words.text("cover.data", sources=words.list([voice.name(s.id) for s in sources]))


def _largest(voice: Voice, kind: str) -> Entry | None:
    """Return of the findings that fell the one with the most expected; None where none did."""
    fell = [
        entry
        for entry in leading(voice.released, kind)
        if entry.headline.direction == "fell" and "observed" in entry.headline.numbers
    ]
    return max(fell, key=_weight, default=None)


def _weight(entry: Entry) -> tuple[bool, float]:
    return not entry.is_two_totals, entry.headline.numbers["expected"]


def _parts(voice: Voice, entry: Entry) -> tuple[Part, ...]:
    late = beside(voice.released, entry, LATE)
    if late is not None:
        return _parts_by_occurrence(voice, entry, late)
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


def _parts_by_occurrence(voice: Voice, entry: Entry, late: Entry) -> tuple[Part, ...]:
    words, numbers = voice.words, entry.headline.numbers
    whole = numbers["complete"]
    drawn = (
        ("reported", entry, "observed", words.text("cover.part_reported")),
        ("late", late, "mid", words.text("chart.late")),
        (
            "unaccounted",
            entry,
            "mid",
            words.text("cover.part_open", interval=words.interval(*entry.headline.interval)),
        ),
    )
    return tuple(
        Part(
            kind,
            of.headline.numbers[name] / whole,
            words.number(of.headline.numbers[name]),
            voice.id(of, of.headline, name),
            label,
        )
        for kind, of, name, label in drawn
        if of.headline.numbers[name] > 0
    )


def _scale(voice: Voice, entry: Entry) -> str:
    is_by_occurrence = entry.finding.kind == UNACCOUNTED
    return voice.words.text(
        "cover.scale_occurred" if is_by_occurrence else "cover.scale",
        expected=voice.count(entry.headline, "complete" if is_by_occurrence else "expected"),
        indicator=voice.words.label("ind", entry.name),
        subject=_subject(voice, entry),
        period=voice.words.period(entry.headline.period),
        level=voice.level,
    )


def _subject(voice: Voice, entry: Entry) -> str:
    return voice.name(entry.statement.subject)
