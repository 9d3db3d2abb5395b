from dataclasses import replace
from typing import Any

import pytest
from tests.build import GOOD_FACTS

from leadline.assess.grade import RULES, Reason, confidence, likelihood

# Good evidence on which no rule has anything to say.
PLAIN = replace(GOOD_FACTS, placebo="")
RISEN = {"sources_agree": 1, "placebo": "holds"}
NARROW, FALL, RISE = (-0.1, 0.1), (-0.6, -0.34), (0.51, 0.9)

MET = [
    ("no_sheet", {"has_sheet": False}, NARROW, -1, "very_low"),
    ("duplicates_possible", {"deduplicated": False}, NARROW, 0, "low"),
    ("short_baseline", {"baseline_years": 2.9}, NARROW, 0, "low"),
    ("two_totals", {"two_totals": True, "baseline_years": 1.0}, NARROW, 0, "low"),
    ("partly_before", {"share_before": 0.06}, NARROW, -1, "very_low"),
    ("partly_after", {"share_after": 0.06}, NARROW, -1, "very_low"),
    ("mostly_late", {"share_late": 0.34}, NARROW, -1, "very_low"),
    ("breaks", {"has_break": True}, NARROW, -1, "very_low"),
    ("wild_end", {"wild_end": True}, NARROW, -1, "very_low"),
    ("wild_end", {"wild_end": True}, FALL, -1, "very_low"),
    ("imprecision", {}, (-0.3, 0.21), -1, "very_low"),
    ("small_counts", {"expected_per_period": 29.9}, NARROW, 0, "low"),
    ("inconsistency", {"against": 0.34}, NARROW, -1, "very_low"),
    ("partial_coverage", {"n_members": 1, "n_members_of": 3}, NARROW, -1, "very_low"),
    ("sources_disagree", {"sources_agree": -1}, NARROW, -1, "very_low"),
    ("sources_agree", {"sources_agree": 1}, NARROW, 1, "moderate"),
    ("large_change", {}, FALL, 1, "moderate"),
    ("large_change", {}, RISE, 1, "moderate"),
    ("placebo_passed", {"placebo": "holds"}, NARROW, 1, "moderate"),
    ("placebo_not_assessable", {"placebo": "not_assessable"}, NARROW, 0, "low"),
]


def test_observational_counts_start_at_low() -> None:
    assert confidence(PLAIN, lower=-0.1, upper=0.1) == ("low", ())


@pytest.mark.parametrize(("code", "facts", "change", "steps", "word"), MET)
def test_each_rule_moves_confidence_by_its_steps_and_is_named(
    code: str, facts: dict[str, Any], change: tuple[float, float], steps: int, word: str
) -> None:
    found = confidence(replace(PLAIN, **facts), lower=change[0], upper=change[1])

    assert found == (word, (Reason(code, steps),))


def test_every_rule_stands_in_the_table_above() -> None:
    assert {code for code, *_ in MET} == {rule.code for rule in RULES}


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        ({"baseline_years": 3.0}, NARROW),
        ({"share_before": 0.05, "share_after": 0.05}, NARROW),
        ({"expected_per_period": 30.0}, NARROW),
        ({"against": 1 / 3}, NARROW),
        ({"share_late": 1 / 3}, NARROW),
        ({"n_members": 2, "n_members_of": 4}, NARROW),
        ({}, (-0.25, 0.25)),
        ({}, (-0.5, -1 / 3)),
        ({}, (0.5, 0.9)),
    ],
)
def test_at_its_limit_a_rule_does_not_hold_yet(
    facts: dict[str, Any], change: tuple[float, float]
) -> None:
    found = confidence(replace(PLAIN, **facts), lower=change[0], upper=change[1])

    assert found == ("low", ())


def test_no_grade_is_above_high() -> None:
    word, reasons = confidence(replace(PLAIN, **RISEN), lower=-0.6, upper=-0.4)

    assert word == "high"
    assert sum(reason.steps for reason in reasons) == 3


def test_no_grade_is_below_very_low() -> None:
    poor = replace(PLAIN, has_sheet=False, has_break=True, sources_agree=-1, against=1.0)

    word, reasons = confidence(poor, lower=-0.5, upper=0.5)

    assert word == "very_low"
    assert sum(reason.steps for reason in reasons) == -5


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"deduplicated": False}, "moderate"),
        ({"baseline_years": 1.0}, "moderate"),
        ({"expected_per_period": 5.0}, "low"),
        ({"placebo": "not_assessable"}, "low"),
        ({"deduplicated": False, "expected_per_period": 5.0}, "low"),
    ],
)
def test_a_limit_holds_whatever_speaks_for_the_evidence(facts: dict[str, Any], word: str) -> None:
    found, _ = confidence(replace(PLAIN, **RISEN | facts), lower=-0.6, upper=-0.4)

    assert found == word


def test_a_limit_does_not_lift_what_is_lower() -> None:
    found, _ = confidence(replace(PLAIN, has_sheet=False, baseline_years=1.0), lower=0, upper=0.1)

    assert found == "very_low"


def test_a_series_without_sheet_is_not_blamed_for_duplicates_too() -> None:
    _, reasons = confidence(
        replace(PLAIN, has_sheet=False, deduplicated=False), lower=-0.1, upper=0.1
    )

    assert [reason.code for reason in reasons] == ["no_sheet"]


def test_reasons_come_in_the_order_of_the_rules() -> None:
    poor = replace(PLAIN, sources_agree=-1, has_break=True, has_sheet=False)

    _, reasons = confidence(poor, lower=-0.1, upper=0.1)

    assert [reason.code for reason in reasons] == ["no_sheet", "breaks", "sources_disagree"]


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.5, "about_as_likely_as_not"),
        (0.501, "about_as_likely_as_not"),
        (0.66, "about_as_likely_as_not"),
        (0.661, "likely"),
        (0.9, "likely"),
        (0.901, "very_likely"),
        (0.951, "very_likely"),
        (0.991, "very_likely"),
        (1.0, "very_likely"),
    ],
)
def test_likelihood_words_begin_above_the_edge_of_their_band_and_end_at_very_likely(
    probability: float, word: str
) -> None:
    assert likelihood(probability) == word
