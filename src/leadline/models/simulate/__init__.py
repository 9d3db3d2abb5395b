"""A fictional world with known truth, as arrays: what models are tried on.

Nothing here reads or writes: ``simulate_world(spec, seed=...)`` gives a :class:`World`, and 200
of them take seconds. ``flow.exercise`` turns a world into the files that members would send.
"""

from leadline.models.simulate.capacity import Capacity, CapacitySpec, simulate_capacity
from leadline.models.simulate.ground import Ground, draw_ground
from leadline.models.simulate.kind import KINDS, MISSPECIFIED, of_kind
from leadline.models.simulate.lists import Lists, ListsSpec, simulate_lists
from leadline.models.simulate.measure import draw_measures
from leadline.models.simulate.spec import Stream, WorldSpec
from leadline.models.simulate.survey import Survey, SurveySpec, simulate_survey
from leadline.models.simulate.world import Truth, World, simulate_world

__all__ = [
    "KINDS",
    "MISSPECIFIED",
    "Capacity",
    "CapacitySpec",
    "Ground",
    "Lists",
    "ListsSpec",
    "Stream",
    "Survey",
    "SurveySpec",
    "Truth",
    "World",
    "WorldSpec",
    "draw_ground",
    "draw_measures",
    "of_kind",
    "simulate_capacity",
    "simulate_lists",
    "simulate_survey",
    "simulate_world",
]
