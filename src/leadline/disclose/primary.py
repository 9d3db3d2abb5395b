"""What may be seen at all, before rounding.

The first rules, until an attacker tries them: a count from one to threshold - 1 is hidden,
and with it the whole path it stands in and the totals from which it follows, since they would
give it back. In the public edition regions are shown that lie apart or within each other, in the
order declared, and a member only where all its cells are large; whatever is taken from a region
that is shown must leave nothing, or two members or more whose every cell is large.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations, pairwise

from leadline.assess.grade import RUNG_TWO_TOTALS
from leadline.core.finding import BY_OCCURRENCE, Estimate, Finding, Kind, Statement
from leadline.core.period import Span

SUPPRESSED = "disclosure"


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

    A member that is hidden in one channel or frequency is hidden in all: they are sums of the
    same counts.
    """
    hidden: dict[tuple[str, ...], set[str]] = {}
    while True:
        shown = {
            _counted(f): _shown(f.statements, rules, without=hidden.get(_counted(f)[:3], ()))
            for f in changes
        }
        before, hidden = hidden, {}
        for change in changes:
            own = {s.subject for s in change.statements if not s.is_region}
            hidden.setdefault(_counted(change)[:3], set()).update(own - shown[_counted(change)])
        if hidden == before:
            return shown


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
        inside = [e.observed for e in path if first <= e.period.first and e.period.last < last]
        if inside and all(inside):
            bounds = tuple(sum(observed[side] for observed in inside) for side in (0, 1))
            yield Estimate(Span(first, last - day), bounds, ())


def _shown(
    statements: Sequence[Statement], rules: Rules, *, without: Collection[str]
) -> frozenset[str]:
    """Return the subjects that may stand side by side: regions first, in the order declared."""
    regions: list[Statement] = []
    for region in (s for s in statements if s.is_region and len(s.members) > 1 and not s.withheld):
        together = [*regions, _thinned(region, Kind.CHANGE, rules)]
        if _is_laminar(together) and not any(_unsafe(together, rules)):
            regions = together
    singles = (s for s in statements if not s.is_region and s.subject not in without)
    members = {s.subject: s for s in singles if _is_large(s, rules)}
    while unsafe := next(_unsafe([*regions, *members.values()], rules), ()):
        del members[min((s for s in unsafe if not s.is_region), key=_size).subject]
    return frozenset({*(region.subject for region in regions), *members})


def _is_laminar(regions: Sequence[Statement]) -> bool:
    """Whether any two are apart or one within the other: sums then give back remainders only."""
    panels = [frozenset(region.members) for region in regions]
    return all(a <= b or b <= a or not a & b for a, b in combinations(panels, 2))


def _unsafe(family: Sequence[Statement], rules: Rules) -> Iterator[Sequence[Statement]]:
    """Yield the largest parts of a region that, taken from it, leave what must be hidden."""
    for whole in family:
        inside = _parts(whole, family)
        if inside and not _rest_is_safe(whole, inside, rules):
            yield inside


def _parts(whole: Statement, family: Sequence[Statement]) -> list[Statement]:
    within = {frozenset(s.members): s for s in family if set(s.members) < set(whole.members)}
    return [part for panel, part in within.items() if not any(panel < other for other in within)]


def _is_large(statement: Statement, rules: Rules) -> bool:
    # Where there is no count nothing is printed: a month after the window, not yet sent.
    counted = [cell.observed for cell in (*statement.totals, *statement.path) if cell.observed]
    return (
        not statement.withheld
        and bool(counted)
        and all(observed[0] >= rules.threshold for observed in counted)
    )


def _rest_is_safe(whole: Statement, parts: Sequence[Statement], rules: Rules) -> bool:
    hidden = len(whole.members) - sum(len(part.members) for part in parts)
    if hidden == 0:
        return True
    return hidden > 1 and all(rest >= rules.threshold for rest in _rests(whole, parts))


def _rests(whole: Statement, parts: Sequence[Statement]) -> Iterable[int]:
    known = [{e.period: e.observed for e in (*part.totals, *part.path)} for part in parts]
    for estimate in (*whole.totals, *whole.path):
        if estimate.observed:
            taken = [cells.get(estimate.period, ()) for cells in known]
            yield estimate.observed[0] - sum(part[1] for part in taken if part)


def _size(statement: Statement) -> int:
    return statement.totals[0].observed[1]
