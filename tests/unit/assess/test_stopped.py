from math import nan

import pytest
from tests.build import comparable, key

from leadline.assess.stopped import ask_stopped
from leadline.core.finding import MeasureSpell
from leadline.core.period import Period

# Twelve periods from January 2020 on, of which April to September are the window.
A = key("QMA")


def asked(row: list[float], *measures: MeasureSpell) -> list[tuple[str, list[str]]]:
    found = ask_stopped(comparable({A: row}), measures)
    return [(question.reason, [str(period) for period in question.periods]) for question in found]


def since(month: str, *members: str) -> MeasureSpell:
    period = Period.parse(month)
    return MeasureSpell("QM", members, "stay_home", period, period + 3, 3, 1.0, "oxcgrt")


def test_a_series_with_every_period_up_to_the_end_of_the_window_is_not_asked_about() -> None:
    assert asked([9.0] * 12) == []
    assert asked([*[9.0] * 9, nan, nan, nan]) == []


@pytest.mark.parametrize(
    ("n_known", "measures", "reason"),
    [
        (6, (), "stopped"),
        (3, (), "stopped_measures"),
        (4, (), "stopped_measures"),
        (5, (since("2020-06", "QMA"),), "stopped_measures"),
        (3, (since("2020-06", "QMA"),), "stopped"),
        (5, (since("2020-06", "QMB"),), "stopped"),
    ],
    ids=[
        "in the window",
        "where the window begins",
        "a month later",
        "with the member's measures",
        "before them",
        "with another's measures",
    ],
)
def test_a_series_that_ends_is_asked_about_with_its_last_period(
    n_known: int, measures: tuple[MeasureSpell, ...], reason: str
) -> None:
    row = [*[9.0] * n_known, *[nan] * (12 - n_known)]

    assert asked(row, *measures) == [(reason, [f"2020-{n_known:02d}"])]


def test_a_series_that_pauses_is_asked_about_with_the_first_and_last_period_it_lacks() -> None:
    assert asked([9.0, 9.0, nan, 9.0, nan, *[9.0] * 7]) == [("paused", ["2020-03", "2020-05"])]


def test_a_series_that_begins_after_the_baseline_does_is_asked_about_with_its_first_period() -> (
    None
):
    assert asked([nan, nan, *[9.0] * 10]) == [("began_late", ["2020-03"])]


def test_a_series_may_begin_late_pause_and_stop() -> None:
    row = [nan, 9.0, nan, 9.0, 9.0, *[nan] * 7]

    assert [reason for reason, _ in asked(row)] == ["began_late", "paused", "stopped"]


def test_a_series_without_any_value_is_not_asked_about() -> None:
    assert asked([nan] * 12) == []
