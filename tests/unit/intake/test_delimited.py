"""Delimited text: what counts as a row, and where it stands."""

import numpy as np
import pytest

from leadline.intake import delimited
from leadline.intake.delimited import read_delimited
from leadline.intake.problem import Report
from leadline.intake.table import RawTable


def read(content: bytes) -> tuple[RawTable | None, list[tuple[str, int]]]:
    report = Report()
    table = read_delimited(content, file="x.csv", report=report)
    return table, [(problem.code, problem.row) for problem in report.problems]


def rows_of(table: RawTable) -> list[tuple[str, ...]]:
    columns = [np.array(c.values, dtype=object)[c.index] for c in table.columns]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n3,4\n",
        b"a,b\n1,2\n3,4",
        b"a,b\n1,2\n3,4\n\n\n",
        b"\xef\xbb\xbfa,b\r\n1,2\r\n3,4\r\n",
        b'a,b\n"1",2\n3,"4"\n',
    ],
    ids=["plain", "no end of line", "blank at the end", "BOM and CRLF", "quoted"],
)
def test_ways_to_write_the_same_table(content: bytes) -> None:
    table, problems = read(content)

    assert problems == []
    assert table is not None
    assert table.header == ("a", "b")
    assert rows_of(table) == [("1", "2"), ("3", "4")]
    assert table.lines.tolist() == [2, 3]


def test_a_refused_row_does_not_move_the_lines_of_the_others() -> None:
    table, problems = read(b"a,b\n1,2\n3\n\n5,6\n")

    assert problems == [("row_length", 3), ("row_blank", 4)]
    assert table is not None
    assert table.lines.tolist() == [2, 5]


def test_a_quoted_field_may_hold_commas_and_doubled_quotes() -> None:
    table, problems = read(b'a,b\n"x, ""y""",2\n')

    assert problems == []
    assert table is not None
    assert rows_of(table) == [('x, "y"', "2")]


def test_a_line_break_inside_a_field_is_refused_where_it_begins() -> None:
    _, problems = read(b'a,b\n"x\ny",2\n')

    assert problems == [("quote_open", 2)]


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "file_empty", 0),
        (b"\xef\xbb\xbf", "file_empty", 0),
        (b"a;b\n1;2\n", "delimiter", 1),
        (b"a\tb\n1\t2\n", "delimiter", 1),
        (b"a,b\n1,\xe9\n", "encoding", 2),
        (b"a,b\n1,2\n3,\xff\n", "encoding", 3),
        ("a,b\nGenève,2\n".encode() + "Genève,2\n".encode("cp1252"), "encoding", 3),
        ("a,b\n1,2\n".encode("utf-16"), "encoding", 1),
        (b"a,b\n1,\x002\n", "control_character", 2),
        (b"a,b\r1,2\r", "control_character", 1),
        (b'a,"b\n1,2\n', "quote_open", 1),
        (b",\n1,2\n", "header_blank", 1),
        (b"a,b\n1,2,3\n", "row_length", 2),
        (b"a,b\n1," + b"x" * 30_000 + b"\n", "line_too_long", 2),
        (b",".join(b"c%d" % n for n in range(80)) + b"\n", "columns_too_many", 1),
    ],
)
def test_what_is_not_a_table_is_told_with_its_line(content: bytes, code: str, row: int) -> None:
    _, problems = read(content)

    assert (code, row) in problems


def test_a_large_file_is_read_in_blocks_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b'1,"x, y"', b"2,x\r", b"", b'3,"y"', b'"4,z', b"5", b'6,"z"""', b"7,x"]
    content = b"a,b\n" + b"\n".join(lines) + b"\n\n"

    whole, problems = read(content)
    monkeypatch.setattr(delimited, "_BLOCK", 5)
    table, same_problems = read(content)

    assert problems == [("row_blank", 4), ("quote_open", 6), ("row_length", 7)]
    assert same_problems == problems
    assert whole is not None and table is not None
    assert rows_of(table) == rows_of(whole)
    assert rows_of(table)[0] == ("1", "x, y")
    assert table.lines.tolist() == whole.lines.tolist() == [2, 3, 5, 8, 9]


def test_what_is_wrong_in_a_later_block_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "_BLOCK", 5)

    assert read(b"a,b\n1,2\n3,\x004\n5,\x006\n")[1] == [
        ("control_character", 3),
        ("control_character", 4),
    ]
    assert read(b"a,b\n1,2\n3,4\n5,\xe9\n")[1] == [("encoding", 4)]
