"""What may be seen at all, before rounding.

The first rules, until an attacker tries them: a count from one to threshold - 1 is hidden,
and with it the whole path it stands in and the totals from which it follows, since they would
give it back. In the public edition regions are shown that lie apart or within each other, in the
order declared, and a member only where all its cells are large; whatever is taken from a region
that is shown must leave nothing, or two members or more whose every cell is large.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import NamedTuple

from leadline.assess.grade import RUNG_TWO_TOTALS
from leadline.core.counts import UNKNOWN_CHANNEL
from leadline.core.finding import BY_OCCURRENCE, Estimate, Finding, Kind, Statement
from leadline.core.period import Span

SUPPRESSED = "disclosure"
# Channels under which a member may send the total of its others.
_TOTALS = ("all", UNKNOWN_CHANNEL)


@dataclass(frozen=True)
class Rules:
    """Threshold of the primary rule, and whether the edition goes to everybody."""

    threshold: int
    is_public: bool


def visible(findings: Sequence[Finding], rules: Rules) -> tuple[Finding, ...]:
    """Return the findings without what may not be seen; what is hidden says so.

    Which regions and members are shown is decided on the change, where every cell stands, and
    holds for all findings on the same counts. By occurrence it is decided on what is not
    accounted for, and who is hidden by report stays hidden.
    """
    shown = _shown_of([f for f in findings if f.kind is Kind.CHANGE], rules)
    occurred = _shown_of([f for f in findings if f.kind is Kind.UNACCOUNTED], rules)
    occurred = {name: own & shown.get(name, own) for name, own in occurred.items()}
    return tuple(
        replace(
            finding,
            statements=tuple(
                _visible(finding, occurred if finding.kind in BY_OCCURRENCE else shown, rules)
            ),
        )
        for finding in findings
    )


def _shown_of(changes: Sequence[Finding], rules: Rules) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return the subjects shown in each change.

    A member that is hidden in one change is hidden in those on sums of the same counts: by
    another frequency, and where a channel may be the total of another. The difference of a
    region by months and by quarters are the members that sent one of the two alone.
    """
    by_name = [(_counted(change), change) for change in changes]
    hidden: dict[tuple[str, ...], frozenset[str]] = {}
    while True:
        shown: dict[tuple[str, ...], frozenset[str]] = {}
        panels: dict[tuple[str, ...], list[frozenset[str]]] = {}
        for change in changes:
            name = _counted(change)
            beside = panels.setdefault(name[:4], [])
            apart = [s for s in change.statements if not s.is_region or _is_apart(s, beside)]
            shown[name] = _shown(apart, rules, without=hidden.get(name, ()))
            beside += [
                frozenset(s.members) for s in apart if s.is_region if s.subject in shown[name]
            ]
        before, hidden = hidden, {c: _tied(change, changes, shown) for c, change in by_name}
        if hidden == before:
            return shown


def _tied(
    change: Finding,
    changes: Iterable[Finding],
    shown: Mapping[tuple[str, ...], frozenset[str]],
) -> frozenset[str]:
    """Return the members that another change on sums of the same counts hides."""
    own = _singles(change)
    found: set[str] = set()
    for other in changes:
        if other is change or _counted(other)[:3] != _counted(change)[:3]:
            continue
        for name, single in _singles(other).items():
            is_hidden = name in own and name not in shown[_counted(other)]
            if is_hidden and _may_sum(change, own[name], other, single):
                found.add(name)
    return frozenset(found)


def _singles(change: Finding) -> dict[str, Statement]:
    return {s.subject: s for s in change.statements if not s.is_region}


def _may_sum(change: Finding, own: Statement, other: Finding, single: Statement) -> bool:
    """Whether one of two series of a member may be the sum of counts of the other.

    Those of one channel are. Of two channels one has to be called all, or nothing, and what
    is smaller over the window is no total.
    """
    if change.channel == other.channel:
        return True
    pairs = ((change, own, single), (other, single, own))
    return any(
        total.channel in _TOTALS and not _is_smaller(whole, part) for total, whole, part in pairs
    )


def _is_smaller(whole: Statement, part: Statement) -> bool:
    """Whether a count, where both are known, cannot hold another."""
    pair = [s.totals[0] for s in (whole, part) if s.totals and s.totals[0].observed]
    return (
        len(pair) == 2
        and pair[0].period == pair[1].period
        and pair[0].observed[1] < pair[1].observed[0]
    )


def _is_apart(region: Statement, others: Collection[frozenset[str]]) -> bool:
    """Whether a region has the same members as one of the others, or none of any of theirs."""
    own = frozenset(region.members)
    return own in others or not any(own & other for other in others)


def _counted(finding: Finding) -> tuple[str, ...]:
    row = finding.indicator
    return finding.source, row.theme, row.code, finding.channel, finding.frequency


def _visible(
    finding: Finding, shown: Mapping[tuple[str, ...], frozenset[str]], rules: Rules
) -> Iterable[Statement]:
    for statement in finding.statements:
        is_sum = statement.is_region and len(statement.members) > 1
        is_open = not rules.is_public or statement.subject in shown.get(_counted(finding), ())
        if is_open or (is_sum and statement.withheld):
            yield _thinned(statement, finding.kind, rules)
        elif is_sum:
            yield _hidden(statement)


def _hidden(statement: Statement) -> Statement:
    return replace(statement, totals=(), path=(), facts=None, withheld=SUPPRESSED)


def is_small(estimate: Estimate, threshold: int) -> bool:
    """Whether the observed count is, or may be, from one to threshold - 1."""
    if not estimate.observed:
        return False
    lower, upper = estimate.observed
    return lower < threshold and upper > 0


def _thinned(statement: Statement, kind: Kind, rules: Rules) -> Statement:
    def any_small(estimates: Iterable[Estimate]) -> bool:
        return any(is_small(estimate, rules.threshold) for estimate in estimates)

    totals, path = statement.totals, statement.path
    # The two numbers of an aftermath stand together or not at all; so do two totals, since
    # what is expected of the later one gives the earlier one away.
    together = (Kind.AFTERMATH, Kind.DELAY_SHIFT)
    stand_together = kind in together or statement.rung == RUNG_TWO_TOTALS
    if any_small(totals if stand_together else totals[:1]):
        return _hidden(statement)
    # One hidden part and the total give each other away: hide all parts of that grain.
    if any_small(totals[1:]) or any_small(_between(totals, path)):
        totals = totals[:1]
    if any_small(path):
        path = ()
    return replace(statement, totals=totals, path=path)


def _between(totals: Sequence[Estimate], path: Sequence[Estimate]) -> Iterable[Estimate]:
    """Yield what totals could give by subtraction: the counts between any two of their ends."""
    day = timedelta(days=1)
    ends = {end for t in totals for end in (t.period.first, t.period.last + day)}
    for first, last in pairwise(sorted(ends)):
        inside = [e for e in path if first <= e.period.first and e.period.last < last]
        yield from _sum(inside, Span(first, last - day))


def _sum(inside: Sequence[Estimate], days: Span) -> Iterable[Estimate]:
    """Yield the count over the periods that make up some days, where all are known."""
    if inside and all(each.observed for each in inside):
        bounds = tuple(sum(each.observed[side] for each in inside) for side in (0, 1))
        yield Estimate(days, bounds, ())


class _Known(NamedTuple):
    """What is known of a subject that is shown: each count printed, or that follows from those."""

    subject: str
    is_region: bool
    panel: frozenset[str]
    cells: Mapping[tuple[date, date], tuple[int, ...]]


def _known(statement: Statement, rules: Rules) -> _Known:
    """Return what is known of a statement once it is shown.

    Where the path is hidden, its totals still give counts by subtraction, and the aftermath
    prints the count after the window.
    """
    thinned = _thinned(statement, Kind.CHANGE, rules)
    told = [*_between(thinned.totals, statement.path), *thinned.path, *thinned.totals]
    if thinned.totals:
        last = thinned.totals[0].period.last
        later = [each for each in statement.path if each.period.first > last]
        told += _sum(later, Span(later[0].period.first, later[-1].period.last)) if later else ()
    cells = {(e.period.first, e.period.last): e.observed for e in told if e.observed}
    panel = frozenset(statement.members)
    return _Known(statement.subject, statement.is_region, panel, cells)


def _shown(
    statements: Sequence[Statement], rules: Rules, *, without: Collection[str]
) -> frozenset[str]:
    """Return the subjects that may stand side by side: regions first, in the order declared."""
    regions: list[_Known] = []
    for region in (s for s in statements if s.is_region and len(s.members) > 1 and not s.withheld):
        together = [*regions, _known(region, rules)]
        if _is_laminar(together) and not any(_unsafe(together, rules)):
            regions = together
    singles = (s for s in statements if not s.is_region and s.subject not in without)
    members = {s.subject: s for s in singles if _is_large(s, rules)}
    known = {name: _known(member, rules) for name, member in members.items()}
    while unsafe := next(_unsafe([*regions, *known.values()], rules), ()):
        singly = [part.subject for part in unsafe if not part.is_region]
        del known[min(singly, key=lambda name: _size(members[name]))]
    return frozenset({*(region.subject for region in regions), *known})


def _is_laminar(regions: Sequence[_Known]) -> bool:
    """Whether any two are apart or one within the other: sums then give back remainders only."""
    panels = [region.panel for region in regions]
    return all(a <= b or b <= a or not a & b for a, b in combinations(panels, 2))


def _unsafe(family: Sequence[_Known], rules: Rules) -> Iterator[Sequence[_Known]]:
    """Yield the largest parts of a region that, taken from it, leave what must be hidden.

    Which parts are known differs by period: of a region whose path is hidden, its members' may
    be shown.
    """
    for whole in family:
        within = [part for part in family if part.panel < whole.panel]
        by_parts: dict[tuple[int, ...], list[tuple[date, date]]] = {}
        for days in whole.cells if within else ():
            known = tuple(i for i, part in enumerate(within) if days in part.cells)
            by_parts.setdefault(known, []).append(days)
        for known, cells in by_parts.items():
            inside = _largest([within[i] for i in known])
            if inside and not _rest_is_safe(whole, inside, cells, rules):
                yield inside


def _largest(within: Sequence[_Known]) -> list[_Known]:
    own = {part.panel: part for part in within}
    sums = [panel for panel in own if len(panel) > 1]
    return [part for panel, part in own.items() if not any(panel < other for other in sums)]


def _is_large(statement: Statement, rules: Rules) -> bool:
    # Where there is no count nothing is printed: a month after the window, not yet sent.
    counted = [cell.observed for cell in (*statement.totals, *statement.path) if cell.observed]
    return (
        not statement.withheld
        and bool(counted)
        and all(observed[0] >= rules.threshold for observed in counted)
    )


def _rest_is_safe(
    whole: _Known, parts: Sequence[_Known], cells: Iterable[tuple[date, date]], rules: Rules
) -> bool:
    """Whether what parts leave of the cells of a region, in which all are known, may be seen."""
    hidden = len(whole.panel) - sum(len(part.panel) for part in parts)
    if hidden == 0:
        return True
    rests = (whole.cells[days][0] - sum(part.cells[days][1] for part in parts) for days in cells)
    return hidden > 1 and all(rest >= rules.threshold for rest in rests)


def _size(statement: Statement) -> int:
    return statement.totals[0].observed[1]
