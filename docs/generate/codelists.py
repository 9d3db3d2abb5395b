"""The page of codelists, with the English labels that the report prints."""

from docs.generate.markdown import code, heading, table, whole

from leadline.intake.codelist import read_codelists, read_units
from leadline.words import words


def page() -> str:
    """Return the page, Markdown."""
    lists = read_codelists()
    return whole(
        heading(
            "Codelists",
            "The codes that files of an assessment may use, with their English labels.",
            "A code is a row in [codelists](../../src/leadline/intake/codelists) and a label in"
            " each catalogue: [how to add one](../how-to/add-a-theme-or-indicator.md).",
            "Members and places are ISO 3166: `KEN` for a country, `MX-AGU` for a part of one;"
            " `QMA` to `QZZ` are exercises.",
        ),
        "## Themes and indicators",
        "A flow may be summed over time; a stock is a state at a moment and is never summed.\n"
        "`about` says what the column of that name means here.",
        *(_theme(theme) for theme in lists.themes),
        "## Channels",
        _codes("channel", lists.channels),
        "## Measures",
        _codes("measure", lists.measures),
        "## Types of sources",
        _codes("source_type", lists.source_types),
        "## Units",
        _codes("unit", read_units()),
    )


def _theme(theme: str) -> str:
    english = words("en")
    rows = [
        (
            code(row.code),
            english.label("ind", f"{row.theme}.{row.code}"),
            english.label("unit", row.unit),
            row.kind,
            row.counting_point.replace("_", " "),
            "" if row.about == "none" else row.about.replace("_", " "),
            "restricted" if row.restricted else "public and restricted",
        )
        for row in read_codelists().indicators
        if row.theme == theme
    ]
    heads = ["indicator", "label", "unit", "kind", "counted when", "about", "editions"]
    return f"### {code(theme)}\n\n{english.label('theme', theme)}\n\n{table(heads, rows)}"


def _codes(kind: str, codes: frozenset[str]) -> str:
    english = words("en")
    return table(["code", "label"], [(code(c), english.label(kind, c)) for c in sorted(codes)])
