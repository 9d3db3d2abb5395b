"""Letters: what one contributor is told of its own contribution, and asked. No prose.

A letter holds nothing of any other contributor: no count, no name, no file that others have a
part in, and nothing that was learned from counts of others but that there is a question.
"""

from dataclasses import dataclass
from datetime import date

from leadline.core.counts import SeriesKey
from leadline.core.error import Problem
from leadline.core.period import Period, Span
from leadline.core.plan import DisclosureRules
from leadline.core.question import Question
from leadline.core.received import Received


@dataclass(frozen=True)
class Parcel:
    """What one file holds of the contributor, over all its versions.

    Parameters
    ----------
    file : str
        As the assessment writes it; empty where others have rows in it too.
    n_received, n_read, n_refused, n_members, n_indicators : int
        Of the contributor; members and indicators of rows that were read.
    first, last : Period, Span or None
        Earliest and latest reported period; None where nothing was read.
    versions : tuple of date
        Ascending.
    problems : dict
        Code to the number of the contributor's rows that have it; where ``file`` is named the
        problems themselves stand in the letter.
    """

    file: str
    n_received: int
    n_read: int
    n_refused: int
    n_members: int
    n_indicators: int
    first: Period | Span | None
    last: Period | Span | None
    versions: tuple[date, ...]
    problems: dict[str, int]


@dataclass(frozen=True)
class Understood:
    """A contribution as it was understood: what status says of it, and what its sheet says.

    ``received`` names no files here: they stand in the parcels.
    """

    received: Received
    channels: tuple[str, ...]
    breaks: tuple[Period, ...]
    has_sheet: bool


@dataclass(frozen=True)
class Curve:
    """One series as it was read, period by period, from its first to its last.

    ``lower`` and ``upper`` are equal where the count is exact, and None where there is none.
    """

    key: SeriesKey
    periods: tuple[Period, ...]
    lower: tuple[int | None, ...]
    upper: tuple[int | None, ...]


@dataclass(frozen=True)
class Request:
    """One thing that would help.

    Parameters
    ----------
    kind : str
        ``counts``, ``mend``, ``periods``, ``monthly``, ``earlier``, ``sheet``, ``longer`` or
        ``occurred``.
    n : int
        Contributions that it would help; for ``mend`` rows, for ``counts`` 0.
    spans : tuple of (Period, Period)
        First and last of each run of periods that is asked for.
    """

    kind: str
    n: int
    spans: tuple[tuple[Period, Period], ...] = ()


@dataclass(frozen=True)
class Letter:
    """All that one contributor is told and asked, texts of the assessment in its language.

    Parameters
    ----------
    source, name : str
        The contributor's id and name. Its grade is not for it and is not here.
    language, title : str
        Language of the letter, title of the assessment.
    handling : str
        Mark of the letter: the closest of its data, and never more open than its organization.
    marks : tuple of str
        How the contributor itself marked its series, from open to close; empty without sheets.
    baseline, window : (Period, Period)
        First and last, both included.
    is_exercise : bool
        Members and numbers are invented.
    members : dict
        Names of the members for which the contributor sent rows, and of no others, by code.
    problems : tuple of Problem
        Of files that are the contributor's alone, named as the assessment names them.
    questions : tuple of Question
        In the order in which they are asked.
    """

    source: str
    name: str
    language: str
    title: str
    as_of: date
    handling: str
    marks: tuple[str, ...]
    baseline: tuple[Period, Period]
    window: tuple[Period, Period]
    disclosure: DisclosureRules
    is_exercise: bool
    members: dict[str, str]
    parcels: tuple[Parcel, ...]
    understood: tuple[Understood, ...]
    curves: tuple[Curve, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    requests: tuple[Request, ...]
