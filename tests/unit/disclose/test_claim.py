"""Claims of a release: which are looked at together, which are stated, and how."""

from dataclasses import replace

from tests.build import KEY, estimate, finding, plan, statement

from leadline.core.finding import Assessment, Finding, Kind, Statement
from leadline.core.released import Estimate, Released, Selection
from leadline.disclose.claim import NONE_LOOKED_AT, weigh
from leadline.disclose.ledger import EMPTY
from leadline.disclose.release import RESTRICTED, Terms, release

WINDOW, AFTER = "2020-03-01/2020-12-31", "2021"
CLEAR, EDGE, OPEN = 20, 75, 100
NAMES = tuple(f"QM{letter}" for letter in "ABCDEFGHIJ")


def member(name: str, count: int) -> Statement:
    return statement(name, [estimate(WINDOW, count)])


def members(*counts: int) -> Finding:
    return finding(*(member(name, count) for name, count in zip(NAMES, counts, strict=False)))


def released(*findings: Finding) -> Released:
    given = Assessment(findings, (), (), (), ())
    terms = Terms(RESTRICTED, KEY, {})
    return release(given, plan(*NAMES), terms=terms, ledger=EMPTY, after=None)[0]


def headlines(*counts: int) -> list[Estimate]:
    return [each.totals[0] for each in released(members(*counts)).findings[0].statements]


def counted(*findings: Finding) -> list[tuple[str, str, float, float]]:
    return [
        (s.subject, s.grain, s.numbers["claims"], s.numbers["stated"])
        for s in released(*findings).selections
    ]


def test_a_single_claim_reads_as_if_nobody_had_selected_it() -> None:
    (alone,) = headlines(EDGE)

    assert alone.direction == "fell"
    assert alone.numbers["tail"] <= 0.05
    assert not [name for name in alone.numbers if name.endswith("_adjusted")]
    assert alone.interval == (alone.numbers["lower"], alone.numbers["upper"])


def test_among_many_a_change_at_the_edge_is_not_stated() -> None:
    edge = headlines(EDGE, *[OPEN] * 9)[0]

    assert edge.direction == "unclear"
    assert edge.numbers["upper"] < 0


def test_among_many_a_large_change_is_stated_with_a_wider_interval() -> None:
    large = headlines(CLEAR, *[OPEN] * 9)[0]

    assert large.direction == "fell"
    assert large.interval == (large.numbers["lower_adjusted"], large.numbers["upper_adjusted"])
    assert large.interval[0] <= large.numbers["lower"]
    assert large.numbers["upper"] < large.interval[1] < 0
    assert large.numbers["expected_lower_adjusted"] < large.numbers["expected_lower"]
    assert large.numbers["expected_upper_adjusted"] > large.numbers["expected_upper"]


def test_where_all_are_stated_no_interval_is_wider() -> None:
    first, second = headlines(CLEAR, CLEAR)

    assert first.direction == second.direction == "fell"
    assert "lower_adjusted" not in first.numbers | second.numbers


def test_a_change_that_is_not_stated_has_no_likelihood() -> None:
    edge, *_ = released(members(EDGE, *[OPEN] * 9)).findings[0].statements

    assert edge.likelihood == ""


def test_confidence_looks_at_the_interval_as_stated() -> None:
    """At most 54 of at least 85 is more than a third down; of at least 80 it is not."""
    wide = statement(NAMES[0], [estimate(WINDOW, 50, (85, 100, 140))])
    others = [member(name, OPEN) for name in NAMES[1:]]

    alone = released(finding(wide)).findings[0].statements[0]
    among = released(finding(wide, *others)).findings[0].statements[0]

    assert alone.totals[0].direction == among.totals[0].direction == "fell"
    assert "large_change" in [reason.code for reason in alone.reasons]
    assert "large_change" not in [reason.code for reason in among.reasons]


def test_regions_and_members_windows_and_parts_are_looked_at_apart() -> None:
    both = [estimate(WINDOW, CLEAR), estimate("2020-Q2", OPEN), estimate("2020-Q3", CLEAR)]
    north = statement("north", both, members=NAMES[:3])

    assert counted(finding(north, statement(NAMES[0], both))) == [
        ("regions", "window", 1, 1),
        ("regions", "part", 2, 1),
        ("members", "window", 1, 1),
        ("members", "part", 2, 1),
    ]


def test_a_change_and_its_aftermath_make_one_claim_on_the_window() -> None:
    after = statement(NAMES[0], [estimate(WINDOW, CLEAR), estimate(AFTER, OPEN)])

    assert counted(members(CLEAR), finding(after, kind=Kind.AFTERMATH)) == [
        ("members", "window", 1, 1),
        ("members", "after", 1, 0),
    ]


def test_an_aftermath_has_the_wider_interval_of_its_change() -> None:
    after = statement(NAMES[0], [estimate(WINDOW, CLEAR), estimate(AFTER, OPEN)])
    found = released(members(CLEAR, *[OPEN] * 9), finding(after, kind=Kind.AFTERMATH))

    deficit = found.findings[1].statements[0].totals[0]
    assert deficit.direction == "fell"
    assert 0 < deficit.interval[0] < deficit.numbers["lower"]


def test_what_is_withheld_or_not_complete_is_no_claim() -> None:
    held = replace(member(NAMES[1], CLEAR), facts=None, withheld="too_small")
    open_end = statement(NAMES[2], [estimate(WINDOW, ())])

    assert counted(finding(member(NAMES[0], CLEAR), held, open_end)) == [
        ("members", "window", 1, 1)
    ]


def test_a_rise_from_nothing_expected_stands_without_a_percentage() -> None:
    risen = statement(NAMES[0], [estimate(WINDOW, 60, (0, 0, 0))])
    others = [member(name, OPEN) for name in NAMES[1:]]

    found = released(finding(risen, *others)).findings[0].statements[0].totals[0]

    assert found.direction == "rose"
    assert "mid" not in found.numbers


def test_a_point_of_a_path_is_no_claim() -> None:
    drawn = statement(NAMES[0], [estimate(WINDOW, OPEN)], [estimate("2020-04", CLEAR)])

    (point,) = released(finding(drawn)).findings[0].statements[0].path

    assert (point.direction, "tail" in point.numbers) == ("fell", False)


def test_a_selection_has_its_numbers_and_its_number() -> None:
    (found,) = released(members(CLEAR, *[OPEN] * 9)).selections

    numbers = {"claims": 10, "stated": 1, "share": 0.05, "level": 0.995}
    assert found == Selection("F02", "members", "window", WINDOW, numbers)


def test_tails_have_two_digits_at_most() -> None:
    tails = {each.numbers["tail"] for each in headlines(CLEAR, EDGE, OPEN, 40, 60, 130)}

    assert {float(f"{tail:.1e}") for tail in tails} == tails
    assert all(1e-9 <= tail <= 1 for tail in tails)


def test_without_claims_nothing_is_looked_at() -> None:
    assert weigh([], key=KEY, base=5) == NONE_LOOKED_AT
