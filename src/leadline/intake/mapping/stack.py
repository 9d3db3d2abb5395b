"""Stack: tables that stand under each other on one sheet, told by a heading that comes again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leadline.intake.grid import Grid
from leadline.intake.mapping.find import is_number, is_period
from leadline.words.calendar import fold

_LEAST_EQUAL = _LEAST_PERIODS = 2


def repeated(grid: Grid, header: int, body: range) -> Iterator[int]:
    """Yield the rows of a body that say again what its heading says.

    Most columns have the same text; or some have, and all others hold periods: those of the next
    year, which would be read as counts.
    """
    known = {text for text in grid.rows[header] if text.strip()}
    heading = [fold(text) for text in grid.rows[header]]
    return (
        row
        for row in body
        # Folding every cell of a large sheet would take longer than reading it.
        if not known.isdisjoint(grid.rows[row]) and _repeats(grid.rows[row], heading)
    )


def _repeats(texts: Sequence[str], heading: Sequence[str]) -> bool:
    pairs = [(text.strip(), name) for text, name in zip(texts, heading, strict=True) if name]
    equal = [name for text, name in pairs if fold(text) == name]
    if len(equal) >= _LEAST_EQUAL and len(equal) * 2 > len(pairs):
        return True
    others = [text for text, name in pairs if text and fold(text) != name]
    is_named = any(not is_number(name) for name in equal)
    return is_named and len(others) >= _LEAST_PERIODS and all(map(is_period, others))


def first_of(grid: Grid, header: Sequence[int]) -> tuple[Grid, int | None]:
    """Return a sheet down to the end of its first table, and the line of the next heading.

    The line is None, and the sheet is whole, where the heading does not come again.
    """
    again = next(repeated(grid, header[-1], range(header[-1] + 1, len(grid.rows))), None)
    if again is None:
        return grid, None
    upwards = range(again - 1, header[-1], -1)
    last = next((row for row in upwards if any(map(is_number, grid.rows[row]))), again - 1)
    stop = last + 1
    merged = tuple(each for each in grid.merged if each[0] < stop)
    own = replace(grid, lines=grid.lines[:stop], rows=grid.rows[:stop], merged=merged)
    return own, grid.lines[again]
