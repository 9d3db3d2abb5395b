"""SDMX: a table of SDMX-CSV in our data structure, as the table of counts that it stands for.

Fields are read by their SDMX names, so that problems name those. What is good is written anew in
our forms, its lines kept, and goes through the gate of counts like any table.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.core.period import parse_period
from leadline.core.sdmx import frequency_code
from leadline.intake import form
from leadline.intake.column import Column, Field, Reading, read_columns
from leadline.intake.problem import Report
from leadline.intake.table import RawColumn, RawTable

# SDMX-CSV 2.0 and 1.0 say in their first columns what follows.
_LEADING = (
    Column("STRUCTURE", form.SDMX_STRUCTURE),
    Column("STRUCTURE_ID", form.SDMX_ID),
    Column("ACTION", form.SDMX_ACTION, may_be_absent=True, may_be_blank=True),
)
_LEADING_1 = (Column("DATAFLOW", form.SDMX_ID),)
_COLUMNS = (
    Column("FREQ", form.SDMX_FREQUENCY),
    Column("SOURCE", form.IDENTIFIER),
    Column("REF_AREA", form.MEMBER),
    Column("COUNTERPART_AREA", form.MEMBER),
    Column("INDICATOR", form.SDMX_INDICATOR),
    Column("CHANNEL", form.CODE),
    Column("OCCURRED", form.SDMX_OCCURRED),
    Column("KNOWN_ON", form.DATE),
    Column("TIME_PERIOD", form.SDMX_PERIOD),
    Column("OBS_VALUE", form.SDMX_VALUE, may_be_blank=True),
    Column("OBS_STATUS", form.STATUS, may_be_absent=True, may_be_blank=True),
    Column("OBS_BELOW", form.SDMX_BELOW, may_be_absent=True, may_be_blank=True),
)


def is_sdmx(header: Sequence[str]) -> bool:
    """Whether a header is that of SDMX-CSV, in whatever structure."""
    return not {"STRUCTURE", "STRUCTURE_ID", "DATAFLOW"}.isdisjoint(header)


def from_sdmx(table: RawTable, *, report: Report) -> RawTable | None:
    """Return the table of counts that a table of SDMX-CSV stands for, None where it is none."""
    leading = _LEADING_1 if "DATAFLOW" in table.header else _LEADING
    reading = read_columns(table, (*leading, *_COLUMNS), report=report)
    if reading is None:
        return None
    _check(reading)
    if len(reading.lines) and not reading.good.any():
        return None
    written = dict(_written(reading))
    lines = reading.lines[reading.good]
    return RawTable(table.file, tuple(written), lines, tuple(written.values()))


def _check(reading: Reading) -> None:
    given = {name: reading.fields[name].each(_is_given) for name in ("OBS_VALUE", "OBS_BELOW")}
    both = given["OBS_VALUE"] & given["OBS_BELOW"]
    reading.refuse("sdmx_two_values", both, column="OBS_BELOW", needs=["OBS_VALUE"])
    frequency = _spread(reading.fields["FREQ"], lambda code: code)
    other = frequency != _spread(reading.fields["TIME_PERIOD"], _frequency)
    reading.refuse("sdmx_frequency", other, column="FREQ", needs=["FREQ", "TIME_PERIOD"])


def _is_given(value: object) -> bool:
    return value is not None


def _frequency(text: str) -> str:
    return frequency_code(parse_period(text))


def _spread(field: Field, text: Callable[[str], str]) -> NDArray[np.str_]:
    """Return a text for each row, empty where nothing could be read. [row]"""
    texts = ["" if value is None else text(value) for value in field.values]
    return np.array(texts, dtype=np.str_)[field.index]


def _written(reading: Reading) -> Iterable[tuple[str, RawColumn]]:
    """Yield the columns of counts, from the good rows."""
    fields = reading.fields
    for ours, theirs in (
        ("source", "SOURCE"),
        ("member", "REF_AREA"),
        ("about", "COUNTERPART_AREA"),
        ("channel", "CHANNEL"),
        ("occurred", "OCCURRED"),
        ("reported", "TIME_PERIOD"),
        ("known_on", "KNOWN_ON"),
    ):
        yield ours, _column([(v,) for v in fields[theirs].values], _index(reading, theirs), str)
    codes = [(code,) for code in fields["INDICATOR"].values]
    yield "theme", _column(codes, _index(reading, "INDICATOR"), _theme)
    yield "indicator", _column(codes, _index(reading, "INDICATOR"), _indicator)
    yield "count", _column(*_pairs(reading, "OBS_VALUE", "OBS_BELOW"), _count)
    yield "status", _column(*_pairs(reading, "OBS_STATUS", "OBS_BELOW"), _status)


def _index(reading: Reading, name: str) -> NDArray[np.int32]:
    return reading.fields[name].index[reading.good]


def _pairs(
    reading: Reading, one: str, other: str
) -> tuple[Sequence[tuple[Any, ...]], NDArray[np.int32]]:  # Any: forms read different values
    """Return the distinct pairs of two fields, and which of them each good row has."""
    first, second = reading.fields[one].values, reading.fields[other].values
    both = _index(reading, one).astype(np.int64) * len(second) + _index(reading, other)
    pairs, index = np.unique(both, return_inverse=True)
    found = [(first[at // len(second)], second[at % len(second)]) for at in pairs.tolist()]
    return found, index.astype(np.int32)


def _column(
    values: Sequence[tuple[Any, ...]],  # as above
    index: NDArray[np.int32],
    text: Callable[..., str],
) -> RawColumn:
    """Write values as texts, each text once."""
    texts = ["" if value == (None,) else text(*value) for value in values]
    places = {each: at for at, each in enumerate(dict.fromkeys(texts))}
    moved = np.array([places[each] for each in texts], dtype=np.int32)
    return RawColumn(tuple(places), moved[index])


def _theme(code: str) -> str:
    return code.partition("-")[0]


def _indicator(code: str) -> str:
    return code.partition("-")[2]


def _count(value: int | None, below: int | None) -> str:
    if below is not None:
        return f"<{below}"
    return "" if value is None else str(value)


def _status(status: str | None, below: int | None) -> str:
    """Return our status: to SDMX a count of which only a limit is told is a suppressed one."""
    return "A" if below is not None and status == "Q" else status or ""
