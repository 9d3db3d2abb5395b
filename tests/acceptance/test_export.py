"""Counts out as SDMX and in again: the shipped example whole, and what is refused."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pysdmx.io import get_datasets
from tests.acceptance.conftest import leadline
from tests.build import contents

from leadline.core.counts import Counts
from leadline.flow.example import example_path
from leadline.flow.starter import write_starter
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.counts import read_counts
from leadline.intake.inputs import read_inputs

LISTS = read_codelists()
CODES_UNKNOWN = (
    "source,member,theme,reported,count,known_on\npolice,QMA,birds,2020-01,7,2020-06-30\n"
)


def exported(folder: Path, *files: str | Path) -> Path:
    done = leadline("export", *files, "--sdmx", "--out", folder / "sdmx")
    assert done.returncode == 0, done.stderr
    return folder / "sdmx"


def counts_of(assessment: Path) -> Counts:
    plan = read_assessment(assessment, codelists=LISTS)
    return read_inputs(plan, codelists=LISTS).counts.as_known_on(plan.as_of)


def observed(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a monthly row of pysdmx says of a count that is known exactly."""
    key = [row[name] for name in ("SOURCE", "REF_AREA", "COUNTERPART_AREA")]
    key += [*row["INDICATOR"].split("-"), row["CHANNEL"]]
    value, known_on = int(row["OBS_VALUE"]), row["KNOWN_ON"].toordinal()
    return (tuple(key), "", row["TIME_PERIOD"], value, value, row["OBS_STATUS"], known_on)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("example"), example_path())


def test_pysdmx_reads_every_cell_of_the_example(example: Path) -> None:
    [dataset] = get_datasets(example / "data.csv", example / "structure.xml")

    rows = dataset.data.to_dict(orient="records")
    assert len(rows) > 20_000
    assert sorted(map(observed, rows)) == contents(counts_of(example_path()))


def test_the_example_comes_back_as_the_same_counts(example: Path) -> None:
    counts = read_counts([example / "data.csv"])

    assert contents(counts) == contents(counts_of(example_path()))


def test_a_cell_remembers_its_line_of_the_sdmx_file(example: Path) -> None:
    counts = read_counts([example / "data.csv"])
    lines = (example / "data.csv").read_text("utf-8").splitlines()

    line = lines[counts.row[1000] - 1].split(",")

    assert counts.files == (str(example / "data.csv"),)
    assert line[5] == counts.keys[counts.series[1000]].member
    assert line[12] == str(counts.lower[1000])


def test_exporting_twice_gives_the_same_bytes(example: Path, tmp_path: Path) -> None:
    again = exported(tmp_path, example_path())

    assert (again / "data.csv").read_bytes() == (example / "data.csv").read_bytes()
    assert (again / "structure.xml").read_bytes() == (example / "structure.xml").read_bytes()


def test_what_was_exported_and_read_is_exported_alike(example: Path, tmp_path: Path) -> None:
    again = exported(tmp_path, example / "data.csv")

    assert (again / "data.csv").read_bytes() == (example / "data.csv").read_bytes()


def test_an_assessment_reads_sdmx_in_the_place_of_its_counts(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")
    before = contents(counts_of(path))
    folder = exported(tmp_path, path)
    path.with_name("counts.csv").write_bytes((folder / "data.csv").read_bytes())

    done = leadline("check", path)

    assert (done.returncode, done.stdout) == (0, "")
    assert contents(counts_of(path)) == before


def test_the_command_says_what_it_wrote_and_for_whom(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")

    done = leadline("export", path, "--sdmx", "--out", tmp_path / "sdmx")

    assert done.stdout == ""
    assert "Wrote structure.xml and data.csv" in done.stderr
    assert "only to those who may see them" in done.stderr


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")

    done = leadline("export", path, "--sdmx", "--out", tmp_path / "sdmx", "--json")

    answer = json.loads(done.stdout)
    assert answer["schema"] == "leadline/export/1"
    assert [Path(row["path"]).name for row in answer["rows"]] == ["structure.xml", "data.csv"]


def test_a_format_must_be_named(tmp_path: Path) -> None:
    done = leadline("export", write_starter(tmp_path / "mine"), "--out", tmp_path / "sdmx")

    assert (done.returncode, done.stderr) == (
        2,
        "[usage] No format is named. Add --sdmx: structure.xml and data.csv go to --out.\n",
    )


def test_counts_are_not_written_into_the_folder_of_an_edition(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "assessment.json").write_text("{}")
    path = write_starter(tmp_path / "mine")

    done = leadline("export", path, "--sdmx", "--out", tmp_path / "out")

    assert done.returncode == 2
    assert "holds an edition" in done.stderr


def test_counts_are_not_written_over_what_they_were_read_from(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")

    done = leadline("export", path, "--sdmx", "--out", path.parent)

    assert done.returncode == 2
    assert "The file to be exported lies in the output folder." in done.stderr


def test_counts_are_not_written_over_an_input_of_the_assessment(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")
    path.write_text(path.read_text().replace('"counts.csv"', '"sdmx/data.csv"'))
    (tmp_path / "mine" / "sdmx").mkdir()
    path.with_name("counts.csv").rename(tmp_path / "mine" / "sdmx" / "data.csv")

    done = leadline("export", path, "--sdmx", "--out", tmp_path / "mine" / "sdmx")

    assert done.returncode == 2
    assert "The file to be exported lies in the output folder." in done.stderr


def test_an_assessment_is_exported_alone(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")

    done = leadline("export", path, path.with_name("counts.csv"), "--sdmx", "--out", tmp_path / "o")

    assert done.returncode == 2
    assert "exported alone" in done.stderr


def test_codes_that_no_list_has_are_not_exported(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(CODES_UNKNOWN)

    done = leadline("export", path, "--sdmx", "--out", tmp_path / "o")

    assert done.returncode == 2
    assert "no codelist has: 1." in done.stderr
    assert "birds" not in done.stderr


def test_refused_counts_exit_3_and_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(CODES_UNKNOWN.replace("2020-01", "Canary99"))

    done = leadline("export", path, "--sdmx", "--out", tmp_path / "o")

    assert done.returncode == 3
    assert "Canary99" not in done.stderr
    assert not (tmp_path / "o").exists()
