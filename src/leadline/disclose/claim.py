"""Claims looked at together: which are stated as a change, and with which interval.

Every released total that sets a count beside what was expected is a claim. Among many some lie
outside their interval by chance; a direction is stated only for those that stand at the rate,
and with an interval that is widened for their having been chosen. Which ones stand follows from
what is released: a claim that is hidden neither counts nor helps.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import NamedTuple

import numpy as np

from leadline.core import released as out
from leadline.core.draws import LEVELS
from leadline.core.finding import BY_OCCURRENCE, Estimate, Finding, Kind, Statement
from leadline.core.period import Span
from leadline.disclose.derive import Derivation, bounds_of
from leadline.disclose.rounding import cells_of, round_estimate, round_outward
from leadline.models.selection import RATE, chance_above, chance_below, interval, select

GRAINS = WINDOW, PART, AFTER = "window", "part", "after"
SUBJECTS = REGIONS, MEMBERS = "regions", "members"
UNCLEAR = "unclear"
# What is late, or never reported, is no claim that anything changed.
CLAIMED = (Kind.CHANGE, Kind.AFTERMATH, Kind.UNACCOUNTED)
# A tail is printed to two digits, upward; smaller ones are not told apart.
DIGITS, LEAST_TAIL = 2, 1e-9


class Family(NamedTuple):
    """Claims that are read together: of regions or of members, and of which periods."""

    subject: str
    grain: str


class Key(NamedTuple):
    """Which claim: a change and its aftermath share the claim on their window."""

    counted: tuple[str, ...]
    subject: str
    period: str


@dataclass(frozen=True)
class Claim:
    """A claim of a family, and the days it is about.

    ``bounds`` are how near the interval of expected may end, below and above, to leave the
    count out as printed; ``expected`` its 23 quantiles.
    """

    family: Family
    period: Span
    bounds: tuple[float, float]
    expected: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a family: claims looked at and stated, and what an interval leaves out."""

    period: Span
    n_claims: int
    n_stated: int
    share: float


@dataclass(frozen=True)
class Standing:
    """All claims of a release: their tails, the share each stated one's interval leaves out."""

    tails: Mapping[Key, float]
    shares: Mapping[Key, float]
    outcomes: Mapping[Family, Outcome]


NONE_LOOKED_AT = Standing({}, {}, {})


def weigh(findings: Iterable[Finding], *, key: bytes, base: int) -> Standing:
    """Return how the claims of the findings shown stand, each family by itself."""
    claims: dict[Key, Claim] = {}
    for finding in findings:
        for statement in finding.statements:
            for name, claim in _claims(finding, statement, key=key, base=base):
                claims.setdefault(name, claim)
    standing = NONE_LOOKED_AT
    for family in sorted({claim.family for claim in claims.values()}, key=_place):
        own = {name: claim for name, claim in claims.items() if claim.family == family}
        standing = _joined(standing, family, own)
    return standing


def _joined(standing: Standing, family: Family, own: Mapping[Key, Claim]) -> Standing:
    tails = dict(zip(own, _tails(list(own.values())), strict=True))
    found = select(np.array(list(tails.values())))
    stated = [name for name, stands in zip(own, found.stands, strict=True) if stands]
    outcome = Outcome(_whole(own.values()), len(own), len(stated), found.share)
    return Standing(
        {**standing.tails, **tails},
        {**standing.shares, **dict.fromkeys(stated, found.share)},
        {**standing.outcomes, family: outcome},
    )


def key_of(finding: Finding, statement: Statement, estimate: Estimate) -> Key:
    """Return which claim an estimate of a statement is."""
    kind = finding.indicator
    basis = (finding.kind,) if finding.kind in BY_OCCURRENCE else ()
    counted = (finding.source, kind.theme, kind.code, finding.channel, finding.frequency, *basis)
    return Key(counted, statement.subject, str(estimate.period))


def stated(
    alone: out.Estimate,
    expected: Sequence[int],
    key: Key,
    *,
    standing: Standing,
    derive: Derivation,
    base: int,
) -> out.Estimate:
    """Return an estimate, read alone so far, as it stands among the claims looked at with it.

    Without a change stated its direction is unclear; stated among others its interval is wider.
    """
    if key not in standing.tails:
        return alone
    numbers = {**alone.numbers, "tail": standing.tails[key]}
    if key not in standing.shares:
        return replace(alone, numbers=numbers, direction=UNCLEAR)
    share = standing.shares[key]
    if share < RATE:
        numbers |= _widened(numbers, expected, share=share, derive=derive, base=base)
    return replace(alone, numbers=numbers)


def as_stated(numbers: Mapping[str, float]) -> dict[str, float]:
    """Return numbers with the ends of the adjusted interval of expected, where there is one."""
    ends = {
        name: numbers[f"{name}_adjusted"]
        for name in ("expected_lower", "expected_upper")
        if f"{name}_adjusted" in numbers
    }
    return {**numbers, **ends}


def family_key(family: Family) -> str:
    """Return the ledger key of the claims of a family."""
    return f"5|selection|{family.subject}|{family.grain}"


def _claims(
    finding: Finding, statement: Statement, *, key: bytes, base: int
) -> Iterator[tuple[Key, Claim]]:
    if statement.withheld or finding.kind not in CLAIMED:
        return
    cells = cells_of(finding, statement)
    for place, estimate in enumerate(statement.totals):
        bounds = bounds_of(round_estimate(estimate, cells, key=key, base=base), base)
        if bounds is not None:
            family = _family(finding.kind, place, statement)
            period = Span(estimate.period.first, estimate.period.last)
            claim = Claim(family, period, bounds, estimate.expected)
            yield key_of(finding, statement, estimate), claim


def _family(kind: Kind, place: int, statement: Statement) -> Family:
    inner = AFTER if kind is Kind.AFTERMATH else PART
    return Family(REGIONS if statement.is_region else MEMBERS, inner if place else WINDOW)


def _place(family: Family) -> tuple[int, int]:
    return SUBJECTS.index(family.subject), GRAINS.index(family.grain)


def _tails(claims: Sequence[Claim]) -> list[float]:
    """Return of each claim the smallest share that its interval may leave out and hold no change.

    The interval is the printed one, rounding included; the share is printed to two digits.
    """
    levels, table = np.array(LEVELS), np.array([claim.expected for claim in claims], np.int64)
    fall, rise = np.array([claim.bounds for claim in claims]).T
    above = np.where(rise < 0, 1.0, chance_above(np.maximum(rise, 0), table, levels))
    tails = np.minimum(2 * np.minimum(chance_below(fall, table, levels), above), 1.0)
    return [_upward(tail) for tail in tails.tolist()]


def _upward(tail: float) -> float:
    step = 10.0 ** (floor(log10(max(tail, LEAST_TAIL))) - DIGITS + 1)
    # Written out, so that the number is the nearest to its two digits.
    return float(f"{max(ceil(tail / step - LEAST_TAIL), 10) * step:.{DIGITS - 1}e}")


def _widened(
    numbers: Mapping[str, float],
    expected: Sequence[int],
    *,
    share: float,
    derive: Derivation,
    base: int,
) -> dict[str, float]:
    lower, upper = interval(share, np.array([expected], np.int64), np.array(LEVELS))
    ends = round_outward(int(lower[0]), int(upper[0]), base=base)
    wide = dict(zip(("expected_lower_adjusted", "expected_upper_adjusted"), ends, strict=True))
    found = derive(as_stated({**numbers, **wide}), base)
    return wide | {f"{end}_adjusted": found[end] for end in ("lower", "upper") if end in found}


def _whole(claims: Iterable[Claim]) -> Span:
    periods = [claim.period for claim in claims]
    return Span(min(p.first for p in periods), max(p.last for p in periods))
