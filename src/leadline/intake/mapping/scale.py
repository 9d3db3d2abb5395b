"""Scale: titles and headings that say that counts are given in thousands or millions."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from leadline.intake.grid import Grid
from leadline.words.calendar import fold

# A line of units may stand below the header.
_BELOW = 2


def line_of_scale(grid: Grid, header: int) -> int:
    """Return the first line down to the header whose text says so, 0 where none does."""
    rows = range(min(header + _BELOW, len(grid.rows)))
    return next((grid.lines[at] for at in rows if any(map(is_scaled, grid.rows[at]))), 0)


def is_scaled(text: str) -> bool:
    """Whether a text says that counts are in thousands or millions.

    Examples
    --------
    >>> is_scaled("Calls answered ('000)"), is_scaled("En milliers"), is_scaled("1'000 calls")
    (True, True, False)
    """
    return bool(text) and _phrases().search(fold(text).replace("’", "'")) is not None


@cache
def _phrases() -> re.Pattern[str]:
    text = (files("leadline.intake.mapping") / "cells.toml").read_text(encoding="utf-8")
    phrases = sorted(map(fold, tomllib.loads(text)["scale"]["phrases"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
