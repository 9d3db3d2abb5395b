"""Rows: the body of a sheet row by row: what its keys say, and its cells of counts."""

from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass

from leadline.intake.grid import Grid
from leadline.intake.mapping.file import Mapping
from leadline.intake.mapping.layout import NO_COLUMN, Layout
from leadline.intake.mapping.match import Labels
from leadline.intake.mapping.number import Cell
from leadline.intake.mapping.reading import Reader
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
    rows, without = [], []
    for at, said in zip(layout.body, keys, strict=True):
        line = grid.lines[at]
        if line in skipped or _is_refused(grid, layout, at, report=report):
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
    for column in columns:
        if column != NO_COLUMN and layout.names[column] in filled:
            columns[column] = _filled_down(columns[column])
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


def _filled_down(texts: list[str]) -> list[str]:
    filled = list(texts)
    for row in range(1, len(filled)):
        filled[row] = filled[row] or filled[row - 1]
    return filled


def _is_refused(grid: Grid, layout: Layout, at: int, *, report: Report) -> bool:
    """Report cells that hold no text, and counts that are merged with others."""
    used = {*layout.counted, *(column for column, _ in layout.keys)}
    found = {c: code for (row, c), code in grid.refused.items() if row == at and c in used}
    for top, left, bottom, right in grid.merged:
        inside = [c for c in layout.counted if left <= c <= right]
        if top == at and inside and (len(inside) > 1 or bottom > top) and grid.rows[at][left]:
            found[inside[0]] = "counts_merged"
    for column, code in sorted(found.items()):
        report.add(code, grid.file, row=grid.lines[at], number=column + 1)
    return bool(found)
