"""A published figure beside what was released: its verdict follows from printed numbers only.

A verdict on counts that are not shown would say something of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from leadline.assess.comparison import agrees
from leadline.core import finding as own
from leadline.core import released as out
from leadline.core.figure import Figure
from leadline.core.period import parse_period


@dataclass(frozen=True)
class Verdict:
    """The verdict, its reason where there is none, and the number id it was set beside."""

    word: str
    reason: str
    beside: str


def verdict_of(comparison: own.Comparison, released: Mapping[str, out.Finding]) -> Verdict:
    """Return the verdict on a figure, given the released findings by their ledger key."""
    if not comparison.finding_key:
        return Verdict(comparison.verdict, comparison.reason, "")
    finding = released.get(comparison.finding_key)
    if finding is not None:
        for statement in finding.statements:
            if statement.subject == comparison.subject and statement.totals:
                if comparison.reason:
                    return Verdict(comparison.verdict, comparison.reason, "")
                return _beside(comparison.figure, finding.id, statement)
    # As if there were none: that counts are hidden must not be told either.
    return Verdict("not_comparable", "no_counts", "")


def _beside(figure: Figure, finding: str, statement: out.Statement) -> Verdict:
    assert figure.period is not None, "undated figures are not compared"
    days = (figure.period.first, figure.period.last)
    for total in statement.totals:
        period = parse_period(total.period)
        if (period.first, period.last) == days and "mid" in total.numbers:
            meets = agrees(figure, *total.interval)
            beside = out.number_id(finding, statement.subject, total.period, "mid")
            return Verdict("agree" if meets else "differ", "", beside)
    return Verdict("not_comparable", "other_period_or_channel", "")
