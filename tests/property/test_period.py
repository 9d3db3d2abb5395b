"""Laws of periods, whatever their frequency."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.core.period import (
    Frequency,
    Period,
    Span,
    compact,
    parse_period,
    period_range,
    span_of,
)

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FREQUENCIES = st.sampled_from(Frequency)
PERIODS = st.builds(Period.containing, DAYS, FREQUENCIES)
STEPS = st.integers(-400, 400)


@given(PERIODS)
def test_what_is_written_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, STEPS, STEPS)
def test_steps_add_up(period: Period, one: int, other: int) -> None:
    assert (period + one) + other == period + (one + other)


@given(PERIODS, STEPS)
def test_a_difference_undoes_a_step(period: Period, steps: int) -> None:
    assert (period + steps) - period == steps


@given(PERIODS)
def test_periods_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    assert (period + 1).first == period.last + timedelta(days=1)


@given(DAYS, FREQUENCIES)
def test_a_day_lies_in_the_period_that_contains_it(day: date, frequency: Frequency) -> None:
    period = Period.containing(day, frequency)

    assert period.first <= day <= period.last


@given(PERIODS, STEPS)
def test_order_is_the_order_of_days(period: Period, steps: int) -> None:
    other = period + steps

    assert (period < other) == (period.first < other.first)


@given(PERIODS)
def test_days_are_counted_from_first_to_last(period: Period) -> None:
    assert period.days == (period.last - period.first).days + 1
    assert period.days == Span(period.first, period.last).days


@given(PERIODS, st.integers(-5, 40))
def test_a_range_has_one_period_a_step(period: Period, steps: int) -> None:
    found = list(period_range(period, period + steps))

    assert found == [period + step for step in range(steps + 1)]


@given(PERIODS, st.integers(0, 40))
def test_the_days_of_a_range_are_those_of_its_span(period: Period, steps: int) -> None:
    last = period + steps

    assert sum(each.days for each in period_range(period, last)) == span_of(period, last).days


@given(DAYS, DAYS)
def test_a_span_reads_back_and_never_ends_before_it_begins(one: date, other: date) -> None:
    span = Span(min(one, other), max(one, other))

    assert parse_period(str(span)) == span
    assert span.days >= 1


@given(DAYS, st.integers(1, 1000))
def test_a_span_turned_about_is_refused(day: date, days: int) -> None:
    backward = Span(day, day - timedelta(days=days))

    with pytest.raises(ValueError, match="not a span"):
        Span.parse(str(backward))


@given(PERIODS, PERIODS)
def test_different_periods_differ_in_number_ids(one: Period, other: Period) -> None:
    assert (compact(one) == compact(other)) == (one == other)


@given(st.text("0123456789-WQH/", max_size=24))
def test_any_text_is_a_period_written_as_it_stands_or_refused(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert str(period) == text
