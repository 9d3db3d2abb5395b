"""Scope: which codes count as known where a file is read."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from leadline.core.code import Codelists
from leadline.core.plan import Plan
from leadline.intake.codelist import read_units
from leadline.intake.column import Reading

Codes = frozenset[str] | None


@dataclass(frozen=True)
class Scope:
    """The known codes; None where every well-formed code is taken.

    Parameters
    ----------
    members : members that may contribute
    places : members that counts or measures may concern: countries and members
    indicators : pairs of theme and indicator
    as_of : date after which nothing can be known yet
    """

    sources: Codes = None
    members: Codes = None
    places: Codes = None
    themes: Codes = None
    indicators: frozenset[tuple[str, str]] | None = None
    channels: Codes = None
    measures: Codes = None
    source_types: Codes = None
    units: Codes = None
    as_of: date | None = None

    @property
    def is_assessment(self) -> bool:
        """Whether codes must be declared."""
        return self.indicators is not None


# Outside an assessment.
ANY = Scope()


def coded(codelists: Codelists) -> Scope:
    """Return the scope of counts whose codes are those of codelists, whoever sends them."""
    return Scope(
        themes=frozenset(codelists.themes),
        indicators=frozenset((row.theme, row.code) for row in codelists.indicators),
        channels=codelists.channels,
    )


def scope_of(plan: Plan, codelists: Codelists) -> Scope:
    """Return what an assessment declares, with the codelists in force."""
    members = frozenset(member.code for member in plan.members)
    # Of real countries an exercise says nothing, and holds nothing that is said of them.
    countries = frozenset() if plan.exercise else frozenset(codelists.countries.values())
    return replace(
        coded(codelists),
        sources=frozenset(source.id for source in plan.sources),
        members=members,
        places=members | countries,
        measures=codelists.measures,
        source_types=codelists.source_types,
        units=read_units(),
        as_of=plan.as_of,
    )


def refuse_unknown_indicators(reading: Reading, scope: Scope) -> None:
    """Refuse themes that are not on the list, and indicators that their theme does not have."""
    reading.refuse_unknown("theme_unknown", "theme", scope.themes)
    if scope.indicators is None:
        return
    theme, indicator = reading.fields["theme"], reading.fields["indicator"]
    bad = np.zeros(len(reading.lines), dtype=bool)
    for row_theme, code in enumerate(theme.values):
        fits = [i is None or (code, i) in scope.indicators for i in indicator.values]
        if code in (scope.themes or ()) and not all(fits):
            bad |= (theme.index == row_theme) & ~np.array(fits)[indicator.index]
    reading.refuse("indicator_unknown", bad, column="indicator")
