"""How statements on two totals are told."""

from dataclasses import replace

import pytest
from tests.released import CHANGE, RELEASED, STATEMENT

from leadline.core.finding import TOTAL
from leadline.core.released import Estimate, Finding, Named, Statement
from leadline.publish.block import Evidence, Section, Table
from leadline.publish.exhibit import exhibits
from leadline.publish.section.change import tell_changes, tell_members
from leadline.publish.section.cover import tell_cover
from leadline.publish.section.gap import tell_gaps
from leadline.publish.section.method import tell_methods
from leadline.publish.voice import Voice
from leadline.words import words

WINDOW = "2020-03-01/2020-12-31"
NUMBERS = {
    "observed": 70.0, "expected": 100.0, "expected_lower": 80.0, "expected_upper": 125.0,
    "mid": -0.3, "lower": -0.48, "upper": -0.08,
}  # fmt: skip
EARLIER = Estimate("2019-03-01/2019-12-31", {"observed": 100.0}, "")
LANGUAGES = ["ar", "en", "es", "fr"]
GAPS = ("no_total", "not_settled", "one_total", "other_season", "partly_in_window")


def two_totals(subject: str, period: str = WINDOW, earlier: Estimate = EARLIER) -> Statement:
    return replace(
        STATEMENT,
        subject=subject,
        is_region=subject == "north",
        totals=(Estimate(period, NUMBERS, "fell"), earlier),
        path=(),
        rung=2,
    )


def finding(*statements: Statement, number: int = 1) -> Finding:
    return replace(
        CHANGE,
        id=f"F{number:02d}",
        indicator="victims_homicide",
        frequency=TOTAL,
        statements=statements,
    )


def voice(*findings: Finding, language: str = "en") -> Voice:
    members = tuple(Named(code, {"en": f"Land {code}"}) for code in ("QMA", "QMB"))
    released = replace(RELEASED, findings=findings, members=members, placebos=())
    return Voice(released, words(language))


def detail(*statements: Statement, language: str = "en") -> Section:
    return tell_changes(voice(finding(*statements), language=language))[-1]


def said(section: Section) -> str:
    (evidence,) = (block for block in section.blocks if isinstance(block, Evidence))
    return " ".join(evidence.texts)


def table(section: Section) -> Table:
    return next(block for block in section.blocks if isinstance(block, Table))


def test_the_earlier_total_is_told_with_what_follows_from_it() -> None:
    told = said(detail(two_totals("QMA")))

    assert "Recorded, March to December\u00a02019: 100." in told
    assert "What is expected follows from that earlier total" in told


def test_it_is_not_said_that_numbers_by_period_are_too_small() -> None:
    assert "Numbers by period" not in said(detail(two_totals("QMA")))


def test_a_total_of_the_period_under_study_covers_no_other_time() -> None:
    assert "also covers" not in said(detail(two_totals("QMA")))


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2020-H1", "also covers January to February\u00a02020, before the period under study"),
        ("2020", "also covers January to February\u00a02020, before the period under study"),
        ("2020-06-01/2021-03-31", "also covers first quarter of 2021, after the period"),
    ],
)
def test_the_time_that_a_total_covers_beyond_the_period_under_study_is_told(
    period: str, sentence: str
) -> None:
    assert sentence in said(detail(two_totals("QMA", period)))


def test_the_headline_says_which_time_a_total_is_of() -> None:
    section = detail(two_totals("QMA", "2020-H1"))

    assert "first half of 2020" in section.headline
    assert "first half of 2020" in section.subtitle


def test_both_totals_stand_in_a_table_the_later_one_last() -> None:
    told = table(detail(two_totals("QMA")))

    assert told.title == "The two totals"
    assert [[cell.text for cell in row.cells] for row in told.rows] == [
        ["March to December\u00a02019", "does not apply", "100", "does not apply"],
        ["March to December\u00a02020", "100", "70", "−30%"],
    ]


def test_of_members_the_earlier_total_stands_below_the_recorded_one() -> None:
    half = Estimate("2019-H1", {"observed": 90.0}, "")
    given = finding(two_totals("north"), two_totals("QMA"), two_totals("QMB", "2020-H1", half))

    (section,) = tell_members(voice(given))

    assert [(r.cells[0].text, r.cells[2].second) for r in table(section).rows] == [
        ("Land QMA", "March to December\u00a02019: 100"),
        ("Land QMB · first half of 2020", "first half of 2019: 90"),
    ]
    assert section.headline == "Child victims of homicide, by member"


def test_every_number_of_two_totals_of_members_is_in_a_data_file() -> None:
    given = finding(two_totals("north"), two_totals("QMA"))

    every = exhibits(voice(given).released)

    members = next(each for each in every if each.topic == "members")
    assert [line.period for line in members.lines] == [WINDOW, EARLIER.period]


def test_two_totals_have_no_chart() -> None:
    every = exhibits(voice(finding(two_totals("north"), two_totals("QMA"))).released)

    assert {each.id[0] for each in every} == {"T"}


def test_a_change_of_a_series_stands_on_the_cover_before_one_of_two_totals() -> None:
    large = {**NUMBERS, "expected": 900.0}
    totals = replace(two_totals("north"), totals=(Estimate(WINDOW, large, "fell"), EARLIER))
    series = replace(two_totals("north"), totals=(Estimate(WINDOW, NUMBERS, "fell"),), rung=3)
    both = (finding(totals), replace(finding(series, number=2), frequency="month"))

    cover = tell_cover(voice(*both))

    assert cover.parts[0].number_id.startswith("F02")


def test_methods_tell_of_two_totals_only_where_there_are_some() -> None:
    with_them = str(tell_methods(voice(finding(two_totals("QMA")))))
    without = str(tell_methods(voice(replace(finding(two_totals("QMA")), frequency="month"))))

    assert "Where there is no series" in with_them
    assert "Where there is no series" not in without


def test_a_series_by_quarters_says_which_days_it_covers_of_the_period_under_study() -> None:
    quarters = Estimate("2020-04-01/2020-12-31", NUMBERS, "fell")
    given = replace(finding(replace(two_totals("QMA"), totals=(quarters,))), frequency="quarter")

    section = tell_changes(voice(given))[-1]

    assert "These counts cover April to December\u00a02020." in said(section)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", GAPS)
def test_each_reason_for_no_statement_has_its_words(language: str, reason: str) -> None:
    gap = replace(RELEASED.gaps[0], kind="not_comparable", reason=reason)
    given = Voice(replace(RELEASED, gaps=(gap,)), words(language))

    assert given.words.text(f"withheld.{reason}") in str(tell_gaps(given))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_on_two_totals_is_told_in_every_language(language: str) -> None:
    section = detail(two_totals("QMA", "2020"), language=language)
    given = words(language)

    assert given.text("change.totals_expected") in said(section)
    assert given.text("changes.totals") == table(section).title
