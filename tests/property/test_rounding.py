"""Laws of keyed rounding: to a neighbour, repeatable, without bias."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT
from leadline.disclose.rounding import round_count, round_quantiles

COUNTS = st.integers(0, 10**8)
BASES = st.integers(1, 100)
KEYS = st.binary(min_size=1, max_size=64)
TABLES = st.lists(COUNTS, min_size=23, max_size=23).map(sorted)
N_KEYS = 4000


@given(COUNTS, BASES, KEYS, st.text())
def test_a_count_goes_to_one_of_its_two_neighbours(
    value: int, base: int, key: bytes, cell: str
) -> None:
    found = round_count(value, cell=cell, key=key, base=base)

    assert found % base == 0
    assert abs(found - value) < base


@given(COUNTS, BASES, KEYS, st.text())
def test_the_same_cell_and_count_print_the_same_number(
    value: int, base: int, key: bytes, cell: str
) -> None:
    one, other = (round_count(value, cell=cell, key=key, base=base) for _ in range(2))

    assert one == other


@given(COUNTS.map(lambda n: n * 5), KEYS, st.text())
def test_a_multiple_of_the_base_is_not_changed(value: int, key: bytes, cell: str) -> None:
    assert round_count(value, cell=cell, key=key, base=5) == value


@pytest.mark.parametrize("value", [1, 2, 3, 4, 21, 22, 23, 24, 103])
def test_over_keys_the_mean_is_the_count(value: int) -> None:
    """Within four standard errors of a binomial, which one of 15,000 such tests would miss."""
    keys = (n.to_bytes(4) for n in range(N_KEYS))

    mean = sum(round_count(value, cell="a", key=key, base=5) for key in keys) / N_KEYS

    share = value % 5 / 5
    assert mean == pytest.approx(value, abs=4 * 5 * sqrt(share * (1 - share) / N_KEYS))


@pytest.mark.parametrize("value", [1, 4])
def test_over_cells_the_mean_is_the_count(value: int) -> None:
    cells = (f"police|violence|victims|unknown|QMA|{n}" for n in range(N_KEYS))

    mean = sum(round_count(value, cell=cell, key=b"k", base=5) for cell in cells) / N_KEYS

    assert mean == pytest.approx(value, abs=4 * 5 * sqrt(0.2 * 0.8 / N_KEYS))


@given(TABLES, BASES)
def test_rounded_quantiles_stay_in_order_on_the_grid(table: list[int], base: int) -> None:
    found = round_quantiles(table, base=base)

    assert list(found) == sorted(found)
    assert {value % base for value in found} == {0}


@given(TABLES, BASES)
def test_a_rounded_interval_holds_the_interval(table: list[int], base: int) -> None:
    found = round_quantiles(table, base=base)

    assert found[LOWER_AT] <= table[LOWER_AT] < found[LOWER_AT] + base
    assert found[UPPER_AT] - base < table[UPPER_AT] <= found[UPPER_AT]
    assert 2 * abs(found[MIDDLE_AT] - table[MIDDLE_AT]) <= base
