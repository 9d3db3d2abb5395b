"""Inputs: everything that an assessment names, read and refused together."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leadline.core.code import Codelists
from leadline.core.context import Context
from leadline.core.counts import Counts, SeriesSheet
from leadline.core.error import Problem
from leadline.core.figure import Figure
from leadline.core.plan import Input, Plan
from leadline.core.population import Population
from leadline.core.received import Delivery
from leadline.intake.context import gather_context
from leadline.intake.counts import gather_counts
from leadline.intake.delivery import deliveries
from leadline.intake.figure import gather_figures
from leadline.intake.gate import read_table
from leadline.intake.location import key_name
from leadline.intake.mapping.file import gather_mapping
from leadline.intake.mapping.table import read_mapped
from leadline.intake.population import gather_population
from leadline.intake.problem import Report
from leadline.intake.scope import scope_of
from leadline.intake.series import gather_series
from leadline.intake.table import RawTable


@dataclass(frozen=True, eq=False)
class Inputs:
    """What the files of an assessment hold, and what the reader is told of them."""

    counts: Counts
    sheets: tuple[SeriesSheet, ...]
    context: Context
    population: Population
    figures: tuple[Figure, ...]
    notes: tuple[Problem, ...]
    deliveries: tuple[Delivery, ...]


def read_inputs(plan: Plan, *, codelists: Codelists) -> Inputs:
    """Return what all files of an assessment hold.

    Raises
    ------
    InputRefused
        With every problem of every file.
    """
    report = Report()
    inputs = gather_inputs(plan, codelists=codelists, report=report)
    report.raise_if_refused()
    return inputs


def gather_inputs(plan: Plan, *, codelists: Codelists, report: Report) -> Inputs:
    """Return the good rows of all files of an assessment; everything else is in the report."""
    scope = scope_of(plan, codelists)
    tables: dict[str, list[RawTable]] = {entry.kind: [] for entry in plan.inputs}
    by_input: list[Sequence[RawTable]] = []
    told = tuple(_told_apart(plan.inputs))
    for n, entry in enumerate(plan.inputs):
        of_input = _tables(entry, n, file=told[n].path, report=report)
        tables[entry.kind] += of_input
        by_input.append(of_input)
    inputs = Inputs(
        counts=gather_counts(tables.get("counts", []), scope=scope, report=report),
        sheets=gather_series(tables.get("series", []), scope=scope, report=report),
        context=gather_context(tables.get("context", []), scope=scope, report=report),
        population=gather_population(tables.get("population", []), scope=scope, report=report),
        figures=gather_figures(tables.get("figures", []), scope=scope, report=report),
        notes=report.notes,
        deliveries=(),
    )
    _refuse_unknown_figures(plan, inputs.figures, report=report)
    sent = deliveries(told, by_input, inputs.counts, scope=scope, report=report)
    inputs = replace(inputs, deliveries=sent)
    return _as_written(inputs, {entry.path: entry.shown_as for entry in plan.inputs})


def _refuse_unknown_figures(plan: Plan, figures: Sequence[Figure], *, report: Report) -> None:
    known = {figure.id for figure in figures}
    for n, offending in enumerate(plan.offending):
        for at, figure in enumerate(offending.evidence):
            if figure not in known:
                place = key_name(["offending", n, "evidence", at])
                report.add("figure_unknown", plan.path, column=place)


def _told_apart(inputs: Sequence[Input]) -> Iterator[Input]:
    """Yield inputs as they are told of: by their mapping too, where one file has several.

    Lines of two tables of a file are not the same lines, and may be those of two contributors.
    """
    times = Counter(entry.path for entry in inputs)
    for entry in inputs:
        is_one_of_several = times[entry.path] > 1 and entry.mapping
        mark = f"[{Path(entry.mapping).name}]" if is_one_of_several else ""
        yield replace(entry, path=entry.path + mark, shown_as=entry.shown_as + mark)


def _tables(entry: Input, n: int, *, file: str, report: Report) -> Sequence[RawTable]:
    """Return the tables of an input, read through its mapping where it has one."""
    path, place = Path(entry.path), key_name(["input", n, "path"])
    if not entry.mapping:
        table = read_table(path, file=entry.path, report=report, place=place)
        return [] if table is None else [table]
    at = key_name(["input", n, "mapping"])
    mapping = gather_mapping(Path(entry.mapping), file=entry.mapping, report=report, place=at)
    if mapping is None:
        return []
    return read_mapped(path, mapping, file=file, report=report, place=place).tables


def _as_written(inputs: Inputs, shown: Mapping[str, str]) -> Inputs:
    """Name files as the assessment does: a trace must not depend on where one stood."""
    files = inputs.counts.files
    return replace(
        inputs,
        counts=replace(inputs.counts, files=tuple(shown_as(name, shown) for name in files)),
        context=Context(tuple(replace(r, file=shown[r.file]) for r in inputs.context.rows)),
        figures=tuple(replace(figure, file=shown[figure.file]) for figure in inputs.figures),
    )


def shown_as(name: str, shown: Mapping[str, str]) -> str:
    """Return a file as the assessment names it; a sheet that is named with it stays named.

    Parameters
    ----------
    shown : mapping
        Path, or name in the assessment, to the name that is wanted.
    """
    path = input_of(name, shown)
    return shown[path] + name[len(path) :]


def input_of(name: str, known: Container[str]) -> str:
    """Return the known file that a name begins with, its mapping and sheet aside; "" for none."""
    while name and name not in known:
        name = name.rpartition("[")[0]
    return name
