"""The slow chain ladder: what comes in at a delay, for each report of the same age so far.

Numbers are sums that forget: each period they are halved a little, then the period is added.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.delay.reports import Array

# Reports and exposure that a factor begins with.
START_REPORTS, START_EXPOSURE = 0.05, 1.0
# Reports after which a weekday's factor at one delay is half its own.
OWN_REPORTS = 30.0
# Reports after which a weekday's effect on all delays is half its own; from the first delays alone,
# where most reports are.
DAY_REPORTS, DAY_DELAYS = 5.0, 20


@dataclass(frozen=True, eq=False)
class Ladder:
    """Sums that forget, by phase of the report period.

    Parameters
    ----------
    reports : float [series, phase, delay]
    exposure : float [series, phase, delay]
        What had been reported before of the same period.
    """

    reports: Array
    exposure: Array


def start_ladder(n_series: int, n_phases: int, n_delays: int) -> Ladder:
    """Return a chain ladder that has seen nothing."""
    shape = (n_series, n_phases, n_delays)
    return Ladder(np.zeros(shape), np.zeros(shape))


def climb(ladder: Ladder, new: Array, before: Array, *, phase: int, half_life: float) -> Ladder:
    """Return the chain ladder after one more report period.

    Parameters
    ----------
    new, before : float [series, delay]
        What came in, and what had been reported before; 0 where not known.
    """
    keep = 0.5 ** (1 / half_life)
    reports, exposure = ladder.reports * keep, ladder.exposure * keep
    reports[:, phase] += new
    exposure[:, phase] += before
    return Ladder(reports, exposure)


def factors(ladder: Ladder) -> Array:
    """Return reports to come at a delay for each report so far [series, phase, delay].

    Phases share a delay's factor, delays share a phase's; what a phase and delay have of their
    own is shrunk to the product. At delay 0 there is nothing to multiply: 0.
    """
    total, exposed = ladder.reports.sum(axis=1), ladder.exposure.sum(axis=1)
    main = (np.maximum(total, 0) + START_REPORTS) / (exposed + START_EXPOSURE)
    some = slice(1, DAY_DELAYS + 1)
    expected = (main[:, None] * ladder.exposure)[:, :, some].sum(axis=2)
    seen = np.maximum(ladder.reports[:, :, some].sum(axis=2), 0)
    day = (seen + DAY_REPORTS) / (expected + DAY_REPORTS)
    own = np.maximum(ladder.reports, 0) + OWN_REPORTS * day[:, :, None]
    out: Array = own / (ladder.exposure + OWN_REPORTS / main[:, None])
    out[:, :, 0] = 0
    return out


def share_known(factor: Array, shift: Array, *, phase: int) -> Array:
    """Return the share of all reports that is known at each age [series, expert, age].

    Parameters
    ----------
    factor : float [series, phase, delay]
    shift : float [expert, series, delay]
        Multiplies the factors.
    phase : int
        That of the present; reports to come fall on the phases after it.
    """
    n_series, n_phases, n_delays = factor.shape
    delay = np.arange(n_delays)
    reported = (np.arange(n_phases) + delay[:, None]) % n_phases
    # By the phase on which it occurred, which is that of the report less the delay.
    by_delay = factor.astype(np.float32)[:, reported, delay[:, None]].swapaxes(0, 1).copy()
    moved = np.ascontiguousarray(shift.transpose(2, 1, 0), np.float32)
    growth = np.ones((n_series, shift.shape[0], n_phases), np.float32)
    out = np.empty((n_series, *shift.shape[::2]))
    for age in range(n_delays - 1, -1, -1):
        out[:, :, age] = 1 / growth[:, :, (phase - age) % n_phases]
        growth *= 1 + by_delay[age][:, None, :] * moved[age][:, :, None]
    return out
