"""Eleven bureaus, each with a file of its own layout: one assessment, and a letter to each."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline
from tests.specimen.bureaus.make import FOLDER

from leadline.core.released import read

ASSESSMENT = FOLDER / "assessment.toml"
LANGUAGES = {
    "ar": ("01", "02", "03"),
    "en": ("08", "09", "10", "11"),
    "es": ("06", "07"),
    "fr": ("04", "05"),
}


@dataclass(frozen=True)
class Made:
    """The output folder, the private workspace and the letters of one run."""

    out: Path
    workspace: Path
    letters: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("bureaus")
    made = Made(folder / "out", folder / "workspace", folder / "letters")
    workspace = ("--workspace", made.workspace)
    assessed = leadline("assess", ASSESSMENT, "--out", made.out, *workspace)
    assert assessed.returncode == 0, assessed.stderr
    written = leadline("letters", ASSESSMENT, "--out", made.letters, *workspace)
    assert written.returncode == 0, written.stderr
    return made


def test_all_files_are_read_and_only_gaps_are_noted() -> None:
    done = leadline("check", ASSESSMENT)

    assert done.returncode == 0
    assert "23 files, 0 problems" in done.stderr


def test_status_says_of_each_bureau_what_its_counts_can_bear() -> None:
    done = leadline("status", ASSESSMENT)

    assert done.returncode == 0
    assert {line.split()[0] for line in done.stdout.splitlines() if line.startswith("bureau-")} == {
        f"bureau-{n:02d}" for n in range(1, 12)
    }
    assert "two totals" in done.stdout


def test_two_totals_and_series_stand_in_one_release(made: Made) -> None:
    released = read((made.out / "assessment.json").read_bytes())

    claims = {f.source: s.rung for f in released.findings for s in f.statements if not s.withheld}
    assert (claims["bureau-02"], claims["bureau-07"]) == (3, 2)


def test_a_printed_number_leads_to_the_lines_of_the_bureaus_own_sheet(made: Made) -> None:
    released = read((made.out / "assessment.json").read_bytes())
    finding = next(f for f in released.findings if f.source == "bureau-02")
    period = finding.statements[0].totals[0].period.replace("-", "").replace("/", "_")

    done = leadline("trace", made.workspace, f"{finding.id}.QMB.{period}.observed")

    assert "02-right-to-left.xlsx: lines 6" in done.stdout


@pytest.mark.parametrize(
    ("language", "number"), [(code, n) for code, every in LANGUAGES.items() for n in every]
)
def test_each_bureau_has_a_letter_in_its_language(made: Made, language: str, number: str) -> None:
    names = {path.name for path in made.letters.glob(f"bureau-{number}.*")}

    assert names == {f"bureau-{number}.{language}.html", f"bureau-{number}.{language}.pdf"}


@pytest.mark.parametrize("number", range(1, 12))
def test_a_letter_holds_nothing_of_another_bureau(made: Made, number: int) -> None:
    others = [f"bureau-{n:02d}" for n in range(1, 12) if n != number]
    page = next(made.letters.glob(f"bureau-{number:02d}.*.html")).read_text(encoding="utf-8")

    files = [
        path.name for path in FOLDER.glob("*-*.*") if not path.name.startswith(f"{number:02d}")
    ]
    assert [name for name in (*others, *files) if name in page] == []
