"""Scale: titles and headings that say that counts are not those of each period by itself.

They are in thousands or millions, or run over several periods.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from leadline.intake.grid import Grid
from leadline.words.calendar import fold

# A line of units may stand below the header.
_BELOW = 2


def line_of_scale(grid: Grid, header: int) -> int:
    """Return the first line down to the header whose text says so, 0 where none does."""
    return _line(grid, header, is_scaled)


def line_of_running(grid: Grid, header: int) -> int:
    """Return the first line that says that counts run over periods, 0 where none does."""
    return _line(grid, header, is_running)


def is_running(text: str) -> bool:
    """Whether a text says that a count sums several periods, or that periods are named by their end.

    Examples
    --------
    >>> is_running("Quarter ending"), is_running("Cumul depuis janvier"), is_running("Quarter")
    (True, True, False)
    """
    return _says(text, "running")


def is_scaled(text: str) -> bool:
    """Whether a text says that counts are in thousands or millions.

    Examples
    --------
    >>> is_scaled("Calls answered ('000)"), is_scaled("En milliers"), is_scaled("1'000 calls")
    (True, True, False)
    """
    return _says(text, "scale")


def _line(grid: Grid, header: int, says: Callable[[str], bool]) -> int:
    rows = range(min(header + _BELOW, len(grid.rows)))
    return next((grid.lines[at] for at in rows if any(map(says, grid.rows[at]))), 0)


def _says(text: str, kind: str) -> bool:
    return bool(text) and _phrases(kind).search(fold(text).replace("’", "'")) is not None


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    text = (files("leadline.intake.mapping") / "cells.toml").read_text(encoding="utf-8")
    phrases = sorted(map(fold, tomllib.loads(text)[kind]["phrases"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
