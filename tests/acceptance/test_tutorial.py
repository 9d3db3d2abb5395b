"""The tutorial, followed to the letter: every command in its order, in one folder."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.acceptance.conftest import Demo
from tests.docs.prose import ROOT, blocks

TUTORIAL = ROOT / "docs" / "tutorial" / "first-assessment.md"
LINES = [line for block in blocks(TUTORIAL, "sh") for line in block.text.splitlines()]
# Done before: the demo by its fixture, the environment by whoever runs the tests.
DONE = ("make demo", ". .venv/bin/activate")
DEMO = "leadline demo --out out --workspace workspace"


@dataclass(frozen=True)
class Ran:
    """A line of the tutorial, and what it said."""

    line: str
    status: int
    out: str


@pytest.fixture(scope="module")
def room(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "src").symlink_to(ROOT / "src")
    (folder / "out").symlink_to(demo.out)
    (folder / "workspace").symlink_to(demo.workspace)
    return folder


@pytest.fixture(scope="module")
def story(room: Path) -> dict[str, Ran]:
    return {line: run(line, room) for line in LINES if line not in DONE}


def run(line: str, room: Path) -> Ran:
    known = f'leadline() {{ "{sys.executable}" -m leadline "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", known + line], cwd=room, capture_output=True, text=True, check=False
    )
    return Ran(line, done.returncode, done.stdout + done.stderr)


def expected_status(line: str) -> int:
    found = re.search(r"# exit (\d)$", line)
    return int(found[1]) if found else 0


def test_make_demo_runs_the_demo_that_stands_here() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert [line for line in DONE if line not in LINES] == []
    assert DEMO in makefile


def test_every_command_ends_as_the_tutorial_says(story: dict[str, Ran]) -> None:
    wrong = [ran for ran in story.values() if ran.status != expected_status(ran.line)]

    assert wrong == []


def test_what_the_tutorial_shows_is_what_the_commands_print(story: dict[str, Ran]) -> None:
    said = "".join(ran.out for ran in story.values())
    shown = [line for block in blocks(TUTORIAL, "text") for line in block.text.splitlines()]

    assert shown
    assert [line for line in shown if line not in said] == []


def test_the_lines_that_the_tutorial_looks_at_are_those_of_the_trace(story: dict[str, Ran]) -> None:
    traced = story["leadline trace workspace F06.mexico.2020Q2.observed"].out

    assert "counts/mexico.csv: lines 605-607," in traced


def test_a_change_leads_to_the_lines_of_quarter_and_baseline(story: dict[str, Ran]) -> None:
    traced = story["leadline trace my-workspace F01.exercise-region.2020Q2.mid"].out

    assert "counts.csv: lines 2-39, 41-43," in traced


def test_the_python_of_the_tutorial_runs(
    story: dict[str, Ran], room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert story
    monkeypatch.chdir(room)
    names: dict[str, object] = {}

    exec("\n".join(block.text for block in blocks(TUTORIAL, "python")), names)

    assert "EXERCICE" in names["view"]._repr_html_().upper()
