"""Plan: what an assessment file asks for, with paths resolved and periods read.

Intake builds it from ``assessment.toml``; nothing after intake reads that file again.
"""

from dataclasses import dataclass
from datetime import date

from leadline.core.period import Frequency, Period


@dataclass(frozen=True)
class Member:
    """A member and its names by language."""

    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class Region:
    """A named set of members; regions may overlap."""

    id: str
    names: dict[str, str]
    members: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A contributing body. ``grade`` (Admiralty) stands in restricted editions only.

    ``language`` is that of letters to it; empty where the assessment's own is taken.
    """

    id: str
    type: str
    names: dict[str, str]
    grade: str
    language: str = ""


@dataclass(frozen=True)
class Input:
    """One input: its kind and its path, resolved against the assessment file.

    ``mapping`` is the path of its mapping file, empty where the input has our columns.
    """

    kind: str
    path: str
    shown_as: str
    mapping: str = ""


@dataclass(frozen=True)
class Break:
    """A declared practice break of a source; empty theme or indicator means all of them."""

    source: str
    start: Period
    theme: str
    indicator: str


@dataclass(frozen=True)
class Offending:
    """How far offending of a theme may have changed, as shares of what was usual, and why.

    ``evidence`` are ids of published figures that do not depend on victims who report.
    """

    theme: str
    least: float
    most: float
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class DisclosureRules:
    """Counts 1..threshold-1 are hidden; hidden cells stay ``width`` wide; rounding base."""

    threshold: int
    width: int
    round_to: int


@dataclass(frozen=True)
class Plan:
    """One assessment as declared.

    ``window`` is None when each member has its own (first measure to last); ``delay_within``
    maps a frequency to D, the number of periods within which counts mean "reported".
    """

    path: str
    id: str
    as_of: date
    seed: int
    languages: tuple[str, ...]
    handling: str
    edition_name: str
    title: dict[str, str]
    baseline: tuple[Period, Period]
    window: tuple[Period, Period] | None
    delay_within: dict[Frequency, int]
    disclosure: DisclosureRules
    members: tuple[Member, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    inputs: tuple[Input, ...]
    breaks: tuple[Break, ...]
    offending: tuple[Offending, ...] = ()

    @property
    def exercise(self) -> bool:
        """Whether any member is fictional."""
        return any(is_fictional(member.code) for member in self.members)


def is_fictional(code: str) -> bool:
    """Whether a member is one of exercises: ISO 3166-1 leaves QMA..QZZ to its users."""
    return "QMA" <= code[:3] <= "QZZ"
