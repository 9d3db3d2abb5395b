from math import nan

from tests.build import CODELISTS, VICTIMS, comparable, finding, key, statement

from leadline.assess.use import assess_uses
from leadline.core.finding import TOTAL, Finding, Use
from leadline.core.period import Period
from leadline.core.question import Question

A, B, C, D = (key(member) for member in ("QMA", "QMB", "QMC", "QMD"))
FORUMS = key("QMA", theme="darknet", indicator="posts")
ENDED = Question("stopped", C, (Period.parse("2020-03"),))


def uses(*findings: Finding) -> dict[str, str]:
    both = comparable({A: [9.0] * 12, C: [*[9.0] * 3, *[nan] * 9]}, withheld={C: "stopped"})
    found = assess_uses((A, B, C, D), [both], findings, [ENDED], codelists=CODELISTS)
    return {use.member: use.use for use in found}


def test_each_contribution_is_of_use_as_a_series_or_for_less() -> None:
    totals = finding(statement("QMB"), frequency=TOTAL)

    assert uses(totals) == {"QMA": "series", "QMB": "totals", "QMC": "stopped", "QMD": "other"}


def test_two_totals_that_say_nothing_are_of_no_use_as_such() -> None:
    assert uses(finding(statement("QMB", withheld="too_small"), frequency=TOTAL))["QMB"] == "other"


def test_two_totals_of_another_channel_are_not_those_of_this_one() -> None:
    totals = finding(statement("QMB"), frequency=TOTAL, channel="phone")

    assert uses(totals)["QMB"] == "other"


def test_uses_of_restricted_indicators_say_so() -> None:
    assert assess_uses((FORUMS, A), (), (), (), codelists=CODELISTS) == (
        Use("QMA", "police", "darknet", "posts", "other", restricted=True),
        Use("QMA", "police", VICTIMS.theme, VICTIMS.code, "other"),
    )
