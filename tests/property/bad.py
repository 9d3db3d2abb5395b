"""All makers of bad contributions, and what is wrong with how one was met.

A new format joins by its list of makers.
"""

import io
import logging
import traceback
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import polars as pl
from tests.property.bad_assessments import ASSESSMENT_MAKERS
from tests.property.bad_entries import ENTRY_MAKERS
from tests.property.bad_exchange import EXCHANGE_MAKERS
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
from leadline.intake.problem import Report
from leadline.intake.transcription import gather_transcription

MAKERS: list[Maker] = [
    *TABLE_MAKERS,
    *FILE_MAKERS,
    *ODS_MAKERS,
    *ASSESSMENT_MAKERS,
    *MAPPING_MAKERS,
    *EXCHANGE_MAKERS,
    *ENTRY_MAKERS,
]
SEED = 20200907
# They tell of files with problems, and end well.
GOOD_OF_BAD = ("status", "letters")
# What only an assessment declares: a mapping alone is good without it, and told of in full.
DECLARED = ("member_undeclared", "source_undeclared")


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
        if case.kind == "entry":
            return transcription_refusal(path)
        if case.alone:
            problems = check_files([path])
            return InputRefused(problems) if problems else None
        read_inputs(read_assessment(path, codelists=_codelists()), codelists=_codelists())
    except InputRefused as refused:
        return refused
    return None


def transcription_refusal(path: Path) -> InputRefused | None:
    """What comparing an entry with the second one beside it finds."""
    report, second = Report(), path.with_name("second.csv")
    gather_transcription(path, second, digits="latin", codelists=_codelists(), report=report)
    return InputRefused(report.problems) if report.problems else None


def everything_shown(refused: InputRefused) -> str:
    """All texts that could reach a reader: message, fields, traceback and what it hides."""
    shown = [str(refused), repr(refused), repr(refused.args), repr(refused.problems)]
    shown += traceback.format_exception(refused)
    hidden: BaseException | None = refused
    while hidden is not None:
        shown.append(repr(hidden))
        hidden = hidden.__cause__ or hidden.__context__
    return "\n".join(shown)


def commands_for(case: Case, folder: Path, *, with_letters: bool) -> list[list[str]]:
    """What a person would run on a case."""
    path, out = str(folder / case.file), str(folder / "out")
    if case.kind == "entry":
        second = str(folder / "second.csv")
        roles = ["--entered-by", "data-clerk", "--confirmed-by", "focal-point"]
        return [["transcribe", "read", path, second, *roles, "--out", out + ".csv"]]
    if case.is_proposed:
        return [["map", "propose", path, "--out", out + ".map.toml"]]
    if case.alone:
        return [["check", path]]
    path = str(folder / "assessment.toml")
    room = ["--workspace", str(folder / "room")]
    runs = [["check", path], ["status", path], ["assess", path, "--out", out, *room]]
    if case.mapping and case.code not in DECLARED:
        runs.append(["map", "check", str(folder / case.mapping), str(folder / case.sheet)])
    if with_letters:
        runs.append(["letters", path, "--out", str(folder / "letters"), *room])
    return runs


def failures_of_commands(case: Case, folder: Path, *, with_letters: bool = False) -> list[str]:
    """What is wrong with how the commands met a case that was written already."""
    runs = commands_for(case, folder, with_letters=with_letters)
    return failures_of_runs(case.code, runs, case.planted, folder)


def failures_of_runs(
    name: str,
    runs: Sequence[Sequence[str]],
    planted: Sequence[str],
    folder: Path,
    *,
    may_be_good: bool = False,
) -> list[str]:
    """What is wrong with how commands ended, with what they showed, and what they left behind."""
    before = set(folder.rglob("*"))
    wrong, shown = [], ""
    for run in runs:
        with logged() as log:
            met = CliRunner().invoke(app, list(run))
        shown += met.output + log.getvalue()
        least = 0 if may_be_good or run[0] in GOOD_OF_BAD else 1
        if not least <= met.exit_code <= 3:
            wrong.append(f"{name}: {' '.join(run[:2])} ended with {met.exit_code}")
    left = [path for path in folder.rglob("*") if path not in before and path.is_file()]
    written = shown.replace(str(folder), "") + "".join(map(_text_of, left))
    return wrong + [f"{name}: written" for text in planted if text in written]


def _text_of(path: Path) -> str:
    """All that a file holds: a table and an array are compressed."""
    if path.suffix == ".parquet":
        return repr(pl.read_parquet(path).to_dict(as_series=False))
    content = path.read_bytes()
    if path.suffix == ".npz":
        with zipfile.ZipFile(path) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    return content.decode("utf-8", "replace")


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
