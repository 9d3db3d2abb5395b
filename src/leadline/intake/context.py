"""Context files: which measures were in force, where, when and how strongly."""

from collections.abc import Sequence
from pathlib import Path

from leadline.core.context import Context, Measure
from leadline.intake import form
from leadline.intake.column import Column, Reading, Seen, read_columns
from leadline.intake.gate import read_table
from leadline.intake.problem import Report
from leadline.intake.scope import ANY, Scope
from leadline.intake.table import RawTable

COLUMNS = (
    Column("member", form.MEMBER),
    Column("measure", form.CODE),
    Column("period", form.REGULAR_PERIOD),
    Column("intensity", form.SHARE),
    Column("source", form.TEXT),
)


def read_context(path: str | Path) -> Context:
    """Return the measures of a file outside an assessment.

    Raises
    ------
    InputRefused
        With every problem of the file.
    """
    report = Report()
    table = read_table(Path(path), file=str(path), report=report)
    context = gather_context([] if table is None else [table], scope=ANY, report=report)
    report.raise_if_refused()
    return context


def gather_context(tables: Sequence[RawTable], *, scope: Scope, report: Report) -> Context:
    """Return the good rows of tables; everything else is in the report."""
    seen: Seen = {}
    readings = [read_columns(table, COLUMNS, report=report) for table in tables]
    return Context(
        tuple(
            Measure(**row, file=reading.file)
            for reading in readings
            if reading is not None
            for row in _checked(reading, scope, seen).rows()
        )
    )


def _checked(reading: Reading, scope: Scope, seen: Seen) -> Reading:
    reading.refuse_unknown("place_unknown", "member", scope.places)
    reading.refuse_unknown("measure_unknown", "measure", scope.measures)
    above = reading.fields["intensity"].each(lambda v: v is not None and v > 1)
    reading.refuse("share_above_one", above, column="intensity")
    reading.refuse_later("period", scope.as_of)
    reading.refuse_repeated("member", "measure", "period", seen=seen)
    return reading
