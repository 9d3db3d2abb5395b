"""Files given on their own: told apart by their headers, read outside an assessment."""

from datetime import date
from pathlib import Path

import pytest
from tests.property.bad_files import ASSESSMENT, HEADERS, INPUT, Table
from tests.property.bad_workbooks import workbook
from tests.specimen.alone import read_alone

from leadline.core.error import InputRefused
from leadline.intake.check import check_files
from leadline.intake.counts import read_counts
from leadline.intake.population import gather_population


def written(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.csv"
    path.write_bytes(Table.good(kind).csv())
    return path


def test_a_population_file_is_read(tmp_path: Path) -> None:
    people = read_alone(written(tmp_path, "population"), gather_population)

    assert people.children("QMA", 2020) == 220_000


def test_files_of_all_kinds_are_checked_together(tmp_path: Path) -> None:
    paths = [written(tmp_path, kind) for kind in HEADERS]

    assert check_files(paths) == ()


def test_versions_after_a_date_are_refused_when_the_date_is_given(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_counts([written(tmp_path, "counts")], as_of=date(2021, 1, 1))

    assert refused.value.problems[0].code == "known_after_as_of"


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(Table.good("counts").csv().replace(b"2020-03", b"2020-13"))

    problems = check_files([tmp_path / "absent.csv", bad])

    assert {problem.code for problem in problems} == {"file_missing", "period_impossible"}


@pytest.mark.parametrize("title", ["Counts of 2020", "Counts of 2020,,,,,,,,,,"])
def test_a_title_above_the_header_is_one_problem(tmp_path: Path, title: str) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(title.encode() + b"\n" + Table.good("counts").csv())

    [problem] = check_files([path])

    assert (problem.code, problem.row) == ("table_unknown", 1)
    assert "with nothing above them" in problem.next


def test_a_title_in_a_workbook_of_an_assessment_is_one_problem(tmp_path: Path) -> None:
    table = [["Counts of 2020"], *Table.good("counts").records()]
    (tmp_path / "counts.xlsx").write_bytes(workbook(table))
    path = tmp_path / "assessment.toml"
    path.write_text(ASSESSMENT + INPUT.format(kind="counts", path="counts.xlsx"))

    [problem] = check_files([path])

    assert (problem.code, problem.row) == ("header_blank", 1)
    assert "with nothing above them" in problem.next


@pytest.mark.skipif(not Path("/proc/kmsg").exists(), reason="a file of Linux that makes wait")
def test_a_file_that_would_make_wait_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").symlink_to("/proc/kmsg")

    assert check_files([tmp_path / "counts.csv"])
