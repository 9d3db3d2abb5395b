"""Population: how many children live in a member."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PopulationRow:
    """People of an age range (both ends included) in a member and year."""

    member: str
    year: int
    age_from: int
    age_to: int
    people: int
    source: str


@dataclass(frozen=True)
class Population:
    """All population rows; empty means coverage is not known."""

    rows: tuple[PopulationRow, ...]

    def children(self, member: str, year: int) -> int | None:
        """Return people aged 0-17 in a year, None where the rows do not cover these ages."""
        rows = sorted(
            (r.age_from, r.age_to, r.people)
            for r in self.rows
            if r.member == member and r.year == year and r.age_from <= 17
        )
        need, people = 0, 0
        for age_from, age_to, count in rows:
            if age_from != need or age_to > 17:
                return None
            need, people = age_to + 1, people + count
        return people if need == 18 else None
