"""Python's door, as a script uses it: values in, values out, errors with codes."""

from importlib.resources import files
from pathlib import Path

import pytest

import leadline as ll

STARTER = Path(str(files("leadline") / "examples" / "starter"))
COUNTS = STARTER / "counts.csv"


def test_check_finds_nothing_wrong_with_the_starter() -> None:
    assert ll.check(STARTER / "assessment.toml") == ()


def test_check_returns_each_problem_with_its_code(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(COUNTS.read_text().replace(",223,", ",1 223,"))

    problems = ll.check(wrong, COUNTS)

    assert {problem.code for problem in problems} == {
        "count_form",
        "key_repeated",
        "more_of_the_same",
    }


def test_expect_returns_a_row_for_each_series_period_and_level() -> None:
    table = ll.expect(COUNTS, train_until="2019-12", horizon=2)

    assert table.shape == (3 * 3 * 23, 10)
    assert set(table["period"]) == {"2020-01", "2020-02", "total"}


def test_expect_takes_several_files_and_the_same_seed_gives_the_same(tmp_path: Path) -> None:
    lines = COUNTS.read_text().splitlines(keepends=True)
    parts = [tmp_path / "a.csv", tmp_path / "b.csv"]
    parts[0].write_text("".join(lines[:49]))
    parts[1].write_text("".join([lines[0], *lines[49:]]))

    table = ll.expect(parts, train_until="2019-12", horizon=2, workspace=tmp_path / "room")

    assert table.equals(ll.expect(COUNTS, train_until="2019-12", horizon=2))
    assert list((tmp_path / "room" / "stages").glob("ahead-*.npz"))


@pytest.mark.parametrize(
    ("until", "horizon", "message"),
    [("December", 3, "not a period"), ("2019-12", 0, "nothing to expect")],
)
def test_expect_refuses_what_means_nothing(until: str, horizon: int, message: str) -> None:
    with pytest.raises(ll.UsageError, match=message):
        ll.expect(COUNTS, train_until=until, horizon=horizon)


def test_an_edition_of_another_name_is_refused() -> None:
    with pytest.raises(ll.UsageError, match="no such edition"):
        ll.assess(STARTER / "assessment.toml", edition="secret")


def test_reading_what_is_not_there_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(ll.Unreadable, match=r"Name the assessment\.json"):
        ll.read(tmp_path / "none.json")


def test_an_assessment_is_released_written_read_and_traced(tmp_path: Path) -> None:
    room, out = tmp_path / "room", tmp_path / "out"

    released = ll.assess(STARTER / "assessment.toml", workspace=room)
    written = ll.report(released, out, languages=["en"])

    assert isinstance(released, ll.Released)
    assert out / "report.en.pdf" in written
    assert not (out / "report.fr.pdf").exists()
    assert ll.read(out / "assessment.json") == released
    number = "F01.exercise-region.2020Q2.observed"
    assert ll.trace(out, number).cells == ()
    assert ll.trace(room, number).cells[0].file == "counts.csv"
