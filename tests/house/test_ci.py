"""``.ci/run`` is green only when tests ran and all passed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GREEN = "===== 41 passed, 2 skipped in 63.20s (0:01:03) ====="


@pytest.fixture
def ci(tmp_path: Path):
    """Run the script with a stand-in for make that prints and exits as told."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    programs = tmp_path / "programs"
    programs.mkdir()

    def run(says: str, exits: int) -> subprocess.CompletedProcess[str]:
        asked = '[ "$LEADLINE_BROWSER" = required ] || exit 9'
        make = f'#!/bin/sh\n{asked}\necho "{says}"\nexit {exits}\n'
        for name, text in {"make": make, "chromium": "#!/bin/sh\n"}.items():
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        return subprocess.run(
            ["bash", str(tmp_path / ".ci/run")],
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    return run


def test_it_is_green_and_ends_with_the_summary_when_tests_passed(ci) -> None:
    done = ci(GREEN, exits=0)

    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == GREEN


@pytest.mark.parametrize(
    ("says", "exits"),
    [
        ("===== 3 failed, 38 passed in 63.20s =====", 2),
        ("===== no tests ran in 0.01s =====", 0),
        ("===== 4 skipped in 0.01s =====", 0),
        ("===== 0 passed in 0.01s =====", 0),
        ("make: Nothing to be done", 0),
    ],
)
def test_it_is_red_when_a_test_failed_or_none_ran(ci, says: str, exits: int) -> None:
    done = ci(says, exits=exits)

    assert done.returncode != 0
