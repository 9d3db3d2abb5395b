"""From reports to nowcasts at every origin, in one pass through the report periods."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from leadline.models.delay.judge import STRIDE, judged_weights, start_record
from leadline.models.delay.ladder import climb, factors, share_known, start_ladder
from leadline.models.delay.level import additions
from leadline.models.delay.pace import PACES, Pace
from leadline.models.delay.pattern import note_complete, phase_levels, start_pattern
from leadline.models.delay.reports import Array, Diagonals, Ints, Reports, read_diagonals
from leadline.models.delay.shift import follow, shifts, smoothing, start_shift
from leadline.models.delay.spread import Spread, remember, spread, start_errors


@dataclass(frozen=True, eq=False)
class DelayFit:
    """What the model says at some origins of the periods up to them.

    Parameters
    ----------
    reports : Reports
    origins : int [origin]
        Positions on the time axis, ascending.
    added_log : float [series, origin, age]
        Log of one plus the reports that are still to come within D.
    experts_log : float [series, origin, age]
        Variance between the experts of the same.
    spreads : tuple of Spread
        One for each origin.
    """

    reports: Reports
    origins: Ints
    added_log: Array
    experts_log: Array
    spreads: tuple[Spread, ...]


def fit_delay(
    reports: Reports, *, origins: Ints | None = None, pace: Pace | None = None
) -> DelayFit:
    """Return nowcasts at some origins, by default at the last; each knows only what came before.

    A slow chain ladder by report period, experts that follow shifts of it, weighted by how they
    did of late, and a local level. It is wrong where a delay longer than any seen sets in.

    Parameters
    ----------
    origins : int [origin]
        Positions on the time axis, ascending.
    pace : Pace
        How fast it forgets, by default as chosen for how often periods come; without ``fast``
        it is the slow chain ladder alone.
    """
    wanted = np.array([reports.n_time - 1]) if origins is None else np.asarray(origins, np.int64)
    assert wanted.size and (np.diff(wanted) > 0).all(), "origins ascend"
    assert wanted[0] >= 0 and wanted[-1] < reports.n_time, "origins lie on the time axis"
    pace = pace or PACES[reports.per_year]
    seen = read_diagonals(reports.cells)
    record = start_record(seen, len(pace.fast) + 1)
    expected = _experts(reports, seen, pace)
    errors = start_errors(reports.n_series, reports.max_delay + 1)
    weight = np.full((reports.n_series, len(pace.fast) + 1), 1 / (len(pace.fast) + 1))
    at = set(wanted.tolist())
    told: list[tuple[Array, Array, Spread]] = []
    for origin in range(wanted[-1] + 1):
        expert_log = np.log1p(next(expected))
        record.expert_log[:, origin] = expert_log[:, :, ::STRIDE].transpose(0, 2, 1)
        record.note_total(seen.cumulated[:, origin], mixed(expert_log, weight), origin)
        weight = judged_weights(record, seen, origin, pace)
        record.mixed_log[:, origin] = mixed(expert_log, weight)
        record.note_total(seen.cumulated[:, origin], record.mixed_log[:, origin], origin)
        errors = remember(errors, record, seen, origin, pace)
        if origin in at:
            apart = (expert_log - record.mixed_log[:, origin, None]) ** 2
            told.append(
                (
                    record.mixed_log[:, origin],
                    mixed(apart, weight),
                    spread(errors, record, seen, origin, pace),
                )
            )
    added, between, spreads = zip(*told, strict=True)
    return DelayFit(reports, wanted, np.stack(added, 1), np.stack(between, 1), tuple(spreads))


def mixed(rows: Array, weight: Array) -> Array:
    """Return the weighted mean over experts [series, age]."""
    return np.asarray(np.einsum("ska,sk->sa", rows, weight))


def _experts(reports: Reports, seen: Diagonals, pace: Pace) -> Iterator[Array]:
    """Yield what each expert expects to come [series, expert, age], origin by origin."""
    n_series, n_time, n_ages = seen.new.shape
    half_lives = np.array([half_life for half_life, _ in pace.fast])
    kernel = smoothing(np.array([width for _, width in pace.fast]), n_ages)
    ladder = start_ladder(n_series, reports.n_phases, n_ages)
    shift = start_shift(n_series, len(pace.fast), n_ages)
    pattern = start_pattern(n_series, reports.n_phases)
    factor, ages = factors(ladder), np.arange(n_ages)
    for origin in range(n_time):
        phase = (reports.first_phase + origin) % reports.n_phases
        new = seen.new[:, origin]
        before = np.where(seen.is_known[:, origin], seen.cumulated[:, origin] - new, 0)
        new = np.where(seen.is_known[:, origin], new, 0)
        shift = follow(shift, new, factor[:, phase] * before, half_lives)
        ladder = climb(ladder, new, before, phase=phase, half_life=pace.slow)
        factor = factors(ladder)
        begun = seen.has_begun[:, origin]
        pattern = note_complete(
            pattern,
            seen.cumulated[:, origin, -1],
            begun[:, -1],
            phase=(phase - n_ages + 1) % reports.n_phases,
            half_life=pace.pattern,
        )
        share = share_known(factor, shifts(shift, kernel), phase=phase)
        usual = phase_levels(pattern)[:, (phase - ages) % reports.n_phases]
        yield additions(
            np.where(begun, seen.cumulated[:, origin], 0),
            share,
            np.where(begun, usual, 0),
            slope=pace.slope,
            near=pace.near,
        )
