"""Status: an assessment file to who sent what, with all problems that are open."""

from dataclasses import dataclass
from pathlib import Path

from leadline.core.error import Problem
from leadline.core.received import Received
from leadline.flow.received import received
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.inputs import gather_inputs
from leadline.intake.problem import Report


@dataclass(frozen=True)
class Status:
    """Rows, every problem and note of the input files, and the files that were read."""

    rows: tuple[Received, ...]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]


def status(path: str | Path) -> Status:
    """Return who sent what, understood how far, and what is open.

    Files with problems are part of the answer; no model is run.

    Raises
    ------
    InputRefused
        The assessment file itself has problems.
    UsageError
        The path has another ending than ``.toml``.
    """
    codelists = read_codelists()
    plan = read_assessment(path, codelists=codelists)
    report = Report()
    inputs = gather_inputs(plan, codelists=codelists, report=report)
    files = (Path(path), *(Path(entry.path) for entry in plan.inputs))
    return Status(received(plan, inputs, codelists=codelists), report.problems, files)
