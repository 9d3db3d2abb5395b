"""Assessment files: what a plan holds, and where each problem is told to stand."""

from datetime import date
from pathlib import Path

import pytest
from tests.property.bad_assessments import GOOD

from leadline.core.error import InputRefused
from leadline.core.period import Frequency, Period
from leadline.core.plan import Break, Plan
from leadline.intake.assessment import read_assessment
from leadline.intake.check import check_files
from leadline.intake.codelist import read_codelists

SHORTEST = """\
schema = "leadline/assessment/1"
id = "short"
as_of = 2021-06-30
seed = 1
languages = ["en"]
handling = "TLP:CLEAR"
title = { en = "Short" }
baseline = { from = "2019-01", to = "2020-02" }
window = { from = "2020-03", to = "2020-12" }
member = [{ code = "QMA", names = { en = "Alpha" } }]
source = [{ id = "police-1", type = "law_enforcement", names = { en = "Police" } }]
input = [{ kind = "counts", path = "counts.csv" }]
"""


def read(folder: Path, text: str) -> Plan:
    path = folder / "assessment.toml"
    path.write_text(text, encoding="utf-8")
    return read_assessment(path, codelists=read_codelists())


def test_a_plan_holds_what_the_file_says(tmp_path: Path) -> None:
    plan = read(tmp_path, GOOD)

    assert plan.as_of == date(2021, 6, 30)
    assert plan.baseline == (Period.parse("2019-01"), Period.parse("2020-02"))
    assert plan.delay_within == {Frequency.MONTH: 2}
    assert plan.breaks == (Break("police-1", Period.parse("2019-06"), "reporting", "referrals"),)
    assert [source.grade for source in plan.sources] == ["B2", ""]
    assert plan.exercise


def test_paths_are_found_from_the_file_and_shown_as_written(tmp_path: Path) -> None:
    [entry] = read(tmp_path, GOOD).inputs

    assert Path(entry.path) == tmp_path / "counts.csv"
    assert entry.shown_as == "counts.csv"


def test_a_key_of_thousands_of_parts_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, SHORTEST + ".".join(["a"] * 4000) + " = 1\n")

    [problem] = refused.value.problems
    assert (problem.code, problem.row) == ("toml_damaged", SHORTEST.count("\n") + 1)


def test_what_may_be_left_out_has_its_defaults(tmp_path: Path) -> None:
    plan = read(tmp_path, SHORTEST)

    assert (plan.disclosure.threshold, plan.disclosure.width, plan.disclosure.round_to) == (5, 5, 5)
    assert (plan.edition_name, plan.delay_within, plan.regions, plan.breaks) == ("", {}, (), ())


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("seed = 7", "seed = true", "seed = true", "seed"),
        ('code = "QMB"', 'code = "beta"', 'code = "beta"', "member[2].code"),
        ('fr = "Un exercice"\n', "", "[title]", "title"),
        ('grade = "B2"', 'grade = "Z9"', 'grade = "Z9"', "source[1].grade"),
        ('indicator = "referrals"', 'indicator = "x"', 'indicator = "x"', "break[1].indicator"),
        ("{ month = 2 }", "{ moon = 2 }", "within = { moon = 2 }", "delay.within"),
    ],
)
def test_a_problem_names_line_and_key(
    tmp_path: Path, old: str, new: str, line: str, key: str
) -> None:
    text = GOOD.replace(old, new, 1)

    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text)

    [problem] = refused.value.problems
    assert problem.column == key
    assert text.splitlines()[problem.row - 1] == line


def test_all_problems_of_a_file_come_together(tmp_path: Path) -> None:
    text = GOOD.replace("seed = 7", "seed = true").replace('code = "QMB"', 'code = "beta"')

    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text)

    assert [problem.code for problem in refused.value.problems] == ["value_kind", "member_form"]


def test_a_language_without_words_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    text = SHORTEST.replace('["en"]', '["en", "de"]').replace("{ en =", '{ de = "Da", en =')

    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text)

    [problem] = refused.value.problems
    assert (problem.code, problem.column) == ("language_unknown", "languages[2]")
    assert "There are: ar, en, es, fr." in problem.message


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ("round_to = 1", "number_out_of_range"),
        ("threshold = 10", "rounding_below_threshold"),
    ],
)
def test_rounding_too_fine_to_protect_anybody_is_refused(
    tmp_path: Path, rules: str, code: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, f"{SHORTEST}disclosure = {{ {rules} }}\n")

    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("seed = 7", "seed = -7", "between 0 and 9223372036854775807"),
        ("month = 2", "month = -2", "between 0 and 1000"),
        ("round_to = 5", "round_to = 1", "between 5 and 1000"),
    ],
)
def test_a_number_out_of_range_is_told_its_range(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, GOOD.replace(old, new, 1))

    [problem] = refused.value.problems
    assert told in problem.message


def test_a_problem_of_an_input_stands_where_its_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "assessment.toml"
    path.write_text(SHORTEST, encoding="utf-8")
    counts = tmp_path / "counts.csv"
    counts.write_text("source,member\n")

    assert {problem.file for problem in check_files([path])} == {str(counts)}


def test_a_file_that_is_not_there_is_told_with_the_key_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "assessment.toml"
    path.write_text(SHORTEST, encoding="utf-8")

    [problem] = check_files([path])

    assert problem.file == str(tmp_path / "counts.csv")
    assert (problem.code, problem.column) == ("file_missing", "input[1].path")
