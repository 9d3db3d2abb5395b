"""Check: all problems of all files at once, each file known by its header."""

from collections.abc import Sequence
from pathlib import Path

from leadline.core.error import Problem
from leadline.core.plan import Plan
from leadline.intake import context, counts, figure, population, series
from leadline.intake.assessment import gather_plan
from leadline.intake.codelist import read_codelists
from leadline.intake.column import Column
from leadline.intake.gate import read_table
from leadline.intake.inputs import Inputs, gather_inputs
from leadline.intake.mapping.table import MAPPING, gather_mapped
from leadline.intake.problem import Report
from leadline.intake.scope import ANY
from leadline.intake.table import RawTable

_COLUMNS: dict[str, Sequence[Column]] = {
    "counts": counts.COLUMNS,
    "series": series.COLUMNS,
    "context": context.COLUMNS,
    "population": population.COLUMNS,
    "figures": figure.COLUMNS,
}
# Fewer known names than this, and a header says nothing.
_LEAST_KNOWN = 2


def check_files(paths: Sequence[str | Path]) -> tuple[Problem, ...]:
    """Return all problems of contribution files and assessment files, notes included.

    An assessment file brings the files that it names with it. Contribution files given on
    their own are read as outside an assessment: every well-formed code is taken.
    """
    report = Report()
    gather_files(paths, report=report)
    return report.problems


def gather_files(paths: Sequence[str | Path], *, report: Report) -> tuple[tuple[Plan, Inputs], ...]:
    """Return what the assessments among the files hold; all problems are in the report."""
    read = []
    tables: dict[str, list[RawTable]] = {kind: [] for kind in _COLUMNS}
    for path in paths:
        if str(path).lower().endswith(MAPPING):
            tables["counts"] += gather_mapped(Path(path), report=report).tables
            continue
        if str(path).lower().endswith(".toml"):
            read += _read_assessment(Path(path), report=report)
            continue
        table = read_table(Path(path), file=str(path), report=report)
        if table is not None:
            kind = _kind_of(table)
            if kind:
                tables[kind].append(table)
            else:
                report.add_alone("table_unknown", table.file, row=1, kinds=", ".join(_COLUMNS))
    counts.gather_counts(tables["counts"], scope=ANY, report=report)
    series.gather_series(tables["series"], scope=ANY, report=report)
    context.gather_context(tables["context"], scope=ANY, report=report)
    population.gather_population(tables["population"], scope=ANY, report=report)
    figure.gather_figures(tables["figures"], scope=ANY, report=report)
    return tuple(read)


def _read_assessment(path: Path, *, report: Report) -> list[tuple[Plan, Inputs]]:
    codelists = read_codelists()
    plan = gather_plan(path, file=str(path), codelists=codelists, report=report)
    return [] if plan is None else [(plan, gather_inputs(plan, codelists=codelists, report=report))]


def _kind_of(table: RawTable) -> str:
    """Return the kind whose columns a header names most of, empty where it names too few."""
    shares = {
        kind: len({c.name for c in columns} & set(table.header))
        for kind, columns in _COLUMNS.items()
    }
    needed = {kind: sum(not c.may_be_absent for c in columns) for kind, columns in _COLUMNS.items()}
    best = max(shares, key=lambda kind: shares[kind] / needed[kind])
    return best if shares[best] >= _LEAST_KNOWN else ""
