"""No tracked text names a package registry or a folder of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Put together here so that this file does not match itself.
REGISTRIES = (
    "pyp" + "i.o",
    "python" + "hosted",
    "npm" + "js",
    "jsdeliv" + "r",
    "unp" + "kg",
    "deb." + "debian",
)
FOLDERS = (
    "/ho" + "me/",
    "/Us" + "ers/",
    "/ro" + "ot/",
    "/wo" + "rk/",
    "/o" + "pt/",
    "/t" + "mp/",
    "C:" + "\\Users",
)
FORBIDDEN = re.compile("|".join(map(re.escape, REGISTRIES + FOLDERS)))
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [
        path
        for name in listed.stdout.decode().split("\0")
        if name and (path := ROOT / name).is_file()
    ]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def test_no_tracked_text_holds_a_registry_address_or_a_machine_path() -> None:
    found = [
        f"{path}: {match[0]}" for path in tracked() if (match := FORBIDDEN.search(text_of(path)))
    ]

    assert found == []


def test_a_file_that_is_no_text_is_looked_at_all_the_same(tmp_path: Path) -> None:
    key = tmp_path / "rounding.key"
    key.write_bytes(b"\xff\x80 " + FOLDERS[0].encode() + b"someone")

    assert FORBIDDEN.search(text_of(key))


@pytest.mark.parametrize(
    "name", ["my-assessment/counts.csv", "my-workspace/rounding.key", "my-out/data", "wrong.csv"]
)
def test_what_the_tutorial_makes_is_not_offered_to_git(name: str) -> None:
    asked = subprocess.run(["git", "check-ignore", "--quiet", name], cwd=ROOT, check=False)

    assert asked.returncode == 0


@pytest.mark.parametrize("line", ["see /ho" + "me/someone/file", "--index-url ://pyp" + "i.org"])
def test_a_machine_path_or_registry_would_be_found(line: str) -> None:
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_hashed_versions_and_no_address(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())

    assert len(entries) > 10
    assert [
        entry
        for entry in entries
        if not re.match(r"[a-z0-9-]+==\S+.*--hash=sha256:", entry, re.DOTALL)
    ] == []
    assert "//" not in lock.read_text(encoding="utf-8")
