"""Sheets that read well and mean something else: what is refused, and what is noted."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.spec.test_mapping_spec import (
    CONSTANTS,
    FRENCH,
    FRENCH_MAP,
    MAP,
    read,
    rows_of,
    text_sheet,
    told,
    workbook,
)

DATES_MAP = (
    """
[columns]
"Mois" = "reported"
"Nombre" = "count"
[periods]
dates = "month"
"""
    + CONSTANTS
    + 'indicator = "referrals"\n'
)


def test_counts_in_thousands_are_noted_and_read_as_they_stand(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Appels (en milliers),\nMois,Nombre\n2018-01-01,11\n")
    mapping = DATES_MAP.replace("[columns]", "[sheet]\nheader_row = 2\n[columns]")

    mapped, problems = read(tmp_path, sheet, mapping)

    assert told(problems) == [("x", 1, "", "counts_scaled")]
    assert rows_of(mapped.tables, "count") == [(3, "11")]


def test_a_mark_that_means_zero_is_zero(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Mois,Nombre\n2018-01-01,-\n2018-02-01,12\n")
    numbers = '[numbers]\nmissing = { "-" = "0" }\n'

    mapped, problems = read(tmp_path, sheet, numbers + DATES_MAP)

    assert problems == ()
    assert rows_of(mapped.tables, "count") == [(2, "0"), (3, "12")]


def test_a_heading_that_is_not_understood_is_told_once(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, FRENCH.replace("févr. 2020", "fevrero 2020"))

    mapped, problems = read(tmp_path, sheet, FRENCH_MAP)

    assert told(problems) == [("x", 2, "reported", "period_unread")]
    assert "the heading of column 4" in problems[0].message
    assert rows_of(mapped.tables, "count") == [(3, "1200"), (4, "7")]


STACKED = """\
Table 1 Referrals,,
Route,Jan 2020,Feb 2020
Schools,11,12
,,
Table 2 Offences recorded,,
{},{},{}
Schools,21,22
"""
STACKED_MAP = (
    """
[sheet]
header_row = 2
[columns]
"Route" = "channel"
[codes.channel]
"Schools" = "education"
"Route" = ""
[wide]
from_column = "Jan 2020"
language = "en"
"""
    + CONSTANTS
    + 'indicator = "referrals"\n'
)


@pytest.mark.parametrize(
    "again",
    [("Route", "Jan 2020", "Feb 2020"), ("Route", "2021", "2022"), ("", "JAN 2020", "Feb 2020")],
)
def test_headings_that_come_again_are_no_counts(tmp_path: Path, again: tuple[str, ...]) -> None:
    sheet = text_sheet(tmp_path, STACKED.format(*again))

    _, problems = read(tmp_path, sheet, STACKED_MAP)

    assert ("x", 6, "", "header_repeated") in told(problems)


def test_a_table_that_ends_before_the_next_one_is_read_alone(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, STACKED.format("Route", "Jan 2020", "Feb 2020"))
    mapping = STACKED_MAP.replace("header_row = 2", "header_row = 2\nlast_row = 3")

    mapped, problems = read(tmp_path, sheet, mapping)

    assert problems == ()
    assert rows_of(mapped.tables, "reported", "count") == [
        (3, "2020-01", "11"),
        (3, "2020-02", "12"),
    ]


def test_a_row_of_numbers_that_look_like_years_is_no_heading(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, STACKED.format("Schools", "2021", "1999"))

    mapped, problems = read(tmp_path, sheet, STACKED_MAP)

    assert problems == ()
    assert rows_of(mapped.tables, "count")[2:4] == [(6, "2021"), (6, "1999")]


@pytest.mark.parametrize("dates", [("2018-01-01", "2018-02-01"), ("31/01/2018", "28/02/2018")])
def test_dates_as_text_stand_for_months_where_that_is_declared(
    tmp_path: Path, dates: tuple[str, str]
) -> None:
    sheet = text_sheet(tmp_path, "Mois,Nombre\n{},11\n{},12\n".format(*dates))

    mapped, problems = read(tmp_path, sheet, DATES_MAP)

    assert problems == ()
    assert rows_of(mapped.tables, "reported") == [(2, "2018-01"), (3, "2018-02")]


def test_a_date_with_two_readings_in_one_month_is_no_doubt_of_the_month(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Mois,Nombre\n01/01/2018,11\n03/04/2018,12\n")

    _, problems = read(tmp_path, sheet, DATES_MAP)

    assert told(problems) == [("x", 3, "reported", "period_ambiguous")]


def test_a_word_on_dates_without_any_date_is_noted(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Mois,Nombre\n2018-01,11\n")

    _, problems = read(tmp_path, sheet, DATES_MAP)

    assert told(problems) == [(MAP, 7, "periods.dates", "dates_none")]


def test_dates_within_months_are_read_and_noted(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Mois", "Nombre"])
        book.active.append([date(2021, 1, 20), 11])
        book.active.append([date(2021, 2, 20), 12])

    mapped, problems = read(tmp_path, workbook(tmp_path, fill), DATES_MAP)

    assert told(problems) == [("x", 2, "reported", "dates_within_months")]
    assert rows_of(mapped.tables, "reported") == [(2, "2021-01"), (3, "2021-02")]
