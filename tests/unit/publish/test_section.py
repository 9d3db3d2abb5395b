"""Which statements stand where, and in which words."""

from dataclasses import replace

import pytest
from tests import released as made
from tests.released import CHANGE, RELEASED, STATEMENT

from leadline.core.released import Estimate, Finding, Named, Reason, Released, Statement
from leadline.publish.block import Evidence, Table
from leadline.publish.exhibit import CHANGE as CHANGE_KIND
from leadline.publish.exhibit import leading
from leadline.publish.section.change import tell_changes, tell_members
from leadline.publish.section.gap import tell_gaps
from leadline.publish.section.key import MOST, tell_key
from leadline.publish.section.method import tell_methods
from leadline.publish.section.published import tell_published
from leadline.publish.voice import Voice
from leadline.words import words

FIGURE = replace(made.FIGURE, indicator="victims_homicide")
WINDOW = "2020-03-01/2020-12-31"
EXPECTED = {"expected": 100.0, "expected_lower": 90.0, "expected_upper": 110.0}
CLEAR = Estimate(
    WINDOW, {"observed": 70.0, "mid": -0.3, "lower": -0.4, "upper": -0.2, **EXPECTED}, "fell"
)
OPEN = replace(CLEAR, direction="unclear")
INDICATORS = ("victims_homicide", "victims_abduction", "victims_injury_negligent")


def statement(*totals: Estimate, subject: str = "north", confidence: str = "low") -> Statement:
    return replace(
        STATEMENT, subject=subject, is_region=subject == "north", totals=totals, path=(),
        confidence=confidence,
    )  # fmt: skip


def finding(number: int, *statements: Statement, source: str = "police") -> Finding:
    indicator = INDICATORS[number % len(INDICATORS)]
    return replace(
        CHANGE, id=f"F{number:02d}", source=source, indicator=indicator, statements=statements
    )


def voice(*findings: Finding, **changes: object) -> Voice:
    return Voice(replace(RELEASED, findings=findings, **changes), words("en"))  # type: ignore[arg-type] - any field


def keys(*statements: Statement) -> list[str]:
    told = tell_key(voice(*(finding(n, each) for n, each in enumerate(statements))))
    return [block.id for block in told.blocks if hasattr(block, "anchor")]


def test_clear_changes_come_before_open_ones_of_more_confidence() -> None:
    many = [statement(OPEN, confidence="moderate")] * MOST

    assert keys(*many, statement(CLEAR)) == ["F00", "F01", "F02", "F03", "F05"]


@pytest.mark.parametrize(
    ("language", "order", "rank"),
    [
        ("ar", "ورُتبت بحسب الرموز", "أولًا"),
        ("en", "listed in the order of the codes", "first"),
        ("es", "en el orden de los códigos", "primero"),
        ("fr", "dans l’ordre des codes", "d’abord"),
    ],
)
def test_what_was_chosen_is_told_to_stand_in_the_order_of_its_codes(
    language: str, order: str, rank: str
) -> None:
    statements = (*[statement(OPEN)] * MOST, statement(CLEAR))
    told = replace(voice(*(finding(n, s) for n, s in enumerate(statements))), words=words(language))

    subtitle = tell_key(told).subtitle

    assert order in subtitle
    assert rank not in subtitle


def test_of_open_changes_those_of_more_confidence_are_key() -> None:
    many = [statement(OPEN, confidence="very_low")] * MOST

    assert keys(*many, statement(OPEN, confidence="moderate"))[-1] == "F05"


def test_a_change_of_small_numbers_is_key_only_where_there_is_room() -> None:
    small = replace(statement(CLEAR), reasons=(Reason("small_counts", 0),))

    assert "F00" not in keys(small, *[statement(OPEN)] * MOST)
    assert keys(small, statement(OPEN)) == ["F00", "F01"]


def test_members_lead_only_where_no_region_does() -> None:
    member = statement(CLEAR, subject="QMA")

    alone = leading(voice(finding(0, member)).released, CHANGE_KIND)
    below = leading(voice(finding(0, statement(CLEAR), member)).released, CHANGE_KIND)

    assert [entry.statement.subject for entry in alone] == ["QMA"]
    assert [entry.statement.subject for entry in below] == ["north"]


def test_members_that_lead_are_not_told_twice() -> None:
    assert tell_members(voice(finding(0, statement(CLEAR, subject="QMA")))) == ()


def test_the_whole_window_closes_the_table_of_its_parts() -> None:
    march = replace(CLEAR, period="2020-03")

    (_, detail) = tell_changes(voice(finding(0, statement(CLEAR, march))))

    table = next(block for block in detail.blocks if isinstance(block, Table))
    assert [row.cells[0].text for row in table.rows] == [
        "March\u00a02020",
        "March to December\u00a02020",
    ]
    assert [row.is_total for row in table.rows] == [False, True]


def test_two_sources_of_one_indicator_are_told_apart_by_name() -> None:
    sources = (*RELEASED.sources, Named("hotline", {"en": "Hotline"}, type="hotline"))
    one, other = finding(0, statement(CLEAR)), finding(0, statement(CLEAR), source="hotline")

    told = tell_key(voice(one, replace(other, id="F09"), sources=sources))

    assert [block.headline.partition(":")[0] for block in told.blocks[:2]] == [
        "Child victims of homicide (North · Police)",
        "Child victims of homicide (North · Hotline)",
    ]


def test_a_channel_not_known_says_that_it_is_a_channel() -> None:
    one, other = finding(0, statement(CLEAR)), finding(0, statement(CLEAR))
    channels = (replace(one, channel="unknown"), replace(other, id="F09", channel="victim"))

    told = tell_key(voice(*channels))

    assert "(North · channel unknown)" in told.blocks[0].headline
    assert "(North · the victim)" in told.blocks[1].headline


def test_panels_of_several_units_and_lengths_are_headed_by_no_unit_and_by_all_their_months() -> (
    None
):
    path = (replace(CLEAR, period="2018-Q1"), replace(CLEAR, period="2020-Q4"))
    months = (replace(CLEAR, period="2018-02"), replace(CLEAR, period="2021-02"))
    quarterly = finding(0, replace(statement(CLEAR), path=path))
    monthly = finding(1, replace(statement(CLEAR), path=months))

    (overview, *_) = tell_changes(voice(quarterly, replace(monthly, unit="reports")))

    assert overview.blocks[0].subtitle == (
        "January\u00a02018 to February\u00a02021: recorded number, expected number and 95% interval"
    )


def test_sources_of_which_the_same_is_said_share_a_gap() -> None:
    gap = replace(RELEASED.gaps[0], kind="not_comparable", reason="incomplete", members=())
    gaps = (replace(gap, n_members=1), replace(gap, source="hotline", n_members=2))

    (points,) = (b for b in tell_gaps(voice(gaps=gaps)).blocks if b.title == "Not comparable")

    (item,) = points.items
    assert "2 sources" in item


def test_a_statement_on_a_part_of_the_window_says_which() -> None:
    quarter = replace(CLEAR, period="2020-Q2")

    (block, *_) = tell_key(voice(finding(0, statement(quarter)))).blocks

    assert "(North · second quarter of 2020)" in block.headline


@pytest.mark.parametrize(("mid", "printed"), [(-0.29, "−29%"), (-0.288, "−28.8%"), (0.25, "+25%")])
def test_a_published_change_is_printed_as_finely_as_it_was_read(mid: float, printed: str) -> None:
    told = published(replace(FIGURE, numbers={"mid": mid}))

    assert told.rows[0].cells[1].text == printed


def test_published_figures_without_a_change_are_counted_and_not_listed() -> None:
    bare = replace(FIGURE, subject="fig2", numbers={"observed": 12.0})

    section = tell_published(voice(figures=(FIGURE, bare)))

    assert section is not None
    paragraph, table = section.blocks
    assert "Figures without a published change are in the folder data: 1." in paragraph.text
    assert len(table.rows) == 1


def test_a_published_figure_of_a_member_bears_its_name_in_the_language() -> None:
    members = (Named("QMA", {"en": "Land QMA", "fr": "Pays QMA"}),)
    released: Released = replace(RELEASED, members=members, figures=(FIGURE,))

    section = tell_published(Voice(released, words("fr")))

    assert section is not None
    assert section.blocks[1].rows[0].cells[0].text == "Pays QMA"


LOOKED_AT = replace(made.SELECTION, subject="regions")
ADJUSTED = replace(
    CLEAR,
    numbers=CLEAR.numbers
    | {"expected_lower_adjusted": 85.0, "expected_upper_adjusted": 115.0}
    | {"lower_adjusted": -0.45, "upper_adjusted": -0.14},
)


def evidence(total: Estimate) -> tuple[str, str]:
    """Return the interval and the text of the evidence of a change among forty."""
    (_, detail) = tell_changes(voice(finding(0, statement(total)), selections=(LOOKED_AT,)))
    block = next(block for block in detail.blocks if isinstance(block, Evidence))
    return block.interval, " ".join(block.texts)


def test_a_change_stated_among_many_has_its_wider_interval_and_says_why() -> None:
    interval, text = evidence(ADJUSTED)

    assert interval == "−45%\u00a0to\u00a0−14%"
    assert "looked at together: 40; clear ones among them: 8." in text
    assert "Fewer were recorded than expected." in text


def test_a_change_that_many_others_leave_open_says_how_many() -> None:
    interval, text = evidence(OPEN)

    assert interval == "−40%\u00a0to\u00a0−20%"
    assert "looked at together: 40. Among them chance alone may do that" in text
    assert "compatible with what was expected" not in text


def test_a_change_whose_interval_holds_zero_needs_no_others_to_be_open() -> None:
    within = replace(OPEN, numbers=OPEN.numbers | {"observed": 95.0, "lower": -0.2, "upper": 0.1})

    _, text = evidence(within)

    assert "compatible with what was expected" in text
    assert "looked at together" not in text


def test_a_table_notes_that_intervals_are_wider_only_where_one_is() -> None:
    wider, plain = (
        tell_changes(voice(finding(0, statement(t)), selections=(LOOKED_AT,)))[0].blocks[0]
        for t in (ADJUSTED, CLEAR)
    )

    note = "Intervals of clear differences were widened"
    assert [any(note in text for text in block.notes) for block in (wider, plain)] == [True, False]


def test_methods_count_what_was_looked_at_together() -> None:
    told = tell_methods(voice(selections=(LOOKED_AT,), placebos=()))

    (table,) = (b for b in told.blocks if isinstance(b, Table) and "together" in b.title)
    assert [cell.text for cell in table.rows[0].cells] == [
        "Regions, whole period", "40", "8", "99.0%",
    ]  # fmt: skip
    assert table.rows[0].cells[1].number_id == "F06.regions.20200301_20201231.claims"
    assert "on average at most 5% are due to chance" in " ".join(told.blocks[0].items)


def published(figure: object) -> Table:
    section = tell_published(voice(figures=(figure,)))
    assert section is not None
    table = section.blocks[1]
    assert isinstance(table, Table)
    return table


GIVEN = ("series", "totals", "stopped", "other", "nothing")


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr"])
def test_gaps_begin_with_what_members_of_each_region_contributed(language: str) -> None:
    given = Voice(RELEASED, words(language))

    table = tell_gaps(given).blocks[0]

    assert isinstance(table, Table)
    assert [column.head for column in table.columns[2:]] == [
        given.words.text(f"response.{name}") for name in GIVEN
    ]
    (row,) = table.rows
    assert [cell.text for cell in row.cells[1:]] == [
        given.words.number(n) for n in (9, 4, 2, 1, 0, 2)
    ]
    assert row.cells[3].number_id == "F07.north.20200301_20201231.totals"
    assert row.cells[0].second == given.name("north")


def test_what_would_tell_of_members_known_by_name_is_said_not_to_be_published() -> None:
    few = replace(RELEASED.responses[0], numbers={"members": 9, "series": 8})

    table = tell_gaps(Voice(replace(RELEASED, responses=(few,)), words("en"))).blocks[0]

    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0].cells[2:]] == ["8", *["not published"] * 4]


def test_without_a_region_that_may_be_shown_gaps_have_no_table() -> None:
    blocks = tell_gaps(Voice(replace(RELEASED, responses=()), words("en"))).blocks

    assert not any(isinstance(block, Table) for block in blocks)
