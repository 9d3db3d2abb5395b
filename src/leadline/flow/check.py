"""Check: all problems of files, and notes on what would leave the report of an assessment empty.

The notes say beforehand what ``flow.expect`` will withhold; they refuse nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leadline.core.counts import Counts, CountsPanel, SeriesKey
from leadline.core.error import Problem, UsageError
from leadline.core.period import Period
from leadline.core.plan import Plan
from leadline.core.trace import line_ranges
from leadline.flow.axis import MODELLED, Axis, assessment_axis, by_report, check_settled
from leadline.flow.bearing import flows_of
from leadline.flow.several import FREQUENCIES, tell_series, tell_several
from leadline.flow.totals import keys_with_totals
from leadline.intake.check import gather_files
from leadline.intake.codelist import read_codelists
from leadline.intake.inputs import Inputs, shown_as
from leadline.intake.problem import Report

_RANGES_AT_MOST = 5


@dataclass(frozen=True)
class Checked:
    """Problems, notes included, and how many files were looked at."""

    problems: tuple[Problem, ...]
    n_files: int


def check_files(paths: Sequence[str | Path]) -> Checked:
    """Return all problems of contribution files and assessment files, notes included.

    An assessment file brings the files that it names; where nothing is refused, notes say from
    which counts nothing can be expected.
    """
    report = Report()
    read = gather_files(paths, report=report)
    if not report.refused:
        for plan, inputs in read:
            _foresee(plan, _flows(plan, inputs), report=report)
    return Checked(report.problems, len(report.files))


def _flows(plan: Plan, inputs: Inputs) -> Counts:
    """Return the counts that may be modelled, their files as problems name them."""
    flows = flows_of(inputs.counts.as_known_on(plan.as_of), read_codelists())
    paths = {entry.shown_as: entry.path for entry in plan.inputs}
    return replace(flows, files=tuple(shown_as(name, paths) for name in flows.files))


def _foresee(plan: Plan, counts: Counts, *, report: Report) -> None:
    plan = by_report(plan, counts)
    usual = tell_several(counts, report=report)
    panels = tuple(_panels(plan, counts, usual))
    has_series = any(np.isfinite(panel.lower[:, axis.window]).any() for panel, axis in panels)
    as_totals = keys_with_totals(_left(counts, panels), plan)
    if not has_series and not as_totals:
        report.add("window_empty", plan.path)
        return
    for panel, axis in panels:
        if panel.keys:
            _tell_unsettled(axis, plan, report=report)
        _tell_missing(panel, counts, spared=as_totals, report=report)


def _panels(
    plan: Plan, counts: Counts, usual: NDArray[np.int64]
) -> Iterator[tuple[CountsPanel, Axis]]:
    """Yield baseline and window of each frequency, beside their axis."""
    for frequency in MODELLED:
        axis = assessment_axis(plan, frequency)
        if axis is not None and axis.window.stop > axis.window.start:
            own = np.flatnonzero(usual == FREQUENCIES.index(frequency)).tolist()
            last = axis.periods[axis.window.stop - 1]
            yield counts.of_series(own).panel(frequency, axis.periods[0], last), axis


def _tell_unsettled(axis: Axis, plan: Plan, *, report: Report) -> None:
    try:
        check_settled(axis, plan)
    except UsageError as refused:
        report.add("window_unsettled", plan.path, told=refused.message)


def _left(counts: Counts, panels: Sequence[tuple[CountsPanel, Axis]]) -> Counts:
    """Return the series that have no year of baseline in any panel: two totals may speak."""
    carried: set[SeriesKey] = set()
    for panel, axis in panels:
        n_known = np.isfinite(panel.lower[:, : axis.n_train]).sum(axis=1)
        enough = np.flatnonzero(n_known >= axis.frequency.per_year).tolist()
        carried |= {panel.keys[i] for i in enough}
    return counts.of_series([i for i, key in enumerate(counts.keys) if key not in carried])


def _tell_missing(
    panel: CountsPanel, counts: Counts, *, spared: frozenset[SeriesKey], report: Report
) -> None:
    for i, key in enumerate(panel.keys):
        missing = np.flatnonzero(np.isnan(panel.lower[i])).tolist()
        if missing and key not in spared:
            of_series = counts.series == counts.keys.index(key)
            told = _told(missing, panel.periods)
            tell_series("period_missing", counts, of_series, report=report, missing=told)


def _told(missing: list[int], periods: Sequence[Period]) -> str:
    ranges = line_ranges(missing)
    told = [
        str(periods[a]) if a == b else f"{periods[a]} to {periods[b]}"
        for a, b in ranges[:_RANGES_AT_MOST]
    ]
    return ", ".join(told) + (" and more" if len(ranges) > _RANGES_AT_MOST else "")
