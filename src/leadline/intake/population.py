"""Population files: how many people of which ages live in a member."""

from collections.abc import Sequence
from typing import Any

from leadline.core.population import Population, PopulationRow
from leadline.intake import form
from leadline.intake.column import Column, Reading, Seen, read_columns
from leadline.intake.problem import Report
from leadline.intake.scope import Scope
from leadline.intake.table import RawTable

COLUMNS = (
    Column("member", form.MEMBER),
    Column("year", form.YEAR),
    Column("age_from", form.AGE),
    Column("age_to", form.AGE),
    Column("people", form.WHOLE),
    Column("source", form.TEXT),
)


def gather_population(tables: Sequence[RawTable], *, scope: Scope, report: Report) -> Population:
    """Return the good rows of tables; everything else is in the report."""
    seen: Seen = {}
    readings = [read_columns(table, COLUMNS, report=report) for table in tables]
    return Population(
        tuple(
            _row(row) for r in readings if r is not None for row in _checked(r, scope, seen).rows()
        )
    )


def _checked(reading: Reading, scope: Scope, seen: Seen) -> Reading:
    reading.refuse_unknown("place_unknown", "member", scope.places)
    reading.refuse_pairs("ages_reversed", "age_from", "age_to")
    reading.refuse_repeated("member", "year", "age_from", "age_to", seen=seen)
    return reading


def _row(row: dict[str, Any]) -> PopulationRow:  # what a column holds depends on its form
    return PopulationRow(
        member=row["member"],
        year=row["year"],
        age_from=row["age_from"],
        age_to=row["age_to"],
        people=row["people"],
        source=row["source"],
    )
