"""Counts from rows of text: defaults, bounds, versions, what is left out and what is refused."""

from datetime import date

import pytest

from leadline.core.counts import Counts
from leadline.core.error import Problem
from leadline.intake.counts import gather_counts
from leadline.intake.problem import Report, is_note
from leadline.intake.scope import ANY, Scope
from leadline.intake.table import RawTable, raw_table

GOOD = {
    "source": "police-1",
    "member": "QMA",
    "about": "",
    "theme": "reporting",
    "indicator": "referrals",
    "channel": "",
    "occurred": "",
    "reported": "2020-03",
    "count": "7",
    "status": "",
    "known_on": "2020-07-01",
}


def table_of(*changes: dict[str, str], file: str = "x.csv", columns: str = "") -> RawTable:
    header = columns.split() or list(GOOD)
    records = [[(GOOD | change)[name] for name in header] for change in changes]
    return raw_table(file, header, lines=range(2, len(records) + 2), records=records)


def read(*tables: RawTable, scope: Scope = ANY) -> tuple[Counts, tuple[Problem, ...]]:
    report = Report()
    counts = gather_counts(tables, scope=scope, report=report)
    return counts, report.problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    return [(problem.code, problem.row, problem.column) for problem in problems]


def test_absent_columns_have_their_defaults() -> None:
    counts, problems = read(table_of({}, columns="source member theme reported count known_on"))

    assert problems == ()
    assert counts.keys[0] == ("police-1", "QMA", "QMA", "reporting", "", "unknown")
    assert counts.occurred.tolist() == [-1]
    assert counts.status.tolist() == ["A"]


def test_blank_fields_have_the_same_defaults_as_absent_columns() -> None:
    counts, _ = read(table_of({"about": ""}, {"about": "QMA", "reported": "2020-04"}))

    assert counts.keys == (("police-1", "QMA", "QMA", "reporting", "referrals", "unknown"),)


@pytest.mark.parametrize(
    ("count", "status", "bounds"),
    [("7", "A", (7, 7)), ("<5", "A", (0, 4)), ("", "Q", (-1, -1)), ("0", "P", (0, 0))],
)
def test_a_count_is_a_number_a_range_or_nothing(
    count: str, status: str, bounds: tuple[int, int]
) -> None:
    counts, problems = read(table_of({"count": count, "status": status}))

    assert problems == ()
    assert (int(counts.lower[0]), int(counts.upper[0])) == bounds


@pytest.mark.parametrize("status", ["", "A", "B", "D", "E", "P", "U"])
def test_blank_is_never_zero(status: str) -> None:
    _, problems = read(table_of({"count": "", "status": status}))

    assert told(problems) == [("count_blank", 2, "count")]


@pytest.mark.parametrize("status", ["L", "M", "O", "Q"])
def test_a_status_that_says_there_is_no_count_goes_with_none(status: str) -> None:
    _, problems = read(table_of({"count": "3", "status": status}))

    assert told(problems) == [("count_beside_status", 2, "count")]


def test_a_report_before_what_it_reports_is_left_out_and_counted() -> None:
    rows = [{"occurred": f"2020-{month:02d}"} for month in (2, 3, 4, 5)]

    counts, problems = read(table_of(*rows))

    assert [counts.periods[at] - counts.periods[counts.reported[0]] for at in counts.occurred] == [
        -1,
        0,
    ]
    assert told(problems) == [("delay_negative", 4, "occurred")]
    assert "2" in problems[0].message
    assert is_note(problems[0])


def test_the_same_cell_in_two_files_is_refused_where_it_comes_second() -> None:
    _, problems = read(table_of({}, file="one.csv"), table_of({"count": "8"}, file="two.csv"))

    assert [(p.file, p.code, p.row) for p in problems] == [("two.csv", "key_repeated", 2)]
    assert "one.csv" in problems[0].message


def test_a_later_version_of_a_cell_is_no_repetition() -> None:
    counts, problems = read(table_of({}, {"known_on": "2020-08-01", "count": "9"}))

    assert problems == ()
    assert counts.as_known_on(date(2020, 12, 31)).lower.tolist() == [9]
    assert counts.as_known_on(date(2020, 7, 15)).lower.tolist() == [7]


def test_the_order_of_versions_within_a_file_does_not_matter() -> None:
    scope = Scope(indicators=frozenset({("reporting", "referrals")}))

    _, problems = read(table_of({"known_on": "2020-08-01"}, {}), scope=scope)

    assert problems == ()


def test_a_version_that_comes_later_and_is_older_is_refused_in_an_assessment() -> None:
    scope = Scope(indicators=frozenset({("reporting", "referrals")}))
    first, second = table_of({"known_on": "2020-08-01"}, file="1.csv"), table_of({}, file="2.csv")

    _, problems = read(first, second, scope=scope)

    assert [(p.file, *t) for p, t in zip(problems, told(problems), strict=True)] == [
        ("2.csv", "version_backdated", 2, "known_on")
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reported": "2020-08"}, ("reported_after_known", 2, "reported")),
        ({"occurred": "2020-W10"}, ("frequency_differs", 2, "occurred")),
        (
            {"occurred": "2020-02-01/2020-02-29", "reported": "2020-03-01/2020-03-31"},
            ("frequency_differs", 2, "occurred"),
        ),
        ({"known_on": "2022-07-01"}, ("known_after_as_of", 2, "known_on")),
        ({"source": "other"}, ("source_undeclared", 2, "source")),
        ({"member": "QMZ"}, ("member_undeclared", 2, "member")),
        ({"about": "QMZ"}, ("place_unknown", 2, "about")),
        ({"theme": "other"}, ("theme_unknown", 2, "theme")),
        ({"indicator": "other"}, ("indicator_unknown", 2, "indicator")),
        ({"indicator": ""}, ("field_blank", 2, "indicator")),
        ({"channel": "other"}, ("channel_unknown", 2, "channel")),
    ],
)
def test_inside_an_assessment_codes_are_declared_and_dates_fit(
    change: dict[str, str], problem: tuple[str, int, str]
) -> None:
    scope = Scope(
        sources=frozenset({"police-1"}),
        members=frozenset({"QMA"}),
        places=frozenset({"QMA", "KEN"}),
        themes=frozenset({"reporting"}),
        indicators=frozenset({("reporting", "referrals")}),
        channels=frozenset({"unknown"}),
        as_of=date(2021, 1, 1),
    )

    _, problems = read(table_of(change), scope=scope)

    assert told(problems) == [problem]


def test_outside_an_assessment_exercises_and_real_members_are_refused_together() -> None:
    real = {"member": "MEX", "reported": "2020-05"}

    counts, problems = read(table_of({}, real), table_of({"member": "MX-AGU"}, file="2.csv"))

    assert told(problems) == [("exercise_mixed", 2, "member")]
    assert {key.member for key in counts.keys} >= {"MEX", "MX-AGU"}
    assert len(counts) == 2


@pytest.mark.parametrize("member", ["QMA", "MEX"])
def test_counts_of_one_kind_are_read(member: str) -> None:
    _, problems = read(table_of({"member": member}))

    assert problems == ()


def test_all_problems_of_a_row_come_together() -> None:
    _, problems = read(table_of({"count": "x", "known_on": "x", "member": "x"}))

    assert told(problems) == [
        ("count_form", 2, "count"),
        ("date_form", 2, "known_on"),
        ("member_form", 2, "member"),
    ]


def test_no_table_gives_no_counts() -> None:
    counts, problems = read()

    assert (len(counts), problems) == (0, ())
