"""Trace: from a printed number back to what it rests on."""

import re
from dataclasses import dataclass

_FORM = re.compile(r"(F[0-9]{2,})\.([A-Za-z0-9_-]+)\.([0-9A-Z_]+|undated)\.([a-z_]+(?:[0-9]{2})?)")


@dataclass(frozen=True)
class NumberId:
    """The four parts of a number id."""

    finding: str
    subject: str
    period: str
    suffix: str

    @classmethod
    def parse(cls, text: str) -> "NumberId":
        """Read ``F12.KEN.2020Q2.mid``.

        Raises
        ------
        ValueError
            The text has another form.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError("not a number id")
        return cls(*match.groups())


@dataclass(frozen=True)
class CellTrace:
    """Lines of one contributed file that a number rests on, as closed ranges.

    ``references`` say where lines that were typed stand in the document they come from.
    """

    file: str
    lines: tuple[tuple[int, int], ...]
    references: tuple[str, ...] = ()


def line_ranges(lines: list[int]) -> tuple[tuple[int, int], ...]:
    """Fold line numbers into closed ranges.

    Examples
    --------
    >>> line_ranges([4, 2, 3, 9])
    ((2, 4), (9, 9))
    """
    ranges: list[tuple[int, int]] = []
    for line in sorted(set(lines)):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], line)
        else:
            ranges.append((line, line))
    return tuple(ranges)
