"""Nowcasts, as a user meets them: on the command line and in Python."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

import leadline as ll
from leadline.core.draws import LEVELS
from leadline.core.period import Period

HEADER = "source,member,theme,indicator,occurred,reported,count,known_on\n"


def weekly(folder: Path, n_weeks: int = 40) -> Path:
    """Each week 20 reported at once and 10 a week later; one row has them the wrong way round."""
    first = Period.parse("2019-W01")
    rows = []
    for step in range(n_weeks):
        week = first + step
        rows += [
            f"s1,QMA,reporting,referrals,{week},{week + late},{count},{(week + late).last}"
            for late, count in enumerate((20, 10))
        ]
    rows.append(f"s1,QMA,reporting,referrals,{first + 9},{first + 8},3,{(first + 9).last}")
    path = folder / "counts.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return path


def test_a_nowcast_is_a_quantile_table(tmp_path: Path) -> None:
    done = leadline("nowcast", weekly(tmp_path), "--as-of", "2019-09-29", "--sum", "2")

    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert list(rows[0]) == [
        "source", "member", "about", "theme", "indicator", "channel",
        "period", "as_of", "quantile", "value",
    ]  # fmt: skip
    assert [row["period"] for row in rows[:: len(LEVELS)]] == ["2019-W38", "2019-W39"]
    assert [float(row["quantile"]) for row in rows[: len(LEVELS)]] == list(LEVELS)
    assert {row["value"] for row in rows[: len(LEVELS)]} == {"60"}
    assert "delay_negative" in done.stderr


def test_the_answer_is_the_same_twice_and_goes_where_it_is_sent(tmp_path: Path) -> None:
    given, out = weekly(tmp_path), tmp_path / "out" / "table.csv"

    told = leadline("nowcast", given, "--as-of", "2019-08-04..2019-09-29/7", "--quiet")
    written = leadline(
        "nowcast", given, "--as-of", "2019-08-04..2019-09-29/7", "--out", out, "--timings"
    )

    assert told.stderr == ""
    assert out.read_text() == told.stdout
    assert "nowcast" in written.stderr
    assert "total" in written.stderr


def test_json_has_rows_of_the_same_columns(tmp_path: Path) -> None:
    done = leadline("nowcast", weekly(tmp_path), "--as-of", "2019-09-29", "--json")

    answer = json.loads(done.stdout)
    assert (answer["schema"], answer["command"]) == ("leadline/nowcast/1", "nowcast")
    assert len(answer["rows"]) == 2 * len(LEVELS)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--as-of", "September"),
        ("--as-of", "2019-09-29", "--sum", "0"),
        ("--as-of", "2019-09-29", "--max-delay", "60"),
        ("--as-of", "2018-09-29"),
        ("--as-of", "2030-01-01"),
    ],
)
def test_what_means_nothing_exits_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = leadline("nowcast", weekly(tmp_path), *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_python_returns_the_table_of_the_command_line(tmp_path: Path) -> None:
    given = weekly(tmp_path)

    table = ll.nowcast(given, as_of="2019-09-29", sum=2)

    told = leadline("nowcast", given, "--as-of", "2019-09-29", "--sum", "2")
    assert table.write_csv() == told.stdout
    assert ll.nowcast([given], as_of=["2019-09-29"], sum=2).equals(table)


@pytest.mark.parametrize("wrong", [{"sum": 0}, {"max_delay": 0}])
def test_python_refuses_sums_and_delays_of_nothing(tmp_path: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(ll.UsageError, match="1 period or more"):
        ll.nowcast(weekly(tmp_path), as_of="2019-09-29", **wrong)
