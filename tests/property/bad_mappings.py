"""Mappings, and sheets in layouts of their own, that are wrong in one place."""

import random
from collections.abc import Callable

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from tests.property.bad_files import Case, Maker, canary
from tests.property.bad_workbooks import cell, saved

SHEET = """\
Exercise;;;;
Offence;Channel;Jan 2020;Feb 2020;Total
Abuse;Phone;1,200;<5;1,203
Abuse;Online;7;n/a;7
Total;;1,207;3;1,210
"""
MAPPING = """\
schema = "leadline/mapping/1"

[sheet]
header_row = 2
drop_totals = ["Total"]
delimiter = ";"

[columns]
"Offence" = "indicator"
"Channel" = "channel"

[codes.indicator]
"Abuse" = "referrals"

[codes.channel]
"Phone" = "helpline"
"Online" = "online_provider"

[wide]
from_column = "Jan 2020"
language = "en"

[numbers]
thousands = ","
decimal = "."
small = "<5"
missing = { "n/a" = "O" }
footnotes = { "*" = "P", "#" = "E" }

[constants]
source = "police-1"
member = "QMA"
theme = "reporting"
known_on = 2021-03-31
"""
# What is written, what takes its place ({} is the canary), and the problem that follows.
MAPPING_CHANGES = [
    ("toml_damaged", "header_row = 2", "header_row = {}"),
    ("schema_unknown", "leadline/mapping/1", "leadline/{}/1"),
    ("key_unknown", "header_row = 2", "header_row = 2\n{} = 1"),
    ("key_unknown", "[numbers]", "[{}]\nx = 1\n[numbers]"),
    ("value_kind", "header_row = 2", 'header_row = "{}"'),
    ("value_kind", 'known_on = 2021-03-31', "known_on = 1979-05-27T07:32:00Z"),
    ("number_out_of_range", "header_row = 2", "header_row = 0"),
    ("marks_conflict", 'thousands = ","', 'thousands = "{}"'),
    ("marks_conflict", 'decimal = "."', 'decimal = ","'),
    ("status_unknown", '"n/a" = "O"', '"n/a" = "{}"'),
    ("small_form", 'small = "<5"', 'small = "{}"'),
    ("footnote_form", '"*" = "P"', '"1" = "P"'),
    ("mark_undeclared", 'thousands = ","\n', ""),
    ("language_unknown", 'language = "en"', 'language = "de"'),
    ("language_form", 'language = "en"', 'language = "{}"'),
    ("mapping_open", '"Abuse" = "referrals"', '"Abuse" = "?"'),
    ("mapping_open", '"Abuse" = "referrals"', '"Abuse" = "referrals"\n"{}" = "?"'),
    ("mapping_open", 'member = "QMA"', 'member = "?"'),
    ("mapping_open", '"Channel" = "channel"', '"Channel" = "?"'),
    ("mapping_target", '"Channel" = "channel"', '"Channel" = "{}"'),
    ("mapping_lacks", 'source = "police-1"\n', ""),
    ("mapping_lacks", "known_on = 2021-03-31\n", ""),
    ("mapping_lacks", '"Channel" = "channel"', '"Channel" = "occurred.from"'),
    ("mapping_twice", 'member = "QMA"', 'member = "QMA"\nchannel = "all"'),
    ("mapping_twice", "[sheet]", '[sheet]\nname = "{}"\nnames = ["{}"]'),
    ("heading_unmapped", '"Channel" = "channel"\n', ""),
    ("mapping_means", 'language = "en"', 'language = "en"\nmeans = ["reported", "channel"]'),
    ("mapping_header", "header_row = 2", "header_row = 900"),
    ("mapping_heading", '"Offence" =', '"{}" ='),
    ("mapping_heading", 'from_column = "Jan 2020"', 'from_column = "{}"'),
    ("mapping_heading", 'from_column = "Jan 2020"', "from_column = 90"),
    ("mapping_sheet", "[sheet]", '[sheet]\nname = "{}"'),
    ("range_reversed", 'language = "en"', 'language = "en"\nto_column = "Offence"'),
    ("code_unmapped", '"Abuse" =', '"{}" ='),
    ("period_unread", 'language = "en"', 'language = "es"'),
    ("indicator_unknown", '"referrals"', '"{}"'),
    ("member_undeclared", 'member = "QMA"', 'member = "QZZ"'),
    ("source_undeclared", '"police-1"', '"{}"'),
    ("date_form", "known_on = 2021-03-31", 'known_on = "{}"'),
    ("key_repeated", '"online_provider"', '"helpline"'),
    ("mapping_lacks", 'theme = "reporting"', 'theme = ""'),
]  # fmt: skip
SHEET_CHANGES = [
    ("mapping_heading", "Offence;Channel", "Offence;{}"),
    ("mapping_heading_twice", "Offence;Channel", "Offence;Offence"),
    ("code_unmapped", "Abuse;Online", "{};Online"),
    ("code_unmapped", "Abuse;Online", ";Online"),
    ("period_unread", "Feb 2020", "{}"),
    ("period_unread", "Feb 2020", "Feb 2020 {}"),
    ("period_ambiguous", "Feb 2020", "2/3/2020"),
    ("cell_unreadable", "Abuse;Online;7;", "Abuse;Online;{};"),
    ("footnotes_differ", "Abuse;Online;7;", "Abuse;Online;7*#;"),
    ("digits_undeclared", "Abuse;Online;7;", "Abuse;Online;٧;"),
    ("number_not_whole", "1,200", "1,200.5"),
    ("marks_misplaced", "1,200", "12,00"),
    ("count_below_zero", "Abuse;Online;7;", "Abuse;Online;-7;"),
    ("total_contradicts", "1,203", "1,300"),
    ("total_contradicts", "1,207;3", "1,206;3"),
    ("header_repeated", "Total;;", "Offence;Channel;Jan 2020;Feb 2020;Total\n{};;9;9;18\nTotal;;"),
    ("header_repeated", "Total;;", "Offence;Channel;Jan 2021;Feb 2021;\n{};;9;9;18\nTotal;;"),
    ("rows_none", SHEET.partition("Total\n")[2], "{};;;;\n"),
]  # fmt: skip


def _case(code: str, file: str, content: str, rng: random.Random) -> Case:
    text = canary(rng)
    other = {"sheet.csv": SHEET, "sheet.map.toml": MAPPING}
    del other[file]
    return Case(
        code,
        "mapping",
        file,
        content.replace("{}", text).encode(),
        (text,),
        beside=tuple((name, good.encode()) for name, good in other.items()),
        mapping="sheet.map.toml",
    )


def _changed(code: str, file: str, good: str, change: tuple[str, str]) -> Maker:
    ours, theirs = change
    assert ours in good, ours
    return lambda rng: _case(code, file, good.replace(ours, theirs), rng)


def _workbook(code: str, spoil: Callable[[openpyxl.Workbook, str], object]) -> Maker:
    def make(rng: random.Random) -> Case:
        book, text = openpyxl.Workbook(), canary(rng)
        for line in SHEET.replace(",", "").splitlines():
            book.active.append([cell(field) for field in line.split(";")])
        spoil(book, text)
        mapping = MAPPING.encode()
        return Case(
            code,
            "mapping",
            "sheet.xlsx",
            saved(book),
            (text,),
            beside=(("sheet.map.toml", mapping),),
            mapping="sheet.map.toml",
        )

    return make


def _in_percent(book: openpyxl.Workbook, text: str) -> None:
    book.active["B3"], book.active["C3"].number_format = text, "0%"


def _raised(book: openpyxl.Workbook, text: str) -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    book.active["B3"], book.active["C3"] = text, CellRichText("76", raised)


def _proposed(code: str, content: str) -> Maker:
    def make(rng: random.Random) -> Case:
        text = canary(rng)
        sheet = content.replace("{}", text).encode()
        return Case(code, "mapping", "sheet.csv", sheet, (text,), alone=True, is_proposed=True)

    return make


def _too_many_cells(rng: random.Random) -> Case:
    line = b";" * rng.randint(1000, 1999) + b"\n"
    return Case(
        "cells_too_many",
        "mapping",
        "sheet.csv",
        None,
        make=lambda path: path.write_bytes(line * 12_100),
        beside=(("sheet.map.toml", MAPPING.encode()),),
        mapping="sheet.map.toml",
    )


def _month_blank(rng: random.Random) -> Case:
    mapping = MAPPING.replace("header_row = 2", "header_row = 1")
    mapping = mapping.replace('"Channel" = "channel"', '"Year" = "reported"\n"Month" = "reported"')
    mapping = mapping.replace("Jan 2020", "Calls").replace("[wide]", '[wide]\nmeans = "channel"')
    mapping = mapping.replace('"Phone"', '"Calls"').replace('"Online" = "online_provider"\n', "")
    months = rng.sample(("January", "March", "June"), 2)
    rows = "".join(f"Abuse;2020;{month};7\n" for month in (*months, ""))
    return Case(
        "period_part_blank",
        "mapping",
        "sheet.csv",
        f"Offence;Year;Month;Calls\n{rows}".encode(),
        beside=(("sheet.map.toml", mapping.encode()),),
        mapping="sheet.map.toml",
    )


def _months_past_december(rng: random.Random) -> Case:
    mapping = MAPPING.replace("header_row = 2", "header_row = 1")
    mapping = mapping.replace('"Channel" = "channel"', '"Year" = "reported"')
    mapping = mapping.replace('"Jan 2020"', '"Nov"').replace("[codes.channel]", "[codes.about]")
    year = rng.randint(2010, 2020)
    return Case(
        "year_ambiguous",
        "mapping",
        "sheet.csv",
        f"Offence;Year;Nov;Dec;Jan\nAbuse;{year};7;8;9\n".encode(),
        beside=(("sheet.map.toml", mapping.encode()),),
        mapping="sheet.map.toml",
    )


def _years_centred(rng: random.Random) -> Case:
    year = rng.randint(2010, 2020)
    head = f";;;{year};;{year + 1};\nOffence;Channel;Nov;Dec;Jan;Feb;Mar\n"
    mapping = MAPPING.replace("header_row = 2", "header_rows = [1, 2]")
    return Case(
        "year_centred",
        "mapping",
        "sheet.csv",
        f"{head}Abuse;Phone;7;8;9;1;2\n".encode(),
        beside=(("sheet.map.toml", mapping.replace('"Jan 2020"', "3").encode()),),
        mapping="sheet.map.toml",
    )


def _without_file(rng: random.Random) -> Case:
    return Case("mapping_file", "mapping", "x.map.toml", MAPPING.encode(), alone=True)


MAPPING_MAKERS: list[Callable[[random.Random], Case]] = [
    _without_file,
    _too_many_cells,
    _month_blank,
    _months_past_december,
    _years_centred,
    _workbook("sheet_unnamed", lambda book, text: book.create_sheet(text).append([text, 1])),
    _workbook("counts_merged", lambda book, text: book.active.merge_cells("C3:C4")),
    _workbook("cell_percent", _in_percent),
    _workbook("cell_raised", _raised),
    _workbook("counts_merged", lambda book, text: book.active.merge_cells("C3:D3")),
    _proposed("mapping_no_table", "{}\nonly words here\n"),
    _proposed("mapping_cases", "Name,Age,Sex,Count\n{},7,f,1\n{},8,m,1\n"),
    *(_changed(code, "sheet.map.toml", MAPPING, (a, b)) for code, a, b in MAPPING_CHANGES),
    *(_changed(code, "sheet.csv", SHEET, (a, b)) for code, a, b in SHEET_CHANGES),
]
