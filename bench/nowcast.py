"""Seconds and memory for 1,000 daily series of 160 days x 41 delays, beside a plain chain ladder.

Counts are simulated: nothing is read. One pass through all report days, then joint draws of the
last 41 days; the plain chain ladder has no intervals. Each further day looked back at is told.
"""

import platform
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from leadline.core.draws import LEVELS, quantiles
from leadline.core.score import weighted_interval_score
from leadline.models.delay import Reports, fit_delay, nowcast_draws

N_SERIES, DAYS, MAX_DELAY, N_DRAWS = 1_000, 160, 40, 500
LOOKED_BACK = 8
SEED = 20200301
LIMIT = 8.0

Counts = NDArray[np.float64]
Result = TypeVar("Result")


def simulate(generator: np.random.Generator) -> tuple[Reports, Counts]:
    """Return reports as known on the last day, and what was then complete [series, day]."""
    shape = (N_SERIES, DAYS, MAX_DELAY + 1)
    level = generator.lognormal(np.log(8), 1.0, (N_SERIES, 1, 1))
    week = generator.lognormal(0, 0.2, (N_SERIES, 7))[:, np.arange(DAYS) % 7, None]
    delay = np.arange(MAX_DELAY + 1)
    share = np.exp(-delay / generator.uniform(3, 9, (N_SERIES, 1, 1)))
    open_on = np.where((np.arange(DAYS)[:, None] + delay) % 7 < 5, 1.0, 0.4)
    share = share * open_on
    cells = generator.poisson(level * week * share / share.sum(axis=2, keepdims=True))
    cells = cells.astype(np.float64)
    is_known = delay <= np.arange(DAYS)[::-1, None]
    assert cells.shape == shape
    return Reports(np.where(is_known, cells, np.nan), 365), cells.sum(axis=2)


def timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """Return a result, the seconds by the clock and the seconds of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - clock, time.process_time() - processor


def plain_chain_ladder(cells: Counts) -> Counts:
    """Return completed counts [series, day] by factors over all days."""
    known = ~np.isnan(cells)
    cumulated = np.where(known, np.nan_to_num(cells).cumsum(axis=2), 0)
    before = np.where(known[:, :, 1:], cumulated[:, :, :-1], 0).sum(axis=1)
    after = cumulated[:, :, 1:].sum(axis=1)
    growth = np.where(before > 0, after / np.maximum(before, 1), 1)
    whole = np.concatenate([growth[:, ::-1].cumprod(axis=1)[:, ::-1], np.ones((len(cells), 1))], 1)
    age = np.minimum(np.arange(cells.shape[1])[::-1], cells.shape[2] - 1)
    return np.nansum(cells, axis=2) * whole[:, age]


def main() -> None:
    """Print the table."""
    reports, truth = simulate(np.random.default_rng(SEED))
    print(f"{N_SERIES} series x {DAYS} days x {MAX_DELAY + 1} delays, one thread")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    fit, fit_clock, fit_processor = timed(lambda: fit_delay(reports))
    made, draw_clock, draw_processor = timed(
        lambda: nowcast_draws(fit, at=-1, n_periods=MAX_DELAY + 1, n_draws=N_DRAWS, seed=SEED)
    )
    clock, processor = fit_clock + draw_clock, fit_processor + draw_processor
    plain, plain_clock, plain_processor = timed(lambda: plain_chain_ladder(reports.cells))
    seen = slice(DAYS - MAX_DELAY - 1, DAYS)
    table = quantiles(made.draws).astype(np.float64)
    ours = np.abs(table[:, :, LEVELS.index(0.5)] - truth[:, seen]).mean()
    theirs = np.abs(plain[:, seen] - truth[:, seen]).mean()
    score = weighted_interval_score(table, np.array(LEVELS), truth[:, seen]).mean()
    print(f"{'':20} {'seconds':>8} {'cpu':>8} {'absolute error':>15} {'WIS':>7}")
    print(f"{'  pass':20} {fit_clock:8.2f} {fit_processor:8.2f}")
    print(f"{f'  {N_DRAWS} draws':20} {draw_clock:8.2f} {draw_processor:8.2f}")
    print(f"{'Leadline':20} {clock:8.2f} {processor:8.2f} {ours:15.3f} {score:7.3f}")
    print(f"{'plain chain ladder':20} {plain_clock:8.2f} {plain_processor:8.2f} {theirs:15.3f}")
    past = np.arange(DAYS - LOOKED_BACK, DAYS)
    _, _, back = timed(lambda: fit_delay(reports, origins=past))
    each = (back - fit_processor) / (LOOKED_BACK - 1)
    print(f"each further day looked back at: {each:.2f} s of the processor")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "kept" if processor <= LIMIT else "MISSED"
    print(f"limit {LIMIT:.0f} s of one core: {verdict}; peak memory {peak:.0f} MB, counts included")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
