"""Spec: what a world is made of. All numbers that a world draws from stand here.

Standard deviations are of natural logs; rates of change are for a year, delays are in periods.
"""

from dataclasses import dataclass, replace

import numpy as np

N_MEASURES = 8


@dataclass(frozen=True)
class Stream:
    """What one indicator does through one channel; a series is one stream of one member.

    Parameters
    ----------
    group : int
        Streams of one group count the same thing: they share slow shocks and the change in
        offending.
    source : int
        Streams of one source come from one body: they are missing and begin together.
    level, size_power : float
        Reports to come, a period, of a member of size 1 before measures; the power of its size
        with which they grow.
    level_sd, trend, trend_sd, season, season_sd : float
        Between members: log level, log slope a year, log amplitude of the yearly wave.
    dispersion : float
        Variance of a count is mean + dispersion x mean squared.
    own_sd, shared_sd : float
        Slow log shocks of the series' own, and shared by all members of a region.
    delay, tail : float
        Mean delay of usual reports; share of them that take six times as long.
    effect, effect_sd : float
        Log change in offending at dose 1, and how members differ in it.
    displaced, returning : float
        Share of reports that are not made when due at dose 1; share of these that wait for the
        measures to end (the others are never made).
    slowing : float
        Share of reports at hand that an office leaves over to the next period at dose 1.
    lasting : float
        Log change in the level after the measures.
    weights : tuple of float
        How much each measure counts in the dose; as many as there are measures, sum 1.
    """

    group: int = 0
    source: int = 0
    level: float = 30.0
    size_power: float = 1.0
    level_sd: float = 0.5
    trend: float = 0.0
    trend_sd: float = 0.03
    season: float = 0.12
    season_sd: float = 0.05
    dispersion: float = 0.02
    own_sd: float = 0.10
    shared_sd: float = 0.06
    delay: float = 0.8
    tail: float = 0.1
    effect: float = 0.0
    effect_sd: float = 0.0
    displaced: float = 0.4
    returning: float = 0.5
    slowing: float = 0.3
    lasting: float = 0.0
    weights: tuple[float, ...] = (1 / N_MEASURES,) * N_MEASURES


@dataclass(frozen=True)
class WorldSpec:
    """A world: its shape, what goes wrong in it, and where it leaves the usual assumptions.

    Parameters
    ----------
    n_past, n_ahead, n_window : int
        Periods up to now, after it, and of the past that lie in the window (its last).
    within : int
        D: counts are compared as "reported within D periods".
    n_delay : int
        Delays 0 .. n_delay - 1 are followed; what is later is not reported in this world.
    size_sd : float
        Log sizes of members.
    release, attrition : float
        Of waiting reports, the share made in a period without measures; the share given up.
    measured_share : float
        Members that take measures at all.
    fade_years : float
        After which a slow shock is forgotten to 1/e.
    break_share, declared_share, late_share : float
        Series whose counting changes once, those of them that say so, and sources that begin
        only in the second year.
    missing, missing_measured : float
        Chance that a report period is not sent, and what is added to it at dose 1.
    revised_share, duplicated, omitted, revised_after : float, int
        Members that revise; share of reports entered twice, and entered late; periods until
        both are mended.
    shock_degrees : float
        Student's t with so many degrees instead of normal slow shocks.
    jumps : float
        Steps in the log level, a year and series, each of standard deviation 0.3.
    bend : float
        Standard deviation of a change of slope where the window begins.
    reference_delay : float
        Log swing of the mean delay with the period of occurrence.
    loss_sd : float
        Log swing of the displaced share, shared by the members of a region.
    """

    streams: tuple[Stream, ...] = (Stream(),)
    n_members: int = 40
    n_regions: int = 4
    per_year: int = 12
    start_phase: float = 0.0
    n_past: int = 60
    n_ahead: int = 12
    n_window: int = 10
    within: int = 6
    n_delay: int = 19
    size_sd: float = 0.8
    release: float = 0.25
    attrition: float = 0.03
    measured_share: float = 0.9
    fade_years: float = 1.0
    break_share: float = 0.05
    declared_share: float = 0.6
    late_share: float = 0.05
    missing: float = 0.004
    missing_measured: float = 0.06
    revised_share: float = 0.3
    duplicated: float = 0.03
    omitted: float = 0.03
    revised_after: int = 3
    shock_degrees: float = np.inf
    jumps: float = 0.0
    bend: float = 0.0
    reference_delay: float = 0.0
    loss_sd: float = 0.0

    def __post_init__(self) -> None:
        assert 0 <= self.within < self.n_delay, "D lies among the delays that are followed"
        assert 0 < self.n_window < self.n_past, "the window lies in the past"
        assert all(len(s.weights) == N_MEASURES for s in self.streams), "a weight a measure"

    def with_streams(self, streams: tuple[Stream, ...]) -> "WorldSpec":
        """Return the same world of other streams."""
        return replace(self, streams=streams)

    @property
    def n_time(self) -> int:
        """Periods of the world, past and ahead."""
        return self.n_past + self.n_ahead

    @property
    def window(self) -> slice:
        """The window on the time axis."""
        return slice(self.n_past - self.n_window, self.n_past)

    @property
    def n_series(self) -> int:
        """Series, members x streams."""
        return self.n_members * len(self.streams)
