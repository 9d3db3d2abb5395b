"""Sheets that tests of proposals write, and what is proposed once its questions are answered."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from leadline.flow.mapping import CheckedMapping, check_mapping, propose


def csv_sheet(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def book_sheet(tmp_path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append([None if cell == "" else cell for cell in row])
    book.save(tmp_path / "sheet.xlsx")
    return tmp_path / "sheet.xlsx"


def answered(path: Path) -> tuple[CheckedMapping, str]:
    """What a proposal reads, its constants filled in."""
    proposal = propose(path, folder=path.parent)
    known = {"source": "x", "member": "QMA", "known_on": "2021-02-15"}
    known |= {"theme": "reporting", "indicator": "referrals"}
    for name, value in known.items():
        proposal = proposal.replace(f'\n{name} = "?"', f'\n{name} = "{value}"')
    (path.parent / "x.map.toml").write_text(proposal, encoding="utf-8")
    return check_mapping(path.parent / "x.map.toml"), proposal
