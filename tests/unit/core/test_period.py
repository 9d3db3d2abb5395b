from datetime import date

import pytest

from leadline.core.period import (
    Frequency,
    Period,
    Span,
    compact,
    days_shared,
    name_days,
    parse_period,
    period_range,
    span_of,
    years_before,
)


@pytest.mark.parametrize(
    ("text", "frequency", "first", "last", "days"),
    [
        ("2020-02-29", Frequency.DAY, date(2020, 2, 29), date(2020, 2, 29), 1),
        ("2020-W14", Frequency.WEEK, date(2020, 3, 30), date(2020, 4, 5), 7),
        ("2020-W53", Frequency.WEEK, date(2020, 12, 28), date(2021, 1, 3), 7),
        ("2020-02", Frequency.MONTH, date(2020, 2, 1), date(2020, 2, 29), 29),
        ("2020-12", Frequency.MONTH, date(2020, 12, 1), date(2020, 12, 31), 31),
        ("2020-Q4", Frequency.QUARTER, date(2020, 10, 1), date(2020, 12, 31), 92),
        ("2020-H1", Frequency.HALF, date(2020, 1, 1), date(2020, 6, 30), 182),
        ("2020-H2", Frequency.HALF, date(2020, 7, 1), date(2020, 12, 31), 184),
        ("2020", Frequency.YEAR, date(2020, 1, 1), date(2020, 12, 31), 366),
    ],
)
def test_every_form_of_a_period_is_read_with_its_days_and_written_again(
    text: str, frequency: Frequency, first: date, last: date, days: int
) -> None:
    period = Period.parse(text)

    assert (period.frequency, period.first, period.last) == (frequency, first, last)
    assert (period.days, str(period)) == (days, text)


@pytest.mark.parametrize(
    "text",
    [
        "2020-13",
        "2020-00",
        "2020-02-30",
        "2021-02-29",
        "2021-W53",
        "2020-W54",
        "2020-W00",
        "2020-Q0",
        "2020-Q5",
        "2020-H3",
        "0000",
        "0000-01",
        "0000-Q1",
        "0000-W01",
        "20",
        "2020-1",
        "2020-1-1",
        "2020-w14",
        "2020-Q1 ",
        " 2020",
        "+2020",
        "2020/03",
        "202003",
        "٢٠٢٠",
        "2020-03-01/2020-05-31",
        "",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("2020-12", 1, "2021-01"),
        ("2020-01", -1, "2019-12"),
        ("2020-02-28", 2, "2020-03-01"),
        ("2020-W53", 1, "2021-W01"),
        ("2021-W01", -1, "2020-W53"),
        ("2019-W52", 1, "2020-W01"),
        ("2020-Q4", 1, "2021-Q1"),
        ("2020-H2", 1, "2021-H1"),
        ("2020", -20, "2000"),
    ],
)
def test_steps_cross_the_end_of_a_year(text: str, steps: int, expected: str) -> None:
    assert str(Period.parse(text) + steps) == expected


def test_periods_of_one_frequency_subtract_to_steps() -> None:
    assert Period.parse("2021-03") - Period.parse("2020-12") == 3


def test_periods_of_different_frequency_do_not_subtract() -> None:
    with pytest.raises(AssertionError, match="different frequency"):
        Period.parse("2020-03") - Period.parse("2020-Q1")


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency.DAY, "2021-01-03"),
        (Frequency.WEEK, "2020-W53"),
        (Frequency.MONTH, "2021-01"),
        (Frequency.QUARTER, "2021-Q1"),
        (Frequency.HALF, "2021-H1"),
        (Frequency.YEAR, "2021"),
    ],
)
def test_the_third_of_january_2021_lies_in_one_period_of_each_frequency(
    frequency: Frequency, expected: str
) -> None:
    assert str(Period.containing(date(2021, 1, 3), frequency)) == expected


def test_a_usual_year_has_so_many_periods() -> None:
    assert [frequency.per_year for frequency in Frequency] == [365, 52, 12, 4, 2, 1]


def test_periods_sort_in_time() -> None:
    months = [Period.parse(text) for text in ("2021-01", "2019-12", "2020-06")]

    assert [str(month) for month in sorted(months)] == ["2019-12", "2020-06", "2021-01"]


def test_a_range_holds_both_ends() -> None:
    months = period_range(Period.parse("2020-11"), Period.parse("2021-01"))

    assert [str(month) for month in months] == ["2020-11", "2020-12", "2021-01"]


def test_a_range_that_ends_before_it_begins_is_empty() -> None:
    assert list(period_range(Period.parse("2020-03"), Period.parse("2020-01"))) == []


def test_a_range_across_frequencies_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="different frequency"):
        list(period_range(Period.parse("2020-03"), Period.parse("2020-Q2")))


def test_a_span_is_read_with_both_days_and_written_again() -> None:
    span = Span.parse("2020-03-01/2020-05-31")

    assert (span.first, span.last, span.days) == (date(2020, 3, 1), date(2020, 5, 31), 92)
    assert str(span) == "2020-03-01/2020-05-31"


def test_a_span_may_be_one_day() -> None:
    assert Span.parse("2020-03-01/2020-03-01").days == 1


@pytest.mark.parametrize(
    "text",
    [
        "2020-03-01",
        "2020-05-31/2020-03-01",
        "2020-03/2020-05",
        "2020-03-01/2020-05",
        "2020-03/2020-05-31",
        "2020-02-30/2020-05-31",
        "2020-03-01/2020-05-32",
        "2020-03-01/",
        "/2020-03-01",
        "2020-03-01/2020-04-01/2020-05-01",
    ],
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Span.parse(text)


@pytest.mark.parametrize("text", ["2020-03", "2020-03-01/2020-05-31"])
def test_a_text_is_read_as_period_or_span_by_its_slash(text: str) -> None:
    assert str(parse_period(text)) == text


def test_the_span_of_two_months_goes_from_first_to_last_day() -> None:
    assert str(span_of(Period.parse("2020-03"), Period.parse("2020-05"))) == "2020-03-01/2020-05-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-Q2", "2020Q2"),
        ("2020-W14", "2020W14"),
        ("2020-03-14", "20200314"),
        ("2020-03-01/2020-05-31", "20200301_20200531"),
    ],
)
def test_in_a_number_id_a_period_has_no_hyphen_or_slash(text: str, expected: str) -> None:
    assert compact(parse_period(text)) == expected


@pytest.mark.parametrize(
    ("text", "years", "earlier"),
    [
        ("2020-Q2", 1, "2019-Q2"),
        ("2020", 3, "2017"),
        ("2020-W14", 1, "2019-W14"),
        ("2020-03-01/2020-12-31", 1, "2019-03-01/2019-12-31"),
        ("2020-02-01/2020-02-29", 1, "2019-02-01/2019-02-28"),
        ("2021-02-01/2021-02-28", 1, "2020-02-01/2020-02-29"),
        ("2020-02-29/2020-05-10", 1, "2019-02-28/2019-05-10"),
        ("2020-03-16/2020-06-28", 1, "2019-03-18/2019-06-30"),
        ("2018-01-01/2018-12-31", 1, "2017-01-01/2017-12-31"),
    ],
)
def test_the_same_time_of_an_earlier_year_keeps_the_ends_of_months_and_whole_weeks(
    text: str, years: int, earlier: str
) -> None:
    assert str(years_before(parse_period(text), years)) == earlier


@pytest.mark.parametrize("text", ["2020-03", "2020-Q2", "2020-H1", "2020", "2020-03-01/2020-05-31"])
def test_days_have_the_name_of_the_month_quarter_half_or_year_that_they_are(text: str) -> None:
    period = parse_period(text)

    assert str(name_days(period.first, period.last)) == text


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2020-H1", "2020-03-01/2020-12-31", 122),
        ("2020-06", "2020-03-01/2020-12-31", 30),
        ("2020-02", "2020-03-01/2020-12-31", 0),
        ("2020", "2020-03", 31),
    ],
)
def test_the_days_that_two_periods_share(one: str, other: str, days: int) -> None:
    assert days_shared(parse_period(one), parse_period(other)) == days
