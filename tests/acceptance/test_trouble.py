"""What goes wrong around a run: folders, streams, damaged files, several editions."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline
from tests.acceptance.test_command import monthly

EXPECT = ("--train-until", "2018-12", "--horizon", "2")


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a starter assessment in one language, released once."""
    folder = tmp_path_factory.mktemp("trouble")
    leadline("init", folder / "mine")
    path = folder / "mine" / "assessment.toml"
    path.write_text(path.read_text().replace('["ar", "en", "es", "fr"]', '["en", "fr"]'))
    done = leadline("assess", path, "--out", folder / "out", "--workspace", folder / "room")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_file_in_the_place_of_the_output_folder_is_told_plainly(
    starter: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("mine")

    done = leadline("report", starter / "out" / "assessment.json", "--out", tmp_path / "taken")

    assert done.returncode == 2
    assert "taken cannot be read or written" in done.stderr


def test_every_error_is_json_where_json_is_asked_for(tmp_path: Path) -> None:
    done = leadline("trace", tmp_path, "nonsense", "--json")

    answer = json.loads(done.stdout)
    assert (done.returncode, answer["command"], done.stderr) == (2, "trace", "")
    assert [problem["code"] for problem in answer["problems"]] == ["usage"]


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "leadline", "expect", str(monthly(tmp_path)), *EXPECT]
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")


def test_paths_are_told_in_any_locale(tmp_path: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}

    done = leadline("check", tmp_path / "ملف.csv", env=plain)

    assert done.returncode == 1
    assert "file_missing" in done.stdout


def test_learning_beyond_the_last_count_is_refused(tmp_path: Path) -> None:
    done = leadline("expect", monthly(tmp_path), "--train-until", "2190-12", "--horizon", "2")

    assert done.returncode == 2
    assert "end at 2018-12" in done.stderr


def test_a_workspace_inside_the_output_folder_is_refused(starter: Path, tmp_path: Path) -> None:
    done = leadline(
        "assess", starter / "mine" / "assessment.toml",
        "--out", tmp_path, "--workspace", tmp_path / "room",
    )  # fmt: skip

    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_editions_for_other_readers_do_not_share_a_folder(starter: Path) -> None:
    done = leadline(
        "assess", starter / "mine" / "assessment.toml", "--edition", "restricted",
        "--out", starter / "out", "--workspace", starter / "room",
    )  # fmt: skip

    assert done.returncode == 2
    assert "holds a public edition" in done.stderr


def test_nothing_of_an_earlier_release_stays_in_the_folder(starter: Path, tmp_path: Path) -> None:
    held = starter / "out" / "assessment.json"
    leadline("report", held, "--out", tmp_path / "out")
    changed = (starter / "mine" / "assessment.toml").read_text()
    other = starter / "mine" / "other.toml"
    other.write_text(changed.replace('["en", "fr"]', '["en"]').replace("seed = 1", "seed = 2"))

    leadline("assess", other, "--out", tmp_path / "out", "--workspace", tmp_path / "room")

    assert [path.name for path in (tmp_path / "out").glob("report.*")] == ["report.en.pdf"]
    assert not (tmp_path / "out" / "site" / "fr").exists()


def test_a_damaged_stage_is_computed_again(tmp_path: Path) -> None:
    counts, room = monthly(tmp_path), ("--workspace", tmp_path / "room")
    first = leadline("expect", counts, *EXPECT, *room)
    for stage in (tmp_path / "room" / "stages").glob("*.npz"):
        stage.write_bytes(stage.read_bytes()[:2000])

    again = leadline("expect", counts, *EXPECT, *room)

    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == first.stdout


def test_a_letter_that_the_font_lacks_is_told_with_its_place(starter: Path, tmp_path: Path) -> None:
    odd = starter / "mine" / "odd.toml"
    text = (starter / "mine" / "assessment.toml").read_text()
    odd.write_text(text.replace('["en", "fr"]', '["en"]').replace('en = "What', 'en = "漢 What'))

    done = leadline(
        "assess", odd, "--out", tmp_path / "out", "--workspace", starter / "room", "--quiet"
    )

    assert done.returncode == 2
    assert "U+6F22, which stands in title.en." in done.stderr
    assert not (tmp_path / "out").exists()


def test_lines_that_are_gone_are_told_with_what_to_do(starter: Path, tmp_path: Path) -> None:
    (tmp_path / "released.json").write_bytes((starter / "room" / "released.json").read_bytes())

    done = leadline("trace", tmp_path, "F01.exercise-region.2020Q2.observed")

    assert done.returncode == 3
    assert "panels.parquet of the workspace is gone or damaged" in done.stderr
