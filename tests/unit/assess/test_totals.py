"""Findings on two totals."""

from dataclasses import replace

import pytest
from tests.build import (
    SHEET,
    VICTIMS,
    estimate,
    finding,
    key,
    quantile_table,
    region,
    setting,
    statement,
)

from leadline.assess.change import Setting
from leadline.assess.grade import RUNG_TWO_TOTALS
from leadline.assess.totals import Panel, TwoTotals, assess_totals, without_answered
from leadline.core.counts import SeriesKey
from leadline.core.finding import TOTAL, Facts, Finding, Kind
from leadline.core.period import Period, Span
from leadline.core.population import Population, PopulationRow

WINDOW = Span.parse("2020-04-01/2020-06-30")
NORTH = region("north", "QMA", "QMB", "QMC")
PAIR = TwoTotals(Period.parse("2019-Q2"), Period.parse("2020-Q2"), 1, (100, 100), (60, 60))


def expect(panel: Panel) -> tuple[int, ...]:
    before = panel.pair.before[0]
    return quantile_table(before * 4 // 5, before, before * 6 // 5)


def assessed(pairs: dict[SeriesKey, TwoTotals], given: Setting | None = None) -> Finding:
    found = assess_totals(pairs, given or setting(NORTH), window=WINDOW, expect=expect)
    return found[0]


def of_members(**observed: int) -> dict[SeriesKey, TwoTotals]:
    return {key(m): replace(PAIR, observed=(n, n)) for m, n in observed.items()}


def facts(subject: str, found: Finding) -> Facts:
    known = next(s.facts for s in found.statements if s.subject == subject)
    assert known is not None
    return known


def test_the_finding_is_a_change_whose_frequency_says_that_it_has_none() -> None:
    found = assessed({key(): PAIR})

    assert (found.kind, found.source, found.indicator, found.channel, found.frequency) == (
        Kind.CHANGE,
        "police",
        VICTIMS,
        "unknown",
        TOTAL,
    )


def test_each_source_indicator_and_channel_is_a_finding() -> None:
    pairs = {key(): PAIR, key(channel="phone"): PAIR, key(source="hotline"): PAIR}

    found = assess_totals(pairs, setting(), window=WINDOW, expect=expect)

    assert [(f.source, f.channel) for f in found] == [
        ("hotline", "unknown"),
        ("police", "phone"),
        ("police", "unknown"),
    ]


def test_the_facts_of_a_plain_member() -> None:
    assert facts("QMA", assessed({key(): PAIR})) == Facts(
        expected_per_period=100,
        n_members=1,
        n_members_of=1,
        against=0.0,
        has_break=False,
        baseline_years=1,
        wild_end=False,
        has_sheet=True,
        deduplicated=True,
        sources_agree=0,
        placebo="",
        two_totals=True,
    )


def test_the_counts_of_a_member_about_several_countries_are_added() -> None:
    pairs = {key(): PAIR, key(about="QMB"): replace(PAIR, before=(10, 14), observed=(5, 5))}

    (single,) = assessed(pairs).statements

    assert [total.observed for total in single.totals] == [(65, 65), (110, 114)]


def test_one_member_of_a_region_does_not_speak_for_it() -> None:
    assert [s.subject for s in assessed({key(): PAIR}).statements] == ["QMA"]


def test_a_region_whose_members_gave_different_periods_is_not_summed() -> None:
    half = replace(PAIR, earlier=Period.parse("2019-H1"), period=Period.parse("2020-H1"))

    found = assessed({key("QMA"): PAIR, key("QMB"): half})

    assert [s.subject for s in found.statements] == ["QMA", "QMB"]


def test_a_member_with_a_break_is_not_in_the_panel_of_its_region() -> None:
    pairs = of_members(QMA=60, QMB=60) | {key("QMC"): replace(PAIR, withheld="break_in_window")}

    north = assessed(pairs).statements[0]

    assert (north.members, north.members_of) == (("QMA", "QMB"), 3)


def test_members_that_point_the_other_way_are_a_share_of_the_panel() -> None:
    found = assessed(of_members(QMA=30, QMB=60, QMC=130))

    assert facts("north", found).against == pytest.approx(1 / 3)


def test_a_region_of_few_in_all_makes_no_statement_either() -> None:
    few = replace(PAIR, before=(14, 14), observed=(3, 3))

    found = assessed({key("QMA"): few, key("QMB"): few})

    assert {s.withheld for s in found.statements} == {"too_small"}


def test_coverage_is_the_share_of_children_in_the_panel() -> None:
    rows = [PopulationRow(m, 2020, 0, 17, n, "census") for m, n in
            (("QMA", 100), ("QMB", 200), ("QMC", 700))]  # fmt: skip

    found = assessed(of_members(QMA=60, QMB=60), setting(NORTH, population=Population(tuple(rows))))

    assert [s.coverage for s in found.statements] == [pytest.approx(0.3), None, None]


def test_duplicates_and_sheets_are_facts() -> None:
    sheet = replace(SHEET, deduplicated="no")

    known = facts("QMA", assessed({key(): PAIR}, setting(sheets=[sheet])))
    unknown = facts("QMA", assessed({key(): PAIR}, setting(sheets=[])))

    assert (known.has_sheet, known.deduplicated) == (True, False)
    assert (unknown.has_sheet, unknown.deduplicated) == (False, False)


def test_a_series_too_short_for_a_model_is_not_told_twice() -> None:
    short = statement("QMA", withheld="short_baseline")
    whole = statement("QMB", [estimate("2020-Q2", 70)])

    (kept,) = without_answered([finding(short, whole)], [assessed({key(): PAIR})])

    assert [s.subject for s in kept.statements] == ["QMB"]


def test_a_finding_of_which_nothing_is_left_is_no_finding() -> None:
    short = finding(statement("QMA", withheld="short_baseline"))

    assert without_answered([short], [assessed({key(): PAIR})]) == ()


@pytest.mark.parametrize(
    "other",
    [
        finding(statement("QMA", withheld="break_in_window")),
        finding(statement("QMB", withheld="short_baseline")),
        finding(statement("QMA", withheld="short_baseline"), channel="phone"),
        finding(statement("QMA", withheld="short_baseline"), source="hotline"),
    ],
)
def test_what_two_totals_do_not_answer_is_still_withheld(other: Finding) -> None:
    assert without_answered([other], [assessed({key(): PAIR})]) == (other,)


def test_two_totals_stand_on_the_second_rung() -> None:
    assert {s.rung for s in assessed({key(): PAIR}).statements} == {RUNG_TWO_TOTALS}
