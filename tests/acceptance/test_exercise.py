"""The shipped exercise, 40 members answering of 194, from its files to a release and an edition."""

import json
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

import leadline as ll
from leadline.core.released import Released
from leadline.words import words

ASSESSMENT = Path(__file__).parents[2] / "examples" / "exercise" / "assessment.toml"
LANGUAGES = ("ar", "en", "es", "fr")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exercise") / "workspace"


@pytest.fixture(scope="module")
def released(workspace: Path) -> Released:
    return ll.assess(ASSESSMENT, workspace=workspace)


def test_all_its_files_are_read(released: Released) -> None:
    done = leadline("check", ASSESSMENT)

    assert done.returncode == 0
    assert " 0 problems" in done.stderr


def test_it_is_released_as_an_exercise_of_194_members(released: Released) -> None:
    assert released.exercise
    assert not released.demonstration_key
    assert len(released.members) == 194
    assert len(released.regions) == 5


def test_regions_and_members_both_have_statements(released: Released) -> None:
    stated = [s for f in released.findings for s in f.statements if not s.withheld]

    assert {s.is_region for s in stated} == {True, False}
    assert {s.rung for s in stated} >= {2, 3}


def test_what_members_gave_is_counted_over_all_that_there_are(released: Released) -> None:
    gave = [response.numbers for response in released.responses]

    assert gave
    assert all(numbers["members"] <= 40 for numbers in gave)
    assert any(numbers["nothing"] > numbers["series"] for numbers in gave)


def test_its_report_is_rendered_in_one_language(released: Released, tmp_path: Path) -> None:
    written = ll.report(released, tmp_path, languages=["en"])

    page = (tmp_path / "site" / "en" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "report.en.pdf") in written
    assert words("en").text("mark.exercise") in page


@pytest.mark.full
def test_the_command_assesses_it_in_four_languages(workspace: Path, tmp_path: Path) -> None:
    done = leadline("assess", ASSESSMENT, "--out", tmp_path, "--workspace", workspace)

    assert done.returncode == 0, done.stderr
    assert {f"report.{code}.pdf" for code in LANGUAGES} <= {p.name for p in tmp_path.iterdir()}
    assert json.loads((tmp_path / "assessment.json").read_bytes())["exercise"] is True
