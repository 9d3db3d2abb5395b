"""Layout: counts as a sheet in a contributor's own form and language, and the mapping of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from leadline.core.counts import STATUS_BREAK, UNKNOWN_CHANNEL
from leadline.core.period import Period, Span
from leadline.flow.exercise import workbook
from leadline.flow.exercise.cell import MISSING, PROVISIONAL, SMALLEST_SHOWN, Cell
from leadline.flow.exercise.declare import quoted
from leadline.flow.exercise.sender import Sender
from leadline.flow.exercise.trait import Column
from leadline.intake.mapping.schema import SCHEMA
from leadline.words import Words, words

_ISOLATES = re.compile("[\u2066-\u2069]")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SMALL = f"<{SMALLEST_SHOWN}"


@dataclass(frozen=True)
class Style:
    """How bodies of a language write their sheets.

    Parameters
    ----------
    ending, sheet : str
        Of the file; name of the sheet, empty for text.
    indicator, channel : str
        Headings.
    thousands, missing, provisional, different : str
        How numbers are written, and what stands beside or in place of them.
    """

    ending: str
    sheet: str
    indicator: str
    channel: str
    thousands: str
    missing: str
    provisional: str
    different: str
    digits: str = "latin"


STYLES = {
    "ar": Style("xlsx", "ورقة1", "البيان", "الجهة", "٬", "غير متوفر", "*", "(م)", "arabic"),
    "en": Style("ods", "Table", "Measure", "Reported by", ",", "n/a", "(p)", "(b)"),
    "es": Style("xlsx", "Cuadro", "Indicador", "Origen", ".", "s/d", "(p)", "(r)"),
    "fr": Style("csv", "", "Nature", "Service", "\u00a0", "n/d", "(p)", "(r)"),
}


@dataclass(frozen=True)
class Sheet:
    """A file in a contributor's own form, and its mapping."""

    name: str
    content: bytes
    mapping_name: str
    mapping: bytes


def sheet_of(sender: Sender, code: str, cells: Sequence[Cell]) -> Sheet:
    """Return the sheet on which a sender writes its cells, one version of them."""
    spoken, style = words(sender.language), STYLES[sender.language]
    table = _Table(
        columns=tuple(dict.fromkeys(cell.column for cell in cells)),
        periods=tuple(dict.fromkeys(cell.reported for cell in cells)),
        shown={(cell.column, cell.reported): _shown(cell, style) for cell in cells},
    )
    has_channels = any(column.channel != UNKNOWN_CHANNEL for column in table.columns)
    lines, told = (_across if has_channels else _down)(table, spoken=spoken, style=style)
    of_whom = sender.body.names[sender.language].format(code=code)
    # Every sheet says of itself that it is an exercise, in its language.
    title = f"{_plain(spoken.text('mark.exercise'))} - {of_whom}"
    notes = f"{style.provisional} {style.different} {style.missing}"
    rows = [[title], [], *lines, [], [notes]]
    told = replace(told, last_row=len(rows) - 2)
    name = f"counts.{style.ending}"
    constants = _constants(sender, code, cells[-1].known_on)
    mapping = _mapping(name, style, told, language=sender.language, constants=constants)
    return Sheet(name, _content(rows, style, sender.language), "counts.map.toml", mapping.encode())


_HEADER_ROW = 3


@dataclass(frozen=True)
class _Table:
    """Texts by column and period, blank where a column begins later."""

    columns: tuple[Column, ...]
    periods: tuple[Period | Span, ...]
    shown: dict[tuple[Column, Period | Span], str]

    def row(self, column: Column) -> list[str]:
        return [self.shown.get((column, period), "") for period in self.periods]

    def line(self, period: Period | Span) -> list[str]:
        return [self.shown.get((column, period), "") for column in self.columns]


@dataclass(frozen=True)
class _Told:
    """What the mapping says of the table."""

    columns: dict[str, str]
    codes: dict[str, dict[str, str]]
    first: str
    last: str
    means: str
    last_row: int = 0


def _down(table: _Table, *, spoken: Words, style: Style) -> tuple[list[workbook.Row], _Told]:
    """Return periods down the rows and indicators across."""
    labels = [_label(spoken, column) for column in table.columns]
    first = _plain(spoken.opening(spoken.text("table.period")))
    lines = [[_period(spoken, period), *table.line(period)] for period in table.periods]
    codes = {
        label: f"{column.theme}/{column.indicator}"
        for label, column in zip(labels, table.columns, strict=True)
    }
    told = _Told({first: "reported"}, {"indicator": codes}, labels[0], labels[-1], "indicator")
    return [[first, *labels], *lines], told


def _across(table: _Table, *, spoken: Words, style: Style) -> tuple[list[workbook.Row], _Told]:
    """Return indicators and channels down the rows and periods across."""
    names = [_period(spoken, period) for period in table.periods]
    rows: list[workbook.Row] = [[style.indicator, style.channel, *names]]
    indicators: dict[str, str] = {}
    channels: dict[str, str] = {}
    for column in table.columns:
        label, channel = _label(spoken, column), _plain(spoken.label("channel", column.channel))
        indicators[label] = f"{column.theme}/{column.indicator}"
        channels[channel] = column.channel
        rows.append([label, channel, *table.row(column)])
    codes = {"indicator": indicators, "channel": channels}
    keys = {style.indicator: "indicator", style.channel: "channel"}
    return rows, _Told(keys, codes, names[0], names[-1], "reported")


def _label(spoken: Words, column: Column) -> str:
    return _plain(spoken.opening(spoken.label("ind", f"{column.theme}.{column.indicator}")))


def _period(spoken: Words, period: Period | Span) -> str:
    return _plain(spoken.period(str(period)))


def _plain(text: str) -> str:
    return _ISOLATES.sub("", text).replace("\u00a0", " ")


def _shown(cell: Cell, style: Style) -> str:
    """Return a count as it stands in its cell."""
    if cell.status == MISSING:
        return style.missing
    is_small = cell.count == _SMALL
    text = _SMALL if is_small else f"{int(cell.count):,}".replace(",", style.thousands)
    if style.digits == "arabic":
        text = text.translate(_ARABIC)
    mark = {PROVISIONAL: style.provisional, STATUS_BREAK: style.different}.get(cell.status, "")
    return f"{text} {mark}".strip()


def _content(rows: Sequence[workbook.Row], style: Style, language: str) -> bytes:
    if style.ending == "csv":
        return workbook.semicolons(rows)
    if style.ending == "ods":
        return workbook.ods(style.sheet, rows)
    return workbook.xlsx(style.sheet, rows, is_rtl=language == "ar")


def _constants(sender: Sender, code: str, known_on: date) -> list[str]:
    return [
        f"source = {quoted(sender.source)}",
        f"member = {quoted(code)}",
        f"known_on = {known_on.isoformat()}",
    ]


def _mapping(name: str, style: Style, told: _Told, *, language: str, constants: list[str]) -> str:
    tables = {
        "sheet": _sheet(name, style, told),
        "columns": _pairs(told.columns),
        **{f"codes.{key}": _pairs(labels) for key, labels in told.codes.items()},
        "wide": [
            f"from_column = {quoted(told.first)}",
            f"to_column = {quoted(told.last)}",
            f"means = {quoted(told.means)}",
        ],
        "periods": [f"language = {quoted(language)}"],
        "numbers": _numbers(style),
        "constants": constants,
    }
    parts = [f"schema = {quoted(SCHEMA)}\n"]
    parts += ["\n".join([f"[{key}]", *lines]) + "\n" for key, lines in tables.items()]
    return "\n".join(parts)


def _sheet(name: str, style: Style, told: _Told) -> list[str]:
    lines = [
        f"file = {quoted(name)}",
        f"header_row = {_HEADER_ROW}",
        f"last_row = {told.last_row}",
    ]
    if style.sheet:
        return [*lines, f"name = {quoted(style.sheet)}"]
    return [*lines, 'delimiter = ";"', 'encoding = "cp1252"']


def _numbers(style: Style) -> list[str]:
    small = _SMALL.translate(_ARABIC) if style.digits == "arabic" else _SMALL
    marks = {style.provisional: PROVISIONAL, style.different: STATUS_BREAK}
    return [
        f"thousands = {quoted(style.thousands)}",
        f"digits = {quoted(style.digits)}",
        f"small = {{ {quoted(small)} = {quoted(_SMALL)} }}",
        f"missing = {{ {quoted(style.missing)} = {quoted(MISSING)} }}",
        f"footnotes = {{ {', '.join(_pairs(marks))} }}",
    ]


def _pairs(pairs: dict[str, str]) -> list[str]:
    return [f"{quoted(key)} = {quoted(value)}" for key, value in pairs.items()]
