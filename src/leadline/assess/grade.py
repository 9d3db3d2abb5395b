"""How good the evidence is, and how likely a claim: rules in tables, nothing else.

Confidence (GRADE words) starts at Low for observational counts and moves by the rules below,
each with a named reason. Likelihood (IPCC words) comes from a computed probability. The two
never share a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass

from leadline.core.finding import Facts

CONFIDENCE = ("very_low", "low", "moderate", "high")
_START = CONFIDENCE.index("low")

RUNG_TWO_TOTALS, RUNG_SERIES, RUNG_TRIANGLE, RUNG_SEVERAL_SOURCES = 2, 3, 4, 5
# With more of the reports than this still on their way, what is in says little.
MOSTLY_LATE = 1 / 3
# A total with more of its days outside the window than this speaks of another time as well.
OUTSIDE = 0.05


@dataclass(frozen=True)
class Graded:
    """Facts with the released interval of the change (shares of the expected count)."""

    facts: Facts
    lower: float
    upper: float


@dataclass(frozen=True)
class Reason:
    """Why confidence moved, and by how many grades (0 where it only set a limit)."""

    code: str
    steps: int


@dataclass(frozen=True)
class Rule:
    """One rule: when it holds, confidence moves by ``steps``; ``cap`` limits it from above."""

    code: str
    steps: int
    holds: Callable[[Graded], bool]
    cap: str = "high"


def _is_large(graded: Graded) -> bool:
    return graded.upper < -1 / 3 or graded.lower > 1 / 2


RULES = (
    Rule("no_sheet", -1, lambda g: not g.facts.has_sheet),
    Rule(
        "duplicates_possible",
        0,
        lambda g: g.facts.has_sheet and not g.facts.deduplicated,
        cap="moderate",
    ),
    Rule("two_totals", 0, lambda g: g.facts.two_totals, cap="low"),
    Rule("partly_before", -1, lambda g: g.facts.share_before > OUTSIDE),
    Rule("partly_after", -1, lambda g: g.facts.share_after > OUTSIDE),
    Rule(
        "short_baseline",
        0,
        lambda g: not g.facts.two_totals and g.facts.baseline_years < 3,
        cap="moderate",
    ),
    Rule("mostly_late", -1, lambda g: g.facts.share_late > MOSTLY_LATE, cap="low"),
    Rule("breaks", -1, lambda g: g.facts.has_break),
    Rule("wild_end", -1, lambda g: g.facts.wild_end, cap="low"),
    Rule("imprecision", -1, lambda g: g.upper - g.lower > 0.5),
    Rule("small_counts", 0, lambda g: g.facts.expected_per_period < 30, cap="low"),
    Rule("inconsistency", -1, lambda g: g.facts.against > 1 / 3),
    Rule("partial_coverage", -1, lambda g: g.facts.n_members < 0.5 * g.facts.n_members_of),
    Rule("sources_disagree", -1, lambda g: g.facts.sources_agree < 0),
    Rule("sources_agree", 1, lambda g: g.facts.sources_agree > 0),
    Rule("large_change", 1, lambda g: not g.facts.wild_end and _is_large(g)),
    Rule("placebo_passed", 1, lambda g: g.facts.placebo == "holds"),
    Rule("placebo_not_assessable", 0, lambda g: g.facts.placebo == "not_assessable", cap="low"),
)


def confidence(facts: Facts, *, lower: float, upper: float) -> tuple[str, tuple[Reason, ...]]:
    """Return the confidence word and the reasons that led to it, in the order of the rules.

    ``lower`` and ``upper`` bound the change, as released.
    """
    graded = Graded(facts, lower, upper)
    met = [rule for rule in RULES if rule.holds(graded)]
    level = _START + sum(rule.steps for rule in met)
    cap = min((CONFIDENCE.index(rule.cap) for rule in met), default=len(CONFIDENCE) - 1)
    word = CONFIDENCE[max(0, min(level, cap))]
    return word, tuple(Reason(rule.code, rule.steps) for rule in met)


# Narrowest first. No word stronger than "very likely" until that tail is calibrated.
LIKELIHOOD = (
    (0.90, "very_likely"),
    (0.66, "likely"),
)


def likelihood(probability: float) -> str:
    """Return the word for the probability (0..1) of the direction stated, at least a half.

    The narrowest band that fits: from a half to two thirds that is "about as likely as not"
    (33-66%), not "more likely than not" (above 50%).

    References
    ----------
    Mastrandrea et al. (2010), Guidance Note for Lead Authors of the IPCC Fifth Assessment
    Report on Consistent Treatment of Uncertainties, table 1.
    """
    for at_least, word in LIKELIHOOD:
        if probability > at_least:
            return word
    return "about_as_likely_as_not"
