"""Measures in force: from the first to the last period at half intensity or more."""

from collections.abc import Container

from leadline.core.code import Codelists
from leadline.core.context import Context, first_to_last
from leadline.core.finding import MeasureSpell
from leadline.core.plan import Plan


def assess_measures(
    plan: Plan, context: Context, *, codelists: Codelists
) -> tuple[MeasureSpell, ...]:
    """Return one spell for each place of context and measure that was ever in force.

    Parts of a country share its rows: the spell stands once, under the country.
    """
    with_rows = dict.fromkeys(row.member for row in context.rows)
    places = {place: _heirs(place, plan, with_rows, codelists) for place in with_rows}
    return tuple(
        spell
        for place, members in places.items()
        if members
        for measure in dict.fromkeys(row.measure for row in context.rows if row.member == place)
        if (spell := _spell(context, place, members, measure)) is not None
    )


def _heirs(
    place: str, plan: Plan, with_rows: Container[str], codelists: Codelists
) -> tuple[str, ...]:
    return tuple(
        member.code
        for member in plan.members
        if member.code == place
        or (member.code not in with_rows and codelists.country_of(member.code) == place)
    )


def _spell(
    context: Context, place: str, members: tuple[str, ...], measure: str
) -> MeasureSpell | None:
    rows = [row for row in context.rows if row.member == place and row.measure == measure]
    ends = first_to_last(rows)
    if ends is None:
        return None
    return MeasureSpell(
        member=place,
        members=members,
        measure=measure,
        first=ends[0],
        last=ends[1],
        n_on=sum(row.is_on for row in rows),
        peak=max(row.intensity for row in rows),
        source=rows[0].source,
    )
