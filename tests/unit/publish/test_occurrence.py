"""How findings by occurrence are told: late, not accounted for, never reported, delays."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.released import CHANGE, RELEASED, STATEMENT

from leadline.core.released import Estimate, Finding, Released, Statement
from leadline.publish.block import Cell, Figure, Section, Table
from leadline.publish.completeness import CompletenessChart
from leadline.publish.curve import chart_spec, charts
from leadline.publish.dots import DotChart, ticks
from leadline.publish.draw import render_svg
from leadline.publish.exhibit import MOST_DETAILED, UNACCOUNTED
from leadline.publish.section.cover import tell_cover
from leadline.publish.section.gap import tell_gaps
from leadline.publish.section.key import tell_key
from leadline.publish.section.late import tell_late
from leadline.publish.section.unaccounted import tell_never, tell_unaccounted
from leadline.publish.voice import Voice
from leadline.words import words

LANGUAGES = ["ar", "en", "es", "fr"]
WINDOW, BEFORE = "2020-03-01/2020-12-31", "2018-03-01/2020-02-29"
MONTHS = ("2020-03", "2020-04", "2020-05")
ENDS = ("", "_lower", "_upper")


def around(name: str, middle: float, off: float) -> dict[str, float]:
    return dict(
        zip((f"{name}{end}" for end in ENDS), (middle, middle - off, middle + off), strict=True)
    )


COMPLETE = around("complete", 600.0, 60.0)
OPEN = {
    "observed": 300.0,
    **around("expected", 540.0, 60.0),
    **COMPLETE,
    "mid": 240.0, "lower": 180.0, "upper": 300.0, "pct": 0.4,
}  # fmt: skip
LATE = {
    "observed": 300.0,
    **around("expected", 360.0, 20.0),
    "mid": 60.0, "lower": 40.0, "upper": 80.0, "pct": 0.17,
}  # fmt: skip
DOTS = {f"dot_{place:02d}": 10.0 * place - 60 for place in range(1, 51)}
NEVER = OPEN | around("share", 0.6, 0.1) | {
    "lower": 60.0, "upper": 430.0, "offending_lower": 0.8, "offending_upper": 1.2,
} | DOTS  # fmt: skip
SHIFT = {
    "observed": 300.0,
    **around("median", 0.8, 0.1),
    **around("ninetieth", 3.2, 0.2),
    **around("ninetieth_shift", 0.7, 0.3),
}
USUAL = {"observed": 900.0, **around("median", 0.5, 0.1), **around("ninetieth", 2.5, 0.2)}


def path(numbers: dict[str, float]) -> tuple[Estimate, ...]:
    return tuple(Estimate(month, numbers, "fell") for month in MONTHS)


def finding(kind: str, number: int, *totals: Estimate, subject: str = "north") -> Finding:
    has_path = kind in ("change", "unaccounted", "late")
    statement = replace(
        STATEMENT,
        subject=subject,
        is_region=True,
        totals=totals,
        path=path(totals[0].numbers) if has_path else (),
        rung=4,
        evidence=("police/violence/victims", "fig1"),
    )
    return replace(
        CHANGE,
        id=f"F{number:02d}",
        kind=kind,
        indicator="victims_homicide",
        channel="victim",
        statements=(statement,),
        within=6,
    )


FINDINGS = (
    finding("change", 1, Estimate(WINDOW, OPEN, "fell")),
    finding("unaccounted", 2, Estimate(WINDOW, OPEN, "fell")),
    finding("late", 3, Estimate(WINDOW, LATE, "")),
    finding("never_reported", 4, Estimate(WINDOW, NEVER, "")),
    finding("delay_shift", 5, Estimate(WINDOW, SHIFT, "rose"), Estimate(BEFORE, USUAL, "")),
)


def voice(*findings: Finding, language: str = "en") -> Voice:
    released = replace(RELEASED, findings=findings or FINDINGS)
    return Voice(released, words(language))


def tables(section: Section) -> Iterator[Table]:
    for block in section.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Figure):
            yield block.table


def cells(released: Voice) -> Iterator[Cell]:
    late = tell_late(released)
    assert late is not None
    for section in (late, *tell_unaccounted(released), *tell_never(released)):
        for table in tables(section):
            for row in table.rows:
                yield from row.cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_table_has_an_id_of_the_release(language: str) -> None:
    given = voice(language=language)
    known = dict(given.released.numbers())

    named = [cell.number_id for cell in cells(given) if cell.number_id]

    assert named
    assert set(named) <= set(known)


def test_what_is_expected_is_split_in_one_row() -> None:
    overview, *_ = tell_unaccounted(voice())
    (table,) = tables(overview)

    assert [cell.text for cell in table.rows[0].cells[1:]] == ["600", "300", "60", "240"]


def test_a_finding_says_what_is_not_accounted_for_and_how_sure_that_is() -> None:
    _, detail = tell_unaccounted(voice())

    assert detail.headline.endswith("40% of what was expected is not accounted for")


@pytest.mark.parametrize(
    ("direction", "told"), [("rose", "more reports than expected"), ("unclear", "nothing clear")]
)
def test_other_directions_have_their_own_words(direction: str, told: str) -> None:
    other = finding("unaccounted", 2, Estimate(WINDOW, OPEN, direction))

    _, detail = tell_unaccounted(voice(FINDINGS[0], other, *FINDINGS[2:]))

    assert told in detail.headline


def test_delays_stand_before_and_in_the_window_and_a_clear_shift_is_said() -> None:
    late = tell_late(voice())
    assert late is not None
    _, delays = tables(late)

    assert [row.cells[3].text for row in delays.rows] == ["2.5", "3.2"]
    assert any("nine in ten reports took longer" in str(block) for block in late.blocks)


def test_bounds_stand_beside_the_range_that_they_rest_on() -> None:
    overview, outcomes = tell_never(voice())
    (table,) = tables(overview)

    told = [cell.text.replace("\xa0", " ") for cell in table.rows[0].cells[1:]]
    assert told == ["60%", "80% to 120%", "60 to 430"]
    assert "An invented yearbook" in str(outcomes.blocks[0])


def test_without_a_range_there_is_the_break_even_alone() -> None:
    numbers = OPEN | around("share", 0.6, 0.1)
    never = finding("never_reported", 4, Estimate(WINDOW, numbers, ""))

    (overview,) = tell_never(voice(*FINDINGS[:3], never))

    assert "No range of offending was declared" in str(overview.blocks)


def test_no_counts_by_occurrence_no_sections() -> None:
    plain = voice(FINDINGS[0])

    assert (tell_late(plain), tell_unaccounted(plain), tell_never(plain)) == (None, (), ())


def test_what_is_late_is_no_open_question_once_it_is_told() -> None:
    asked = [str(tell_gaps(given).blocks[-1]) for given in (voice(), voice(FINDINGS[0]))]

    assert ["late and still to come" in text for text in asked] == [False, True]


def test_the_cover_is_drawn_in_three_parts() -> None:
    cover = tell_cover(voice())

    assert [(part.kind, part.share) for part in cover.parts] == [
        ("reported", 0.5),
        ("late", 0.1),
        ("unaccounted", 0.4),
    ]


def test_a_key_finding_gives_the_split_in_the_place_of_the_change() -> None:
    key, *_ = tell_key(voice()).blocks

    assert (key.number, key.id) == ("240", "F02")  # type: ignore[union-attr] # a key block
    assert "Late, still to come: 60" in str(key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [CompletenessChart, DotChart])
def test_charts_are_drawn_in_every_language_and_width(kind: type, language: str) -> None:
    given = voice(language=language)
    (chart,) = [each for each in charts(given) if isinstance(each, kind)]

    for width in ("wide", "narrow"):
        svg = render_svg(chart_spec(given, chart, width)).decode()  # type: ignore[arg-type] # both are widths
        assert "#A8480C" in svg or "A8480C" in svg.upper()


def test_a_dot_at_zero_is_none() -> None:
    (chart,) = [each for each in charts(voice()) if isinstance(each, DotChart)]

    assert chart.none.startswith("6 dots")
    assert chart.some.startswith("44 dots")


def test_the_axis_of_dots_has_zero_and_round_numbers() -> None:
    assert ticks((-950.0, 4200.0), -1000.0, 4300.0) == (0.0, 2000.0, 4000.0)


def many(direction: str) -> Released:
    statements: list[Statement] = []
    for place in range(MOST_DETAILED[UNACCOUNTED] + 1):
        one = FINDINGS[1].statements[0]
        way = "fell" if place == 0 else direction
        total = replace(one.totals[0], direction=way)
        statements.append(replace(one, subject=f"r{place}", totals=(total,)))
    return replace(
        RELEASED, findings=(FINDINGS[0], replace(FINDINGS[1], statements=tuple(statements)))
    )


def test_of_many_findings_only_the_clear_have_a_page() -> None:
    overview, *pages = tell_unaccounted(Voice(many("unclear"), words("en")))
    (table,) = tables(overview)

    assert (len(table.rows), len(pages)) == (MOST_DETAILED[UNACCOUNTED] + 1, 1)


def test_each_finding_names_the_method_that_made_it() -> None:
    made = {each.kind: each.method for each in FINDINGS}

    assert made == {
        "change": "expected",
        "unaccounted": "shortfall",
        "late": "delay",
        "never_reported": "shortfall",
        "delay_shift": "shortfall",
    }
