from datetime import date, timedelta

import polars as pl
import pytest
from tests.build import Cell, counts, key

from leadline.core.counts import Counts
from leadline.core.error import UsageError
from leadline.core.period import Period
from leadline.flow.nowcast import Asked, NowcastTable, nowcast, read_dates

JULY = date(2020, 7, 31)
PARTS = (6, 3, 1)


def month(step: int) -> str:
    return str(Period.parse("2019-01") + step)


def history(name: object = None, *, n: int = 20, known_on: date | None = None) -> list[Cell]:
    """Months from January 2019 on: 6 reported at once, 3 one month later, 1 two months later."""
    chosen = key() if name is None else name
    return [
        Cell(
            part,
            chosen,  # type: ignore[arg-type]  # a key, or the default
            month(step + delay),
            known_on or Period.parse(month(step + delay)).last,
            occurred=month(step),
        )
        for step in range(n)
        for delay, part in enumerate(PARTS)
    ]


def asked(*days: date, n_sum: int = 1, max_delay: int | None = None) -> Asked:
    return Asked(days or (JULY,), n_sum, max_delay, 1)


def middles(made: NowcastTable) -> dict[str, int]:
    rows = made.table.filter(pl.col("quantile") == 0.5)
    return dict(zip(rows["period"], rows["value"], strict=True))


GIVEN = counts(*history())


def test_rows_reach_back_as_far_as_the_largest_delay() -> None:
    made = nowcast(GIVEN, asked())

    assert made.table.height == 3 * 23
    assert middles(made)["2020-05"] == 10
    assert 8 <= middles(made)["2020-07"] <= 12
    assert made.notes == ()


def test_a_sum_has_its_last_period_and_is_a_draw_of_the_sum() -> None:
    found = middles(nowcast(GIVEN, asked(n_sum=3)))

    assert list(found) == ["2020-05", "2020-06", "2020-07"]
    assert found["2020-05"] == 30
    assert 27 <= found["2020-07"] <= 33


def test_dates_come_out_of_one_pass_as_they_come_alone() -> None:
    june = date(2020, 6, 30)

    both = nowcast(GIVEN, asked(june, JULY, max_delay=2)).table
    alone = nowcast(GIVEN, asked(june, max_delay=2)).table

    assert both.filter(pl.col("as_of") == "2020-06-30").equals(alone)


def test_dates_of_one_open_period_say_the_same() -> None:
    first, second = date(2020, 7, 31), date(2020, 8, 15)

    table = nowcast(GIVEN, asked(first, second)).table

    one, other = (
        table.filter(pl.col("as_of") == str(day)).drop("as_of") for day in (first, second)
    )
    assert one.equals(other)


def test_a_version_that_came_later_is_not_seen_before() -> None:
    late = [
        Cell(60, reported="2020-05", occurred="2020-05", known_on=date(2020, 7, 15)),
        Cell(30, reported="2020-05", occurred="2020-04", known_on=date(2020, 7, 15)),
        Cell(10, reported="2020-05", occurred="2020-03", known_on=date(2020, 7, 15)),
    ]
    given = counts(*history(), *late)
    june = date(2020, 6, 30)

    made = nowcast(given, asked(june, JULY, max_delay=2)).table
    without = nowcast(GIVEN, asked(june, max_delay=2)).table

    assert made.filter(pl.col("as_of") == str(june)).equals(without)
    assert not made.filter(pl.col("as_of") == str(JULY)).equals(nowcast(GIVEN, asked()).table)


def test_a_history_sent_at_once_can_be_looked_back_at() -> None:
    sent = counts(*history(known_on=date(2021, 1, 1)))

    assert middles(nowcast(sent, asked())) == middles(nowcast(GIVEN, asked()))


def test_a_series_that_begins_after_a_date_has_no_row_then() -> None:
    late = [
        Cell(4, key("QMB"), reported="2020-07", occurred="2020-07", known_on=JULY),
    ]

    table = nowcast(counts(*history(), *late), asked(date(2020, 6, 30), JULY, max_delay=2)).table

    assert table.filter(pl.col("member") == "QMB")["as_of"].unique().to_list() == ["2020-07-31"]


def test_other_indicators_are_nowcast_apart() -> None:
    made = nowcast(counts(*history(), *history(key(theme="helpline"))), asked())

    assert set(made.table["theme"]) == {"helpline", "violence"}


def test_an_indicator_without_a_report_by_then_has_no_row() -> None:
    late = Cell(4, key(theme="helpline"), "2020-08", date(2020, 8, 31), occurred="2020-08")

    made = nowcast(counts(*history(), late), asked())

    assert set(made.table["theme"]) == {"violence"}


def test_what_is_left_out_is_told() -> None:
    others = [
        Cell(1, key("QMB"), "2020-02", occurred="2020-01", known_on=JULY),
        Cell(1, key("QMB"), "2020-02", occurred="2020-02", known_on=JULY),
        Cell((0, 4), key("QMB"), "2020-03", occurred="2020-03", known_on=JULY),
        Cell(1, key("QMB"), "2020-04", occurred="2020-05", known_on=JULY),
    ]

    told = nowcast(counts(*history(), *others), asked(max_delay=1)).notes

    assert told == (
        "Left out: 1 cells reported before they occurred.",
        "Left out: 17 cells reported after more than the maximum delay.",
        "Left out: 1 cells that occurred before their series began.",
        "Taken at their middle: 1 cells known only as <N.",
    )


STOCK = key(theme="policing", indicator="officers")


def test_stocks_are_left_out_where_they_are_known() -> None:
    made = nowcast(counts(*history(), *history(STOCK)), asked())

    assert set(made.table["theme"]) == {"violence"}
    assert made.notes == ("Left out: 1 series of stocks, which are never late.",)


DAILY = Cell(1, reported="2020-01-02", occurred="2020-01-01")
HALVES = Cell(1, reported="2020-H1", occurred="2020-H1")


@pytest.mark.parametrize(
    ("given", "wanted", "message"),
    [
        (counts(Cell(4)), asked(), "no delay to learn from"),
        (counts(*history(), DAILY), asked(), "by day and by month"),
        (counts(HALVES), asked(), "not by half"),
        (counts(*history(STOCK)), asked(), "never late"),
        (GIVEN, asked(date(2019, 1, 31)), "begin with 2019-01"),
        (GIVEN, asked(date(2021, 3, 31)), "end with 2020-10"),
        (GIVEN, asked(max_delay=19), "there are 19 periods"),
        (GIVEN, asked(n_sum=20), "there are 19 periods"),
    ],
)
def test_what_means_nothing_is_refused(given: Counts, wanted: Asked, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        nowcast(given, wanted)


def test_delays_too_long_to_hold_are_refused() -> None:
    cells = [Cell(1, reported="2050-01-01", occurred="2000-01-01", known_on=date(2050, 1, 1))]
    first = Cell(1, reported="2000-01-01", occurred="2000-01-01", known_on=date(2000, 1, 1))

    with pytest.raises(UsageError, match="too many cells"):
        nowcast(counts(first, *cells), asked(date(2050, 1, 1)))


def test_dates_and_ranges_are_read_once_each() -> None:
    days = read_dates(["2020-01-10", "2020-01-01..2020-01-12/5", "2020-01-06"])

    assert days == tuple(date(2020, 1, 1) + timedelta(days=k) for k in (0, 5, 9, 10))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["2020-01"],
        ["2020-02-30"],
        ["2020-01-10..2020-01-01/1"],
        ["2020-01-01..2020-01-10/0"],
        ["2000-01-01..2020-01-10/1"],
    ],
)
def test_dates_that_mean_nothing_are_refused(texts: list[str]) -> None:
    with pytest.raises(UsageError, match="--as-of"):
        read_dates(texts)
