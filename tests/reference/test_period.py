"""Weeks and days against the calendars of standards."""

from datetime import date

import pytest

from leadline.core.period import Frequency, Period


@pytest.mark.parametrize(
    "year",
    [
        # Years of 53 weeks, 1901-2050: those that begin on a Thursday, and leap years that
        # begin on a Wednesday (ISO 8601:2004, 3.2.2).
        *(1903, 1908, 1914, 1920, 1925, 1931, 1936, 1942, 1948, 1953, 1959, 1964, 1970, 1976),
        *(1981, 1987, 1992, 1998, 2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048),
    ],
)
def test_a_long_year_has_a_week_53_and_its_neighbours_have_none(year: int) -> None:
    week = Period.parse(f"{year}-W53")

    assert str(week + 1) == f"{year + 1}-W01"
    assert str(week + -53) == f"{year - 1}-W52"


@pytest.mark.parametrize(
    ("day", "week"),
    [
        # ISO 8601:2004, 4.1.4, and its examples of days whose week lies in another year.
        (date(1995, 1, 1), "1994-W52"),
        (date(1996, 12, 31), "1997-W01"),
        (date(1985, 4, 12), "1985-W15"),
        (date(2008, 12, 29), "2009-W01"),
        (date(2010, 1, 3), "2009-W53"),
    ],
)
def test_a_day_lies_in_its_iso_week(day: date, week: str) -> None:
    assert str(Period.containing(day, Frequency.WEEK)) == week


@pytest.mark.parametrize(("year", "days"), [(1900, 365), (2000, 366), (2019, 365), (2020, 366)])
def test_leap_years_are_those_of_the_gregorian_calendar(year: int, days: int) -> None:
    """ISO 8601:2004, 3.2.1: divisible by four, centuries by four hundred."""
    assert Period.parse(str(year)).days == days
