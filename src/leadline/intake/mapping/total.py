"""Totals rows and columns: checked against what they sum, then left out."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# A total of subtotals, as of a year over its quarters: so many totals rows are looked back over.
_MOST_SUBTOTALS = 24


def contradicted(lower: Array, upper: Array, totals: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield totals rows that no sum of rows explains, with the first column that contradicts it.

    A totals row may sum all other rows, those back to a totals row before it (a total of
    subtotals counts the rows of each), or those on to the totals row after it.

    Parameters
    ----------
    lower, upper : float [row, column]
        Bounds of each cell, totals rows included; nan where a cell holds no number: as a part
        it may be anything, as a total it claims nothing.
    totals : sequence of int
        Rows that are totals, ascending.
    """
    every = np.setdiff1d(np.arange(len(lower)), totals)
    for place, row in enumerate(totals):
        before = totals[place - 1] if place else -1
        after = totals[place + 1] if place + 1 < len(totals) else len(lower)
        parts = (every, np.arange(before + 1, row), np.arange(row + 1, after))
        bad = [_contradictions(lower, upper, row, part) for part in parts if len(part)]
        if bad and all(each.any() for each in bad):
            if _sums_subtotals(lower, upper, row, totals[:place]):
                continue
            least = min(bad, key=lambda each: int(each.sum()))
            yield row, int(np.flatnonzero(least)[0])


def _sums_subtotals(lower: Array, upper: Array, row: int, before: Sequence[int]) -> bool:
    """Whether a total is that of the rows back to a totals row further up, subtotals aside."""
    further = (-1, *before[:-1])[-_MOST_SUBTOTALS:] if before else ()
    for start in further:
        parts = np.setdiff1d(np.arange(start + 1, row), before)
        if len(parts) and not _contradictions(lower, upper, row, parts).any():
            return True
    return False


def _contradictions(
    lower: Array, upper: Array, row: int, parts: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return in which columns the parts cannot sum to the total. [column]"""
    least = np.where(np.isnan(lower[parts]), 0, lower[parts]).sum(axis=0)
    most = np.where(np.isnan(upper[parts]), np.inf, upper[parts]).sum(axis=0)
    known = ~np.isnan(lower[row])
    bad: NDArray[np.bool_] = known & ((upper[row] < least) | (lower[row] > most))
    return bad


def bounds(texts: Iterable[str]) -> list[tuple[float, float]]:
    """Return the bounds of counts in our own writing; nan where there is none.

    Examples
    --------
    >>> bounds(["12", "<5"])
    [(12.0, 12.0), (0.0, 4.0)]
    """
    return [_bounds(text) for text in texts]


def _bounds(text: str) -> tuple[float, float]:
    if not text:
        return np.nan, np.nan
    if text.startswith("<"):
        return 0.0, float(text[1:]) - 1
    return float(text), float(text)
