"""World: arrays that a model is given, and beside them what is true of them.

Axes stand in one order: series, time, delay. Series run member by member, within a member
stream by stream. Time 0 .. n_past - 1 is the past, ``n_past - 1`` is now, then comes what is
ahead; ``spec.window`` are the last periods of the past. In an array of counts a period that is
not known is nan, never zero.

A model is given what is known::

    world = simulate_world(WorldSpec(n_members=30), seed=1)
    triangle = world.known()              # [series, n_past, delay], nan where not known now
    totals = world.by_report()            # [series, n_past], by the period of the report
    calendar = world.ground.days, world.year, world.phase  # [time]
    pooling = world.region_of_series                     # [series]

and held against the truth, each [series, time], for occurrence periods::

    world.truth.expected          # E: reported within D, had nothing changed (drawn)
    world.truth.expected_mean     # its mean; shocks and breaks are in it, chance is not
    world.truth.within            # N: reported within D as things are
    world.late()                  # N - R: within D, but not known now
    world.truth.unaccounted       # E - N
    world.truth.never_reported    # theta E - N as it happened: offending aside
    world.truth.waiting           # Q: displaced reports that wait, at the end of a period

Truth is drawn from the same children in both worlds, with measures and without: where nothing
is lost, slowed or changed, ``unaccounted`` is exactly zero.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.simulate.ground import Ground, draw_ground
from leadline.models.simulate.mean import Means, draw_means, of_streams, usual_delay
from leadline.models.simulate.measure import dose_of
from leadline.models.simulate.report import Reported, draw_conditions, draw_reports
from leadline.models.simulate.spec import WorldSpec

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Truth:
    """What no member knows.

    Parameters
    ----------
    expected : int [series, time]
        Would have been reported within D, had nothing changed.
    expected_mean : float [series, time]
        Mean of ``expected``.
    happened : int [series, time]
        Of what did happen, what would have been reported within D in the usual way.
    within : int [series, time]
        Reported within D.
    lost : int [series, time]
        Never reported because of the measures, at any delay.
    waiting, left_over : int [series, time]
        At the end of a period: displaced reports that wait for measures to end; reports at
        hand that an office has not taken up.
    offending_log : float [series, time]
        Log of offending over its usual mean (log theta).
    displaced_share : float [series, time]
        Of reports due in a period, the share not made then.
    effect, displaced, returning, slowing, lasting : float [series]
        What makes them: log change in offending at dose 1, and the streams' other values as
        they are in each member.
    usual_delay : float [stream, delay]
        Share of usual reports by delay; the rest comes later than delays are followed.
    """

    expected: Whole
    expected_mean: Array
    happened: Whole
    within: Whole
    lost: Whole
    waiting: Whole
    left_over: Whole
    offending_log: Array
    displaced_share: Array
    effect: Array
    displaced: Array
    returning: Array
    slowing: Array
    lasting: Array
    usual_delay: Array

    @property
    def unaccounted(self) -> Whole:
        """Expected within D less reported within D [series, time]."""
        return self.expected - self.within

    @property
    def never_reported(self) -> Whole:
        """What happened and was not reported within D, beyond the usual [series, time]."""
        return self.happened - self.within


@dataclass(frozen=True, eq=False)
class World:
    """A world that was drawn.

    Parameters
    ----------
    member, stream : int [series]
    ground : Ground
        Members and calendar: intensity [member, measure, time], size_log and region [member],
        days [time].
    year, phase : float [time]
        Middle of a period in years from the window's beginning, and as a fraction of its
        calendar year.
    dose : float [series, time]
    reports : int32 [series, time, delay]
        As they finally stand.
    entered : int32 [series, time, delay]
        As first entered: with reports entered twice, without those entered late.
    carried, carried_entered : int [series, n_delay - 1]
        By period of report: what occurred before the world's first period.
    is_missing : bool [series, time]
        The report period was never sent.
    begins_at : int [series]
        First report period that was recorded.
    break_at, break_log, is_declared : [series]
        Period from which counting differs (-1 for never), by how much, whether it is said.
    """

    spec: WorldSpec
    seed: int
    member: Whole
    stream: Whole
    ground: Ground
    year: Array
    phase: Array
    dose: Array
    reports: NDArray[np.int32]
    entered: NDArray[np.int32]
    carried: Whole
    carried_entered: Whole
    is_missing: Flags
    begins_at: Whole
    break_at: Whole
    break_log: Array
    is_declared: Flags
    truth: Truth

    @property
    def region_of_series(self) -> Whole:
        """Region of each series [series]."""
        found: Whole = self.ground.region[self.member]
        return found

    def known(self, on: int | None = None) -> Array:
        """Return the triangle as known at the end of a period [series, on + 1, delay].

        nan where the report period has not come, was not sent, or lies before the series began.
        What was revised by then stands as revised.
        """
        on = self.spec.n_past - 1 if on is None else on
        due = np.arange(on + 1)[:, None] + np.arange(self.spec.n_delay)
        revised = due + self.spec.revised_after <= on
        cells = np.where(revised, self.reports[:, : on + 1], self.entered[:, : on + 1])
        unsent = np.pad(self._is_unsent, ((0, 0), (0, self.spec.n_delay)), constant_values=True)
        hidden = (due > on) | unsent[:, np.minimum(due, unsent.shape[1] - 1)]
        return np.where(hidden, np.nan, cells)

    def by_report(self, on: int | None = None, *, is_first: bool = False) -> Array:
        """Return totals by period of report as known at the end of a period [series, on + 1].

        ``is_first`` gives them as they were first sent.
        """
        on = self.spec.n_past - 1 if on is None else on
        first = by_report(self.entered, self.carried_entered)[:, : on + 1]
        final = by_report(self.reports, self.carried)[:, : on + 1]
        revised = np.arange(on + 1) + self.spec.revised_after <= on
        totals = np.where(revised & (not is_first), final, first).astype(np.float64)
        return np.where(self._is_unsent[:, : on + 1], np.nan, totals)

    def final(self) -> Whole:
        """Return totals by period of report as they finally stand, all sent [series, time]."""
        return by_report(self.reports, self.carried)

    def late(self, on: int | None = None) -> Whole:
        """Return what is reported within D but not by the end of a period [series, on + 1].

        Revisions and periods that were not sent are left aside: this is what time alone brings.
        """
        on = self.spec.n_past - 1 if on is None else on
        due = np.arange(on + 1)[:, None] + np.arange(self.spec.within + 1)
        later = np.where(due > on, self.reports[:, : on + 1, : self.spec.within + 1], 0)
        found: Whole = later.sum(axis=2, dtype=np.int64)
        return found

    def delay_quantile(self, level: float, time: slice) -> Array:
        """Return the delay by which a share of a period's reports were made [series].

        Among all that were made within the delays followed; nan where there is none.
        """
        by_delay = self.reports[:, time].sum(axis=1, dtype=np.int64)
        total = by_delay.sum(axis=1, keepdims=True)
        reached = np.cumsum(by_delay, axis=1) >= level * total
        return np.where(total[:, 0] > 0, reached.argmax(axis=1), np.nan)

    @property
    def _is_unsent(self) -> Flags:
        before = np.arange(self.spec.n_time) < self.begins_at[:, None]
        return self.is_missing | before


def simulate_world(spec: WorldSpec, *, seed: int, ground: Ground | None = None) -> World:
    """Return a world; the same spec and seed give the same world.

    Parameters
    ----------
    ground : Ground
        Members and calendar to use instead of drawn ones, so that worlds can share them.
    """
    ground = draw_ground(spec, seed=seed) if ground is None else ground
    shape = ground.intensity.shape
    assert shape[0::2] == (spec.n_members, spec.n_time), f"measures of shape {shape}"
    dose = dose_of(ground.intensity, spec)
    means = draw_means(spec, ground, dose, seed)
    conditions = draw_conditions(spec, means, dose, ground.region, seed)
    made = draw_reports(spec, means, conditions, seed)
    entered = _entered(spec, made.reports, seed)
    burn = spec.n_delay - 1
    missing, begins_at = _unsent(spec, dose, seed)
    year = (np.arange(spec.n_time) + 0.5 - spec.window.start) / spec.per_year
    return World(
        spec=spec,
        seed=seed,
        member=np.repeat(np.arange(spec.n_members), len(spec.streams)),
        stream=np.tile(np.arange(len(spec.streams)), spec.n_members),
        ground=ground,
        year=year,
        phase=((np.arange(spec.n_time) + 0.5) / spec.per_year + spec.start_phase) % 1.0,
        dose=dose,
        reports=made.reports[:, burn:],
        entered=entered[:, burn:],
        carried=_carried(made.reports, burn),
        carried_entered=_carried(entered, burn),
        is_missing=missing,
        begins_at=begins_at,
        break_at=means.break_at,
        break_log=means.break_log,
        is_declared=means.is_declared,
        truth=_truth(spec, means, made, conditions.displaced),
    )


def by_report(reports: NDArray[np.int32], carried: Whole) -> Whole:
    """Return the sums by period of report [series, time] of reports [series, time, delay]."""
    n_series, n_time, n_delay = reports.shape
    totals = np.zeros((n_series, n_time), dtype=np.int64)
    for k in range(n_delay):
        totals[:, k:] += reports[:, : n_time - k, k]
    n_carried = min(carried.shape[1], n_time)
    totals[:, :n_carried] += carried[:, :n_carried]
    return totals


def _carried(reports: NDArray[np.int32], burn: int) -> Whole:
    """Return what cohorts before the world report in its first periods [series, burn]."""
    n_series, _, n_delay = reports.shape
    carried = np.zeros((n_series, burn), dtype=np.int64)
    for cohort in range(burn):
        for k in range(burn - cohort, n_delay):
            carried[:, cohort + k - burn] += reports[:, cohort, k]
    return carried


def _entered(spec: WorldSpec, reports: NDArray[np.int32], seed: int) -> NDArray[np.int32]:
    """Return reports as first entered: some twice, some not yet."""
    generator = np.random.default_rng([seed, 5])
    revises = generator.random(spec.n_members) < spec.revised_share
    rows = np.flatnonzero(np.repeat(revises, len(spec.streams)))
    entered = reports.copy()
    some = reports[rows]
    twice = generator.binomial(some, spec.duplicated)
    late = generator.binomial(some, spec.omitted)
    entered[rows] = (some + twice - late).astype(np.int32)
    return entered


def _unsent(spec: WorldSpec, dose: Array, seed: int) -> tuple[Flags, Whole]:
    generator = np.random.default_rng([seed, 7])
    chance = spec.missing + spec.missing_measured * dose
    # A source that sends nothing sends nothing of all its series.
    sources = np.array([stream.source for stream in spec.streams])
    _, of_stream = np.unique(sources, return_inverse=True)
    n_sources = int(of_stream.max()) + 1
    drawn = generator.random((spec.n_members, n_sources, spec.n_time))
    missing = drawn[:, of_stream].reshape(dose.shape) < chance
    is_late = generator.random((spec.n_members, n_sources)) < spec.late_share
    first = generator.integers(spec.per_year, 2 * spec.per_year, (spec.n_members, n_sources))
    return missing, np.where(is_late, first, 0)[:, of_stream].ravel()


def _truth(spec: WorldSpec, means: Means, made: Reported, displaced: Array) -> Truth:
    burn, end = spec.n_delay - 1, spec.n_delay - 1 + spec.n_time
    usual = np.array([-np.diff(usual_delay(s, spec.n_delay)) for s in spec.streams])
    inside = np.tile(usual[:, : spec.within + 1].sum(axis=1), spec.n_members)
    return Truth(
        expected=made.expected[:, burn:],
        expected_mean=np.exp(means.usual_log[:, burn:]) * inside[:, None],
        happened=made.happened[:, burn:],
        within=made.reports[:, burn:, : spec.within + 1].sum(axis=2, dtype=np.int64),
        lost=made.lost[:, burn:],
        waiting=made.waiting[:, burn:end],
        left_over=made.left_over[:, burn:end],
        offending_log=means.offending_log[:, burn:],
        displaced_share=displaced[:, burn:end],
        effect=means.effect,
        displaced=means.displaced,
        returning=of_streams(spec, "returning"),
        slowing=of_streams(spec, "slowing"),
        lasting=of_streams(spec, "lasting"),
        usual_delay=usual,
    )
