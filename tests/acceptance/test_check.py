"""What `leadline check` says beforehand of counts that would leave the report empty."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

from leadline.flow.check import check_files
from leadline.flow.starter import write_starter

Edit = Callable[[str], str]
QUARTER = "helpline-1,QMC,helpline,contacts_answered,all,2020-Q4,400,A,2021-01-31\n"


def changed(folder: Path, name: str, edit: Edit) -> Path:
    path = write_starter(folder / "mine")
    file = path.with_name(name)
    file.write_text(edit(file.read_text()))
    return path


def without(*rows: str) -> Edit:
    return lambda text: "".join(
        line for line in text.splitlines(keepends=True) if not any(row in line for row in rows)
    )


def test_the_starter_has_nothing_to_note(tmp_path: Path) -> None:
    done = leadline("check", write_starter(tmp_path / "mine"))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "5 files, 0 problems.\n")


def test_one_problem_of_one_file_is_told_in_the_singular(tmp_path: Path) -> None:
    done = leadline("check", tmp_path / "absent.csv")

    assert done.stderr == "1 file, 1 problem.\n"


def test_periods_that_a_series_lacks_are_noted_and_refuse_nothing(tmp_path: Path) -> None:
    lacking = without(
        "QMA,helpline,contacts_answered,all,2018-04", "QMB,helpline,contacts_answered,all,2020"
    )

    done = leadline("check", changed(tmp_path, "counts.csv", lacking))

    assert done.returncode == 0
    assert "counts.csv:2 reported [period_missing] QMA, helpline contacts_answered" in done.stdout
    assert "2018-04 missing." in done.stdout
    assert "2020-01 to 2020-07 missing." in done.stdout
    assert done.stderr == "5 files, 0 problems, 2 notes.\n"


@pytest.mark.parametrize(
    ("name", "edit", "codes"),
    [
        ("assessment.toml", lambda t: t.replace('"2017-01"', '"2019-06"'), ["baseline_short"]),
        ("assessment.toml", lambda t: t.replace("month = 1", "month = 12"), ["window_empty"]),
        ("assessment.toml", lambda t: t.replace("month = 1", "month = 8"), ["window_unsettled"]),
        ("counts.csv", without(",2020-0"), ["window_empty"]),
        ("counts.csv", lambda text: text + QUARTER, ["frequency_several"]),
    ],
)
def test_what_would_leave_the_report_empty_is_noted(
    tmp_path: Path, name: str, edit: Edit, codes: list[str]
) -> None:
    path = changed(tmp_path, name, edit)

    assert sorted(problem.code for problem in check_files([path]).problems) == codes


def test_an_assessment_ends_with_how_much_it_found(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")

    done = leadline("assess", path, "--out", tmp_path / "out", "--workspace", tmp_path / "room")

    assert re.fullmatch("2 findings, [0-9]+ gaps.", done.stderr.splitlines()[-1])


def test_where_something_is_refused_nothing_is_foreseen(tmp_path: Path) -> None:
    path = changed(tmp_path, "counts.csv", lambda text: text + QUARTER + "x\n")

    assert [problem.code for problem in check_files([path]).problems] == ["row_length"]
