"""Good files of which bytes were changed by chance: refused, or read as what they then hold."""

import csv
import gzip
import io
import random
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow.parquet
import python_calamine
from tests.property.bad import logged
from tests.property.bad_files import Table, canary
from tests.property.bad_opendocument import opendocument_named
from tests.property.bad_workbooks import KINDS, filled, repacked, saved

from leadline.intake.cell import cell_text
from leadline.intake.check import check_files
from leadline.intake.gate import read_table
from leadline.intake.problem import Report, is_note

Rows = list[list[str]]
Change = Callable[[bytes, random.Random], bytes]
# Within a part of a workbook; its archive is then whole again.
PART = {".xlsx": "sheet1.xml", ".ods": "content.xml"}


@dataclass(frozen=True)
class Outcome:
    """How a changed file was met.

    Parameters
    ----------
    wrong : what is wrong with it
    was_read : the change left it valid, or with another value that is valid
    """

    wrong: tuple[str, ...]
    was_read: bool = False


@dataclass(frozen=True)
class Changed:
    """A good file with changed bytes.

    Parameters
    ----------
    planted : text that no output may hold
    good : what the file held before
    is_archive : whether it holds that or does not open: its parts have check sums
    """

    name: str
    content: bytes
    planted: str
    good: Rows
    is_archive: bool


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


def mark(content: bytes, rng: random.Random) -> bytes:
    """Put what no text holds: NUL, a mark of order, a byte of no character."""
    at = rng.choice([0, rng.randrange(len(content)), len(content)])
    return content[:at] + rng.choice([b"\0", b"\xef\xbb\xbf", b"\xff"]) + content[at:]


def swap(content: bytes, rng: random.Random) -> bytes:
    """Exchange two pieces; in a good archive what two of its parts hold."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        one, other = rng.sample(sorted(parts), 2)
        exchanged = {**parts, one: parts[other], other: parts[one]}
        return repacked(content, lambda name, _: exchanged[name])
    first, middle, last = sorted(rng.randrange(len(content)) for _ in range(3))
    return content[:first] + content[middle:last] + content[first:middle] + content[last:]


CHANGES: list[Change] = [flip, cut, end, repeat, splice, noise, mark, swap]
ENDINGS = [".csv", ".csv.gz", ".xlsx", ".ods"]
# Each place of the archive, or each byte of the part that holds the cells.
WAYS = [(ending, inside) for ending in ENDINGS for inside in (False, True)]
# Last, so that it may be left out: a process decodes each file.
WAYS.append((".parquet", False))


def changed_at(at: int, *, seed: int) -> Changed:
    """The file at a place: every format and every change in turn."""
    rng = random.Random(f"{seed} {at} bytes")
    ending, inside = WAYS[at % len(WAYS)]
    change = CHANGES[at // len(WAYS) % len(CHANGES)]
    table, text = Table.good(rng.choice(KINDS)), canary(rng)
    for number, row in enumerate(table.rows):
        _plant(table.kind, row, f"{text}{number // 2 if table.kind == 'counts' else number}")
    if rng.random() < 0.1:
        table.header.append(f"{text}_head")
        for row in table.rows:
            row[f"{text}_head"] = ""
    content = _written(table, ending, lambda data: change(data, rng), inside=inside, name=text)
    is_archive = not inside and ending in (".csv.gz", ".xlsx", ".ods")
    return Changed(table.kind + ending, content, text, table.records(), is_archive)


def _plant(kind: str, row: dict[str, str], text: str) -> None:
    column = "id" if kind == "figures" else "source"
    row[column] = text


def _written(
    table: Table, ending: str, change: Callable[[bytes], bytes], *, inside: bool, name: str
) -> bytes:
    if ending in (".csv", ".csv.gz"):
        content = table.csv()
        packed = gzip.compress(change(content) if inside else content, mtime=0)
        return change(content) if ending == ".csv" else packed if inside else change(packed)
    if ending == ".parquet":
        return change(table.parquet())
    content = (_workbook if ending == ".xlsx" else opendocument_named)(table.records(), name)
    if not inside:
        return change(content)
    return repacked(content, lambda name, data: change(data) if PART[ending] in name else data)


def _workbook(records: Rows, name: str) -> bytes:
    book = filled(records)
    book.active.title = name
    return saved(book)


def pieces(planted: str) -> tuple[str, ...]:
    """Pieces of what was planted: a change may have cut it in two."""
    return tuple(planted[at : at + 6] for at in range(len(planted) - 5))


def is_repeated(planted: str, shown: str) -> bool:
    """Whether a piece of what was planted is shown."""
    return any(piece in shown for piece in pieces(planted))


def outcome_of_bytes(changed: Changed, folder: Path) -> Outcome:
    """How a changed file was met."""
    path = folder / changed.name
    path.write_bytes(changed.content)
    with logged() as log:
        try:
            problems = check_files([path])
        except Exception:  # whatever it is, it is a crash, and says more when it is shown
            return Outcome((f"{changed.name}: {traceback.format_exc()}",))
    shown = (repr(problems) + "".join(map(str, problems)) + log.getvalue()).replace(str(folder), "")
    wrong = (f"{changed.name}: repeated",) if is_repeated(changed.planted, shown) else ()
    if not all(map(is_note, problems)):
        return Outcome(wrong)
    read = rows_read(path)
    held = changed.good if changed.is_archive else _held(path, changed.good)
    if read != held:
        wrong = (*wrong, f"{changed.name}: read as\n{read}\nholds\n{held}")
    return Outcome(wrong, was_read=True)


def rows_read(path: Path) -> Rows:
    """Return the table of a file as the gate reads it, header first."""
    table = read_table(path, file=path.name, report=Report())
    assert table is not None
    columns = [np.array(c.values, dtype=object)[c.index] for c in table.columns]
    return [list(table.header), *map(list, zip(*columns, strict=True))]


def _held(path: Path, good: Rows) -> Rows:
    """What another reader finds in the file, blank rows at the end left out."""
    content = path.read_bytes()
    if path.name.endswith(".gz"):
        content = gzip.decompress(content)
    if path.name.endswith((".csv", ".gz")):
        text = content.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
        return list(csv.reader(io.StringIO(text), strict=True))
    if path.name.endswith(".parquet"):
        return _parquet(content, good)
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


def _parquet(content: bytes, good: Rows) -> Rows:
    try:
        table = pyarrow.parquet.read_table(io.BytesIO(content))
    except OSError:
        # It minds notes of its own in the file; what is read must then be what was written.
        return good
    columns = [["" if v is None else str(v) for v in column.to_pylist()] for column in table]
    return [table.column_names, *map(list, zip(*columns, strict=True))]


def _by_calamine(content: bytes) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return next(s.to_python(skip_empty_area=False) for s in sheets if s.start is not None)
