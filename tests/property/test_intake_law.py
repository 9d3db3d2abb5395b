"""Laws of the gate: no bytes crash it, the order of rows is nothing, good cells come through."""

import io
import random
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.property.bad_files import HEADERS, Table
from tests.property.bad_workbooks import workbook

from leadline.core.counts import Counts, SeriesKey
from leadline.core.period import Period
from leadline.intake.check import check_files
from leadline.intake.counts import gather_counts
from leadline.intake.delimited import read_delimited
from leadline.intake.form import COUNT, DATE, MEMBER, PERIOD, NotInForm
from leadline.intake.problem import Report, problem_kinds
from leadline.intake.scope import ANY
from leadline.intake.table import raw_table
from leadline.intake.workbook import read_workbook

HEADER = HEADERS["counts"].split()
FIRST = Period.parse("2019-01")
GOOD_WORKBOOK = workbook(Table.good("counts").records())

cells = st.lists(
    st.tuples(
        st.sampled_from(["MEX", "MX-AGU", "MX-BCN"]),
        st.sampled_from(["family", "all"]),
        st.integers(0, 40),
        st.integers(0, 99_999_999),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda cell: cell[:3],
)


def record(member: str, channel: str, step: int, count: int) -> list[str]:
    shared = ["police-1", member, "", "reporting", "referrals", channel, ""]
    return [*shared, str(FIRST + step), str(count), "A", "2024-01-31"]


def read(records: list[list[str]]) -> Counts:
    report = Report()
    lines = range(2, len(records) + 2)
    table = raw_table("counts.csv", HEADER, lines=list(lines), records=records)
    counts = gather_counts([table], scope=ANY, report=report)
    assert report.problems == ()
    return counts


def contents(counts: Counts) -> set[tuple[SeriesKey, str, int, int]]:
    return {
        (
            counts.keys[counts.series[at]],
            str(counts.periods[counts.reported[at]]),
            int(counts.lower[at]),
            int(counts.upper[at]),
        )
        for at in range(len(counts))
    }


@given(cells)
def test_every_good_cell_comes_through_with_its_line(given_cells: list) -> None:
    counts = read([record(*cell) for cell in given_cells])

    found = {
        int(counts.row[at]): (
            counts.keys[counts.series[at]].member,
            counts.keys[counts.series[at]].channel,
            counts.periods[counts.reported[at]] - FIRST,
            int(counts.lower[at]),
        )
        for at in range(len(counts))
    }
    assert found == dict(enumerate(given_cells, 2))


@given(cells, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(given_cells: list, rng: random.Random) -> None:
    records = [record(*cell) for cell in given_cells]
    shuffled = rng.sample(records, len(records))

    assert contents(read(shuffled)) == contents(read(records))


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader_of_text(content: bytes) -> None:
    report = Report()

    table = read_delimited(b"source,member\n" + content, file="x.csv", report=report)

    assert table is not None or report.problems


@given(st.integers(0, len(GOOD_WORKBOOK) - 1), st.integers(1, 255))
def test_no_changed_byte_crashes_the_reader_of_workbooks(at: int, change: int) -> None:
    report = Report()
    content = bytearray(GOOD_WORKBOOK)
    content[at] ^= change

    table = read_workbook(bytes(content), file="x.xlsx", report=report)

    assert table is not None or report.problems


@given(st.text(max_size=12))
def test_a_form_reads_a_text_or_says_which_problem_it_is(text: str) -> None:
    codes = set()

    for form in (COUNT, PERIOD, DATE, MEMBER):
        try:
            form.read(text)
        except NotInForm as refused:
            codes.add(refused.code)

    assert codes <= set(problem_kinds())


@given(st.text(alphabet=st.characters(min_codepoint=128), min_size=1, max_size=8))
def test_nothing_but_ascii_is_a_count_a_date_or_a_member(text: str) -> None:
    read_by = []

    for form in (COUNT, PERIOD, DATE, MEMBER):
        try:
            read_by.append(form.read(text))
        except NotInForm:
            continue

    assert read_by == []


@given(st.integers(0, 99_999_999))
def test_a_count_is_read_as_the_number_it_writes(count: int) -> None:
    assert COUNT.read(str(count)) == (count, count)


def test_what_a_million_rows_repeat_is_listed_briefly_and_counted(tmp_path: Path) -> None:
    stream = io.StringIO()
    stream.write(",".join(HEADER) + "\n")
    for _ in range(1000):
        stream.write(",".join(record("QMA", "all", 0, 5)) + "\n")
    path = tmp_path / "counts.csv"
    path.write_text(stream.getvalue())

    problems = check_files([path])

    repeated = [problem for problem in problems if problem.code == "key_repeated"]
    rest = [problem for problem in problems if problem.code == "more_of_the_same"]
    assert len(repeated) == 5
    assert [problem.message.split("repeated")[1] for problem in rest] == [": 994, in lines 8-1001."]


def test_columns_of_counts_are_as_long_as_the_good_rows() -> None:
    counts = read([record("QMA", "all", step, step) for step in range(5)])

    assert len(counts) == 5
    np.testing.assert_array_equal(counts.lower, np.arange(5))
