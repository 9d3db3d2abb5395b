"""An assessment with members that can give only two totals, from files to pages."""

from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

import leadline as ll
from leadline.core.released import Finding, Released, Statement, read
from leadline.flow.check import check_files

ROW = "helpline-1,{},helpline,contacts_answered,all,{},{},A,2021-01-31\n"
MONTHS = [f"{year}-{month:02d}" for year in (2019, 2020) for month in range(3, 8)]
TOTALS = [
    ("QMD", "2019-03-01/2019-07-31", 1300),
    ("QMD", "2020-03-01/2020-07-31", 420),
    ("QME", "2019-H1", 900),
    ("QME", "2020-H1", 500),
    ("QMF", "2019", 900),
    ("QMF", "2020", 500),
    ("QMG", "2019-03-01/2019-07-31", 3),
    ("QMG", "2020-03-01/2020-07-31", 60),
    *(("QMH", month, 100 if month < "2020" else 40) for month in MONTHS),
]
MEMBER = """
[[member]]
code = "{0}"
names = {{ en = "Exercise member {0}" }}
"""


def write(folder: Path) -> Path:
    """Write the starter with five members more, in English alone."""
    leadline("init", folder)
    path = folder / "assessment.toml"
    text = path.read_text().replace('["ar", "en", "es", "fr"]', '["en"]')
    members = "".join(MEMBER.format(code) for code in ("QMD", "QME", "QMF", "QMG", "QMH"))
    path.write_text(text.replace("\n[[region]]", f"{members}\n[[region]]", 1))
    with (folder / "counts.csv").open("a") as counts:
        counts.writelines(ROW.format(*row) for row in TOTALS)
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("totals")
    path = write(folder / "mine")
    done = leadline("assess", path, "--out", folder / "out", "--workspace", folder / "room")
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def released(out: Path) -> Released:
    return read((out / "assessment.json").read_bytes())


def totals(released: Released) -> Finding:
    (found,) = (each for each in released.findings if each.frequency == "total")
    return found


def of(member: str, released: Released) -> Statement:
    (found,) = (s for s in totals(released).statements if s.subject == member)
    return found


def test_members_with_two_totals_have_a_statement_on_the_second_rung(released: Released) -> None:
    assert [(s.subject, s.rung) for s in totals(released).statements] == [
        ("QMD", 2),
        ("QME", 2),
        ("QMH", 2),
    ]


def test_confidence_is_at_most_low_and_says_why(released: Released) -> None:
    assert of("QMD", released).confidence == "low"
    assert "two_totals" in [reason.code for reason in of("QMD", released).reasons]


def test_a_half_year_that_begins_before_the_window_says_so_and_is_less_sure(
    released: Released,
) -> None:
    half = of("QME", released)

    assert half.totals[0].period == "2020-H1"
    assert half.confidence == "very_low"
    assert "partly_before" in [reason.code for reason in half.reasons]


def test_months_too_few_for_a_series_are_two_totals(released: Released) -> None:
    assert [total.period for total in of("QMH", released).totals] == [
        "2020-03-01/2020-07-31",
        "2019-03-01/2019-07-31",
    ]


def test_what_bears_no_statement_is_a_gap_with_its_reason(released: Released) -> None:
    reasons = {gap.reason for gap in released.gaps if gap.indicator and gap.kind != "question"}

    assert reasons == {"partly_in_window", "too_small"}


def test_an_earlier_total_below_the_threshold_stands_nowhere(out: Path) -> None:
    assert "QMG.2" not in (out / "trace.json").read_text()


def test_the_release_names_the_method(released: Released) -> None:
    assert released.release.methods["ratio"] == "ratio/1"


def test_the_page_prints_both_totals(out: Path) -> None:
    page = (out / "site" / "en" / "index.html").read_text()

    assert "March to July\u00a02019: 1,300" in page


def test_an_expected_total_leads_to_the_line_of_the_earlier_one(
    out: Path, released: Released
) -> None:
    number = f"{totals(released).id}.QMD.20200301_20200731.expected"

    found = ll.trace(out.parent / "room", number)

    lines = (out.parent / "mine" / "counts.csv").read_text().splitlines()
    (cells,) = found.cells
    assert found.methods == {"ratio": "ratio/1"}
    assert [lines[first - 1] for first, _ in cells.lines] == [ROW.format(*TOTALS[0]).strip()]


def test_check_notes_nothing_of_series_that_speak_as_two_totals(tmp_path: Path) -> None:
    assert check_files([write(tmp_path / "mine")]).problems == ()


def test_check_does_not_call_a_window_empty_that_two_totals_fill(tmp_path: Path) -> None:
    path = write(tmp_path / "mine")
    counts = path.with_name("counts.csv")
    head, *rows = counts.read_text().splitlines(keepends=True)
    counts.write_text("".join([head, *(row for row in rows if ",QMD," in row)]))

    assert check_files([path]).problems == ()
