"""Draft: a mapping as it is proposed, before a person answered its doubts."""

from dataclasses import dataclass, field


@dataclass
class Draft:
    """What is proposed of a mapping; doubts by the key that they stand at."""

    sheet: dict[str, object] = field(default_factory=dict)
    columns: dict[str, str | list[str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    wide: dict[str, object] = field(default_factory=dict)
    periods: dict[str, object] = field(default_factory=dict)
    numbers: dict[str, object] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
