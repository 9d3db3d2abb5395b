"""Laws of the exchange: whatever counts are written as SDMX are read back, by us and by pysdmx."""

import io
import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.io.pd import PandasDataset
from tests.build import contents

from leadline.core.counts import Counts
from leadline.core.period import Frequency, Period, Span
from leadline.core.sdmx import DIMENSIONS, LEADING, OBSERVATION, parse_sdmx_period
from leadline.flow.export import data_file
from leadline.intake.codelist import read_codelists
from leadline.intake.counts import COLUMNS, gather_counts
from leadline.intake.delimited import read_delimited
from leadline.intake.problem import Report
from leadline.intake.scope import ANY
from leadline.intake.sdmx import from_sdmx
from leadline.intake.table import RawTable, raw_table
from leadline.publish.sdmx import Message, structure_message

LISTS = read_codelists()
INDICATORS = [(row.theme, row.code) for row in LISTS.indicators] + [(t, "") for t in LISTS.themes]
MEMBERS = ["QMA", "QMB", "QZ-A1"]
HEADER = [column.name for column in COLUMNS if column.name != "reference"]
KEY = (*HEADER[:8], "known_on")
MESSAGE = Message(
    id="exercise-1",
    prepared=date(2031, 1, 1),
    exercise=True,
    sources={"police-1": {"en": "Police", "ar": "الشرطة"}, "line_2": {}},
    members={member: {"en": f"Member {member} & <sons>"} for member in MEMBERS},
)
STRUCTURE = structure_message(MESSAGE, LISTS)
# How a data frame writes that there is nothing.
NOTHING = ("", "None", "<NA>", "nan")
Row = dict[str, str]

periods = st.builds(
    lambda frequency, day: Period.containing(day, frequency),
    st.sampled_from(Frequency),
    st.dates(date(1950, 1, 1), date(2030, 1, 1)),
)
spans = st.builds(
    lambda first, days: Span(first, first + timedelta(days=days)),
    st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    st.integers(0, 4000),
)
values = st.one_of(
    st.tuples(st.integers(0, 99_999_999).map(str), st.sampled_from(["", *"ABDEPU"])),
    st.tuples(st.integers(1, 999).map("<{}".format), st.sampled_from(["", *"ABDEPU"])),
    st.tuples(st.just(""), st.sampled_from("LMOQ")),
)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    reported = draw(st.one_of(periods, spans))
    occurred = ""
    if isinstance(reported, Period) and draw(st.booleans()):
        occurred = str(reported + -draw(st.integers(0, 30)))
    theme, indicator = draw(st.sampled_from(INDICATORS))
    count, status = draw(values)
    return {
        "source": draw(st.sampled_from(sorted(MESSAGE.sources))),
        "member": draw(st.sampled_from(MEMBERS)),
        "about": draw(st.sampled_from(MEMBERS)),
        "theme": theme,
        "indicator": indicator,
        "channel": draw(st.sampled_from(sorted(LISTS.channels))),
        "occurred": occurred,
        "reported": str(reported),
        "count": count,
        "status": status,
        "known_on": str(draw(st.dates(date(2030, 1, 1), date(2030, 1, 4)))),
    }


tables = st.lists(rows(), min_size=1, max_size=25, unique_by=lambda r: tuple(r[k] for k in KEY))


@pytest.fixture(scope="module")
def listed() -> dict[str, set[str]]:
    """Codes by component, for those that have a codelist."""
    structure = read_sdmx(io.BytesIO(STRUCTURE)).get_data_structure_definitions()[0]
    coded = [each for each in structure.components if each.enumeration is not None]
    return {each.id: {code.id for code in each.enumeration} for each in coded}


def counts_of(table: RawTable) -> Counts:
    report = Report()
    counts = gather_counts([table], scope=ANY, report=report)
    assert report.problems == ()
    return counts


def gathered(given_rows: list[Row]) -> Counts:
    records = [[row[name] for name in HEADER] for row in given_rows]
    return counts_of(raw_table("x.csv", HEADER, lines=range(2, len(records) + 2), records=records))


def imported(content: bytes) -> Counts:
    report = Report()
    table = read_delimited(content, file="data.csv", report=report)
    assert table is not None
    ours = from_sdmx(table, report=report)
    assert (ours is not None, report.problems) == (True, ())
    return counts_of(ours)


def texts_of(dataset: PandasDataset) -> list[Row]:
    rows = dataset.data.to_dict(orient="records")
    return [{name: str(value) for name, value in row.items()} for row in rows]


def understood(row: Row) -> tuple[Any, ...]:
    """What a row of pysdmx says, read without any code of ours but for periods."""
    theme, _, indicator = row["INDICATOR"].partition("-")
    key = (row["SOURCE"], row["REF_AREA"], row["COUNTERPART_AREA"], theme, indicator)
    occurred = "" if row["OCCURRED"] == "_X" else str(parse_sdmx_period(row["OCCURRED"]))
    known_on = date.fromisoformat(str(row["KNOWN_ON"])).toordinal()
    is_small = row["OBS_BELOW"] not in NOTHING
    bounds, status = (-1, -1), row["OBS_STATUS"]
    if is_small:
        bounds, status = (0, int(row["OBS_BELOW"]) - 1), "A" if status == "Q" else status
    elif row["OBS_VALUE"] not in NOTHING:
        bounds = (int(row["OBS_VALUE"]), int(row["OBS_VALUE"]))
    period = str(parse_sdmx_period(row["TIME_PERIOD"]))
    return ((*key, row["CHANNEL"]), occurred, period, *bounds, status, known_on)


@given(tables)
def test_what_is_exported_is_read_as_the_same_counts(given_rows: list[Row]) -> None:
    counts = gathered(given_rows)

    assert contents(imported(data_file(counts))) == contents(counts)


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_cells_does_not_change_a_byte(
    given_rows: list[Row], rng: random.Random
) -> None:
    shuffled = rng.sample(given_rows, len(given_rows))

    assert data_file(gathered(shuffled)) == data_file(gathered(given_rows))


@given(tables)
def test_no_two_rows_have_the_same_key_of_sdmx(given_rows: list[Row]) -> None:
    lines = data_file(gathered(given_rows)).decode().splitlines()[1:]

    assert len({tuple(line.split(",")[:12]) for line in lines}) == len(given_rows)


@settings(max_examples=15)
@given(tables)
def test_pysdmx_reads_structure_and_data_without_loss(given_rows: list[Row]) -> None:
    counts = gathered(given_rows)

    [dataset] = get_datasets(io.BytesIO(data_file(counts)), io.BytesIO(STRUCTURE))

    read = texts_of(dataset)
    assert sorted(understood(row) for row in read) == contents(counts)
    assert len(read) == len(counts)


@settings(max_examples=15)
@given(tables)
def test_pysdmx_reads_the_data_alone_too(given_rows: list[Row]) -> None:
    counts = gathered(given_rows)

    message = read_sdmx(io.BytesIO(data_file(counts)))

    assert sorted(understood(row) for row in texts_of(message.data[0])) == contents(counts)


@given(tables)
def test_every_code_of_the_data_stands_in_the_structure(
    listed: dict[str, set[str]], given_rows: list[Row]
) -> None:
    header, *lines = data_file(gathered(given_rows)).decode().splitlines()

    columns = zip(*(line.split(",") for line in lines), strict=True)

    used = dict(zip(header.split(","), map(set, columns), strict=True))
    assert {name: used[name] - codes for name, codes in listed.items()} == {
        name: set() for name in listed
    }


@given(st.lists(st.text(max_size=12), min_size=15, max_size=15))
def test_no_text_crashes_the_reader_of_sdmx(texts: list[str]) -> None:
    report = Report()
    header = [*LEADING, *DIMENSIONS, *OBSERVATION]

    table = from_sdmx(raw_table("x.csv", header, lines=[2], records=[texts]), report=report)

    assert (table is None) == bool(report.problems)
