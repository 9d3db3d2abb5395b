"""Export: counts as contributed, in our SDMX data structure.

Nothing is hidden or rounded here: what is written is for those who may see the counts themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from leadline.core.code import Codelists
from leadline.core.counts import Counts
from leadline.core.error import Problem, UsageError
from leadline.core.plan import Plan, is_fictional
from leadline.core.sdmx import (
    DATAFLOW,
    DIMENSIONS,
    LEADING,
    OBSERVATION,
    UNSPECIFIED,
    frequency_code,
    indicator_code,
    sdmx_period,
)
from leadline.flow.cache import write_whole
from leadline.flow.workspace import check_outside
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.counts import read_counts_with_notes
from leadline.intake.inputs import read_inputs
from leadline.publish.sdmx import Message, structure_message

STRUCTURE_FILE, DATA_FILE = "structure.xml", "data.csv"


@dataclass(frozen=True)
class Exported:
    """What was written, of how many cells, and what intake left out on the way."""

    paths: tuple[Path, ...]
    n_cells: int
    notes: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class _Read:
    """Counts, what their structure message is about, and the files that must stay as they are."""

    counts: Counts
    message: Message
    notes: tuple[Problem, ...]
    files: tuple[Path, ...]


def export_sdmx(paths: Sequence[str | Path], out: Path) -> Exported:
    """Write counts and their data structure as SDMX.

    Of counts files every version is written; of an assessment file all its counts, as known on
    its as_of.

    Raises
    ------
    InputRefused
        A file breaks its schema; all problems of all files together.
    UsageError
        The output folder holds an edition or one of the files, an assessment file stands beside
        other files, or the codelists lack a code.
    """
    lists = read_codelists()
    read = _read(paths, lists)
    _check_folder(out, read.files)
    _check_codes(read.counts, lists)
    files = {
        STRUCTURE_FILE: structure_message(read.message, lists),
        DATA_FILE: data_file(read.counts),
    }
    for name, content in files.items():
        write_whole(out / name, content)
    return Exported(tuple(out / name for name in files), len(read.counts), read.notes)


def data_file(counts: Counts) -> bytes:
    """Return counts as SDMX-CSV 2.0; the same cells give the same bytes, in whatever order."""
    rows = pl.DataFrame(_columns(counts))
    leading = zip(LEADING, ("dataflow", DATAFLOW, "I"), strict=True)
    columns = [pl.lit(value).alias(name) for name, value in leading]
    table = rows.sort(DIMENSIONS).select(*columns, *DIMENSIONS, *OBSERVATION)
    return table.write_csv().encode()


def _read(paths: Sequence[str | Path], lists: Codelists) -> _Read:
    given = tuple(Path(path) for path in paths)
    if not any(path.suffix.lower() == ".toml" for path in given):
        read = read_counts_with_notes(given)
        return _Read(read.counts, _message_of_counts(read.counts), read.notes, given)
    if len(given) > 1:
        raise UsageError(
            "An assessment file is exported alone: it names its counts.",
            next_step="Name the assessment file, or counts files.",
        )
    plan = read_assessment(given[0], codelists=lists)
    inputs = read_inputs(plan, codelists=lists)
    counts = inputs.counts.as_known_on(plan.as_of)
    files = (*given, *(Path(entry.path) for entry in plan.inputs))
    return _Read(counts, _message_of_plan(plan, counts), inputs.notes, files)


def _check_folder(out: Path, files: Sequence[Path]) -> None:
    for path in files:
        check_outside(out, path, name="file to be exported")
    if (out / "assessment.json").exists():
        raise UsageError(
            f"{out} holds an edition.",
            next_step="Write counts, which fewer may see, into a folder of their own.",
        )


def _message_of_counts(counts: Counts) -> Message:
    codes = _codes(counts)
    return Message(
        id="counts",
        prepared=date.fromordinal(int(counts.known_on.max(initial=1))),
        exercise=any(map(is_fictional, codes)),
        sources={key.source: {} for key in counts.keys},
        members=codes,
    )


def _message_of_plan(plan: Plan, counts: Counts) -> Message:
    sources = {source.id: source.names for source in plan.sources}
    members = {member.code: member.names for member in plan.members}
    return Message(plan.id, plan.as_of, plan.exercise, sources, {**_codes(counts), **members})


def _codes(counts: Counts) -> dict[str, Mapping[str, str]]:
    """Return the members that counts come from or concern, without names."""
    return {code: {} for key in counts.keys for code in (key.member, key.about)}


def _check_codes(counts: Counts, lists: Codelists) -> None:
    """Refuse codes that no list has: whoever reads the data could not know what they mean."""
    rows = {(row.theme, row.code) for row in lists.indicators} | {(t, "") for t in lists.themes}
    unknown = [
        key
        for key in counts.keys
        if (key.theme, key.indicator) not in rows or key.channel not in lists.channels
    ]
    if unknown:
        raise UsageError(
            f"Series with a theme, indicator or channel that no codelist has: {len(unknown)}.",
            next_step="Use codes of the codelists in the reference, or add to them.",
        )


def _columns(counts: Counts) -> dict[str, pl.Series]:
    """Return the columns of the structure, one text a cell."""
    keys, series = counts.keys, counts.series
    periods = [*map(sdmx_period, counts.periods), UNSPECIFIED]
    frequencies = [*map(frequency_code, counts.periods), ""]
    days, day = np.unique(counts.known_on, return_inverse=True)
    dates = [date.fromordinal(each).isoformat() for each in days.tolist()]
    return {
        "FREQ": _texts(frequencies, counts.reported),
        "SOURCE": _texts([key.source for key in keys], series),
        "REF_AREA": _texts([key.member for key in keys], series),
        "COUNTERPART_AREA": _texts([key.about for key in keys], series),
        "INDICATOR": _texts([indicator_code(key.theme, key.indicator) for key in keys], series),
        "CHANNEL": _texts([key.channel for key in keys], series),
        "OCCURRED": _texts(periods, counts.occurred % len(periods)),
        "KNOWN_ON": _texts(dates, day),
        "TIME_PERIOD": _texts(periods, counts.reported),
        **_observations(counts),
    }


def _observations(counts: Counts) -> dict[str, pl.Series]:
    """Return value, status and limit: a count known only to lie below a number is suppressed."""
    lower, upper = pl.Series(counts.lower), pl.Series(counts.upper)
    is_small = lower != upper
    assert not (lower.filter(is_small) != 0).any(), "of a range only the end is told"
    status = pl.Series(counts.status.tolist(), dtype=pl.String)
    return {
        "OBS_VALUE": upper.set(is_small | (upper < 0), None).cast(pl.String),
        "OBS_STATUS": status.set(is_small & (status == "A"), "Q"),
        "OBS_BELOW": (upper + 1).set(~is_small, None).cast(pl.String),
    }


def _texts(values: Sequence[str], index: NDArray[np.integer]) -> pl.Series:
    return pl.Series(values, dtype=pl.String).gather(index)
