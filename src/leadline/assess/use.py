"""What each contribution can be used for: a series in fixed panels, two totals, or less."""

from collections.abc import Iterable, Sequence

from leadline.assess.comparable import Comparable
from leadline.assess.stopped import STOPPED, STOPPED_MEASURES
from leadline.core.code import Codelists
from leadline.core.counts import SeriesKey
from leadline.core.finding import TOTAL, Finding, Kind, Use
from leadline.core.question import Question

SERIES, TOTALS, ENDED, OTHER = "series", "totals", "stopped", "other"


def assess_uses(
    keys: Iterable[SeriesKey],
    comparables: Iterable[Comparable],
    findings: Sequence[Finding],
    questions: Iterable[Question],
    *,
    codelists: Codelists,
) -> tuple[Use, ...]:
    """Return the use of every series, whatever its channel, sorted."""
    series = {
        key
        for c in comparables
        for key, withheld in zip(c.draws.keys, c.withheld, strict=True)
        if not withheld
    }
    totals = set(_of_two_totals(findings))
    stopped = {q.key for q in questions if q.reason in (STOPPED, STOPPED_MEASURES)}

    def use(key: SeriesKey) -> str:
        if key in series:
            return SERIES
        if (key.source, key.theme, key.indicator, key.channel, key.member) in totals:
            return TOTALS
        return ENDED if key in stopped else OTHER

    return tuple(sorted({_use(key, use(key), codelists) for key in keys}, key=_order))


def _of_two_totals(findings: Iterable[Finding]) -> Iterable[tuple[str, ...]]:
    for finding in findings:
        if finding.frequency == TOTAL and finding.kind is Kind.CHANGE:
            what = finding.source, finding.indicator.theme, finding.indicator.code, finding.channel
            for statement in finding.statements:
                if not statement.is_region and not statement.withheld:
                    yield (*what, statement.subject)


def _use(key: SeriesKey, use: str, codelists: Codelists) -> Use:
    indicator = codelists.indicator(key.theme, key.indicator)
    restricted = indicator is not None and indicator.restricted
    return Use(key.member, key.source, key.theme, key.indicator, use, restricted)


def _order(use: Use) -> tuple[str, ...]:
    return use.theme, use.member, use.source, use.indicator, use.use
