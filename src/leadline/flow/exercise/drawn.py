"""Drawn: the worlds of an exercise, one for each body and frequency, on common ground."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.core.code import Codelists
from leadline.flow.exercise.calendar import Calendar, months, spread, weeks
from leadline.flow.exercise.trait import Body
from leadline.models.simulate import (
    Capacity,
    CapacitySpec,
    Ground,
    World,
    WorldSpec,
    draw_measures,
    of_kind,
    simulate_capacity,
    simulate_world,
)

# Members differ in size as countries do; a world of 194 has five regions.
SIZE_SD, MEMBERS_A_REGION = 1.2, 38
CHILDREN_AT_SIZE_ONE = 1_500_000
N_DELAY, WITHIN = 13, 6
# A series with a gap bears little: with more of them an exercise would show withheld findings.
MISSING, MISSING_MEASURED = 0.001, 0.02


@dataclass(frozen=True, eq=False)
class Drawn:
    """The world of one body: its streams are the columns that are drawn, not those that follow.

    Parameters
    ----------
    places : tuple of int
        For each column of the body the place of its stream, -1 where it follows from others.
    capacity : Capacity or None
        Stock and flow, where the body has cases opened.
    """

    body: Body
    calendar: Calendar
    world: World
    places: tuple[int, ...]
    capacity: Capacity | None

    def series(self, member: int, column: int) -> int:
        """Return the place of a series in the world; -1 where its column follows from others."""
        n_streams = len(self.world.spec.streams)
        place = self.places[column]
        return -1 if place < 0 else member * n_streams + place

    def following(self, role: str) -> NDArray[np.int64]:
        """Return what follows from the cases opened, by its role [member, time]."""
        found: NDArray[np.int64] = getattr(self.capacity, role)
        return found


def draw_ground_of(n_members: int, kind: str, seed: int) -> Ground:
    """Return members and months that all bodies share."""
    calendar = months()
    spec = of_kind(_spec(n_members, calendar), kind)
    generator = np.random.default_rng([seed, 40])
    size_log = generator.normal(0, SIZE_SD, n_members)
    return Ground(
        intensity=draw_measures(spec, generator),
        size_log=size_log,
        region=np.arange(n_members) * spec.n_regions // n_members,
        days=calendar.days,
    )


def draw_body(
    body: Body, ground: Ground, *, kind: str, seed: int, is_weekly: bool = False
) -> Drawn:
    """Return the world of a body, by month or by week."""
    calendar = weeks() if is_weekly else months()
    followed = [c.role not in ("", "opened") for c in body.columns]
    streams = tuple(c.stream for c, out in zip(body.columns, followed, strict=True) if not out)
    places = tuple(-1 if out else at - sum(followed[:at]) for at, out in enumerate(followed))
    spec = of_kind(_spec(len(ground.size_log), calendar).with_streams(streams), kind)
    of_body = int(np.random.SeedSequence([seed, *body.id.encode(), is_weekly]).generate_state(1)[0])
    shared = Ground(
        intensity=spread(ground.intensity, calendar) if is_weekly else ground.intensity,
        size_log=ground.size_log,
        region=ground.region,
        days=calendar.days,
    )
    world = simulate_world(spec, seed=of_body, ground=shared)
    return Drawn(body, calendar, world, places, _capacity(body, places, world, of_body))


def measures_of(codelists: Codelists) -> Sequence[str]:
    """Return the measures in the order of the arrays."""
    return sorted(codelists.measures)


def _spec(n_members: int, calendar: Calendar) -> WorldSpec:
    return WorldSpec(
        n_members=n_members,
        n_regions=max(1, n_members // MEMBERS_A_REGION),
        per_year=calendar.periods[0].frequency.per_year,
        n_past=calendar.n_past,
        n_ahead=calendar.n_ahead,
        n_window=calendar.n_window,
        within=WITHIN,
        n_delay=N_DELAY,
        missing=MISSING,
        missing_measured=MISSING_MEASURED,
    )


def _capacity(body: Body, places: Sequence[int], world: World, seed: int) -> Capacity | None:
    """Return the stock and flow of the cases that a body opens."""
    roles = [column.role for column in body.columns]
    if "opened" not in roles:
        return None
    n_streams = len(world.spec.streams)
    rows = np.arange(world.spec.n_members) * n_streams + places[roles.index("opened")]
    opened = world.reports[rows].sum(axis=2, dtype=np.int64)
    return simulate_capacity(CapacitySpec(), opened, world.dose[rows], seed=seed)
