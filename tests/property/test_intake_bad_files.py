"""Bad contributions: every one refused, none crashes, nothing of what was refused comes out."""

import sys
from pathlib import Path

import pytest
from tests.property.bad import MAKERS, SEED, case_at, failures, failures_of_commands
from tests.property.bad_assessments import GOOD
from tests.property.bad_bytes import WAYS, changed_at, outcome_of_bytes
from tests.property.bad_documents import (
    NAMES,
    document_at,
    failures_of_document_commands,
    outcome_of_document,
)
from tests.property.bad_files import ASSESSMENT, HEADERS, INPUT, MAPPED_INPUT, Table, generate
from tests.property.bad_mappings import MAPPING, SHEET
from tests.property.bad_opendocument import opendocument
from tests.property.bad_workbooks import workbook
from tests.property.bound import met_in_bounds, summary

from leadline.intake.check import check_files
from leadline.intake.problem import problem_kinds

N_CASES, N_CHANGED, N_DOCUMENTS = 20_000, 4_500, 6_000
N_WAYS = len(WAYS)


def new_folder(top: Path, at: int) -> Path:
    folder = top / str(at)
    folder.mkdir()
    return folder


def all_failures(n: int, top: Path) -> list[str]:
    return [
        f"{at} {failure}"
        for at in range(n)
        for failure in failures(case_at(at), new_folder(top, at))
    ]


WRITERS = {
    ".csv": Table.csv,
    ".xlsx": lambda table: workbook(table.records()),
    ".ods": lambda table: opendocument(table.records()),
    ".parquet": Table.parquet,
}


def good_folder(folder: Path, ending: str) -> Path:
    inputs = "".join(INPUT.format(kind=kind, path=kind + ending) for kind in HEADERS)
    for kind in HEADERS:
        table = Table.good(kind)
        (folder / (kind + ending)).write_bytes(WRITERS[ending](table))
    (folder / "assessment.toml").write_text(ASSESSMENT + inputs, encoding="utf-8")
    return folder / "assessment.toml"


@pytest.mark.parametrize("ending", list(WRITERS))
def test_the_files_before_they_are_spoilt_are_accepted(tmp_path: Path, ending: str) -> None:
    path = good_folder(tmp_path, ending)

    assert check_files([path]) == ()


def test_the_assessment_before_it_is_spoilt_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_bytes(Table.good("counts").csv())
    path = tmp_path / "assessment.toml"
    path.write_text(GOOD, encoding="utf-8")

    assert check_files([path]) == ()


def test_the_mapping_before_it_is_spoilt_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "sheet.map.toml").write_text(MAPPING, encoding="utf-8")
    path = tmp_path / "assessment.toml"
    path.write_text(ASSESSMENT + MAPPED_INPUT.format(path="sheet.csv"), encoding="utf-8")

    assert check_files([path]) == ()


def test_every_problem_that_refuses_has_a_bad_file() -> None:
    made = {case.code for case in generate(MAKERS, range(len(MAKERS)), seed=SEED)}

    assert {kind.code for kind in problem_kinds().values() if not kind.is_note} == made


def test_no_bad_file_is_accepted_crashes_or_is_repeated(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = all_failures(2 * len(MAKERS), tmp_path)

    assert found == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("at", range(0, len(MAKERS), 10))
def test_no_command_prints_logs_or_keeps_what_was_refused(tmp_path: Path, at: int) -> None:
    case = case_at(at)
    case.write(tmp_path)

    assert failures_of_commands(case, tmp_path) == []


def test_a_file_with_changed_bytes_is_refused_or_read_as_what_it_holds(tmp_path: Path) -> None:
    found = [
        f"{at} {failure}"
        for at in range(360)
        if at % N_WAYS != N_WAYS - 1
        for failure in outcome_of_bytes(changed_at(at, seed=SEED), new_folder(tmp_path, at)).wrong
    ]

    assert found == []


def test_a_document_with_changed_bytes_is_refused_or_read_as_what_it_holds(tmp_path: Path) -> None:
    found = [
        f"{at} {failure}"
        for at in range(60 * len(NAMES))
        for failure in outcome_of_document(
            document_at(at, seed=SEED), new_folder(tmp_path, at)
        ).wrong
    ]

    assert found == []


@pytest.mark.parametrize("at", range(4))
def test_no_command_shows_or_keeps_what_a_changed_document_held(tmp_path: Path, at: int) -> None:
    document = document_at(at, seed=SEED)
    document.write(tmp_path)

    assert failures_of_document_commands(document, tmp_path) == []


@pytest.mark.full
def test_none_of_twenty_thousand_bad_files_is_accepted_crashes_or_is_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLARS_MAX_THREADS", "1")

    met = met_in_bounds(N_CASES, N_CHANGED, N_DOCUMENTS, tmp_path)

    with capsys.disabled():
        sys.stdout.write(f"\n{summary(met)}\n")
    assert len(met) == N_CASES + N_CHANGED + N_DOCUMENTS
    assert [failure for each in met for failure in each.failures] == []
