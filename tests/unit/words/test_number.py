"""The number formatter: signs, marks, digits, isolation."""

import pytest

from leadline.words import words

NB = "\u00a0"
LRI, PDI = "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", f"{LRI}1,234,567{PDI}"),
        ("en", "1,234,567"),
        ("es", f"1{NB}234{NB}567"),
        ("fr", f"1{NB}234{NB}567"),
    ],
)
def test_a_count_has_the_marks_of_its_language_and_latin_digits(code: str, written: str) -> None:
    assert words(code).number(1234567) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", f"{LRI}−1,234.5{PDI}"),
        ("en", "−1,234.5"),
        ("es", f"−1{NB}234,5"),
        ("fr", f"−1{NB}234,5"),
    ],
)
def test_a_minus_is_a_true_minus_inside_the_isolate(code: str, written: str) -> None:
    assert words(code).number(-1234.5, decimals=1) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [("ar", f"{LRI}−38%{PDI}"), ("en", "−38%"), ("es", f"−38{NB}%"), ("fr", f"−38{NB}%")],
)
def test_a_fall_is_a_percentage_with_its_minus(code: str, written: str) -> None:
    assert words(code).percent_change(-0.38) == written


def test_only_changes_carry_a_plus() -> None:
    english = words("en")

    assert (english.change(12), english.percent_change(0.12)) == ("+12", "+12%")
    assert (english.number(12), english.percent(0.12)) == ("12", "12%")


@pytest.mark.parametrize("share", [0.0, -0.0, 0.004, -0.004])
def test_a_change_that_rounds_to_zero_has_no_sign(share: float) -> None:
    assert words("en").percent_change(share) == "0%"


def test_half_goes_away_from_zero_as_it_is_printed_and_not_as_it_is_stored() -> None:
    english = words("en")

    assert (english.percent(0.285), english.percent(-0.285)) == ("29%", "−29%")
    assert (english.percent(0.575), english.number(2.675, decimals=2)) == ("58%", "2.68")


def test_decimals_are_kept_when_they_are_zero() -> None:
    assert words("fr").number(12, decimals=1) == "12,0"


def test_a_year_has_no_thousands_mark() -> None:
    assert words("en").digits(2020) == "2020"


def test_the_ends_of_a_range_are_isolated_one_by_one_in_arabic() -> None:
    written = words("ar").percent_change_interval(-0.29, -0.17)

    assert written == f"{LRI}−29%{PDI}{NB}إلى{NB}{LRI}−17%{PDI}"


@pytest.mark.parametrize(
    ("code", "written"), [("en", f"−29%{NB}to{NB}+5%"), ("es", f"−29{NB}%{NB}a{NB}+5{NB}%")]
)
def test_a_range_is_written_with_a_word_and_never_a_dash(code: str, written: str) -> None:
    assert words(code).percent_change_interval(-0.29, 0.05) == written


def test_the_four_ranges_differ_in_sign_and_unit() -> None:
    french = words("fr")

    assert french.interval(-5, 1200) == f"−5{NB}à{NB}1{NB}200"
    assert french.change_interval(-5, 1200) == f"−5{NB}à{NB}+1{NB}200"
    assert french.percent_interval(0.9, 0.995, decimals=1) == f"90,0{NB}%{NB}à{NB}99,5{NB}%"
    assert french.percent_change_interval(0, 0.5) == f"0{NB}%{NB}à{NB}+50{NB}%"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_never_printed(value: float) -> None:
    with pytest.raises(AssertionError):
        words("en").number(value)
