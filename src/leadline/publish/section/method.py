"""How the numbers were made, in a page, with the control windows."""

from collections.abc import Sequence
from math import floor, log10

from leadline.core.finding import TOTAL
from leadline.core.released import Placebo, Selection, number_id
from leadline.publish.block import Cell, Column, Points, Row, Section, Table
from leadline.publish.exhibit import UNACCOUNTED, Exhibit
from leadline.publish.voice import Voice

# Levels of adjusted intervals come close to the whole.
_DECIMALS_AT_MOST = 3


def tell_methods(voice: Voice) -> Section:
    """Return the methods section."""
    words, released = voice.words, voice.released
    rules = released.disclosure
    said = [
        words.text("methods.expected"),
        words.text("methods.paths"),
        words.text("methods.unknown"),
        *_late(voice),
        *_totals(voice),
        words.text("methods.disclosure", threshold=rules.threshold, round_to=rules.round_to),
        words.text("methods.no_cause"),
    ]
    if released.selections:
        rate = words.percent(released.selections[0].numbers["share"])
        said.append(words.text("methods.selection", rate=rate, level=voice.level))
    if released.demonstration_key:
        said.append(words.text("methods.demonstration_key"))
    said.append(words.text("methods.provisional_words"))
    versions = tuple(
        words.text("methods.version", name=words.label("stat", name), version=words.term(version))
        for name, version in released.release.methods.items()
    )
    controls = tuple(
        _control(voice, placebo) for placebo in released.placebos if placebo.basis != "nowcast"
    )
    controls = controls or (words.text("placebo.none"),)
    exhibit = voice.tables.get(("placebo", ""))
    table = () if exhibit is None else (_windows(voice, exhibit),)
    looked_at = voice.tables.get(("selection", ""))
    together = () if looked_at is None else (_together(voice, looked_at),)
    return Section(
        id="methods",
        kicker=words.text("section.methods"),
        headline=words.text("methods.headline"),
        subtitle="",
        blocks=(
            Points("", tuple(said)),
            Points(words.text("methods.placebo"), controls),
            *table,
            *together,
            Points(words.text("methods.versions"), versions),
        ),
    )


def _late(voice: Voice) -> tuple[str, ...]:
    has_any = any(finding.kind == UNACCOUNTED for finding in voice.released.findings)
    return (voice.words.text("methods.late"),) if has_any else ()


def _totals(voice: Voice) -> tuple[str, ...]:
    has_totals = any(finding.frequency == TOTAL for finding in voice.released.findings)
    return (voice.words.text("methods.totals"),) if has_totals else ()


def _windows(voice: Voice, exhibit: Exhibit) -> Table:
    words = voice.words
    heads = (("window", False), ("series", True), ("coverage", True))
    return Table(
        id=exhibit.id,
        title=words.opening(words.label("stat", "placebo")),
        subtitle="",
        columns=tuple(Column(words.text(f"table.{h}"), is_number=n) for h, n in heads),
        rows=tuple(_row(voice, placebo) for placebo in voice.released.placebos),
        axis=None,
        notes=(voice.traced("{finding}.all.{period}.share"),),
        data=voice.files(exhibit.id),
    )


def _row(voice: Voice, placebo: Placebo) -> Row:
    words, numbers = voice.words, placebo.numbers
    share = Cell(words.text("table.not_available"), is_word=True)
    if "share" in numbers:
        interval = words.percent_interval(numbers["lower"], numbers["upper"])
        share = Cell(words.percent(numbers["share"]), interval)
    return Row((Cell(_named(voice, placebo)), Cell(words.number(numbers["observed"])), share))


def _named(voice: Voice, placebo: Placebo) -> str:
    window = voice.words.period(placebo.period)
    is_by_report = placebo.basis == "reported"
    return window if is_by_report else voice.words.text(f"placebo.{placebo.basis}", window=window)


def _together(voice: Voice, exhibit: Exhibit) -> Table:
    words = voice.words
    heads = (("together", False), ("looked_at", True), ("clear", True), ("level", True))
    selections = voice.released.selections
    decimals = _level_decimals([selection.numbers["level"] for selection in selections])
    return Table(
        id=exhibit.id,
        title=words.text("selection.headline"),
        subtitle="",
        columns=tuple(Column(words.text(f"table.{h}"), is_number=n) for h, n in heads),
        rows=tuple(_family(voice, selection, decimals) for selection in selections),
        axis=None,
        notes=(voice.traced("{finding}.{subject}.{period}.{column}"),),
        data=voice.files(exhibit.id),
    )


def _level_decimals(levels: Sequence[float]) -> int:
    """Return the decimals that leave two digits of what the highest level lacks to the whole."""
    lacking = 100 * (1 - max(levels))
    if lacking <= 0:
        return _DECIMALS_AT_MOST
    return min(_DECIMALS_AT_MOST, max(0, 1 - floor(log10(lacking))))


def _family(voice: Voice, selection: Selection, decimals: int) -> Row:
    words, numbers = voice.words, selection.numbers
    level = words.percent(numbers["level"], decimals=decimals)
    return Row(
        (
            Cell(words.text(f"selection.{selection.subject}_{selection.grain}")),
            Cell(words.number(numbers["claims"]), "", _id(selection, "claims")),
            Cell(words.number(numbers["stated"]), "", _id(selection, "stated")),
            Cell(level, "", _id(selection, "level")),
        )
    )


def _id(selection: Selection, suffix: str) -> str:
    return number_id(selection.finding, selection.subject, selection.period, suffix)


def _control(voice: Voice, placebo: Placebo) -> str:
    words, numbers = voice.words, placebo.numbers
    window = _named(voice, placebo)
    if placebo.verdict == "not_assessable":
        return words.text("placebo.not_assessable", window=window)
    return words.text(
        f"placebo.{placebo.verdict}",
        window=window,
        level=voice.level,
        coverage=words.percent(numbers["share"]),
        interval=words.percent_interval(numbers["lower"], numbers["upper"]),
    )
