"""Mappings: a proposal for a file, and what a mapping makes of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from leadline.core.counts import Counts
from leadline.core.error import Problem
from leadline.core.period import Period, Span
from leadline.core.trace import line_ranges
from leadline.flow.several import tell_several
from leadline.intake.codelist import read_codelists
from leadline.intake.counts import gather_counts
from leadline.intake.mapping.propose import propose_mapping
from leadline.intake.mapping.table import gather_mapped
from leadline.intake.mapping.write import written
from leadline.intake.problem import Report
from leadline.intake.scope import coded


@dataclass(frozen=True)
class MappedSeries:
    """What a mapping understood of one series, to be held against the source by eye.

    ``total`` is the sum of its counts, ``total_upper`` that with every ``<N`` at its most.
    """

    source: str
    member: str
    theme: str
    indicator: str
    channel: str
    first: str
    last: str
    n_cells: int
    total: int
    total_upper: int


@dataclass(frozen=True)
class CheckedMapping:
    """Problems of a mapping and its file, and what was understood."""

    problems: tuple[Problem, ...]
    series: tuple[MappedSeries, ...]
    n_totals: int
    n_blank: int
    left_out: tuple[tuple[int, int], ...]


def propose(path: str | Path, *, folder: Path | None = None) -> str:
    """Return a proposed mapping for a file, as commented TOML.

    Parameters
    ----------
    folder : path, optional
        Where the mapping will stand: it names the file from there. Default: where one stands.

    Raises
    ------
    InputRefused
        The file cannot be read, holds no table, or holds single cases.
    """
    report = Report()
    draft = propose_mapping(
        Path(path),
        file=str(path),
        named=Path(os.path.relpath(path, folder or Path.cwd())).as_posix(),
        codelists=read_codelists(),
        report=report,
    )
    report.raise_if_refused()
    assert draft is not None, "a file without problems has a proposal"
    return written(draft)


def check_mapping(path: str | Path, data: str | Path | None = None) -> CheckedMapping:
    """Return what a mapping makes of its file: all problems, and every series understood.

    Parameters
    ----------
    data : path, optional
        The file to read; by default the one that the mapping names, relative to it.
    """
    report = Report()
    read = None if data is None else Path(data)
    mapped = gather_mapped(Path(path), report=report, data=read)
    # Members and sources are declared by an assessment.
    counts = gather_counts(mapped.tables, scope=coded(read_codelists()), report=report)
    tell_several(counts, report=report)
    return CheckedMapping(
        problems=report.problems,
        series=tuple(_series(counts)),
        n_totals=mapped.n_totals,
        n_blank=mapped.n_blank,
        left_out=line_ranges(list(mapped.left_out)),
    )


def _series(counts: Counts) -> Iterator[MappedSeries]:
    for number, key in enumerate(counts.keys):
        cells = counts.take(counts.series == number)
        periods = sorted({counts.periods[p] for p in cells.reported.tolist()}, key=_begins)
        known = cells.lower >= 0
        yield MappedSeries(
            source=key.source,
            member=key.member,
            theme=key.theme,
            indicator=key.indicator,
            channel=key.channel,
            first=str(periods[0]),
            last=str(periods[-1]),
            n_cells=len(cells),
            total=int(np.where(known, cells.lower, 0).sum()),
            total_upper=int(np.where(known, cells.upper, 0).sum()),
        )


def _begins(period: Period | Span) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal()
