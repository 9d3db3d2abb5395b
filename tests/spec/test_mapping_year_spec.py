"""Years that stand apart from their months: calendar years, and those that are none."""

from pathlib import Path

import pytest
from tests.spec.test_mapping_spec import CONSTANTS, read, rows_of, text_sheet, told

MONTHS = "Oct,Nov,Dec,Jan"
YEARS = """
[columns]
"Year" = "reported"
[wide]
from_column = "Oct"
language = "en"
"""
DOWN = f"Year,{MONTHS}\n2018,1,2,3,4\n2019,5,6,7,8\n"
ENDING = '[codes.reported]\n"2018" = "2017/18"\n"2019" = "2018/19"\n'
REFERRALS = CONSTANTS + 'indicator = "referrals"\n'


def _periods(tmp_path: Path, sheet: str, mapping: str) -> tuple[list[object], list[str]]:
    mapped, problems = read(tmp_path, text_sheet(tmp_path, sheet), mapping + REFERRALS)
    found = [period for _, period in rows_of(mapped.tables, "reported")]
    return found, [code for *_, code in told(problems)]


def test_a_year_whose_months_pass_december_is_refused(tmp_path: Path) -> None:
    _, codes = _periods(tmp_path, DOWN, YEARS)

    assert codes == ["year_ambiguous"]


def test_a_month_apart_is_of_the_financial_year_that_begins_in_its_year(tmp_path: Path) -> None:
    found, codes = _periods(tmp_path, DOWN, YEARS + "[periods]\nfiscal_month = 10\n")

    assert found[:5] == ["2018-10", "2018-11", "2018-12", "2019-01", "2019-10"]
    assert codes == ["years_financial"]


def test_a_year_that_is_named_by_its_end_can_be_given(tmp_path: Path) -> None:
    found, codes = _periods(tmp_path, DOWN, ENDING + YEARS + "[periods]\nfiscal_month = 10\n")

    assert found[:5] == ["2017-10", "2017-11", "2017-12", "2018-01", "2018-10"]
    assert codes == []


def test_another_opening_month_than_that_of_the_sheet_is_refused(tmp_path: Path) -> None:
    _, codes = _periods(tmp_path, DOWN, YEARS + "[periods]\nfiscal_month = 12\n")

    assert codes == ["year_ambiguous"]


ACROSS = f"Route,2018,,,,2019,,,\n,{MONTHS},{MONTHS}\nSchool,1,2,3,4,5,6,7,8\n"
ACROSS_MAP = """
[sheet]
header_rows = [1, 2]
[columns]
"Route" = "channel"
[codes.channel]
"School" = "education"
[wide]
from_column = 2
language = "en"
[periods]
fiscal_month = 10
"""


def test_years_across_above_their_months_are_financial_years_too(tmp_path: Path) -> None:
    found, codes = _periods(tmp_path, ACROSS, ACROSS_MAP)

    assert found[2:5] == ["2018-12", "2019-01", "2019-10"]
    assert codes == ["years_financial"]


def test_the_year_of_the_mapping_is_a_financial_year_too(tmp_path: Path) -> None:
    sheet = f"Route,{MONTHS}\nSchool,1,2,3,4\n"
    mapping = ACROSS_MAP.replace("[1, 2]", "[1]").replace("= 10", "= 10\nyear = 2019")

    found, codes = _periods(tmp_path, sheet, mapping)

    assert found == ["2019-10", "2019-11", "2019-12", "2020-01"]
    assert codes == ["years_financial"]


def test_a_quarter_of_the_year_of_the_mapping_may_be_of_either_year(tmp_path: Path) -> None:
    sheet = "Route,Q1,Q2\nSchool,1,2\n"
    mapping = ACROSS_MAP.replace("[1, 2]", "[1]").replace("= 10", "= 10\nyear = 2019")

    _, codes = _periods(tmp_path, sheet, mapping)

    assert codes == ["period_ambiguous", "period_ambiguous"]


def test_calendar_years_stay_where_a_financial_year_is_declared(tmp_path: Path) -> None:
    sheet = "Year,Oct,Jan,Feb\n2018,1,2,3\n".replace("Oct,Jan,Feb", "Jan,Feb,Oct")
    mapping = YEARS.replace('"Oct"', '"Jan"') + "[periods]\nfiscal_month = 10\n"

    assert _periods(tmp_path, sheet, mapping) == (["2018-01", "2018-02", "2018-10"], [])


def test_january_alone_is_of_either_year_where_a_financial_year_is_declared(
    tmp_path: Path,
) -> None:
    sheet = "Year,Jan,Feb\n2018,1,2\n"
    mapping = YEARS.replace('"Oct"', '"Jan"') + "[periods]\nfiscal_month = 10\n"

    assert _periods(tmp_path, sheet, mapping)[1] == ["year_ambiguous"]


def test_series_with_months_of_their_own_are_told_apart(tmp_path: Path) -> None:
    sheet = "Year,Month,Channel,N\n2018,Mar,phone,1\n2018,Apr,phone,1\n2018,Jan,online,1\n"
    mapping = """
[columns]
"Year" = "reported"
"Month" = "reported"
"Channel" = "channel"
"N" = "count"
[codes.channel]
"phone" = "helpline"
"online" = "online_provider"
[periods]
language = "en"
"""

    assert _periods(tmp_path, sheet, mapping)[1] == []


@pytest.mark.parametrize("code", ["01", "January"])
def test_one_part_of_a_period_may_be_given(tmp_path: Path, code: str) -> None:
    sheet = "Year,K2,Feb\n2018,1,2\n"
    mapping = YEARS.replace('"Oct"', '"K2"') + f'[codes.reported]\n"K2" = "{code}"\n'

    assert _periods(tmp_path, sheet, mapping) == (["2018-01", "2018-02"], [])


def test_a_code_of_a_label_that_stands_nowhere_is_noted(tmp_path: Path) -> None:
    mapping = '[codes.reported]\n"1918" = "2018/19"\n' + YEARS.replace('"Oct"', '"Jan"')
    sheet = text_sheet(tmp_path, "Year,Jan,Feb\n2018,1,2\n")

    _, problems = read(tmp_path, sheet, mapping + REFERRALS)

    assert [(p.row, p.code) for p in problems] == [(3, "code_unused")]
