"""Seconds for 5,000 monthly series of 48 months with 1,000 joint paths, beside AutoETS.

Counts are simulated: nothing is read. AutoETS forecasts a sample of the same series in the
same run, by the month and without joint paths; its seconds are scaled up to all of them.
"""

import platform
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from leadline.core.score import crps
from leadline.models.expected import Panel, fit_expected, predict_expected

N_SERIES, MONTHS, AHEAD, N_DRAWS = 5_000, 48, 12, 1_000
SERIES_A_REGION = 25
SAMPLE = 50
SEED = 20200301
AIM, LIMIT = 10.0, 15.0

Counts = NDArray[np.float64]
Result = TypeVar("Result")


def simulate(generator: np.random.Generator) -> tuple[Panel, Counts]:
    """Return a panel to fit, and what was then reported [series, month]."""
    periods = MONTHS + AHEAD
    year = (np.arange(periods) + 0.5 - MONTHS) / 12
    region = np.arange(N_SERIES) // SERIES_A_REGION
    logs = generator.normal(np.log(15), 1.5, (N_SERIES, 1))
    logs = logs + generator.normal(0, 0.05, (N_SERIES, 1)) * year
    logs = logs + generator.normal(0.15, 0.05, (N_SERIES, 1)) * np.sin(2 * np.pi * year)
    logs = logs + slow(N_SERIES, periods, generator) * 0.15
    logs = logs + slow(region[-1] + 1, periods, generator)[region] * 0.08
    counts = generator.poisson(np.exp(logs) * generator.gamma(30, 1 / 30, logs.shape))
    counts = counts.astype(np.float64)
    training = counts[:, :MONTHS]
    panel = Panel(
        lower=training,
        upper=training,
        days=np.full(periods, 365.25 / 12),
        year=year,
        phase=year % 1,
        per_year=12,
        region=region,
    )
    return panel, counts[:, MONTHS:]


def slow(n_paths: int, periods: int, generator: np.random.Generator) -> Counts:
    """Return autoregressions [path, month] of unit variance that fade within a year."""
    keep = np.exp(-1 / 12)
    out = generator.standard_normal((n_paths, periods))
    for place in range(1, periods):
        out[:, place] = keep * out[:, place - 1] + np.sqrt(1 - keep**2) * out[:, place]
    return out


def timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """Return a result, the seconds by the clock and the seconds of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - clock, time.process_time() - processor


def ets_draws(training: Counts, generator: np.random.Generator) -> Counts:
    """Return draws [series, month, draw] from the normal AutoETS puts around each month."""
    from statsforecast.models import AutoETS

    out = []
    for counts in training:
        found = AutoETS(season_length=12).forecast(y=counts, h=AHEAD, level=[95])
        spread = (found["hi-95"] - found["mean"]) / 1.959964
        noise = generator.standard_normal((AHEAD, N_DRAWS))
        out.append(np.maximum(found["mean"][:, None] + spread[:, None] * noise, 0))
    return np.stack(out)


def main() -> None:
    """Print the table."""
    panel, ahead = simulate(np.random.default_rng(SEED))
    print(f"{N_SERIES} series x {MONTHS} months, {AHEAD} ahead, {N_DRAWS} paths, one thread")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    fit, fit_clock, fit_processor = timed(lambda: fit_expected(panel))
    draws, path_clock, path_processor = timed(
        lambda: predict_expected(fit, n_draws=N_DRAWS, seed=SEED)
    )
    clock, processor = fit_clock + path_clock, fit_processor + path_processor
    sample = np.linspace(0, N_SERIES - 1, SAMPLE).astype(int)
    ours = crps(draws[sample].astype(np.float64), ahead[sample]).mean(axis=1)
    verdict = "aim" if processor <= AIM else "limit" if processor <= LIMIT else "MISSED"
    print(f"{'':10} {'seconds':>8} {'cpu':>8} {'CRPS (same sample)':>20}")
    print(f"{'  fit':10} {fit_clock:8.1f} {fit_processor:8.1f}")
    print(f"{'  paths':10} {path_clock:8.1f} {path_processor:8.1f}")
    print(f"{'Leadline':10} {clock:8.1f} {processor:8.1f} {ours.mean():20.3f}")
    print(f"aim {AIM:.0f} s, limit {LIMIT:.0f} s of one core: {verdict}")
    beside_ets(panel.lower[sample], ahead[sample], ours)


def beside_ets(training: Counts, ahead: Counts, ours: Counts) -> None:
    """Print AutoETS on the sample, or say loudly that it could not be run."""
    generator = np.random.default_rng(SEED)
    try:
        ets_draws(training[:1], generator)  # compiles, or fails to import
    except ImportError as missing:
        print(f"!!! NOT COMPARED: AutoETS needs statsforecast ({missing}); run `make bench` !!!")
        return
    draws, clock, processor = timed(lambda: ets_draws(training, generator))
    theirs = crps(draws, ahead).mean(axis=1)
    scale = N_SERIES / SAMPLE
    print(f"{'AutoETS':10} {clock * scale:8.1f} {processor * scale:8.1f} {theirs.mean():20.3f}")
    ratio = float(np.exp(np.mean(np.log(ours / theirs))))
    print(f"AutoETS: {SAMPLE} series timed, seconds scaled to {N_SERIES}; no joint paths")
    print(f"CRPS, Leadline over AutoETS, geometric mean over the sample: {ratio:.3f}")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
