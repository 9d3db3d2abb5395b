"""Charts of many panels: as many charts as pages need, so that none is cut."""

import re
from dataclasses import replace

import pytest
from tests.released import CHANGE, RELEASED, STATEMENT

from leadline.core.released import Estimate, Finding, Named
from leadline.publish.block import Figure, Section
from leadline.publish.chart import SeriesChart
from leadline.publish.curve import chart_files, charts
from leadline.publish.exhibit import exhibits
from leadline.publish.section.change import tell_changes, tell_members
from leadline.publish.voice import Voice
from leadline.words import words

# A page of the report holds 242 mm of text; a chart is 642 px on its 170 mm. Head, subtitle and
# notes of four lines stand with it.
ROOM = (242 - 52) / 170 * 642
EXPECTED = {"expected": 100.0, "expected_lower": 90.0, "expected_upper": 110.0}
PATH = tuple(
    Estimate(f"2020-{month:02d}", {**EXPECTED, "observed": 80.0}, "") for month in range(1, 7)
)
CHANGED = {"observed": 70.0, "mid": -0.3, "lower": -0.4, "upper": -0.2}
TOTAL = Estimate("2020-03-01/2020-12-31", {**CHANGED, **EXPECTED}, "fell")
# The longest name in Spanish.
COUNTED = replace(CHANGE, indicator="victims_liberty_other")
NORTH = replace(STATEMENT, subject="north", is_region=True, totals=(TOTAL,), path=PATH)
LONG = Named("police", dict.fromkeys(("ar", "en", "es", "fr"), "National bureau of the police"))


def several(n: int, language: str = "en") -> Voice:
    """An assessment of one region with so many findings of one indicator, by two sources."""
    findings = tuple(
        replace(COUNTED, id=f"F{i:02d}", source=("police", "x")[i % 2], statements=(NORTH,))
        for i in range(n)
    )
    return voice(*findings, language=language)


def of_members(n: int) -> Voice:
    """An assessment of one finding, for its region and so many members."""
    members = tuple(replace(NORTH, subject=f"Q{i:02d}", is_region=False) for i in range(n))
    return voice(replace(COUNTED, statements=(NORTH, *members)))


def voice(*findings: Finding, language: str = "en") -> Voice:
    released = replace(RELEASED, findings=findings, sources=(LONG, replace(LONG, id="x")))
    return Voice(released, words(language))


def panels(given: Voice, topic: str) -> list[int]:
    every = {chart.id: len(chart.panels) for chart in charts(given)}
    return [every[e.id] for e in exhibits(given.released) if e.id in every and e.topic == topic]


def figures(section: Section) -> list[Figure]:
    return [block for block in section.blocks if isinstance(block, Figure)]


def height(given: Voice, chart: SeriesChart) -> float:
    found = re.search(rb'<svg[^>]* height="([\d.]+)"', chart_files(given, chart).wide_svg)
    assert found is not None
    return float(found[1])


@pytest.mark.parametrize("n", [1, 9, 15, 16, 22, 61])
def test_no_chart_is_taller_than_its_page(n: int) -> None:
    given = several(n, "es")

    made = [chart for chart in charts(given) if len(chart.panels) > 1 or n == 1]

    # Those of one size are drawn alike.
    by_size = {len(chart.panels): chart for chart in made}
    assert max(height(given, chart) for chart in by_size.values()) <= ROOM


@pytest.mark.parametrize(
    ("n", "expected"),
    [(2, [2]), (9, [9]), (10, [6, 4]), (13, [9, 4]), (22, [9, 9, 4]), (61, [9] * 6 + [7])],
)
def test_panels_too_many_for_a_page_are_shared_out_in_whole_rows(
    n: int, expected: list[int]
) -> None:
    assert panels(several(n), "overview") == expected


def test_charts_of_members_hold_more_panels_for_their_names_are_short() -> None:
    given = of_members(22)

    assert panels(given, "members") == [12, 10]
    assert all(height(given, chart) <= ROOM for chart in charts(given) if len(chart.panels) > 9)


def test_each_part_has_its_own_number_words_data_and_table() -> None:
    (overview, *_) = tell_changes(several(22))

    parts = figures(overview)

    assert [part.id for part in parts] == ["C01", "C02", "C03"]
    assert [part.data[0] for part in parts] == ["data/C01.csv", "data/C02.csv", "data/C03.csv"]
    assert [part.alt.count("below expected") for part in parts] == [9, 9, 4]
    assert [len(part.table.rows) for part in parts] == [9 * 6, 9 * 6, 4 * 6]


def test_what_has_no_chart_is_said_under_the_last_part() -> None:
    bare = replace(COUNTED, id="F99", statements=(replace(NORTH, path=()),))
    given = several(10)

    (overview, *_) = tell_changes(voice(*given.released.findings, bare))

    said = ["Without a chart" in " ".join(part.notes) for part in figures(overview)]
    assert said == [False, True]


def test_members_without_any_path_have_no_chart() -> None:
    members = [replace(NORTH, subject=f"Q{i}", is_region=False, path=()) for i in range(3)]

    (section,) = tell_members(voice(replace(COUNTED, statements=(NORTH, *members))))

    assert figures(section) == []


def test_a_chart_of_one_series_leaves_its_page_to_its_evidence() -> None:
    given = several(1, "es")

    (single,) = charts(given)

    # With the mark that a chart of invented data has.
    assert height(given, single) <= 285
