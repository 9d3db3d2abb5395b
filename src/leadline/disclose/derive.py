"""What follows from released numbers, and from nothing else.

A reader with the page alone can do each computation of this module again.
"""

from collections.abc import Callable, Mapping
from math import erf, sqrt

from leadline.assess.grade import likelihood
from leadline.core.finding import Kind

Numbers = Mapping[str, float]
Derivation = Callable[[Numbers], dict[str, float]]

BOUNDS = ("observed_lower", "observed_upper")
STRONGEST_UNCLEAR = 0.9
_HALF_WIDTH = 1.959964


def derivation(kind: Kind, place: int) -> Derivation:
    """Return how the estimand of a finding follows, by the place of the period among totals."""
    if kind is Kind.AFTERMATH:
        return deficit if place == 0 else surplus
    return change


def change(numbers: Numbers) -> dict[str, float]:
    """Return observed / expected - 1 as lower, mid, upper: shares, to the whole per cent."""
    if not _is_comparable(numbers) or not numbers["expected_lower"]:
        return {}
    low, high = _observed(numbers)
    return {
        "lower": round(low / numbers["expected_upper"] - 1, 2),
        "mid": round((low + high) / 2 / numbers["expected"] - 1, 2),
        "upper": round(high / numbers["expected_lower"] - 1, 2),
    }


def deficit(numbers: Numbers) -> dict[str, float]:
    """Return expected - observed as lower, mid, upper (counts), and mid as share of expected."""
    if not _is_comparable(numbers):
        return {}
    low, high = _observed(numbers)
    found = {
        "lower": numbers["expected_lower"] - high,
        "mid": numbers["expected"] - (low + high) / 2,
        "upper": numbers["expected_upper"] - low,
    }
    if numbers["expected"]:
        found["pct"] = round(found["mid"] / numbers["expected"], 2)
    return found


def surplus(numbers: Numbers) -> dict[str, float]:
    """Return observed - expected as lower, mid, upper (counts), and mid as share of expected."""
    found = deficit(numbers)
    turned = {"lower": "upper", "mid": "mid", "upper": "lower", "pct": "pct"}
    return {name: 0.0 - found[turned[name]] for name in found}


def nothing(_numbers: Numbers) -> dict[str, float]:
    """Return no estimand: a period of a path stands for itself."""
    return {}


def direction_of(numbers: Numbers) -> str:
    """Return fell or rose where observed lies outside the 95% interval of expected."""
    if not _is_comparable(numbers):
        return ""
    low, high = _observed(numbers)
    if high < numbers["expected_lower"]:
        return "fell"
    return "rose" if low > numbers["expected_upper"] else "unclear"


def likelihood_of(numbers: Numbers) -> str:
    """Return the likelihood word of the direction in which the middle points.

    The expected count is read as two half normals whose 95% interval is the printed one.
    While that interval holds the observed count, no word is stronger than "likely".
    """
    if not _is_comparable(numbers):
        return ""
    low, high = _observed(numbers)
    distance = numbers["expected"] - (low + high) / 2
    side = "expected_lower" if distance > 0 else "expected_upper"
    half_width = abs(numbers["expected"] - numbers[side])
    z = _HALF_WIDTH * abs(distance) / half_width if half_width else 0.0
    probability = (1 + erf(z / sqrt(2))) / 2
    if direction_of(numbers) == "unclear":
        probability = min(probability, STRONGEST_UNCLEAR)
    return likelihood(probability)


def _is_comparable(numbers: Numbers) -> bool:
    has_observed = "observed" in numbers or BOUNDS[0] in numbers
    return has_observed and numbers.get("expected", 0) > 0


def _observed(numbers: Numbers) -> tuple[float, float]:
    if "observed" in numbers:
        return numbers["observed"], numbers["observed"]
    return numbers[BOUNDS[0]], numbers[BOUNDS[1]]
