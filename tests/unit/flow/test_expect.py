from pathlib import Path

from tests.build import CODELISTS, Cell, counts, key, plan

from leadline.core.period import Frequency
from leadline.flow.cache import Cache
from leadline.flow.expect import Grouping, expect_frequency, left_out

MONTH = Frequency.MONTH
LATE = tuple(Cell(9, key("QMB"), f"2020-{month:02d}") for month in range(3, 13))
EARLY = (Cell(7, reported="2018-01"), Cell(8, reported="2018-02"))


def no_stage(stage: str, seconds: float, was_kept: bool) -> None:
    raise AssertionError(stage)


def test_where_all_series_begin_in_the_window_no_model_is_run(tmp_path: Path) -> None:
    none = Grouping({}, {})
    cache = Cache(tmp_path, no_stage)

    found = expect_frequency(counts(*LATE), plan("QMB"), MONTH, grouping=none, cache=cache)

    assert found is None


def test_a_series_without_a_count_in_the_baseline_is_left_out_by_name() -> None:
    given = counts(*EARLY, *LATE, Cell(None, key("QMC"), "2018-03"))

    found = left_out(given, plan("QMA", "QMB", "QMC"), CODELISTS)

    assert found == ((key("QMB"), "short_baseline"), (key("QMC"), "short_baseline"))


def test_a_series_of_totals_alone_is_left_out_for_its_frequency() -> None:
    given = counts(Cell(7, reported="2018-01-01/2018-12-31"), Cell(9, reported="2020"))

    assert left_out(given, plan("QMA"), CODELISTS) == ((key("QMA"), "frequency"),)
