"""What is made from an exercise says so: charts, data files, trace and forms."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.released import CHANGE, RELEASED, STATEMENT

from leadline.core.released import Estimate, Released
from leadline.publish.curve import charts
from leadline.publish.data import data_files, trace_file
from leadline.publish.exhibit import exhibits
from leadline.publish.form import Sheet, render_form
from leadline.publish.voice import Voice
from leadline.words import words

NUMBERS = {
    "observed": 70.0,
    "expected": 100.0,
    "expected_lower": 90.0,
    "expected_upper": 110.0,
    "mid": -0.3,
    "lower": -0.4,
    "upper": -0.2,
}
SHOWN = replace(
    STATEMENT,
    is_region=True,
    totals=(Estimate("2020-03-01/2020-12-31", NUMBERS, "fell"),),
    path=(Estimate("2020-03", NUMBERS, "fell"), Estimate("2020-04", NUMBERS, "fell")),
)
NAMED = replace(CHANGE, indicator="victims_homicide", statements=(SHOWN,))
EXERCISE = replace(RELEASED, findings=(NAMED,))
REAL = replace(EXERCISE, exercise=False)
CODES = ("ar", "en")
MARKS = {code: words(code).text("mark.exercise") for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_every_chart_is_stamped_in_its_language(code: str) -> None:
    stamps = {chart.stamp for chart in charts(Voice(EXERCISE, words(code)))}

    assert stamps == {words(code).chart_text(MARKS[code])}


def test_no_chart_of_real_data_is_stamped() -> None:
    assert {chart.stamp for chart in charts(Voice(REAL, words("en")))} == {""}


def metadata(released: Released) -> list[dict[str, object]]:
    shown = {exhibit.id: (exhibit, dict.fromkeys(CODES, "title")) for exhibit in exhibits(released)}
    files = data_files(released, shown)
    return [json.loads(text) for name, text in files.items() if name.endswith(".metadata.json")]


def test_every_data_file_says_so_in_each_language_of_the_release() -> None:
    assert {json.dumps(each["mark"], sort_keys=True) for each in metadata(EXERCISE)} == {
        json.dumps(MARKS, sort_keys=True)
    }
    assert all(each["mark"] == {} for each in metadata(REAL))


@pytest.mark.parametrize(("released", "mark"), [(EXERCISE, MARKS), (REAL, {})])
def test_the_trace_says_so_too(released: Released, mark: dict[str, str]) -> None:
    trace = json.loads(trace_file(released))

    assert (trace["exercise"], trace["mark"]) == (bool(mark), mark)


@pytest.mark.parametrize("code", ["ar", "en", "es", "fr"])
@pytest.mark.parametrize("is_exercise", [True, False])
def test_a_form_for_members_of_an_exercise_says_so(code: str, is_exercise: bool) -> None:
    text = render_form(
        [Sheet("QMA", "violence", "victims_homicide", "all", ("2020-01",))],
        source="police-1",
        known_on=date(2021, 3, 31),
        reference="Annual report",
        words=words(code),
        is_exercise=is_exercise,
    ).decode()

    assert text.count(words(code).text("mark.exercise")) == (2 if is_exercise else 0)
