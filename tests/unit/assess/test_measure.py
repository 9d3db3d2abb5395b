from tests.build import CODELISTS, plan

from leadline.assess.measure import assess_measures
from leadline.core.context import Context, Measure
from leadline.core.finding import MeasureSpell
from leadline.core.period import Period


def row(member: str, period: str, intensity: float, measure: str = "stay_home") -> Measure:
    return Measure(member, measure, Period.parse(period), intensity, "tracker", "context.csv", 2)


def spells(*rows: Measure, members: tuple[str, ...] = ("QMA",)) -> tuple[MeasureSpell, ...]:
    return assess_measures(plan(*members), Context(rows), codelists=CODELISTS)


def test_a_spell_says_from_when_to_when_in_how_many_periods_and_how_much() -> None:
    found = spells(
        row("QMA", "2020-02", 0.2),
        row("QMA", "2020-03", 0.5),
        row("QMA", "2020-04", 0.0),
        row("QMA", "2020-05", 1.0),
    )

    assert found == (
        MeasureSpell(
            member="QMA",
            members=("QMA",),
            measure="stay_home",
            first=Period.parse("2020-03"),
            last=Period.parse("2020-05"),
            n_on=2,
            peak=1.0,
            source="tracker",
        ),
    )


def test_a_measure_never_in_force_has_no_spell() -> None:
    assert spells(row("QMA", "2020-03", 0.4)) == ()


def test_each_measure_of_a_place_has_its_own_spell() -> None:
    found = spells(row("QMA", "2020-03", 1.0), row("QMA", "2020-04", 1.0, "school_closure"))

    assert [(spell.measure, spell.n_on) for spell in found] == [
        ("stay_home", 1),
        ("school_closure", 1),
    ]


def test_parts_inherit_the_rows_of_their_country_and_the_spell_stands_once() -> None:
    (found,) = spells(row("MEX", "2020-03", 1.0), members=("MX-AGU", "MX-BCN", "QMA"))

    assert (found.member, found.members) == ("MEX", ("MX-AGU", "MX-BCN"))


def test_a_part_with_its_own_rows_does_not_inherit() -> None:
    found = spells(
        row("MEX", "2020-03", 1.0),
        row("MX-BCN", "2020-05", 1.0),
        members=("MEX", "MX-AGU", "MX-BCN"),
    )

    assert [(spell.member, spell.members) for spell in found] == [
        ("MEX", ("MEX", "MX-AGU")),
        ("MX-BCN", ("MX-BCN",)),
    ]


def test_a_place_that_no_member_belongs_to_has_no_spell() -> None:
    assert spells(row("MEX", "2020-03", 1.0), members=("QMA",)) == ()
