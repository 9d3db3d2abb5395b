"""Tables of SDMX-CSV as the counts that they stand for, and what is refused."""

import pytest
from tests.unit.intake.test_counts import told

from leadline.core.error import Problem
from leadline.intake.problem import Report
from leadline.intake.sdmx import from_sdmx, is_sdmx
from leadline.intake.table import RawTable, raw_table

GOOD = {
    "STRUCTURE": "dataflow",
    "STRUCTURE_ID": "LEADLINE:DF_COUNTS(1.0.0)",
    "ACTION": "I",
    "FREQ": "M",
    "SOURCE": "police-1",
    "REF_AREA": "QMA",
    "COUNTERPART_AREA": "QMB",
    "INDICATOR": "reporting-referrals",
    "CHANNEL": "family",
    "OCCURRED": "_X",
    "KNOWN_ON": "2020-07-01",
    "TIME_PERIOD": "2020-03",
    "OBS_VALUE": "7",
    "OBS_STATUS": "A",
    "OBS_BELOW": "",
}


def table_of(*changes: dict[str, str], header: list[str] | None = None) -> RawTable:
    header = header or list(GOOD)
    records = [[(GOOD | change)[name] for name in header] for change in changes]
    return raw_table("x.csv", header, lines=range(2, len(records) + 2), records=records)


def read(table: RawTable) -> tuple[list[dict[str, str]], list[int], tuple[Problem, ...]]:
    """Rows in our columns, their lines, and problems."""
    report = Report()
    found = from_sdmx(table, report=report)
    if found is None:
        return [], [], report.problems
    texts = [[column.values[at] for at in column.index] for column in found.columns]
    rows = [dict(zip(found.header, row, strict=True)) for row in zip(*texts, strict=True)]
    return rows, found.lines.tolist(), report.problems


def test_a_row_is_written_in_our_columns() -> None:
    rows, _, problems = read(table_of({}))

    assert problems == ()
    assert rows == [
        {
            "source": "police-1",
            "member": "QMA",
            "about": "QMB",
            "channel": "family",
            "occurred": "",
            "reported": "2020-03",
            "known_on": "2020-07-01",
            "theme": "reporting",
            "indicator": "referrals",
            "count": "7",
            "status": "A",
        }
    ]


@pytest.mark.parametrize(
    ("change", "ours"),
    [
        ({"OBS_VALUE": "", "OBS_BELOW": "5", "OBS_STATUS": "Q"}, {"count": "<5", "status": "A"}),
        ({"OBS_VALUE": "", "OBS_BELOW": "5", "OBS_STATUS": "P"}, {"count": "<5", "status": "P"}),
        ({"OBS_VALUE": "", "OBS_STATUS": "Q"}, {"count": "", "status": "Q"}),
        ({"OBS_VALUE": "0", "OBS_STATUS": ""}, {"count": "0", "status": ""}),
        ({"INDICATOR": "reporting"}, {"theme": "reporting", "indicator": ""}),
        ({"TIME_PERIOD": "2020-S1", "FREQ": "S"}, {"reported": "2020-H1"}),
        ({"TIME_PERIOD": "2020-M03"}, {"reported": "2020-03"}),
        (
            {"TIME_PERIOD": "2020-03-01/P92D", "FREQ": "_U"},
            {"reported": "2020-03-01/2020-05-31"},
        ),
        ({"OCCURRED": "2020-02"}, {"occurred": "2020-02"}),
    ],
)
def test_values_are_put_into_our_forms(change: dict[str, str], ours: dict[str, str]) -> None:
    rows, _, problems = read(table_of(change))

    assert problems == ()
    assert {name: rows[0][name] for name in ours} == ours


@pytest.mark.parametrize("lacking", [["ACTION"], ["OBS_STATUS", "OBS_BELOW"]])
def test_columns_that_sdmx_may_leave_out_may_be_absent(lacking: list[str]) -> None:
    header = [name for name in GOOD if name not in lacking]

    rows, _, problems = read(table_of({}, header=header))

    assert (len(rows), problems) == (1, ())


def test_the_older_form_of_sdmx_csv_is_read() -> None:
    table = table_of({}, header=["STRUCTURE_ID", *list(GOOD)[3:]])
    older = RawTable(table.file, ("DATAFLOW", *table.header[1:]), table.lines, table.columns)

    rows, _, problems = read(older)

    assert is_sdmx(older.header)
    assert (len(rows), problems) == (1, ())


def test_good_rows_keep_their_lines_beside_refused_ones() -> None:
    rows, lines, problems = read(table_of({}, {"FREQ": "W"}, {"TIME_PERIOD": "2020-04"}))

    assert [row["reported"] for row in rows] == ["2020-03", "2020-04"]
    assert lines == [2, 4]
    assert told(problems) == [("sdmx_frequency", 3, "FREQ")]


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"STRUCTURE_ID": "ECB:DF_EXR(1.0)"}, "sdmx_structure", "STRUCTURE_ID"),
        ({"STRUCTURE": "dataprovision"}, "sdmx_structure", "STRUCTURE"),
        ({"ACTION": "D"}, "sdmx_action", "ACTION"),
        ({"INDICATOR": "reporting.referrals"}, "sdmx_indicator", "INDICATOR"),
        ({"TIME_PERIOD": "2020-H1"}, "sdmx_period", "TIME_PERIOD"),
        ({"OCCURRED": "2020-03-01/P92D"}, "sdmx_period", "OCCURRED"),
        ({"TIME_PERIOD": "_X"}, "sdmx_period", "TIME_PERIOD"),
        ({"TIME_PERIOD": "2020-M13"}, "period_impossible", "TIME_PERIOD"),
        ({"TIME_PERIOD": "1850-03"}, "period_impossible", "TIME_PERIOD"),
        ({"COUNTERPART_AREA": ""}, "field_blank", "COUNTERPART_AREA"),
        ({"OBS_VALUE": "<5"}, "sdmx_value", "OBS_VALUE"),
        ({"OBS_VALUE": "7.0"}, "sdmx_value", "OBS_VALUE"),
        ({"OBS_BELOW": "0", "OBS_VALUE": ""}, "count_below_zero", "OBS_BELOW"),
        ({"OBS_BELOW": "5"}, "sdmx_two_values", "OBS_BELOW"),
        ({"FREQ": "H"}, "sdmx_frequency", "FREQ"),
    ],
)
def test_what_is_not_in_the_structure_is_refused(
    change: dict[str, str], code: str, column: str
) -> None:
    rows, _, problems = read(table_of(change))

    assert rows == []
    assert told(problems) == [(code, 2, column)]


@pytest.mark.parametrize("name", ["OBS_VALUE", "KNOWN_ON", "STRUCTURE_ID"])
def test_a_column_of_the_structure_must_be_there(name: str) -> None:
    header = [each for each in GOOD if each != name]

    _, _, problems = read(table_of({}, header=header))

    assert told(problems) == [("column_missing", 1, name)]


def test_our_own_header_is_not_taken_for_sdmx() -> None:
    assert not is_sdmx(["source", "member", "theme"])
