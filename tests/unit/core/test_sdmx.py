"""How periods and codes are written in SDMX, and what is no period there."""

import pytest

from leadline.core.period import parse_period
from leadline.core.sdmx import frequency_code, indicator_code, parse_sdmx_period, sdmx_period


@pytest.mark.parametrize(
    ("ours", "theirs", "frequency"),
    [
        ("2020-03-14", "2020-03-14", "D"),
        ("2020-W53", "2020-W53", "W"),
        ("2020-03", "2020-03", "M"),
        ("2020-Q1", "2020-Q1", "Q"),
        ("2020-H2", "2020-S2", "S"),
        ("2020", "2020", "A"),
        ("2020-03-01/2020-05-31", "2020-03-01/P92D", "_U"),
        ("2020-03-01/2020-03-01", "2020-03-01/P1D", "_U"),
    ],
)
def test_each_kind_of_period_has_its_sdmx_form(ours: str, theirs: str, frequency: str) -> None:
    period = parse_period(ours)

    assert (sdmx_period(period), frequency_code(period)) == (theirs, frequency)
    assert parse_sdmx_period(theirs) == period


@pytest.mark.parametrize(("theirs", "ours"), [("2020-M03", "2020-03"), ("2020-A1", "2020")])
def test_reporting_months_and_years_are_months_and_years(theirs: str, ours: str) -> None:
    assert parse_sdmx_period(theirs) == parse_period(ours)


@pytest.mark.parametrize(
    "text",
    [
        "2020-H1",
        "2020-S3",
        "2020-M13",
        "2021-W53",
        "2020-02-30/P1D",
        "2020-03-01/P0D",
        "2020-03-01/P99999D9",
        "9999-12-31/P99999D",
        "2020-03-01/P3M",
        "2020-03-01/2020-05-31",
        "_X",
    ],
)
def test_what_is_no_period_of_sdmx_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|day|month|week"):
        parse_sdmx_period(text)


def test_a_theme_without_an_indicator_is_a_code_too() -> None:
    assert indicator_code("violence", "victims_homicide") == "violence-victims_homicide"
    assert indicator_code("violence", "") == "violence"
