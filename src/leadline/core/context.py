"""Context: measures in force, by member and period."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadline.core.period import Period

# A measure counts as on at this intensity and above (FORMATS, Context).
ON_AT = 0.5


@dataclass(frozen=True)
class Measure:
    """One row of context: how intense a measure was in a member's period (0..1)."""

    member: str
    measure: str
    period: Period
    intensity: float
    source: str
    file: str
    row: int

    @property
    def is_on(self) -> bool:
        """Whether the measure counts as in force."""
        return self.intensity >= ON_AT


@dataclass(frozen=True)
class Context:
    """All rows of context. Parts of a country inherit its rows unless they have their own."""

    rows: tuple[Measure, ...]


def first_to_last(rows: Iterable[Measure]) -> tuple[Period, Period] | None:
    """Return the first and the last period in which a measure was on; None if it never was."""
    on = [row.period for row in rows if row.is_on]
    if not on:
        return None
    # By days: rows of different frequency have no order of their own.
    return min(on, key=lambda period: period.first), max(on, key=lambda period: period.last)
