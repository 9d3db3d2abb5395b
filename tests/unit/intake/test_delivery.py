"""What each file holds of each contribution: rows received, read, refused, and nobody's."""

from datetime import date

from tests.unit.intake.test_counts import table_of

from leadline.core.plan import Input
from leadline.core.received import Contribution, Delivery
from leadline.intake.counts import gather_counts
from leadline.intake.delivery import deliveries
from leadline.intake.problem import Report
from leadline.intake.scope import Scope
from leadline.intake.table import RawTable

SCOPE = Scope(
    sources=frozenset({"police-1", "line_2"}),
    members=frozenset({"QMA", "QMB"}),
    places=frozenset({"QMA", "QMB"}),
    themes=frozenset({"reporting"}),
    indicators=frozenset({("reporting", "referrals")}),
    as_of=date(2021, 1, 1),
)
REFERRALS = ("reporting", "referrals")
POLICE = Contribution("police-1", "QMA", *REFERRALS)
NOBODY = Contribution("", "", "", "")


def sent(*tables: RawTable, report: Report | None = None) -> dict[Contribution, Delivery]:
    """Deliveries of counts files by contribution; the last file's where several have one."""
    report = Report() if report is None else report
    counts = gather_counts(tables, scope=SCOPE, report=report)
    inputs = [Input("counts", table.file, f"in/{table.file}") for table in tables]
    found = deliveries(inputs, [[table] for table in tables], counts, scope=SCOPE, report=report)
    return {delivery.contribution: delivery for delivery in found}


def rows(delivery: Delivery) -> tuple[int, int, int]:
    return delivery.n_received, delivery.n_read, delivery.n_refused


def test_good_rows_are_received_and_read() -> None:
    found = sent(table_of({}, {"reported": "2020-04"}, {"member": "QMB"}))

    assert {key.member: rows(delivery) for key, delivery in found.items()} == {
        "QMA": (2, 2, 0),
        "QMB": (1, 1, 0),
    }
    assert found[POLICE].file == "in/x.csv"


def test_a_refused_row_still_counts_for_whose_it_is() -> None:
    found = sent(table_of({}, {"reported": "2020-04", "count": "1_000", "status": "Z"}))

    assert list(found) == [POLICE]
    assert rows(found[POLICE]) == (2, 1, 1)
    assert found[POLICE].problems == {"count_form": 1, "status_unknown": 1}


def test_a_code_that_is_not_declared_is_left_empty() -> None:
    found = sent(table_of({"member": "QZZ"}, {"source": "Canary", "member": "QMB"}))

    assert {(key.source, key.member) for key in found} == {("police-1", ""), ("", "QMB")}


def test_a_cell_that_stands_there_twice_is_refused_once() -> None:
    found = sent(table_of({}), table_of({}, {"reported": "2020-04"}, file="y.csv"))

    assert rows(found[POLICE]) == (2, 1, 1)
    assert found[POLICE].problems == {"key_repeated": 1}


def test_an_older_version_in_a_later_file_is_refused() -> None:
    found = sent(table_of({}), table_of({"known_on": "2020-06-01"}, file="y.csv"))

    assert rows(found[POLICE]) == (1, 0, 1)
    assert found[POLICE].problems == {"version_backdated": 1}


def test_a_row_that_is_left_out_with_a_note_is_neither_read_nor_refused() -> None:
    found = sent(table_of({}, {"occurred": "2020-05"}))

    assert rows(found[POLICE]) == (2, 1, 0)
    assert (found[POLICE].problems, found[POLICE].notes) == ({}, {"delay_negative": 1})


def test_without_a_column_that_must_be_there_no_row_is_read() -> None:
    found = sent(table_of({}, {}, columns="source member theme indicator reported count"))

    assert rows(found[POLICE]) == (2, 0, 2)
    assert found[NOBODY].problems == {"column_missing": 1}


def test_without_the_column_of_members_the_rows_are_the_sources() -> None:
    found = sent(table_of({}, columns="source theme indicator reported count known_on"))

    assert rows(found[Contribution("police-1", "", *REFERRALS)]) == (1, 0, 1)


def test_rows_that_could_not_be_split_are_nobodys() -> None:
    report = Report()
    report.add("row_length", "x.csv", row=7, expected=11)
    report.add("row_blank", "x.csv", row=8)

    found = sent(table_of({}), report=report)

    assert rows(found[NOBODY]) == (2, 0, 2)
    assert found[NOBODY].problems == {"row_blank": 1, "row_length": 1}


def test_a_file_that_cannot_be_read_has_its_problem_and_no_rows() -> None:
    report = Report()
    report.add("encoding", "z.csv", row=40)
    lost, other = Input("counts", "z.csv", "z.csv"), Input("context", "c.csv", "c.csv")
    counts = gather_counts([], scope=SCOPE, report=report)

    found = deliveries([lost, other], [[], []], counts, scope=SCOPE, report=report)

    assert [(d.file, rows(d), d.problems) for d in found] == [("z.csv", (0, 0, 0), {"encoding": 1})]


def test_a_file_of_another_kind_is_told_by_its_problems_alone() -> None:
    report = Report()
    report.add("share_above_one", "c.csv", row=2, column="intensity")
    context = Input("context", "c.csv", "context.csv")
    counts = gather_counts([], scope=SCOPE, report=report)

    found = deliveries([context], [[]], counts, scope=SCOPE, report=report)

    assert [(d.kind, d.file, d.problems) for d in found] == [
        ("context", "context.csv", {"share_above_one": 1})
    ]
