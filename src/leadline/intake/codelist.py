"""Codelists as data files: a theme, indicator, measure or channel is a row, and its labels."""

import csv
from importlib.resources import files
from importlib.resources.abc import Traversable

from leadline.core.code import Codelists, Indicator


def read_codelists(folder: Traversable | None = None) -> Codelists:
    """Return the codelists of a folder; by default those that ship.

    Raises
    ------
    KeyError, ValueError
        A list lacks a column, or an indicator has a kind that is none: a fault of the package.
    """
    folder = files("leadline.intake") / "codelists" if folder is None else folder
    return Codelists(
        indicators=tuple(_indicator(row) for row in _rows(folder, "indicators")),
        source_types=_codes(folder, "source_types"),
        channels=_codes(folder, "channels"),
        measures=_codes(folder, "measures"),
        victim_channels=frozenset(
            row["code"] for row in _rows(folder, "channels") if row["victim_or_witness"] == "yes"
        ),
        countries={row["alpha2"]: row["alpha3"] for row in _rows(folder, "countries")},
    )


def read_units(folder: Traversable | None = None) -> frozenset[str]:
    """Return the units in which something may be counted or published."""
    return _codes(files("leadline.intake") / "codelists" if folder is None else folder, "units")


def _rows(folder: Traversable, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


def _codes(folder: Traversable, name: str) -> frozenset[str]:
    return frozenset(row["code"] for row in _rows(folder, name))


def _indicator(row: dict[str, str]) -> Indicator:
    if row["kind"] not in ("flow", "stock"):
        raise ValueError(f"indicator {row['indicator']}: kind is flow or stock")
    return Indicator(
        theme=row["theme"],
        code=row["indicator"],
        unit=row["unit"],
        kind=row["kind"],
        counting_point=row["counting_point"],
        about=row["about"],
        restricted=row["restricted"] == "yes",
    )
