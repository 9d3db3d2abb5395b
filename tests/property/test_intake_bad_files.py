"""Bad contributions: every one refused, none crashes, nothing of what was refused comes out."""

import traceback
from pathlib import Path

import pytest
from tests.property.bad_assessments import ASSESSMENT_MAKERS, GOOD
from tests.property.bad_entries import ENTRY_MAKERS
from tests.property.bad_exchange import EXCHANGE_MAKERS
from tests.property.bad_files import (
    ASSESSMENT,
    HEADERS,
    INPUT,
    MAPPED_INPUT,
    Case,
    Table,
    generate,
)
from tests.property.bad_mappings import MAPPING, MAPPING_MAKERS, SHEET
from tests.property.bad_tables import TABLE_MAKERS
from tests.property.bad_workbooks import FILE_MAKERS, workbook

from leadline.core.code import Codelists
from leadline.core.error import InputRefused
from leadline.flow.mapping import propose
from leadline.intake.assessment import read_assessment
from leadline.intake.check import check_files
from leadline.intake.codelist import read_codelists
from leadline.intake.inputs import read_inputs
from leadline.intake.problem import Report, problem_kinds
from leadline.intake.transcription import gather_transcription

MAKERS = [
    *TABLE_MAKERS,
    *FILE_MAKERS,
    *ASSESSMENT_MAKERS,
    *MAPPING_MAKERS,
    *EXCHANGE_MAKERS,
    *ENTRY_MAKERS,
]
SEED = 20200907


@pytest.fixture(scope="module")
def codelists() -> Codelists:
    return read_codelists()


def refusal(case: Case, path: Path, codelists: Codelists) -> InputRefused | None:
    """What reading a case raises."""
    try:
        if case.is_proposed:
            propose(path)
            return None
        if case.kind == "entry":
            return transcription_refusal(path, codelists)
        if case.alone:
            problems = check_files([path])
            return InputRefused(problems) if problems else None
        read_inputs(read_assessment(path, codelists=codelists), codelists=codelists)
    except InputRefused as refused:
        return refused
    return None


def transcription_refusal(path: Path, codelists: Codelists) -> InputRefused | None:
    """What comparing an entry with the second one beside it finds."""
    report, second = Report(), path.with_name("second.csv")
    gather_transcription(path, second, digits="latin", codelists=codelists, report=report)
    return InputRefused(report.problems) if report.problems else None


def everything_shown(refused: InputRefused) -> str:
    """All texts that could reach a reader: message, fields, traceback and what it hides."""
    shown = [str(refused), repr(refused), repr(refused.args), repr(refused.problems)]
    shown += traceback.format_exception(refused)
    hidden: BaseException | None = refused
    while hidden is not None:
        shown.append(repr(hidden))
        hidden = hidden.__cause__ or hidden.__context__
    return "\n".join(shown)


def failures(case: Case, folder: Path, codelists: Codelists) -> list[str]:
    """What is wrong with how a case was met."""
    refused = refusal(case, case.write(folder), codelists)
    if refused is None:
        return [f"{case.code}: accepted"]
    shown = everything_shown(refused).replace(str(folder), "")
    found = {problem.code for problem in refused.problems}
    wrong = [f"{case.code}: repeated" for text in case.planted if text in shown]
    return wrong + ([] if case.code in found else [f"{case.code}: told as {sorted(found)}"])


def all_failures(n: int, tmp_path: Path, codelists: Codelists) -> list[str]:
    found: list[str] = []
    for at, case in enumerate(generate(MAKERS, n, seed=SEED)):
        folder = tmp_path / str(at)
        folder.mkdir()
        found += [f"{at} {failure}" for failure in failures(case, folder, codelists)]
    return found


def good_folder(folder: Path, ending: str) -> Path:
    inputs = "".join(INPUT.format(kind=kind, path=kind + ending) for kind in HEADERS)
    for kind in HEADERS:
        table = Table.good(kind)
        content = {
            ".csv": table.csv(),
            ".xlsx": workbook(table.records()),
            ".parquet": table.parquet(),
        }
        (folder / (kind + ending)).write_bytes(content[ending])
    (folder / "assessment.toml").write_text(ASSESSMENT + inputs, encoding="utf-8")
    return folder / "assessment.toml"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
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
    made = {case.code for case in generate(MAKERS, len(MAKERS), seed=SEED)}

    assert {kind.code for kind in problem_kinds().values() if not kind.is_note} == made


def test_no_bad_file_is_accepted_crashes_or_is_repeated(
    tmp_path: Path, codelists: Codelists, capfd: pytest.CaptureFixture[str]
) -> None:
    found = all_failures(4 * len(MAKERS), tmp_path, codelists)

    assert found == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.full
def test_none_of_six_thousand_bad_files_is_accepted_crashes_or_is_repeated(
    tmp_path: Path, codelists: Codelists
) -> None:
    assert all_failures(6000, tmp_path, codelists) == []
