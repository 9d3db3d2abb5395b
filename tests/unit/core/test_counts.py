from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.build import MONTH, Cell, cells_of, counts, key

from leadline.core.counts import Counts, Reference, SeriesKey, concatenate
from leadline.core.period import Frequency, Period, parse_period

JUNE, JULY, AUGUST = date(2020, 6, 1), date(2020, 7, 1), date(2020, 8, 1)
JANUARY, MARCH = Period.parse("2020-01"), Period.parse("2020-03")


def values(of: Counts) -> list[tuple[str, str, int]]:
    return [(name.channel, period, lower) for name, period, lower, *_ in cells_of(of)]


def test_a_later_version_replaces_the_earlier_from_its_date_on() -> None:
    given = counts(Cell(10, known_on=JUNE), Cell(12, known_on=JULY))

    assert values(given.as_known_on(JULY)) == [("unknown", "2020-01", 12)]


def test_a_version_of_the_next_day_replaces_that_of_the_day_before() -> None:
    given = counts(Cell(10, known_on=JUNE), Cell(12, known_on=date(2020, 6, 2)))

    assert values(given.as_known_on(JULY)) == [("unknown", "2020-01", 12)]


def test_the_past_stays_readable() -> None:
    given = counts(Cell(10, known_on=JUNE), Cell(12, known_on=JULY))

    assert values(given.as_known_on(date(2020, 6, 30))) == [("unknown", "2020-01", 10)]


def test_a_version_added_later_with_a_later_date_does_not_change_the_past() -> None:
    before = counts(Cell(10, known_on=JUNE))
    after = concatenate([before, counts(Cell(99, known_on=JULY, file="late.csv"))])

    assert cells_of(after.as_known_on(JUNE)) == cells_of(before.as_known_on(JUNE))


def test_nothing_is_known_before_the_first_version() -> None:
    given = counts(Cell(10, known_on=JUNE))

    assert len(given.as_known_on(date(2020, 5, 31))) == 0


def test_a_version_replaces_every_channel_of_its_period() -> None:
    given = counts(
        Cell(10, key(channel="phone"), known_on=JUNE),
        Cell(20, key(channel="web"), known_on=JUNE),
        Cell(25, key(channel="unknown"), known_on=JULY),
    )

    assert values(given.as_known_on(JULY)) == [("unknown", "2020-01", 25)]


def test_a_version_of_one_period_leaves_other_periods_alone() -> None:
    given = counts(
        Cell(10, reported="2020-01", known_on=JUNE),
        Cell(20, reported="2020-02", known_on=JUNE),
        Cell(22, reported="2020-02", known_on=JULY),
    )

    assert values(given.as_known_on(JULY)) == [
        ("unknown", "2020-01", 10),
        ("unknown", "2020-02", 22),
    ]


@pytest.mark.parametrize(
    "other",
    [
        key(source="hotline"),
        key("QMB"),
        key(about="QMC"),
        key(theme="helpline"),
        key(indicator="calls"),
    ],
)
def test_a_version_leaves_another_body_country_theme_and_indicator_alone(other: SeriesKey) -> None:
    given = counts(Cell(10, known_on=JUNE), Cell(7, other, known_on=JULY))

    assert sorted(lower for _, _, lower in values(given.as_known_on(AUGUST))) == [7, 10]


def test_cells_without_a_reported_period_are_versions_of_each_other() -> None:
    given = counts(Cell(10, reported="", known_on=JUNE), Cell(11, reported="", known_on=JULY))

    assert values(given.as_known_on(JULY)) == [("unknown", "", 11)]


def test_cells_without_a_reported_period_do_not_replace_the_first_period() -> None:
    given = counts(Cell(10, reported="2020-01", known_on=JUNE), Cell(3, reported="", known_on=JULY))

    assert len(given.as_known_on(JULY)) == 2


def test_a_panel_sums_cells_of_a_series_and_period() -> None:
    given = counts(
        Cell(10, reported="2020-01"), Cell(5, reported="2020-01"), Cell(7, reported="2020-03")
    )

    panel = given.panel(MONTH, JANUARY, MARCH)

    np.testing.assert_array_equal(panel.lower, [[15, np.nan, 7]])
    np.testing.assert_array_equal(panel.upper, [[15, np.nan, 7]])


def test_a_cell_without_value_makes_its_period_not_known_and_never_zero() -> None:
    given = counts(
        Cell(10, reported="2020-01"),
        Cell(None, reported="2020-01", status="O"),
        Cell(0, reported="2020-02"),
    )

    panel = given.panel(MONTH, JANUARY, MARCH)

    np.testing.assert_array_equal(panel.lower, [[np.nan, 0, np.nan]])
    np.testing.assert_array_equal(panel.upper, [[np.nan, 0, np.nan]])


def test_less_than_five_adds_its_bounds() -> None:
    given = counts(Cell(10), Cell((0, 4)), Cell((0, 4)))

    panel = given.panel(MONTH, JANUARY, JANUARY)

    assert (panel.lower.tolist(), panel.upper.tolist()) == ([[10]], [[18]])


def test_a_panel_takes_one_frequency_and_range_and_leaves_out_silent_series() -> None:
    given = counts(
        Cell(1, reported="2019-12"),
        Cell(2, reported="2020-01"),
        Cell(3, reported="2020-04"),
        Cell(4, reported="2020-Q1"),
        Cell(5, reported="2020-01-01/2020-01-31"),
        Cell(6, reported=""),
        Cell(7, key("QMB"), reported="2020-Q1"),
    )

    panel = given.panel(MONTH, JANUARY, MARCH)

    assert panel.keys == (key(),)
    np.testing.assert_array_equal(panel.lower, [[2, np.nan, np.nan]])


def test_a_panel_of_another_frequency_stands_by_itself() -> None:
    given = counts(Cell(2, reported="2020-01"), Cell(4, reported="2020-Q1"))

    panel = given.panel(Frequency.QUARTER, Period.parse("2020-Q1"), Period.parse("2020-Q2"))

    np.testing.assert_array_equal(panel.lower, [[4, np.nan]])


def test_a_panel_can_be_cut_to_some_series() -> None:
    panel = counts(Cell(1), Cell((2, 3), key("QMB"))).panel(MONTH, JANUARY, JANUARY)

    cut = panel.of_series([1])

    assert (cut.keys, cut.lower.tolist(), cut.upper.tolist()) == ((key("QMB"),), [[2]], [[3]])


def test_cells_of_some_series_keep_only_these_keys() -> None:
    given = counts(Cell(1), Cell(2, key("QMB")), Cell(3, key("QMC")), Cell(4, key("QMB")))

    chosen = given.of_series([1, 2])

    assert chosen.keys == (key("QMB"), key("QMC"))
    assert [(name.member, lower) for name, _, lower, *_ in cells_of(chosen)] == [
        ("QMB", 2),
        ("QMB", 4),
        ("QMC", 3),
    ]


def test_breaks_are_the_periods_whose_cells_are_marked() -> None:
    given = counts(
        Cell(1, reported="2020-02", status="B"),
        Cell(2, reported="2019-01", status="B"),
        Cell(3, reported="2020-01"),
        Cell(4, reported="2020-01-01/2020-02-29", status="B"),
        Cell(5, key("QMB"), reported="2020-03", status="B"),
    )

    assert [str(period) for period in given.marked_breaks(key())] == ["2019-01", "2020-02"]


def test_totals_are_the_sums_of_the_cells_of_each_period_whatever_its_frequency() -> None:
    given = counts(
        Cell(1, reported="2020"),
        Cell((0, 4), reported="2020"),
        Cell(7, reported="2020-03-01/2020-05-31"),
        Cell(9, key("QMB"), reported="2020"),
        Cell(5, reported=""),
    )

    assert given.totals() == {
        key(): {parse_period("2020"): (1, 5), parse_period("2020-03-01/2020-05-31"): (7, 7)},
        key("QMB"): {parse_period("2020"): (9, 9)},
    }


@pytest.mark.parametrize("order", [(None, 3), (3, None)])
def test_a_total_with_a_cell_without_value_is_not_known(order: tuple[int | None, ...]) -> None:
    given = counts(*(Cell(count, reported="2020") for count in order))

    assert given.totals() == {key(): {parse_period("2020"): None}}


def test_counts_put_together_keep_every_cell_with_its_file_and_line() -> None:
    first = counts(Cell(1, key("QMC"), reported="2020-02", file="a.csv", row=3))
    second = counts(
        Cell(2, key("QMA"), reported="2020-01", file="b.csv", row=9),
        Cell(None, key("QMC"), reported="", file="b.csv", row=10, status="O"),
    )

    both = concatenate([first, second])

    assert both.keys == (key("QMA"), key("QMC"))
    assert both.files == ("a.csv", "b.csv")
    assert cells_of(both) == sorted(cells_of(first) + cells_of(second))


def test_columns_of_different_length_are_a_mistake() -> None:
    given = counts(Cell(1), Cell(2))

    with pytest.raises(AssertionError, match="different length"):
        Counts(**{**vars(given), "row": given.row[:1]})


def test_the_reference_of_a_typed_cell_is_found_by_its_file_and_line() -> None:
    cells = [Cell(1, row=2), Cell(2, reported="2020-02", row=3), Cell(3, key("QMB"), file="b.csv")]
    typed = (Reference(1, 2, 2, "table 9"), Reference(0, 3, 3, "table 3"))

    given = replace(counts(*cells), references=typed)

    assert given.reference_texts() == ["", "table 3", "table 9"]
    assert given.of_series([1]).reference_texts() == ["table 9"]


def test_references_follow_their_files_when_counts_are_put_together() -> None:
    first = replace(counts(Cell(1)), references=(Reference(0, 2, 2, "table 3"),))
    second = replace(counts(Cell(2, file="b.csv")), references=(Reference(0, 2, 9, "table 9"),))

    together = concatenate([first, counts(Cell(3, file="c.csv")), second])

    assert together.reference_texts() == ["table 3", "", "table 9"]
