"""Kinds of worlds: the usual one, plain ones, and those that break an assumption on purpose."""

from dataclasses import replace
from typing import Any

from leadline.models.simulate.spec import WorldSpec

# Kind to what it changes in a spec, then to what it changes in every stream.
_STILL: dict[str, Any] = {"measured_share": 0.0}  # Any: fields of a spec are of many types
_NO_LOSS: dict[str, Any] = {"displaced": 0.0, "effect": 0.0, "effect_sd": 0.0, "lasting": 0.0}
KINDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "usual": ({}, {}),
    "still": (_STILL, {"lasting": 0.0}),
    "delay_only": ({}, {**_NO_LOSS, "slowing": 0.6}),
    "sudden_shift": ({}, {**_NO_LOSS, "slowing": 0.85}),
    "sparse": ({"size_sd": 0.3}, {"level": 0.7}),
    "jumps": ({"jumps": 0.5}, {}),
    "heavy_tails": ({"shock_degrees": 3.0}, {"own_sd": 0.15}),
    "bend": ({"bend": 0.15}, {}),
    "reference_delays": ({"reference_delay": 0.5}, {}),
    "correlated_losses": ({"loss_sd": 0.5}, {"returning": 0.0}),
}
# Kinds whose worlds do not match what models assume.
MISSPECIFIED = ("jumps", "heavy_tails", "bend", "reference_delays", "correlated_losses")


def of_kind(spec: WorldSpec, kind: str) -> WorldSpec:
    """Return a spec changed into a kind.

    Raises
    ------
    KeyError
        There is no such kind.
    """
    world, stream = KINDS[kind]
    streams = tuple(replace(each, **stream) for each in spec.streams)
    return replace(spec, streams=streams, **world)
