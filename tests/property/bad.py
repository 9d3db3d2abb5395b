"""All makers of bad contributions, and what is wrong with how one was met.

A new format joins by its list of makers.
"""

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.property.bad_assessments import ASSESSMENT_MAKERS
from tests.property.bad_files import Case, Maker, generate
from tests.property.bad_mappings import MAPPING_MAKERS
from tests.property.bad_opendocument import ODS_MAKERS
from tests.property.bad_tables import TABLE_MAKERS
from tests.property.bad_workbooks import FILE_MAKERS
from typer.testing import CliRunner

from leadline.cli.main import app
from leadline.core.code import Codelists
from leadline.core.error import InputRefused
from leadline.flow.mapping import propose
from leadline.intake.assessment import read_assessment
from leadline.intake.check import check_files
from leadline.intake.codelist import read_codelists
from leadline.intake.inputs import read_inputs

MAKERS: list[Maker] = [
    *TABLE_MAKERS,
    *FILE_MAKERS,
    *ODS_MAKERS,
    *ASSESSMENT_MAKERS,
    *MAPPING_MAKERS,
]
SEED = 20200907


def case_at(at: int) -> Case:
    """The case at a place; the first ones are one of each maker."""
    return next(generate(MAKERS, [at], seed=SEED))


def failures(case: Case, folder: Path) -> list[str]:
    """What is wrong with how a case was met."""
    path = case.write(folder)
    with logged() as log:
        refused = refusal(case, path)
    if refused is None:
        return [f"{case.code}: accepted"]
    shown = (everything_shown(refused) + log.getvalue()).replace(str(folder), "")
    found = {problem.code for problem in refused.problems}
    wrong = [f"{case.code}: repeated" for text in case.planted if text in shown]
    return wrong + ([] if case.code in found else [f"{case.code}: told as {sorted(found)}"])


def refusal(case: Case, path: Path) -> InputRefused | None:
    """What reading a case raises."""
    try:
        if case.is_proposed:
            propose(path)
            return None
        if case.alone:
            problems = check_files([path])
            return InputRefused(problems) if problems else None
        read_inputs(read_assessment(path, codelists=_codelists()), codelists=_codelists())
    except InputRefused as refused:
        return refused
    return None


def everything_shown(refused: InputRefused) -> str:
    """All texts that could reach a reader: message, fields, traceback and what it hides."""
    shown = [str(refused), repr(refused), repr(refused.args), repr(refused.problems)]
    shown += traceback.format_exception(refused)
    hidden: BaseException | None = refused
    while hidden is not None:
        shown.append(repr(hidden))
        hidden = hidden.__cause__ or hidden.__context__
    return "\n".join(shown)


def failures_of_commands(case: Case, folder: Path) -> list[str]:
    """What is wrong with how the commands met a case that was written already."""
    path = folder / (case.file if case.alone else "assessment.toml")
    room, out = folder / "room", folder / "out"
    commands = {"check": ["check", str(path)]}
    if not case.alone:
        commands["assess"] = ["assess", str(path), "--out", str(out), "--workspace", str(room)]
    with logged() as log:
        met = {name: CliRunner().invoke(app, command) for name, command in commands.items()}
    left = [p.read_bytes() for top in (room, out) for p in top.rglob("*") if p.is_file()]
    shown = "".join(result.output for result in met.values()) + log.getvalue()
    written = shown.replace(str(folder), "").encode() + b"".join(left)
    wrong = [
        f"{case.code}: {name} ended with {result.exit_code}"
        for name, result in met.items()
        if not case.is_proposed and not 1 <= result.exit_code <= 3
    ]
    return wrong + [f"{case.code}: written" for t in case.planted if t.encode() in written]


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Keep all that is logged, at every level."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@cache
def _codelists() -> Codelists:
    return read_codelists()
