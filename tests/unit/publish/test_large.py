"""An assessment of many: sources, members, measures and findings beyond what pages hold."""

import re
from dataclasses import replace

import pytest
from tests.released import CHANGE, MEASURE, RELEASED, STATEMENT

from leadline.core.finding import TOTAL
from leadline.core.released import Estimate, Finding, Measure, Named
from leadline.publish.block import Evidence, Figure, Key, Table
from leadline.publish.exhibit import CHANGE as CHANGE_KIND
from leadline.publish.exhibit import MOST_ALONE, MOST_DETAILED, exhibits
from leadline.publish.section.change import tell_changes, tell_members
from leadline.publish.section.cover import MOST_NAMED, tell_cover
from leadline.publish.section.key import tell_key
from leadline.publish.section.measure import MOST_COLUMNS, MOST_PLACES, tell_measures
from leadline.publish.voice import Voice
from leadline.words import words

LANGUAGES = ["ar", "en", "es", "fr"]
KINDS = (
    "school_closure", "workplace_closure", "stay_home", "internal_travel", "international_travel",
    "services_limited", "time_online", "hospital_load",
)  # fmt: skip
EXPECTED = {"expected": 100.0, "expected_lower": 90.0, "expected_upper": 110.0}
CHANGED = {"observed": 70.0, "mid": -0.3, "lower": -0.4, "upper": -0.2, **EXPECTED}
CLEAR = Estimate("2020-03-01/2020-12-31", CHANGED, "fell")
OPEN = replace(
    CLEAR, numbers={**CHANGED, "observed": 95.0, "mid": -0.05, "upper": 0.1}, direction="unclear"
)
MOST = MOST_DETAILED[CHANGE_KIND]


def of_sources(n: int, language: str = "en") -> Voice:
    sources = tuple(Named(f"s{i}", {language: f"Bureau {'abcdefghij'[i]}"}) for i in range(n))
    title = {language: "An exercise"}
    released = replace(RELEASED, title=title, sources=sources, findings=())
    return Voice(released, words(language))


def of_measures(n_places: int, kinds: tuple[str, ...]) -> Voice:
    spells = tuple(
        spell(f"Q{place:02d}", kind, f"F{number:02d}")
        for number, kind in enumerate(kinds)
        for place in range(n_places)
    )
    return Voice(replace(RELEASED, measures=spells), words("en"))


def spell(place: str, kind: str, finding: str) -> Measure:
    return replace(MEASURE, finding=finding, subject=place, members=(place,), measure=kind)


def of_changes(*totals: Estimate, language: str = "en") -> Voice:
    findings = tuple(changed(number, total) for number, total in enumerate(totals))
    return Voice(replace(RELEASED, findings=findings), words(language))


def changed(number: int, total: Estimate) -> Finding:
    path = (Estimate("2020-03", {**EXPECTED, "observed": 20.0}, ""),)
    totals = (total, replace(total, period="2020-03"))
    north = replace(STATEMENT, subject="north", is_region=True, totals=totals, path=path)
    return replace(CHANGE, id=f"F{number:02d}", indicator="victims_homicide", statements=(north,))


def measure_tables(given: Voice) -> list[Table]:
    section = tell_measures(given)
    assert section is not None
    return [block for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_counts_sources_where_it_has_no_room_for_their_names(language: str) -> None:
    said = tell_cover(of_sources(MOST_NAMED + 1, language)).data

    assert "Bureau" not in said
    assert str(MOST_NAMED + 1) in said


def test_the_cover_names_a_few_sources() -> None:
    said = tell_cover(of_sources(MOST_NAMED)).data

    assert said.count("Bureau") == MOST_NAMED


def test_many_measures_are_shared_out_over_tables_that_a_page_holds() -> None:
    tables = measure_tables(of_measures(2, KINDS))

    assert [len(table.columns) - 1 for table in tables] == [MOST_COLUMNS, MOST_COLUMNS]
    assert [len(table.rows) for table in tables] == [2, 2]
    assert [bool(table.notes) for table in tables] == [False, True]


def test_a_measure_of_many_members_is_one_row() -> None:
    given = of_measures(MOST_PLACES + 1, KINDS[:2])
    (first, *rest) = given.released.measures
    early = replace(first, first="2020-01", last="2021-01")

    released = replace(given.released, measures=(early, *rest))
    (table,) = measure_tables(replace(given, released=released))

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Closure of schools", bare(MOST_PLACES + 1), "January\u00a02020", "January\u00a02021"],
        ["Closure of workplaces", bare(MOST_PLACES + 1), *ends(rest[0])],
    ]
    assert "data/T01.csv" in table.notes[0]


def test_a_measure_of_many_members_is_found_by_its_code_in_the_data_file() -> None:
    given = of_measures(MOST_PLACES + 1, KINDS[:2])

    (table,) = measure_tables(given)

    assert ["F00" in row.cells[0].second for row in table.rows] == [True, False]
    (exhibit,) = [e for e in exhibits(given.released) if e.topic == "measures"]
    assert len(exhibit.lines) == 2 * (MOST_PLACES + 1)


def test_identifiers_of_several_measures_are_not_those_of_the_first() -> None:
    (table,) = measure_tables(of_measures(2, KINDS[:2]))

    assert "{finding}.{member}" in table.notes[-1]


def bare(n: int) -> str:
    return words("en").number(n)


def ends(of: Measure) -> list[str]:
    return [words("en").period(of.first), words("en").period(of.last)]


def test_of_many_changes_only_the_clear_have_a_page() -> None:
    given = of_changes(*[OPEN] * MOST, CLEAR)

    (overview, *pages) = tell_changes(given)

    assert [page.id for page in pages] == [f"change-F{MOST:02d}-north"]
    (table,) = [block for block in overview.blocks if isinstance(block, Table)]
    drawn = [block for block in overview.blocks if isinstance(block, Figure)]
    assert len(table.rows) == MOST + 1
    assert sum(len(figure.table.rows) for figure in drawn) == MOST + 1


def test_of_many_changes_only_the_clear_have_exhibits_of_their_own() -> None:
    given = of_changes(*[OPEN] * MOST, CLEAR)

    alone = [e for e in exhibits(given.released) if e.topic == "detail"]

    assert [(e.scope, e.is_chart) for e in alone] == [
        (f"F{MOST:02d}.north", True),
        (f"F{MOST:02d}.north", False),
    ]


def test_a_few_changes_have_a_page_each() -> None:
    (overview, *pages) = tell_changes(of_changes(*[OPEN] * MOST))

    assert len(pages) == MOST
    assert not [n for b in overview.blocks if isinstance(b, Table) for n in b.notes if ".json" in n]
    assert all(isinstance(block, Figure | Evidence | Table) for block in pages[0].blocks[:2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_that_others_have_no_page(language: str) -> None:
    (overview, *_) = tell_changes(of_changes(*[OPEN] * MOST, CLEAR, language=language))

    (table,) = [block for block in overview.blocks if isinstance(block, Table)]
    assert "assessment.json" in table.notes[0]


def test_key_findings_lead_to_pages_that_exist() -> None:
    given = of_changes(*[OPEN] * MOST, CLEAR)

    keys = [block for block in tell_key(given).blocks if isinstance(block, Key)]

    assert {key.anchor for key in keys} <= {section.id for section in tell_changes(given)}
    assert {re.sub(r"-.*", "", key.anchor) for key in keys} == {"change", "changes"}


def of_single_members(n: int) -> Voice:
    """An assessment of so many findings, each of a region and one member, and one of two."""
    given = of_changes(*[OPEN] * (n + 1))
    findings = tuple(with_members(f, "QMA") for f in given.released.findings[1:])
    first = with_members(given.released.findings[0], "QMA", "QMB")
    return replace(given, released=replace(given.released, findings=(first, *findings)))


def with_members(finding: Finding, *members: str) -> Finding:
    (north,) = finding.statements
    own = [replace(north, subject=member, is_region=False) for member in members]
    return replace(finding, statements=(north, *own))


def test_many_findings_of_one_member_each_stand_in_one_table() -> None:
    (several, gathered) = tell_members(of_single_members(MOST_ALONE + 1))

    (table,) = [block for block in gathered.blocks if isinstance(block, Table)]
    assert several.id == "members-F00"
    assert [len(table.rows), table.id] == [MOST_ALONE + 1, table.data[0][5:8]]
    assert "Land QMA" in table.rows[0].cells[0].text


def test_a_few_findings_of_one_member_each_have_a_table_each() -> None:
    sections = tell_members(of_single_members(MOST_ALONE))

    assert [section.id for section in sections[:2]] == ["members-F00", "members-F01"]
    assert len(sections) == MOST_ALONE + 1


def test_two_totals_of_single_members_stand_in_a_table_apart() -> None:
    given = of_single_members(MOST_ALONE + 1)
    *others, last = given.released.findings
    findings = (*others, replace(last, frequency=TOTAL))

    (*_, gathered) = tell_members(replace(given, released=replace(RELEASED, findings=findings)))

    tables = [block for block in gathered.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [MOST_ALONE, 1]
