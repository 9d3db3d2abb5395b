"""Findings: what was computed, before anybody decided what may be seen. No prose.

A finding is one question put to one kind of count (kind x source x theme x indicator x
channel). It holds a statement for each subject: a region (a fixed panel of members) or a member.
"""

from dataclasses import dataclass
from enum import StrEnum

from leadline.core.code import Indicator
from leadline.core.figure import Figure
from leadline.core.period import Period, Span
from leadline.core.question import Question

# What stands for the frequency of a finding on two totals.
TOTAL = "total"


class Kind(StrEnum):
    """The finding kinds, in the order in which they are numbered and printed."""

    CHANGE = "change"
    AFTERMATH = "aftermath"
    COMPARISON = "comparison"
    UNACCOUNTED = "unaccounted"
    LATE = "late"
    NEVER_REPORTED = "never_reported"
    DELAY_SHIFT = "delay_shift"


# Findings that count a report in the period in which the offence occurred.
BY_OCCURRENCE = (Kind.UNACCOUNTED, Kind.LATE, Kind.NEVER_REPORTED, Kind.DELAY_SHIFT)
# What keeps a finding's number over releases begins with it; 2 to 6 are of rows that are none.
_ORDER = {
    Kind.CHANGE: "0",
    Kind.AFTERMATH: "1",
    Kind.COMPARISON: "2",
    Kind.LATE: "7",
    Kind.UNACCOUNTED: "8",
    Kind.NEVER_REPORTED: "9",
    Kind.DELAY_SHIFT: "A",
}


@dataclass(frozen=True)
class Estimate:
    """Observed and expected of one subject in one period.

    Parameters
    ----------
    observed : tuple of int
        (lower, upper), equal when the count is exact; empty where the period is not complete
        in every member of the subject.
    expected : tuple of int
        The 23 quantiles of the expected count; empty where none was computed. By occurrence: of
        what would be in by now; of a late finding, of what will be in within D periods.
    complete : tuple of int
        By occurrence: the 23 quantiles of what was expected within D periods; else empty.
    delays : tuple of float
        Of a delay shift: lower end, middle and upper end of the median delay, then of the delay
        within which nine in ten are in, in periods, and in the window how both moved; else empty.
    dots : tuple of int
        Equally likely outcomes, ascending, of what was never reported, with offending drawn
        evenly from its range; empty where none was declared.
    """

    period: Period | Span
    observed: tuple[int, ...]
    expected: tuple[int, ...]
    complete: tuple[int, ...] = ()
    delays: tuple[float, ...] = ()
    dots: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the grading rules look at.

    Parameters
    ----------
    expected_per_period : float
        Median expected count a period.
    n_members, n_members_of : int
        Members in the fixed panel, members of the subject.
    against : float
        Share of panel members, of those large enough for a claim, that point the other way.
    has_break : bool
        A practice break lies inside the baseline of a panel member.
    baseline_years : float
    wild_end : bool
        The last quarter of the baseline was itself not as expected from before it.
    has_sheet, deduplicated : bool
        A series sheet says what was counted; it says duplicates were removed.
    sources_agree : int
        1: another source moved the same way; -1: the other way; 0: there is none.
    placebo : str
        holds, fails or not_assessable; empty where none is computed.
    two_totals : bool
        There is no series: one earlier total stands for all that was before.
    share_before, share_after : float
        Share of the total's days that lie before, and after, the window.
    share_late : float
        Share of the reports within D periods that are still on their way.
    """

    expected_per_period: float
    n_members: int
    n_members_of: int
    against: float
    has_break: bool
    baseline_years: float
    wild_end: bool
    has_sheet: bool
    deduplicated: bool
    sources_agree: int
    placebo: str
    two_totals: bool = False
    share_before: float = 0.0
    share_after: float = 0.0
    share_late: float = 0.0


@dataclass(frozen=True)
class Statement:
    """What a finding says of one subject.

    Parameters
    ----------
    subject : str
        Region id or member code.
    members : tuple of str
        The fixed panel: members complete in baseline and window.
    members_of : int
        How many members the subject has.
    coverage : float or None
        Share of the child population covered; None when not known.
    totals : tuple of Estimate
        The headline period first, then its parts by quarter; on two totals the earlier one, of
        which nothing was expected.
    path : tuple of Estimate
        Period by period, baseline included.
    facts : Facts or None
        What confidence will be graded on, after release; None when the statement is withheld, or
        is graded with another.
    evidence : tuple of str
        What it rests on: series labels, figure ids.
    withheld : str
        A reason code when nothing may be claimed, else empty.
    """

    subject: str
    is_region: bool
    members: tuple[str, ...]
    members_of: int
    coverage: float | None
    totals: tuple[Estimate, ...]
    path: tuple[Estimate, ...]
    rung: int
    facts: Facts | None
    evidence: tuple[str, ...]
    withheld: str = ""


@dataclass(frozen=True)
class Finding:
    """One question with its statements.

    Parameters
    ----------
    within : int
        D: by occurrence, reports count within so many periods; else 0.
    offending : tuple of float
        Of what was never reported: how far offending may have changed, as shares of what was
        usual (least, most); empty where nobody says.
    """

    kind: Kind
    source: str
    indicator: Indicator
    channel: str
    frequency: str
    statements: tuple[Statement, ...]
    within: int = 0
    offending: tuple[float, ...] = ()

    @property
    def key(self) -> str:
        """The text by which findings are sorted and keep their number over releases."""
        kind = self.indicator
        parts = (kind.theme, kind.code, self.channel, self.source, self.frequency)
        return "|".join((_ORDER[self.kind], *parts))


@dataclass(frozen=True)
class Comparison:
    """A published figure beside our counts.

    ``verdict`` is ``agree``, ``differ`` or ``not_comparable`` with its ``reason``; ``finding_key``
    and ``subject`` point to the change it was set beside. ``restricted`` figures stand in
    restricted editions only.
    """

    figure: Figure
    verdict: str
    reason: str
    finding_key: str = ""
    subject: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Gap:
    """Evidence that is not there.

    ``kind`` is ``not_contributed``, ``not_comparable``, ``too_small`` or ``question``;
    ``member`` is empty when no member contributed to a theme. ``restricted`` gaps stand in
    restricted editions only.
    """

    kind: str
    reason: str
    member: str
    source: str
    theme: str
    indicator: str
    restricted: bool = False


@dataclass(frozen=True)
class Use:
    """What the counts of one indicator from one source of a member can be used for.

    ``use`` is ``series`` (in a fixed panel), ``totals`` (two totals are compared), ``stopped``
    (they end before the window does) or ``other``. ``restricted`` as of the indicator.
    """

    member: str
    source: str
    theme: str
    indicator: str
    use: str
    restricted: bool = False


@dataclass(frozen=True)
class PlaceboResult:
    """How the same computation did in an earlier window where nothing had happened.

    ``basis`` says by what counts stand in a period: ``reported`` or ``occurred``. Of ``nowcast``
    it is how past nowcasts did, over the time of the window.
    """

    frequency: str
    window: Span
    verdict: str
    n_series: int
    n_effective: float
    coverage: float | None
    coverage_lower: float | None
    coverage_upper: float | None
    basis: str = "reported"


@dataclass(frozen=True)
class MeasureSpell:
    """A measure in a place: first and last period in force, and in how many of them it was on.

    ``members`` are those it applies to: the place itself, or the parts that inherit its rows.
    """

    member: str
    members: tuple[str, ...]
    measure: str
    first: Period
    last: Period
    n_on: int
    peak: float
    source: str


@dataclass(frozen=True)
class Assessment:
    """All findings of one assessment, before disclosure control.

    ``questions`` are for the contributor of the series and for nobody else: they quote counts as
    they were sent. A release has their gaps only. Of ``uses`` it has how many members have each.
    """

    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    gaps: tuple[Gap, ...]
    placebos: tuple[PlaceboResult, ...]
    measures: tuple[MeasureSpell, ...]
    questions: tuple[Question, ...] = ()
    uses: tuple[Use, ...] = ()
