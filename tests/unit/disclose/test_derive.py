import pytest
from tests.build import finding

from leadline.core.finding import Kind
from leadline.disclose.derive import (
    change,
    deficit,
    derivation,
    direction_of,
    late,
    likelihood_of,
    never_reported,
    nothing,
    surplus,
    unaccounted,
)

EXPECTED = {"expected": 100.0, "expected_lower": 80.0, "expected_upper": 120.0}
BOUNDED = EXPECTED | {"observed_lower": 60.0, "observed_upper": 70.0}


def beside(observed: float, **expected: float) -> dict[str, float]:
    return EXPECTED | expected | {"observed": observed}


NOT_COMPARABLE = [EXPECTED, {"observed": 70.0}, {}]


def test_change_holds_the_rounding_of_the_observed_count() -> None:
    # (50 - 4) / 120, 50 / 100 and (50 + 4) / 80, each less one
    assert change(beside(50), 5) == {"lower": -0.62, "mid": -0.5, "upper": -0.32}


def test_without_rounding_change_is_observed_over_expected_less_one() -> None:
    assert change(beside(60), 1) == {"lower": -0.5, "mid": -0.4, "upper": -0.25}


def test_change_of_a_bounded_count_holds_both_bounds() -> None:
    assert change(BOUNDED, 1) == {"lower": -0.5, "mid": -0.35, "upper": -0.12}


def test_no_change_has_no_sign() -> None:
    assert str(change(beside(999, expected=1000.0), 5)["mid"]) == "0.0"


def test_a_count_is_never_below_zero() -> None:
    assert change(beside(0), 5)["lower"] == -1.0


def test_change_has_no_meaning_where_nothing_may_be_expected() -> None:
    assert change(beside(50, expected_lower=0.0), 5) == {}


@pytest.mark.parametrize("numbers", NOT_COMPARABLE)
def test_without_observed_and_expected_nothing_follows(numbers: dict[str, float]) -> None:
    assert change(numbers, 5) == {}
    assert deficit(numbers, 5) == {}
    assert surplus(numbers, 5) == {}
    assert direction_of(numbers, 5) == ""
    assert likelihood_of(numbers, 5) == ""


def test_a_deficit_is_expected_less_observed_rounded_outward() -> None:
    assert deficit(beside(50), 5) == {"lower": 25.0, "mid": 50.0, "upper": 75.0, "pct": 0.5}


def test_a_surplus_is_the_deficit_turned_about() -> None:
    assert surplus(beside(150), 5) == {"lower": 25.0, "mid": 50.0, "upper": 75.0, "pct": 0.5}


def test_no_surplus_is_never_minus_zero() -> None:
    assert str(surplus(beside(100), 5)["mid"]) == "0.0"


@pytest.mark.parametrize(
    ("observed", "base", "direction"),
    [
        (75, 5, "fell"),
        (80, 5, "unclear"),
        (79, 1, "fell"),
        (80, 1, "unclear"),
        (120, 1, "unclear"),
        (121, 1, "rose"),
        (120, 5, "unclear"),
        (125, 5, "rose"),
    ],
)
def test_a_direction_needs_the_rounded_count_outside_the_interval(
    observed: float, base: int, direction: str
) -> None:
    assert direction_of(beside(observed), base) == direction


def test_a_bounded_count_fell_only_when_its_upper_bound_did() -> None:
    assert direction_of(BOUNDED, 1) == "fell"
    assert direction_of(BOUNDED | {"observed_upper": 85.0}, 1) == "unclear"


@pytest.mark.parametrize("observed", [70, 130, 0])
def test_a_count_beyond_the_printed_interval_is_very_likely_a_change(observed: float) -> None:
    assert likelihood_of(beside(observed), 5) == "very_likely"


@pytest.mark.parametrize("observed", [80, 85, 99, 100, 105, 120])
def test_while_the_interval_holds_the_count_no_likelihood_is_stated(observed: float) -> None:
    """At 85 it would be .93: two statements in three would be likely where nothing changed."""
    assert likelihood_of(beside(observed), 5) == ""


def test_a_lopsided_interval_counts_on_the_side_of_the_observed_count() -> None:
    lopsided = {"expected_lower": 98.0, "expected_upper": 300.0}

    assert likelihood_of(beside(90, **lopsided), 1) == "very_likely"
    assert likelihood_of(beside(310, **lopsided), 1) == "very_likely"


def test_of_nothing_expected_there_is_no_percentage_but_a_rise() -> None:
    nothing_expected = {"expected": 0.0, "expected_lower": 0.0, "expected_upper": 0.0}

    assert direction_of(beside(35, **nothing_expected), 5) == "rose"
    assert change(beside(35, **nothing_expected), 5) == {}
    assert surplus(beside(35, **nothing_expected), 5)["mid"] == 35


def test_few_where_nothing_was_expected_are_no_rise_within_the_rounding() -> None:
    nothing_expected = {"expected": 0.0, "expected_lower": 0.0, "expected_upper": 5.0}

    assert direction_of(beside(5, **nothing_expected), 5) == "unclear"


def test_beyond_an_interval_that_rounding_closed_a_change_is_very_likely() -> None:
    closed = {"expected": 5.0, "expected_lower": 5.0, "expected_upper": 10.0}

    assert direction_of(beside(0, **closed), 5) == "fell"
    assert likelihood_of(beside(0, **closed), 5) == "very_likely"


@pytest.mark.parametrize(
    ("kind", "place", "derive"),
    [
        (Kind.CHANGE, 0, change),
        (Kind.CHANGE, 3, change),
        (Kind.AFTERMATH, 0, deficit),
        (Kind.AFTERMATH, 1, surplus),
        (Kind.UNACCOUNTED, 0, unaccounted),
        (Kind.LATE, 3, late),
        (Kind.DELAY_SHIFT, 0, nothing),
    ],
)
def test_the_estimand_follows_from_kind_and_place(kind: Kind, place: int, derive: object) -> None:
    assert derivation(finding(kind=kind), place) is derive


COMPLETE = {"complete": 200.0, "complete_lower": 180.0, "complete_upper": 220.0}


def test_what_is_not_accounted_for_is_a_share_of_what_was_expected_within_d() -> None:
    # 100 expected by now, 50 in: 50 of the 200 that were expected in the end
    assert unaccounted(beside(50, **COMPLETE), 1) == {
        "lower": 30.0,
        "mid": 50.0,
        "upper": 70.0,
        "pct": 0.25,
    }


def test_without_anything_expected_in_the_end_there_is_no_share_of_it() -> None:
    assert "pct" not in unaccounted({"observed": 3.0}, 1)
    assert unaccounted(beside(50), 1)["pct"] == 0.5


def test_no_less_than_nothing_is_late() -> None:
    assert late(beside(110), 1) == {"lower": 0.0, "mid": 0.0, "upper": 10.0, "pct": 0.0}


def test_break_even_is_what_was_reported_of_what_was_expected() -> None:
    # 200 expected, 50 (30 to 70) not accounted for: at 75% of the usual nothing is unreported
    found = never_reported(beside(50, **COMPLETE), 1, offending=())

    assert found == {"share": 0.75, "share_lower": 0.68, "share_upper": 0.84}


def test_bounds_hold_both_ends_of_the_range_of_offending() -> None:
    # 30 - 0.2 x 220 and 70 + 0.1 x 220
    found = never_reported(beside(50, **COMPLETE), 1, offending=(0.8, 1.1))

    assert (found["lower"], found["upper"]) == (-14.0, 92.0)
    assert (found["offending_lower"], found["offending_upper"]) == (0.8, 1.1)


def test_where_nothing_may_be_expected_there_is_no_break_even() -> None:
    nothing_expected = COMPLETE | {"complete_lower": 0.0}

    assert never_reported(beside(50, **nothing_expected), 1, offending=(0.8, 1.1)) == {}


@pytest.mark.parametrize(
    ("lower", "upper", "direction"),
    [(0.1, 0.7, "rose"), (-0.7, -0.1, "fell"), (-0.1, 0.7, "unclear")],
)
def test_delays_have_the_direction_of_their_shift(
    lower: float, upper: float, direction: str
) -> None:
    numbers = {
        "observed": 900.0,
        "ninetieth_shift_lower": lower,
        "ninetieth_shift_upper": upper,
    }

    assert direction_of(numbers, 5) == direction
    assert likelihood_of(numbers, 5) == ""


def test_a_period_of_a_path_stands_for_itself() -> None:
    assert nothing(beside(50), 5) == {}
