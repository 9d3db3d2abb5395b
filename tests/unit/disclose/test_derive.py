import pytest

from leadline.core.finding import Kind
from leadline.disclose.derive import (
    change,
    deficit,
    derivation,
    direction_of,
    likelihood_of,
    nothing,
    surplus,
)

EXPECTED = {"expected": 100.0, "expected_lower": 80.0, "expected_upper": 120.0}
BOUNDED = EXPECTED | {"observed_lower": 60.0, "observed_upper": 70.0}


def beside(observed: float, **expected: float) -> dict[str, float]:
    return EXPECTED | expected | {"observed": observed}


NOT_COMPARABLE = [EXPECTED, {"observed": 70.0}, beside(0.0, expected=0.0), {}]


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


@pytest.mark.parametrize(
    ("observed", "word"),
    [
        (100, "about_as_likely_as_not"),
        (99, "about_as_likely_as_not"),
        # z = 1.96 x 4 / 20 = .39, probability .65; x 5: .49, .69
        (96, "about_as_likely_as_not"),
        (95, "likely"),
        (105, "likely"),
        # z = 1.96 x 15 / 20 = 1.47, probability .93, but the interval still holds the count
        (85, "likely"),
        (80, "likely"),
        (70, "very_likely"),
        (130, "very_likely"),
        (0, "very_likely"),
    ],
)
def test_likelihood_is_read_off_the_printed_interval(observed: float, word: str) -> None:
    assert likelihood_of(beside(observed), 5) == word


def test_a_lopsided_interval_counts_on_the_side_of_the_observed_count() -> None:
    lopsided = {"expected_lower": 98.0, "expected_upper": 300.0}

    assert likelihood_of(beside(90, **lopsided), 1) == "very_likely"
    assert likelihood_of(beside(110, **lopsided), 1) == "about_as_likely_as_not"


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
    ],
)
def test_the_estimand_follows_from_kind_and_place(kind: Kind, place: int, derive: object) -> None:
    assert derivation(kind, place) is derive


def test_a_period_of_a_path_stands_for_itself() -> None:
    assert nothing(beside(50), 5) == {}
