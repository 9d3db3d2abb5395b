"""Traits: what each indicator of the codelists is like in a simulated world, and who counts it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any

from leadline.core.code import Codelists, Indicator
from leadline.core.counts import UNKNOWN_CHANNEL
from leadline.models.simulate import Stream

_STREAM = {field.name for field in fields(Stream)}
# A table of the file: numbers, words and tables of them.
Traits = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """What a body counts in one column: an indicator through a channel.

    ``role`` is its place in the stock and flow of units, empty for all others; a column with a
    role other than ``opened`` is not drawn but follows from the others.
    """

    theme: str
    indicator: str
    channel: str
    kind: str
    role: str
    stream: Stream


@dataclass(frozen=True)
class Body:
    """A kind of contributor: its source type, names, that of its network, what it may count.

    ``presence`` is the share of members with one that answers.
    """

    id: str
    type: str
    presence: float
    names: Mapping[str, str]
    network: Mapping[str, str]
    columns: tuple[Column, ...]

    @property
    def indicators(self) -> tuple[tuple[str, str], ...]:
        """Pairs of theme and indicator, in the order of the codelist."""
        return tuple(dict.fromkeys((c.theme, c.indicator) for c in self.columns))


def read_bodies(codelists: Codelists) -> tuple[Body, ...]:
    """Return all bodies; every indicator of the codelists is counted by one of them."""
    path = files("leadline") / "flow" / "exercise" / "traits.toml"
    traits = tomllib.loads(path.read_text(encoding="utf-8"))
    columns: dict[str, list[Column]] = {name: [] for name in traits["body"]}
    measures = sorted(codelists.measures)
    for group, indicator in enumerate(codelists.indicators):
        found = _of_indicator(traits, indicator)
        columns[found["body"]] += _columns(traits, indicator, found, group, measures)
    return tuple(
        Body(
            name,
            table["type"],
            table["presence"],
            table["names"],
            table["network"],
            tuple(columns[name]),
        )
        for name, table in traits["body"].items()
    )


def _of_indicator(traits: Traits, indicator: Indicator) -> dict[str, Any]:
    """Return what holds of an indicator: of all, of its theme, of stocks, its own."""
    theme = traits.get("theme", {}).get(indicator.theme, {})
    of_theme = {key: value for key, value in theme.items() if key not in _named(theme)}
    stock = traits["stock"] if indicator.kind == "stock" else {}
    return {**traits["default"], **of_theme, **stock, **theme.get(indicator.code, {})}


def _named(theme: Traits) -> set[str]:
    """Return the keys of a theme that are indicators: tables, save those of a stream."""
    tables = {key for key, value in theme.items() if isinstance(value, dict)}
    return tables - {"channels", "measures"}


def _columns(
    traits: Traits, indicator: Indicator, found: Traits, group: int, measures: list[str]
) -> list[Column]:
    channels = found.get("channels", {UNKNOWN_CHANNEL: 1.0})
    made = []
    for channel, share in channels.items():
        own = {**found, **traits.get("channel", {}).get(channel, {})}
        numbers = {key: value for key, value in own.items() if key in _STREAM}
        numbers["level"] = own["level"] * share
        weights = own.get("measures", dict.fromkeys(measures, 1.0))
        total = sum(weights.values())
        shares = tuple(weights.get(measure, 0.0) / total for measure in measures)
        stream = Stream(group=group, weights=shares, **numbers)
        role = found.get("role", "")
        made.append(Column(indicator.theme, indicator.code, channel, indicator.kind, role, stream))
    return made
