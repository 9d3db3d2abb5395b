from tests.build import CODELISTS, FORUMS, VICTIMS, Cell, counts, finding, key, plan, statement

from leadline.assess.gap import assess_gaps
from leadline.core.code import Codelists
from leadline.core.counts import SeriesKey
from leadline.core.finding import Finding, Gap, Kind
from leadline.core.period import Period
from leadline.core.question import Question

ONE_THEME = Codelists((VICTIMS,), frozenset(), frozenset(), frozenset(), {})
BOTH_THEMES = Codelists((VICTIMS, FORUMS), frozenset(), frozenset(), frozenset(), {})


def gaps_of(
    *findings: Finding,
    members: tuple[str, ...] = ("QMA",),
    left_out: tuple[tuple[SeriesKey, str], ...] = (),
    questions: tuple[Question, ...] = (),
    codelists: Codelists = ONE_THEME,
) -> tuple[Gap, ...]:
    given = counts(Cell(10, key("QMA")))
    return assess_gaps(
        plan(*members),
        given,
        findings,
        left_out=left_out,
        questions=questions,
        codelists=codelists,
    )


def test_where_everybody_contributed_to_every_theme_there_is_no_gap() -> None:
    assert gaps_of(finding(statement("QMA"))) == ()


def test_a_member_without_any_count_is_a_gap() -> None:
    assert gaps_of(members=("QMA", "QMB")) == (
        Gap("not_contributed", "no_counts", "QMB", "", "", ""),
    )


def test_a_theme_without_any_count_is_a_gap_of_nobody() -> None:
    assert gaps_of(codelists=CODELISTS) == (
        Gap("not_contributed", "no_counts", "", "", "darknet", ""),
        Gap("not_contributed", "no_counts", "", "", "policing", ""),
    )


def test_a_member_too_small_for_a_claim_is_a_gap_of_its_own_kind() -> None:
    assert gaps_of(finding(statement("QMA", withheld="too_small"))) == (
        Gap("too_small", "too_small", "QMA", "police", "violence", "victims"),
    )


def test_a_member_withheld_for_another_reason_is_not_comparable() -> None:
    assert gaps_of(finding(statement("QMA", withheld="incomplete"))) == (
        Gap("not_comparable", "incomplete", "QMA", "police", "violence", "victims"),
    )


def test_a_question_is_a_gap_with_its_reason_and_without_what_it_quotes() -> None:
    month = Period.parse("2020-01")

    assert gaps_of(questions=(Question("step", key("QMA"), (month,), (40, 60)),)) == (
        Gap("question", "step", "QMA", "police", "violence", "victims"),
    )


def test_a_question_on_a_restricted_indicator_is_a_restricted_gap() -> None:
    forums = key("QMA", theme="darknet", indicator="posts")

    found = gaps_of(questions=(Question("step", forums, ()),), codelists=BOTH_THEMES)

    assert [gap.restricted for gap in found if gap.kind == "question"] == [True]


def test_a_withheld_region_is_no_gap_beside_its_members() -> None:
    assert gaps_of(finding(statement("north", members=["QMA"], withheld="incomplete"))) == ()


def test_change_and_aftermath_make_one_gap_together() -> None:
    small = statement("QMA", withheld="too_small")

    found = gaps_of(finding(small), finding(small, kind=Kind.AFTERMATH))

    assert len(found) == 1


def test_series_that_no_model_saw_are_not_comparable_with_their_reason() -> None:
    officers = key("QMA", theme="policing", indicator="officers")

    assert gaps_of(left_out=((officers, "stock"),)) == (
        Gap("not_comparable", "stock", "QMA", "police", "policing", "officers"),
    )


def test_gaps_are_sorted_by_kind_theme_indicator_reason_and_member() -> None:
    found = gaps_of(
        finding(statement("QMC", withheld="too_small"), statement("QMA", withheld="too_small")),
        members=("QMA", "QMD", "QMB"),
        left_out=((key("QMA"), "stock"),),
    )

    assert [(gap.kind, gap.member) for gap in found] == [
        ("not_comparable", "QMA"),
        ("not_contributed", "QMB"),
        ("not_contributed", "QMD"),
        ("too_small", "QMA"),
        ("too_small", "QMC"),
    ]
