"""What reached us and how it was understood: files, series, small charts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from leadline.core.letter import Curve, Parcel, Understood
from leadline.core.received import Contribution
from leadline.publish.block import Cell, Column, Paragraph, Row, Table
from leadline.publish.letter.block import Block, Drawing, Drawings, Part
from leadline.publish.letter.spark import draw_curve
from leadline.publish.letter.voice import Voice

DRAWN_AT_MOST = 12
ROWS_AT_MOST = 14
# Members of one row are named up to this many, or wherever the indicator has other rows too.
_NAMED_AT_MOST = 6


def tell_received(voice: Voice) -> Part:
    """Return the files with what they hold of the contributor."""
    words, letter = voice.words, voice.letter
    marks = words.text("letter.unmarked", handling=words.term(letter.handling))
    if letter.marks:
        marks = words.text(
            "letter.marked",
            marks=words.list([words.term(mark) for mark in letter.marks]),
            handling=words.term(letter.handling),
        )
    return Part("received", words.text("letter.received"), (_files(voice), Paragraph(marks)))


def tell_understood(voice: Voice) -> Part:
    """Return the series with what they are used for, and small charts of them."""
    blocks: list[Block] = [_series(voice)]
    if voice.letter.curves:
        blocks.append(_drawings(voice))
    return Part("understood", voice.words.text("letter.understood"), tuple(blocks))


def _columns(voice: Voice, *heads: tuple[str, bool]) -> tuple[Column, ...]:
    return tuple(Column(voice.words.text(key), is_number) for key, is_number in heads)


def _files(voice: Voice) -> Table:
    return Table(
        id="files",
        title=voice.words.text("letter.files"),
        subtitle="",
        columns=_columns(
            voice,
            ("letter.file", False),
            ("letter.rows_read", True),
            ("letter.rows_refused", True),
            ("letter.members", True),
            ("letter.indicators", True),
            ("letter.periods", False),
            ("letter.versions", False),
        ),
        rows=tuple(_file(voice, parcel) for parcel in voice.letter.parcels),
        axis=None,
        notes=(),
        data=(),
    )


def _file(voice: Voice, parcel: Parcel) -> Row:
    words = voice.words
    numbers = (parcel.n_read, parcel.n_refused, parcel.n_members, parcel.n_indicators)
    name = words.term(parcel.file) if parcel.file else words.text("letter.shared_file")
    versions = words.list([words.date(day) for day in parcel.versions])
    return Row(
        (
            Cell(name),
            *(Cell(words.number(number)) for number in numbers),
            Cell(voice.between(parcel.first, parcel.last) or words.text("table.none")),
            Cell(versions or words.text("table.none")),
        )
    )


def _series(voice: Voice) -> Table:
    words = voice.words
    rows = list(_grouped_rows(voice))
    notes = [words.text("letter.shares_note")]
    if len(rows) > ROWS_AT_MOST:
        notes.append(words.plural("letter.more_rows", len(rows) - ROWS_AT_MOST))
    return Table(
        id="series",
        title=words.text("letter.series"),
        subtitle="",
        columns=_columns(
            voice,
            ("table.indicator", False),
            ("letter.periods", False),
            ("letter.baseline", True),
            ("letter.window", True),
            ("letter.blank", True),
            ("letter.bounded", True),
            ("letter.sheet_and_breaks", False),
            ("letter.used_as", False),
        ),
        rows=tuple(rows[:ROWS_AT_MOST]),
        axis=None,
        notes=tuple(notes),
        data=(),
    )


def _grouped_rows(voice: Voice) -> Iterator[Row]:
    """Yield a row for the contributions of one indicator that were understood alike."""
    groups: defaultdict[tuple[object, ...], list[Understood]] = defaultdict(list)
    for one in voice.letter.understood:
        groups[_alike(one)].append(one)
    several = {key[:2] for key in groups if [other[:2] for other in groups].count(key[:2]) > 1}
    for key, group in groups.items():
        yield _row(voice, group, has_others=key[:2] in several)


def _alike(one: Understood) -> tuple[object, ...]:
    got, whose = one.received, one.received.contribution
    kept = (one.channels, one.breaks, one.has_sheet, got.frequency, got.first, got.last)
    shares = (got.baseline_share, got.window_share)
    return (whose.theme, whose.indicator, *kept, *shares, got.use, got.reasons)


def _row(voice: Voice, group: Sequence[Understood], *, has_others: bool) -> Row:
    words, one = voice.words, group[0]
    got = one.received
    n_blank = sum(each.received.n_blank for each in group)
    n_small = sum(each.received.n_small for each in group)
    known = words.has(f"frequency.{got.frequency}")
    return Row(
        (
            Cell(_counted(voice, got.contribution), _whose(voice, group, has_others=has_others)),
            Cell(
                voice.between(got.first, got.last) or words.text("table.none"),
                words.label("frequency", got.frequency) if known else "",
            ),
            Cell(_share(voice, got.baseline_share)),
            Cell(_share(voice, got.window_share)),
            Cell(words.number(n_blank)),
            Cell(words.number(n_small)),
            Cell(_sheet(voice, one), _breaks(voice, one)),
            Cell(words.text(f"letter.use.{got.use}"), _reasons(voice, got.reasons)),
        )
    )


def _counted(voice: Voice, whose: Contribution) -> str:
    if not whose.indicator:
        return voice.words.text("letter.unknown_indicator")
    return voice.indicator(whose.theme, whose.indicator)


def _whose(voice: Voice, group: Sequence[Understood], *, has_others: bool) -> str:
    members = [one.received.contribution.member for one in group]
    named = len(members) <= _NAMED_AT_MOST or has_others
    told = [voice.words.plural("gaps.members", len(members))]
    if named:
        names = [voice.member(member) for member in members if member]
        told = [voice.words.list(names)] if names else []
    return " · ".join([*told, *voice.channels(group[0].channels)])


def _share(voice: Voice, share: float | None) -> str:
    return voice.words.text("table.not_applicable") if share is None else voice.words.percent(share)


def _sheet(voice: Voice, one: Understood) -> str:
    return voice.words.text("letter.with_sheet" if one.has_sheet else "letter.without_sheet")


def _breaks(voice: Voice, one: Understood) -> str:
    if not one.breaks:
        return voice.words.text("letter.no_break")
    periods = voice.words.list([voice.period(period) for period in one.breaks])
    return voice.words.text("letter.breaks", periods=periods)


def _reasons(voice: Voice, reasons: Sequence[str]) -> str:
    return " · ".join(_reason(voice, code) for code in reasons)


def _reason(voice: Voice, code: str) -> str:
    """Return why a contribution is used for no more; a report has words for most reasons."""
    has_own = voice.words.has(f"letter.reason.{code}")
    return voice.words.text(f"letter.reason.{code}" if has_own else f"withheld.{code}")


def _drawings(voice: Voice) -> Drawings:
    words, curves = voice.words, voice.letter.curves
    asked = {question.key for question in voice.letter.questions}
    order = sorted(curves, key=lambda c: (c.key not in asked, -_highest(c)[0], c.key))
    notes = [words.text("letter.drawing_note")]
    if len(order) > DRAWN_AT_MOST:
        notes.insert(0, words.text("letter.drawn", n=DRAWN_AT_MOST, of=len(order)))
    drawn = order[:DRAWN_AT_MOST]
    return Drawings(
        words.text("letter.drawings"),
        tuple(_drawing(voice, curve, f"S{n:02d}") for n, curve in enumerate(drawn, start=1)),
        tuple(notes),
    )


def _highest(curve: Curve) -> tuple[int, int]:
    """Return the highest count, -1 where there is none, and its place in time."""
    values = [-1 if value is None else value for value in curve.upper]
    return max(values), values.index(max(values))


def _as_sent(voice: Voice, curve: Curve, at: int) -> str:
    """Return a count as it came: "<5" is no four."""
    lower, upper = curve.lower[at] or 0, curve.upper[at] or 0
    if lower == upper:
        return voice.words.number(upper)
    if lower == 0:
        return voice.words.term(f"<{voice.words.number(upper + 1)}")
    bounds = {"lower": voice.words.number(lower), "upper": voice.words.number(upper)}
    return voice.words.text("range", **bounds)


def _drawing(voice: Voice, curve: Curve, name: str) -> Drawing:
    words = voice.words
    highest, at = _highest(curve)
    label, span = voice.series([curve.key]), voice.between(curve.periods[0], curve.periods[-1])
    caption, alt = words.text("letter.no_count"), words.text("letter.alt_empty", series=label)
    if highest >= 0:
        count, period = _as_sent(voice, curve, at), voice.period(curve.periods[at])
        caption = words.text("letter.highest", count=count, period=period)
        alt = words.text("letter.alt", series=label, span=span, count=count, period=period)
    asked = {p for q in voice.letter.questions if q.key == curve.key for p in q.periods}
    return Drawing(
        id=name,
        label=label,
        caption=caption,
        alt=alt,
        svg=draw_curve(curve, window=voice.letter.window, asked=asked),
    )
