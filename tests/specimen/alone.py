"""Reading one file outside an assessment, as `leadline check` does."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from leadline.intake.gate import read_table
from leadline.intake.problem import Report
from leadline.intake.scope import ANY

T = TypeVar("T")


def read_alone(path: Path, gather: Callable[..., T]) -> T:
    report = Report()
    table = read_table(path, file=path.name, report=report)
    value = gather([table], scope=ANY, report=report)
    report.raise_if_refused()
    return value
