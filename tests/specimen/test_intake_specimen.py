"""Contributions as offices send them, byte for byte, with what they are read as beside them."""

from pathlib import Path

import pytest

from leadline.core.counts import Counts
from leadline.intake.check import check_files
from leadline.intake.counts import read_counts_with_notes

FOLDER = Path(__file__).parent / "intake"
READ = [
    "csv-with-bom/counts.csv",
    "weekly-gz/counts.csv.gz",
    "workbook-with-stored-formula/counts.xlsx",
    "parquet/counts.parquet",
]
REFUSED = ["messy/header.csv", "messy/fields.csv"]


def as_text(counts: Counts) -> str:
    """Cells as lines: row, key, periods, bounds, status."""
    lines = []
    for at in range(len(counts)):
        occurred = counts.occurred[at]
        cells = [
            counts.row[at],
            *counts.keys[counts.series[at]],
            "" if occurred < 0 else counts.periods[occurred],
            counts.periods[counts.reported[at]],
            counts.lower[at],
            counts.upper[at],
            counts.status[at],
        ]
        lines.append(",".join(map(str, cells)))
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", READ)
def test_a_contribution_is_read_as_expected(name: str) -> None:
    path = FOLDER / name

    found = read_counts_with_notes([path])

    notes = "".join(f"{note.code} {note.row}\n" for note in found.notes)
    assert as_text(found.counts) + notes == (path.parent / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_every_problem_of_a_contribution_is_told_at_once(name: str) -> None:
    path = FOLDER / name

    told = "".join(f"{problem}\n" for problem in check_files([path])).replace(str(path), path.name)

    assert told == path.with_suffix(".problems.txt").read_text("utf-8")
