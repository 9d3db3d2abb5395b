"""Counts: what contributors recorded, each cell with its file and line.

Columns are numpy arrays of one length (one entry a cell), so that ten million cells fit;
``keys``, ``periods`` and ``files`` are the few distinct values that the arrays index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.core.period import Frequency, Period, Span

UNKNOWN_CHANNEL = "unknown"
# SDMX CL_OBS_STATUS codes under which there is no value.
STATUS_WITHOUT_VALUE = frozenset("LMOQ")
STATUS_BREAK = "B"


class SeriesKey(NamedTuple):
    """What makes cells of different periods comparable with each other."""

    source: str
    member: str
    about: str
    theme: str
    indicator: str
    channel: str


class Reference(NamedTuple):
    """Where the cells of some lines stand in the document that they were typed from.

    ``file`` is an index into the files of the Counts; ``first`` and ``last`` are lines.
    """

    file: int
    first: int
    last: int
    text: str


# What a series counted in each period, as (lower, upper); None where it is not known.
Totals = Mapping[Period | Span, tuple[int, int] | None]


@dataclass(frozen=True, eq=False)
class Counts:
    """Cells of counts.

    Parameters
    ----------
    keys : tuple of SeriesKey
        Sorted, distinct.
    periods : tuple of Period or Span
        Distinct.
    files : tuple of str
    series : int32 [cell]
        Index into ``keys``.
    occurred, reported : int32 [cell]
        Index into ``periods``; -1 where not given.
    lower, upper : int64 [cell]
        The count lies in lower..upper; both -1 where there is no value (which is never zero).
    status : <U1 [cell]
        SDMX CL_OBS_STATUS.
    known_on : int32 [cell]
        Proleptic Gregorian ordinal of the version's date.
    file, row : int32 [cell]
        Where the cell was read: index into ``files``, line (header = 1).
    references : tuple of Reference
        Of lines that were typed; no two overlap.
    """

    keys: tuple[SeriesKey, ...]
    periods: tuple[Period | Span, ...]
    files: tuple[str, ...]
    series: NDArray[np.int32]
    occurred: NDArray[np.int32]
    reported: NDArray[np.int32]
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]
    status: NDArray[np.str_]
    known_on: NDArray[np.int32]
    file: NDArray[np.int32]
    row: NDArray[np.int32]
    references: tuple[Reference, ...] = ()

    def __post_init__(self) -> None:
        shapes = {array.shape for array in self._columns().values()}
        assert len(shapes) == 1, "columns of different length"

    def __len__(self) -> int:
        return len(self.series)

    def _columns(self) -> dict[str, NDArray[np.generic]]:
        names = "series occurred reported lower upper status known_on file row"
        return {name: getattr(self, name) for name in names.split()}

    def take(self, index: NDArray[np.generic]) -> "Counts":
        """Return the cells that an index array or mask picks; keys and periods stay."""
        return replace(self, **{name: array[index] for name, array in self._columns().items()})

    def of_series(self, index: Sequence[int]) -> "Counts":
        """Return the cells of some series, with only these series' keys."""
        new = np.full(len(self.keys) + 1, -1, dtype=np.int32)
        new[list(index)] = np.arange(len(index), dtype=np.int32)
        chosen = self.take(new[self.series] >= 0)
        keys = tuple(self.keys[i] for i in index)
        return replace(chosen, keys=keys, series=new[chosen.series])

    def as_known_on(self, day: date) -> "Counts":
        """Return the latest version on a day.

        A version (one ``known_on``) replaces all cells of the same source, member, about,
        theme, indicator and reported period: channels and occurrence periods with it.
        """
        known = self.take(self.known_on <= day.toordinal())
        unit = known.version_units()
        latest = np.zeros(unit.max(initial=-1) + 1, dtype=np.int32)
        np.maximum.at(latest, unit, known.known_on)
        return known.take(known.known_on == latest[unit])

    def version_units(self) -> NDArray[np.int64]:
        """Return a number for what one version of each cell would replace as a whole [cell]."""
        groups: dict[tuple[str, ...], int] = {}
        group_of_key = np.array(
            [groups.setdefault(key[:5], len(groups)) for key in self.keys], dtype=np.int64
        )
        unit = group_of_key[self.series] * (len(self.periods) + 1) + self.reported + 1
        return np.asarray(np.unique(unit, return_inverse=True)[1], dtype=np.int64)

    def reference_texts(self) -> list[str]:
        """Return the reference of each cell, empty where it has none. [cell]"""
        if not self.references:
            return [""] * len(self)
        every = sorted(self.references)
        # File and line as one number, so that all cells are looked up at once.
        first = np.array([r.file << 32 | r.first for r in every])
        last = np.array([r.file << 32 | r.last for r in every])
        texts = np.array(["", *(r.text for r in every)], dtype=object)
        place = self.file.astype(np.int64) << 32 | self.row
        at = np.searchsorted(first, place, side="right") - 1
        inside = (at >= 0) & (place <= last[at])
        found: list[str] = texts[np.where(inside, at + 1, 0)].tolist()
        return found

    def marked_breaks(self, key: SeriesKey) -> tuple[Period, ...]:
        """Return the reported periods of a series' cells that carry status B."""
        marked = (self.series == self.keys.index(key)) & (self.status == STATUS_BREAK)
        periods = (self.periods[p] for p in set(self.reported[marked].tolist()))
        return tuple(sorted(period for period in periods if isinstance(period, Period)))

    def reported_in(self, frequency: Frequency) -> list[Period]:
        """Return the reported periods of one frequency, unordered."""
        every = (self.periods[i] for i in set(self.reported.tolist()))
        return [p for p in every if isinstance(p, Period) and p.frequency is frequency]

    def totals(self) -> dict[SeriesKey, "Totals"]:
        """Return the count of each reported period of each series, whatever its frequency.

        (lower, upper); None where any cell of the period has no value.
        """
        found: dict[SeriesKey, dict[Period | Span, tuple[int, int] | None]] = {}
        columns = (self.series, self.reported, self.lower, self.upper)
        for series, reported, lower, upper in zip(*(c.tolist() for c in columns), strict=True):
            if reported < 0:
                continue
            cells = found.setdefault(self.keys[series], {})
            period = self.periods[reported]
            before = cells.get(period, (0, 0))
            if lower < 0 or before is None:
                cells[period] = None
            else:
                cells[period] = before[0] + lower, before[1] + upper
        return dict(found)

    def panel(self, frequency: Frequency, first: Period, last: Period) -> "CountsPanel":
        """Sum cells by series and reported period of one frequency.

        A period is missing (nan) where a series has no cell, or any cell without a value.
        Series without any cell of that frequency in the range are left out.
        """
        inside = np.array(
            [_position(period, frequency, first, last) for period in self.periods] + [-1],
            dtype=np.int64,
        )
        time = inside[self.reported]
        chosen = self.take(time >= 0)
        time = time[time >= 0]
        present, series = np.unique(chosen.series, return_inverse=True)
        shape = (len(present), last - first + 1)
        lower, upper = np.full(shape, np.nan), np.full(shape, np.nan)
        lower[series, time] = upper[series, time] = 0.0
        np.add.at(lower, (series, time), chosen.lower)
        np.add.at(upper, (series, time), chosen.upper)
        without = chosen.lower < 0
        lower[series[without], time[without]] = upper[series[without], time[without]] = np.nan
        return CountsPanel(
            keys=tuple(self.keys[i] for i in present),
            periods=tuple(first + step for step in range(shape[1])),
            lower=lower,
            upper=upper,
        )


@dataclass(frozen=True, eq=False)
class CountsPanel:
    """Counts of one frequency as arrays.

    Parameters
    ----------
    lower, upper : float [series, time]
        Count known to lie in lower..upper; nan where there is no value.
    """

    keys: tuple[SeriesKey, ...]
    periods: tuple[Period, ...]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]

    def of_series(self, index: Sequence[int]) -> "CountsPanel":
        """Return some of the series, over the same periods."""
        rows = list(index)
        return CountsPanel(
            keys=tuple(self.keys[i] for i in rows),
            periods=self.periods,
            lower=self.lower[rows],
            upper=self.upper[rows],
        )


@dataclass(frozen=True)
class SeriesSheet:
    """What a source says of one of its series (FORMATS, series sheets)."""

    source: str
    theme: str
    indicator: str
    definition: str
    age_from: int | None
    age_to: int | None
    counting_point: str
    deduplicated: str
    effort: str
    breaks: tuple[Period, ...]
    tlp: str
    public: str


def _position(period: Period | Span, frequency: Frequency, first: Period, last: Period) -> int:
    if isinstance(period, Span) or period.frequency is not frequency:
        return -1
    return period - first if first <= period <= last else -1


def concatenate(parts: Sequence[Counts]) -> Counts:
    """Put several Counts into one; keys are sorted anew, order of files is kept."""
    keys = tuple(sorted({key for part in parts for key in part.keys}))
    periods = tuple(dict.fromkeys(period for part in parts for period in part.periods))
    files = tuple(dict.fromkeys(name for part in parts for name in part.files))
    key_at = {key: i for i, key in enumerate(keys)}
    period_at: dict[Period | Span, int] = {period: i for i, period in enumerate(periods)}
    file_at = {name: i for i, name in enumerate(files)}

    # Any: keys are series, periods or file names in turn
    def moved(name: str, index: str, new: Mapping[Any, int]) -> NDArray[np.int32]:
        tables = [np.array([*map(new.__getitem__, getattr(p, name)), -1], np.int32) for p in parts]
        return np.concatenate(
            [table[getattr(part, index)] for table, part in zip(tables, parts, strict=True)]
        )

    references = (
        reference._replace(file=file_at[part.files[reference.file]])
        for part in parts
        for reference in part.references
    )
    return Counts(
        keys=keys,
        periods=periods,
        files=files,
        series=moved("keys", "series", key_at),
        occurred=moved("periods", "occurred", period_at),
        reported=moved("periods", "reported", period_at),
        lower=np.concatenate([part.lower for part in parts]),
        upper=np.concatenate([part.upper for part in parts]),
        status=np.concatenate([part.status for part in parts]),
        known_on=np.concatenate([part.known_on for part in parts]),
        file=moved("files", "file", file_at),
        row=np.concatenate([part.row for part in parts]),
        references=tuple(references),
    )
