"""What was said at each origin, and how well each expert would have said it.

Judged is what was added since an origin, as estimated now: waiting until it is complete would
hear of a shift when it is over.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.delay.pace import Pace
from leadline.models.delay.reports import Array, Diagonals

# Every third age is judged: neighbours say nearly the same.
STRIDE = 3
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

    expert_log: Array
    mixed_log: Array
    total: Array
    known: Array

    def note_total(self, cumulated: Array, added_log: Array, origin: int) -> None:
        """Take over what is now estimated of the periods that are not complete."""
        ages = np.arange(min(cumulated.shape[1], origin + 1))
        self.total[:, origin - ages] = (cumulated + np.expm1(added_log))[:, ages]
        self.known[:, origin - ages] = cumulated[:, ages]

    def still_added(self, seen: Diagonals, origins: Array, ages: Array) -> Array:
        """Return log of one plus what was added since, for pairs of origin and age."""
        since = self.total[:, origins - ages] - seen.cumulated[:, origins, ages]
        return np.asarray(np.log1p(np.maximum(since, 0)))

    def share_seen(self, seen: Diagonals, origins: Array, ages: Array) -> Array:
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
    n_series, _, _, n_experts = record.expert_log.shape
    last = origin - pace.lag
    origins = np.arange(max(0, last - pace.judged + 1), last + 1)[:, None]
    ages = np.arange(0, seen.new.shape[2], STRIDE)
    if not origins.size:
        return np.zeros((n_series, n_experts))
    pairs = origins, np.minimum(ages, origins)
    size = RELATIVE_VARIANCE + np.exp(-record.mixed_log[:, pairs[0], pairs[1]])
    judged = seen.has_begun[:, pairs[0], pairs[1]] & (ages <= origins)
    weight = np.where(judged, 0.5 ** ((last - origins) / pace.judged_fade) / size, 0)
    added = record.still_added(seen, *pairs)
    miss = added[..., None] - record.expert_log[:, origins[0, 0] : last + 1]
    np.clip(miss, -WORST_LOG, WORST_LOG, out=miss)
    return np.asarray(np.einsum("soak,soak,soa->sk", miss, miss, weight) / ages.size)
