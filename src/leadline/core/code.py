"""Codelists: closed sets of codes that intake loads from data files.

No code of ours knows a theme, measure or channel by name; adding one is a row and its labels.
"""

from dataclasses import dataclass


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
    indicators : tuple of Indicator
        In the order of the list.
    source_types, channels, measures : frozenset of str
    victim_channels : frozenset of str
        Channels that depend on a victim or a witness who speaks.
    countries : dict
        ISO 3166-1 alpha-2 to alpha-3: parts are written with the first (ISO 3166-2),
        countries with the second.
    """

    indicators: tuple[Indicator, ...]
    source_types: frozenset[str]
    channels: frozenset[str]
    measures: frozenset[str]
    countries: dict[str, str]
    victim_channels: frozenset[str] = frozenset()

    @property
    def themes(self) -> tuple[str, ...]:
        """Themes in the order of the list."""
        return tuple(dict.fromkeys(row.theme for row in self.indicators))

    def indicator(self, theme: str, code: str) -> Indicator | None:
        """Return the row of a theme and indicator, None if the list has none."""
        for row in self.indicators:
            if (row.theme, row.code) == (theme, code):
                return row
        return None

    def is_flow(self, theme: str, code: str) -> bool:
        """Whether an indicator is on the list and may be summed over time."""
        row = self.indicator(theme, code)
        return row is not None and row.kind == "flow"

    def is_restricted(self, theme: str, code: str) -> bool:
        """Whether an indicator, or where none is named every one of the theme, is restricted."""
        rows = [row for row in self.indicators if row.theme == theme and code in ("", row.code)]
        return bool(rows) and all(row.restricted for row in rows)

    def country_of(self, member: str) -> str:
        """Return the country of a part (``MX-AGU`` -> ``MEX``), or the member itself."""
        alpha2, dash, _ = member.partition("-")
        return self.countries.get(alpha2, member) if dash else member
