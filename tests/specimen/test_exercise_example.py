"""The shipped exercise is what its command writes today, and small enough to keep."""

import gzip
import re
import shlex
from pathlib import Path

import pytest

from leadline.flow.exercise.made import Asked
from leadline.flow.exercise.write import write_exercise

FOLDER = Path(__file__).parents[2] / "examples" / "exercise"
ASKED = Asked(members=194, seed=20200907, answering=40, is_packed=True)


def text_of(path: Path) -> bytes:
    """Return a file's bytes, unpacked: how well they are packed is not the world's affair."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / FOLDER.name
    write_exercise(ASKED, out)
    return out


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        "README.md"
    }


def test_the_folder_holds_what_the_command_writes_and_no_other_file(made: Path) -> None:
    assert names(FOLDER) == names(made)


def test_every_file_is_what_the_command_writes(made: Path) -> None:
    differs = [
        name for name in sorted(names(made)) if text_of(FOLDER / name) != text_of(made / name)
    ]

    assert differs == []


def test_it_is_small_enough_to_keep() -> None:
    assert sum((FOLDER / name).stat().st_size for name in names(FOLDER)) < 1_500_000


def test_its_readme_and_its_assessment_give_the_command_that_writes_it() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    declared = (FOLDER / "assessment.toml").read_text(encoding="utf-8")

    assert (
        shlex.split(re.search(r"leadline simulate .+", readme)[0])[:-1]
        == shlex.split(ASKED.command)[:-1]
    )
    assert ASKED.command in declared
