"""The commands: exit codes, streams and answers, as a user meets them."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

from leadline import __version__
from leadline.core.draws import LEVELS

HEADER = "source,member,theme,indicator,reported,count,known_on\n"


def monthly(folder: Path, n_months: int = 48) -> Path:
    months = [f"{2015 + k // 12}-{k % 12 + 1:02d}" for k in range(n_months)]
    rows = [
        f"s1,QMA,reporting,referrals,{month},{40 + k % 7},2020-01-31"
        for k, month in enumerate(months)
    ]
    path = folder / "counts.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return path


def test_expect_prints_a_quantile_table_with_a_total(tmp_path: Path) -> None:
    done = leadline("expect", monthly(tmp_path), "--train-until", "2018-12", "--horizon", "3")

    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert [row["period"] for row in rows[:: len(LEVELS)]] == [
        "2019-01",
        "2019-02",
        "2019-03",
        "total",
    ]
    assert [float(row["quantile"]) for row in rows[: len(LEVELS)]] == list(LEVELS)
    assert list(rows[0]) == [
        "source", "member", "about", "theme", "indicator", "channel",
        "period", "as_of", "quantile", "value",
    ]  # fmt: skip
    assert done.stderr == ""


def test_expect_answers_the_same_twice(tmp_path: Path) -> None:
    counts = monthly(tmp_path)

    first = leadline("expect", counts, "--train-until", "2018-12", "--horizon", "2")
    second = leadline("expect", counts, "--train-until", "2018-12", "--horizon", "2")

    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--train-until", "December 2018", "--horizon", "2"), 2),
        (("--train-until", "2015-03", "--horizon", "2"), 2),
        (("--train-until", "2018-12-31", "--horizon", "2"), 2),
        (("--train-until", "2018-12", "--horizon", "0"), 2),
        (("--train-until", "2018-12"), 2),
    ],
)
def test_a_command_that_means_nothing_exits_2(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    done = leadline("expect", monthly(tmp_path), *arguments)

    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_refused_input_exits_3_and_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(HEADER + "s1,QMA,reporting,referrals,2018-01,Canary99,2020-01-31\n")

    done = leadline("expect", path, "--train-until", "2018-12", "--horizon", "2")

    assert done.returncode == 3
    assert f"{path}:2 count" in done.stderr
    assert "Canary99" not in done.stdout + done.stderr


def test_check_lists_all_problems_of_all_files_and_exits_1(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(HEADER + "s1,QMA,reporting,referrals,2018-13,1_000,2020-01-31\n")
    second.write_text(HEADER + "s1,QMA,reporting,referrals,2018-01,,2020-01-31\n")

    done = leadline("check", first, second, "--json")

    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["schema"], answer["command"]) == ("leadline/check/1", "check")
    assert {(Path(p["file"]).name, p["row"], p["column"]) for p in answer["problems"]} >= {
        ("a.csv", 2, "reported"),
        ("a.csv", 2, "count"),
        ("b.csv", 2, "count"),
    }
    assert all(p["code"] and p["message"] and p["next"] for p in answer["problems"])


def test_check_of_good_files_exits_0(tmp_path: Path) -> None:
    assert leadline("check", monthly(tmp_path)).returncode == 0


def test_the_starter_is_assessed_as_it_is_and_says_exercise_on_every_page(tmp_path: Path) -> None:
    begun = leadline("init", tmp_path / "mine")
    done = leadline(
        "assess", tmp_path / "mine" / "assessment.toml",
        "--out", tmp_path / "out", "--workspace", tmp_path / "room", "--quiet",
    )  # fmt: skip

    page = (tmp_path / "out" / "site" / "fr" / "index.html").read_text()
    assert (begun.returncode, done.returncode, done.stderr) == (0, 0, "")
    assert "EXERCICE" in page
    assert json.loads((tmp_path / "out" / "assessment.json").read_bytes())["exercise"] is True


def test_init_never_writes_over_anything(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")

    done = leadline("init", tmp_path)

    assert done.returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt"]


@pytest.mark.parametrize(("number", "code"), [("nonsense", 2), ("F99.mexico.2020Q2.mid", 3)])
def test_a_trace_that_leads_nowhere_says_so(tmp_path: Path, number: str, code: int) -> None:
    done = leadline("trace", tmp_path, number)

    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_help_names_every_command_and_the_exit_codes() -> None:
    told = leadline("--help").stdout

    for command in ("init", "demo", "check", "expect", "assess", "report", "trace"):
        assert f"  {command} " in told
    assert "3 input refused" in told


def test_the_version_is_told() -> None:
    done = leadline("--version")

    assert (done.returncode, done.stdout) == (0, f"leadline {__version__}\n")


def test_counts_in_the_place_of_an_assessment_are_told_where_they_go(tmp_path: Path) -> None:
    done = leadline("assess", monthly(tmp_path), "--out", tmp_path / "out")

    assert done.returncode == 2
    assert "Name the assessment file; `leadline check` takes counts." in done.stderr


def test_a_quiet_check_prints_its_problems_alone(tmp_path: Path) -> None:
    done = leadline("check", tmp_path / "absent.csv", "--quiet")

    assert "file_missing" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "command",
    [
        ["expect", "counts.csv", "--train-until", "2018-12", "--horizon", "3"],
        ["status", "assessment.toml"],
        ["map", "propose", "counts.csv"],
    ],
    ids=["expect", "status", "propose"],
)
def test_no_answer_is_written_over_a_file_that_is_read(command: list[str], tmp_path: Path) -> None:
    leadline("init", tmp_path / "mine")
    counts = tmp_path / "mine" / "counts.csv"
    before = counts.read_bytes()

    done = leadline(*command, "--out", "counts.csv", cwd=tmp_path / "mine")

    assert done.returncode == 2
    assert counts.read_bytes() == before


def test_a_proposal_is_not_written_over_a_mapping_that_was_answered(tmp_path: Path) -> None:
    mapping = tmp_path / "counts.map.toml"
    mapping.write_text("answered")

    done = leadline("map", "propose", monthly(tmp_path), "--out", mapping)

    assert (done.returncode, mapping.read_text()) == (2, "answered")
