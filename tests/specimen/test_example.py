"""The shipped example is read whole, and its national sums are the published ones."""

from pathlib import Path

import numpy as np
import pytest
from tests.specimen.alone import read_alone

import leadline
from leadline.core.code import Codelists
from leadline.core.period import Frequency, Period
from leadline.core.plan import Plan
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.context import gather_context
from leadline.intake.figure import gather_figures
from leadline.intake.inputs import Inputs, read_inputs
from leadline.intake.series import gather_series

FOLDER = Path(leadline.__file__).parent / "examples" / "covid19-2020"


@pytest.fixture(scope="module")
def codelists() -> Codelists:
    return read_codelists()


@pytest.fixture(scope="module")
def plan(codelists: Codelists) -> Plan:
    return read_assessment(FOLDER / "assessment.toml", codelists=codelists)


@pytest.fixture(scope="module")
def inputs(plan: Plan, codelists: Codelists) -> Inputs:
    return read_inputs(plan, codelists=codelists)


def national(inputs: Inputs, indicator: str, first: str, last: str) -> list[int]:
    panel = inputs.counts.panel(Frequency.MONTH, Period.parse(first), Period.parse(last))
    chosen = [at for at, key in enumerate(panel.keys) if key.indicator == indicator]
    return np.asarray(panel.lower[chosen].sum(axis=0), dtype=int).tolist()


@pytest.mark.parametrize(
    ("indicator", "first", "last", "sums"),
    [
        ("victims_injury_intentional", "2019-04", "2019-06", [904, 1041, 1010]),
        ("victims_injury_intentional", "2020-03", "2020-06", [895, 603, 584, 591]),
        ("victims_injury_intentional", "2021-04", "2021-06", [833, 811, 803]),
        ("victims_corruption", "2019-04", "2019-06", [168, 150, 188]),
        ("victims_corruption", "2020-04", "2020-06", [99, 118, 116]),
    ],
)
def test_national_sums_are_those_of_the_source(
    inputs: Inputs, indicator: str, first: str, last: str, sums: list[int]
) -> None:
    assert national(inputs, indicator, first, last) == sums


@pytest.mark.parametrize(("year", "total"), [("2017", 202), ("2018", 21)])
def test_the_change_of_instrument_shows_in_the_sale_of_children(
    inputs: Inputs, year: str, total: int
) -> None:
    assert sum(national(inputs, "victims_sale", f"{year}-01", f"{year}-12")) == total


def test_nothing_is_left_out(inputs: Inputs) -> None:
    assert len(inputs.counts) == 32 * 8 * 9 * 12
    assert len(inputs.counts.keys) == 32 * 8
    assert len(inputs.sheets) == 8
    assert len(inputs.context.rows) == 7 * 5 * 36
    assert len(inputs.figures) == 65
    assert inputs.notes == ()


def test_its_files_are_read_alike_outside_an_assessment(inputs: Inputs) -> None:
    figures = read_alone(FOLDER / "figures.csv", gather_figures)
    context = read_alone(FOLDER / "context.csv", gather_context)
    sheets = read_alone(FOLDER / "series.csv", gather_series)

    assert sheets == inputs.sheets
    assert figures == inputs.figures
    assert context.rows == inputs.context.rows


def test_a_cell_knows_its_file_and_line(inputs: Inputs) -> None:
    lines = (FOLDER / "counts" / "mexico.csv").read_text("utf-8").splitlines()
    at = 4321

    key = inputs.counts.keys[inputs.counts.series[at]]
    period = inputs.counts.periods[inputs.counts.reported[at]]

    assert inputs.counts.files[inputs.counts.file[at]] == "counts/mexico.csv"
    assert lines[inputs.counts.row[at] - 1].split(",")[:6] == [
        key.source,
        key.member,
        key.theme,
        key.indicator,
        str(period),
        str(inputs.counts.lower[at]),
    ]


def test_every_name_stands_in_four_languages(plan: Plan) -> None:
    named = (*plan.members, *plan.regions, *plan.sources)

    assert len(plan.members) == 38
    assert {tuple(sorted(one.names)) for one in named} == {("ar", "en", "es", "fr")}
