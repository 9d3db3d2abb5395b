"""Survey: what members would answer, and who stays silent because of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]

DIRECTIONS = ("m2", "m1", "z0", "p1", "p2")
NO_DIRECTION = ("dk", "not_collected", "not_answered", "declined", "not_asked")
CODES = DIRECTIONS + NO_DIRECTION
# Ends of the answers as log changes: strong is beyond half, none is within a twentieth.
_ENDS = np.log([0.5, 0.95, 1.05, 1.5])


@dataclass(frozen=True)
class SurveySpec:
    """How members answer.

    Parameters
    ----------
    asked, answering : float
        Share of questions asked; share of those asked that are answered with a direction where
        nothing fell or rose.
    silence : float
        How much of that share is lost with each step down: a member whose reports fell answers
        less.
    noise : float
        Standard deviation of what a member believes of its log change.
    """

    asked: float = 0.97
    answering: float = 0.7
    silence: float = 0.2
    noise: float = 0.1


@dataclass(frozen=True, eq=False)
class Survey:
    """Answers [member, question], indices into CODES.

    Parameters
    ----------
    answer
        What came, silence of every kind included.
    believed
        Truth: what the member would answer, also where it is silent.
    direction
        Truth: the direction that the change itself has.
    """

    answer: Whole
    believed: Whole
    direction: Whole


def simulate_survey(spec: SurveySpec, change_log: Array, *, seed: int) -> Survey:
    """Return the answers of members whose log changes are given [member, question]."""
    generator = np.random.default_rng([seed, 22])
    direction = np.searchsorted(_ENDS, change_log)
    noisy = change_log + spec.noise * generator.standard_normal(change_log.shape)
    believed = np.searchsorted(_ENDS, noisy)
    willing = np.clip(spec.answering - spec.silence * (2 - believed), 0.02, 0.98)
    drawn = generator.random(change_log.shape)
    asked = generator.random(change_log.shape) < spec.asked
    why = generator.choice(4, size=change_log.shape, p=[0.2, 0.2, 0.45, 0.15])
    silent = np.where(asked, len(DIRECTIONS) + why, CODES.index("not_asked"))
    answer = np.where(asked & (drawn < willing), believed, silent)
    return Survey(answer.astype(np.int64), believed, direction)
