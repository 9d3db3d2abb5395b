from dataclasses import replace

import pytest
from tests.build import GOOD_FACTS, KEY, estimate, figure, finding, statement

from leadline.core.finding import (
    Comparison,
    Estimate,
    Facts,
    Kind,
    MeasureSpell,
    PlaceboResult,
)
from leadline.core.period import Period, Span
from leadline.core.released import Finding as ReleasedFinding
from leadline.disclose.ledger import EMPTY
from leadline.disclose.mint import Mint, comparison_key, measure_key, placebo_key

WINDOW = "2020-03-01/2020-12-31"


def mint(*keys: str, base: int = 5) -> Mint:
    return Mint(EMPTY.with_findings(keys), KEY, base)


def minted(
    *totals: Estimate,
    path: tuple[Estimate, ...] = (),
    kind: Kind = Kind.CHANGE,
    facts: Facts | None = GOOD_FACTS,
    withheld: str = "",
    base: int = 5,
) -> ReleasedFinding:
    given = statement("QMA", totals, path, facts=facts, withheld=withheld)
    asked = finding(given, kind=kind)
    return mint(asked.key, base=base).finding(asked)


def test_a_released_finding_says_what_was_counted_and_has_its_number() -> None:
    found = minted(estimate(WINDOW, 50))

    assert (found.id, found.kind, found.source, found.channel) == (
        "F01",
        "change",
        "police",
        "unknown",
    )
    assert (found.theme, found.indicator, found.unit, found.frequency) == (
        "violence",
        "victims",
        "victims",
        "month",
    )


def test_numbers_are_rounded_and_what_follows_comes_from_the_rounded_numbers() -> None:
    (total,) = minted(estimate(WINDOW, 50, (81, 101, 119))).statements[0].totals

    assert total.period == WINDOW
    assert total.direction == "fell"
    assert total.numbers == {
        "observed": 50,
        "expected": 100,
        "expected_lower": 80,
        "expected_upper": 120,
        "lower": -0.62,
        "mid": -0.5,
        "upper": -0.32,
    }


def test_a_count_known_within_bounds_has_two_numbers() -> None:
    (total,) = minted(estimate(WINDOW, (40, 60))).statements[0].totals

    assert (total.numbers["observed_lower"], total.numbers["observed_upper"]) == (40, 60)
    assert "observed" not in total.numbers


@pytest.mark.parametrize("bounds", [(21, 22), (21, 24), (22, 23), (21, 23)])
def test_bounds_stay_in_order_when_rounded(bounds: tuple[int, int]) -> None:
    numbers = [
        minted(estimate(f"2020-{month:02d}", bounds)).statements[0].totals[0].numbers
        for month in range(1, 13)
    ]

    assert all(n["observed_lower"] <= n["observed_upper"] for n in numbers)


def test_one_count_prints_one_number_under_every_name_of_its_days() -> None:
    (found,) = minted(
        *(estimate(f"{year}-04-01/{year}-06-30", 22) for year in range(2000, 2020)),
        *(estimate(f"{year}-Q2", 22) for year in range(2000, 2020)),
    ).statements

    printed = [total.numbers["observed"] for total in found.totals]
    assert printed[:20] == printed[20:]


def test_a_period_without_observed_count_prints_what_was_expected() -> None:
    found = minted(estimate(WINDOW, 50), path=(estimate("2020-03", ()),))

    (point,) = found.statements[0].path
    assert point.numbers == {"expected": 100, "expected_lower": 80, "expected_upper": 120}
    assert point.direction == ""


def test_a_count_without_expectation_is_printed_alone() -> None:
    (total,) = minted(estimate(WINDOW, 50, None)).statements[0].totals

    assert (total.numbers, total.direction) == ({"observed": 50}, "")


def test_a_path_carries_no_change_of_its_own() -> None:
    (point,) = minted(estimate(WINDOW, 50), path=(estimate("2020-03", 50),)).statements[0].path

    assert set(point.numbers) == {"observed", "expected", "expected_lower", "expected_upper"}
    assert point.direction == "fell"


def test_an_aftermath_prints_a_deficit_and_a_surplus() -> None:
    found = minted(estimate(WINDOW, 50), estimate("2021", 150), kind=Kind.AFTERMATH)

    window, after = found.statements[0].totals
    assert (window.numbers["mid"], window.numbers["pct"]) == (50, 0.5)
    assert (after.numbers["mid"], after.numbers["pct"]) == (50, 0.5)


def test_likelihood_and_confidence_are_those_of_the_headline() -> None:
    (found,) = minted(estimate(WINDOW, 50), estimate("2020-Q2", 100)).statements

    assert found.likelihood == "very_likely"
    assert found.confidence == "moderate"
    assert [reason.code for reason in found.reasons] == ["placebo_passed"]


def test_the_interval_that_is_graded_is_the_released_one() -> None:
    """52..60 to 80..120 is a width of 0.32; the rounding adds 8 / 80 and makes it imprecise."""
    wide = estimate(WINDOW, 60, (80, 100, 140))

    exact = minted(wide, base=1).statements[0]
    rounded = minted(wide, base=20).statements[0]

    assert "imprecision" not in [reason.code for reason in exact.reasons]
    assert "imprecision" in [reason.code for reason in rounded.reasons]


def test_where_change_has_no_meaning_the_evidence_is_imprecise() -> None:
    (found,) = minted(estimate(WINDOW, 5, (0, 10, 20))).statements

    assert "imprecision" in [reason.code for reason in found.reasons]


def test_a_withheld_statement_has_its_reason_and_no_number() -> None:
    (found,) = minted(estimate(WINDOW, 50), facts=None, withheld="too_small").statements

    assert found.withheld == "too_small"
    assert (found.totals, found.likelihood, found.confidence, found.reasons) == ((), "", "", ())


def test_a_statement_without_totals_is_not_graded() -> None:
    (found,) = minted().statements

    assert (found.likelihood, found.confidence) == ("", "")


NORTH = replace(
    statement("north", [estimate(WINDOW, 50)], members=["QMA", "QMB"]), members_of=5, coverage=0.4
)


def test_a_statement_says_how_many_members_it_covers() -> None:
    asked = finding(NORTH)

    (found,) = replace(mint(asked.key), names_members=True).finding(asked).statements

    assert (found.n_members, found.n_members_of, found.coverage) == (2, 5, 0.4)


@pytest.mark.parametrize(("members_of", "share", "told"), [(5, 0.4123, None), (2, 1.0, 1.0)])
def test_a_share_of_children_does_not_tell_which_members_an_unnamed_panel_has(
    members_of: int, share: float, told: float | None
) -> None:
    """Of known populations, one panel of two in five makes up 41.23%."""
    asked = finding(replace(NORTH, members_of=members_of, coverage=share))

    (found,) = mint(asked.key).finding(asked).statements

    assert (found.n_members, found.coverage) == (2, told)


def test_a_measure_has_its_periods_and_its_peak() -> None:
    spell = MeasureSpell(
        member="QMM",
        members=("QM-A", "QM-B"),
        measure="stay_home",
        first=Period.parse("2020-03"),
        last=Period.parse("2020-05"),
        n_on=2,
        peak=0.66666,
        source="tracker",
    )

    found = mint(measure_key(spell)).measure(spell)

    assert (found.finding, found.subject, found.members) == ("F01", "QMM", ("QM-A", "QM-B"))
    assert (found.first, found.last, found.period) == (
        "2020-03",
        "2020-05",
        "2020-03-01/2020-05-31",
    )
    assert found.numbers == {"observed": 2, "share": 0.67}


CONTROL = PlaceboResult(
    frequency="month",
    window=Span.parse("2019-03-01/2019-12-31"),
    verdict="holds",
    n_series=120,
    n_effective=80.0,
    coverage=0.9512,
    coverage_lower=0.9049,
    coverage_upper=None,
)


def test_a_control_window_has_the_numbers_that_are_known() -> None:
    found = mint(placebo_key(CONTROL)).placebo(CONTROL)

    assert (found.finding, found.subject, found.verdict) == ("F01", "all", "holds")
    assert found.numbers == {"observed": 120, "share": 0.95, "lower": 0.9}


def test_control_windows_of_different_frequency_have_different_ids() -> None:
    assert placebo_key(CONTROL) != placebo_key(replace(CONTROL, frequency="quarter"))


def test_a_figure_keeps_its_own_numbers_unrounded() -> None:
    given = replace(figure(-0.33, interval=(-0.4, None)), value=67.0, comparison_value=100.0)
    alone = Comparison(given, "not_comparable", "no_counts")

    found = mint(comparison_key(alone)).figure(alone, {})

    assert (found.finding, found.subject, found.period) == ("F01", "fig1", "2020-04-01/2020-06-30")
    assert found.numbers == {"observed": 67.0, "expected": 100.0, "mid": -0.33, "lower": -0.4}
    assert (found.verdict, found.reason, found.beside) == ("not_comparable", "no_counts", "")


def test_a_figure_whose_period_does_not_parse_is_undated() -> None:
    alone = Comparison(figure(-0.3, period=""), "not_comparable", "period_unclear")

    found = mint(comparison_key(alone)).figure(alone, {})

    assert (found.period, found.period_text) == ("undated", "spring 2020")


def test_ids_have_two_digits_and_more_where_needed() -> None:
    many = mint(*(f"{n:03d}" for n in range(120)))

    assert (many.id("000"), many.id("119")) == ("F01", "F120")


def test_two_regions_of_the_same_members_print_the_same_numbers() -> None:
    panel = ["QMA", "QMB"]
    path = [estimate(f"2020-{month:02d}", 21 + month) for month in range(1, 13)]
    given = finding(
        statement("north", path, path, members=panel),
        statement("again", path, path, members=panel[::-1]),
    )

    north, again = Mint(EMPTY.with_findings([given.key]), KEY, 5).finding(given).statements

    assert north.path == again.path
