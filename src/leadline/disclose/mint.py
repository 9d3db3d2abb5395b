"""Minting: each number that will be printed is rounded once and gets its readable id.

Direction, likelihood and confidence are read off the rounded numbers, so that no sentence
reflects a hidden cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from leadline.assess.grade import confidence
from leadline.core import finding as own
from leadline.core import released as out
from leadline.core.period import Span, span_of
from leadline.disclose.claim import (
    NONE_LOOKED_AT,
    Family,
    Outcome,
    Standing,
    as_stated,
    family_key,
    key_of,
    stated,
)
from leadline.disclose.derive import (
    Derivation,
    change,
    derivation,
    direction_of,
    likelihood_of,
    nothing,
)
from leadline.disclose.ledger import Ledger
from leadline.disclose.response import response_key
from leadline.disclose.rounding import cells_of, round_estimate
from leadline.disclose.verdict import verdict_of
from leadline.models.selection import RATE

# The level of an adjusted interval of one claim in a million still differs from 1.
LEVEL_DIGITS = 9
# More reports are always still to come, and bounds are no change.
_WITHOUT_DIRECTION = (own.Kind.LATE, own.Kind.NEVER_REPORTED)


@dataclass(frozen=True)
class Mint:
    """Turns findings into what is printed: rounded with a key, numbered by the ledger.

    ``standing`` says which claims of the release are stated; a count that is none of them is
    read by itself. ``names_members`` says whether fixed panels are named.
    """

    ledger: Ledger
    key: bytes
    base: int
    standing: Standing = NONE_LOOKED_AT
    names_members: bool = False

    def id(self, key: str) -> str:
        """Return the id of a finding that the ledger knows."""
        return f"F{self.ledger.findings[key]:02d}"

    def finding(self, finding: own.Finding) -> out.Finding:
        """Mint every statement of a finding."""
        kind = finding.indicator
        return out.Finding(
            id=self.id(finding.key),
            kind=str(finding.kind),
            source=finding.source,
            theme=kind.theme,
            indicator=kind.code,
            channel=finding.channel,
            unit=kind.unit,
            frequency=finding.frequency,
            within=finding.within,
            statements=tuple(self._statement(each, finding) for each in finding.statements),
        )

    def _statement(self, statement: own.Statement, finding: own.Finding) -> out.Statement:
        cells = cells_of(finding, statement)
        totals = tuple(
            stated(
                self._estimate(
                    estimate, cells, derive, has_direction=finding.kind not in _WITHOUT_DIRECTION
                ),
                estimate.expected,
                key_of(finding, statement, estimate),
                standing=self.standing,
                derive=derive,
                base=self.base,
            )
            for place, estimate in enumerate(statement.totals)
            for derive in (derivation(finding, place),)
        )
        path = tuple(self._estimate(estimate, cells, nothing) for estimate in statement.path)
        headline = totals[0] if totals and not statement.withheld else None
        grade, reasons = _graded(statement, headline, self.base)
        return out.Statement(
            subject=statement.subject,
            is_region=statement.is_region,
            n_members=len(statement.members),
            n_members_of=statement.members_of,
            coverage=self._coverage(statement),
            totals=() if statement.withheld else totals,
            path=path,
            rung=statement.rung,
            likelihood=_likelihood(headline, self.base),
            confidence=grade,
            reasons=reasons,
            evidence=statement.evidence,
            withheld=statement.withheld,
            members=statement.members if self.names_members else (),
        )

    def _coverage(self, statement: own.Statement) -> float | None:
        """Return the share of children covered; of a part, only where its members are named.

        Populations are known, and hardly two panels of a region cover the same share.
        """
        is_whole = len(statement.members) == statement.members_of
        return statement.coverage if self.names_members or is_whole else None

    def _estimate(
        self,
        estimate: own.Estimate,
        cells: str,
        derive: Derivation,
        *,
        has_direction: bool = True,
    ) -> out.Estimate:
        numbers = round_estimate(estimate, cells, key=self.key, base=self.base)
        return out.Estimate(
            str(estimate.period),
            {**numbers, **derive(numbers, self.base)},
            direction_of(numbers, self.base) if has_direction else "",
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

    def selection(self, family: Family, outcome: Outcome) -> out.Selection:
        """Mint how many claims of a family were looked at, and how many are stated."""
        return out.Selection(
            finding=self.id(family_key(family)),
            subject=family.subject,
            grain=family.grain,
            period=str(outcome.period),
            numbers={
                "claims": outcome.n_claims,
                "stated": outcome.n_stated,
                "share": RATE,
                "level": round(1 - outcome.share, LEVEL_DIGITS),
            },
        )

    def response(
        self, region: str, theme: str, numbers: Mapping[str, int], *, period: Span
    ) -> out.Response:
        """Mint how many members of a region contributed what to a theme."""
        return out.Response(
            finding=self.id(response_key(theme)),
            subject=region,
            theme=theme,
            period=str(period),
            numbers=dict(numbers),
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
            basis=placebo.basis,
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
    basis = "" if placebo.basis == "reported" else f"|{placebo.basis}"
    return f"4|placebo|{placebo.frequency}{basis}"


def _likelihood(headline: out.Estimate | None, base: int) -> str:
    if headline is None or headline.direction not in ("fell", "rose"):
        return ""
    return likelihood_of(headline.numbers, base)


def _graded(
    statement: own.Statement, headline: out.Estimate | None, base: int
) -> tuple[str, tuple[out.Reason, ...]]:
    if statement.facts is None or headline is None:
        return "", ()
    share = change(as_stated(headline.numbers), base)
    lower, upper = share.get("lower", -1.0), share.get("upper", inf)
    word, reasons = confidence(statement.facts, lower=lower, upper=upper)
    return word, tuple(out.Reason(reason.code, reason.steps) for reason in reasons)
