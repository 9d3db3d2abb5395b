"""Series sheets, context, population and figures from rows of text."""

from collections.abc import Callable
from datetime import date
from types import ModuleType

import pytest

from leadline.core.error import Problem
from leadline.core.period import Period
from leadline.intake import context, figure, population, series
from leadline.intake.problem import Report
from leadline.intake.scope import ANY, Scope
from leadline.intake.table import RawTable, raw_table

SHEET = {
    "source": "police-1",
    "theme": "reporting",
    "indicator": "referrals",
    "definition": "Referrals received",
    "age_from": "0",
    "age_to": "17",
    "counting_point": "when it is received",
    "deduplicated": "yes",
    "effort": "",
    "breaks": "2018-01;2019-06",
    "tlp": "TLP:AMBER",
    "public": "no",
}
MEASURE = {
    "member": "MEX",
    "measure": "school_closure",
    "period": "2020-04",
    "intensity": "0.5",
    "source": "a tracker",
}
PEOPLE = {
    "member": "MEX",
    "year": "2020",
    "age_from": "0",
    "age_to": "17",
    "people": "39000000",
    "source": "a census",
}
FIGURE = {
    "id": "fig_1",
    "place": "A city",
    "member": "",
    "source_type": "research",
    "theme": "reporting",
    "indicator": "",
    "channel": "",
    "unit": "reports",
    "period": "2020-03",
    "period_text": "",
    "value": "120",
    "comparison_kind": "period",
    "comparison_period": "2019-03",
    "comparison_value": "150",
    "change_share": "-0.2",
    "lower": "-0.3",
    "upper": "-0.1",
    "read": "article",
    "citation": "A paper",
}
GATHER: dict[ModuleType, tuple[dict[str, str], Callable[..., object]]] = {
    series: (SHEET, series.gather_series),
    context: (MEASURE, context.gather_context),
    population: (PEOPLE, population.gather_population),
    figure: (FIGURE, figure.gather_figures),
}


def table_of(good: dict[str, str], *changes: dict[str, str]) -> RawTable:
    records = [list((good | change).values()) for change in changes]
    return raw_table("x.csv", list(good), lines=range(2, len(records) + 2), records=records)


def problems_of(
    module: ModuleType, *changes: dict[str, str], scope: Scope = ANY
) -> list[tuple[str, int, str]]:
    good, gather = GATHER[module]
    report = Report()
    gather([table_of(good, *changes)], scope=scope, report=report)
    return [told(problem) for problem in report.problems]


def told(problem: Problem) -> tuple[str, int, str]:
    return problem.code, problem.row, problem.column


def test_a_series_sheet_is_read() -> None:
    [sheet] = series.gather_series([table_of(SHEET, {})], scope=ANY, report=Report())

    assert (sheet.age_from, sheet.age_to, sheet.effort) == (0, 17, "")
    assert sheet.breaks == (Period.parse("2018-01"), Period.parse("2019-06"))


def test_a_measure_is_read_with_its_line() -> None:
    [row] = context.gather_context([table_of(MEASURE, {})], scope=ANY, report=Report()).rows

    assert (row.intensity, row.is_on, row.file, row.row) == (0.5, True, "x.csv", 2)


def test_people_are_read() -> None:
    people = population.gather_population([table_of(PEOPLE, {})], scope=ANY, report=Report())

    assert people.children("MEX", 2020) == 39_000_000


def test_a_figure_is_read_with_blanks_as_none_or_empty_text() -> None:
    change = {"value": "", "period": "", "period_text": "the spring", "lower": "", "upper": ""}

    [found] = figure.gather_figures([table_of(FIGURE, change)], scope=ANY, report=Report())

    assert (found.value, found.period, found.lower) == (None, None, None)
    assert (found.member, found.indicator, found.channel) == ("", "", "unknown")
    assert found.change_share == -0.2


@pytest.mark.parametrize(
    ("module", "change", "problem"),
    [
        (series, {"age_from": "18"}, ("ages_reversed", 2, "age_from")),
        (series, {"deduplicated": "maybe"}, ("yes_no_unknown", 2, "deduplicated")),
        (series, {"tlp": "TLP:WHITE"}, ("tlp_unknown", 2, "tlp")),
        (series, {"public": "perhaps"}, ("public_unknown", 2, "public")),
        (context, {"intensity": "1.1"}, ("share_above_one", 2, "intensity")),
        (context, {"intensity": "-0.1"}, ("share_form", 2, "intensity")),
        (context, {"period": "2020-03-01/2020-03-31"}, ("period_form", 2, "period")),
        (population, {"people": "-5"}, ("whole_form", 2, "people")),
        (population, {"age_from": "18"}, ("ages_reversed", 2, "age_from")),
        (population, {"year": "1850"}, ("year_form", 2, "year")),
        (figure, {"lower": "0.2"}, ("bounds_reversed", 2, "lower")),
        (figure, {"change_share": "-28.8"}, ("change_below_minus_one", 2, "change_share")),
        (figure, {"period_text": "March"}, ("period_or_text", 2, "period")),
        (figure, {"period": ""}, ("period_or_text", 2, "period")),
        (figure, {"comparison_kind": "other"}, ("comparison_kind_unknown", 2, "comparison_kind")),
    ],
)
def test_what_is_refused_anywhere(
    module: ModuleType, change: dict[str, str], problem: tuple[str, int, str]
) -> None:
    assert problems_of(module, change) == [problem]


@pytest.mark.parametrize(
    ("module", "change", "problem"),
    [
        (series, {"source": "other"}, ("source_undeclared", 2, "source")),
        (series, {"indicator": "other"}, ("indicator_unknown", 2, "indicator")),
        (context, {"member": "KEN"}, ("place_unknown", 2, "member")),
        (context, {"measure": "other"}, ("measure_unknown", 2, "measure")),
        (context, {"period": "2022-01"}, ("period_after_as_of", 2, "period")),
        (population, {"member": "KEN"}, ("place_unknown", 2, "member")),
        (figure, {"source_type": "other"}, ("source_type_unknown", 2, "source_type")),
        (figure, {"unit": "other"}, ("unit_unknown", 2, "unit")),
        (figure, {"channel": "other"}, ("channel_unknown", 2, "channel")),
        (figure, {"member": "KEN"}, ("place_unknown", 2, "member")),
        (figure, {"theme": "other"}, ("theme_unknown", 2, "theme")),
    ],
)
def test_what_is_refused_in_an_assessment(
    module: ModuleType, change: dict[str, str], problem: tuple[str, int, str]
) -> None:
    scope = Scope(
        sources=frozenset({"police-1"}),
        places=frozenset({"MEX"}),
        themes=frozenset({"reporting"}),
        indicators=frozenset({("reporting", "referrals")}),
        channels=frozenset({"all"}),
        measures=frozenset({"school_closure"}),
        source_types=frozenset({"research"}),
        units=frozenset({"reports"}),
        as_of=date(2021, 1, 1),
    )

    assert problems_of(module, change, scope=scope) == [problem]


@pytest.mark.parametrize("module", GATHER)
def test_a_repeated_key_is_refused_where_it_comes_second(module: ModuleType) -> None:
    assert problems_of(module, {}, {}) == [("key_repeated", 3, "")]


def test_a_key_repeated_in_another_file_is_refused() -> None:
    report = Report()

    context.gather_context([table_of(MEASURE, {}), table_of(MEASURE, {})], scope=ANY, report=report)

    assert [told(problem) for problem in report.problems] == [("key_repeated", 2, "")]
