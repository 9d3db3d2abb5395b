"""Laws of the delay model, whatever the reports are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from leadline.models.delay import Reports, fit_delay, nowcast_draws
from leadline.models.delay.ladder import Ladder, climb, factors, share_known, start_ladder
from leadline.models.delay.reports import Array

N_SERIES, N_TIME, N_DELAYS = 3, 30, 4
COUNTS = arrays(np.float64, (N_SERIES, N_TIME, N_DELAYS), elements=st.integers(0, 40).map(float))
FEW = settings(max_examples=15)
IS_KNOWN = np.arange(N_DELAYS) <= np.arange(N_TIME)[::-1, None]


def reports_of(cells: Array, per_year: int = 52) -> Reports:
    return Reports(np.where(IS_KNOWN, cells, np.nan), per_year)


@FEW
@given(COUNTS, st.sampled_from([365, 52, 12, 4]))
def test_what_is_complete_is_what_was_reported(cells: Array, per_year: int) -> None:
    made = nowcast_draws(
        fit_delay(reports_of(cells, per_year)), at=-1, n_periods=8, n_draws=20, seed=1
    )

    assert made.is_known.all()
    assert (made.draws >= made.reported[:, :, None]).all()
    assert (made.draws[:, :5] == cells.sum(axis=2)[:, -8:-3, None]).all()


@FEW
@given(COUNTS, st.integers(0, 40))
def test_what_comes_after_completion_changes_no_nowcast_of_before(cells: Array, more: int) -> None:
    other = cells.copy()
    other[:, 20:] += more

    one, two = (fit_delay(reports_of(c), origins=np.array([19])) for c in (cells, other))

    assert np.array_equal(one.added_log, two.added_log)


@FEW
@given(COUNTS)
def test_one_pass_says_what_a_pass_for_each_date_says(cells: Array) -> None:
    together = fit_delay(reports_of(cells), origins=np.array([12, 20, 29]))
    cut = np.where(IS_KNOWN[-21:], cells[:, :21], np.nan)
    alone = fit_delay(Reports(cut, 52))

    assert together.added_log[:, 1] == pytest.approx(alone.added_log[:, 0], abs=1e-9)
    assert together.spreads[1].variance == pytest.approx(alone.spreads[0].variance, rel=1e-6)


@FEW
@given(COUNTS, st.permutations(range(N_SERIES)))
def test_the_order_of_series_is_irrelevant(cells: Array, order: list[int]) -> None:
    straight, turned = fit_delay(reports_of(cells)), fit_delay(reports_of(cells[order]))

    assert straight.added_log[order] == pytest.approx(turned.added_log, rel=1e-4, abs=1e-6)


@FEW
@given(COUNTS)
def test_a_series_has_its_draws_whichever_others_are_asked_for(cells: Array) -> None:
    fit = fit_delay(reports_of(cells))

    every = nowcast_draws(fit, at=-1, n_periods=5, n_draws=30, seed=2)
    one = nowcast_draws(fit, at=-1, n_periods=5, n_draws=30, seed=2, series=np.array([1]))

    assert np.array_equal(every.draws[1:2], one.draws)


@FEW
@given(COUNTS)
def test_the_slow_chain_ladder_is_a_plain_loop(cells: Array) -> None:
    ladder = start_ladder(N_SERIES, 1, N_DELAYS)
    for origin in range(N_TIME):
        new, before = diagonal(cells, origin)
        ladder = climb(ladder, new, before, phase=0, half_life=6)

    quick = factors(ladder)[:, 0]

    assert quick == pytest.approx(slow_factors(cells, half_life=6), rel=1e-9)


def diagonal(cells: Array, origin: int) -> tuple[Array, Array]:
    new, before = np.zeros((N_SERIES, N_DELAYS)), np.zeros((N_SERIES, N_DELAYS))
    for delay in range(min(N_DELAYS, origin + 1)):
        new[:, delay] = cells[:, origin - delay, delay]
        before[:, delay] = cells[:, origin - delay, :delay].sum(axis=1)
    return new, before


def slow_factors(cells: Array, half_life: float) -> Array:
    """Return factors of one phase, cell by cell."""
    out = np.zeros((N_SERIES, N_DELAYS))
    for series in range(N_SERIES):
        sums = np.zeros((2, N_DELAYS))
        for origin in range(N_TIME):
            weight = 0.5 ** ((N_TIME - 1 - origin) / half_life)
            for delay in range(min(N_DELAYS, origin + 1)):
                row = cells[series, origin - delay]
                sums[:, delay] += weight * np.array([row[delay], row[:delay].sum()])
        main = (sums[0] + 0.05) / (sums[1] + 1)
        day = (sums[0, 1:].sum() + 5) / ((main * sums[1])[1:].sum() + 5)
        out[series] = (sums[0] + 30 * day) / (sums[1] + 30 / main)
    out[:, 0] = 0
    return out


@FEW
@given(
    arrays(np.float64, (2, 7, 6), elements=st.floats(0, 2)),
    arrays(np.float64, (2, 2, 6), elements=st.floats(0.2, 3)),
    st.integers(0, 6),
)
def test_the_share_known_is_the_product_of_what_is_to_come(
    factor: Array, shift: Array, phase: int
) -> None:
    quick = share_known(factor, shift, phase=phase)

    assert quick == pytest.approx(slow_share(factor, shift, phase), rel=1e-5)


def slow_share(factor: Array, shift: Array, phase: int) -> Array:
    out = np.ones((2, 2, 6))
    for series, expert, age in np.ndindex(2, 2, 6):
        for delay in range(age + 1, 6):
            day = (phase + delay - age) % 7
            out[series, expert, age] /= (
                1 + factor[series, day, delay] * shift[expert, series, delay]
            )
    return out


@FEW
@given(COUNTS)
def test_next_to_nothing_reported_gives_nothing_absurd(cells: Array) -> None:
    sparse = cells * (cells > 38)

    made = nowcast_draws(fit_delay(reports_of(sparse)), at=-1, n_periods=6, n_draws=200, seed=1)

    upper = np.quantile(made.draws, 0.975, axis=2)
    assert upper.max() <= 200 * (1 + sparse.sum(axis=2).max())


def test_a_ladder_that_saw_nothing_expects_next_to_nothing() -> None:
    found = factors(Ladder(np.zeros((1, 1, 3)), np.zeros((1, 1, 3))))

    assert found[0, 0].tolist() == pytest.approx([0, 0.05, 0.05])
