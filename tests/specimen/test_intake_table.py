"""Files given on their own: told apart by their headers, read outside an assessment."""

from datetime import date
from pathlib import Path

import pytest
from tests.property.bad_files import HEADERS, Table
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

    assert {problem.code for problem in refused.value.problems} == {"known_after_as_of"}


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(Table.good("counts").csv().replace(b"2020-03", b"2020-13"))

    problems = check_files([tmp_path / "absent.csv", bad])

    assert {problem.code for problem in problems} == {"file_missing", "period_impossible"}
