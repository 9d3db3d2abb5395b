"""Report: from what occurs to what is reported when, cohort by cohort and delay by delay.

A report that is due meets the measures of the day on which it is due: some are displaced, of
these some wait and the others are never made; an office that is slowed leaves some over. Who
would have been reported had nothing changed is drawn first, so that both worlds, with measures
and without, consist of the same children: without measures they are equal, not only alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.simulate.mean import Means, of_streams, slow_path, usual_delay
from leadline.models.simulate.spec import WorldSpec

Array = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Conditions:
    """What a report meets, by the period in which it is due [series, calendar].

    The calendar holds the cohorts, then ``n_delay`` periods more.
    """

    displaced: Array
    released: Array
    slowed: Array


@dataclass(frozen=True, eq=False)
class Reported:
    """What became of the cohorts.

    Parameters
    ----------
    reports : int32 [series, cohort, delay]
    expected, happened, lost : int [series, cohort]
        Within D had nothing changed; of what did happen, what would have been reported within
        D in the usual way; never made because of the measures.
    waiting, left_over : int [series, calendar]
        Displaced reports that wait, and reports at hand that an office has not taken up, at the
        end of a period.
    """

    reports: NDArray[np.int32]
    expected: Whole
    happened: Whole
    lost: Whole
    waiting: Whole
    left_over: Whole


def draw_conditions(
    spec: WorldSpec, means: Means, dose: Array, region: Whole, seed: int
) -> Conditions:
    """Return the conditions that measures make."""
    generator = np.random.default_rng([seed, 3])
    burn, ahead = spec.n_delay - 1, spec.n_delay
    padded = np.pad(dose, ((0, 0), (burn, 0)))
    # Behind the last period measures fade: what still waits there is not seen.
    padded = np.pad(padded, ((0, 0), (0, ahead)), mode="edge")
    displaced = means.displaced[:, None] * padded
    if spec.loss_sd:
        keep = float(np.exp(-4 / spec.per_year))
        swing = slow_path(spec.n_regions, padded.shape[1], keep, generator, degrees=np.inf)
        member = np.repeat(np.arange(spec.n_members), len(spec.streams))
        displaced = displaced * np.exp(spec.loss_sd * swing[region[member]])
    return Conditions(
        displaced=np.clip(displaced, 0.0, 0.95),
        released=spec.release * (1 - padded),
        slowed=np.clip(of_streams(spec, "slowing")[:, None] * padded, 0.0, 0.95),
    )


def draw_reports(spec: WorldSpec, means: Means, conditions: Conditions, seed: int) -> Reported:
    """Return the reports of all cohorts."""
    generator = np.random.default_rng([seed, 4])
    n_cohorts = means.usual_log.shape[1]
    shape = (spec.n_series, n_cohorts)
    expected, happened, lost = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    waiting, left_over = (
        np.zeros((spec.n_series, n_cohorts + spec.n_delay), dtype=np.int64) for _ in range(2)
    )
    reports = np.zeros((*shape, spec.n_delay), dtype=np.int32)
    usual, more, fewer = _occurred(spec, means, generator)
    returning = of_streams(spec, "returning")[:, None]
    queue, pending = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for k in range(spec.n_delay):
        chance = _chance(spec, k, n_cohorts)
        at = slice(k, k + n_cohorts)
        due, due_more = generator.binomial(usual, chance), generator.binomial(more, chance)
        usual, more = usual - due, more - due_more
        real = generator.binomial(due, fewer) + due_more
        if k <= spec.within:
            expected += due
            happened += real
        away = generator.binomial(real, conditions.displaced[:, at])
        back = generator.binomial(away, returning)
        released = generator.binomial(queue, conditions.released[:, at])
        queue = queue - released
        given_up = generator.binomial(queue, spec.attrition)
        queue = queue - given_up + back
        lost += away - back + given_up
        pending = pending + real - away
        kept = generator.binomial(pending, conditions.slowed[:, at])
        reports[:, :, k] = pending - kept + released
        pending = kept
        waiting[:, at] += queue
        left_over[:, at] += pending
    return Reported(reports, expected, happened, lost, waiting, left_over)


def _occurred(
    spec: WorldSpec, means: Means, generator: np.random.Generator
) -> tuple[Whole, Whole, Array]:
    """Return reports to come in the usual way, those of more offending, and the share kept."""
    alpha = of_streams(spec, "dispersion")[:, None]
    noise = generator.gamma(1 / alpha, alpha, means.usual_log.shape)
    rate = np.exp(means.usual_log) * noise
    change = np.exp(means.offending_log)
    usual = generator.poisson(rate)
    more = generator.poisson(rate * np.maximum(change - 1, 0.0))
    return usual, more, np.minimum(change, 1.0)


def _chance(spec: WorldSpec, k: int, n_cohorts: int) -> Array:
    """Return the chance that a usual report still to come is due at a delay [series, 1 or cohort].

    Where delays depend on the period of occurrence they swing with a period of 16 months.
    """
    if not spec.reference_delay:
        left = np.array([usual_delay(stream, spec.n_delay) for stream in spec.streams])
        chance = 1 - left[:, k + 1] / np.maximum(left[:, k], 1e-300)
        return np.tile(chance, spec.n_members)[:, None]
    swing = np.sin(2 * np.pi * np.arange(n_cohorts) / (16 * spec.per_year / 12))
    factor = np.exp(spec.reference_delay * swing)
    mean = of_streams(spec, "delay")[:, None] * factor
    tail = of_streams(spec, "tail")[:, None]
    quick, slow = mean / (1 + mean), 6 * mean / (1 + 6 * mean)
    before, after = ((1 - tail) * quick**j + tail * slow**j for j in (k, k + 1))
    found: Array = 1 - after / np.maximum(before, 1e-300)
    return found
