"""Laws of counts: versions, the order of rows, sums."""

from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.build import MONTH, Cell, cells_of, counts, key

from leadline.core.counts import concatenate
from leadline.core.period import Period

FIRST, LAST = Period.parse("2020-01"), Period.parse("2020-04")
KEYS = st.builds(
    key,
    st.sampled_from(["QMA", "QMB"]),
    source=st.sampled_from(["police", "hotline"]),
    channel=st.sampled_from(["unknown", "phone"]),
)
VALUES = st.one_of(
    st.integers(0, 500),
    st.none(),
    st.integers(0, 9).map(lambda below: (0, below)),
)
DATES = st.dates(date(2020, 6, 1), date(2020, 6, 8))
CELLS = st.builds(
    Cell,
    VALUES,
    KEYS,
    st.sampled_from(["2020-01", "2020-02", "2020-03", "2020-Q1", "2020-01-01/2020-02-29", ""]),
    DATES,
    row=st.integers(2, 10_000),
)
ROWS = st.lists(CELLS, min_size=1, max_size=20)


def version(cell: Cell) -> tuple[Any, ...]:
    """What one ``known_on`` replaces: everything but channel and occurrence."""
    return cell.key[:5], cell.reported


def slow_as_known_on(rows: list[Cell], day: date) -> list[Cell]:
    known = [cell for cell in rows if cell.known_on <= day]
    return [
        cell
        for cell in known
        if not any(
            version(other) == version(cell) and other.known_on > cell.known_on for other in known
        )
    ]


@given(ROWS, DATES)
def test_as_known_on_is_what_the_slow_rule_says(rows: list[Cell], day: date) -> None:
    found = cells_of(counts(*rows).as_known_on(day))

    kept = slow_as_known_on(rows, day)
    assert found == (cells_of(counts(*kept)) if kept else [])


@given(ROWS, DATES)
def test_as_known_on_twice_is_as_known_on_once(rows: list[Cell], day: date) -> None:
    once = counts(*rows).as_known_on(day)

    assert cells_of(once.as_known_on(day)) == cells_of(once)


@given(ROWS, st.lists(CELLS, max_size=5), DATES)
def test_what_becomes_known_later_does_not_change_the_past(
    rows: list[Cell], more: list[Cell], day: date
) -> None:
    later = [cell for cell in more if cell.known_on > day]

    assert cells_of(counts(*rows, *later).as_known_on(day)) == cells_of(
        counts(*rows).as_known_on(day)
    )


@given(ROWS, st.randoms(use_true_random=False), DATES)
def test_the_order_of_rows_is_irrelevant(rows: list[Cell], random: Any, day: date) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)

    one, other = (counts(*given).as_known_on(day) for given in (rows, shuffled))

    assert cells_of(one) == cells_of(other)
    one_panel, other_panel = (each.panel(MONTH, FIRST, LAST) for each in (one, other))
    assert one_panel.keys == other_panel.keys
    np.testing.assert_array_equal(one_panel.lower, other_panel.lower)
    np.testing.assert_array_equal(one_panel.upper, other_panel.upper)


@given(ROWS)
def test_a_panel_keeps_every_value_of_its_frequency(rows: list[Cell]) -> None:
    panel = counts(*rows).panel(MONTH, FIRST, LAST)

    missing = {(cell.key, cell.reported) for cell in rows if cell.count is None}
    kept = [
        cell.bounds
        for cell in rows
        if len(cell.reported) == 7
        and "Q" not in cell.reported
        and (cell.key, cell.reported) not in missing
    ]
    assert np.nansum(panel.lower) == sum(lower for lower, _ in kept)
    assert np.nansum(panel.upper) == sum(upper for _, upper in kept)


@given(ROWS)
def test_a_panel_never_has_a_lower_bound_above_the_upper(rows: list[Cell]) -> None:
    panel = counts(*rows).panel(MONTH, FIRST, LAST)

    known = ~np.isnan(panel.lower)
    assert (panel.lower[known] <= panel.upper[known]).all()
    assert (known == ~np.isnan(panel.upper)).all()


@given(ROWS, ROWS)
def test_putting_together_keeps_every_cell(one: list[Cell], other: list[Cell]) -> None:
    both = concatenate([counts(*one), counts(*other)])

    assert cells_of(both) == cells_of(counts(*one, *other))
    assert both.keys == tuple(sorted(set(both.keys)))


@given(ROWS)
def test_the_series_of_counts_are_counts_again(rows: list[Cell]) -> None:
    given_counts = counts(*rows)

    parts = [given_counts.of_series([i]) for i in range(len(given_counts.keys))]

    assert cells_of(concatenate(parts)) == cells_of(given_counts)
