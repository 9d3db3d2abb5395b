"""Two entries of a form: where they agree they are counts, where they differ both are told."""

from pathlib import Path

import pytest
from tests.property.bad_entries import HEADER, REFERENCE, SERIES, entry

from leadline.core.counts import Counts
from leadline.core.error import Problem
from leadline.intake.codelist import read_codelists
from leadline.intake.problem import Report
from leadline.intake.transcription import gather_transcription


def compared(
    folder: Path, first: str, second: str | None = None, *, digits: str = "latin"
) -> tuple[Counts, int, tuple[Problem, ...]]:
    """What two entries say; the second is as the first where it is left out."""
    paths = (folder / "first.csv", folder / "second.csv")
    for path, text in zip(paths, (first, first if second is None else second), strict=True):
        path.write_text(text, encoding="utf-8")
    report = Report()
    counts, n_totals = gather_transcription(
        *paths, digits=digits, codelists=read_codelists(), report=report
    )
    return counts, n_totals, report.problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    return [(Path(p.file).name, p.row, p.column, p.code) for p in problems]


def bounds(counts: Counts) -> list[tuple[int, int]]:
    return list(zip(counts.lower.tolist(), counts.upper.tolist(), strict=True))


def test_entries_that_agree_are_counts_with_their_reference(tmp_path: Path) -> None:
    counts, n_totals, problems = compared(tmp_path, entry("12", "<5", "0"))

    assert problems == ()
    assert bounds(counts) == [(12, 12), (0, 4), (0, 0)]
    assert counts.reference_texts() == [REFERENCE] * 3
    assert n_totals == 0


def test_a_number_may_be_written_with_zeros_before_it_by_one_of_them(tmp_path: Path) -> None:
    _, _, problems = compared(tmp_path, entry("7"), entry("07"))

    assert problems == ()


def test_a_cell_that_differs_is_told_once_with_both_lines(tmp_path: Path) -> None:
    _, _, problems = compared(tmp_path, entry("12", "31"), entry("12", "13"))

    assert told(problems) == [
        ("first.csv", 3, "count", "entry_differs"),
    ]
    assert problems[0].message == (
        f"The two entries differ here: compare line 3 of {tmp_path / 'second.csv'}."
    )


def test_fewer_than_a_number_is_not_that_number(tmp_path: Path) -> None:
    _, _, problems = compared(tmp_path, entry("5"), entry("<5"))

    assert {problem.code for problem in problems} == {"entry_differs"}


@pytest.mark.parametrize(("name", "said"), [("about", "QMB"), ("occurred", "2019-12")])
def test_a_column_that_no_form_has_is_refused_for_nobody_compares_it(
    tmp_path: Path, name: str, said: str
) -> None:
    typed = f"{HEADER},{name}\n{SERIES},2020-01,12,,2021-03-31,p. 3,{said}\n"

    _, _, problems = compared(tmp_path, typed)

    assert told(problems) == [
        ("first.csv", 1, "", "column_unknown"),
        ("second.csv", 1, "", "column_unknown"),
    ]


def test_a_status_and_a_count_differ_in_both_columns(tmp_path: Path) -> None:
    blank = entry("5").replace(",5,,", ",,O,")

    _, _, problems = compared(tmp_path, entry("5"), blank)

    assert {(p.column, p.code) for p in problems} == {
        ("count", "entry_differs"),
        ("status", "entry_differs"),
    }


def test_a_row_in_any_place_is_compared_with_its_own(tmp_path: Path) -> None:
    header, first, second, total, *_ = entry("12", "31").splitlines()
    turned = "\n".join([header, total, second, first, ""])

    counts, _, problems = compared(tmp_path, turned, entry("12", "31"))

    assert problems == ()
    assert bounds(counts) == [(31, 31), (12, 12)]


def test_what_is_refused_in_one_entry_is_not_called_a_difference(tmp_path: Path) -> None:
    _, _, problems = compared(tmp_path, entry("1_2", "31"), entry("12", "31"))

    assert told(problems) == [("first.csv", 2, "count", "count_form")]


@pytest.mark.parametrize(
    ("counts", "total", "codes"),
    [
        (("10", "20"), "30", set()),
        (("10", "20"), "31", {"total_differs"}),
        (("10", "<5"), "14", set()),
        (("10", "<5"), "15", {"total_differs"}),
        (("10", "<5"), "9", {"total_differs"}),
        (("10", "20"), "<40", set()),
        (("10", "20"), "<30", {"total_differs"}),
        (("10", "20"), "1_0", {"count_form"}),
    ],
)
def test_a_typed_total_must_be_the_sum_of_its_rows(
    tmp_path: Path, counts: tuple[str, ...], total: str, codes: set[str]
) -> None:
    _, _, problems = compared(tmp_path, entry(*counts, total=total))

    assert {problem.code for problem in problems} == codes


def test_where_a_row_has_no_number_a_total_may_be_more_than_the_others(tmp_path: Path) -> None:
    lacking = entry("10", "20", total="45").replace(",20,,", ",,O,")

    _, n_totals, problems = compared(tmp_path, lacking)

    assert n_totals == 0
    assert {problem.code for problem in problems} == {"total_unchecked"}


def test_a_total_is_of_its_own_series_alone(tmp_path: Path) -> None:
    both = entry("10", total="10") + "\n".join(
        line.replace("QMA", "QMB") for line in entry("20", total="20").splitlines()[1:]
    )

    _, n_totals, problems = compared(tmp_path, both)

    assert (problems, n_totals) == ((), 2)


@pytest.mark.parametrize(
    ("digits", "count", "expected"),
    [("arabic", "١٢", [(12, 12)]), ("arabic", "<٥", [(0, 4)]), ("persian", "۱۲", [(12, 12)])],
)
def test_digits_that_are_declared_are_read(
    tmp_path: Path, digits: str, count: str, expected: list[tuple[int, int]]
) -> None:
    counts, _, problems = compared(tmp_path, entry(count), digits=digits)

    assert (problems, bounds(counts)) == ((), expected)


def test_digits_that_are_not_declared_are_refused(tmp_path: Path) -> None:
    _, _, problems = compared(tmp_path, entry("١٢"))

    assert {problem.code for problem in problems} == {"count_form"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("reporting", "no_such_theme"), "theme_unknown"),
        (("referrals", "victims_homicide"), "indicator_unknown"),
        ((",all,", ",no_such_channel,"), "channel_unknown"),
        (("known_on", "known on"), "column_unknown"),
        ((",reference", ""), "row_length"),
        ((f'"{REFERENCE}"', ""), "field_blank"),
        (("2021-03-31", "2019-03-31"), "reported_after_known"),
    ],
)
def test_a_form_that_was_changed_is_told_by_code(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    _, _, problems = compared(tmp_path, entry("5").replace(*change))

    assert code in {problem.code for problem in problems}


def test_a_form_without_its_references_is_refused(tmp_path: Path) -> None:
    bare = "\n".join(
        line.rsplit(",", 1)[0] for line in [HEADER, f"{SERIES},2020-01,5,,2021-03-31,"]
    )

    _, _, problems = compared(tmp_path, bare)

    assert {(p.column, p.code) for p in problems} == {("reference", "column_missing")}


def test_a_total_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twice = entry("5", total="5") + entry("5", total="5").splitlines()[-1] + "\n"

    _, _, problems = compared(tmp_path, twice)

    assert {problem.code for problem in problems} == {"key_repeated"}


def test_without_a_second_entry_there_is_nothing_to_compare(tmp_path: Path) -> None:
    report = Report()
    (tmp_path / "first.csv").write_text(entry("5"))

    gather_transcription(
        tmp_path / "first.csv",
        tmp_path / "none.csv",
        digits="latin",
        codelists=read_codelists(),
        report=report,
    )

    assert {problem.code for problem in report.problems} == {"file_missing"}
