"""Questions: what only the contributor can answer. A question never changes a number."""

from dataclasses import dataclass

from leadline.core.counts import SeriesKey
from leadline.core.period import Period, Span


@dataclass(frozen=True)
class Question:
    """One question about one series of one contributor.

    ``step``: the level changed and nobody declared why; ``step_common``: so did many series of
    the source at that time. Period: the first after the step. Numbers: the mean count a period
    in the year before it, and in the year from it on; none where a year has no count.

    ``spike``: one value far from its neighbours. Period: its own. Numbers: the value, and the
    median of its neighbours.

    ``total_differs``: the parts of a total, as sent, do not sum to it. Periods: the total, the
    first and the last part. ``channels_differ``: the channels exceed the channel of all reports.
    Period: that of both. Numbers of either: the total, lower and upper end, and the same of the
    sum; file and row are the total's.

    ``stopped``: no value from some period to the end of the window; ``stopped_measures``: since
    the measures began. Period: the last with a value. ``paused``: no value for a time. Periods:
    the first and the last that lack one. ``began_late``: no value where the baseline begins.
    Period: the first with a value. None of them has numbers.

    Parameters
    ----------
    reason : str
        A code with a message in each language.
    periods : tuple of Period or Span
        Where; the reason says what it is.
    numbers : tuple of int
        What the question quotes of the contributor's own counts; the reason says what they are.
    file, row : str, int
        A line that the question is about; empty and 0 where there is no single one.
    """

    reason: str
    key: SeriesKey
    periods: tuple[Period | Span, ...]
    numbers: tuple[int, ...] = ()
    file: str = ""
    row: int = 0
