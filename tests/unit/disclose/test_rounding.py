import pytest
from tests.build import KEY

from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT
from leadline.disclose.rounding import round_count, round_quantiles


@pytest.mark.parametrize("value", [0, 5, 20, 1000])
def test_a_multiple_of_the_base_stays_as_it_is(value: int) -> None:
    assert round_count(value, cell="a", key=KEY, base=5) == value


def test_the_same_cell_prints_the_same_number() -> None:
    found = {round_count(21, cell="a", key=KEY, base=5) for _ in range(20)}

    assert len(found) == 1


def test_another_cell_or_key_may_round_the_other_way() -> None:
    cells = {round_count(22, cell=str(i), key=KEY, base=5) for i in range(50)}
    keys = {round_count(22, cell="a", key=bytes([i]), base=5) for i in range(50)}

    assert cells == keys == {20, 25}


def test_without_a_base_nothing_is_rounded() -> None:
    assert round_count(23, cell="a", key=KEY, base=1) == 23


def test_quantiles_are_rounded_outward_and_the_median_to_the_nearest() -> None:
    table = tuple(range(101, 124))

    rounded = round_quantiles(table, base=5)

    assert (table[LOWER_AT], rounded[LOWER_AT]) == (102, 100)
    assert (table[MIDDLE_AT], rounded[MIDDLE_AT]) == (112, 110)
    assert (table[UPPER_AT], rounded[UPPER_AT]) == (122, 125)


def test_the_median_rounds_up_from_the_middle() -> None:
    assert round_quantiles((0,) * 11 + (13,) + (20,) * 11, base=5)[MIDDLE_AT] == 15
