"""Who sent what, and what it can be used for: small contributions of exercise members."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from tests.build import CODELISTS, SOURCE, Cell, counts, key, plan

from leadline.core.context import Context
from leadline.core.counts import SeriesKey
from leadline.core.period import Frequency, Period, period_range
from leadline.core.plan import Break, Plan, Source
from leadline.core.population import Population
from leadline.core.received import Contribution, Delivery, Received
from leadline.flow.received import received
from leadline.intake.inputs import Inputs

POLICE = Source(SOURCE, "law_enforcement", {"en": "Police"}, "")
LINE = Source("line", "ngo", {"en": "Line"}, "")
ORDINARY = plan("QMA", sources=[POLICE])
QMA = key()
WHOLE = ("2018-01", "2020-12")


def whose(series: SeriesKey) -> Contribution:
    return Contribution(series.source, series.member, series.theme, series.indicator)


def delivery(of: Contribution = whose(QMA), **changes: object) -> Delivery:  # noqa: B008 - a tuple
    good = Delivery(of, "counts", "a.csv", "", 1, 1, 0, {}, {})
    return replace(good, **changes)


def months(first: str, last: str, *, of: SeriesKey = QMA) -> list[Cell]:
    """One cell a period from first to last."""
    every = period_range(Period.parse(first), Period.parse(last))
    return [Cell(50, of, str(period), date(2020, 12, 31)) for period in every]


def inputs(cells: Sequence[Cell], *deliveries: Delivery) -> Inputs:
    sent = deliveries or [delivery(whose(k)) for k in dict.fromkeys(cell.key for cell in cells)]
    return Inputs(counts(*cells), (), Context(()), Population(()), (), (), tuple(sent))


def rows(
    cells: Sequence[Cell], *deliveries: Delivery, asked: Plan = ORDINARY
) -> tuple[Received, ...]:
    return received(asked, inputs(cells, *deliveries), codelists=CODELISTS)


def row(cells: Sequence[Cell], *deliveries: Delivery, asked: Plan = ORDINARY) -> Received:
    (only,) = rows(cells, *deliveries, asked=asked)
    return only


def test_a_whole_series_is_told_with_its_periods_and_may_be_used_as_one() -> None:
    found = row(months(*WHOLE))

    assert (found.frequency, str(found.first), str(found.last)) == ("month", *WHOLE)
    assert (found.baseline_share, found.window_share) == (1.0, 1.0)
    assert (found.use, found.reasons) == ("series", ())
    assert found.known_on == date(2020, 12, 31)


def test_shares_are_of_the_periods_that_have_a_value() -> None:
    blank = Cell(None, reported="2020-03", known_on=date(2020, 12, 31), status="M")

    found = row([*months("2019-02", "2020-02"), blank, *months("2020-04", "2020-12")])

    assert found.baseline_share == pytest.approx(13 / 26)
    assert found.window_share == pytest.approx(9 / 10)
    assert found.n_blank == 1


def test_small_counts_are_told_apart_from_blanks() -> None:
    small = Cell((0, 4), reported="2020-12", known_on=date(2020, 12, 31))

    found = row([*months("2018-01", "2020-11"), small])

    assert (found.n_small, found.n_blank) == (1, 0)
    assert found.use == "series"


@pytest.mark.parametrize(
    ("between", "use", "reasons"),
    [
        ([("2018-01", "2020-09")], "two_totals", ("stopped",)),
        ([("2019-06", "2020-12")], "nothing", ("short_baseline",)),
        ([("2020-03", "2020-12")], "nothing", ("short_baseline",)),
        ([("2018", "2020")], "two_totals", ("frequency",)),
        ([("2020", "2020")], "nothing", ("frequency",)),
        ([("2018-Q1", "2020-Q4")], "series", ()),
    ],
)
def test_what_a_contribution_can_be_used_for_follows_from_its_periods(
    between: list[tuple[str, str]], use: str, reasons: tuple[str, ...]
) -> None:
    found = row([cell for ends in between for cell in months(*ends)])

    assert (found.use, found.reasons) == (use, reasons)


def test_totals_from_day_to_day_have_no_frequency_and_no_share() -> None:
    spans = ("2019-03-01/2019-12-31", "2020-03-01/2020-12-31")

    found = row([Cell(500, reported=span, known_on=date(2020, 12, 31)) for span in spans])

    assert (found.frequency, found.baseline_share, found.window_share) == ("total", None, None)
    assert (found.use, found.reasons) == ("two_totals", ("frequency",))


def test_totals_of_unlike_length_are_no_two_totals() -> None:
    spans = ("2019-01-01/2019-12-31", "2020-03-01/2020-12-31")

    found = row([Cell(500, reported=span, known_on=date(2020, 12, 31)) for span in spans])

    assert found.use == "nothing"


def test_a_break_near_the_window_leaves_nothing_to_compare() -> None:
    broken = replace(ORDINARY, breaks=(Break(SOURCE, Period.parse("2020-01"), "", ""),))

    found = row(months(*WHOLE), asked=broken)

    assert (found.use, found.reasons) == ("nothing", ("break_in_window",))


def test_a_window_that_has_not_settled_bears_no_series_yet() -> None:
    waiting = replace(ORDINARY, delay_within={Frequency.MONTH: 2})

    assert row(months(*WHOLE), asked=waiting).reasons == ("unsettled",)


def test_a_window_without_a_whole_quarter_bears_no_quarters() -> None:
    short = replace(ORDINARY, window=(Period.parse("2020-03"), Period.parse("2020-04")))

    assert row(months("2018-Q1", "2020-Q4"), asked=short).reasons == ("window_short",)


def test_a_stock_is_never_a_series() -> None:
    staff = key(theme="policing", indicator="officers")

    assert row(months(*WHOLE, of=staff)).reasons == ("stock",)


def test_one_whole_channel_may_be_used_and_the_other_says_why_not() -> None:
    phone = key(channel="phone")

    found = row([*months(*WHOLE), *months("2018-01", "2020-05", of=phone)])

    assert (found.use, found.reasons) == ("series", ("stopped",))


def test_refused_rows_stand_against_the_use_that_the_others_have() -> None:
    bad = delivery(problems={"count_form": 2}, n_received=38, n_read=36, n_refused=2)

    found = row(months(*WHOLE), bad)

    assert (found.use, found.reasons) == ("series", ("rows_refused",))
    assert (found.n_received, found.n_read, found.n_refused) == (38, 36, 2)


def test_several_files_of_one_contribution_are_one_row() -> None:
    first = delivery(problems={"count_form": 1}, mapping="a.map.toml")
    second = delivery(file="b.csv", problems={"count_form": 2}, notes={"delay_negative": 1})

    found = row(months(*WHOLE), first, second)

    assert (found.files, found.mappings) == (("a.csv", "b.csv"), ("a.map.toml",))
    assert (found.problems, found.notes) == ({"count_form": 3}, {"delay_negative": 1})


def test_declared_sources_and_members_that_sent_nothing_have_rows_without_files() -> None:
    asked = plan("QMA", "QMB", sources=[POLICE, LINE])

    found = rows(months(*WHOLE), asked=asked)

    assert [(r.contribution.source, r.contribution.member, r.files) for r in found] == [
        (SOURCE, "QMA", ("a.csv",)),
        ("line", "", ()),
        ("", "QMB", ()),
    ]
    assert [r.reasons for r in found[1:]] == [("no_counts",), ("no_counts",)]


def test_rows_come_in_the_order_of_the_assessment() -> None:
    asked = plan("QMB", "QMA", sources=[LINE, POLICE])
    keys = [key("QMA"), key("QMB"), key("QMA", source="line"), key("QMB", source="line")]

    found = rows([Cell(5, k, "2020-01", date(2020, 6, 1)) for k in keys], asked=asked)

    assert [(r.contribution.source, r.contribution.member) for r in found] == [
        ("line", "QMB"), ("line", "QMA"), (SOURCE, "QMB"), (SOURCE, "QMA"),
    ]  # fmt: skip


def test_files_that_are_nobodys_stand_apart_from_each_other_at_the_end() -> None:
    nobody = Contribution("", "", "", "")
    lost = delivery(nobody, file="b.csv", problems={"file_missing": 1}, n_received=0, n_read=0)
    torn = replace(lost, file="c.csv", kind="context")

    found = rows(months(*WHOLE), delivery(), lost, torn)

    assert [(r.kind, r.files, r.use) for r in found] == [
        ("counts", ("a.csv",), "series"),
        ("context", ("c.csv",), "nothing"),
        ("counts", ("b.csv",), "nothing"),
    ]


def test_a_contribution_of_which_no_row_could_be_read_can_be_used_for_nothing() -> None:
    bad = delivery(problems={"count_form": 1}, n_read=0, n_refused=1)

    found = row([], bad)

    assert found.reasons == ("rows_refused", "nothing_read")
    assert (found.frequency, found.first, found.known_on) == ("", None, None)


def test_a_later_version_replaces_what_an_earlier_one_said() -> None:
    withdrawn = Cell(None, reported="2020-12", known_on=date(2021, 1, 1), status="M")

    found = row([*months(*WHOLE), withdrawn])

    assert (found.n_blank, found.window_share) == (1, pytest.approx(0.9))
