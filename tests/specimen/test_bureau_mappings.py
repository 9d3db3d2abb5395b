"""The sample files of bureaus, through the mappings beside them, become what they must."""

from pathlib import Path

import pytest
from tests.build import contents
from tests.specimen.bureaus.make import FOLDER

from leadline.core.error import InputRefused
from leadline.flow.mapping import check_mapping, propose
from leadline.intake.counts import gather_counts, read_counts
from leadline.intake.mapping.table import gather_mapped
from leadline.intake.problem import Report
from leadline.intake.scope import ANY

MAPPINGS = sorted(FOLDER.glob("*.map.toml"))


def test_eleven_of_the_twelve_have_a_mapping() -> None:
    assert len(MAPPINGS) == 11


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.name[:2])
def test_a_mapping_yields_the_expected_counts(path: Path) -> None:
    report = Report()

    mapped = gather_mapped(path, report=report)

    assert report.problems == ()
    expected = read_counts([FOLDER / "expected" / f"{path.name[:2]}.csv"])
    assert contents(gather_counts(mapped.tables, scope=ANY, report=report)) == contents(expected)


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.name[:2])
def test_check_finds_nothing_to_mend(path: Path) -> None:
    assert check_mapping(path).problems == ()


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.name[:2])
def test_a_proposal_asks_for_no_more_than_a_few_answers(path: Path) -> None:
    file = next(f for f in FOLDER.glob(path.name[:2] + "-*") if f.suffix != ".toml")

    questions = propose(file).count(' = "?"')

    assert 3 <= questions <= 6


def test_the_list_of_cases_is_refused_and_nothing_of_it_repeated() -> None:
    with pytest.raises(InputRefused) as refused:
        propose(FOLDER / "12-cases.xlsx")

    assert [problem.code for problem in refused.value.problems] == ["mapping_cases"]
    assert "X-001" not in str(refused.value)
