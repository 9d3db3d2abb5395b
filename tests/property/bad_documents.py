"""Good SDMX-CSV, mappings, sheets and assessments of which bytes were changed by chance.

What is not refused is held against another reader: where that finds what stood there before,
ours must find it too. Where it finds something else, the change made another valid file.
"""

import csv
import io
import random
import tomllib
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.property.bad import failures_of_runs, logged
from tests.property.bad_assessments import GOOD
from tests.property.bad_bytes import CHANGES, Outcome, is_repeated, pieces, rows_read
from tests.property.bad_exchange import good_row, sdmx
from tests.property.bad_files import ASSESSMENT, INPUT, MAPPED_INPUT, Table, canary
from tests.property.bad_mappings import MAPPING, SHEET

from leadline.core.error import Problem
from leadline.flow.mapping import check_mapping
from leadline.intake.assessment import read_assessment
from leadline.intake.check import check_files
from leadline.intake.codelist import read_codelists
from leadline.intake.problem import is_note

Files = dict[str, bytes]


@dataclass(frozen=True)
class Format:
    """One format and two ways to read it.

    Parameters
    ----------
    make : returns the good files, the one to be changed first, with a text planted in it
    problems : what a check of the folder finds; it takes the path of the changed file
    read : what we read of a file without problems
    held : what another reader finds in its bytes
    """

    make: Callable[[str, random.Random], Files]
    problems: Callable[[Path], Iterable[Problem]]
    read: Callable[[Path], object]
    held: Callable[[bytes], object]


@dataclass(frozen=True)
class Document:
    """Files of which the first was changed."""

    format: str
    good: Files
    content: bytes
    planted: str

    @property
    def file(self) -> str:
        """The name of the changed file."""
        return next(iter(self.good))

    def write(self, folder: Path) -> Path:
        """Write all files, and an assessment that names them; return the changed one."""
        named = MAPPED_INPUT.format(path="sheet.csv")
        if self.format == "sdmx":
            named = INPUT.format(kind="counts", path=self.file)
        assessment = (ASSESSMENT + named).encode()
        changed = {"assessment.toml": assessment, **self.good, self.file: self.content}
        for name, content in changed.items():
            (folder / name).write_bytes(content)
        return folder / self.file


def _sdmx(text: str, rng: random.Random) -> Files:
    return {"counts.csv": sdmx([{**good_row(at), "SOURCE": text} for at in range(1, 10)])}


def _with_label(text: str) -> tuple[bytes, bytes]:
    """A sheet and its mapping, in which the label of an indicator is planted."""
    sheet, mapping = SHEET.replace("Abuse", text), MAPPING.replace('"Abuse"', f'"{text}"')
    return sheet.encode(), mapping.encode()


def _mapping(text: str, rng: random.Random) -> Files:
    sheet, mapping = _with_label(text)
    if rng.random() < 0.1:
        mapping += f'{text} = "{text}"\n'.encode()
    return {"sheet.map.toml": mapping, "sheet.csv": sheet}


def _sheet(text: str, rng: random.Random) -> Files:
    sheet, mapping = _with_label(text)
    return {"sheet.csv": sheet, "sheet.map.toml": mapping}


def _assessment(text: str, rng: random.Random) -> Files:
    # Short keys that come before any table, and names: nothing of either is told of.
    planted = GOOD.replace('"Beta"', f'"{text}"').replace('"first"', f'"{text}"')
    if rng.random() < 0.1:
        planted = f"{text} = 1\n{planted}"
    return {"assessment.toml": planted.encode(), "counts.csv": Table.good("counts").csv()}


def _check_one(path: Path) -> Iterable[Problem]:
    return check_files([path])


def _check_mapped(path: Path) -> Iterable[Problem]:
    folder = path.parent
    return check_mapping(folder / "sheet.map.toml", folder / "sheet.csv").problems


def _series(path: Path) -> object:
    return check_mapping(path.parent / "sheet.map.toml", path.parent / "sheet.csv").series


def _csv(content: bytes, *, delimiter: str) -> object:
    text = content.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    rows = csv.reader(io.StringIO(text), strict=True, delimiter=delimiter)
    return [[field.strip() for field in row] for row in rows]


def _toml(content: bytes) -> object:
    return tomllib.loads(content.decode("utf-8-sig"))


def _plan(path: Path) -> object:
    return read_assessment(path, codelists=read_codelists())


FORMATS = {
    "sdmx": Format(_sdmx, _check_one, rows_read, partial(_csv, delimiter=",")),
    "mapping": Format(_mapping, _check_mapped, _series, _toml),
    "sheet": Format(_sheet, _check_mapped, _series, partial(_csv, delimiter=";")),
    "assessment": Format(_assessment, _check_one, _plan, _toml),
}
NAMES = list(FORMATS)


def document_at(at: int, *, seed: int) -> Document:
    """The document at a place: every format and every change in turn."""
    rng = random.Random(f"{seed} {at} document")
    name, text = NAMES[at % len(NAMES)], canary(rng)
    good = FORMATS[name].make(text, rng)
    change = CHANGES[at // len(NAMES) % len(CHANGES)]
    return Document(name, good, change(next(iter(good.values())), rng), text)


def outcome_of_document(document: Document, folder: Path) -> Outcome:
    """How a changed document was met."""
    path, of = document.write(folder), FORMATS[document.format]
    with logged() as log:
        try:
            problems = tuple(of.problems(path))
        except Exception:  # whatever it is, it is a crash, and says more when it is shown
            return Outcome((f"{document.format}: {traceback.format_exc()}",))
    shown = (repr(problems) + "".join(map(str, problems)) + log.getvalue()).replace(str(folder), "")
    wrong = [f"{document.format}: repeated"] if is_repeated(document.planted, shown) else []
    if not all(map(is_note, problems)):
        return Outcome(tuple(wrong))
    try:
        wrong += _misread(document, path)
    except Exception:  # another reader refuses what we take
        wrong.append(f"{document.format}: taken\n{document.content!r}\n{traceback.format_exc()}")
    return Outcome(tuple(wrong), was_read=True)


def _misread(document: Document, path: Path) -> list[str]:
    of, good = FORMATS[document.format], document.good[document.file]
    read, held = of.read(path), of.held(document.content)
    if held != of.held(good):
        return []
    path.write_bytes(good)
    before = of.read(path)
    path.write_bytes(document.content)
    return [] if read == before else [f"{document.format}: read as\n{read}\nbefore\n{before}"]


def failures_of_document_commands(document: Document, folder: Path) -> list[str]:
    """What is wrong with how the commands met a document that was written already."""
    path, out, room = (str(folder / name) for name in ("assessment.toml", "out", "room"))
    mapped = [str(folder / "sheet.map.toml"), str(folder / "sheet.csv")]
    runs = [
        ["check", path],
        ["status", path],
        ["letters", path, "--out", out, "--workspace", room],
    ]
    if document.format in ("mapping", "sheet"):
        runs.append(["map", "check", *mapped])
    if outcome_of_document(document, folder).was_read and document.format == "assessment":
        return []  # names that were taken are told in letters
    return failures_of_runs(
        document.format, runs, pieces(document.planted), folder, may_be_good=True
    )
