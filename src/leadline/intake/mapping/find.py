"""Find: where on an unknown sheet the header stands, and which columns hold counts."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from leadline.core.period import Period, Span
from leadline.intake.grid import Grid
from leadline.intake.mapping.heading import header_parts, shown_parts
from leadline.intake.mapping.match import joined
from leadline.intake.mapping.period import read_period
from leadline.intake.mapping.vocabulary import column_of
from leadline.intake.table import EXCEL_DATE
from leadline.words.calendar import fold

# A header lies among the first rows, under a title at most.
_LOOKED_AT = 60
_LEAST_PERIODS = _LEAST_HEADINGS = 2
# Units or a blank row may stand between the header and the first numbers.
_MOST_BETWEEN = 3
_NUMBER = re.compile(r"[<≤]?\s*[0-9][0-9\s.,'’٬٫]*\S?")
_BEGINS = re.compile(r"\s*[-−(<≤]*\s*[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Any year serves to see that a bare name is that of a month or quarter.
_SOME_YEAR = 2000
# Texts whose meaning is kept: most cells of a sheet repeat others.
_KEPT = 10_000


@dataclass(frozen=True)
class Found:
    """A table on a sheet; rows and columns are counted from 0.

    Parameters
    ----------
    header : tuple of int
        One row, or the years and the months below them.
    wide : range
        Columns whose headings are periods; empty where periods stand in rows.
    """

    header: tuple[int, ...]
    wide: range


def find_table(grid: Grid) -> Found | None:
    """Return where the table stands, None where nothing looks like one."""
    rows = range(min(len(grid.rows), _LOOKED_AT))
    periods = {row: _period_columns(grid, row) for row in rows}
    best = max(rows, key=lambda row: len(periods[row]), default=0)
    if len(periods.get(best, ())) >= _LEAST_PERIODS:
        columns = periods[best]
        return Found(_with_years(grid, best, columns), range(columns[0], columns[-1] + 1))
    header = _long_header(grid, rows)
    return None if header is None else Found(_with_groups(grid, header), range(0))


@lru_cache(maxsize=_KEPT)
def is_number(text: str) -> bool:
    """Whether a text is a number, in whatever digits and marks."""
    if text.isascii() and text.isdigit():
        return True
    return _NUMBER.fullmatch(unicodedata.normalize("NFKC", _latin(text)).strip()) is not None


@lru_cache(maxsize=_KEPT)
def readings(text: str, *, year: int | None = None) -> tuple[Period | Span, ...]:
    """Return every reading of a label as a period, whatever its language."""
    if text.startswith(EXCEL_DATE):
        return (Period.parse(text.removeprefix(EXCEL_DATE)),)
    return read_period(text, language="", year=year)


def is_year(text: str) -> bool:
    """Whether a text is a year of four digits."""
    return _YEAR.fullmatch(_latin(text).strip()) is not None


def is_period(text: str) -> bool:
    """Whether a text is a year, or names a period."""
    return is_year(text) or _is_name_of_period(text)


def year_apart(parts: Sequence[str], *, title: int | None) -> tuple[int, int] | None:
    """Return a year and the first month of what stands apart from it, None for other texts.

    Parameters
    ----------
    title : int, optional
        The year of the title, for parts without any.
    """
    years = list(filter(is_year, parts))
    rest = joined(text for text in parts if text not in years)
    year = int(_latin(years[0]).strip()) if len(years) == 1 else title
    if len(years) > 1 or year is None or not rest or readings(rest):
        return None
    found = readings(rest, year=year)
    return (year, found[0].first.month) if len(found) == 1 else None


def values_below(grid: Grid, header: Sequence[int], column: int) -> Iterator[str]:
    """Yield what stands in a column below the header, down to the last row with a number."""
    first = header[-1] + 1
    upwards = range(len(grid.rows) - 1, first - 1, -1)
    last = next((at for at in upwards if any(map(is_number, grid.rows[at]))), first - 1)
    return (row[column] for row in islice(grid.rows, first, last + 1) if row[column].strip())


def _latin(text: str) -> str:
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text
    )


def _period_columns(grid: Grid, row: int) -> list[int]:
    texts = grid.rows[row]
    years = [_YEAR.fullmatch(_latin(text).strip()) for text in texts]
    whole = [int(found[0]) for found in years if found]
    is_counting = bool(whole) and all(b - a in (0, 1) for a, b in itertools.pairwise(whole))
    found = [
        column
        for column, text in enumerate(texts)
        if text.strip() and (is_counting if years[column] else _is_name_of_period(text))
    ]
    return [column for column in found if any(map(_is_amount, values_below(grid, (row,), column)))]


def _is_amount(text: str) -> bool:
    """Whether a text is a number, or begins as one: a month of these is left to be refused."""
    return is_number(text) or (_BEGINS.match(_latin(text)) is not None and not is_period(text))


def _is_name_of_period(text: str) -> bool:
    return not is_number(text) and bool(readings(text) or readings(text, year=_SOME_YEAR))


def _with_years(grid: Grid, row: int, columns: Sequence[int]) -> tuple[int, ...]:
    """Return the header row, with the row above it where that holds the years."""
    if row == 0 or all(readings(grid.rows[row][column]) for column in columns):
        return (row,)
    parts = shown_parts(header_parts(grid, (row - 1, row)), range(columns[0], columns[-1] + 1))
    above = [joined(column) for column in zip(*parts, strict=True)]
    years = {parts[0][column] for column in columns if is_year(parts[0][column])}
    # Years that stand above the middle of their months are years all the same.
    is_read = len(years) >= _LEAST_PERIODS or all(readings(above[column]) for column in columns)
    return (row - 1, row) if is_read else (row,)


def _with_groups(grid: Grid, row: int) -> tuple[int, ...]:
    """Return the header row, with the row below it where headings stand over several others."""
    if _first_numbers(grid, row) <= row + 1 or row + 1 >= len(grid.rows):
        return (row,)
    above, below = (list(map(str.strip, grid.rows[at])) for at in (row, row + 1))
    begins = [column for column, text in enumerate(above) if text]
    ends = [*begins[1:], len(above)]
    n_below = (sum(map(bool, below[a:b])) for a, b in zip(begins, ends, strict=True))
    grouped = any(n >= _LEAST_HEADINGS for n in n_below)
    return (row, row + 1) if grouped else (row,)


def _long_header(grid: Grid, rows: range) -> int | None:
    """Return the row with most headings that we know, the first full one where none is known."""
    known = {
        row: sum(column_of(text) is not None for text in grid.rows[row] if text.strip())
        for row in rows
        if _may_be_header(grid.rows[row]) and _first_numbers(grid, row) <= row + _MOST_BETWEEN
    }
    return max(known, key=lambda row: known[row], default=None)


def _may_be_header(texts: Sequence[str]) -> bool:
    """Whether a row holds two texts or more, all different."""
    words = [fold(text) for text in texts if fold(text)]
    n_words = sum(not is_number(word) for word in words)
    return n_words >= _LEAST_HEADINGS and len(set(words)) == len(words)


def _first_numbers(grid: Grid, row: int) -> int:
    later = range(row + 1, len(grid.rows))
    return next((r for r in later if any(map(is_number, grid.rows[r]))), len(grid.rows))


def between(grid: Grid, header: Sequence[int]) -> list[int]:
    """Return the rows between the header and the first numbers that hold something."""
    later = range(header[-1] + 1, _first_numbers(grid, header[-1]))
    return [row for row in later if any(text.strip() for text in grid.rows[row])]
