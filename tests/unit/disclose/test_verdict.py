from collections.abc import Mapping

import pytest
from tests.build import KEY, estimate, figure, finding, statement

from leadline.core.finding import Comparison, Finding, Statement
from leadline.core.released import Finding as ReleasedFinding
from leadline.disclose.ledger import EMPTY
from leadline.disclose.mint import Mint
from leadline.disclose.verdict import Verdict, verdict_of

# Released: 50 of 80..100..120, a change between -0.62 and -0.32 with the rounding.
WINDOW = estimate("2020-03-01/2020-12-31", 200)
CHANGE = finding(statement("QMA", [WINDOW, estimate("2020-Q2", 50)]))


def released(given: Finding) -> Mapping[str, ReleasedFinding]:
    ledger = EMPTY.with_findings([given.key])
    return {given.key: Mint(ledger, KEY, 5).finding(given)}


def comparison(change: float, verdict: str = "agree") -> Comparison:
    return Comparison(figure(change), verdict, "", CHANGE.key, "QMA")


@pytest.mark.parametrize(
    ("change", "word"), [(-0.62, "agree"), (-0.32, "agree"), (-0.63, "differ"), (-0.31, "differ")]
)
def test_a_verdict_follows_from_the_released_interval(change: float, word: str) -> None:
    assert verdict_of(comparison(change), released(CHANGE)).word == word


@pytest.mark.parametrize("before", ["agree", "differ"])
def test_what_was_thought_before_the_release_does_not_matter(before: str) -> None:
    assert verdict_of(comparison(-0.5, before), released(CHANGE)).word == "agree"


def test_a_verdict_names_the_number_it_was_set_beside() -> None:
    assert verdict_of(comparison(-0.5), released(CHANGE)).beside == "F01.QMA.2020Q2.mid"


@pytest.mark.parametrize(
    "shown",
    [
        {},
        released(finding()),
        released(finding(statement("QMB", [WINDOW]))),
        released(finding(statement("QMA", facts=None, withheld="disclosure"))),
    ],
    ids=["no finding", "no statement", "another subject", "hidden"],
)
def test_counts_that_are_not_shown_get_no_verdict(shown: Mapping[str, ReleasedFinding]) -> None:
    assert verdict_of(comparison(-0.5), shown) == Verdict("not_comparable", "no_counts", "")


@pytest.mark.parametrize(
    "left",
    [
        statement("QMA", [WINDOW]),
        statement("QMA", [WINDOW, estimate("2020-Q2", ())]),
    ],
    ids=["quarters hidden", "quarter not complete"],
)
def test_a_period_that_is_not_shown_gets_no_verdict(left: Statement) -> None:
    found = verdict_of(comparison(-0.5), released(finding(left)))

    assert found == Verdict("not_comparable", "other_period_or_channel", "")


def test_a_figure_that_was_not_comparable_keeps_its_reason() -> None:
    alone = Comparison(figure(-0.5), "not_comparable", "survey")

    assert verdict_of(alone, released(CHANGE)) == Verdict("not_comparable", "survey", "")


@pytest.mark.parametrize(
    ("shown", "reason"), [(released(CHANGE), "other_period_or_channel"), ({}, "no_counts")]
)
def test_a_figure_of_another_channel_says_so_only_beside_counts_that_are_shown(
    shown: Mapping[str, ReleasedFinding], reason: str
) -> None:
    other = Comparison(figure(-0.5), "not_comparable", "other_period_or_channel", CHANGE.key, "QMA")

    assert verdict_of(other, shown) == Verdict("not_comparable", reason, "")
