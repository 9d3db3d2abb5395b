"""Which two totals are found among counts, and what one leads to expect of the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from tests.build import KEY, MONTH, SHEET, Cell, counts, key, plan, setting

from leadline.assess.totals import TwoTotals
from leadline.core.counts import SeriesKey, SeriesSheet
from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT
from leadline.core.finding import Estimate, Finding
from leadline.core.period import parse_period
from leadline.core.plan import Plan
from leadline.flow.totals import Left, find_totals, keys_with_totals, tell_totals

# Baseline January 2018 to February 2020, window March to December 2020.
PLAN = plan("QMA", "QMB")
SPANS = ("2019-03-01/2019-12-31", "2020-03-01/2020-12-31")


Row = tuple[str, int | tuple[int, int] | None]


def cells(*given: Row, of: SeriesKey | None = None) -> list[Cell]:
    return [Cell(count, of or key(), period) for period, count in given]


def found(
    rows: Sequence[Cell],
    *,
    given: Plan = PLAN,
    breaks: dict[SeriesKey, frozenset[date]] | None = None,
    modelled: frozenset[SeriesKey] = frozenset(),
) -> dict[SeriesKey, TwoTotals | str]:
    given_counts = counts(*rows)
    left = Left(given_counts, frozenset(given_counts.keys) - modelled)
    none = {each: frozenset[date]() for each in given_counts.keys}
    pairs, refused = find_totals(left, given, breaks=none | (breaks or {}))
    return {**pairs, **dict(refused)}


def periods(*rows: Row) -> tuple[str, str] | str:
    pair = found(cells(*rows))[key()]
    return pair if isinstance(pair, str) else (str(pair.earlier), str(pair.period))


def test_a_total_of_the_window_stands_beside_that_of_the_same_days_a_year_earlier() -> None:
    pair = found(cells((SPANS[0], 100), (SPANS[1], 70)))[key()]

    earlier, period = map(parse_period, SPANS)
    assert pair == TwoTotals(earlier, period, 1, (100, 100), (70, 70))


@pytest.mark.parametrize(
    ("rows", "pair"),
    [
        ([("2019-H2", 9), ("2020-H2", 9)], ("2019-H2", "2020-H2")),
        ([("2019", 9), ("2020", 9)], ("2019", "2020")),
        ([("2019-01-01/2019-12-31", 9), ("2020", 9)], ("2019", "2020")),
        ([("2019-H1", 9), ("2019-H2", 9), ("2020-H1", 9), ("2020-H2", 9)], ("2019", "2020")),
        ([("2019-04", 9), ("2020-04", 9)], ("2019-04", "2020-04")),
        ([("2019-Q2", 9), ("2020-04-01/2020-06-30", 9)], ("2019-Q2", "2020-Q2")),
        ([("2019-W20", 9), ("2020-W20", 9)], ("2019-05-13/2019-05-19", "2020-05-11/2020-05-17")),
        ([("2018", 8), ("2020", 9)], ("2018", "2020")),
        ([("2018", 8), ("2019", 9), ("2020", 9)], ("2019", "2020")),
        (
            [("2019-04-03/2019-06-28", 9), ("2020-04-01/2020-06-30", 9)],
            ("2019-04-03/2019-06-28", "2020-Q2"),
        ),
    ],
)
def test_totals_of_the_same_time_of_year_are_found_in_any_frequency(
    rows: list[tuple[str, int]], pair: tuple[str, str]
) -> None:
    assert periods(*rows) == pair


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(SPANS[1], 70)], "one_total"),
        ([(SPANS[0], None), (SPANS[1], 70)], "one_total"),
        ([("2019-12-01/2020-02-29", 70), ("2020-03-01/2020-05-31", 70)], "other_season"),
        ([("2017", 70), ("2020", 70)], "other_season"),
        ([("2019", 70)], "no_total"),
        ([("2019-H1", 70), ("2020-01-01/2020-04-15", 70)], "partly_in_window"),
        ([("2019-Q1", 70), ("2020-Q1", 70)], "partly_in_window"),
        ([("2019-05", 7), ("2019-06", 7), ("2019-07", 7), ("2020-05", 7), ("2020-07", 7)],
         "incomplete"),
    ],
)  # fmt: skip
def test_where_nothing_can_be_set_beside_a_total_a_reason_says_so(
    rows: list[tuple[str, int | None]], reason: str
) -> None:
    assert periods(*rows) == reason


def test_a_total_that_meets_the_window_in_part_is_taken_whole() -> None:
    """January to June: 121 of 182 days lie in the window."""
    assert periods(("2019-H1", 100), ("2020-H1", 80)) == ("2019-H1", "2020-H1")


def test_a_total_inside_the_window_comes_before_one_that_reaches_out_of_it() -> None:
    rows = [("2019", 100), ("2020", 80), (SPANS[0], 90), (SPANS[1], 70)]

    assert periods(*rows) == SPANS


def test_two_totals_share_no_day() -> None:
    """Thirteen months: those a year earlier end where these begin."""
    rows = [("2019-12-01/2020-12-31", 90), ("2018-12-01/2019-12-31", 80)]

    assert periods(*rows) == "other_season"


def test_more_of_the_window_is_worth_some_days_outside_it() -> None:
    halves = [("2019-H2", 100), ("2020-H2", 80), ("2019", 190), ("2020", 170)]

    assert periods(*halves) == ("2019", "2020")


def test_a_total_that_is_still_coming_in_is_not_compared() -> None:
    young = replace(PLAN, as_of=date(2021, 2, 27), delay_within={MONTH: 2})
    rows = cells((SPANS[0], 100), (SPANS[1], 70))

    assert found(rows, given=young)[key()] == "not_settled"
    assert found(rows, given=replace(young, as_of=date(2021, 2, 28)))[key()] != "not_settled"


@pytest.mark.parametrize(
    ("day", "withheld"),
    [
        (date(2019, 3, 1), ""),
        (date(2019, 8, 1), "break_in_window"),
        (date(2020, 5, 1), "break_in_window"),
        (date(2021, 1, 1), ""),
    ],
)
def test_a_change_of_practice_between_the_two_is_no_change_of_reports(
    day: date, withheld: str
) -> None:
    rows = cells((SPANS[0], 100), (SPANS[1], 70))

    pair = found(rows, breaks={key(): frozenset({day})})[key()]

    assert isinstance(pair, TwoTotals)
    assert pair.withheld == withheld


def test_series_of_which_a_model_speaks_are_not_looked_at_again() -> None:
    rows = cells((SPANS[0], 100), (SPANS[1], 70))

    assert found(rows, modelled=frozenset({key()})) == {}


def test_a_member_with_totals_of_different_periods_of_two_countries_is_incomplete() -> None:
    other = key(about="QMB")
    rows = [*cells((SPANS[0], 9), (SPANS[1], 7)), *cells(("2019", 9), ("2020", 7), of=other)]

    assert found(rows) == {key(): "incomplete", other: "incomplete"}


def test_a_member_of_which_a_model_speaks_in_part_has_no_two_totals_beside_it() -> None:
    other = key(about="QMB")
    rows = [*cells((SPANS[0], 9), (SPANS[1], 7)), *cells(("2020-03", 9), of=other)]

    assert found(rows, modelled=frozenset({other})) == {key(): "incomplete"}


def test_check_knows_beforehand_which_series_have_two_totals() -> None:
    rows = [*cells((SPANS[0], 9), (SPANS[1], 7)), *cells(("2020", 9), of=key("QMB"))]

    assert keys_with_totals(counts(*rows), PLAN) == {key()}


def told(
    rows: Sequence[Cell], *, given: Plan = PLAN, sheets: Sequence[SeriesSheet] = ()
) -> Finding:
    given_counts = counts(*rows)
    left = Left(given_counts, frozenset(k for k in given_counts.keys if k.member == "QMA"))
    (finding,), _ = tell_totals(left, given, setting(placebo=""), sheets=sheets, rounding_key=KEY)
    return finding


def headline(
    rows: Sequence[Cell], *, given: Plan = PLAN, sheets: Sequence[SeriesSheet] = ()
) -> Estimate:
    return told(rows, given=given, sheets=sheets).statements[0].totals[0]


def steady(member: str) -> list[Cell]:
    """Three years of quarters that hardly move, none in the window."""
    quarters = [f"201{year}-Q{n}" for year in (7, 8, 9) for n in (1, 2, 3, 4)]
    return cells(*((quarter, 1000) for quarter in quarters), of=key(member))


def wide(estimate: Estimate) -> int:
    return estimate.expected[UPPER_AT] - estimate.expected[LOWER_AT]


TWO = cells(("2019-Q2", 1000), ("2020-Q2", 700))
LONG = replace(PLAN, baseline=(PLAN.baseline[0] + -12, PLAN.baseline[1]))


def test_what_is_expected_is_the_earlier_total_by_the_day() -> None:
    assert headline(TWO).expected[MIDDLE_AT] == pytest.approx(1000, rel=0.03)


def test_steady_series_of_the_same_kind_narrow_the_interval() -> None:
    others = [cell for member in ("QMB", "QMC", "QMD") for cell in steady(member)]

    assert wide(headline([*TWO, *others], given=LONG)) < 0.5 * wide(headline(TWO, given=LONG))


def test_of_hidden_totals_an_interval_says_no_more_than_they_would_print() -> None:
    """Of a small count, printed as 0 or 5, sixteen pairs cannot be told apart by the width."""
    large = cells(("2019-Q2", 100_000), ("2020-Q2", 70_000))
    small = [
        cells(("2018-Q2", first), ("2019-Q2", second), of=key("QMB"))
        for first, second in product(range(1, 5), repeat=2)
    ]

    expected = {headline([*large, *rows]).expected for rows in small}

    assert 1 < len(expected) <= 4


def test_series_that_their_source_does_not_open_say_nothing_of_others() -> None:
    closed = [replace(cell, key=key("QMB", source="closed")) for cell in steady("QMB")]
    sheet = replace(SHEET, source="closed", public="no")

    assert headline([*TWO, *closed], given=LONG) != headline(TWO, given=LONG)
    assert headline([*TWO, *closed], given=LONG, sheets=(sheet,)) == headline(TWO, given=LONG)


def test_series_of_another_kind_say_nothing_of_it() -> None:
    other = [replace(cell, key=key("QMB", indicator="officers")) for cell in steady("QMB")]

    assert headline([*TWO, *other], given=LONG) == headline(TWO, given=LONG)


def test_what_is_known_within_bounds_says_nothing_of_how_totals_vary() -> None:
    open_ = [replace(cell, count=(0, 4)) for cell in steady("QMB")]

    assert headline([*TWO, *open_], given=LONG) == headline(TWO, given=LONG)


def test_a_marked_break_takes_the_pairs_around_it_out() -> None:
    broken = [
        replace(cell, status="B" if cell.reported in ("2018-Q2", "2019-Q2") else "A")
        for cell in steady("QMB")
    ]

    assert headline([*TWO, *broken], given=LONG) == headline(TWO, given=LONG)


def test_a_total_marked_as_a_break_is_compared_with_nothing() -> None:
    marked = [replace(cell, status="B" if cell.reported == "2020-Q2" else "A") for cell in TWO]

    assert told(marked).statements[0].withheld == "break_in_window"


def test_what_is_expected_says_no_more_of_the_earlier_total_than_its_rounded_value() -> None:
    """All counts that print the same number lead to the same expected quantiles."""
    rows = [cells(("2019-Q2", count), ("2020-Q2", 700)) for count in range(996, 1005)]

    expected = {headline(row).expected for row in rows}

    assert 1 < len(expected) <= 3


def test_no_series_left_is_no_finding() -> None:
    left = Left(counts(*TWO), frozenset())

    assert tell_totals(left, PLAN, setting(), sheets=(), rounding_key=KEY) == ((), ())


def test_the_quantiles_of_what_is_expected_ascend() -> None:
    assert (np.diff(headline(TWO).expected) >= 0).all()
