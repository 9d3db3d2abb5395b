import pytest
from tests.build import Cell, counts, key

from leadline.assess.contradiction import ask_contradictions
from leadline.core.period import Period, parse_period
from leadline.core.question import Question

ALL, PHONE, MAIL = (key(channel=channel) for channel in ("all", "phone", "mail"))
MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 13))


def months(*values: int | tuple[int, int] | None) -> list[Cell]:
    return [Cell(value, reported=month) for value, month in zip(values, MONTHS, strict=False)]


def test_a_quarter_unlike_its_months_is_asked_about_with_both_numbers_and_its_line() -> None:
    sent = counts(*months(10, 20, 30), Cell(70, reported="2020-Q1", file="quarters.csv", row=9))

    assert ask_contradictions(sent) == (
        Question(
            "total_differs",
            key(),
            (Period.parse("2020-Q1"), Period.parse("2020-01"), Period.parse("2020-03")),
            (70, 70, 60, 60),
            "quarters.csv",
            9,
        ),
    )


@pytest.mark.parametrize(
    "total",
    [
        Cell(60, reported="2020-Q1"),
        Cell((55, 62), reported="2020-Q1"),
        Cell(None, reported="2020-Q1"),
        Cell(70, reported="2020-Q2"),
        Cell(70, reported="2020-H1"),
        Cell(70, reported="2020-01-15/2020-03-31"),
        Cell(70, key("QMB"), reported="2020-Q1"),
        Cell(70, PHONE, reported="2020-Q1"),
    ],
    ids=[
        "it sums",
        "bounds that hold it",
        "no value",
        "another quarter",
        "not all its months",
        "parts of a month",
        "another member",
        "another channel",
    ],
)
def test_what_may_be_so_is_not_asked_about(total: Cell) -> None:
    assert ask_contradictions(counts(*months(10, 20, 30), total)) == ()


@pytest.mark.parametrize(
    ("parts", "total", "numbers"),
    [
        (months(10, 20, (0, 4)), 34, ()),
        (months(10, 20, (0, 4)), 35, (35, 35, 30, 34)),
        (months(10, 20, (0, 4)), 29, (29, 29, 30, 34)),
        (months(10, 20, 30), (0, 4), (0, 4, 60, 60)),
    ],
)
def test_bounds_contradict_only_where_no_count_within_them_would_do(
    parts: list[Cell], total: int | tuple[int, int], numbers: tuple[int, ...]
) -> None:
    found = ask_contradictions(counts(*parts, Cell(total, reported="2020-Q1")))

    assert [question.numbers for question in found] == [numbers][: len(numbers)]


def test_a_month_without_value_leaves_its_quarter_unasked() -> None:
    assert ask_contradictions(counts(*months(10, None, 30), Cell(70, reported="2020-Q1"))) == ()


@pytest.mark.parametrize(
    ("total", "last"),
    [("2020-H1", "2020-06"), ("2020", "2020-12"), ("2020-02-01/2020-05-31", "2020-05")],
)
def test_halves_years_and_spans_are_set_beside_their_months(total: str, last: str) -> None:
    (found,) = ask_contradictions(counts(*months(*[10] * 12), Cell(999, reported=total)))

    assert found.periods[0] == parse_period(total)
    assert found.periods[2] == Period.parse(last)


def test_a_year_is_set_beside_its_quarters_before_its_months() -> None:
    quarters = [Cell(30, reported=f"2020-Q{quarter}") for quarter in (1, 2, 3, 4)]

    (found,) = ask_contradictions(
        counts(*months(*[10] * 12), *quarters, Cell(999, reported="2020"))
    )

    assert found.periods[1] == Period.parse("2020-Q1")


def test_cells_of_one_month_by_occurrence_are_summed_before_they_are_compared() -> None:
    parts = [Cell(5, reported="2020-01"), Cell(5, reported="2020-01"), *months(0, 20, 30)[1:]]

    assert ask_contradictions(counts(*parts, Cell(60, reported="2020-Q1"))) == ()


def test_channels_that_exceed_the_channel_of_all_are_asked_about() -> None:
    sent = counts(Cell(50, ALL, row=4), Cell(30, PHONE), Cell(25, MAIL))

    assert ask_contradictions(sent) == (
        Question(
            "channels_differ", ALL, (Period.parse("2020-01"),), (50, 50, 55, 55), "counts.csv", 4
        ),
    )


def test_channels_may_be_fewer_than_all() -> None:
    assert ask_contradictions(counts(Cell(50, ALL), Cell(30, PHONE))) == ()


def test_without_a_channel_of_all_nothing_is_compared() -> None:
    assert ask_contradictions(counts(Cell(30, PHONE), Cell(25, MAIL))) == ()


def test_without_counts_nothing_is_asked() -> None:
    assert ask_contradictions(counts()) == ()
