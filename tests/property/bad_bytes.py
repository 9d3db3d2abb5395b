"""Good files of which bytes were changed by chance: refused, or read as what they then hold."""

import csv
import gzip
import io
import random
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import python_calamine
from tests.property.bad import logged
from tests.property.bad_files import Table, canary
from tests.property.bad_opendocument import opendocument
from tests.property.bad_workbooks import KINDS, repacked, workbook

from leadline.intake.cell import cell_text
from leadline.intake.check import check_files
from leadline.intake.gate import read_table
from leadline.intake.problem import Report, is_note

Rows = list[list[str]]
Change = Callable[[bytes, random.Random], bytes]
# Within a part of a workbook; its archive is then whole again.
PART = {".xlsx": "sheet1.xml", ".ods": "content.xml"}


@dataclass(frozen=True)
class Changed:
    """A good file with changed bytes.

    Parameters
    ----------
    planted : text that no output may hold
    held : what an archive still holds, if it opens; None where its content was changed
    """

    name: str
    content: bytes
    planted: str
    held: Rows | None


def flip(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ rng.randint(1, 255)]) + content[at + 1 :]


def cut(content: bytes, rng: random.Random) -> bytes:
    first = rng.randrange(len(content))
    return content[:first] + content[first + rng.randint(1, 200) :]


def end(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def repeat(content: bytes, rng: random.Random) -> bytes:
    first = rng.randrange(len(content))
    last = first + rng.randint(1, 200)
    return content[:last] + content[first:last] * rng.randint(1, 3) + content[last:]


def splice(content: bytes, rng: random.Random) -> bytes:
    """Put a piece of the file in another place of it."""
    first, at = rng.randrange(len(content)), rng.randrange(len(content))
    return content[:at] + content[first : first + rng.randint(1, 200)] + content[at:]


def noise(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + rng.randbytes(rng.randint(1, 20)) + content[at:]


CHANGES: list[Change] = [flip, cut, end, repeat, splice, noise]
ENDINGS = [".csv", ".csv.gz", ".xlsx", ".ods"]
# Each place of the archive, or each byte of the part that holds the cells.
WAYS = [(ending, inside) for ending in ENDINGS for inside in (False, True)]


def changed_at(at: int, *, seed: int) -> Changed:
    """The file at a place: every format and every change in turn."""
    rng = random.Random(f"{seed} {at} bytes")
    ending, inside = WAYS[at % len(WAYS)]
    change = CHANGES[at // len(WAYS) % len(CHANGES)]
    table, text = Table.good(rng.choice(KINDS)), canary(rng)
    for number, row in enumerate(table.rows):
        _plant(table.kind, row, f"{text}{number // 2 if table.kind == 'counts' else number}")
    content = _written(table, ending, lambda data: change(data, rng), inside=inside)
    held = None if inside or ending == ".csv" else table.records()
    return Changed(table.kind + ending, content, text, held)


def _plant(kind: str, row: dict[str, str], text: str) -> None:
    column = "id" if kind == "figures" else "source"
    row[column] = text


def _written(table: Table, ending: str, change: Callable[[bytes], bytes], *, inside: bool) -> bytes:
    if ending in (".csv", ".csv.gz"):
        content = table.csv()
        packed = gzip.compress(change(content) if inside else content, mtime=0)
        return change(content) if ending == ".csv" else packed if inside else change(packed)
    content = (workbook if ending == ".xlsx" else opendocument)(table.records())
    if not inside:
        return change(content)
    return repacked(content, lambda name, data: change(data) if PART[ending] in name else data)


def failures_of_bytes(changed: Changed, folder: Path) -> list[str]:
    """What is wrong with how a changed file was met."""
    path = folder / changed.name
    path.write_bytes(changed.content)
    with logged() as log:
        try:
            problems = check_files([path])
        except Exception:  # whatever it is, it is a crash, and says more when it is shown
            return [f"{changed.name}: {traceback.format_exc()}"]
    shown = (repr(problems) + "".join(map(str, problems)) + log.getvalue()).replace(str(folder), "")
    wrong = [f"{changed.name}: repeated"] if changed.planted in shown else []
    if not all(map(is_note, problems)):
        return wrong
    read, held = _read(path), _held(path) if changed.held is None else changed.held
    return wrong if read == held else [f"{changed.name}: read as\n{read}\nholds\n{held}"]


def _read(path: Path) -> Rows:
    table = read_table(path, file=path.name, report=Report())
    assert table is not None
    columns = [np.array(c.values, dtype=object)[c.index] for c in table.columns]
    return [list(table.header), *map(list, zip(*columns, strict=True))]


def _held(path: Path) -> Rows:
    """What another reader finds in the file, blank rows at the end left out."""
    content = path.read_bytes()
    if path.name.endswith(".gz"):
        content = gzip.decompress(content)
    if path.name.endswith((".csv", ".gz")):
        text = content.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
        return list(csv.reader(io.StringIO(text), strict=True))
    values = _xlsx(content) if path.name.endswith(".xlsx") else _by_calamine(content)
    rows = [[cell_text("" if v is None else v)[0] for v in row] for row in values]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at for row in rows for at, text in enumerate(row, 1) if text), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in rows]


def _xlsx(content: bytes) -> list[list[object]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except TypeError:
        # It minds an unknown attribute of a part that holds no cell.
        return _by_calamine(content)
    sheets = [[list(row) for row in sheet.values] for sheet in book.worksheets]
    return next(rows for rows in sheets if any(map(any, rows)))


def _by_calamine(content: bytes) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return next(s.to_python(skip_empty_area=False) for s in sheets if s.start is not None)
