"""The placebo check says holds, fails or not assessable."""

import numpy as np
import pytest

from leadline.models.expected import check_placebo


def placebo_of(n_series: int, spread: float, *, together: bool = False) -> str:
    generator = np.random.default_rng(7)
    common = generator.normal(0, 5, 1001) if together else np.zeros(1001)
    values = 100 + common + generator.normal(0, 5, (n_series, 1001))
    observed = 100 + spread * (values[:, 0] - 100)
    group = np.zeros(n_series, np.int64) if together else np.full(n_series, -1)
    return check_placebo(observed, values[:, 1:].round().astype(np.int64), group=group).verdict


def test_it_holds_where_totals_lie_as_the_draws_say() -> None:
    assert placebo_of(400, 1.0) == "holds"


def test_it_fails_where_totals_lie_farther_out() -> None:
    assert placebo_of(400, 2.0) == "fails"


def test_too_few_series_are_not_assessable() -> None:
    assert placebo_of(49, 1.0) == "not_assessable"


def test_many_series_that_move_together_are_few() -> None:
    assert placebo_of(400, 1.0, together=True) == "not_assessable"


def test_the_spread_of_scores_is_one_where_widths_are_right() -> None:
    generator = np.random.default_rng(3)
    draws = generator.poisson(80, (2000, 1000))
    observed = generator.poisson(80, 2000).astype(float)

    result = check_placebo(observed, draws, group=np.full(2000, -1))

    assert result.z_sd == pytest.approx(1, abs=0.05)
    assert result.n_effective == 2000
