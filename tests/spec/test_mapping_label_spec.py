"""Mapping files: no label is filled past its group or read for another of nearly its name."""

from pathlib import Path

import openpyxl
import pytest
from tests.spec.test_mapping_spec import MAP, read, rows_of, text_sheet, told, workbook

FILLED = """
[columns]
Area = "member"
Channel = "channel"
Month = "reported"
N = "count"

[constants]
source = "bureau-1"
theme = "reporting"
indicator = "reports"
known_on = 2021-01-15
"""
ROW = ",police,2020-01,5"


@pytest.mark.parametrize(
    ("skipped", "sheet", "rows"),
    [
        ([], "Total,,,5\n,,2020-02,5", [(2, "QMA", "police"), (4, "", "")]),
        ([], "QMA,Total,,5\n,,2020-02,5", [(2, "QMA", "police"), (4, "QMA", "")]),
        ([3], "QMB,notes,,\n,,2020-02,5", [(2, "QMA", "police"), (4, "", "")]),
        ([3], ",,,\n,,2020-02,5", [(2, "QMA", "police"), (4, "QMA", "police")]),
        ([], "QMB,,2020-02,5", [(2, "QMA", "police"), (3, "QMB", "")]),
        ([], "QMA,,2020-02,5", [(2, "QMA", "police"), (3, "QMA", "police")]),
    ],
    ids=["total", "total-inside", "skipped", "skipped-blank", "another-group", "same-group"],
)
def test_a_label_is_filled_down_no_further_than_its_group(
    tmp_path: Path, skipped: list[int], sheet: str, rows: list[tuple[int | str, ...]]
) -> None:
    mapping = f"""
[sheet]
fill_down = ["Channel", "Area"]
drop_totals = ["Total"]
skip_rows = {skipped}
{FILLED}"""

    mapped, _ = read(
        tmp_path, text_sheet(tmp_path, f"Area,Channel,Month,N\nQMA{ROW}\n{sheet}\n"), mapping
    )

    assert rows_of(mapped.tables, "member", "channel") == rows


@pytest.mark.parametrize(
    ("declared", "place"),
    [
        ('[codes.member]\n"À" = "QMA"\n"a" = "QMB"\n', (MAP, 4, "codes.member", "mapping_twice")),
        (
            '[numbers]\nmissing = { "-" = "M" }\nsmall = { "-" = "<5" }\n',
            (MAP, 4, "numbers.small", "mapping_twice"),
        ),
        ('[sheet]\nnames = ["May", "May"]\n', (MAP, 3, "sheet.names", "mapping_twice")),
    ],
    ids=["codes", "cells", "sheets"],
)
def test_labels_that_are_read_as_one_may_not_mean_two_things(
    tmp_path: Path, declared: str, place: tuple[str, int, str, str]
) -> None:
    sheet = text_sheet(tmp_path, "Area,Channel,Month,N\na,police,2020-01,5\n")

    _, problems = read(tmp_path, sheet, declared + FILLED)

    assert told(problems) == [place]


@pytest.mark.parametrize(
    ("name", "rows", "codes"),
    [
        ("Été", [(2, "1")], []),
        ("Ete", [(2, "2")], []),
        ("ETE", [], ["mapping_sheet"]),
        ("hiver", [(2, "3")], []),
    ],
)
def test_a_sheet_is_not_taken_for_another_of_nearly_its_name(
    tmp_path: Path, name: str, rows: list[tuple[int | str, ...]], codes: list[str]
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for n, title in enumerate(("Été", "Ete", "Hiver"), start=1):
            sheet = book.create_sheet(title)
            sheet.append(["Area", "Channel", "Month", "N"])
            sheet.append(["QMA", "police", "2020-01", n])

    mapped, problems = read(
        tmp_path, workbook(tmp_path, fill), f'[sheet]\nname = "{name}"\n{FILLED}'
    )

    assert rows_of(mapped.tables, "count") == rows
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(
    ("sheet", "counts", "problems"),
    [
        (",2020-01,5,\nQMA,2020-02,1,234,", ["5"], [("x", 3, "", "row_length")]),
        (",2020-01,5,,\nQMA,2020-02,6,,", ["5", "6"], []),
        (",2020-01,5,,\nNote: provisional.", ["5"], []),
        (",2020-01,5\nQMA,2020-02,6,seen", ["5", "6"], []),
    ],
    ids=["mark-of-thousands", "mark-at-each-end", "note", "shorter"],
)
def test_a_row_that_a_comma_shifted_is_no_count(
    tmp_path: Path, sheet: str, counts: list[str], problems: list[tuple[str, int, str, str]]
) -> None:
    text = f"Area,Month,N,Remark\nQMA{sheet}\n"
    mapping = FILLED.replace('Channel = "channel"\n', "")

    mapped, found = read(
        tmp_path, text_sheet(tmp_path, text), f'[sheet]\nignore_columns = ["Remark"]\n{mapping}'
    )

    assert [row[1] for row in rows_of(mapped.tables, "count")] == counts
    assert told(found) == problems
