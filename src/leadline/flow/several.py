"""Several: series whose periods are of more than one frequency, and how a series is told of."""

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import Counts
from leadline.core.period import Frequency, Period
from leadline.intake.problem import Report

FREQUENCIES = tuple(Frequency)


def tell_several(counts: Counts, *, report: Report) -> NDArray[np.int64]:
    """Note each series of more than one frequency; return the usual one of each. [series]"""
    frequency = _frequency(counts)
    usual = _usual(counts, frequency)
    stray = (frequency >= 0) & (frequency != usual[counts.series])
    for series in np.unique(counts.series[stray]):
        tell_series("frequency_several", counts, stray & (counts.series == series), report=report)
    return usual


def tell_series(
    code: str, counts: Counts, cells: NDArray[np.bool_], *, report: Report, **values: str
) -> None:
    """Add a note at the first of the cells, which are of one series."""
    at = np.flatnonzero(cells)[0]
    key = counts.keys[counts.series[at]]
    series = f"{key.member}, {key.theme} {key.indicator} ({key.source})"
    file, row = counts.files[counts.file[at]], int(counts.row[at])
    report.add(code, file, row=row, column="reported", series=series, **values)


def _frequency(counts: Counts) -> NDArray[np.int64]:
    """Return the place of each cell's frequency in the list, -1 for totals. [cell]"""
    places = [
        FREQUENCIES.index(p.frequency) if isinstance(p, Period) else -1 for p in counts.periods
    ]
    found: NDArray[np.int64] = np.array([*places, -1], dtype=np.int64)[counts.reported]
    return found


def _usual(counts: Counts, frequency: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the frequency that most cells of a series have. [series]"""
    n_cells = np.zeros((len(counts.keys), len(FREQUENCIES)), dtype=np.int64)
    regular = frequency >= 0
    np.add.at(n_cells, (counts.series[regular], frequency[regular]), 1)
    usual: NDArray[np.int64] = n_cells.argmax(axis=1)
    return usual
