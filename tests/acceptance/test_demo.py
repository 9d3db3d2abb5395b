"""The demo, told as a story: real files in, one report in four languages out."""

import csv
import json
from pathlib import Path

import jsonschema
import pytest
from tests.acceptance.conftest import Demo, leadline

from leadline.core.period import Period
from leadline.core.released import Statement
from leadline.flow.example import example_path

LANGUAGES = ("ar", "en", "es", "fr")
INJURY = "victims_injury_intentional"


def statement(demo: Demo, kind: str, indicator: str) -> tuple[str, Statement]:
    finding = next(f for f in demo.released.findings if (f.kind, f.indicator) == (kind, indicator))
    return finding.id, next(s for s in finding.statements if s.subject == "mexico")


def test_the_output_folder_holds_every_form_in_every_language(demo: Demo) -> None:
    expected = {f"report.{code}.pdf" for code in LANGUAGES}
    expected |= {f"site/{code}/index.html" for code in LANGUAGES}
    expected |= {"assessment.json", "trace.json", "schema/assessment.schema.json"}

    written = {str(path.relative_to(demo.out)) for path in demo.out.rglob("*") if path.is_file()}

    assert expected <= written


def test_two_builds_from_nothing_are_the_same_bytes(demo: Demo, second_demo: Demo) -> None:
    first = {p.relative_to(demo.out): p.read_bytes() for p in demo.out.rglob("*") if p.is_file()}
    second = {
        p.relative_to(second_demo.out): p.read_bytes()
        for p in second_demo.out.rglob("*")
        if p.is_file()
    }

    different = sorted(
        str(path) for path in first.keys() | second.keys() if first.get(path) != second.get(path)
    )

    assert different == []


def test_recorded_victims_of_injury_fell_in_the_second_quarter(demo: Demo) -> None:
    _, said = statement(demo, "change", INJURY)

    quarter = next(e for e in said.totals if e.period == "2020-Q2")

    # 603 + 584 + 591 in the source, rounded to five; two years before: about 2,900 a quarter.
    assert quarter.numbers["observed"] == 1780
    assert quarter.direction == "fell"
    assert -0.55 < quarter.numbers["lower"] < quarter.numbers["mid"] < -0.30
    assert (said.rung, said.confidence != "", bool(said.reasons)) == (3, True, True)


def test_what_came_after_is_two_numbers(demo: Demo) -> None:
    _, said = statement(demo, "aftermath", INJURY)

    window, after = said.totals

    assert (window.period, after.period) == ("2020-03-01/2020-12-31", "2021-01-01/2021-12-31")
    assert window.numbers["lower"] <= window.numbers["mid"] <= window.numbers["upper"]
    assert after.numbers["lower"] <= after.numbers["mid"] <= after.numbers["upper"]


def test_the_example_has_the_national_sums_of_its_source() -> None:
    # Read with the csv module alone: national sums published with the series.
    wanted = {"2020-03": 895, "2020-04": 603, "2020-05": 584, "2020-06": 591, "2019-05": 1041}
    found = dict.fromkeys(wanted, 0)

    with (example_path().parent / "counts" / "mexico.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["indicator"] == INJURY and row["reported"] in found:
                found[row["reported"]] += int(row["count"])

    assert found == wanted


def test_the_released_assessment_keeps_to_its_published_schema(demo: Demo) -> None:
    schema = json.loads((demo.out / "schema" / "assessment.schema.json").read_bytes())

    jsonschema.validate(json.loads((demo.out / "assessment.json").read_bytes()), schema)


def test_no_small_count_is_released(demo: Demo) -> None:
    counts = [
        value
        for finding in demo.released.findings
        for said in finding.statements
        for estimate in (*said.totals, *said.path)
        for name, value in estimate.numbers.items()
        if name.startswith("observed")
    ]

    assert counts
    assert {value % 5 for value in counts} == {0}


def test_every_number_has_its_place_in_the_trace(demo: Demo) -> None:
    trace = json.loads((demo.out / "trace.json").read_bytes())

    numbers = dict(demo.released.numbers())

    assert trace["numbers"].keys() == numbers.keys()
    assert {trace["findings"][f]["method"] for f in trace["numbers"].values()} == {
        "expected",
        "published",
        "context",
        "false_discovery",
        "counted",
    }


def test_the_public_folder_traces_a_number_to_method_and_release(demo: Demo) -> None:
    finding, _ = statement(demo, "change", INJURY)

    told = leadline("trace", demo.out, f"{finding}.mexico.2020Q2.mid", "--json")

    (row,) = json.loads(told.stdout)["rows"]
    assert (row["finding"], row["release"], row["kind"]) == (finding, 1, "change")
    assert row["methods"]["expected"]
    assert "file" not in row


def test_the_workspace_traces_a_count_to_its_lines(demo: Demo) -> None:
    finding, _ = statement(demo, "change", INJURY)

    told = leadline("trace", demo.workspace, f"{finding}.mexico.202004.observed", "--json")

    (row,) = json.loads(told.stdout)["rows"]
    lines = [line for first, last in row["lines"] for line in range(first, last + 1)]
    path = example_path().parent / "counts" / "mexico.csv"
    cells = list(csv.DictReader(path.read_text().splitlines()))
    assert sum(int(cells[line - 2]["count"]) for line in lines) == 603
    assert {cells[line - 2]["reported"] for line in lines} == {"2020-04"}


def test_an_expected_count_rests_on_the_baseline_only(demo: Demo) -> None:
    finding, _ = statement(demo, "change", INJURY)

    told = leadline("trace", demo.workspace, f"{finding}.mexico.2020Q2.expected", "--json")

    (row,) = json.loads(told.stdout)["rows"]
    path = example_path().parent / "counts" / "mexico.csv"
    cells = list(csv.DictReader(path.read_text().splitlines()))
    lines = [line for first, last in row["lines"] for line in range(first, last + 1)]
    months = {Period.parse(cells[line - 2]["reported"]) for line in lines}
    assert (min(months), max(months)) == (Period.parse("2018-01"), Period.parse("2020-02"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_page_and_data_file_print_the_same_number(demo: Demo, code: str) -> None:
    finding, said = statement(demo, "change", INJURY)
    quarter = next(e for e in said.totals if e.period == "2020-Q2")
    page = (demo.out / "site" / code / "index.html").read_text()

    (row,) = [
        row
        for path in sorted((demo.out / "data").glob("T*.csv"))
        for row in csv.DictReader(path.read_text().splitlines())
        if (row["finding"], row["subject"], row["period"]) == (finding, "mexico", "2020-Q2")
    ]

    assert float(row["mid"]) == quarter.numbers["mid"]
    assert f"{finding}.mexico.2020Q2.mid" in page
    assert f"{abs(round(100 * quarter.numbers['mid']))}" in page


def test_every_exhibit_has_data_with_lower_and_upper_and_titles(demo: Demo) -> None:
    for path in sorted((demo.out / "data").glob("*.metadata.json")):
        about = json.loads(path.read_bytes())
        assert about["titles"].keys() == set(LANGUAGES)
        names = {column["name"] for column in about["columns"]}
        if about["topic"] not in ("measures", "published", "placebo", "selection", "response"):
            assert {"expected_lower", "expected_upper"} <= names


def test_a_report_is_made_again_from_the_release_alone(demo: Demo, tmp_path: Path) -> None:
    done = leadline("report", demo.out / "assessment.json", "--lang", "fr", "--out", tmp_path)

    assert done.returncode == 0
    assert (tmp_path / "report.fr.pdf").read_bytes() == (demo.out / "report.fr.pdf").read_bytes()
    assert not (tmp_path / "report.en.pdf").exists()


def test_an_altered_release_is_refused(demo: Demo, tmp_path: Path) -> None:
    changed = tmp_path / "assessment.json"
    content = (demo.out / "assessment.json").read_text()
    assert '"observed": 1780' in content
    changed.write_text(content.replace('"observed": 1780', '"observed": 1785'))

    done = leadline("report", changed, "--lang", "en", "--out", tmp_path / "out")

    assert done.returncode == 3
    assert "seal_broken" in done.stderr
