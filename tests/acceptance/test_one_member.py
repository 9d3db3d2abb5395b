"""An assessment of one member, as a national body makes it: its own statement leads."""

from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

from leadline.core.released import read

REGION = """
[[region]]                             # a fixed set of members that may be summed
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the edition of the starter's first member alone, without a region."""
    folder = tmp_path_factory.mktemp("one")
    leadline("init", folder / "mine")
    path = folder / "mine" / "assessment.toml"
    text = path.read_text().replace('["ar", "en", "es", "fr"]', '["en"]')
    before, region = text.split(REGION)
    path.write_text(before + region[region.index("\n[[source]]") :])
    done = leadline("assess", path, "--out", folder / "out", "--workspace", folder / "room")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_without_a_region_members_are_key_findings_with_their_charts(out: Path) -> None:
    page = (out / "site" / "en" / "index.html").read_text()

    assert "No finding reached the rules" not in page
    assert 'id="change-F01-QMA"' in page
    assert 'data-chart="C01"' in page


def test_without_a_region_what_came_after_is_told_of_members(out: Path) -> None:
    page = (out / "site" / "en" / "index.html").read_text()

    assert 'id="aftermath"' in page


def test_a_member_that_leads_does_not_stand_among_the_members_again(out: Path) -> None:
    page = (out / "site" / "en" / "index.html").read_text()

    assert 'id="members-F01"' not in page


def test_every_number_of_the_released_change_is_in_a_data_file(out: Path) -> None:
    released = read((out / "assessment.json").read_bytes())
    rows = "".join(path.read_text() for path in sorted(out.glob("data/T*.csv")))

    assert f"F01,QMA,{released.findings[0].statements[0].totals[0].period}" in rows
