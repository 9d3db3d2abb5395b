"""Mean: how many reports each period would bring had nothing changed, and offending since."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.simulate.ground import Ground, usual_days
from leadline.models.simulate.spec import Stream, WorldSpec

Array = NDArray[np.float64]
_JUMP_SD, _BREAK_SD, _DIFFERENT_SD = 0.3, 0.5, 0.3


@dataclass(frozen=True, eq=False)
class Means:
    """Log means on cohorts: ``n_delay - 1`` periods before the world, then its own.

    Parameters
    ----------
    usual_log : float [series, cohort]
        Reports to come of what occurs in a period, had nothing changed; shocks included.
    offending_log : float [series, cohort]
        Change in offending since.
    break_at, break_log, is_declared : [series]
        Period from which counting differs (-1 for never), by how much, whether it is said.
    effect, displaced : float [series]
        What became of the streams' values in each member.
    """

    usual_log: Array
    offending_log: Array
    break_at: NDArray[np.int64]
    break_log: Array
    is_declared: NDArray[np.bool_]
    effect: Array
    displaced: Array


def of_streams(spec: WorldSpec, name: str) -> Array:
    """Return a number of the streams for each series [series]."""
    return np.tile([float(getattr(stream, name)) for stream in spec.streams], spec.n_members)


def draw_means(spec: WorldSpec, ground: Ground, dose: Array, seed: int) -> Means:
    """Return the means of a world; ``dose`` [series, time]."""
    generator = np.random.default_rng([seed, 2])
    burn = spec.n_delay - 1
    year = (np.arange(-burn, spec.n_time) + 0.5 - spec.window.start) / spec.per_year
    phase = (year + spec.window.start / spec.per_year + spec.start_phase) % 1.0
    logs = _smooth(spec, year, phase, ground.size_log, generator)
    logs += np.log(np.pad(ground.days, (burn, 0), constant_values=usual_days(spec)))
    logs -= np.log(usual_days(spec))
    logs += _shocks(spec, ground.region, len(year), generator)
    logs += _odd(spec, year, generator)
    break_at, break_log, declared = _breaks(spec, generator)
    time = np.arange(-burn, spec.n_time)
    logs += np.where((break_at[:, None] >= 0) & (time >= break_at[:, None]), break_log[:, None], 0)
    effect = of_streams(spec, "effect") + _shared_by_group(spec, "effect_sd", generator)
    different = np.exp(generator.normal(0, _DIFFERENT_SD, spec.n_series))
    before = np.zeros((spec.n_series, burn))
    offending = effect[:, None] * np.concatenate([before, dose], axis=1)
    offending += of_streams(spec, "lasting")[:, None] * (year >= 0)
    return Means(
        usual_log=logs,
        offending_log=offending,
        break_at=break_at,
        break_log=break_log,
        is_declared=declared,
        effect=effect,
        displaced=np.clip(of_streams(spec, "displaced") * different, 0.0, 0.95),
    )


def slow_path(
    n_paths: int, n_time: int, keep: float, generator: np.random.Generator, *, degrees: float
) -> Array:
    """Return first-order autoregressions of unit variance [path, time]."""
    steps = generator.standard_normal((n_paths, n_time))
    if np.isfinite(degrees):
        steps *= np.sqrt((degrees - 2) / generator.chisquare(degrees, steps.shape))
    path = np.empty_like(steps)
    path[:, 0] = steps[:, 0]
    for at in range(1, n_time):
        path[:, at] = keep * path[:, at - 1] + np.sqrt(1 - keep**2) * steps[:, at]
    return path


def _smooth(
    spec: WorldSpec, year: Array, phase: Array, size_log: Array, generator: np.random.Generator
) -> Array:
    n = spec.n_series
    size = np.repeat(size_log, len(spec.streams)) * of_streams(spec, "size_power")
    level = np.log(of_streams(spec, "level")) + size
    level = level + of_streams(spec, "level_sd") * generator.standard_normal(n)
    slope = of_streams(spec, "trend") + of_streams(spec, "trend_sd") * generator.standard_normal(n)
    peak = np.tile(generator.uniform(0, 2 * np.pi, len(spec.streams)), spec.n_members)
    angle = 2 * np.pi * phase - peak[:, None]
    season = of_streams(spec, "season")[:, None] * np.cos(angle)
    apart = of_streams(spec, "season_sd")[:, None] * generator.standard_normal((n, 2))
    season = season + apart[:, :1] * np.sin(angle) + apart[:, 1:] * np.cos(2 * angle)
    return level[:, None] + slope[:, None] * year + season


def _shocks(
    spec: WorldSpec, region: NDArray[np.int64], n_time: int, generator: np.random.Generator
) -> Array:
    """Return own slow shocks and those shared in a region [series, cohort]."""
    keep = float(np.exp(-1 / (spec.per_year * spec.fade_years)))
    number = {group: at for at, group in enumerate(sorted({s.group for s in spec.streams}))}
    of_stream = np.array([number[stream.group] for stream in spec.streams])
    of_series = np.tile(of_stream, spec.n_members)
    member = np.repeat(np.arange(spec.n_members), len(spec.streams))
    degrees = spec.shock_degrees
    own = slow_path(spec.n_series, n_time, keep, generator, degrees=degrees)
    shared = slow_path(spec.n_regions * len(number), n_time, keep, generator, degrees=degrees)
    common = shared[region[member] * len(number) + of_series]
    own *= of_streams(spec, "own_sd")[:, None]
    both: Array = own + of_streams(spec, "shared_sd")[:, None] * common
    return both


def _odd(spec: WorldSpec, year: Array, generator: np.random.Generator) -> Array:
    """Return what the usual assumptions leave out: jumps, and a bend at the window."""
    shape = (spec.n_series, len(year))
    jumped = generator.random(shape) < spec.jumps / spec.per_year
    steps = np.cumsum(np.where(jumped, generator.normal(0, _JUMP_SD, shape), 0.0), axis=1)
    bend = spec.bend * generator.standard_normal((spec.n_series, 1))
    odd: Array = steps + bend * np.maximum(year, 0.0)
    return odd


def _breaks(
    spec: WorldSpec, generator: np.random.Generator
) -> tuple[NDArray[np.int64], Array, NDArray[np.bool_]]:
    n, margin = spec.n_series, spec.per_year // 2
    broken = generator.random(n) < spec.break_share
    latest = max(spec.window.start - margin, margin + 1)
    at = np.where(broken, generator.integers(margin, latest, n), -1)
    log = np.where(broken, generator.normal(0, _BREAK_SD, n), 0.0)
    return at, log, broken & (generator.random(n) < spec.declared_share)


def _shared_by_group(spec: WorldSpec, name: str, generator: np.random.Generator) -> Array:
    groups = sorted({stream.group for stream in spec.streams})
    drawn = generator.standard_normal((spec.n_members, len(groups)))
    columns = [groups.index(stream.group) for stream in spec.streams]
    deviates: Array = drawn[:, columns].ravel() * of_streams(spec, name)
    return deviates


def usual_delay(stream: Stream, n_delay: int) -> Array:
    """Return the share of usual reports still to come before each delay [delay + 1].

    Two geometric waits: most reports, and a tail six times as slow.
    """
    k = np.arange(n_delay + 1)
    quick, slow = (mean / (1 + mean) for mean in (stream.delay, 6 * stream.delay))
    left: Array = (1 - stream.tail) * quick**k + stream.tail * slow**k
    return left
