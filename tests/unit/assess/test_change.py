from dataclasses import replace

import pytest
from tests.build import (
    SHEET,
    comparable,
    estimate,
    key,
    quantile_table,
    region,
    setting,
)

from leadline.assess.change import assess_aftermath, assess_change, change_share
from leadline.assess.comparable import Comparable
from leadline.assess.grade import RUNG_SERIES, RUNG_SEVERAL_SOURCES
from leadline.core.counts import SeriesKey, SeriesSheet
from leadline.core.finding import Estimate, Facts, Kind, Statement
from leadline.core.population import Population, PopulationRow

A, B, C = key("QMA"), key("QMB"), key("QMC")
HOTLINE_A = key("QMA", source="hotline")
NORTH = region("north", "QMA", "QMB", "QMC")


def months(value: float, *, n: int = 12) -> list[float]:
    return [value] * n


def only(statements: tuple[Statement, ...], subject: str) -> Statement:
    (found,) = (statement for statement in statements if statement.subject == subject)
    return found


def facts_of(pair: Comparable, subject: str) -> Facts:
    found = only(assess_change(pair, setting(NORTH))[0].statements, subject).facts
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("observed", "expected", "share"),
    [
        (70, (80, 100, 140), (-0.5, -0.3, -0.125)),
        ((60, 80), (80, 100, 120), (-0.5, -0.3, 0.0)),
        (0, (80, 100, 120), (-1.0, -1.0, -1.0)),
    ],
)
def test_change_is_observed_over_expected_less_one(
    observed: int | tuple[int, ...],
    expected: tuple[int, int, int],
    share: tuple[float, float, float],
) -> None:
    assert change_share(estimate("2020-Q2", observed, expected)) == pytest.approx(share)


@pytest.mark.parametrize(
    "given",
    [
        estimate("2020-Q2", ()),
        estimate("2020-Q2", 70, None),
        estimate("2020-Q2", 70, (0, 10, 20)),
    ],
)
def test_change_has_no_meaning_without_observed_or_expected(given: Estimate) -> None:
    assert change_share(given) is None


def test_each_source_theme_indicator_and_channel_is_a_finding() -> None:
    pair = comparable(
        {A: months(70), HOTLINE_A: months(70), key("QMA", channel="phone"): months(70)}
    )

    found = assess_change(pair, setting())

    assert [(f.kind, f.source, f.channel, f.frequency) for f in found] == [
        (Kind.CHANGE, "police", "unknown", "month"),
        (Kind.CHANGE, "hotline", "unknown", "month"),
        (Kind.CHANGE, "police", "phone", "month"),
    ]


def test_totals_are_the_window_then_its_parts_by_quarter() -> None:
    pair = comparable({A: months(70)}, window=(2, 9))

    (finding,) = assess_change(pair, setting())

    assert finding.statements[0].totals == (
        estimate("2020-03-01/2020-09-30", 490, (560, 700, 840)),
        estimate("2020-03", 70),
        estimate("2020-Q2", 210, (240, 300, 360)),
        estimate("2020-Q3", 210, (240, 300, 360)),
    )


def test_spans_with_published_figures_stand_after_the_quarters() -> None:
    pair = comparable({A: months(70)})

    (finding,) = assess_change(pair, setting(compared=["2020-05-01/2020-06-30"]))

    assert finding.statements[0].totals[3:] == (
        estimate("2020-05-01/2020-06-30", 140, (160, 200, 240)),
    )


@pytest.mark.parametrize(
    "span",
    [
        "2020-03-01/2020-05-31",
        "2020-09-01/2020-10-31",
        "2020-05-02/2020-06-30",
        "2019-04-01/2019-05-31",
    ],
)
def test_spans_that_do_not_lie_in_the_window_are_not_estimated(span: str) -> None:
    (finding,) = assess_change(comparable({A: months(70)}), setting(compared=[span]))

    assert [str(total.period) for total in finding.statements[0].totals[3:]] == []


@pytest.mark.parametrize("span", ["2020-04-01/2020-09-30", "2020-04-01/2020-06-30"])
def test_a_span_that_stands_already_as_window_or_quarter_is_not_repeated(span: str) -> None:
    (finding,) = assess_change(comparable({A: months(70)}), setting(compared=[span]))

    assert len(finding.statements[0].totals) == 3


def test_the_path_goes_from_the_baseline_to_the_end() -> None:
    (finding,) = assess_change(comparable({A: months(70)}), setting())

    path = finding.statements[0].path
    assert [str(point.period) for point in (path[0], path[-1])] == ["2020-01", "2020-12"]
    assert path[0] == estimate("2020-01", 70)


def test_a_member_that_lacks_one_period_does_not_look_like_a_fall() -> None:
    """QMC is not complete: without it the region stands exactly where it is expected."""
    gap = [*months(100, n=5), float("nan"), *months(100, n=6)]
    pair = comparable({A: months(100), B: months(100), C: gap}, withheld={C: "incomplete"})

    (finding,) = assess_change(pair, setting(NORTH))

    north = only(finding.statements, "north")
    assert (north.members, north.members_of) == (("QMA", "QMB"), 3)
    assert north.totals[0] == estimate("2020-04-01/2020-09-30", 1200, (960, 1200, 1440))


def test_the_member_that_lacks_a_period_says_so_and_no_number() -> None:
    pair = comparable({A: months(100), C: months(100)}, withheld={C: "incomplete"})

    single = only(assess_change(pair, setting(NORTH))[0].statements, "QMC")

    assert (single.withheld, single.facts, single.totals, single.path) == (
        "incomplete",
        None,
        (),
        (),
    )


def test_a_member_below_thirty_expected_a_period_makes_no_claim() -> None:
    pair = comparable({A: months(20)}, expected=(20, 29, 40))

    single = only(assess_change(pair, setting())[0].statements, "QMA")

    assert (single.withheld, single.facts, single.path) == ("too_small", None, ())


def test_a_member_from_thirty_expected_a_period_makes_a_claim() -> None:
    pair = comparable({A: months(20)}, expected=(20, 30, 40))

    assert only(assess_change(pair, setting())[0].statements, "QMA").withheld == ""


def test_a_region_of_small_members_makes_a_claim_together() -> None:
    pair = comparable({A: months(20), B: months(20)}, expected=(20, 29, 40))

    north = only(assess_change(pair, setting(NORTH))[0].statements, "north")

    assert north.withheld == ""
    assert facts_of(pair, "north").expected_per_period == 58


def test_a_region_of_one_small_member_claims_no_more_than_the_member() -> None:
    pair = comparable({A: months(20), B: months(20)}, expected=(20, 29, 40), withheld={B: "gap"})

    north = only(assess_change(pair, setting(NORTH))[0].statements, "north")

    assert (north.members, north.withheld) == (("QMA",), "too_small")


def test_where_the_control_window_fails_nothing_is_claimed() -> None:
    pair = comparable({A: months(70), B: months(70)})

    (finding,) = assess_change(pair, setting(NORTH, placebo="fails"))

    assert {statement.withheld for statement in finding.statements} == {"placebo_failed"}
    assert {statement.facts for statement in finding.statements} == {None}


def test_the_aftermath_is_two_numbers_window_and_after() -> None:
    (finding,) = assess_aftermath(comparable({A: months(70)}), setting())

    assert finding.kind is Kind.AFTERMATH
    assert finding.statements[0].path == ()
    assert finding.statements[0].totals == (
        estimate("2020-04-01/2020-09-30", 420, (480, 600, 720)),
        estimate("2020-10-01/2020-12-31", 210, (240, 300, 360)),
    )


def test_there_is_no_aftermath_before_anything_came_after() -> None:
    assert assess_aftermath(comparable({A: months(70)}, window=(3, 12)), setting()) == ()


def test_the_facts_of_a_plain_member() -> None:
    pair = comparable({A: months(70, n=48)}, window=(36, 46))

    assert facts_of(pair, "QMA") == Facts(
        expected_per_period=100.0,
        n_members=1,
        n_members_of=1,
        against=0.0,
        has_break=False,
        baseline_years=3.0,
        wild_end=False,
        has_sheet=True,
        deduplicated=True,
        sources_agree=0,
        placebo="holds",
    )


def test_a_break_in_the_baseline_of_any_panel_member_is_a_fact_of_the_region() -> None:
    pair = comparable({A: months(70), B: months(70)}, broken=[B])

    assert facts_of(pair, "north").has_break
    assert not facts_of(pair, "QMA").has_break


def test_members_that_moved_the_other_way_are_a_share_of_the_panel() -> None:
    pair = comparable({A: months(50), B: months(60), C: months(110)})

    assert facts_of(pair, "north").against == pytest.approx(1 / 3)


def test_a_member_that_did_not_move_is_not_against() -> None:
    pair = comparable({A: months(50), B: months(100)})

    assert facts_of(pair, "north").against == 0.0


def test_members_too_small_for_a_claim_are_not_against() -> None:
    pair = comparable({A: months(10), B: months(10), C: months(50)}, expected=(20, 29, 40))

    assert facts_of(pair, "north").against == 0.0


def test_members_from_whom_next_to_nothing_is_expected_neither_agree_nor_disagree() -> None:
    few = comparable({A: months(70), B: months(70)}, expected=(0, 0, 1))

    (finding,) = assess_change(few, setting(region("north", "QMA", "QMB")))

    facts = only(finding.statements, "north").facts
    assert facts is not None
    assert facts.against == 0.0


def test_members_whose_expected_count_may_be_zero_neither_agree_nor_disagree() -> None:
    pair = comparable({A: months(70)}, expected=(0, 50, 100))

    assert facts_of(pair, "north").against == 0.0


@pytest.mark.parametrize(("other", "agrees"), [(70.0, 1), (130.0, -1), (100.0, 0)])
def test_another_source_of_the_same_members_agrees_or_not(other: float, agrees: int) -> None:
    pair = comparable({A: months(60), HOTLINE_A: months(other)})

    assert facts_of(pair, "QMA").sources_agree == agrees


def test_another_source_of_other_members_says_nothing() -> None:
    pair = comparable({A: months(60), key("QMB", source="hotline"): months(70)})

    assert facts_of(pair, "QMA").sources_agree == 0


def test_a_source_of_one_member_says_nothing_of_the_region() -> None:
    pair = comparable({A: months(60), B: months(60), HOTLINE_A: months(70)})

    assert facts_of(pair, "north").sources_agree == 0


def test_a_source_too_small_for_a_claim_is_no_second_source() -> None:
    pair = comparable({A: months(10), HOTLINE_A: months(11)}, expected=(20, 29, 40))

    (finding, _) = assess_change(pair, setting(region("north", "QMA", "QMB")))

    assert {s.rung for s in finding.statements} == {RUNG_SERIES}


def test_a_source_without_a_claim_of_its_own_is_no_second_source() -> None:
    pair = comparable({A: months(60), HOTLINE_A: months(70)}, withheld={HOTLINE_A: "incomplete"})

    assert facts_of(pair, "QMA").sources_agree == 0


def test_the_same_numbers_under_another_name_are_no_second_source() -> None:
    pair = comparable({A: months(60), HOTLINE_A: months(60)})

    assert facts_of(pair, "QMA").sources_agree == 0


@pytest.mark.parametrize("other", [key("QMA", source="hotline", indicator="officers",
                                       theme="policing"),
                                   key("QMA", channel="phone")])  # fmt: skip
def test_another_indicator_or_channel_is_no_other_source(other: SeriesKey) -> None:
    pair = comparable({A: months(60), other: months(60)})

    assert facts_of(pair, "QMA").sources_agree == 0


def test_several_sources_that_agree_stand_on_a_higher_rung() -> None:
    pair = comparable({A: months(60), HOTLINE_A: months(70), B: months(60)})

    statements = assess_change(pair, setting())[0].statements

    assert only(statements, "QMA").rung == RUNG_SEVERAL_SOURCES
    assert only(statements, "QMB").rung == RUNG_SERIES


@pytest.mark.parametrize(
    ("sheets", "has_sheet", "deduplicated"),
    [
        ([SHEET], True, True),
        ([replace(SHEET, deduplicated="unknown")], True, False),
        ([replace(SHEET, deduplicated="no")], True, False),
        ([replace(SHEET, source="hotline")], False, False),
        ([], False, False),
    ],
)
def test_the_series_sheet_says_whether_duplicates_were_removed(
    sheets: list[SeriesSheet], has_sheet: bool, deduplicated: bool
) -> None:
    pair = comparable({A: months(70)})

    facts = assess_change(pair, setting(sheets=sheets))[0].statements[0].facts

    assert facts is not None
    assert (facts.has_sheet, facts.deduplicated) == (has_sheet, deduplicated)


def children(member: str, people: int) -> PopulationRow:
    return PopulationRow(member, 2020, 0, 17, people, "census")


def test_coverage_is_the_share_of_children_in_the_panel() -> None:
    pair = comparable({A: months(70), B: months(70)})
    population = Population((children("QMA", 100), children("QMB", 200), children("QMC", 700)))

    statements = assess_change(pair, setting(NORTH, population=population))[0].statements

    assert only(statements, "north").coverage == pytest.approx(0.3)
    assert only(statements, "QMA").coverage is None


def test_coverage_is_not_known_unless_every_member_of_the_region_is() -> None:
    pair = comparable({A: months(70), B: months(70)})
    population = Population((children("QMA", 100), children("QMB", 200)))

    statements = assess_change(pair, setting(NORTH, population=population))[0].statements

    assert only(statements, "north").coverage is None


def test_the_evidence_names_source_theme_and_indicator() -> None:
    (finding,) = assess_change(comparable({A: months(70)}), setting())

    assert finding.statements[0].evidence == ("police/violence/victims",)


def test_the_quantiles_of_an_expected_sum_are_whole_numbers_in_order() -> None:
    (finding,) = assess_change(comparable({A: months(70)}), setting())

    assert finding.statements[0].totals[0].expected == quantile_table(480, 600, 720)
