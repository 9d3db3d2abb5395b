"""What may be seen at all, before rounding.

The first rules, until an attacker tries them: a count from one to threshold - 1 is hidden,
and with it the whole path it stands in and the totals from which it follows, since they would
give it back. In the public edition a member is shown only where all its cells are large, and
only if what remains of its region is itself large and of at least two members.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from leadline.core.finding import Estimate, Finding, Kind, Statement
from leadline.core.period import Span

SUPPRESSED = "disclosure"


@dataclass(frozen=True)
class Rules:
    """Threshold of the primary rule, and whether the edition goes to everybody."""

    threshold: int
    is_public: bool


def visible(findings: Sequence[Finding], rules: Rules) -> tuple[Finding, ...]:
    """Return the findings without what may not be seen; what is hidden says so.

    Which members are shown is decided on the change, where every cell stands, and holds for
    all findings on the same counts.
    """
    shown = {
        _counted(finding): _shown_members(finding.statements, rules)
        for finding in findings
        if finding.kind is Kind.CHANGE
    }
    return tuple(
        replace(finding, statements=tuple(_visible(finding, shown, rules))) for finding in findings
    )


def _counted(finding: Finding) -> tuple[str, ...]:
    row = finding.indicator
    return finding.source, row.theme, row.code, finding.channel, finding.frequency


def _visible(
    finding: Finding, shown: Mapping[tuple[str, ...], frozenset[str]], rules: Rules
) -> Iterable[Statement]:
    for statement in finding.statements:
        many = statement.is_region and len(statement.members) > 1
        if many or not rules.is_public or statement.subject in shown.get(_counted(finding), ()):
            yield _thinned(statement, finding.kind, rules)


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
    # The two numbers of an aftermath stand together or not at all.
    if any_small(totals if kind is Kind.AFTERMATH else totals[:1]):
        return replace(statement, totals=(), path=(), facts=None, withheld=SUPPRESSED)
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


def _shown_members(statements: Sequence[Statement], rules: Rules) -> frozenset[str]:
    shown = {s.subject: s for s in statements if not s.is_region and _is_large(s, rules)}
    regions = [s for s in statements if s.is_region]
    # Regions may overlap: what is hidden for one may leave another with one hidden member only.
    while unsafe := next(_unsafe(regions, shown, rules), ()):
        del shown[min(unsafe, key=_size).subject]
    return frozenset(shown)


def _unsafe(
    regions: Iterable[Statement], shown: Mapping[str, Statement], rules: Rules
) -> Iterator[Sequence[Statement]]:
    for region in regions:
        inside = [shown[m] for m in region.members if m in shown]
        if inside and not _rest_is_safe(region, inside, rules):
            yield inside


def _is_large(statement: Statement, rules: Rules) -> bool:
    cells = [*statement.totals, *statement.path]
    return not statement.withheld and all(
        cell.observed and cell.observed[0] >= rules.threshold for cell in cells
    )


def _rest_is_safe(region: Statement, shown: Sequence[Statement], rules: Rules) -> bool:
    hidden = len(region.members) - len(shown)
    if hidden == 0:
        return True
    return hidden > 1 and all(rest >= rules.threshold for rest in _rests(region, shown))


def _rests(region: Statement, shown: Sequence[Statement]) -> Iterable[int]:
    paths = {s.subject: {e.period: e.observed for e in (*s.totals, *s.path)} for s in shown}
    for estimate in (*region.totals, *region.path):
        if estimate.observed:
            parts = [path.get(estimate.period, ()) for path in paths.values()]
            yield estimate.observed[0] - sum(part[1] for part in parts if part)


def _size(statement: Statement) -> int:
    return statement.totals[0].observed[1]
