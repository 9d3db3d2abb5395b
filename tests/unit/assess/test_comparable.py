from dataclasses import replace
from math import nan

import numpy as np
import pytest
from tests.build import comparable, estimate, key, region

from leadline.assess.comparable import groups, subjects
from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT, Draws
from leadline.core.period import Period, Span, parse_period

A, B = key("QMA"), key("QMB")
YEAR = [70.0] * 12


def test_an_estimate_sums_observed_and_the_worlds_expected() -> None:
    pair = comparable({A: [70.0] * 12, B: [30.0] * 12})

    found = pair.estimate([0, 1], slice(3, 6), Period.parse("2020-Q2"))

    assert found.observed == (300, 300)
    assert [found.expected[at] for at in (LOWER_AT, MIDDLE_AT, UPPER_AT)] == [480, 600, 720]


def test_sums_of_counts_below_five_stay_within_bounds() -> None:
    pair = comparable({A: [(0.0, 4.0)] * 12})

    assert pair.estimate([0], slice(0, 3), Period.parse("2020-Q1")).observed == (0, 12)


def test_a_sum_with_a_period_that_is_not_known_is_not_known() -> None:
    pair = comparable({A: YEAR, B: [*YEAR[:4], nan, *YEAR[5:]]})

    found = pair.estimate([0, 1], slice(3, 6), Period.parse("2020-Q2"))

    assert found.observed == ()
    assert len(found.expected) == 23


def test_a_path_has_every_period_known_or_not() -> None:
    path = comparable({A: [70.0, nan, 5.0]}, window=(1, 3)).path([0])

    assert path == (
        estimate("2020-01", 70),
        estimate("2020-02", ()),
        estimate("2020-03", 5),
    )


def test_a_slice_covers_days() -> None:
    assert str(comparable({A: YEAR}).span(slice(3, 9))) == "2020-04-01/2020-09-30"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2020-04", slice(3, 4)),
        ("2020-Q2", slice(3, 6)),
        ("2020", slice(0, 12)),
        ("2020-04-01/2020-05-31", slice(3, 5)),
        ("2020-04-02/2020-05-31", None),
        ("2020-04-01/2020-05-30", None),
        ("2019-Q4", None),
        ("2021", None),
        ("2020-12-01/2021-01-31", None),
    ],
)
def test_a_period_has_a_place_where_its_days_fit_the_axis(text: str, place: slice | None) -> None:
    assert comparable({A: YEAR}).position(parse_period(text)) == place


@pytest.mark.parametrize(
    ("first", "window", "parts"),
    [
        ("2020-01", (3, 9), ["2020-Q2", "2020-Q3"]),
        ("2020-01", (2, 9), ["2020-03", "2020-Q2", "2020-Q3"]),
        ("2020-01", (4, 8), ["2020-05-01/2020-06-30", "2020-07-01/2020-08-31"]),
        ("2020-01", (3, 6), []),
        ("2020-01", (4, 5), []),
        ("2020-02", (0, 5), ["2020-02-01/2020-03-31", "2020-Q2"]),
        ("2020-Q1", (4, 6), ["2021-Q1", "2021-Q2"]),
        ("2020-W01", (2, 12), []),
    ],
)
def test_the_parts_of_a_window_are_quarters_cut_at_its_ends(
    first: str, window: tuple[int, int], parts: list[str]
) -> None:
    pair = comparable({A: YEAR}, first=first, window=window)

    found = pair.parts(pair.window)

    assert [str(part) for part, _ in found] == parts
    assert [pair.span(place) for _, place in found] == [
        Span(part.first, part.last) for part, _ in found
    ]


def test_series_of_one_question_stand_in_one_group_by_member() -> None:
    about = key("QMA", about="QMC")
    phone = key("QMA", channel="phone")
    pair = comparable({A: YEAR, about: YEAR, B: YEAR, phone: YEAR})

    found = groups(pair)

    assert [group.channel for group in found] == ["unknown", "phone"]
    assert list(found.values()) == [{"QMA": (0, 1), "QMB": (2,)}, {"QMA": (3,)}]


def test_regions_come_before_members_in_order() -> None:
    pair = comparable({B: YEAR, A: YEAR})

    found = subjects(pair, {"QMB": (0,), "QMA": (1,)}, [region("north", "QMA", "QMB")])

    assert [(subject.id, subject.is_region) for subject in found] == [
        ("north", True),
        ("QMA", False),
        ("QMB", False),
    ]


def test_a_member_that_is_not_complete_leaves_the_fixed_panel() -> None:
    pair = comparable({A: YEAR, B: YEAR}, withheld={B: "incomplete"})

    north, _, single = subjects(
        pair, {"QMA": (0,), "QMB": (1,)}, [region("north", "QMA", "QMB", "QMC")]
    )

    assert (north.members, north.series, north.n_members_of) == (("QMA",), (0,), 3)
    assert north.withheld == ""
    assert (single.id, single.series, single.withheld) == ("QMB", (), "incomplete")


def test_a_member_leaves_the_panel_when_any_of_its_series_is_withheld() -> None:
    about = key("QMA", about="QMC")
    pair = comparable({A: YEAR, about: YEAR}, withheld={about: "incomplete"})

    (single,) = subjects(pair, {"QMA": (0, 1)}, [])

    assert (single.members, single.withheld) == ((), "incomplete")


def test_a_region_without_any_complete_member_says_why() -> None:
    pair = comparable({A: YEAR, B: YEAR}, withheld={A: "short_baseline", B: "incomplete"})

    north, *_ = subjects(pair, {"QMA": (0,), "QMB": (1,)}, [region("north", "QMA", "QMB")])

    assert (north.members, north.withheld) == ((), "incomplete")


def test_a_region_from_which_nobody_contributed_is_no_subject() -> None:
    found = subjects(comparable({A: YEAR}), {"QMA": (0,)}, [region("south", "QMC")])

    assert [subject.id for subject in found] == ["QMA"]


def test_the_axis_is_that_of_the_draws() -> None:
    pair = comparable({A: YEAR})

    assert pair.periods == pair.draws.periods
    assert np.shape(pair.lower) == (1, len(pair.periods))


@pytest.mark.parametrize(("observed", "wild"), [(100.0, False), (79.0, True), (121.0, True)])
def test_an_end_of_the_baseline_beyond_what_was_expected_of_it_is_wild(
    observed: float, wild: bool
) -> None:
    pair = comparable({A: [observed] * 12, B: YEAR}, window=(3, 9))
    end = Draws(pair.draws.keys, pair.periods[:3], pair.draws.values[:, :3])

    assert replace(pair, end=end).is_wild([0]) is wild


def test_an_end_that_was_not_looked_at_is_not_wild() -> None:
    assert not comparable({A: [0.0] * 12}).is_wild([0])
