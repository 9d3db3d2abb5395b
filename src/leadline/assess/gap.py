"""Gaps: what was not contributed, cannot be compared, or is too small to bear a claim."""

from collections.abc import Iterable, Sequence

from leadline.assess.stopped import BEGAN_LATE, PAUSED, STOPPED
from leadline.core.code import Codelists
from leadline.core.counts import Counts, SeriesKey
from leadline.core.finding import Finding, Gap, Kind
from leadline.core.plan import Plan
from leadline.core.question import Question

NOT_CONTRIBUTED, NOT_COMPARABLE, TOO_SMALL = "not_contributed", "not_comparable", "too_small"
QUESTION = "question"


def assess_gaps(
    plan: Plan,
    counts: Counts,
    findings: Sequence[Finding],
    *,
    left_out: Iterable[tuple[SeriesKey, str]],
    questions: Iterable[Question],
    codelists: Codelists,
) -> tuple[Gap, ...]:
    """Return all gaps, sorted.

    ``left_out`` are series that no model saw, with a reason code (a stock, totals only ...);
    ``questions`` are named by their reason only: what they quote is for the contributor. A series
    that lacks periods is a gap by itself.
    """
    asked = [q for q in questions if q.reason not in (STOPPED, PAUSED, BEGAN_LATE)]
    return tuple(
        sorted(
            {
                *_silent_members(plan, counts),
                *_silent_themes(counts, codelists),
                *_withheld(findings),
                *(_gap(NOT_COMPARABLE, reason, key, codelists) for key, reason in left_out),
                *(_gap(QUESTION, q.reason, q.key, codelists) for q in asked),
            },
            key=lambda gap: (gap.kind, gap.theme, gap.indicator, gap.reason, gap.member),
        )
    )


def _silent_members(plan: Plan, counts: Counts) -> Iterable[Gap]:
    heard = {key.member for key in counts.keys}
    for member in plan.members:
        if member.code not in heard:
            yield Gap(NOT_CONTRIBUTED, "no_counts", member.code, "", "", "")


def _silent_themes(counts: Counts, codelists: Codelists) -> Iterable[Gap]:
    heard = {key.theme for key in counts.keys}
    for theme in codelists.themes:
        if theme not in heard:
            yield Gap(NOT_CONTRIBUTED, "no_counts", "", "", theme, "")


def _withheld(findings: Sequence[Finding]) -> Iterable[Gap]:
    for finding in findings:
        if finding.kind is not Kind.CHANGE:
            continue
        for statement in finding.statements:
            if statement.withheld and not statement.is_region:
                kind = TOO_SMALL if statement.withheld == TOO_SMALL else NOT_COMPARABLE
                place = (finding.source, finding.indicator.theme, finding.indicator.code)
                restricted = finding.indicator.restricted
                yield Gap(kind, statement.withheld, statement.subject, *place, restricted)


def _gap(kind: str, reason: str, key: SeriesKey, codelists: Codelists) -> Gap:
    indicator = codelists.indicator(key.theme, key.indicator)
    restricted = indicator is not None and indicator.restricted
    return Gap(kind, reason, key.member, key.source, key.theme, key.indicator, restricted)
