"""Received: who sent what, how far it was understood, and what it can be used for.

Codes that a file does not say, or that the assessment does not declare, are empty: what was
refused is repeated nowhere.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from leadline.core.period import Period, Span

# What a contribution can be used for.
SERIES, TWO_TOTALS, NOTHING = "series", "two_totals", "nothing"
# Why it is not more: a code and what it says in English.
REASONS = {
    "no_counts": "nothing received",
    "rows_refused": "rows refused until they are mended",
    "nothing_read": "no row could be read",
    "stock": "a state at a moment, not a flow",
    "frequency": "neither months, weeks nor quarters",
    "window_short": "no whole period in baseline or window",
    "unsettled": "the window has not settled yet",
    "break_in_window": "a declared break in or near the window",
    "short_baseline": "less than a year of baseline",
    "stopped": "no value at the end of the window, nor after it",
    "incomplete": "periods of baseline or window missing",
}


class Contribution(NamedTuple):
    """Whose rows they are and what they count, whatever the channel."""

    source: str
    member: str
    theme: str
    indicator: str


@dataclass(frozen=True)
class Delivery:
    """What one input file holds of one contribution.

    Parameters
    ----------
    kind : str
        Kind of the input: ``counts``, ``context`` ...
    file, mapping : str
        As the assessment writes them; ``mapping`` is empty where the file needs none.
    n_received, n_read, n_refused : int
        Rows. What is neither read nor refused was left out, and a note says so.
    problems, notes : dict
        Code to the number of rows that have it, or of places where it is no row's.
    """

    contribution: Contribution
    kind: str
    file: str
    mapping: str
    n_received: int
    n_read: int
    n_refused: int
    problems: dict[str, int]
    notes: dict[str, int]


@dataclass(frozen=True)
class Received:
    """One contribution as the coordinator sees it, over all its files.

    A source or member that is declared and sent nothing has a row without files; a file, or
    lines of it, that do not say whose they are have a row without source and member.

    Parameters
    ----------
    files, mappings : tuple of str
        As the assessment writes them.
    n_received, n_read, n_refused : int
        Rows of all versions; see ``Delivery``.
    frequency : str
        That of most cells; ``total`` where there are only from-to totals, empty without cells.
    first, last : Period, Span or None
        Earliest and latest reported period, of what was known on the as-of date.
    baseline_share, window_share : float or None
        Share, 0..1, of the periods of that frequency for which there is a value; None where the
        frequency has none there.
    n_blank, n_small : int
        Cells without a value; cells given as ``<N``.
    known_on : date or None
        Latest version.
    use : str
        ``series``, ``two_totals`` or ``nothing``.
    reasons : tuple of str
        Codes of ``REASONS``: why it is not more, and what stands against the use meanwhile.
    """

    contribution: Contribution
    kind: str = "counts"
    files: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    n_received: int = 0
    n_read: int = 0
    n_refused: int = 0
    problems: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    frequency: str = ""
    first: Period | Span | None = None
    last: Period | Span | None = None
    baseline_share: float | None = None
    window_share: float | None = None
    n_blank: int = 0
    n_small: int = 0
    known_on: date | None = None
    use: str = NOTHING
    reasons: tuple[str, ...] = ()
