"""Laws of triangles, whatever the counts are."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.build import Cell, counts, key

from leadline.core.period import Frequency
from leadline.core.triangle import cut_triangle

AS_OF = date(2020, 6, 30)
MONTHS = [f"2020-{month:02d}" for month in range(1, 9)]
CELLS = st.lists(
    st.builds(
        Cell,
        st.integers(0, 9),
        st.sampled_from([key(), key("QMB")]),
        st.sampled_from(MONTHS),
        occurred=st.sampled_from(MONTHS),
    ),
    min_size=1,
    max_size=30,
)
BEGUN = Cell(1, reported="2020-01", occurred="2020-01")


@given(CELLS, st.randoms())
def test_the_order_of_rows_is_irrelevant(cells: list[Cell], random: object) -> None:
    cells = [BEGUN, *cells]
    turned = cells.copy()
    random.shuffle(turned)  # type: ignore[attr-defined]  # hypothesis hands out a Random

    straight = cut_triangle(counts(*cells), Frequency.MONTH, as_of=AS_OF)
    other = cut_triangle(counts(*turned), Frequency.MONTH, as_of=AS_OF)

    assert (straight.keys, straight.left_out) == (other.keys, other.left_out)
    np.testing.assert_array_equal(straight.cells, other.cells)


@given(CELLS)
def test_every_cell_is_in_the_triangle_or_counted_out(cells: list[Cell]) -> None:
    cells = [Cell(1, c.key, c.reported, occurred=c.occurred) for c in [BEGUN, *cells]]
    by_then = sum(cell.reported <= "2020-06" for cell in cells)

    made = cut_triangle(counts(*cells), Frequency.MONTH, as_of=AS_OF, max_delay=3)

    out = made.left_out
    assert np.nansum(made.cells) + out.negative + out.beyond + out.before == by_then
