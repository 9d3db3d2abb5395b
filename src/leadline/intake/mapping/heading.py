"""Heading: what the header rows of a sheet say above each column."""

from collections.abc import Sequence

from leadline.intake.grid import Grid
from leadline.intake.mapping.match import joined


def header_parts(grid: Grid, header: Sequence[int]) -> list[list[str]]:
    """Return the header rows, what is merged filled in all its cells. [row][column]"""
    parts = [list(grid.rows[row]) for row in header]
    for top, left, bottom, right in grid.merged:
        for place, row in enumerate(header):
            if top <= row <= bottom:
                parts[place][left : right + 1] = [grid.rows[top][left]] * (right + 1 - left)
    return parts


def shown_parts(parts: Sequence[Sequence[str]], wide: range) -> list[list[str]]:
    """Return header rows, the blanks of upper ones filled from the left: a year over its months.

    Only columns of counts are filled: what stands over the first of them is not of those before.
    """
    return [_filled(row, wide) for row in parts[:-1]] + [list(row) for row in parts[-1:]]


def headings(grid: Grid, header: Sequence[int]) -> list[str]:
    """Return the heading of each column, by which a mapping names it."""
    return [joined(column) for column in zip(*header_parts(grid, header), strict=True)]


def _filled(row: Sequence[str], wide: range) -> list[str]:
    filled = list(row)
    for column in wide[1:]:
        filled[column] = filled[column] or filled[column - 1]
    return filled
