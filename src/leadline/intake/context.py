"""Context files: which measures were in force, where, when and how strongly."""

from collections.abc import Sequence

from leadline.core.context import Context, Measure
from leadline.intake import form
from leadline.intake.column import Column, Reading, Seen, read_columns
from leadline.intake.problem import Report
from leadline.intake.scope import Scope
from leadline.intake.table import RawTable

COLUMNS = (
    Column("member", form.MEMBER),
    Column("measure", form.CODE),
    Column("period", form.REGULAR_PERIOD),
    Column("intensity", form.SHARE),
    Column("source", form.TEXT),
)


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
