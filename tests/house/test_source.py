"""Rules of the source that no linter knows."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted(
    path for folder in ("tests", "bench", "docs") for path in (ROOT / folder).rglob("*.py")
)
MOST_LINES = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
# What seals a release, and what reads a sealed file.
BUILDERS = {"leadline/disclose/release.py", "leadline/core/released.py"}
EXCEPTION = re.compile(
    r"#\s*(noqa\b(: [A-Z0-9, ]+)?|type: ignore(\[[a-z, -]+\])?|pragma: no \w+)(?P<reason>.*)$"
)


def inside(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def unexplained(path: Path) -> list[str]:
    found = ((n, EXCEPTION.search(line)) for n, line in enumerate(lines(path), 1))
    return [
        f"{path}:{n}"
        for n, match in found
        if match and len(re.findall(r"\w+", match["reason"])) < 2
    ]


def builds_released(path: Path) -> bool:
    calls = (
        node.func
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    return any("Released" in (getattr(call, "id", ""), getattr(call, "attr", "")) for call in calls)


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    too_long = {str(path): n for path in MODULES + TESTS if (n := len(lines(path))) > MOST_LINES}

    assert too_long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [inside(path) for path in MODULES if VAGUE_NAMES & {path.stem, path.parent.name}] == []


def test_released_is_built_where_it_is_sealed_or_read_and_nowhere_else() -> None:
    assert {inside(path) for path in MODULES if builds_released(path)} <= BUILDERS


def test_every_lint_exception_gives_its_reason_on_its_line() -> None:
    assert [place for path in MODULES + TESTS for place in unexplained(path)] == []


def test_a_lint_exception_without_a_reason_is_found(tmp_path: Path) -> None:
    bare = tmp_path / "bare.py"
    bare.write_text(
        "import os  # no" + "qa: F401\nimport re  # no" + "qa: F401 - kept for its side effect\n"
    )

    assert unexplained(bare) == [f"{bare}:1"]


def test_building_a_released_is_seen(tmp_path: Path) -> None:
    forger = tmp_path / "forger.py"
    forger.write_text("import leadline.core.released as r\nforged = r.Released()\n")

    assert builds_released(forger)
