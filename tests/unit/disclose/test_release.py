from dataclasses import asdict, replace

import pytest
from tests.build import (
    FORUMS,
    KEY,
    SHEET,
    assessment,
    estimate,
    figure,
    finding,
    plan,
    region,
    statement,
)

from leadline.core.counts import SeriesSheet
from leadline.core.error import ReleaseBlocked
from leadline.core.finding import Assessment, Comparison, Gap, MeasureSpell, PlaceboResult, Use
from leadline.core.period import Period, Span
from leadline.core.plan import Source
from leadline.core.released import Interval, Released, digest, read, write
from leadline.disclose.ledger import EMPTY, Ledger
from leadline.disclose.release import PUBLIC, RESTRICTED, Terms, release

TERMS = Terms(PUBLIC, KEY, {"expected": "1"})
WINDOW = "2020-03-01/2020-12-31"
POLICE = Source("police", "law_enforcement", {"en": "Police"}, "B2")
PLAN = plan("QMA", "QMB", regions=[region("north", "QMA", "QMB")], sources=[POLICE])
NORTH = statement("north", [estimate(WINDOW, 50)], members=["QMA", "QMB"])
CHANGE = finding(NORTH)


def released(
    given: Assessment, *, edition: str = PUBLIC, ledger: Ledger = EMPTY
) -> tuple[Released, Ledger]:
    return release(given, PLAN, terms=replace(TERMS, edition=edition), ledger=ledger, after=None)


def test_a_release_says_what_was_asked_and_under_which_rules() -> None:
    found, _ = released(assessment(CHANGE))

    assert (found.id, found.edition, found.as_of) == ("exercise", "public", "2021-01-01")
    assert found.baseline == Interval("2018-01", "2020-02")
    assert found.window == Interval("2020-03", "2020-12")
    assert asdict(found.disclosure) == {"threshold": 5, "width": 5, "round_to": 5}
    assert found.release.methods == {"expected": "1"}
    assert found.exercise
    assert not found.demonstration_key
    assert [(r.id, r.members) for r in found.regions] == [("north", ("QMA", "QMB"))]


def test_a_release_is_sealed_and_reads_back() -> None:
    found, _ = released(assessment(CHANGE))

    assert found.seal == digest(asdict(found))
    assert read(write(found)) == found


def test_another_edition_than_public_or_restricted_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="unknown edition"):
        released(assessment(CHANGE), edition="draft")


def test_what_came_after_the_window_is_named_where_something_did() -> None:
    after = Span.parse("2021-01-01/2021-12-31")

    found, _ = release(assessment(CHANGE), PLAN, terms=TERMS, ledger=EMPTY, after=after)

    assert found.after == Interval("2021-01-01", "2021-12-31")
    assert released(assessment(CHANGE))[0].after is None


def test_without_a_common_window_the_interval_is_empty() -> None:
    own = replace(PLAN, window=None)

    found, _ = release(assessment(CHANGE), own, terms=TERMS, ledger=EMPTY, after=None)

    assert found.window == Interval("", "")


def test_restricted_findings_stand_in_the_restricted_edition_only() -> None:
    given = assessment(CHANGE, finding(NORTH, indicator=FORUMS))

    public, _ = released(given)
    restricted, _ = released(given, edition=RESTRICTED)

    assert [f.theme for f in public.findings] == ["violence"]
    assert [f.theme for f in restricted.findings] == ["darknet", "violence"]


def test_a_figure_beside_a_restricted_finding_is_not_compared_in_public() -> None:
    forums = finding(statement("QMA", [estimate(WINDOW, 50), estimate("2020-Q2", 50)]),
                     indicator=FORUMS)  # fmt: skip
    beside = Comparison(figure(-0.5), "agree", "", forums.key, "QMA")
    given = replace(assessment(CHANGE, forums), comparisons=(beside,))

    public, _ = released(given)
    restricted, _ = released(given, edition=RESTRICTED)

    assert [(f.verdict, f.reason) for f in public.figures] == [("not_comparable", "no_counts")]
    assert [f.verdict for f in restricted.figures] == ["agree"]


def test_a_finding_of_which_nothing_may_be_seen_is_not_printed() -> None:
    members_only = finding(statement("QMA", [estimate(WINDOW, 3)]))

    assert released(assessment(members_only))[0].findings == ()


def test_source_grades_stand_in_the_restricted_edition_only() -> None:
    public, _ = released(assessment(CHANGE))
    restricted, _ = released(assessment(CHANGE), edition=RESTRICTED)

    assert [(s.type, s.grade) for s in public.sources] == [("law_enforcement", "")]
    assert [s.grade for s in restricted.sources] == ["B2"]


GAPS = (
    Gap("not_contributed", "no_counts", "QMA", "", "", ""),
    Gap("not_contributed", "no_counts", "QMB", "", "", ""),
    Gap("not_contributed", "no_counts", "", "", "darknet", ""),
    Gap("too_small", "too_small", "QMA", "police", "darknet", "posts", restricted=True),
)


def test_public_gaps_count_members_and_name_none() -> None:
    found, _ = released(Assessment((CHANGE,), (), GAPS, (), ()))

    assert [(g.theme, g.n_members, g.members) for g in found.gaps] == [
        ("", 2, ()),
        ("darknet", 0, ()),
    ]


def test_restricted_gaps_name_members_and_restricted_indicators() -> None:
    found, _ = released(Assessment((CHANGE,), (), GAPS, (), ()), edition=RESTRICTED)

    assert [(g.indicator, g.n_members, g.members) for g in found.gaps] == [
        ("", 2, ("QMA", "QMB")),
        ("", 0, ()),
        ("posts", 1, ("QMA",)),
    ]


def test_the_public_edition_names_no_member_beyond_those_declared() -> None:
    small = finding(NORTH, statement("QMA", [estimate(WINDOW, 3)]))

    found, _ = released(replace(assessment(small), gaps=GAPS))

    body = write(replace(found, members=(), regions=())).decode()
    assert "QMA" not in body
    assert "QMB" not in body


def test_the_same_release_twice_is_one_release() -> None:
    first, ledger = released(assessment(CHANGE))
    second, again = released(assessment(CHANGE), ledger=ledger)

    assert first == second
    assert again == ledger


def test_another_content_is_the_next_release() -> None:
    _, ledger = released(assessment(CHANGE))
    more = finding(replace(NORTH, totals=(estimate(WINDOW, 70),)))

    found, ledger = released(assessment(more), ledger=ledger)

    assert found.release.number == 2
    assert [entry.number for entry in ledger.releases] == [1, 2]


def test_a_finding_keeps_its_number_when_earlier_ones_come_to_stand_before_it() -> None:
    _, ledger = released(assessment(CHANGE))
    earlier = finding(NORTH, source="a_hotline")

    found, _ = released(assessment(CHANGE, earlier), ledger=ledger)

    assert [(f.id, f.source) for f in found.findings] == [("F01", "police"), ("F03", "a_hotline")]


def test_findings_come_in_the_order_of_their_numbers_beyond_ninety_nine() -> None:
    many = [finding(NORTH, source=f"body_{n:03d}") for n in range(101)]

    found, _ = released(assessment(*many))

    assert [f.id for f in found.findings[-3:]] == ["F99", "F100", "F101"]


SPELL = MeasureSpell(
    "QMA", ("QMA",), "stay_home", Period.parse("2020-03"), Period.parse("2020-05"), 3, 1.0, "ox"
)
CONTROL = PlaceboResult(
    "month", Span.parse("2019-03-01/2019-12-31"), "holds", 120, 80.0, 0.95, 0.9, 0.98
)


def test_every_number_of_a_release_has_an_id_of_its_own() -> None:
    quarterly = statement(
        "north",
        [estimate(WINDOW, 60), estimate("2020-Q2", 20)],
        [estimate("2020-Q2", 20), estimate("2020-Q3", 20)],
        members=["QMA", "QMB"],
    )
    given = Assessment(
        findings=(CHANGE, finding(quarterly, frequency="quarter")),
        comparisons=(Comparison(figure(-0.5), "not_comparable", "survey"),),
        gaps=(),
        placebos=(CONTROL, replace(CONTROL, frequency="quarter", coverage=0.9)),
        measures=(SPELL,),
    )

    found, _ = released(given)

    ids = [number for number, _ in found.numbers()]
    assert len(ids) == len(set(ids))
    assert {number.split(".")[0] for number in ids} == {f"F{n:02d}" for n in range(1, 9)}


def test_the_rounding_key_is_not_in_the_release() -> None:
    found, _ = released(assessment(CHANGE))

    assert KEY not in write(found)
    assert KEY.hex().encode() not in write(found)


def test_a_figure_on_a_restricted_indicator_stands_in_the_restricted_edition_only() -> None:
    cases = Comparison(figure(-0.3), "not_comparable", "no_counts", restricted=True)
    given = Assessment((CHANGE,), (cases,), (), (), ())

    assert released(given)[0].figures == ()
    assert len(released(given, edition=RESTRICTED)[0].figures) == 1


def with_sheet(sheet: SeriesSheet, *, edition: str = PUBLIC) -> Released:
    small = Gap("too_small", "too_small", "QMA", "police", "violence", "victims")
    member = statement("QMA", [estimate(WINDOW, 50)])
    given = Assessment((finding(NORTH, member),), (), (small,), (), ())
    terms = replace(TERMS, edition=edition)
    return release(given, PLAN, terms=terms, ledger=EMPTY, after=None, sheets=[sheet])[0]


def test_a_series_that_its_source_does_not_open_is_a_gap_of_the_public_edition() -> None:
    found = with_sheet(replace(SHEET, public="no"))

    assert found.findings == ()
    assert [(g.kind, g.indicator, g.n_members, g.members) for g in found.gaps] == [
        ("not_public", "victims", 1, ())
    ]


def test_contributors_see_a_series_that_is_not_public() -> None:
    found = with_sheet(replace(SHEET, public="no"), edition=RESTRICTED)

    assert [s.subject for s in found.findings[0].statements] == ["north", "QMA"]


@pytest.mark.parametrize("edition", [PUBLIC, RESTRICTED])
def test_a_series_is_not_released_under_a_more_open_mark_than_its_own(edition: str) -> None:
    with pytest.raises(ReleaseBlocked, match="police/violence/victims say TLP:RED"):
        with_sheet(replace(SHEET, tlp="TLP:RED"), edition=edition)


def test_a_series_that_is_left_out_blocks_nothing() -> None:
    found = with_sheet(replace(SHEET, tlp="TLP:RED", public="no"))

    assert found.findings == ()


def test_fixed_panels_are_named_in_the_restricted_edition_only() -> None:
    public, _ = released(assessment(CHANGE))
    restricted, _ = released(assessment(CHANGE), edition=RESTRICTED)

    assert {s.members for f in public.findings for s in f.statements} == {()}
    assert ("QMA", "QMB") in {s.members for f in restricted.findings for s in f.statements}


USES = (
    Use("QMA", "police", "violence", "victims", "series"),
    Use("QMA", "police", "darknet", "posts", "series", restricted=True),
)


def test_responses_count_members_by_region_and_theme() -> None:
    given = replace(assessment(CHANGE), uses=USES)

    found, _ = released(given, edition=RESTRICTED)

    assert [(r.subject, r.theme, r.period) for r in found.responses] == [
        ("north", "darknet", "2020-03-01/2020-12-31"),
        ("north", "violence", "2020-03-01/2020-12-31"),
    ]
    assert found.responses[1].numbers["series"] == 1
    assert found.responses[1].numbers["nothing"] == 1


def test_restricted_and_refused_series_are_no_public_contributions() -> None:
    wide = replace(PLAN, regions=(region("wide", *(f"QM{letter}" for letter in "ABCDE")),))
    given = replace(assessment(CHANGE), uses=USES)
    closed = replace(SHEET, public="no")

    def themes(*sheets: SeriesSheet) -> list[str]:
        found, _ = release(given, wide, terms=TERMS, ledger=EMPTY, after=None, sheets=sheets)
        return [response.theme for response in found.responses]

    assert themes() == ["violence"]
    assert themes(closed) == []
