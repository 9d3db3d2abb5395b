"""Lists: children known to several bodies, and those known to none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class ListsSpec:
    """How lists come about.

    Parameters
    ----------
    n_lists : int
    capture, capture_sd : float
        Share of children that a list holds, and the spread of its logit between lists.
    heterogeneity : float
        Standard deviation of a child's own logit, shared by all lists: 0 makes them
        independent, more makes models that assume so count too few.
    """

    n_lists: int = 4
    capture: float = 0.15
    capture_sd: float = 0.5
    heterogeneity: float = 0.8


@dataclass(frozen=True, eq=False)
class Lists:
    """Overlap tables.

    Parameters
    ----------
    counts : int [member, pattern]
        Children whose lists are the bits of pattern + 1 (bit 0 is the first list).
    total, observed : int [member]
        Truth: all children; those in any list.
    """

    counts: Whole
    total: Whole
    observed: Whole

    @property
    def hidden(self) -> Whole:
        """Truth: children in no list [member]."""
        return self.total - self.observed


def simulate_lists(spec: ListsSpec, total: Whole, *, seed: int) -> Lists:
    """Return the overlap tables of members with ``total`` children each [member]."""
    generator = np.random.default_rng([seed, 21])
    middle = np.log(spec.capture / (1 - spec.capture))
    shape = (len(total), spec.n_lists)
    logit = middle + spec.capture_sd * generator.standard_normal(shape)
    # Children of a few kinds, equally many, stand for a continuum.
    kinds = spec.heterogeneity * np.sqrt(2) * np.array([-1.2, -0.4, 0.4, 1.2])
    held = 1 / (1 + np.exp(-(logit[:, None, :] + kinds[:, None])))
    patterns = np.arange(2**spec.n_lists)
    bits = (patterns[:, None] >> np.arange(spec.n_lists)) & 1
    chance = np.where(bits, held[:, :, None, :], 1 - held[:, :, None, :]).prod(axis=3).mean(axis=1)
    every = generator.multinomial(total, chance / chance.sum(axis=1, keepdims=True))
    counts = every[:, 1:].astype(np.int64)
    return Lists(counts=counts, total=total, observed=counts.sum(axis=1))
