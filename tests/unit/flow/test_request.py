from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.build import QMA, Cell, counts, key, plan

from leadline.core.letter import Request, Understood
from leadline.core.period import Period
from leadline.core.received import NOTHING, SERIES, Contribution, Received
from leadline.flow.request import Held, requests

PLAN = plan("QMA")
MONTHS = [f"{year}-{month:02d}" for year in (2017, 2018, 2019, 2020) for month in range(1, 13)]
WHOSE = Contribution("police", "QMA", "violence", "victims")
GOT = Received(WHOSE, n_received=1, n_read=1, frequency="month", use=SERIES)


def held(
    got: Received = GOT, *, months: Sequence[str] = MONTHS, has_sheet: bool = True, breaks=()
) -> Held:
    cells = counts(*(Cell(9, reported=month) for month in months))
    return Held(Understood(got, ("unknown",), breaks, has_sheet), cells)


def kinds(*every: Held) -> list[str]:
    return [request.kind for request in requests(PLAN, every)]


def test_of_a_source_that_sent_nothing_counts_of_baseline_and_window_are_asked() -> None:
    whole = (Period.parse("2018-01"), Period.parse("2020-12"))

    assert requests(PLAN, ()) == (Request("counts", 0, (whole,)),)


def test_of_a_whole_series_with_its_sheet_only_the_time_of_occurrence_is_asked() -> None:
    assert kinds(held()) == ["occurred"]


def test_periods_without_a_count_are_asked_for_as_runs() -> None:
    got = replace(GOT, use=NOTHING, reasons=("incomplete",))
    kept = [month for month in MONTHS if month not in ("2020-04", "2020-05", "2020-09")]

    first, *_ = requests(PLAN, (held(got, months=kept),))

    assert first.kind == "periods"
    assert [tuple(map(str, run)) for run in first.spans] == [
        ("2020-04", "2020-05"),
        ("2020-09", "2020-09"),
    ]


def test_a_period_that_one_of_two_channels_has_is_asked_for_as_well() -> None:
    got = replace(GOT, use=NOTHING, reasons=("incomplete",))
    phone = [Cell(9, key(channel="phone"), month) for month in MONTHS if month != "2020-04"]
    cells = counts(*(Cell(9, reported=month) for month in MONTHS), *phone)

    first, *_ = requests(PLAN, (Held(Understood(got, (), (), True), cells),))

    assert [str(run[0]) for run in first.spans] == ["2020-04"]


def test_in_place_of_totals_months_are_asked_for() -> None:
    got = replace(GOT, frequency="total", use=NOTHING, reasons=("frequency",))
    span = "2020-03-01/2020-12-31"

    assert kinds(held(got, months=[span])) == ["monthly", "occurred"]


def test_a_series_that_begins_late_is_asked_for_earlier_counts() -> None:
    got = replace(GOT, use=NOTHING, reasons=("short_baseline",))

    assert kinds(held(got, months=MONTHS[30:])) == ["earlier", "occurred"]


def test_a_baseline_of_less_than_three_years_is_asked_to_be_longer() -> None:
    first, *_ = requests(PLAN, (held(months=MONTHS[12:]),))

    assert first.kind == "longer"
    assert [tuple(map(str, run)) for run in first.spans] == [("2017-03", "2017-12")]


def test_no_longer_baseline_is_asked_for_where_a_break_would_cut_it() -> None:
    broken = held(months=MONTHS[12:], breaks=(Period.parse("2018-01"),))

    assert kinds(broken) == ["occurred"]


def test_rows_to_mend_come_first_and_no_more_than_three_things_are_asked() -> None:
    refused = replace(GOT, n_refused=4, use=NOTHING, reasons=("incomplete", "rows_refused"))
    whole = held(refused, months=MONTHS[:-1], has_sheet=False)

    assert kinds(whole) == ["mend", "periods", "sheet"]
    assert requests(PLAN, (whole,))[0].n == 4


def test_what_helps_more_series_comes_first() -> None:
    short = replace(GOT, use=NOTHING, reasons=("short_baseline",))
    total = replace(GOT, frequency="total", use=NOTHING, reasons=("frequency",))
    totals = held(total, months=["2020-03-01/2020-12-31"])

    assert kinds(held(short, months=MONTHS[30:]), totals, totals)[:2] == ["monthly", "earlier"]


@pytest.mark.parametrize(
    ("reasons", "cells"),
    [(("stock",), counts(Cell(9, QMA))), (("nothing_read",), None)],
)
def test_nothing_is_asked_of_a_stock_nor_of_what_could_not_be_read(reasons, cells) -> None:
    got = replace(GOT, use=NOTHING, reasons=reasons)

    assert requests(PLAN, (Held(Understood(got, (), (), False), cells),)) == ()
