"""Series sheets: what each source says of the definition and handling of its series."""

from collections.abc import Sequence
from typing import Any

from leadline.core.counts import SeriesSheet
from leadline.intake import form
from leadline.intake.column import Column, Reading, Seen, read_columns
from leadline.intake.problem import Report
from leadline.intake.scope import Scope, refuse_unknown_indicators
from leadline.intake.table import RawTable

COLUMNS = (
    Column("source", form.IDENTIFIER),
    Column("theme", form.CODE),
    Column("indicator", form.CODE),
    Column("definition", form.TEXT),
    Column("age_from", form.AGE, may_be_blank=True),
    Column("age_to", form.AGE, may_be_blank=True),
    Column("counting_point", form.TEXT),
    Column("deduplicated", form.YES_NO_UNKNOWN),
    Column("effort", form.TEXT, may_be_blank=True),
    Column("breaks", form.PERIODS, may_be_blank=True),
    Column("tlp", form.HANDLING),
    Column("public", form.PUBLIC),
)


def gather_series(
    tables: Sequence[RawTable], *, scope: Scope, report: Report
) -> tuple[SeriesSheet, ...]:
    """Return the good rows of tables; everything else is in the report."""
    seen: Seen = {}
    readings = [read_columns(table, COLUMNS, report=report) for table in tables]
    return tuple(
        _sheet(row) for r in readings if r is not None for row in _checked(r, scope, seen).rows()
    )


def _checked(reading: Reading, scope: Scope, seen: Seen) -> Reading:
    reading.refuse_unknown("source_undeclared", "source", scope.sources)
    refuse_unknown_indicators(reading, scope)
    reading.refuse_pairs("ages_reversed", "age_from", "age_to")
    reading.refuse_repeated("source", "theme", "indicator", seen=seen)
    return reading


def _sheet(row: dict[str, Any]) -> SeriesSheet:  # what a column holds depends on its form
    return SeriesSheet(
        source=row["source"],
        theme=row["theme"],
        indicator=row["indicator"],
        definition=row["definition"],
        age_from=row["age_from"],
        age_to=row["age_to"],
        counting_point=row["counting_point"],
        deduplicated=row["deduplicated"],
        effort=row["effort"] or "",
        breaks=row["breaks"] or (),
        tlp=row["tlp"],
        public=row["public"],
    )
