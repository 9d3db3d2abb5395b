"""The demo, run once from a shell for all acceptance tests, and once more from nothing."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from leadline.core.released import Released, read

MEMBER = """
[[member]]
code = "{0}"
names = {{ en = "Exercise member {0}" }}
"""


@dataclass(frozen=True)
class Demo:
    """A finished demo."""

    out: Path
    workspace: Path

    @property
    def released(self) -> Released:
        return read((self.out / "assessment.json").read_bytes())


def leadline(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    command = [sys.executable, "-m", "leadline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def starter_with(folder: Path, *members: str) -> Path:
    """Write the starter in English alone, with some members more."""
    leadline("init", folder)
    path = folder / "assessment.toml"
    text = path.read_text().replace('["ar", "en", "es", "fr"]', '["en"]')
    declared = "".join(MEMBER.format(code) for code in members)
    path.write_text(text.replace("\n[[region]]", f"{declared}\n[[region]]", 1))
    return path


def run_demo(folder: Path) -> Demo:
    demo = Demo(folder / "out", folder / "workspace")
    done = leadline("demo", "--out", demo.out, "--workspace", demo.workspace)
    assert done.returncode == 0, done.stderr
    return demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return run_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def second_demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return run_demo(tmp_path_factory.mktemp("again"))
