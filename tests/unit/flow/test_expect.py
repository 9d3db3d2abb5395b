from pathlib import Path

from tests.build import Cell, counts, key, plan

from leadline.core.period import Frequency
from leadline.flow.cache import Cache
from leadline.flow.expect import Grouping, expect_frequency

MONTH = Frequency.MONTH
LATE = tuple(Cell(9, key("QMB"), f"2020-{month:02d}") for month in range(3, 13))


def no_stage(stage: str, seconds: float, was_kept: bool) -> None:
    raise AssertionError(stage)


def test_where_all_series_begin_in_the_window_no_model_is_run(tmp_path: Path) -> None:
    none = Grouping({}, {})
    cache = Cache(tmp_path, no_stage)

    found = expect_frequency(counts(*LATE), plan("QMB"), MONTH, grouping=none, cache=cache)

    assert found is None
