"""Each import contract is broken once on purpose: one that never fires proves nothing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}

# Contract to the files that break it, and it alone.
BREACHES = [
    ("floors", {"strange/__init__.py": ""}),
    ("floors", {"intake/broken.py": "import leadline.models"}),
    ("floors", {"words/broken.py": "import leadline.core"}),
    (
        "knots",
        {
            "flow/ours.py": "import leadline.flow.theirs",
            "flow/theirs.py": "import leadline.flow.ours",
        },
    ),
    ("models", {"models/ours.py": "import leadline.models.theirs", "models/theirs.py": ""}),
    ("arrays", {"models/broken.py": "import datetime"}),
    ("arrays", {"models/broken.py": "import polars"}),
    ("arrays", {"models/broken.py": "import leadline.core.period"}),
    ("core", {"core/broken.py": "import time"}),
    ("core", {"core/broken.py": "import polars"}),
    ("released-only", {"publish/broken.py": "import leadline.assess"}),
    ("released-only", {"publish/broken.py": "import leadline.disclose"}),
    ("languages", {"flow/broken.py": "from babel.numbers import format_decimal"}),
    ("pages", {"flow/broken.py": "import altair"}),
    ("pages", {"cli/broken.py": "import jinja2.sandbox"}),
    ("store", {"flow/broken.py": "import sqlalchemy.orm"}),
]
IDS = [
    f"{contract} by {'; '.join(filter(None, files.values())) or 'a package without a floor'}"
    for contract, files in BREACHES
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our modules that a test may break."""
    target = tmp_path_factory.mktemp("copy")
    for path in sorted((ROOT / "src").rglob("*.py")):
        place = target / path.relative_to(ROOT / "src")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return target


@pytest.fixture
def breach(copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with the given files added, and taken away again."""
    places = {copy / "leadline" / name: text for name, text in request.param.items()}
    assert not any(place.exists() for place in places), (
        "a breach may not overwrite a module of ours"
    )
    for place, text in places.items():
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    yield copy
    for place in places:
        place.unlink()
        if place.name == "__init__.py":
            place.parent.rmdir()


def broken_contracts(source: Path) -> list[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    done = subprocess.run(
        [*command, "--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "300"},
        capture_output=True,
        text=True,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return re.findall(r"^(.+) BROKEN\b", done.stdout, re.MULTILINE)


def test_the_copy_keeps_every_contract_before_it_is_broken(copy: Path) -> None:
    assert broken_contracts(copy) == []


@pytest.mark.parametrize(("contract", "breach"), BREACHES, indirect=["breach"], ids=IDS)
def test_a_breach_is_reported_by_its_contract_and_no_other(contract: str, breach: Path) -> None:
    assert broken_contracts(breach) == [NAMES[contract]]


def test_every_contract_has_been_broken_once() -> None:
    assert {contract for contract, _ in BREACHES} == set(NAMES)
