"""Where a printed number comes from, for each kind of number and however its id is written."""

from pathlib import Path

import pytest
from tests.acceptance.conftest import Demo, leadline

import leadline as ll
from leadline.cli.table import trace_text
from leadline.flow.example import example_path

COUNT = "F06.mexico.2020Q2.observed"


def lines_of(found: ll.Trace) -> list[str]:
    """Return the lines of files that a trace leads to."""
    return [
        (example_path().parent / cell.file).read_text("utf-8").splitlines()[row - 1]
        for cell in found.cells
        for first, last in cell.lines
        for row in range(first, last + 1)
    ]


def test_a_published_figure_leads_to_its_line(demo: Demo) -> None:
    found = ll.trace(demo.workspace, "F18.iwf_2019.2019.observed")

    [line] = lines_of(found)
    assert [cell.file for cell in found.cells] == ["figures.csv"]
    assert line.startswith("iwf_2019,")
    assert found.methods == {"published": ""}


def test_a_figure_without_a_period_has_a_line_too(demo: Demo) -> None:
    number = next(n for n, _ in demo.released.numbers() if ".undated." in n)

    [line] = lines_of(ll.trace(demo.workspace, number))

    assert line.startswith(number.split(".")[1] + ",")


def test_a_measure_leads_to_the_lines_on_which_it_was_in_force(demo: Demo) -> None:
    found = ll.trace(demo.workspace, "F25.FRA.20200301_20210430.observed")

    lines = lines_of(found)
    assert len(lines) == found.value
    assert all(line.startswith("FRA,school_closure,202") for line in lines)
    assert found.methods == {"context": ""}


def test_a_control_window_says_that_it_rests_on_all_series(demo: Demo) -> None:
    told = trace_text(ll.trace(demo.workspace, "F28.all.20190301_20191231.share"))

    assert "input     computed from all series, no single line" in told
    assert "method    expected/" in told


def test_a_response_says_that_it_counts_members(demo: Demo) -> None:
    response = demo.released.responses[0]
    number = f"{response.finding}.{response.subject}.20200301_20201231.members"

    found = ll.trace(demo.out, number)

    assert (found.kind, found.about, found.methods) == ("response", response.theme, {"members": ""})


def test_a_public_folder_says_where_the_lines_are(demo: Demo) -> None:
    told = trace_text(ll.trace(demo.out, "F18.iwf_2019.2019.observed"))

    assert "the lines stay in the private workspace" in told


@pytest.mark.parametrize(
    "written", [COUNT, "F06.mexico.2020-Q2.observed", "f06.Mexico.2020q2.observed"]
)
def test_a_number_is_found_however_its_id_is_written(demo: Demo, written: str) -> None:
    assert ll.trace(demo.out, written).number_id == COUNT


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("F99.mexico.2020Q2.observed", "the finding is not one of those"),
        ("F06.france.2020Q2.observed", "There are mexico"),
        ("F06.mexico.2031Q2.observed", "the period of this subject"),
        ("F06.mexico.2020Q2.median", "There are observed, expected"),
        ("F06.mexico.observed", "four parts with points between"),
    ],
)
def test_an_id_that_leads_nowhere_is_told_its_part_that_is_wrong(
    demo: Demo, written: str, told: str
) -> None:
    with pytest.raises(ll.UsageError) as refused:
        ll.trace(demo.out, written)

    assert told in str(refused.value)


def test_a_path_that_is_no_folder_of_ours_is_told(tmp_path: Path) -> None:
    done = leadline("trace", tmp_path, COUNT, "--quiet")

    assert done.returncode == 3
