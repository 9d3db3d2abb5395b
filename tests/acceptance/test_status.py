"""`leadline status`: who sent what, with bad files among the inputs, as a coordinator meets it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline
from tests.docs.prose import ROOT

import leadline as ll
from leadline.core.received import REASONS
from leadline.flow.starter import write_starter

Edit = Callable[[str], str]


def changed(folder: Path, edit: Edit, name: str = "counts.csv") -> Path:
    path = write_starter(folder / "mine")
    file = path.with_name(name)
    file.write_text(edit(file.read_text()))
    return path


def without(text: str) -> Edit:
    return lambda whole: "".join(
        line for line in whole.splitlines(keepends=True) if text not in line
    )


def rows(path: Path) -> list[dict[str, object]]:
    done = leadline("status", path, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["rows"]
    return found


def test_the_starter_is_understood_whole(tmp_path: Path) -> None:
    done = leadline("status", write_starter(tmp_path / "mine"))

    heads, first, *_ = done.stdout.splitlines()
    assert heads.split()[:5] == ["source", "member", "theme", "indicator", "read"]
    assert first.split() == [
        "helpline-1", "QMA", "helpline", "contacts_answered", "48", "of", "48",
        "month", "2017-01", "to", "2020-12", "100%", "100%", "0", "0", "2021-01-31", "series",
    ]  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "3 rows, 0 problems.\n")


def test_bad_rows_are_counted_where_they_belong_and_never_repeated(tmp_path: Path) -> None:
    bad = "helpline-1,QMA,helpline,contacts_answered,all,2021-01,Canary9,A,2021-01-31\n"
    path = changed(tmp_path, lambda text: text + bad + "Canary8\n")

    done = leadline("status", path)

    assert "48 of 49" in done.stdout
    assert "    counts.csv: count_form 1\n" in done.stdout
    assert "    counts.csv: row_length 1\n" in done.stdout
    assert "Canary" not in done.stdout + done.stderr
    assert (done.returncode, done.stderr) == (0, "4 rows, 2 problems.\n")


def test_who_sent_nothing_stands_there_with_the_reason(tmp_path: Path) -> None:
    found = rows(changed(tmp_path, without(",QMC,")))

    assert (found[-1]["member"], found[-1]["use"], found[-1]["reasons"]) == (
        "QMC", "nothing", ["no_counts"],
    )  # fmt: skip


def test_a_series_with_a_hole_is_no_series(tmp_path: Path) -> None:
    found = rows(changed(tmp_path, without("QMA,helpline,contacts_answered,all,2018-04")))

    assert (found[0]["use"], found[0]["reasons"]) == ("two_totals", ["incomplete"])


def test_a_file_that_is_not_there_is_a_row(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")
    path.with_name("counts.csv").unlink()

    found = rows(path)

    assert [row["files"] for row in found if row["problems"]] == [["counts.csv"]]
    assert found[-1]["problems"] == {"file_missing": 1}


def test_the_answer_is_written_as_csv(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")

    done = leadline("status", path, "--out", tmp_path / "status.csv", "--quiet")
    shown = leadline("status", path, "--csv", "--quiet")

    table = list(csv.DictReader(io.StringIO((tmp_path / "status.csv").read_text())))
    assert [row["member"] for row in table] == ["QMA", "QMB", "QMC"]
    assert (table[0]["first"], table[0]["files"]) == ("2017-01", "counts.csv")
    assert (done.stdout, done.stderr) == ("", "")
    assert shown.stdout == (tmp_path / "status.csv").read_text()


def test_an_assessment_file_with_problems_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda text: text + "\nCanary = 1\n", "assessment.toml")

    done = leadline("status", path)

    assert done.returncode == 3
    assert "[key_unknown]" in done.stderr
    assert "Canary" not in done.stderr


def test_from_python_the_rows_have_their_periods(tmp_path: Path) -> None:
    found = ll.status(write_starter(tmp_path / "mine"))

    assert str(found.rows[0].first) == "2017-01"
    assert found.problems == ()


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_explained(reason: str) -> None:
    page = (ROOT / "docs/how-to/see-who-sent-what.md").read_text()

    assert f"| `{reason}` |" in page


MAPPING = """
schema = "leadline/mapping/1"

[sheet]
ignore_columns = ["{other}"]

[columns]
Month = "reported"
{own} = "count"

[constants]
source = "helpline-1"
member = "QMB"
theme = "reporting"
indicator = "{indicator}"
known_on = 2021-01-15
"""


def test_two_tables_of_one_file_are_counted_and_told_apart(tmp_path: Path) -> None:
    path = write_starter(tmp_path / "mine")
    path.with_name("both.csv").write_text("Month,A,B\n2020-01,5,\n2020-02,6,7\n2020-03,x,8\n")
    one = MAPPING.format(own="A", other="B", indicator="referrals")
    path.with_name("a.map.toml").write_text(one)
    two = MAPPING.format(own="B", other="A", indicator="referrals").replace("QMB", "QMC")
    path.with_name("b.map.toml").write_text(two)
    entries = [
        f'\n[[input]]\nkind = "counts"\npath = "both.csv"\nmapping = "{name}.map.toml"\n'
        for name in "ab"
    ]
    path.write_text(path.read_text() + "".join(entries))

    found = [row for row in rows(path) if "both.csv" in str(row["files"])]

    assert [(row["member"], row["n_read"], row["n_refused"]) for row in found] == [
        ("QMB", 2, 0),
        ("QMC", 2, 0),
        ("", 0, 1),
    ]
    assert [row["files"] for row in found] == [
        ["both.csv[a.map.toml]"],
        ["both.csv[b.map.toml]"],
        ["both.csv[a.map.toml]"],
    ]
