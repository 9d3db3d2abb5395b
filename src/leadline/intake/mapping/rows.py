"""Rows: the body of a sheet row by row: what its keys say, and its cells of counts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from collections.abc import Mapping as Table
from dataclasses import dataclass
from itertools import pairwise

from leadline.intake.grid import Grid
from leadline.intake.mapping.file import Mapping
from leadline.intake.mapping.layout import NO_COLUMN, Layout
from leadline.intake.mapping.match import Labels
from leadline.intake.mapping.number import Cell
from leadline.intake.mapping.reading import Reader
from leadline.intake.mapping.stack import repeated
from leadline.intake.problem import Report


@dataclass(frozen=True)
class Row:
    """One row with a number in it.

    Parameters
    ----------
    texts : mapping
        Our column to the texts that the keys give for it.
    cells : tuple of Cell
        Those of ``Layout.counted``.
    """

    line: int
    is_total: bool
    texts: Table[str, tuple[str, ...]]
    cells: tuple[Cell, ...]


def rows_of(
    grid: Grid, layout: Layout, mapping: Mapping, reader: Reader, *, report: Report
) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the rows with numbers, totals rows among them, and the lines without any."""
    skipped = set(mapping.declared.sheet.skip_rows)
    is_total = Labels(mapping.declared.sheet.drop_totals)
    keys = _key_texts(grid, layout, mapping)
    refused = _refused(grid, layout)
    longer = _longer(grid, layout)
    again = set(repeated(grid, layout.body.start - 1, layout.body))
    rows, without = [], []
    for at, said in zip(layout.body, keys, strict=True):
        line = grid.lines[at]
        if line in skipped:
            continue
        if at in longer:
            expected = grid.widths[layout.body.start - 1]
            report.add("row_length", grid.file, row=line, expected=expected)
            continue
        if at in again:
            report.add("header_repeated", grid.file, row=line)
            continue
        if at in refused:
            for column, code in sorted(refused[at].items()):
                report.add(code, grid.file, row=line, number=column + 1)
            continue
        texts = [grid.rows[at][column] for column in layout.counted]
        if any(text.strip() for text in texts):
            total = any(text in is_total for each in said.values() for text in each)
            rows.append(Row(line, total, said, tuple(map(reader.number, texts))))
        elif any(text.strip() for text in grid.rows[at]):
            without.append(line)
    return tuple(rows), tuple(without)


def _key_texts(
    grid: Grid, layout: Layout, mapping: Mapping
) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield, for each row of the body, what its keys say."""
    columns = {column: _column(grid, layout, column) for column, _ in layout.keys}
    filled = Labels(mapping.declared.sheet.fill_down)
    named = (c for c in columns if c != NO_COLUMN and layout.names[c] in filled)
    begins: set[int] = set()
    for column in sorted(named):
        alone = _alone(grid, layout, mapping, columns[column])
        columns[column] = _filled_down(columns[column], alone=alone, begins=begins)
        begins |= _changes(columns[column])
    for row in range(len(layout.body)):
        texts: dict[str, tuple[str, ...]] = {}
        for column, ours in layout.keys:
            for name in ours:
                texts[name] = (*texts.get(name, ()), columns[column][row])
        yield texts


def _column(grid: Grid, layout: Layout, column: int) -> list[str]:
    """Return a column of the body, what is merged filled in all its rows."""
    body = layout.body
    if column == NO_COLUMN:
        return [grid.sheet] * len(body)
    texts = [grid.rows[row][column] for row in body]
    for top, left, bottom, right in grid.merged:
        if left <= column <= right and top in body:
            place = slice(top - body.start, min(bottom + 1, body.stop) - body.start)
            texts[place] = [grid.rows[top][left]] * len(texts[place])
    return texts


def _alone(grid: Grid, layout: Layout, mapping: Mapping, texts: Sequence[str]) -> set[int]:
    """Return the rows whose label is theirs alone: of totals, or in a line that is skipped."""
    skipped = set(mapping.declared.sheet.skip_rows)
    is_total = Labels(mapping.declared.sheet.drop_totals)
    lines = (grid.lines[at] for at in layout.body)
    labelled = (row for row in enumerate(zip(lines, texts, strict=True)) if row[1][1])
    return {row for row, (line, text) in labelled if line in skipped or text in is_total}


def _filled_down(texts: Sequence[str], *, alone: Set[int], begins: Set[int]) -> list[str]:
    """Return labels with blanks filled from above.

    Parameters
    ----------
    alone : rows whose label does not go on below them
    begins : rows in which a group further left begins, and no label comes from above
    """
    filled: list[str] = []
    above = ""
    for row, text in enumerate(texts):
        filled.append(text or ("" if row in begins else above))
        above = "" if row in alone else filled[-1]
    return filled


def _changes(texts: Sequence[str]) -> set[int]:
    """Return the rows whose label is another than that of the row before."""
    return {row for row, pair in enumerate(pairwise(texts), start=1) if pair[0] != pair[1]}


def _longer(grid: Grid, layout: Layout) -> set[int]:
    """Return the rows of delimited text with more fields than the header: a comma shifted them.

    None are where all end in one more mark; rows with fewer fields are notes, or end early.
    """
    if not grid.widths:
        return set()
    expected = grid.widths[layout.body.start - 1]
    full = {at for at in layout.body if grid.widths[at] >= expected}
    one_width = len({grid.widths[at] for at in full}) == 1
    return set() if one_width else {at for at in full if grid.widths[at] > expected}


def _refused(grid: Grid, layout: Layout) -> dict[int, dict[int, str]]:
    """Return by row the columns that hold no text, or counts merged with others, and why."""
    used = {*layout.counted, *(column for column, _ in layout.keys)}
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), code in grid.refused.items():
        if column in used:
            found[row][column] = code
    for top, left, bottom, right in grid.merged:
        inside = [c for c in layout.counted if left <= c <= right]
        if inside and (len(inside) > 1 or bottom > top) and grid.rows[top][left]:
            found[top][inside[0]] = "counts_merged"
    return found
