"""A proposal for sheets whose time is not what it seems, and whose counts are not all counts."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.unit.intake.mapping.sheets import answered, book_sheet, csv_sheet

from leadline.flow.mapping import propose


def test_the_year_of_the_title_is_proposed(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Denuncias: año 2019,,\nVía,ENE,FEB\nEscuela,1,2\nPolicía,3,4\n")

    checked, proposal = answered(path)

    assert "year = 2019    # from the title" in proposal
    assert checked.problems == ()
    assert {(s.first, s.last) for s in checked.series} == {("2019-01", "2019-02")}


@pytest.mark.parametrize("title", ["Año 2019/20", "Del 31/01/2019", "De 2018 a 2019"])
def test_a_title_with_another_time_gives_no_year(tmp_path: Path, title: str) -> None:
    path = csv_sheet(tmp_path, f"{title},,\nVía,ENE,FEB\nEscuela,1,2\nPolicía,3,4\n")

    assert "year = " not in propose(path)


def test_an_open_indicator_may_still_give_the_theme(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Mois,Signalements,Zzz\n2020-01,7,9\n2020-02,8,9\n")

    checked, _ = answered(path)

    assert [problem.code for problem in checked.problems] == ["mapping_open"]


def test_dates_within_months_are_in_doubt(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Month", "Referrals"])
    for month in (1, 2, 3):
        book.worksheets[0].append([date(2021, month, 20), 7])
    book.save(tmp_path / "sheet.xlsx")

    assert "was Jan-20 taken for a day?" in propose(tmp_path / "sheet.xlsx")


def test_years_whose_months_pass_december_are_in_doubt(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Year,Oct,Nov,Dec,Jan\n2019,1,2,3,4\n2020,5,6,7,8\n")

    assert "fiscal_month = 10    # the months of a year pass December" in propose(path)


def test_a_year_in_its_first_row_only_is_that_of_the_months_below(tmp_path: Path) -> None:
    rows = "2019,Apr,1\n,Dec,2\n,Jan,3\n,Mar,4\n2020,Apr,5\n"

    proposal = propose(csv_sheet(tmp_path, f"FY,Month,Referrals\n{rows}"))

    assert "fiscal_month = 4    # the months of a year pass December" in proposal


CENTRED = [
    ["Referrals", "", "", "", "", "", ""],
    ["", "", 2019, "", "", 2020, ""],
    ["Origin", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr"],
    ["School", 1, 2, 3, 4, 5, 6],
]


def test_years_above_the_middle_of_their_months_are_refused(tmp_path: Path) -> None:
    checked, proposal = answered(book_sheet(tmp_path, CENTRED))

    assert "header_rows = [2, 3]" in proposal
    assert "year = " not in proposal
    assert [(p.row, p.code) for p in checked.problems] == [(2, "year_centred")]


def test_a_line_of_several_years_gives_no_year(tmp_path: Path) -> None:
    rows = [["Referrals", "", ""], [2019, 2020, ""], ["Origin", "", ""], ["", "Jan", "Feb"]]

    assert "year = " not in propose(book_sheet(tmp_path, [*rows, ["School", 1, 2]]))


@pytest.mark.parametrize(
    "said", ["Quarter ending", "Cumul depuis janvier", "Trimestre terminado", "الفترة المنتهية في"]
)
def test_counts_that_run_over_periods_are_in_doubt_and_noted(tmp_path: Path, said: str) -> None:
    checked, proposal = answered(csv_sheet(tmp_path, f"{said},Referrals\n2020-03,7\n2020-06,8\n"))

    assert "header_row = 1    # line 1 says that counts run over" in proposal
    assert [(p.row, p.code) for p in checked.problems] == [(1, "periods_running")]


PART = "Referrals, March to December,,\nRoute,2019,2020\nSchool,7,8\n"


def test_years_under_a_title_that_names_months_are_in_doubt_and_noted(tmp_path: Path) -> None:
    checked, proposal = answered(csv_sheet(tmp_path, PART))

    assert 'from_column = "2019"    # line 1 names months or quarters' in proposal
    assert [(p.row, p.code) for p in checked.problems] == [(1, "years_in_part")]


@pytest.mark.parametrize(
    "title", ["Referrals by year", "As of 15 March 2021", "Figures may differ"]
)
def test_years_under_another_title_are_not_in_doubt(tmp_path: Path, title: str) -> None:
    checked, _ = answered(csv_sheet(tmp_path, PART.replace("Referrals, March to December,", title)))

    assert checked.problems == ()


def test_months_under_a_title_that_names_months_are_not_in_doubt(tmp_path: Path) -> None:
    sheet = PART.replace("2019,2020", "2019-03,2019-04")

    checked, _ = answered(csv_sheet(tmp_path, sheet))

    assert checked.problems == ()


def test_a_month_whose_counts_are_all_below_zero_is_not_left_out(tmp_path: Path) -> None:
    checked, proposal = answered(
        csv_sheet(tmp_path, "Year,Jan,Feb,Mar\n2019,1,2,-5\n2020,3,4,-5\n")
    )

    assert 'to_column = "Mar"' in proposal
    assert [p.code for p in checked.problems] == ["count_below_zero", "count_below_zero"]


def test_a_column_of_counts_that_are_not_whole_is_not_left_out(tmp_path: Path) -> None:
    rows = "enero 2019;1.234;12\nfebrero 2019;1.1;13\nmarzo 2019;987;14\nabril 2019;2.000;12\n"

    checked, proposal = answered(csv_sheet(tmp_path, f"Mes;Denuncias;Derivaciones\n{rows}"))

    assert "ignore_columns" not in proposal
    assert "number_not_whole" in {p.code for p in checked.problems}


def test_months_in_two_languages_are_pinned_to_none(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Année,Janvier / جانفي,Mars / مارس,Avril\n2019,1,2,3\n2020,4,5,6\n")

    checked, proposal = answered(path)

    assert "language" not in proposal
    assert checked.problems == ()


def test_months_whose_counts_hold_two_numbers_are_not_left_out(tmp_path: Path) -> None:
    checked, proposal = answered(csv_sheet(tmp_path, "Year,Jan,Feb\n2019,10 / 3,11 / 3\n"))

    assert "ignore_columns" not in proposal
    assert [p.code for p in checked.problems] == ["cell_unreadable"]
