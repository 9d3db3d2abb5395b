"""What the decoding process answers, asked in this one."""

import io

import polars as pl
import pytest

from leadline.intake import limit
from leadline.intake.decode import decode


def answer(**columns: pl.Series) -> str:
    written, answered = io.BytesIO(), io.BytesIO()
    pl.DataFrame(columns).write_parquet(written)
    decode(written.getvalue(), answered)
    return answered.getvalue().decode()


def test_a_good_file_is_answered_by_its_csv() -> None:
    told = answer(a=pl.Series(["x", "", None]), b=pl.Series([1, 2, None]))

    assert told == "ok\na,b\nx,1\n,2\n,\n"


def test_types_without_a_text_are_told_by_the_number_of_their_column() -> None:
    told = answer(a=pl.Series([0.5]), b=pl.Series(["x"]), c=pl.Series([b"x"]))

    assert told == "column_type 1\ncolumn_type 3\n"


def test_more_rows_than_lines_may_be_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit, "MOST_LINES", 3)

    assert answer(a=pl.Series([1, 2])) == "ok\na\n1\n2\n"
    assert answer(a=pl.Series([1, 2, 3])) == "lines_too_many 0\n"
