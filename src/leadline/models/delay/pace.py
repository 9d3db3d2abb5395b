"""How fast the model forgets, by how often periods come; chosen as docs/explanation/delay.md says.

All times are in periods.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Times over which the model learns and forgets.

    Parameters
    ----------
    slow : float
        Half-life of the slow chain ladder.
    fast : tuple of (half-life, width)
        One for each expert on a shift of delays; the width is that of the smoothing over log
        delay.
    pattern : float
        Half-life of the pattern over the days of the week in which things occurred.
    slope : float
        Scale of the weights from which the local slope is told.
    near : float
        Scale of the kernel from which the local level is told.
    lag : int
        Origins younger than this are not judged: hardly anything is known of what came after.
    judged : int
        Origins that the experts are judged by.
    judged_fade : float
        Half-life of their weights.
    error : float
        Half-life of the memory of errors.
    shared : float
        Ages over which what errors of one origin have in common falls by half.
    smoothed : int
        Ages on each side that an age's spread is smoothed over.
    """

    slow: float
    fast: tuple[tuple[float, float], ...]
    pattern: float
    slope: float
    near: float
    lag: int
    judged: int
    judged_fade: float
    error: float
    shared: float
    smoothed: int


PACES = {
    365: Pace(60, ((28, 0.5), (10, 0.5), (4, 0.5), (4, 1.0)), 56, 10, 5, 4, 36, 10, 60, 28, 2),
    52: Pace(24, ((11.2, 0.5), (4, 0.5), (1.6, 0.5), (1.6, 1.0)), 24, 4, 1.5, 2, 18, 5, 26, 10, 0),
    12: Pace(12, ((6, 0.5), (3, 0.5), (1.5, 0.5), (1.5, 1.0)), 12, 3, 1.0, 1, 12, 4, 12, 4, 0),
    4: Pace(8, ((6, 0.5), (3, 1.0)), 8, 2, 0.5, 1, 8, 3, 8, 3, 0),
}
