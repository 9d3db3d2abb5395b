"""Delay: of what happened up to now, how much is still on its way within D periods."""

from leadline.models.delay.draws import Nowcast, nowcast_draws
from leadline.models.delay.fit import DelayFit, fit_delay
from leadline.models.delay.pace import PACES, Pace
from leadline.models.delay.reports import Reports
from leadline.models.delay.version import METHOD

__all__ = [
    "METHOD",
    "PACES",
    "DelayFit",
    "Nowcast",
    "Pace",
    "Reports",
    "fit_delay",
    "nowcast_draws",
]
