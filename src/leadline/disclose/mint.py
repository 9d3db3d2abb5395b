"""Minting: each number that will be printed is rounded once and gets its readable id.

Direction, likelihood and confidence are read off the rounded numbers, so that no sentence
reflects a hidden cell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import inf

from leadline.assess.grade import confidence
from leadline.core import finding as own
from leadline.core import released as out
from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT
from leadline.core.period import Period, Span, span_of
from leadline.disclose.derive import (
    BOUNDS,
    Derivation,
    change,
    derivation,
    direction_of,
    likelihood_of,
    nothing,
)
from leadline.disclose.ledger import Ledger
from leadline.disclose.rounding import cell_name, round_count, round_quantiles
from leadline.disclose.verdict import verdict_of

CellName = Callable[[Period | Span], str]


@dataclass(frozen=True)
class Mint:
    """Turns findings into what is printed: rounded with a key, numbered by the ledger."""

    ledger: Ledger
    key: bytes
    base: int

    def id(self, key: str) -> str:
        """Return the id of a finding that the ledger knows."""
        return f"F{self.ledger.findings[key]:02d}"

    def finding(self, finding: own.Finding) -> out.Finding:
        """Mint every statement of a finding."""
        kind = finding.indicator
        series = (finding.source, kind.theme, kind.code, finding.channel)
        return out.Finding(
            id=self.id(finding.key),
            kind=str(finding.kind),
            source=finding.source,
            theme=kind.theme,
            indicator=kind.code,
            channel=finding.channel,
            unit=kind.unit,
            frequency=finding.frequency,
            statements=tuple(
                self._statement(
                    statement, finding.kind, partial(cell_name, series, statement.members)
                )
                for statement in finding.statements
            ),
        )

    def _statement(self, statement: own.Statement, kind: own.Kind, cell: CellName) -> out.Statement:
        totals = tuple(
            self._estimate(estimate, cell, derivation(kind, place))
            for place, estimate in enumerate(statement.totals)
        )
        path = tuple(self._estimate(estimate, cell, nothing) for estimate in statement.path)
        headline = totals[0].numbers if totals and not statement.withheld else {}
        grade, reasons = _graded(statement, headline, self.base)
        return out.Statement(
            subject=statement.subject,
            is_region=statement.is_region,
            n_members=len(statement.members),
            n_members_of=statement.members_of,
            coverage=statement.coverage,
            totals=() if statement.withheld else totals,
            path=path,
            rung=statement.rung,
            likelihood=likelihood_of(headline, self.base),
            confidence=grade,
            reasons=reasons,
            evidence=statement.evidence,
            withheld=statement.withheld,
        )

    def _estimate(self, estimate: own.Estimate, cell: CellName, derive: Derivation) -> out.Estimate:
        numbers: dict[str, float] = {}
        if estimate.observed:
            name = cell(estimate.period)
            lower, upper = sorted(
                round_count(value, cell=name, key=self.key, base=self.base)
                for value in estimate.observed
            )
            exact = estimate.observed[0] == estimate.observed[1]
            numbers |= (
                {"observed": lower} if exact else dict(zip(BOUNDS, (lower, upper), strict=True))
            )
        if estimate.expected:
            rounded = round_quantiles(estimate.expected, base=self.base)
            numbers["expected"] = rounded[MIDDLE_AT]
            numbers["expected_lower"] = rounded[LOWER_AT]
            numbers["expected_upper"] = rounded[UPPER_AT]
        return out.Estimate(
            str(estimate.period),
            {**numbers, **derive(numbers, self.base)},
            direction_of(numbers, self.base),
        )

    def figure(
        self, comparison: own.Comparison, released: Mapping[str, out.Finding]
    ) -> out.PublishedFigure:
        """Mint the numbers of a published figure, with its verdict beside released findings."""
        figure = comparison.figure
        given = {
            "observed": figure.value,
            "expected": figure.comparison_value,
            "mid": figure.change_share,
            "lower": figure.lower,
            "upper": figure.upper,
        }
        verdict = verdict_of(comparison, released)
        return out.PublishedFigure(
            finding=self.id(comparison_key(comparison)),
            subject=figure.id,
            place=figure.place,
            member=figure.member,
            source_type=figure.source_type,
            theme=figure.theme,
            indicator=figure.indicator,
            unit=figure.unit,
            period="undated" if figure.period is None else str(figure.period),
            period_text=figure.period_text,
            comparison_kind=figure.comparison_kind,
            comparison_period=figure.comparison_period,
            numbers={name: value for name, value in given.items() if value is not None},
            read=figure.read,
            citation=figure.citation,
            verdict=verdict.word,
            reason=verdict.reason,
            beside=verdict.beside,
        )

    def measure(self, spell: own.MeasureSpell) -> out.Measure:
        """Mint how long a measure was in force."""
        return out.Measure(
            finding=self.id(measure_key(spell)),
            subject=spell.member,
            members=spell.members,
            measure=spell.measure,
            first=str(spell.first),
            last=str(spell.last),
            period=str(span_of(spell.first, spell.last)),
            numbers={"observed": spell.n_on, "share": round(spell.peak, 2)},
            source=spell.source,
        )

    def placebo(self, placebo: own.PlaceboResult) -> out.Placebo:
        """Mint what the control window showed."""
        given = {
            "observed": placebo.n_series,
            "share": placebo.coverage,
            "lower": placebo.coverage_lower,
            "upper": placebo.coverage_upper,
        }
        return out.Placebo(
            finding=self.id(placebo_key(placebo)),
            subject="all",
            period=str(placebo.window),
            verdict=placebo.verdict,
            numbers={k: round(v, 2) for k, v in given.items() if v is not None},
        )


def comparison_key(comparison: own.Comparison) -> str:
    """Return the ledger key of the comparisons of a theme."""
    return f"2|{comparison.figure.theme}"


def measure_key(spell: own.MeasureSpell) -> str:
    """Return the ledger key of a measure."""
    return f"3|{spell.measure}"


def placebo_key(placebo: own.PlaceboResult) -> str:
    """Return the ledger key of the control windows of a frequency."""
    return f"4|placebo|{placebo.frequency}"


def _graded(
    statement: own.Statement, headline: dict[str, float], base: int
) -> tuple[str, tuple[out.Reason, ...]]:
    if statement.facts is None or not headline:
        return "", ()
    share = change(headline, base)
    lower, upper = share.get("lower", -1.0), share.get("upper", inf)
    word, reasons = confidence(statement.facts, lower=lower, upper=upper)
    return word, tuple(out.Reason(reason.code, reason.steps) for reason in reasons)
