"""Calendar of an exercise: its periods, and the day on which it is assessed."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from leadline.core.period import Frequency, Period

FIRST_MONTH, LAST_MONTH = Period.parse("2017-01"), Period.parse("2020-12")
BASELINE = Period.parse("2017-01"), Period.parse("2020-02")
WINDOW = Period.parse("2020-03"), Period.parse("2020-12")
AS_OF = date(2021, 1, 15)
# Versions of those who revise: what was known then, and now.
FIRST_VERSION, LAST_VERSION = date(2020, 10, 12), date(2021, 1, 12)
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Calendar:
    """Periods of one frequency from the first of the world on; the last ``n_ahead`` come after now.

    ``n_window`` periods before these are the window.
    """

    periods: tuple[Period, ...]
    n_ahead: int
    n_window: int

    @property
    def n_past(self) -> int:
        """Periods up to now."""
        return len(self.periods) - self.n_ahead

    @property
    def days(self) -> NDArray[np.float64]:
        """Days of each period [time]."""
        return np.array([period.days for period in self.periods], dtype=np.float64)

    @property
    def past(self) -> tuple[Period, ...]:
        """Periods up to now."""
        return self.periods[: self.n_past]

    def ended_by(self, day: date) -> int:
        """Return how many periods of the past had ended before a day."""
        return sum(period.last < day for period in self.past)


def months() -> Calendar:
    """Return the months."""
    n = LAST_MONTH - FIRST_MONTH + 1 + MONTHS_AHEAD
    periods = tuple(FIRST_MONTH + step for step in range(n))
    return Calendar(periods, MONTHS_AHEAD, WINDOW[1] - WINDOW[0] + 1)


def weeks() -> Calendar:
    """Return the weeks that lie whole in the months up to now, with none ahead."""
    first = Period.containing(FIRST_MONTH.first + timedelta(days=6), Frequency.WEEK)
    last = Period.containing(LAST_MONTH.last + timedelta(days=1), Frequency.WEEK) + -1
    periods = tuple(first + step for step in range(last - first + 1))
    inside = [period for period in periods if period.first >= WINDOW[0].first]
    return Calendar(periods, 0, len(inside))


def spread(intensity: NDArray[np.float64], to: Calendar) -> NDArray[np.float64]:
    """Return intensities by month as those of periods: that of the month of a period's middle.

    Parameters
    ----------
    intensity : float [member, measure, month]
    """
    middles = (period.first + timedelta(days=period.days // 2) for period in to.periods)
    place = [Period.containing(day, Frequency.MONTH) - FIRST_MONTH for day in middles]
    return intensity[:, :, place]
