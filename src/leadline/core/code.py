"""Codelists: closed sets of codes that intake loads from data files.

No code of ours knows a theme, measure or channel by name; adding one is a row and its labels.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Indicator:
    """A row of the theme x indicator codelist, which fixes what a count means.

    Parameters
    ----------
    kind : str
        ``flow`` (may be summed over time) or ``stock``.
    unit : str
        What is counted, a code with a label: ``victims``, ``reports`` ...
    counting_point : str
        The moment at which one is counted.
    about : str
        What the column ``about`` means here.
    restricted : bool
        Printed in restricted editions only.
    """

    theme: str
    code: str
    unit: str
    kind: str
    counting_point: str
    about: str
    restricted: bool = False


@dataclass(frozen=True)
class Codelists:
    """All codelists in force.

    Parameters
    ----------
    indicators : dict
        (theme, indicator) to its row, in the order of the list.
    source_types, channels, measures : frozenset of str
    """

    indicators: dict[tuple[str, str], Indicator]
    source_types: frozenset[str]
    channels: frozenset[str]
    measures: frozenset[str]
    themes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "themes", tuple(dict.fromkeys(t for t, _ in self.indicators)))
