"""The private folder: closed to others, unseen by git, apart from what is published."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

from leadline.core.error import UsageError
from leadline.flow.assess import assess
from leadline.flow.starter import write_starter
from leadline.flow.workspace import check_apart, check_outside, open_workspace, read_ledger
from leadline.intake.form import IDENTIFIER

ASSESSMENT = Path("mine", "assessment.toml")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_workspace_is_closed_to_others_and_unseen_by_git(tmp_path: Path) -> None:
    room = open_workspace(tmp_path / "deep" / "room")

    assert mode(room.folder) == 0o700
    assert (room.folder / ".gitignore").read_text() == "*\n"


def test_a_workspace_of_old_is_closed_too(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    open_workspace(tmp_path)

    assert mode(tmp_path) == 0o700


def test_what_its_owner_lets_git_see_stays_seen(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("stages/\n")

    open_workspace(tmp_path)

    assert (tmp_path / ".gitignore").read_text() == "stages/\n"


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("room", "workspace lies in the output folder"),
        (".", "workspace lies in the output folder"),
        ("room/out", "output folder lies in the private workspace"),
    ],
)
def test_what_is_published_lies_apart_from_the_workspace(
    tmp_path: Path, out: str, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        check_apart(tmp_path / out, workspace=tmp_path / "room")


def test_an_output_folder_inside_that_of_the_assessment_is_taken(tmp_path: Path) -> None:
    check_outside(tmp_path / "mine" / "out", tmp_path / ASSESSMENT, name="assessment file")


def test_the_folder_of_the_assessment_is_no_output_folder(tmp_path: Path) -> None:
    leadline("init", tmp_path / "mine")

    done = leadline("assess", tmp_path / ASSESSMENT, "--out", tmp_path / "mine")

    assert done.returncode == 2
    assert "assessment file lies in the output folder" in done.stderr


@pytest.mark.parametrize(
    ("folder", "own"),
    [
        ("my-assessment", "my-assessment"),
        ("Kenya 2020", "kenya-2020"),
        ("2020", "starter-2020"),
        ("Année", "annee"),
    ],
)
def test_a_starter_is_named_after_its_folder(tmp_path: Path, folder: str, own: str) -> None:
    path = write_starter(tmp_path / folder)

    assert f'id = "{own}"  ' in path.read_text()


def test_starters_in_other_letters_do_not_share_a_workspace(tmp_path: Path) -> None:
    paths = [write_starter(tmp_path / name) for name in ("تقييم", "مراجعة")]

    first, second = (tomllib.loads(path.read_text())["id"] for path in paths)
    assert first != second
    assert IDENTIFIER.pattern.fullmatch(first)


def test_two_runs_in_one_workspace_enter_their_releases_one_after_the_other(
    tmp_path: Path,
) -> None:
    write_starter(tmp_path / "mine")
    room = tmp_path / "room"

    with ThreadPoolExecutor() as threads:
        runs = [
            threads.submit(assess, tmp_path / "mine" / ASSESSMENT.name, workspace=room, edition=e)
            for e in ("public", "restricted")
        ]

    numbers = sorted(run.result().released.release.number for run in runs)
    kept = read_ledger(open_workspace(room))
    assert numbers == [1, 2]
    assert sorted(entry.edition for entry in kept.releases) == ["public", "restricted"]
