"""Shortfalls of simulated worlds: what the models say, held against what is true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.delay import Reports, fit_delay, nowcast_draws
from leadline.models.expected import Panel, fit_expected, predict_expected
from leadline.models.shortfall import due_by_now
from leadline.models.simulate import World, WorldSpec, simulate_world

Array = NDArray[np.float64]
N_DRAWS = 1000
LEVELS = (0.8, 0.95)
# As in an assessment: below this many expected a period no member is spoken of.
LARGE = 30


@dataclass(frozen=True, eq=False)
class Told:
    """Draws and truth of totals over the window, of regions and large members.

    Parameters
    ----------
    late, unaccounted : float [subject, draw]
    true_late, true_unaccounted, true_never : float [subject]
    expected : float [subject]
    is_region : bool [subject]
    """

    late: Array
    unaccounted: Array
    true_late: Array
    true_unaccounted: Array
    true_never: Array
    expected: Array
    is_region: NDArray[np.bool_]


def tell(spec: WorldSpec, seed: int) -> Told:
    """Return what is said of a world's window, and what is true."""
    world = simulate_world(spec, seed=seed)
    cells = world.known()[:, :, : spec.within + 1]
    window = spec.window
    whole = cells[:, : window.start].sum(axis=2)
    usable = np.flatnonzero(_is_usable(cells, whole, window, spec))
    expected = _expected(world, whole, usable)
    made = nowcast_draws(
        fit_delay(Reports(cells[usable], spec.per_year)),
        at=0,
        n_periods=spec.n_window,
        n_draws=N_DRAWS,
        seed=seed,
    )
    due = due_by_now(expected, made.draws, made.reported)
    late = made.draws - made.reported[:, :, None]
    # Reports entered twice or late are mended after now: what time brings is what N says.
    true_late = world.truth.within[usable][:, window] - made.reported
    per_period = np.median(expected.mean(axis=1), axis=1)
    groups = _groups(world.region_of_series[usable], per_period)

    def total(values: NDArray[np.generic]) -> Array:
        return np.array([values[rows].sum(axis=(0, 1)) for rows in groups], dtype=np.float64)

    return Told(
        late=total(late),
        unaccounted=total(due - made.reported[:, :, None]),
        true_late=total(true_late),
        true_unaccounted=total(world.truth.unaccounted[usable][:, window]),
        true_never=total(world.truth.never_reported[usable][:, window]),
        expected=total(np.median(expected, axis=2)),
        is_region=np.array([len(rows) > 1 for rows in groups]),
    )


def _is_usable(cells: Array, whole: Array, window: slice, spec: WorldSpec) -> NDArray[np.bool_]:
    """Whether a series has a year of baseline, and nothing is missing in the window [series]."""
    age = np.arange(spec.n_window - 1, -1, -1)
    passed = np.arange(spec.within + 1) <= age[:, None]
    gap = (~np.isfinite(cells[:, window]) & passed).any(axis=(1, 2))
    return np.asarray((np.isfinite(whole).sum(axis=1) >= spec.per_year) & ~gap)


def _expected(world: World, whole: Array, usable: NDArray[np.int64]) -> NDArray[np.int64]:
    spec = world.spec
    time = np.arange(spec.window.stop)
    declared = np.where(world.is_declared, world.break_at, -1)[usable]
    segment = (declared[:, None] >= 0) & (time >= declared[:, None])
    panel = Panel(
        lower=whole[usable],
        upper=whole[usable],
        days=world.ground.days[: spec.window.stop],
        year=world.year[: spec.window.stop],
        phase=world.phase[: spec.window.stop],
        per_year=spec.per_year,
        region=world.region_of_series[usable],
        segment=segment.astype(np.int64),
    )
    return predict_expected(fit_expected(panel), n_draws=N_DRAWS, seed=world.seed)


def _groups(region: NDArray[np.int64], per_period: Array) -> list[NDArray[np.int64]]:
    regions = [np.flatnonzero(region == r) for r in np.unique(region)]
    large = [np.array([i]) for i in np.flatnonzero(per_period >= LARGE)]
    return [rows for rows in (*regions, *large) if len(rows)]


def covered(draws: Array, truth: Array, level: float) -> NDArray[np.bool_]:
    """Whether the interval of a level holds the truth [subject]."""
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=1)
    return np.asarray((low <= truth) & (truth <= high))


def coverage(told: Sequence[Told], name: str) -> Iterator[tuple[float, float, float]]:
    """Yield level, share covered and its standard error over worlds."""
    for level in LEVELS:
        shares = [covered(getattr(t, name), getattr(t, f"true_{name}"), level).mean() for t in told]
        yield level, float(np.mean(shares)), float(np.std(shares) / np.sqrt(len(shares)))
