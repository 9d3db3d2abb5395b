"""Labels stand on white, close to what they name, and never over one another."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.publish.place import Box, Label, Rail, place_labels

PLOT = (170, 76)
WORDS = {"expected": "Expected", "observed": "Observed", "measures": "measures"}


def level(highest: float, lowest: float) -> tuple[Rail, ...]:
    return tuple(Rail(x, highest, lowest, True) for x in (0.0, 60.0, 120.0, 170.0))


def placed(rails: tuple[Rail, ...], span: tuple[float, float]) -> dict[str, Label]:
    labels, _ = place_labels(WORDS, plot=PLOT, rails=rails, spans=(span,))
    return {label.lines[0]: label for label in labels}


def test_expected_stands_above_the_band_and_observed_below_the_marks() -> None:
    labels = placed(level(20, 40), (140, 160))

    assert Box.of(labels["Expected"]).foot <= 20
    assert Box.of(labels["Observed"]).top >= 40


def test_observed_goes_above_where_there_is_no_room_below() -> None:
    labels = placed(level(40, 74), (140, 160))

    assert Box.of(labels["Observed"]).foot <= 40


def test_measures_stand_in_a_shade_that_is_wide_enough() -> None:
    labels = placed(level(30, 50), (90, 165))

    assert (labels["measures"].x, labels["measures"].align) == (94, "left")


def test_measures_stand_beside_a_narrow_shade_and_end_at_it() -> None:
    labels = placed(level(20, 45), (140, 160))

    assert (labels["measures"].x, labels["measures"].align) == (135, "right")


def test_measures_stand_across_the_edge_of_a_shade_that_nothing_else_fits() -> None:
    words = {"measures": "measures in force today"}

    (label,), has_room = place_labels(words, plot=PLOT, rails=level(40, 60), spans=((120, 170),))
    assert has_room
    assert (label.x, label.align) == (166, "right")


def test_a_plot_that_is_full_says_so_and_leaves_out_what_the_note_says_too() -> None:
    labels, has_room = place_labels(WORDS, plot=PLOT, rails=level(0, 76), spans=((140, 160),))

    assert not has_room
    assert [label.lines[0] for label in labels] == [WORDS["expected"], WORDS["observed"]]


def test_labels_avoid_a_grid_line_when_they_can() -> None:
    free, crossed = (
        place_labels({"observed": "Observed"}, plot=PLOT, rails=level(10, 30), grid=grid)[0][0]
        for grid in ((), (39.0,))
    )

    assert Box.of(free).top < 39 < Box.of(free).foot
    assert not Box.of(crossed).top < 39 < Box.of(crossed).foot


@pytest.mark.parametrize("text", ["المرصود", "Observado"])
def test_isolates_take_no_room(text: str) -> None:
    bare, isolated = (Label((t,), 0, 0, "left", "", 600) for t in (text, f"\u2067{text}\u2069"))

    assert Box.of(bare) == Box.of(isolated)


SHADE = st.builds(
    lambda start, length: (start, start + length), st.floats(70, 140), st.floats(5, 30)
)


def bumpy(highs: list[float], depth: float) -> tuple[Rail, ...]:
    step = PLOT[0] / (len(highs) - 1)
    return tuple(Rail(i * step, high, high + depth, True) for i, high in enumerate(highs))


@given(
    highs=st.lists(st.floats(0, 60), min_size=4, max_size=12), depth=st.floats(0, 15), span=SHADE
)
def test_no_two_labels_meet_where_there_is_room(
    highs: list[float], depth: float, span: tuple[float, float]
) -> None:
    labels, has_room = place_labels(WORDS, plot=PLOT, rails=bumpy(highs, depth), spans=(span,))

    pairs = combinations(map(Box.of, labels), 2)
    assert not has_room or not any(a.meets(b) for a, b in pairs)


@given(
    highs=st.lists(st.floats(45, 60), min_size=4, max_size=12), depth=st.floats(0, 15), span=SHADE
)
def test_there_is_room_where_half_of_the_plot_is_free(
    highs: list[float], depth: float, span: tuple[float, float]
) -> None:
    _, has_room = place_labels(WORDS, plot=PLOT, rails=bumpy(highs, depth), spans=(span,))

    assert has_room
