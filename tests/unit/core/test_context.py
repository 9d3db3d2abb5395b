import pytest

from leadline.core.context import Measure, first_to_last
from leadline.core.period import Period


def row(period: str, intensity: float) -> Measure:
    when = Period.parse(period)
    return Measure("QMA", "stay_home", when, intensity, "tracker", "context.csv", 2)


@pytest.mark.parametrize(("intensity", "is_on"), [(0.49, False), (0.5, True), (1.0, True)])
def test_a_measure_is_on_from_half_intensity(intensity: float, is_on: bool) -> None:
    assert row("2020-03", intensity).is_on is is_on


def test_a_spell_goes_from_the_first_to_the_last_period_on() -> None:
    rows = [row("2020-06", 0.5), row("2020-03", 1.0), row("2020-02", 0.2), row("2020-04", 0.0)]

    assert first_to_last(rows) == (rows[1].period, rows[0].period)


def test_a_measure_never_on_has_no_spell() -> None:
    assert first_to_last([row("2020-03", 0.4)]) is None


def test_a_spell_is_in_the_order_of_days_whatever_the_frequency() -> None:
    rows = [row("2020-12", 1.0), row("2020-W10", 1.0)]

    assert first_to_last(rows) == (rows[1].period, rows[0].period)
