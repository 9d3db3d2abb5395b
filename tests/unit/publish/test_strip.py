import pytest

from leadline.publish.block import Axis, Strip
from leadline.publish.strip import WIDTH, draw_axis, draw_strip

AXIS = Axis("95% interval, %", -60, 30, ((-50, "−50"), (0, "0"), (25, "+25")))


def test_an_interval_stands_where_its_axis_says() -> None:
    drawn = draw_strip(Strip(-50, 0, 25, is_clear=False), AXIS)
    ticks = draw_axis(AXIS)

    assert (drawn.left, drawn.dot, drawn.right) == tuple(tick.x for tick in ticks)
    assert drawn.zero == drawn.dot


def test_what_lies_outside_is_cut_at_the_end_of_the_axis() -> None:
    drawn = draw_strip(Strip(-90, -80, 90, is_clear=False), AXIS)

    assert 0 < drawn.left == drawn.dot < drawn.right < WIDTH


@pytest.mark.parametrize(("lower", "upper"), [(5, 30), (-60, -5)])
def test_an_axis_without_zero_has_no_zero_rule(lower: float, upper: float) -> None:
    axis = Axis("", lower, upper, ())

    assert draw_strip(Strip(lower, lower, upper, is_clear=True), axis).zero is None


def test_close_ticks_keep_every_second_label_and_zero_always() -> None:
    ticks = tuple((float(value), f"{value}") for value in (-50, 0, 50, 100, 150))
    drawn = draw_axis(Axis("", -60, 170, ticks))

    assert [tick.label for tick in drawn] == ["", "0", "", "100", ""]


def test_close_ticks_keep_zero_and_both_ends_where_these_are_apart() -> None:
    ticks = tuple((float(value), f"{value}") for value in (-75, -50, -25, 0, 25, 50))
    drawn = draw_axis(Axis("", -75, 50, ticks))

    assert [tick.label for tick in drawn] == ["-75", "", "", "0", "", "50"]
