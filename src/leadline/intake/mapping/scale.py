"""Scale: titles and headings that say that counts are not those of each period by itself.

They are in thousands or millions, or run over several periods.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from leadline.intake.grid import Grid
from leadline.words.calendar import fold, terms

_SHORT = 3
_DAY = re.compile("(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er)?")
_QUARTER = re.compile(r"(?<!\w)(?:[qt][1-4]|quarters?|trimestres?|semestres?|الربع|الثلاثي)(?!\w)")
# A line of units may stand below the header.
_BELOW = 2


def line_of_scale(grid: Grid, header: int) -> int:
    """Return the first line down to the header whose text says so, 0 where none does."""
    return _line(grid, header, is_scaled)


def line_of_running(grid: Grid, header: int) -> int:
    """Return the first line that says that counts run over periods, 0 where none does."""
    return _line(grid, header, is_running)


def is_running(text: str) -> bool:
    """Whether a text says that counts sum several periods, or names periods by their end.

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


def line_of_part(grid: Grid, header: int) -> int:
    """Return the first line above the header that names months or quarters, 0 where none does."""
    above = range(header)
    return next((grid.lines[at] for at in above if any(map(names_part, grid.rows[at]))), 0)


def names_part(text: str) -> bool:
    """Whether a title names months or quarters, the date of a day left aside.

    Examples
    --------
    >>> names_part("Referrals, March to December 2019 and 2020"), names_part("As of 15 March 2021")
    (True, False)
    """
    words = re.findall(r"\w+", fold(text))
    months = {word: terms("").get(word, frozenset()) for word in words}
    named = [
        at for at, word in enumerate(words) if any(t.role == "month_name" for t in months[word])
    ]
    if len({words[at] for at in named}) > 1 or _QUARTER.search(" ".join(words)) is not None:
        return True
    # "May" and "mar" are other words too; a day before or after a month makes it a date.
    return any(len(words[at]) > _SHORT and not _is_of_day(words, at) for at in named)


def _is_of_day(words: Sequence[str], at: int) -> bool:
    beside = [*words[max(at - 2, 0) : at], *words[at + 1 : at + 2]]
    return any(_DAY.fullmatch(word) is not None for word in beside)


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
