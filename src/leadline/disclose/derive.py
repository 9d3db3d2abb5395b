"""What follows from released numbers, and from nothing else.

A reader with the page alone can do each computation of this module again. A rounded count may
be up to base - 1 off, either way: every interval here holds that too.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import ceil, erf, floor, sqrt

from leadline.assess.grade import likelihood
from leadline.core.finding import Finding, Kind
from leadline.disclose.rounding import BOUNDS

Numbers = Mapping[str, float]
Derivation = Callable[[Numbers, int], dict[str, float]]

_HALF_WIDTH, _NO_WIDTH = 1.959964, 1e-9
_HALF_PER_CENT = 0.005
_SHIFT_LOWER, _SHIFT_UPPER = "ninetieth_shift_lower", "ninetieth_shift_upper"


def derivation(finding: Finding, place: int) -> Derivation:
    """Return how the estimand of a finding follows, by the place of the period among totals."""
    if finding.kind is Kind.AFTERMATH:
        return deficit if place == 0 else surplus
    if finding.kind is Kind.NEVER_REPORTED:
        return partial(never_reported, offending=finding.offending)
    return _DERIVATIONS.get(finding.kind, change)


def change(numbers: Numbers, base: int) -> dict[str, float]:
    """Return observed / expected - 1 as lower, mid, upper: shares, to the whole per cent."""
    if not _is_comparable(numbers) or not numbers["expected_lower"]:
        return {}
    low, middle, high = _observed(numbers, base)
    return {
        "lower": _relative(low, numbers["expected_upper"]),
        "mid": _relative(middle, numbers["expected"]),
        "upper": _relative(high, numbers["expected_lower"]),
    }


def deficit(numbers: Numbers, base: int) -> dict[str, float]:
    """Return expected - observed as lower, mid, upper (counts), and mid as share of expected."""
    if not _is_comparable(numbers):
        return {}
    low, middle, high = _observed(numbers, base)
    below = numbers["expected"] - middle
    share = {"pct": _hundredth(below / numbers["expected"])} if numbers["expected"] else {}
    return {
        "lower": _outward(numbers["expected_lower"] - high, base),
        "mid": below,
        "upper": -_outward(low - numbers["expected_upper"], base),
        **share,
    }


def surplus(numbers: Numbers, base: int) -> dict[str, float]:
    """Return observed - expected as lower, mid, upper (counts), and mid as share of expected."""
    found = deficit(numbers, base)
    turned = {"lower": "upper", "mid": "mid", "upper": "lower", "pct": "pct"}
    return {name: 0.0 - found[turned[name]] for name in found}


def unaccounted(numbers: Numbers, base: int) -> dict[str, float]:
    """Return expected by now - observed, and its middle as a share of expected within D."""
    found = deficit(numbers, base)
    if "mid" not in found or not numbers.get("complete"):
        return found
    return {**found, "pct": _hundredth(found["mid"] / numbers["complete"])}


def late(numbers: Numbers, base: int) -> dict[str, float]:
    """Return what is still on its way: reports within D - observed, none of them below zero."""
    return {name: max(value, 0.0) for name, value in deficit(numbers, base).items()}


def never_reported(numbers: Numbers, base: int, *, offending: Sequence[float]) -> dict[str, float]:
    """Return break-even offending as share, share_lower, share_upper, and bounds where it has any.

    With E expected within D and U not accounted for, E - U is reported within D: offending at
    1 - U/E of what was usual leaves nothing unreported. With offending between two shares, what
    was never reported lies between their ends of share x E - (E - U), as ``lower`` and ``upper``.
    """
    found = deficit(numbers, base)
    low, middle, high = (numbers.get(f"complete{end}", 0.0) for end in ("_lower", "", "_upper"))
    if "mid" not in found or not low:
        return {}
    even = {
        "share": _hundredth(max(1 - found["mid"] / middle, 0)),
        "share_lower": max(floor(100 * (1 - found["upper"] / high)) / 100, 0.0),
        "share_upper": max(ceil(100 * (1 - found["lower"] / low)) / 100, 0.0),
    }
    if not offending:
        return even
    least, most = offending
    lower = found["lower"] + min((least - 1) * low, (least - 1) * high)
    upper = found["upper"] + max((most - 1) * low, (most - 1) * high)
    return {
        **even,
        "lower": _outward(round(lower, 6), base),
        "upper": -_outward(round(-upper, 6), base),
        "offending_lower": least,
        "offending_upper": most,
    }


def nothing(_numbers: Numbers, _base: int) -> dict[str, float]:
    """Return no estimand: a period of a path stands for itself."""
    return {}


def direction_of(numbers: Numbers, base: int) -> str:
    """Return fell or rose where the change, as printed, leaves out zero with its interval.

    Of nothing expected there is no percentage, but a rise all the same.
    """
    if _SHIFT_LOWER in numbers:
        is_longer, is_shorter = numbers[_SHIFT_LOWER] > 0, numbers[_SHIFT_UPPER] < 0
        return "rose" if is_longer else "fell" if is_shorter else "unclear"
    if not _is_comparable(numbers):
        return ""
    low, _, high = _observed(numbers, base)
    upper = numbers["expected_upper"]
    if _relative(high, numbers["expected_lower"]) < 0:
        return "fell"
    return "rose" if _relative(low, upper) > 0 or low > upper == 0 else "unclear"


_DERIVATIONS: Mapping[Kind, Derivation] = {
    Kind.UNACCOUNTED: unaccounted,
    Kind.LATE: late,
    Kind.DELAY_SHIFT: nothing,
}


def bounds_of(numbers: Numbers, base: int) -> tuple[float, float] | None:
    """Return how near to the count the printed interval of expected may end to leave it out.

    The least lower end with which the change, as printed, reads as a fall, and the greatest
    upper end with which it reads as a rise, both on the grid of the base. The second is below
    zero where none can; None where there is nothing to compare.
    """
    if not _is_comparable(numbers):
        return None
    low, _, high = _observed(numbers, base)
    fall = high / (1 - _HALF_PER_CENT) // base * base
    while _relative(high, fall) >= 0:
        fall += base
    rise = -(-low / (1 + _HALF_PER_CENT) // base) * base
    while rise > 0 and _relative(low, rise) <= 0:
        rise -= base
    return fall, rise if low else -1.0


def likelihood_of(numbers: Numbers, base: int) -> str:
    """Return the likelihood word of a direction; none while the 95% interval leaves it open.

    The expected count is read as two half normals whose 95% interval is the printed one. Where
    nothing changed, two statements in three would else read "likely".
    """
    if not _is_comparable(numbers) or direction_of(numbers, base) not in ("fell", "rose"):
        return ""
    distance = numbers["expected"] - _observed(numbers, base)[1]
    side = "expected_lower" if distance > 0 else "expected_upper"
    half_width = abs(numbers["expected"] - numbers[side])
    # Rounding may close the interval on one side: what lies beyond it is beyond it all the same.
    z = _HALF_WIDTH * abs(distance) / max(half_width, _NO_WIDTH)
    return likelihood((1 + erf(z / sqrt(2))) / 2)


def _is_comparable(numbers: Numbers) -> bool:
    has_observed = "observed" in numbers or BOUNDS[0] in numbers
    return has_observed and "expected" in numbers


def _observed(numbers: Numbers, base: int) -> tuple[float, float, float]:
    low = numbers.get("observed", numbers.get(BOUNDS[0], 0.0))
    high = numbers.get("observed", numbers.get(BOUNDS[1], 0.0))
    off = base - 1
    return max(low - off, 0.0), (low + high) / 2, high + off


def _relative(observed: float, expected: float) -> float:
    """Return the change as printed, to the whole per cent; none from nothing expected."""
    return round(observed / expected - 1, 2) + 0.0 if expected else 0.0


def _hundredth(share: float) -> float:
    return round(share, 2) + 0.0  # no minus before a zero


def _outward(value: float, base: int) -> float:
    return value // base * base
