"""An assessment whose contributors leave questions open, from files to gaps and pages."""

from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

from leadline.core.released import Released, read

MONTHS = [f"{year}-{month:02d}" for year in (2017, 2018, 2019, 2020) for month in range(1, 13)]
ROW = "helpline-1,{},helpline,contacts_answered,all,{},{},A,2021-01-31"
MEMBER = """
[[member]]
code = "{0}"
names = {{ en = "Exercise member {0}" }}
"""


def write(folder: Path) -> Path:
    """Write the starter with three members more, in English alone, each with its own trouble."""
    leadline("init", folder)
    path = folder / "assessment.toml"
    text = path.read_text().replace('["ar", "en", "es", "fr"]', '["en"]')
    members = "".join(MEMBER.format(code) for code in ("QMD", "QME", "QMF"))
    text = text.replace("\n[[region]]", f"{members}\n[[region]]", 1)
    path.write_text(text.replace('"QMC"]', '"QMC", "QMD", "QME", "QMF"]'))
    stopped = [ROW.format("QMD", month, 200) for month in MONTHS if month < "2020-03"]
    wild = [ROW.format("QME", month, 2000 if month == "2019-05" else 200) for month in MONTHS]
    broken = [ROW.format("QMF", month, 100 if month < "2018-09" else 300) for month in MONTHS]
    total = [ROW.format("QMF", "2019-Q1", 1234)]
    with (folder / "counts.csv").open("a") as counts:
        counts.write("\n".join([*stopped, *wild, *broken, *total]) + "\n")
    return path


def released(tmp: Path, edition: str) -> Released:
    path = write(tmp / "mine")
    out = tmp / "out"
    done = leadline("assess", path, "--out", out, "--workspace", tmp / "room", "--edition", edition)
    assert done.returncode == 0, done.stderr
    return read((out / "assessment.json").read_bytes())


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> Released:
    return released(tmp_path_factory.mktemp("restricted"), "restricted")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Released:
    return released(tmp_path_factory.mktemp("public"), "public")


@pytest.mark.parametrize(
    ("reason", "member"),
    [
        ("stopped_measures", "QMD"),
        ("spike", "QME"),
        ("step", "QMF"),
        ("total_differs", "QMF"),
    ],
)
def test_each_trouble_is_a_question_to_its_member(
    restricted: Released, reason: str, member: str
) -> None:
    asked = {gap.reason: gap.members for gap in restricted.gaps if gap.kind == "question"}

    assert asked[reason] == (member,)


def test_who_stopped_stands_outside_the_panel_and_is_not_comparable(restricted: Released) -> None:
    gaps = {gap.reason: gap.members for gap in restricted.gaps if gap.kind == "not_comparable"}
    region = next(s for f in restricted.findings for s in f.statements if s.is_region)

    assert gaps["stopped"] == ("QMD",)
    assert region.n_members_of == 6
    assert "QMD" not in region.members
    assert len(region.members) == region.n_members


def test_contributors_are_told_what_members_of_each_region_gave(restricted: Released) -> None:
    (response,) = (r for r in restricted.responses if r.theme == "helpline")

    assert list(response.numbers.values()) == [6, 5, 0, 1, 0, 0]


def test_the_public_edition_counts_members_and_names_none(public: Released) -> None:
    (response,) = (r for r in public.responses if r.theme == "helpline")

    assert response.numbers == {"members": 6, "series": 5}
    assert {gap.members for gap in public.gaps} == {()}
    assert {s.members for f in public.findings for s in f.statements} == {()}
