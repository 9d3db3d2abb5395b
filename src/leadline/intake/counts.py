"""Counts files: tables of text to Counts, each cell with its file and line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import (
    STATUS_WITHOUT_VALUE,
    UNKNOWN_CHANNEL,
    Counts,
    Reference,
    SeriesKey,
    concatenate,
)
from leadline.core.error import Problem
from leadline.core.period import Period, Span
from leadline.core.plan import is_fictional
from leadline.intake import form
from leadline.intake.column import Column, Field, Reading, read_columns
from leadline.intake.gate import read_table
from leadline.intake.problem import LISTED_AT_MOST, Report
from leadline.intake.scope import ANY, Scope, refuse_unknown_indicators
from leadline.intake.table import RawTable

COLUMNS = (
    Column("source", form.IDENTIFIER),
    Column("member", form.MEMBER),
    Column("about", form.MEMBER, may_be_absent=True, may_be_blank=True),
    Column("theme", form.CODE),
    Column("indicator", form.CODE, may_be_absent=True, may_be_blank=True),
    Column("channel", form.CODE, may_be_absent=True, may_be_blank=True),
    Column("occurred", form.PERIOD, may_be_absent=True, may_be_blank=True),
    Column("reported", form.PERIOD),
    Column("count", form.COUNT, may_be_blank=True),
    Column("status", form.STATUS, may_be_absent=True, may_be_blank=True),
    Column("known_on", form.DATE),
    Column("reference", form.TEXT, may_be_absent=True, may_be_blank=True),
)
_KEY = ("source", "member", "about", "theme", "indicator", "channel")


@dataclass(frozen=True, eq=False)
class ReadCounts:
    """Counts, and what the reader is told of them."""

    counts: Counts
    notes: tuple[Problem, ...]


def read_counts(paths: Sequence[str | Path], *, as_of: date | None = None) -> Counts:
    """Return the counts of files outside an assessment: every well-formed code is taken.

    Raises
    ------
    InputRefused
        With every problem of every file.
    """
    return read_counts_with_notes(paths, as_of=as_of).counts


def read_counts_with_notes(paths: Sequence[str | Path], *, as_of: date | None = None) -> ReadCounts:
    """Return the counts of files outside an assessment, with what was left out on the way.

    Raises
    ------
    InputRefused
        With every problem of every file.
    """
    report = Report()
    tables = [read_table(Path(path), file=str(path), report=report) for path in paths]
    scope = ANY if as_of is None else Scope(as_of=as_of)
    counts = gather_counts([t for t in tables if t is not None], scope=scope, report=report)
    report.raise_if_refused()
    return ReadCounts(counts, report.notes)


def gather_counts(tables: Sequence[RawTable], *, scope: Scope, report: Report) -> Counts:
    """Return the good cells of tables; everything else is in the report."""
    readings = [read_columns(table, COLUMNS, report=report) for table in tables]
    parts = [_counts(_checked(r, scope=scope)) for r in readings if r is not None]
    counts = concatenate(parts) if parts else _NO_COUNTS
    good = ~_refuse_repeated(counts, report=report)
    if scope.is_assessment:
        good &= ~_refuse_backdated(counts, report=report)
    else:
        good &= ~_refuse_mixed(counts, report=report)
    return counts if good.all() else counts.take(good)


def _checked(reading: Reading, *, scope: Scope) -> Reading:
    """Check codes, then columns against each other; returns the reading, its good rows marked."""
    reading.refuse_unknown("source_undeclared", "source", scope.sources)
    reading.refuse_unknown("member_undeclared", "member", scope.members)
    reading.refuse_unknown("place_unknown", "about", scope.places)
    reading.refuse_unknown("channel_unknown", "channel", scope.channels)
    refuse_unknown_indicators(reading, scope)
    if scope.is_assessment:
        no_indicator = reading.fields["indicator"].each(lambda v: v is None)
        reading.refuse("field_blank", no_indicator, column="indicator", needs=["indicator"])
    _check_value(reading)
    _check_periods(reading, as_of=scope.as_of)
    return reading


def _check_value(reading: Reading) -> None:
    count, status = reading.fields["count"], reading.fields["status"]
    blank = count.each(lambda v: v is None)
    without = status.each(lambda v: v in STATUS_WITHOUT_VALUE)
    listed = ", ".join(sorted(STATUS_WITHOUT_VALUE))
    both = ("count", "status")
    reading.refuse("count_blank", blank & ~without, column="count", needs=both, listed=listed)
    beside = ~blank & without
    reading.refuse("count_beside_status", beside, column="count", needs=both, listed=listed)


def _check_periods(reading: Reading, *, as_of: date | None) -> None:
    known_on = _ordinals(reading.fields["known_on"])
    reported = _ordinals(reading.fields["reported"])
    needs = ("reported", "known_on")
    reading.refuse("reported_after_known", reported > known_on, column="reported", needs=needs)
    if as_of is not None:
        reading.refuse("known_after_as_of", known_on > as_of.toordinal(), column="known_on")
    given = reading.fields["occurred"].each(lambda v: v is not None)
    frequency = _frequencies(reading.fields["occurred"])
    differs = (frequency == "") | (frequency != _frequencies(reading.fields["reported"]))
    needs = ("occurred", "reported")
    reading.refuse("frequency_differs", given & differs, column="occurred", needs=needs)
    _leave_out_negative(reading, given & (_ordinals(reading.fields["occurred"]) > reported))


def _leave_out_negative(reading: Reading, negative: NDArray[np.bool_]) -> None:
    negative = negative & reading.good
    if negative.any():
        row, n = int(reading.lines[negative][0]), int(negative.sum())
        reading.report.add("delay_negative", reading.file, row=row, column="occurred", n=n)
        reading.good = reading.good & ~negative


def _first_day(value: Period | Span | date | None) -> int:
    if value is None:
        return 0
    return value.toordinal() if isinstance(value, date) else value.first.toordinal()


def _ordinals(field: Field) -> NDArray[np.int32]:
    """Return the first day of each row's period or date, 0 where there is none. [row]"""
    days = [_first_day(value) for value in field.values]
    return np.array(days, dtype=np.int32)[field.index]


def _frequencies(field: Field) -> NDArray[np.str_]:
    """Return each row's frequency, empty where a span has none. [row]"""
    names = [value.frequency.value if isinstance(value, Period) else "" for value in field.values]
    return np.array(names, dtype=np.str_)[field.index]


def _counts(reading: Reading) -> Counts:
    """Build Counts from the good rows."""
    keys, series = _series(reading)
    good = reading.good
    occurred, reported = reading.fields["occurred"], reading.fields["reported"]
    every = dict.fromkeys(v for f in (occurred, reported) for v in f.values if v is not None)
    periods = {period: at for at, period in enumerate(every)}
    bounds = np.array([v or (-1, -1) for v in reading.fields["count"].values], dtype=np.int64)
    bounds = bounds.reshape(-1, 2)[reading.fields["count"].index[good]]
    status = np.array([v or "A" for v in reading.fields["status"].values], dtype="<U1")
    return Counts(
        keys=keys,
        periods=tuple(periods),
        files=(reading.file,),
        series=series,
        occurred=_places(occurred, periods)[good],
        reported=_places(reported, periods)[good],
        lower=bounds[:, 0],
        upper=bounds[:, 1],
        status=status[reading.fields["status"].index[good]],
        known_on=_ordinals(reading.fields["known_on"])[good],
        file=np.zeros(int(good.sum()), dtype=np.int32),
        row=reading.lines[good],
        references=tuple(_references(reading)),
    )


def _references(reading: Reading) -> Iterator[Reference]:
    """Yield each run of good rows that have one reference."""
    field = reading.fields["reference"]
    index, lines = field.index[reading.good], reading.lines[reading.good]
    ends = np.flatnonzero(np.diff(index, append=-1) != 0)
    begins = [0, *(ends[:-1] + 1).tolist()]
    for begin, end in zip(begins, ends.tolist(), strict=False):
        text = field.values[index[begin]]
        if text is not None:
            yield Reference(0, int(lines[begin]), int(lines[end]), text)


def _places(field: Field, periods: dict[Period | Span, int]) -> NDArray[np.int32]:
    places = [-1 if value is None else periods[value] for value in field.values]
    return np.array(places, dtype=np.int32)[field.index]


def _series(reading: Reading) -> tuple[tuple[SeriesKey, ...], NDArray[np.int32]]:
    """Return the distinct keys of the good rows, sorted, and which of them each row has."""
    fields = [reading.fields[name] for name in _KEY]
    code = np.zeros(int(reading.good.sum()), dtype=np.int64)
    for field in fields:
        code = code * len(field.values) + field.index[reading.good]
        code = np.unique(code, return_inverse=True)[1].astype(np.int64)
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    at = np.flatnonzero(reading.good)[first]
    found = [_key([field.values[field.index[row]] for field in fields]) for row in at]
    keys = tuple(sorted(set(found)))
    place = {key: n for n, key in enumerate(keys)}
    return keys, np.array([place[key] for key in found], dtype=np.int32)[inverse]


def _key(values: list[str | None]) -> SeriesKey:
    source, member, about, theme, indicator, channel = (value or "" for value in values)
    return SeriesKey(source, member, about or member, theme, indicator, channel or UNKNOWN_CHANNEL)


def _refuse_repeated(counts: Counts, *, report: Report) -> NDArray[np.bool_]:
    """Report and mark cells whose key and version an earlier cell of any file has already."""
    n_periods = len(counts.periods) + 1
    key = (counts.series.astype(np.int64) * n_periods + counts.occurred + 1) * n_periods
    key = key + counts.reported + 1
    # Compress, then widen by the version: no product of many sizes overflows.
    _, key = np.unique(key, return_inverse=True)
    _, version = np.unique(counts.known_on, return_inverse=True)
    _, first, inverse = np.unique(
        key * (version.max(initial=0) + 1) + version, return_index=True, return_inverse=True
    )
    earlier = first[inverse]
    repeated: NDArray[np.bool_] = earlier != np.arange(len(counts))
    again = np.flatnonzero(repeated)
    for number, file in enumerate(counts.files):
        of_file = again[counts.file[again] == number]
        for at in of_file[:LISTED_AT_MOST]:
            line, where = int(counts.row[earlier[at]]), counts.files[counts.file[earlier[at]]]
            report.add("key_repeated", file, row=int(counts.row[at]), first=line, where=where)
        # Told by their lines alone: a million of them in one message.
        rest = counts.row[of_file[LISTED_AT_MOST:]]
        report.add_rows("key_repeated", file, rows=rest, first=0, where=file)
    return repeated


def _refuse_mixed(counts: Counts, *, report: Report) -> NDArray[np.bool_]:
    """Report and mark cells of exercises where there are others too."""
    fictional = [is_fictional(key.member) or is_fictional(key.about) for key in counts.keys]
    of_exercise = np.array(fictional, dtype=np.bool_)[counts.series]
    if of_exercise.all():
        return np.zeros(len(counts), dtype=np.bool_)
    for number, file in enumerate(counts.files):
        rows = counts.row[of_exercise & (counts.file == number)]
        report.add_rows("exercise_mixed", file, rows=rows, column="member")
    return of_exercise


def _refuse_backdated(counts: Counts, *, report: Report) -> NDArray[np.bool_]:
    """Report and mark versions that are older than what an earlier file of the assessment holds.

    Files arrive in the order in which the assessment lists them; a version replaces from its
    date on, so an older one that comes later would rewrite the past.
    """
    units: dict[tuple[str | int, ...], int] = {}
    unit = np.array([units.setdefault(key[:5], len(units)) for key in counts.keys], dtype=np.int64)
    place = unit[counts.series] * (len(counts.periods) + 1) + counts.reported + 1
    _, place = np.unique(place, return_inverse=True)
    latest = np.full(place.max(initial=-1) + 1, -1, dtype=np.int64)
    backdated = np.zeros(len(counts), dtype=np.bool_)
    for number, file in enumerate(counts.files):
        of_file = np.flatnonzero(counts.file == number)
        late = of_file[counts.known_on[of_file] < latest[place[of_file]]]
        report.add_rows("version_backdated", file, rows=counts.row[late], column="known_on")
        backdated[late] = True
        np.maximum.at(latest, place[of_file], counts.known_on[of_file])
    return backdated


_NO_COUNTS = Counts(
    keys=(),
    periods=(),
    files=(),
    series=np.zeros(0, np.int32),
    occurred=np.zeros(0, np.int32),
    reported=np.zeros(0, np.int32),
    lower=np.zeros(0, np.int64),
    upper=np.zeros(0, np.int64),
    status=np.zeros(0, "<U1"),
    known_on=np.zeros(0, np.int32),
    file=np.zeros(0, np.int32),
    row=np.zeros(0, np.int32),
)
