"""What was said at each origin, and how well each expert would have said it.

Judged is what was added since an origin, as estimated now: waiting until it is complete would
hear of a shift when it is over.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.models.delay.pace import Pace
from leadline.models.delay.reports import Array, Diagonals, Ints

# Every third age is judged, of every second origin: neighbours say nearly the same.
STRIDE, ORIGIN_STRIDE = 3, 2
# How steeply weights follow losses, and the share of weight that is always even.
STEEPNESS, EVEN_SHARE = 1.0, 0.05
# Squared log errors are measured in their usual size: relative, and that of counting.
RELATIVE_VARIANCE = 0.01
WORST_LOG = 2.0
LEAST = 1e-3


@dataclass(frozen=True, eq=False)
class Record:
    """What was said at each origin; grows with the origins, in place.

    Parameters
    ----------
    expert_log : float [series, origin, judged age, expert]
        Log of one plus the additions each expert expected.
    mixed_log : float [series, origin, age]
        The same of all experts together.
    total : float [series, time]
        Best estimate now of the count within D.
    known : float [series, time]
        Reported so far.
    """

    expert_log: NDArray[np.float32]
    mixed_log: Array
    total: Array
    known: Array

    def note_total(self, cumulated: Array, added_log: Array, origin: int) -> None:
        """Take over what is now estimated of the periods that are not complete."""
        ages = np.arange(min(cumulated.shape[1], origin + 1))
        self.total[:, origin - ages] = (cumulated + np.expm1(added_log))[:, ages]
        self.known[:, origin - ages] = cumulated[:, ages]

    def still_added(self, seen: Diagonals, origins: Ints, ages: Ints) -> Array:
        """Return log of one plus what was added since, for pairs of origin and age."""
        since = self.total[:, origins - ages] - seen.cumulated[:, origins, ages]
        return np.asarray(np.log1p(np.maximum(since, 0)))

    def share_seen(self, seen: Diagonals, origins: Ints, ages: Ints) -> Array:
        """Return which share of what was added since has come in, for pairs of origin and age."""
        before = seen.cumulated[:, origins, ages]
        since = np.maximum(self.known[:, origins - ages] - before, 0)
        added = np.maximum(self.total[:, origins - ages] - before, 0)
        return np.asarray((since + LEAST) / np.maximum(added + LEAST, since + LEAST))


def start_record(seen: Diagonals, n_experts: int) -> Record:
    """Return a record of nothing."""
    n_series, n_time, n_ages = seen.new.shape
    n_judged = len(range(0, n_ages, STRIDE))
    return Record(
        np.zeros((n_series, n_time, n_judged, n_experts), np.float32),
        np.zeros((n_series, n_time, n_ages)),
        np.zeros((n_series, n_time)),
        np.zeros((n_series, n_time)),
    )


def judged_weights(record: Record, seen: Diagonals, origin: int, pace: Pace) -> Array:
    """Return the weight of each expert [series, expert], from its losses of late.

    A series hears of the others' losses as much as of its own.
    """
    n_series, _, _, n_experts = record.expert_log.shape
    loss = losses(record, seen, origin, pace)
    if n_series > 1:
        loss = loss + (loss.sum(axis=0) - loss) / (n_series - 1)
    weight = np.exp(-STEEPNESS * (loss - loss.min(axis=1, keepdims=True)))
    weight /= weight.sum(axis=1, keepdims=True)
    return np.asarray((1 - EVEN_SHARE) * weight + EVEN_SHARE / n_experts)


def losses(record: Record, seen: Diagonals, origin: int, pace: Pace) -> Array:
    """Return the losses of late [series, expert]."""
    n_series, _, n_judged, n_experts = record.expert_log.shape
    last = origin - pace.lag
    if last < 0:
        return np.zeros((n_series, n_experts))
    first = last - ORIGIN_STRIDE * min(pace.judged // ORIGIN_STRIDE - 1, last // ORIGIN_STRIDE)
    some = slice(first, last + 1, ORIGIN_STRIDE)
    origins = np.arange(last + 1)[some, None]
    ages = np.arange(n_judged) * STRIDE
    since = record.total[:, np.maximum(origins - ages, 0)] - seen.cumulated[:, some, ::STRIDE]
    added = np.log1p(np.maximum(since, 0).astype(np.float32))
    size = RELATIVE_VARIANCE + np.exp(-record.mixed_log[:, some, ::STRIDE])
    judged = seen.has_begun[:, some, ::STRIDE] & (ages <= origins)
    weight = judged * 0.5 ** ((last - origins) / pace.judged_fade) / size
    miss = added[..., None] - record.expert_log[:, some]
    np.clip(miss, -WORST_LOG, WORST_LOG, out=miss)
    miss *= miss
    loss = weight.reshape(n_series, 1, -1).astype(np.float32) @ miss.reshape(
        n_series, -1, n_experts
    )
    return np.asarray(ORIGIN_STRIDE * loss[:, 0].astype(np.float64) / n_judged)
