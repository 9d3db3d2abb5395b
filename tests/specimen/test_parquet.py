"""Parquet files: which types have a text, on which line a row stands, and what damage does."""

import io
import random
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.property.bad_files import HEADERS, Table

from leadline.intake.check import check_files
from leadline.intake.counts import read_counts
from leadline.intake.gate import read_table
from leadline.intake.problem import Report
from leadline.intake.table import RawTable

# A length in it says two million terabytes.
ABORTS = Path(__file__).parent / "intake" / "damaged" / "aborts.parquet"
WORDS = pl.Series(["one", "two"])


def read(folder: Path, content: bytes) -> tuple[RawTable | None, list[tuple[str, int]]]:
    path, report = folder / "x.parquet", Report()
    path.write_bytes(content)
    table = read_table(path, file="x.parquet", report=report)
    return table, [(problem.code, problem.row) for problem in report.problems]


def parquet(**columns: pl.Series) -> bytes:
    stream = io.BytesIO()
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


def texts_of(table: RawTable | None, name: str) -> list[str]:
    assert table is not None
    column = table.columns[table.header.index(name)]
    return [column.values[at] for at in column.index]


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pl.Series(["<5", "ضحايا"]), ["<5", "ضحايا"]),
        (pl.Series(["a,b", 'say "no"']), ["a,b", 'say "no"']),
        (pl.Series(["", None], dtype=pl.String), ["", ""]),
        (pl.Series([None, None], dtype=pl.Null), ["", ""]),
        (pl.Series([-7, None], dtype=pl.Int64), ["-7", ""]),
        (pl.Series([0, 2**64 - 1], dtype=pl.UInt64), ["0", "18446744073709551615"]),
        (pl.Series([date(2020, 3, 1), None]), ["2020-03-01", ""]),
        (pl.Series(["x", "x"], dtype=pl.Categorical), ["x", "x"]),
    ],
)
def test_each_value_has_the_text_that_csv_would_have(
    tmp_path: Path, column: pl.Series, texts: list[str]
) -> None:
    table, problems = read(tmp_path, parquet(words=WORDS, column=column))

    assert problems == []
    assert texts_of(table, "column") == texts
    assert texts_of(table, "words") == ["one", "two"]


def test_the_first_row_stands_in_line_two(tmp_path: Path) -> None:
    table, _ = read(tmp_path, parquet(words=WORDS))

    assert table is not None
    assert table.lines.tolist() == [2, 3]


def test_a_line_break_in_a_text_does_not_move_the_rows_after_it(tmp_path: Path) -> None:
    table, problems = read(tmp_path, parquet(a=pl.Series(["one\ntwo", "three", "fo\x00ur"])))

    assert table is None
    assert problems == [("control_character", 2), ("control_character", 4)]


def test_every_column_of_a_type_without_a_text_is_told(tmp_path: Path) -> None:
    table, problems = read(tmp_path, parquet(a=pl.Series([0.5]), b=WORDS[:1], c=pl.Series([b"x"])))

    assert table is None
    assert problems == [("column_type", 0), ("column_type", 0)]


@pytest.mark.parametrize("kind", list(HEADERS))
def test_tables_of_every_kind_are_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.parquet"
    path.write_bytes(Table.good(kind).parquet())

    assert check_files([path]) == ()


def test_counts_are_the_same_as_from_csv(tmp_path: Path) -> None:
    table = Table.good("counts")
    (tmp_path / "counts.csv").write_bytes(table.csv())
    (tmp_path / "counts.parquet").write_bytes(table.parquet())

    from_csv, from_parquet = (
        read_counts([tmp_path / name]) for name in ("counts.csv", "counts.parquet")
    )

    assert from_parquet.keys == from_csv.keys
    assert from_parquet.row.tolist() == from_csv.row.tolist()
    assert from_parquet.upper.tolist() == from_csv.upper.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_damage_is_refused_or_read_past_and_says_nothing(
    tmp_path: Path, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    rng, content = random.Random(seed), bytearray(Table.good("counts").parquet())
    content[rng.randrange(len(content) * 3 // 4, len(content) - 8)] ^= rng.randint(1, 255)

    table, problems = read(tmp_path, bytes(content))

    assert (table is None) == bool(problems)
    assert capfd.readouterr() == ("", "")


def test_a_file_on_which_the_decoder_aborts_is_a_damaged_one(
    capfd: pytest.CaptureFixture[str],
) -> None:
    [problem] = check_files([ABORTS])

    assert problem.code == "parquet_damaged"
    assert capfd.readouterr() == ("", "")


def test_a_table_without_rows_or_without_columns_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, parquet())[1] == [("file_empty", 0)]
    assert check_files([tmp_path / "x.parquet"])[0].code == "file_empty"
