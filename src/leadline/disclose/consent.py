"""What a source agreed to: a series it does not open is not public, nor handled more openly."""

from collections.abc import Iterable, Sequence

from leadline.core.counts import SeriesSheet
from leadline.core.error import ReleaseBlocked
from leadline.core.finding import Finding, Gap, Kind

# From the most open to the closest (FIRST, Traffic Light Protocol 2.0).
HANDLING = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
NOT_PUBLIC = "not_public"


def refused(sheets: Iterable[SeriesSheet]) -> frozenset[tuple[str, str, str]]:
    """Return the series, by source, theme and indicator, that may not be published."""
    return frozenset(_series(sheet) for sheet in sheets if sheet.public == "no")


def series_of(finding: Finding) -> tuple[str, str, str]:
    """Return source, theme and indicator of a finding."""
    return finding.source, finding.indicator.theme, finding.indicator.code


def closed(findings: Sequence[Finding]) -> tuple[Gap, ...]:
    """Return the gaps that findings of refused series leave in a public edition."""
    return tuple(
        Gap(NOT_PUBLIC, NOT_PUBLIC, member, *series_of(finding), finding.indicator.restricted)
        for finding in findings
        if finding.kind is Kind.CHANGE
        for member in sorted({s.subject for s in finding.statements if not s.is_region})
    )


def check_handling(
    findings: Iterable[Finding], sheets: Iterable[SeriesSheet], *, handling: str
) -> None:
    """Refuse to release a series under a more open mark than its source gave it.

    Raises
    ------
    ReleaseBlocked
        A series sheet has a closer handling mark than the assessment.
    """
    used = {series_of(finding) for finding in findings}
    limit = HANDLING.index(handling)
    closer = [s for s in sheets if _series(s) in used and HANDLING.index(s.tlp) > limit]
    if closer:
        named = ", ".join("/".join(_series(sheet)) for sheet in closer)
        raise ReleaseBlocked(
            f"The assessment is {handling}; the sheets of {named} say {closer[0].tlp}.",
            next_step="Give the assessment that handling, or leave the series out.",
        )


def _series(sheet: SeriesSheet) -> tuple[str, str, str]:
    return sheet.source, sheet.theme, sheet.indicator
