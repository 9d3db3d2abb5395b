"""The reference, from the code: `python -m docs.generate.reference`.

Compares each page of ``docs/reference`` with what the code says today and fails where one is
out of date; with ``--write`` it writes them.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from docs.generate import codelists, commands, errors, files, grading, python, released

from leadline.intake.problem import problem_reference

FOLDER = Path("docs", "reference")
PAGES: dict[str, Callable[[], str]] = {
    "codelists.md": codelists.page,
    "commands.md": commands.page,
    "errors.md": errors.page,
    "files.md": files.page,
    "grading.md": grading.page,
    "problems.md": problem_reference,
    "python.md": python.page,
    "released.md": released.page,
}


def stale(folder: Path) -> list[Path]:
    """Return the pages of a folder that differ from what the code says."""
    wanted = {folder / name: page() for name, page in PAGES.items()}
    return [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Compare or write the pages of the repository we stand in; return the exit status."""
    if "--write" in arguments:
        for name, page in PAGES.items():
            (FOLDER / name).write_text(page(), encoding="utf-8", newline="\n")
        return 0
    again = "run `python -m docs.generate.reference --write`"
    out_of_date = stale(FOLDER)
    for path in out_of_date:
        sys.stdout.write(f"{path.as_posix()} is out of date: {again}\n")
    return 1 if out_of_date else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
