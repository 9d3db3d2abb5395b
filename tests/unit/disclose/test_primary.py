from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.build import estimate, finding, statement

from leadline.assess.grade import RUNG_TWO_TOTALS
from leadline.core.finding import Estimate, Finding, Kind, Statement
from leadline.disclose.primary import SUPPRESSED, Rules, is_small, visible

PUBLIC, RESTRICTED = Rules(5, is_public=True), Rules(5, is_public=False)
WINDOW = "2020-03-01/2020-12-31"
MEMBERS = ("QMA", "QMB", "QMC")


def total(observed: int | tuple[int, ...]) -> list[Estimate]:
    return [estimate(WINDOW, observed)]


def month(observed: int | tuple[int, ...], name: str = "2020-03") -> Estimate:
    return estimate(name, observed)


def region(observed: int, members: Sequence[str] = MEMBERS, name: str = "north") -> Statement:
    return statement(name, total(observed), members=members)


def shown(*statements: Statement, rules: Rules = PUBLIC) -> list[str]:
    (found,) = visible([finding(*statements)], rules)
    return [each.subject for each in found.statements if each.withheld != SUPPRESSED]


def thinned(given: Statement, rules: Rules = RESTRICTED, kind: Kind = Kind.CHANGE) -> Statement:
    (found,) = visible([finding(given, kind=kind)], rules)
    return found.statements[0]


def periods(of: Sequence[Estimate]) -> list[str]:
    return [str(each.period) for each in of]


@pytest.mark.parametrize(
    ("observed", "small"),
    [
        (0, False),
        (1, True),
        (4, True),
        (5, False),
        ((0, 4), True),
        ((4, 8), True),
        ((0, 8), True),
        ((5, 9), False),
        ((), False),
    ],
)
def test_a_cell_is_small_where_it_may_be_from_one_to_four(
    observed: int | tuple[int, ...], small: bool
) -> None:
    assert is_small(estimate("2020-03", observed), 5) is small


@pytest.mark.parametrize(("threshold", "small"), [(10, True), (9, False), (1, False)])
def test_the_threshold_is_settable(threshold: int, small: bool) -> None:
    assert is_small(estimate("2020-03", 9), threshold) is small


@pytest.mark.parametrize("rules", [PUBLIC, RESTRICTED])
def test_where_the_headline_is_small_nothing_is_shown_but_that(rules: Rules) -> None:
    given = statement("north", total(3), [month(3)], members=MEMBERS)

    found = thinned(given, rules)

    assert (found.totals, found.path, found.facts, found.withheld) == ((), (), None, SUPPRESSED)


def test_one_small_period_hides_the_whole_path_and_leaves_the_total() -> None:
    found = thinned(statement("QMA", total(53), [month(50), month(3, "2020-04")]))

    assert (periods(found.totals), found.path, found.withheld) == ([WINDOW], (), "")


def test_one_small_quarter_hides_every_quarter_and_leaves_the_total() -> None:
    quarters = [estimate("2020-Q2", 50), estimate("2020-Q3", 3), estimate("2020-Q4", 40)]

    found = thinned(statement("QMA", [*total(120), *quarters]))

    assert periods(found.totals) == [WINDOW]


def test_quarters_that_would_give_a_small_rest_away_are_hidden() -> None:
    """March is 3: the window less its three quarters would be March."""
    quarters = [estimate(f"2020-Q{n}", 30) for n in (2, 3, 4)]
    months = [month(3), *(month(10, f"2020-{n:02d}") for n in range(4, 13))]

    found = thinned(statement("QMA", [*total(93), *quarters], months))

    assert (periods(found.totals), found.path) == ([WINDOW], ())


def test_a_span_inside_a_quarter_that_would_give_a_month_away_is_hidden() -> None:
    """June is 2: the second quarter less April and May would be June."""
    parts = [estimate("2020-Q2", 22), estimate("2020-04-01/2020-05-31", 20)]
    months = [month(70), month(10, "2020-04"), month(10, "2020-05"), month(2, "2020-06")]

    found = thinned(statement("QMA", [*total(400), *parts], months))

    assert periods(found.totals) == [WINDOW]


def test_quarters_without_a_small_rest_stay_though_the_path_is_hidden() -> None:
    quarters = [estimate("2020-Q2", 15), estimate("2020-Q3", 24), estimate("2020-Q4", 33)]
    months = [month(6), *(month(n, f"2020-{n:02d}") for n in range(4, 13))]

    found = thinned(statement("QMA", [*total(78), *quarters], months))

    assert (len(found.totals), found.path) == (4, ())


def test_a_rest_that_is_not_known_gives_nothing_away() -> None:
    found = thinned(statement("QMA", [*total(()), estimate("2020-Q2", 30)], [month(())]))

    assert len(found.totals) == 2


def test_large_and_empty_cells_stay() -> None:
    given = statement("QMA", total(60), [month(0), month(60, "2020-04")])

    assert thinned(given) == given


def test_both_numbers_of_an_aftermath_are_hidden_where_one_is_small() -> None:
    given = statement("QMA", [*total(60), estimate("2021", 3)])

    found = thinned(given, kind=Kind.AFTERMATH)

    assert (found.totals, found.withheld) == ((), SUPPRESSED)


@pytest.mark.parametrize(("earlier", "later"), [(3, 60), (60, 3), ((0, 4), 60)])
def test_two_totals_are_hidden_where_one_is_small(
    earlier: int | tuple[int, int], later: int
) -> None:
    """What is expected of the later one is the earlier one, by the day."""
    totals = [*total(later), estimate("2019-03-01/2019-12-31", earlier, None)]

    found = thinned(replace(statement("QMA", totals), rung=RUNG_TWO_TOTALS))

    assert (found.totals, found.facts, found.withheld) == ((), None, SUPPRESSED)


def test_two_totals_that_are_large_stay() -> None:
    totals = [*total(60), estimate("2019-03-01/2019-12-31", 80, None)]
    given = replace(statement("QMA", totals), rung=RUNG_TWO_TOTALS)

    assert thinned(given) == given


@pytest.mark.parametrize(("rest", "n_shown"), [(3, 1), (5, 2)])
def test_a_region_does_not_give_away_the_earlier_totals_of_members_that_are_hidden(
    rest: int, n_shown: int
) -> None:
    """QMC and QMD, whose later totals are large, would follow from the region and the others."""
    earlier, members = "2019-03-01/2019-12-31", (*MEMBERS, "QMD")
    whole = [*total(240), estimate(earlier, 120 + rest, None)]
    singles = [
        statement(member, [*total(60), estimate(earlier, n, None)])
        for member, n in (("QMA", 60), ("QMB", 60), ("QMC", rest - 1), ("QMD", 1))
    ]

    found = shown(statement("north", whole, members=members), *singles)

    assert len({"QMA", "QMB"} & set(found)) == n_shown


def test_the_restricted_edition_shows_members() -> None:
    assert shown(region(60), statement("QMA", total(60)), rules=RESTRICTED) == ["north", "QMA"]


def test_the_public_edition_shows_regions_of_at_least_two_members() -> None:
    alone = region(60, ["QMA"], name="island")

    assert shown(region(60), alone) == ["north"]


def test_where_every_member_is_large_the_public_edition_shows_all() -> None:
    members = [statement(name, total(20)) for name in MEMBERS]

    assert shown(region(60), *members) == ["north", *MEMBERS]


@pytest.mark.parametrize(
    "small",
    [
        statement("QMC", total(3)),
        statement("QMC", total((3, 40))),
        statement("QMC", total(0)),
        statement("QMC", total(())),
        statement("QMC", total(40), [month(3)]),
        statement("QMC", [*total(40), estimate("2020-Q2", 3)]),
        statement("QMC", total(40), withheld="too_small"),
    ],
)
def test_a_member_with_any_cell_that_is_not_large_is_not_public(small: Statement) -> None:
    assert "QMC" not in shown(region(500), statement("QMA", total(40)), small)


def test_never_is_exactly_one_member_of_a_region_hidden() -> None:
    """QMC is hidden; so is the smaller of the others, or QMC would follow."""
    found = shown(region(63), statement("QMA", total(40)), statement("QMB", total(20)))

    assert found == ["north", "QMA"]


def test_what_is_left_of_a_region_is_never_small() -> None:
    """QMB and QMC are 3 together: showing QMA would show that."""
    assert shown(region(43), statement("QMA", total(40))) == ["north"]


def test_what_is_left_of_a_region_is_never_small_in_any_period() -> None:
    north = statement("north", total(100), [month(24)], members=MEMBERS)

    assert shown(north, statement("QMA", total(80), [month(20)])) == ["north"]


def test_what_is_left_of_a_region_counts_the_upper_bounds_of_those_shown() -> None:
    north = statement("north", total((46, 60)), members=MEMBERS)

    assert shown(north, statement("QMA", total((40, 42)))) == ["north"]


def test_a_period_of_the_region_that_is_not_known_gives_nothing_away() -> None:
    north = statement("north", [*total(100), estimate("2021", ())], members=MEMBERS)

    assert shown(north, statement("QMA", [*total(40), estimate("2021", 40)])) == ["north", "QMA"]


def test_of_regions_that_overlap_in_part_the_first_declared_is_shown() -> None:
    north = region(130, ["QMA", "QMB", "QMC"])
    south = region(120, ["QMC", "QMD"], name="south")

    assert shown(north, south) == ["north"]
    assert shown(south, north) == ["south"]


def test_a_region_that_leaves_one_member_of_a_larger_one_is_not_shown_beside_it() -> None:
    """The north less the inner region would be QMC."""
    inner = region(100, ["QMA", "QMB"], name="inner")

    assert shown(region(160), inner) == ["north"]


def test_a_region_that_leaves_few_of_a_larger_one_is_not_shown_beside_it() -> None:
    """The north less the inner region would be 4, of two members."""
    inner = region(156, ["QMA", "QMB"], name="inner")

    assert shown(region(160, ["QMA", "QMB", "QMC", "QMD"]), inner) == ["north"]


def test_regions_within_each_other_are_shown_where_what_is_left_is_large() -> None:
    whole = region(160, ["QMA", "QMB", "QMC", "QMD"])
    west = region(80, ["QMA", "QMB"], name="west")
    east = region(80, ["QMC", "QMD"], name="east")

    assert shown(whole, west, east) == ["north", "west", "east"]


def test_two_names_of_the_same_members_are_both_shown() -> None:
    assert shown(region(160), region(160, name="again")) == ["north", "again"]


def test_members_within_a_region_within_a_region_leave_nothing_small() -> None:
    """Beside QMA the west would leave QMB alone; the whole would not."""
    whole = region(160, ["QMA", "QMB", "QMC", "QMD"])
    west = region(80, ["QMA", "QMB"], name="west")

    assert shown(whole, west, statement("QMA", total(60))) == ["north", "west"]


def quarters(*observed: int) -> list[Estimate]:
    return [estimate(f"2020-Q{2 + i}", count) for i, count in enumerate(observed)]


def test_a_month_that_totals_give_back_leaves_nothing_small_of_a_hidden_path() -> None:
    """The whole's path is hidden for January; March follows from its quarters, all but two."""
    months = ("2020-01", "2020-03", "2020-04", "2020-07", "2020-10")
    four, two = (
        statement(
            name,
            [*total(sum(counts[1:])), *quarters(*counts[2:])],
            [month(count, period) for period, count in zip(months, counts, strict=True)],
            members=MEMBERS[:n],
        )
        for name, n, counts in (("three", 3, (2, 20, 90, 90, 90)), ("two", 2, (0, 18, 40, 40, 40)))
    )
    whole = replace(four, members=("QMA", "QMB", "QMC", "QMD"))

    assert shown(whole, two) == ["three"]


def test_a_count_after_the_window_leaves_nothing_small_of_a_hidden_path() -> None:
    """The aftermath prints it; the whole's path is hidden for January."""
    whole = statement(
        "whole", total(500), [month(3, "2020-01"), month(52, "2021-01")], members="ABCD"
    )
    part = statement("part", total(200), [month(0, "2020-01"), month(50, "2021-01")], members="AB")

    assert shown(whole, part) == ["whole"]


def test_members_do_not_give_back_the_hidden_path_of_a_region_beside_them() -> None:
    """Whole less QMC less QMD would be the west, whose March is small."""
    whole = statement("whole", total(400), [month(43)], members=["QMA", "QMB", "QMC", "QMD"])
    west = statement("west", total(200), [month(3)], members=["QMA", "QMB"])
    east = [statement(name, total(100), [month(20)]) for name in ("QMC", "QMD")]

    assert shown(whole, west, *east) == ["whole", "west"]


def test_regions_of_two_frequencies_do_not_give_each_other_s_members_away() -> None:
    """Months come from three members, quarters from two of them: the third is the difference."""
    whole = region(340, ["QMD", "QME", "QMF", "QMG"], name="whole")
    south = region(90, ["QMD", "QME"], name="south")
    months = finding(region(240), whole, south)
    quarterly = finding(region(230, ["QMA", "QMB"]), whole, south, frequency="quarter")

    found = visible([months, quarterly], PUBLIC)

    assert [[s.withheld for s in each.statements] for each in found] == [
        ["", "", ""],
        [SUPPRESSED, "", ""],
    ]


def members_shown(found: Finding) -> set[str]:
    return {each.subject for each in found.statements if not each.is_region}


def test_members_are_hidden_alike_in_change_and_aftermath() -> None:
    """QMC's path has a small month, which only the change knows."""
    after = estimate("2021", 50)
    change = finding(
        region(500),
        statement("QMA", total(100)),
        statement("QMB", total(90)),
        statement("QMC", total(80), [month(3)]),
    )
    aftermath = finding(
        region(500),
        *(statement(name, [*total(80), after]) for name in MEMBERS),
        kind=Kind.AFTERMATH,
    )

    found = visible([change, aftermath], PUBLIC)

    assert [members_shown(each) for each in found] == [{"QMA"}, {"QMA"}]


def test_a_member_hidden_in_one_frequency_is_hidden_in_all() -> None:
    """QMA's weeks are small; and of the north's months it would be the one left out."""
    months = finding(region(240), *(statement(name, total(80)) for name in MEMBERS))
    weeks = finding(statement("QMA", total(3)), frequency="week")

    found = visible([months, weeks], PUBLIC)

    assert [members_shown(each) for each in found] == [{"QMC"}, set()]


def test_a_finding_without_its_change_shows_no_member() -> None:
    aftermath = finding(statement("QMA", total(80)), kind=Kind.AFTERMATH)

    (found,) = visible([aftermath], PUBLIC)

    assert found.statements == ()


def test_a_member_whose_last_months_are_not_yet_sent_is_shown_all_the_same() -> None:
    path = [estimate("2020-12", 90), estimate("2021-01", ())]
    given = statement("QMA", [estimate("2020-03-01/2020-12-31", 900)], path)

    (found,) = visible([finding(given)], PUBLIC)

    assert [each.subject for each in found.statements] == ["QMA"]
    assert found.statements[0].path == tuple(path)
