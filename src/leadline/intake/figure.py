"""Figures files: statistics that others published, as they were read."""

from collections.abc import Sequence
from typing import Any

from leadline.core.counts import UNKNOWN_CHANNEL
from leadline.core.figure import Figure
from leadline.intake import form
from leadline.intake.column import Column, Reading, Seen, read_columns
from leadline.intake.problem import Report
from leadline.intake.scope import Scope, refuse_unknown_indicators
from leadline.intake.table import RawTable

COLUMNS = (
    Column("id", form.IDENTIFIER),
    Column("place", form.TEXT),
    Column("member", form.MEMBER, may_be_blank=True),
    Column("source_type", form.CODE),
    Column("theme", form.CODE),
    Column("indicator", form.CODE, may_be_blank=True),
    Column("channel", form.CODE, may_be_blank=True),
    Column("unit", form.CODE),
    Column("period", form.PERIOD, may_be_blank=True),
    Column("period_text", form.TEXT, may_be_blank=True),
    Column("value", form.DECIMAL, may_be_blank=True),
    Column("comparison_kind", form.COMPARISON_KIND, may_be_blank=True),
    Column("comparison_period", form.TEXT, may_be_blank=True),
    Column("comparison_value", form.DECIMAL, may_be_blank=True),
    Column("change_share", form.DECIMAL, may_be_blank=True),
    Column("lower", form.DECIMAL, may_be_blank=True),
    Column("upper", form.DECIMAL, may_be_blank=True),
    Column("read", form.TEXT),
    Column("citation", form.TEXT),
)
# Blank text reads as empty text; blank numbers and periods as None.
_TEXTS = ("member", "indicator", "period_text", "comparison_kind", "comparison_period")


def gather_figures(
    tables: Sequence[RawTable], *, scope: Scope, report: Report
) -> tuple[Figure, ...]:
    """Return the good rows of tables; everything else is in the report."""
    seen: Seen = {}
    readings = [read_columns(table, COLUMNS, report=report) for table in tables]
    return tuple(
        _figure(row, reading.file)
        for reading in readings
        if reading is not None
        for row in _checked(reading, scope, seen).rows()
    )


def _checked(reading: Reading, scope: Scope, seen: Seen) -> Reading:
    reading.refuse_unknown("place_unknown", "member", scope.places)
    reading.refuse_unknown("source_type_unknown", "source_type", scope.source_types)
    reading.refuse_unknown("channel_unknown", "channel", scope.channels)
    reading.refuse_unknown("unit_unknown", "unit", scope.units)
    refuse_unknown_indicators(reading, scope)
    dated = reading.fields["period"].each(lambda v: v is not None)
    told = reading.fields["period_text"].each(lambda v: v is not None)
    needs = ("period", "period_text")
    reading.refuse("period_or_text", dated == told, column="period", needs=needs)
    reading.refuse_later("period", scope.as_of)
    fallen = reading.fields["change_share"].each(lambda v: v is not None and v < -1)
    reading.refuse("change_below_minus_one", fallen, column="change_share")
    reading.refuse_pairs("bounds_reversed", "lower", "upper")
    reading.refuse_repeated("id", seen=seen)
    return reading


def _figure(row: dict[str, Any], file: str) -> Figure:  # what a column holds depends on its form
    texts = {name: row[name] or "" for name in _TEXTS}
    return Figure(**{**row, **texts, "channel": row["channel"] or UNKNOWN_CHANNEL, "file": file})
