"""A proposal for sheets as newcomers brought them."""

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook
from tests.unit.intake.mapping.sheets import answered, book_sheet, csv_sheet

from leadline.flow.mapping import propose
from leadline.intake.mapping.total import contradicted


def _grouped(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mes", "Denuncias recibidas", None, None, "Derivaciones", None, None])
    sheet.append([None, "Policía", "Escuela", "Subtotal", "Policía", "Escuela", "Subtotal"])
    sheet.append(["enero de 2020", 11, 7, 18, 6, 8, 14])
    sheet.append(["febrero de 2020", 12, 9, 21, 7, 6, 13])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:D1")
    sheet.merge_cells("E1:G1")
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    return path


def test_a_year_in_the_first_row_of_its_months_only_is_filled_down(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Year,Month,Referrals\n2020,January,11\n,February,12\n,March,13\n")

    assert 'fill_down = ["Year"]' in propose(path)


def test_a_year_in_every_row_is_not_filled_down(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Year,Month,Referrals\n2020,January,11\n2020,February,12\n")

    assert "fill_down" not in propose(path)


def test_a_column_of_counts_is_no_date_because_its_heading_says_to(tmp_path: Path) -> None:
    path = csv_sheet(
        tmp_path,
        "الشهر,المكالمات الواردة,الإحالات إلى الشرطة\nيناير 2020,11,أقل من 5\nفبراير 2020,12,7\n",
    )

    assert "reported.to" not in propose(path)
    assert 'small = { "أقل من 5" = "<5" }' in propose(path)


def test_merged_headings_over_others_are_two_header_rows(tmp_path: Path) -> None:
    proposed = propose(_grouped(tmp_path))

    assert "header_rows = [1, 2]" in proposed
    assert 'means = ["indicator", "channel"]' in proposed
    assert '"Derivaciones Subtotal"' in proposed
    assert '"" =' not in proposed


def test_a_label_with_two_uses_names_both(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Month,Reports received,Referrals\n2020-01,11,3\n2020-02,12,4\n")

    assert "sure? or provider_reports/reports_received" in propose(path)


def test_a_total_of_subtotals_sums_the_rows_of_each() -> None:
    rows = np.array([[1.0], [2.0], [3.0], [4.0], [4.0], [7.0], [5.0], [5.0], [5.0]])

    assert list(contradicted(rows, rows, (2, 4, 5, 7, 8))) == []


def test_a_wrong_total_of_subtotals_is_still_told() -> None:
    rows = np.array([[1.0], [2.0], [3.0], [4.0], [4.0], [9.0], [5.0], [5.0], [5.0]])

    assert list(contradicted(rows, rows, (2, 4, 5, 7, 8))) == [(5, 0)]


def test_a_column_with_a_text_in_every_row_is_no_list_of_codes(tmp_path: Path) -> None:
    names = "".join(f"person {n},2020-01,{n}\n" for n in range(1, 300))
    path = csv_sheet(tmp_path, f"Source,Month,Referrals\n{names}")

    proposal = propose(path)

    assert "person" not in proposal
    assert '"Source" = "?"    # too many different texts for a code' in proposal


def test_a_proposal_ends_its_table_where_the_headings_come_again(tmp_path: Path) -> None:
    table = "Route,Jan 2020,Feb 2020\n{},11,12\nTotal,11,12\n"
    path = csv_sheet(tmp_path, f"{table.format('Schools')}\nTable 2,,\n{table.format('Police')}")

    proposal = propose(path)

    assert "last_row = 3    # the headings come again" in proposal
    assert "header_row = 6" in proposal
    assert "Table 2" not in proposal
    assert "Police" not in proposal


@pytest.mark.parametrize("months", ["2020-01-01 2020-02-01", "2020-01-31 2020-02-29"])
def test_dates_that_open_or_end_months_are_proposed_as_months(tmp_path: Path, months: str) -> None:
    rows = "".join(f"{month},7\n" for month in months.split())

    assert 'dates = "month"' in propose(csv_sheet(tmp_path, f"Month,Referrals\n{rows}"))


def test_dates_with_days_first_are_proposed_as_months_too(tmp_path: Path) -> None:
    rows = "".join(f"01/{month:02d}/2020,7\n" for month in range(1, 13))
    proposal = propose(csv_sheet(tmp_path, f"Mois,Signalements\n{rows}"))

    assert 'dates = "month"' in proposal
    assert "day_first = true" in proposal


def test_days_as_text_stay_days(tmp_path: Path) -> None:
    rows = "".join(f"2020-01-{day:02d},7\n" for day in range(1, 13))

    assert "dates" not in propose(csv_sheet(tmp_path, f"Day,Referrals\n{rows}"))


def test_a_column_of_percentages_is_left_out(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Month", "Referrals", "Answered"], ["2020-01", 7, 1], ["2020-02", 8, 1]):
        book.worksheets[0].append(row)
    for cell in ("C2", "C3"):
        book.worksheets[0][cell].number_format = "0%"
    book.save(tmp_path / "sheet.xlsx")

    assert 'ignore_columns = ["Answered"]' in propose(tmp_path / "sheet.xlsx")


HALVES = "S1 2019,5\nS2 2019,6\nAnnée 2019,11\nS1 2020,7\nS2 2020,8\nAnnée 2020,15\n"


def test_a_year_under_its_halves_is_proposed_as_their_total(tmp_path: Path) -> None:
    proposal = propose(csv_sheet(tmp_path, f"Période,Signalements\n{HALVES}"))

    assert 'drop_totals = ["Année 2019", "Année 2020"]    # a longer period' in proposal


def test_a_year_beside_its_quarters_is_proposed_as_their_total(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Route,Q1 2019,Q2 2019,2019,Q1 2020\nSchool,5,6,11,7\n")

    assert 'drop_totals = ["2019"]' in propose(path)


def test_years_under_years_are_no_totals(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Year,Month,Referrals\n2019,January,5\n2019,February,6\n")

    assert "drop_totals" not in propose(path)


@pytest.mark.parametrize("said", ["Calls ('000)", "Llamadas (en miles)", "المكالمات (بالآلاف)"])
def test_counts_in_thousands_are_in_doubt(tmp_path: Path, said: str) -> None:
    proposal = propose(csv_sheet(tmp_path, f"Month,{said}\n2020-01,7\n2020-02,8\n"))

    assert "header_row = 1    # line 1 says thousands" in proposal


def test_a_column_of_shares_as_text_is_left_out(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Mois;Appels;Taux\n2020-01;7;71,6 %\n2020-02;8;70 %\n")

    assert 'ignore_columns = ["Taux"]' in propose(path)


FRENCH_MONTHS = ["janv.", "févr.", "mars"]
UNMERGED = [
    ["", "", 2019, "", "", "", 2020, "", "", ""],
    ["Service", "Origine", *FRENCH_MONTHS, "Total", *FRENCH_MONTHS, "Total"],
    ["Signalements", "École", 1, 2, 3, 6, 4, 5, 6, 15],
    ["", "Hôpital", 1, 1, 1, 3, 2, 2, 2, 6],
    ["Appels", "École", 1, 1, 1, 3, 2, 2, 2, 6],
    ["Ensemble", "", 3, 4, 5, 12, 8, 9, 10, 27],
]


def test_years_above_their_first_month_only_are_read(tmp_path: Path) -> None:
    checked, proposal = answered(book_sheet(tmp_path, UNMERGED))

    assert checked.problems == ()
    assert "to_column = 9" in proposal
    assert [(s.first, s.last, s.n_cells) for s in checked.series] == 3 * [("2019-01", "2020-03", 6)]
    assert checked.n_totals == 3


def test_labels_tell_a_column_before_its_heading_does(tmp_path: Path) -> None:
    proposal = propose(book_sheet(tmp_path, UNMERGED))

    assert '"Service" = "indicator"    # sure?' in proposal
    assert '"Signalements" = "reporting/allegations_received"' in proposal
    assert '"Origine" = "channel"\n' in proposal
    assert '"École" = "education"' in proposal
    assert 'fill_down = ["Service"]' in proposal


def test_a_body_whose_labels_are_channels_is_no_source(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "الجهة,يناير 2020,فبراير 2020\nالأسرة,1,2\nالمدرسة,3,4\n")

    assert '"الجهة" = "channel"    # sure?' in propose(path)


def test_the_second_column_of_channels_is_asked_about(tmp_path: Path) -> None:
    path = csv_sheet(tmp_path, "Service,Origine,2019-01,2019-02\nNord,École,1,2\nSud,Hôpital,3,4\n")

    proposal = propose(path)

    assert '"Service" = "?"    # which of our columns?' in proposal
    assert '"Nord"' not in proposal
    assert '"Origine" = "channel"\n' in proposal


def test_groups_of_headings_that_are_not_merged_are_two_header_rows(tmp_path: Path) -> None:
    rows = [
        ["Mes", "Denuncias", "", "", "Derivaciones", "", ""],
        ["", "Policía", "Escuela", "Total", "Policía", "Escuela", "Total"],
        ["enero de 2020", 11, 7, 18, 6, 8, 14],
        ["febrero de 2020", 12, 9, 21, 7, 6, 13],
    ]

    checked, proposal = answered(book_sheet(tmp_path, rows))

    assert 'means = ["indicator", "channel"]' in proposal
    assert checked.problems == ()
    assert [s.total for s in checked.series] == [16, 23, 14, 13]


def test_this_period_and_that_of_last_year_are_asked_about(tmp_path: Path) -> None:
    path = csv_sheet(
        tmp_path, "Indicateur,Cette période,L'an dernier\nSignalements,7,9\nAppels,8,9\n"
    )

    proposal = propose(path)

    assert 'means = "reported"' in proposal
    assert '"Cette période" = "?"    # which period? as 2020-03-01/2020-08-31' in proposal
    assert '"Signalements" = "reporting/allegations_received"' in proposal


def test_sheets_whose_names_say_nothing_known_are_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Nord"
    for sheet in (book.worksheets[0], book.create_sheet("Sud")):
        sheet.append(["Mois", "2019", "2020"])
        sheet.append(["janvier", 7, 8])
    book.save(tmp_path / "sheet.xlsx")

    checked, proposal = answered(tmp_path / "sheet.xlsx")

    assert '"@sheet" = "?"    # which of our columns' in proposal
    assert [(p.code, p.column) for p in checked.problems] == [("mapping_open", "columns")]


def test_no_label_is_filled_down_for_the_sake_of_totals_alone(tmp_path: Path) -> None:
    rows = "S1 2019,École,5\nS2 2019,École,6\nAnnée 2019,,11\n"

    proposal = propose(csv_sheet(tmp_path, f"Période,Origine,Signalements\n{rows}"))

    assert 'drop_totals = ["Année 2019"]' in proposal
    assert "fill_down" not in proposal
