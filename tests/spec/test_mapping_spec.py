"""Mapping files: a sheet as a bureau sends it in, our rows with the lines of the sheet out."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from leadline.core.error import Problem
from leadline.intake.mapping.file import gather_mapping
from leadline.intake.mapping.table import Mapped, read_mapped
from leadline.intake.problem import Report
from leadline.intake.table import RawTable

CONSTANTS = """
[constants]
source = "bureau-1"
member = "QMA"
theme = "reporting"
known_on = 2021-01-15
"""
MAP = "x.map.toml"
HEAD = 'schema = "leadline/mapping/1"\n'


def rows_of(tables: tuple[RawTable, ...], *names: str) -> list[tuple[int | str, ...]]:
    """Line and some of our fields of every row."""
    rows: list[tuple[int | str, ...]] = []
    for table in tables:
        columns = [table.columns[table.header.index(name)] for name in names]
        texts = ([c.values[i] for i in c.index] for c in columns)
        rows += zip(table.lines.tolist(), *texts, strict=True)
    return rows


def read(folder: Path, sheet: Path, mapping: str) -> tuple[Mapped, tuple[Problem, ...]]:
    path, report = folder / MAP, Report()
    path.write_text(HEAD + mapping, encoding="utf-8")
    found = gather_mapping(path, file=MAP, report=report)
    mapped = Mapped(()) if found is None else read_mapped(sheet, found, file="x", report=report)
    return mapped, report.problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    return [(p.file, p.row, p.column, p.code) for p in problems]


def text_sheet(folder: Path, text: str) -> Path:
    path = folder / "x.csv"
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, fill: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.Workbook()
    fill(book)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


FRENCH = """\
Direction de la police;;;
Infraction;Service;janv. 2020;févr. 2020;Total
Atteintes;Accueil;1 200;<5;1 203
Atteintes;En ligne;7;n.d.;7
TOTAL;;1 207;;1 210
Source : fichier central;;;;
"""
FRENCH_MAP = (
    """
[sheet]
header_row = 2
drop_totals = ["Total"]
delimiter = ";"

[columns]
"Infraction" = "indicator"
"Service" = "channel"

[codes.indicator]
"Atteintes" = "offences_recorded"

[codes.channel]
"Accueil" = "police_initiative"
"En ligne" = "online_provider"

[wide]
from_column = "janv. 2020"
language = "fr"

[numbers]
thousands = " "
small = "<5"
missing = { "n.d." = "O" }
"""
    + CONSTANTS
)


def test_months_as_columns_become_rows_with_the_lines_of_the_sheet(tmp_path: Path) -> None:
    mapped, problems = read(tmp_path, text_sheet(tmp_path, FRENCH), FRENCH_MAP)

    assert problems == ()
    assert rows_of(mapped.tables, "indicator", "channel", "reported", "count", "status") == [
        (3, "offences_recorded", "police_initiative", "2020-01", "1200", ""),
        (3, "offences_recorded", "police_initiative", "2020-02", "<5", ""),
        (4, "offences_recorded", "online_provider", "2020-01", "7", ""),
        (4, "offences_recorded", "online_provider", "2020-02", "", "O"),
    ]
    assert (mapped.n_totals, mapped.left_out) == (2, (6,))


@pytest.mark.parametrize(
    ("ours", "theirs", "row"),
    [("1 207;;1 210", "1 208;;1 210", 5), ("7;n.d.;7", "7;n.d.;6", 4)],
)
def test_a_total_that_its_parts_contradict_is_refused(
    tmp_path: Path, ours: str, theirs: str, row: int
) -> None:
    sheet = text_sheet(tmp_path, FRENCH.replace(ours, theirs))

    _, problems = read(tmp_path, sheet, FRENCH_MAP)

    assert ("x", row, "", "total_contradicts") in told(problems)


def test_totals_are_dropped_unseen_where_the_mapping_says_so(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, FRENCH.replace("1 207;;1 210", "9 999;;1 210"))
    mapping = FRENCH_MAP.replace("delimiter", 'totals = "drop"\ndelimiter')

    mapped, problems = read(tmp_path, sheet, mapping)

    assert (problems, mapped.n_totals, len(mapped.tables[0].lines)) == ((), 0, 4)


def test_an_empty_code_leaves_a_row_out_and_its_total_still_counts_it(tmp_path: Path) -> None:
    mapping = FRENCH_MAP.replace('"En ligne" = "online_provider"', '"En ligne" = ""')

    mapped, problems = read(tmp_path, text_sheet(tmp_path, FRENCH), mapping)

    assert problems == ()
    assert rows_of(mapped.tables, "count") == [(3, "1200"), (3, "<5")]
    assert mapped.left_out == (4, 6)


def test_merged_years_over_months_and_merged_labels_beside_them_are_filled(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["نوع البلاغ", "القناة", "٢٠١٩", None, "٢٠٢٠", None])
        sheet.append([None, None, "نوفمبر", "ديسمبر", "يناير", "فبراير"])
        sheet.append(["اعتداء", "هاتف", 10, 11, 12, 13])
        sheet.append([None, "مباشر", 1, 2, 3, 4])
        for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "A3:A4"):
            sheet.merge_cells(cells)

    mapping = """
[sheet]
header_rows = [1, 2]
[columns]
"نوع البلاغ" = "indicator"
"القناة" = "channel"
[codes.indicator]
"اعتداء" = "offences_recorded"
[codes.channel]
"هاتف" = "helpline"
"مباشر" = "victim"
[wide]
from_column = 3
language = "ar"
"""

    mapped, problems = read(tmp_path, workbook(tmp_path, fill), mapping + CONSTANTS)

    assert problems == ()
    assert rows_of(mapped.tables, "indicator", "channel", "reported", "count") == [
        (3, "offences_recorded", "helpline", "2019-11", "10"),
        (3, "offences_recorded", "helpline", "2019-12", "11"),
        (3, "offences_recorded", "helpline", "2020-01", "12"),
        (3, "offences_recorded", "helpline", "2020-02", "13"),
        (4, "offences_recorded", "victim", "2019-11", "1"),
        (4, "offences_recorded", "victim", "2019-12", "2"),
        (4, "offences_recorded", "victim", "2020-01", "3"),
        (4, "offences_recorded", "victim", "2020-02", "4"),
    ]


def test_years_down_and_months_across_make_one_period(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Año,enero,febrero\n2019,5,6\n2020,7,8\n")
    mapping = """
[columns]
"Año" = "reported"
[wide]
from_column = "enero"
language = "es"
"""
    constants = CONSTANTS + 'indicator = "offences_recorded"\n'

    mapped, problems = read(tmp_path, sheet, mapping + constants)

    assert problems == ()
    assert rows_of(mapped.tables, "reported", "count") == [
        (2, "2019-01", "5"),
        (2, "2019-02", "6"),
        (3, "2020-01", "7"),
        (3, "2020-02", "8"),
    ]


def test_sheets_of_one_layout_are_read_together_and_told_apart(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.title = "2019"
        for sheet in (book.active, book.create_sheet("2020")):
            sheet.append(["Month", "Reports"])
            sheet.append(["January", 4])

    mapping = """
[sheet]
names = ["2019", "2020"]
[columns]
"@sheet" = "reported"
"Month" = "reported"
"Reports" = "count"
[periods]
language = "en"
"""
    constants = CONSTANTS + 'indicator = "offences_recorded"\n'

    mapped, problems = read(tmp_path, workbook(tmp_path, fill), mapping + constants)

    assert problems == ()
    assert [table.file for table in mapped.tables] == ["x[2019]", "x[2020]"]
    assert rows_of(mapped.tables, "reported") == [(2, "2019-01"), (2, "2020-01")]


def test_two_dates_of_a_total_make_a_span(tmp_path: Path) -> None:
    sheet = text_sheet(
        tmp_path, "Du,Au,Nombre\n01/03/2020,31/05/2020,40\n01/03/2019,31/05/2019,60\n"
    )
    mapping = """
[columns]
"Du" = "reported.from"
"Au" = "reported.to"
"Nombre" = "count"
[periods]
day_first = true
"""
    constants = CONSTANTS + 'indicator = "offences_recorded"\n'

    mapped, problems = read(tmp_path, sheet, mapping + constants)

    assert problems == ()
    assert rows_of(mapped.tables, "reported") == [
        (2, "2020-03-01/2020-05-31"),
        (3, "2019-03-01/2019-05-31"),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "problem"),
    [
        ('"Infraction" =', '"Delito" =', (MAP, 9, "columns", "mapping_heading")),
        ('"Atteintes" =', '"Autres" =', ("x", 3, "indicator", "code_unmapped")),
        ('"offences_recorded"', '"?"', (MAP, 13, "codes.indicator", "mapping_open")),
        ('language = "fr"', 'language = "es"', ("x", 2, "reported", "period_unread")),
        ('"Service" = "channel"', "", ("x", 2, "", "heading_unmapped")),
        ("header_row = 2", "header_row = 99", (MAP, 4, "sheet.header_row", "mapping_header")),
        ('source = "bureau-1"', "", (MAP, 0, "source", "mapping_lacks")),
        ("known_on", 'channel = "all"\nknown_on', (MAP, 32, "constants.channel", "mapping_twice")),
    ],
)  # fmt: skip
def test_what_the_mapping_does_not_answer_is_told_at_its_place(
    tmp_path: Path, ours: str, theirs: str, problem: tuple[str, int, str, str]
) -> None:
    sheet = text_sheet(tmp_path, FRENCH)

    _, problems = read(tmp_path, sheet, FRENCH_MAP.replace(ours, theirs))

    assert problem in told(problems)


YEAR_AND_MONTH_MAP = """
[columns]
"Year" = "reported"
"Month" = "reported"
"Calls" = "count"
"""


def test_a_year_whose_month_is_blank_is_no_total_of_the_year(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Year,Month,Calls\n2020,January,11\n2020,,12\n")
    constants = CONSTANTS + 'indicator = "referrals"\n'

    _, problems = read(tmp_path, sheet, YEAR_AND_MONTH_MAP + constants)

    assert told(problems) == [("x", 3, "reported", "period_part_blank")]


def test_a_year_whose_month_is_blank_is_a_year_where_that_is_declared(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Year,Month,Calls\n2019,,11\n2020,,12\n")
    constants = '[periods]\nfrequency = "year"\n' + CONSTANTS + 'indicator = "referrals"\n'

    mapped, problems = read(tmp_path, sheet, YEAR_AND_MONTH_MAP + constants)

    assert problems == ()
    assert rows_of(mapped.tables, "reported") == [(2, "2019"), (3, "2020")]


def test_a_code_may_name_theme_and_indicator(tmp_path: Path) -> None:
    sheet = text_sheet(tmp_path, "Mois,Signalements,Appels\n2020-01,5,6\n")
    mapping = """
[columns]
"Mois" = "reported"
[codes.indicator]
"Signalements" = "reporting/referrals"
"Appels" = "helpline/contacts_answered"
[wide]
from_column = "Signalements"
means = "indicator"
"""
    constants = CONSTANTS.replace('theme = "reporting"\n', "")

    mapped, problems = read(tmp_path, sheet, mapping + constants)

    assert problems == ()
    assert rows_of(mapped.tables, "theme", "indicator", "count") == [
        (2, "reporting", "referrals", "5"),
        (2, "helpline", "contacts_answered", "6"),
    ]


def test_a_heading_over_two_lines_is_one_and_a_broken_number_is_no_count(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Month", "Reports\nreceived", "Share"])
        book.active.append(["2020-01", 1.234, 0.5])
        book.active.append(["2020-02", 7.0, 0.5])

    mapping = """
[sheet]
ignore_columns = ["Share"]
[columns]
"Month" = "reported"
"Reports received" = "count"
[numbers]
thousands = "."
"""
    constants = CONSTANTS + 'indicator = "offences_recorded"\n'

    mapped, problems = read(tmp_path, workbook(tmp_path, fill), mapping + constants)

    assert told(problems) == [("x", 2, "", "number_not_whole")]
    assert rows_of(mapped.tables, "reported", "count") == [(3, "2020-02", "7")]
