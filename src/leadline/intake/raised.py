"""Raised: digits above the line, a note to a reader and a part of the number to a program."""

from collections.abc import Sequence
from itertools import pairwise

# A piece of a cell's text, and whether it stands above or below the line.
Run = tuple[str, bool]


def joins_digits(runs: Sequence[Run]) -> bool:
    """Whether a raised digit stands right beside one on the line.

    Examples
    --------
    >>> joins_digits([("76", False), ("2", True)]), joins_digits([("Police", False), ("2", True)])
    (True, False)
    """
    kept = [(text.strip(), is_raised) for text, is_raised in runs if text.strip()]
    return any(
        before != after and left[-1].isdigit() and right[0].isdigit()
        for (left, before), (right, after) in pairwise(kept)
    )
