from typing import Any

import pytest
from tests.build import (
    CODELISTS,
    FORUMS,
    estimate,
    figure,
    finding,
    plan,
    region,
    statement,
)

from leadline.assess.comparison import compare_figures
from leadline.core.figure import Figure
from leadline.core.finding import Comparison, Finding, Kind

# Observed 70 of 80..100..120: change between -0.42 and -0.12, -0.30 in the middle.
FELL = statement("QMA", [estimate("2020-04-01/2020-09-30", 150), estimate("2020-Q2", 70)])


def verdict_of(given: Figure, *findings: Finding, regions: Any = ()) -> Comparison:
    members = ("QMA", "QMB", "MEX", "MX-AGU", "MX-BCN")
    (found,) = compare_figures(
        [given], findings, plan=plan(*members, regions=regions), codelists=CODELISTS
    )
    return found


@pytest.mark.parametrize("change", [-0.41, -0.3, -0.13])
def test_a_figure_inside_the_interval_of_the_same_change_agrees(change: float) -> None:
    found = verdict_of(figure(change), finding(FELL))

    assert (found.verdict, found.reason) == ("agree", "")
    assert (found.finding_key, found.subject) == (finding(FELL).key, "QMA")


@pytest.mark.parametrize("change", [-0.43, -0.11, 0.3])
def test_a_figure_outside_the_interval_of_the_same_change_differs(change: float) -> None:
    found = verdict_of(figure(change), finding(FELL))

    assert (found.verdict, found.reason) == ("differ", "")


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        ((-0.2, 0.4), "agree"),
        ((-0.6, -0.4), "agree"),
        ((-0.1, 0.4), "differ"),
        ((-0.6, -0.5), "differ"),
        ((-0.2, None), "agree"),
        ((None, 0.4), "differ"),
    ],
)
def test_a_figure_printed_with_its_interval_agrees_where_the_intervals_meet(
    interval: tuple[float | None, float | None], verdict: str
) -> None:
    assert verdict_of(figure(0.1, interval=interval), finding(FELL)).verdict == verdict


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (figure(-0.3, source_type="survey"), "survey"),
        (figure(-0.3, comparison_kind="survey"), "survey"),
        (figure(-0.3, period=""), "period_unclear"),
        (figure(None), "no_change_given"),
        (figure(-0.3, place="Old Town"), "part_of_a_member"),
        (figure(-0.3, member="", place="World"), "other_place"),
        (figure(-0.3, member="", place="World", source_type="survey"), "survey"),
        (figure(-0.3, member="QMB", place="Land QMB"), "no_counts"),
        (figure(-0.3, indicator="posts"), "no_counts"),
        (figure(-0.3, period="2020-05-01/2020-06-30"), "other_period_or_channel"),
        (figure(-0.3, channel="phone"), "other_period_or_channel"),
    ],
)
def test_a_figure_that_is_not_comparable_says_why(given: Figure, reason: str) -> None:
    assert verdict_of(given, finding(FELL)) == Comparison(given, "not_comparable", reason)


def test_a_figure_is_compared_by_days_whatever_the_period_is_called() -> None:
    assert verdict_of(figure(-0.3, period="2020-Q2"), finding(FELL)).verdict == "agree"


def test_a_place_may_be_written_as_the_code_of_its_member() -> None:
    assert verdict_of(figure(-0.3, place="QMA"), finding(FELL)).verdict == "agree"


def test_a_figure_of_one_channel_is_compared_with_that_channel() -> None:
    given = figure(-0.3, channel="phone")

    found = verdict_of(given, finding(FELL), finding(FELL, channel="phone"))

    assert found.finding_key == finding(channel="phone").key


def test_a_withheld_statement_is_compared_with_nothing() -> None:
    withheld = statement("QMA", FELL.totals, withheld="too_small")

    found = verdict_of(figure(-0.3), finding(withheld))

    assert (found.verdict, found.reason) == ("not_comparable", "no_counts")


def test_counts_that_were_not_complete_are_compared_with_nothing() -> None:
    gap = statement("QMA", [estimate("2020-04-01/2020-09-30", 150), estimate("2020-Q2", ())])

    assert verdict_of(figure(-0.3), finding(gap)).verdict == "not_comparable"


@pytest.mark.parametrize(
    "other", [finding(FELL, indicator=FORUMS), finding(FELL, kind=Kind.AFTERMATH)]
)
def test_only_a_change_in_the_same_indicator_is_compared(other: Finding) -> None:
    assert verdict_of(figure(-0.3), other).reason == "no_counts"


NATION = region("mexico", "MX-AGU", "MX-BCN")
NATIONAL = statement("mexico", FELL.totals, members=NATION.members)
OF_MEXICO = figure(-0.3, member="MEX", place="Land MEX")


def test_a_national_figure_is_compared_with_the_region_of_all_its_parts() -> None:
    found = verdict_of(OF_MEXICO, finding(NATIONAL), regions=[NATION])

    assert (found.verdict, found.subject) == ("agree", "mexico")


def test_a_national_figure_is_not_compared_with_a_region_of_some_parts() -> None:
    coast = region("coast", "MX-BCN")
    partial = statement("coast", FELL.totals, members=coast.members)

    found = verdict_of(OF_MEXICO, finding(partial), regions=[coast])

    assert (found.verdict, found.reason) == ("not_comparable", "no_counts")


def test_a_national_figure_is_not_compared_with_a_region_of_several_countries() -> None:
    wide = region("wide", "MX-AGU", "MX-BCN", "QMA")
    across = statement("wide", FELL.totals, members=wide.members)

    assert verdict_of(OF_MEXICO, finding(across), regions=[wide]).reason == "no_counts"


def test_figures_keep_their_order() -> None:
    given = [figure(0.5), figure(-0.3), figure(None)]

    found = compare_figures(given, [finding(FELL)], plan=plan("QMA"), codelists=CODELISTS)

    assert [each.verdict for each in found] == ["differ", "agree", "not_comparable"]
