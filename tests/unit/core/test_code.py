import pytest
from tests.build import CODELISTS, FORUMS


def test_an_indicator_is_found_by_theme_and_code_together() -> None:
    assert CODELISTS.indicator("darknet", "posts") is FORUMS


@pytest.mark.parametrize(("theme", "code"), [("violence", "posts"), ("darknet", "victims")])
def test_the_code_of_one_theme_means_nothing_in_another(theme: str, code: str) -> None:
    assert CODELISTS.indicator(theme, code) is None


def test_themes_come_once_in_the_order_of_the_list() -> None:
    assert CODELISTS.themes == ("violence", "darknet", "policing")


@pytest.mark.parametrize(
    ("member", "country"),
    [("MX-AGU", "MEX"), ("MEX", "MEX"), ("QMA", "QMA"), ("ZZ-ABC", "ZZ-ABC")],
)
def test_a_part_belongs_to_its_country_and_a_country_to_itself(member: str, country: str) -> None:
    assert CODELISTS.country_of(member) == country
