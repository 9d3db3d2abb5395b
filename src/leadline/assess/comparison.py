"""Published figures set beside counts of the same theme: agree, differ, not comparable."""

from collections.abc import Mapping, Sequence

from leadline.assess.change import change_share
from leadline.core.code import Codelists
from leadline.core.figure import Figure
from leadline.core.finding import Comparison, Estimate, Finding, Kind, Statement
from leadline.core.plan import Plan, Region


def compare_figures(
    figures: Sequence[Figure],
    findings: Sequence[Finding],
    *,
    plan: Plan,
    codelists: Codelists,
) -> tuple[Comparison, ...]:
    """Return every figure with its verdict, in the order given.

    A figure agrees when its change (or the interval printed with it) meets the 95% interval
    of the recorded change of the same place, theme, indicator, channel and period. A figure
    on a part of a member (its place is none of the member's names) is never compared with it.
    """
    covers = {region.id: _country(region, plan, codelists) for region in plan.regions}
    names = {m.code: {m.code, *m.names.values()} for m in plan.members}
    return tuple(
        Comparison(figure, "not_comparable", reason)
        if (reason := _own_reason(figure) or _place_reason(figure, names))
        else _compare(figure, findings, covers)
        for figure in figures
    )


def agrees(figure: Figure, lower: float, upper: float) -> bool:
    """Whether a figure's change, or the interval printed with it, meets lower..upper."""
    assert figure.change_share is not None, "figures without a change are not compared"
    least = figure.change_share if figure.lower is None else figure.lower
    most = figure.change_share if figure.upper is None else figure.upper
    return least <= upper and most >= lower


def _country(region: Region, plan: Plan, codelists: Codelists) -> str:
    """Return the country that a region is, whole or in all the parts declared; else nothing."""
    countries = {codelists.country_of(member) for member in region.members}
    declared = {m.code for m in plan.members if codelists.country_of(m.code) in countries}
    parts = declared - countries
    is_whole = bool(countries & set(region.members)) or parts <= set(region.members)
    return countries.pop() if len(countries) == 1 and is_whole else ""


def _compare(figure: Figure, findings: Sequence[Finding], covers: Mapping[str, str]) -> Comparison:
    same = [
        (finding, statement)
        for finding in findings
        for statement in finding.statements
        if finding.kind is Kind.CHANGE
        and (finding.indicator.theme, finding.indicator.code) == (figure.theme, figure.indicator)
        and _is_place(statement, figure.member, covers)
    ]
    for finding, statement in same:
        verdict = _verdict(figure, finding, statement)
        if verdict:
            return Comparison(figure, verdict, "", finding.key, statement.subject)
    claims = [statement for _, statement in same if not statement.withheld]
    reason = "other_period_or_channel" if claims else "no_counts"
    return Comparison(figure, "not_comparable", reason)


def _place_reason(figure: Figure, names: Mapping[str, set[str]]) -> str:
    if figure.member not in names:
        return "other_place"
    return "" if figure.place in names[figure.member] else "part_of_a_member"


def _own_reason(figure: Figure) -> str:
    if figure.source_type == "survey" or figure.comparison_kind == "survey":
        return "survey"
    if figure.period is None:
        return "period_unclear"
    return "no_change_given" if figure.change_share is None else ""


def _is_place(statement: Statement, member: str, covers: Mapping[str, str]) -> bool:
    return member == (covers[statement.subject] if statement.is_region else statement.subject)


def _verdict(figure: Figure, finding: Finding, statement: Statement) -> str:
    if statement.withheld or figure.channel not in ("", finding.channel):
        return ""
    estimate = _estimate_of(figure, statement)
    share = None if estimate is None else change_share(estimate)
    if share is None:
        return ""
    return "agree" if agrees(figure, share[0], share[2]) else "differ"


def _estimate_of(figure: Figure, statement: Statement) -> Estimate | None:
    assert figure.period is not None
    days = (figure.period.first, figure.period.last)
    for estimate in (*statement.totals, *statement.path):
        if (estimate.period.first, estimate.period.last) == days:
            return estimate
    return None
