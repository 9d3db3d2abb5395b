"""Shortfall by occurrence: what is late, what is not accounted for, what offending could explain.

All counts mean "reported within D periods". What is not accounted for is a change like any other:
reports so far beside those that would be in by now. It is not said to be never reported: fewer
offences leave fewer reports too. Bounds on that part are set only for channels that depend on
victims or witnesses, and only over a range of offending that the assessment declares.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from leadline.assess.change import Setting, findings_of
from leadline.assess.comparable import Comparable, Group, groups
from leadline.assess.grade import RUNG_TRIANGLE
from leadline.core.draws import Draws
from leadline.core.finding import Estimate, Finding, Kind, Statement
from leadline.core.period import Span
from leadline.core.plan import Offending

# Fewer reports than this, before the window or in it, tell no delay.
LEAST_REPORTS = 30
_ENDS = (0.025, 0.5, 0.975)
N_DOTS = 50
# Multiples of it fill any range evenly, in whatever number.
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, eq=False)
class Phase:
    """Occurrence periods before the window, or in it.

    Parameters
    ----------
    n_reports : int
        From them, so far.
    delays : float [quantile, draw]
        Within how many periods half, and nine in ten, of the reports are in.
    """

    n_reports: int
    delays: NDArray[np.float64]


class TellDelays(Protocol):
    """Returns how delays were before the window and in it, of some series together."""

    def __call__(self, series: Sequence[int], /) -> tuple[Phase, Phase]: ...


@dataclass(frozen=True, eq=False)
class Shortfall:
    """Series by occurrence, beside what was expected and what is still on its way.

    Parameters
    ----------
    comparable : Comparable
        Reports so far; ``draws`` are of what would be in by now, ``complete`` of what was
        expected within D.
    nowcast : Draws
        Reports within D, over the same axis.
    within, followed : int
        D, and up to which delay the window's reports could be followed, in periods.
    before : slice
        The periods before the window with whose delays those in it are compared.
    delays : TellDelays
    """

    comparable: Comparable
    nowcast: Draws
    within: int
    followed: int
    before: slice
    delays: TellDelays


def assess_shortfall(shortfall: Shortfall, setting: Setting) -> tuple[Finding, ...]:
    """Return what is not accounted for, late and never reported, and how delays shifted."""
    c = shortfall.comparable
    unaccounted = findings_of(Kind.UNACCOUNTED, c, setting)
    late = replace(c, draws=shortfall.nowcast, complete=None)
    found = (
        *unaccounted,
        *findings_of(Kind.LATE, late, setting),
        *_never_reported(unaccounted, c, setting),
    )
    return (
        *(replace(finding, within=shortfall.within) for finding in found),
        *(_delay_shift(finding, shortfall) for finding in _beside(unaccounted, Kind.DELAY_SHIFT)),
    )


def _beside(unaccounted: Iterable[Finding], kind: Kind) -> Iterator[Finding]:
    """Yield findings of another kind on the same counts, which are not graded again."""
    for finding in unaccounted:
        statements = tuple(
            replace(s, path=(), facts=None, rung=RUNG_TRIANGLE) for s in finding.statements
        )
        yield replace(finding, kind=kind, statements=statements)


def _never_reported(
    unaccounted: Iterable[Finding], c: Comparable, setting: Setting
) -> tuple[Finding, ...]:
    return tuple(
        _bounded(finding, c, setting.offending.get(finding.indicator.theme))
        for finding in _beside(unaccounted, Kind.NEVER_REPORTED)
        if finding.channel in setting.codelists.victim_channels
    )


def _bounded(finding: Finding, c: Comparable, offending: Offending | None) -> Finding:
    """Return a finding with the range of offending over which it is bounded, and why that one."""
    if offending is None:
        return finding
    members = _members(finding, c)
    statements = tuple(
        replace(
            s,
            totals=tuple(_dotted(s.totals, _series(s, members), c, offending)),
            evidence=(*s.evidence, *offending.evidence),
        )
        for s in finding.statements
    )
    return replace(finding, statements=statements, offending=(offending.least, offending.most))


def _dotted(
    totals: Sequence[Estimate], series: Sequence[int], c: Comparable, offending: Offending
) -> Iterator[Estimate]:
    """Yield totals, the first with outcomes of what was never reported."""
    assert c.complete is not None, "by occurrence"
    for place, estimate in enumerate(totals):
        if place or not estimate.observed:
            yield estimate
            continue
        due, complete = (draws.sum(series, c.window) for draws in (c.draws, c.complete))
        # Spread evenly over the range, and independent of the draws.
        even = (np.arange(len(due)) * _GOLDEN) % 1
        theta = offending.least + (offending.most - offending.least) * even
        unreported = (theta - 1) * complete + due - sum(estimate.observed) / 2
        levels = (np.arange(N_DOTS) + 0.5) / N_DOTS
        dots = np.quantile(unreported, levels)
        yield replace(estimate, dots=tuple(int(dot) for dot in np.rint(dots)))


def _members(finding: Finding, c: Comparable) -> Mapping[str, tuple[int, ...]]:
    row = finding.indicator
    return groups(c)[Group(finding.source, row.theme, row.code, finding.channel)]


def _series(statement: Statement, members: Mapping[str, tuple[int, ...]]) -> list[int]:
    return [i for member in statement.members for i in members[member]]


def _delay_shift(finding: Finding, shortfall: Shortfall) -> Finding:
    """Return a finding with delays in the place of counts."""
    members = _members(finding, shortfall.comparable)
    statements = tuple(_delayed(s, members, shortfall) for s in finding.statements)
    return replace(finding, within=shortfall.followed, statements=statements)


def _delayed(
    statement: Statement, members: Mapping[str, tuple[int, ...]], shortfall: Shortfall
) -> Statement:
    bare = replace(statement, totals=())
    if statement.withheld:
        return bare
    c = shortfall.comparable
    before, window = shortfall.delays(_series(statement, members))
    if min(before.n_reports, window.n_reports) < LEAST_REPORTS:
        return replace(bare, withheld="too_small")
    moved = window.delays - before.delays
    return replace(
        bare,
        totals=(
            _estimate(c.span(c.window), window, _ends(np.vstack([window.delays, moved]))),
            _estimate(c.span(shortfall.before), before, _ends(before.delays)),
        ),
    )


def _estimate(label: Span, phase: Phase, delays: tuple[float, ...]) -> Estimate:
    return Estimate(label, (phase.n_reports, phase.n_reports), (), delays=delays)


def _ends(draws: NDArray[np.float64]) -> tuple[float, ...]:
    """Return lower end, middle and upper end of each row of draws, one after the other."""
    return tuple(np.quantile(draws, _ENDS, axis=1).T.ravel().tolist())
