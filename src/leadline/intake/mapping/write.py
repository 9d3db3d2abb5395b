"""Write: a proposed mapping as a commented TOML file for a person to finish."""

import json
from collections.abc import Iterator, Mapping

from leadline.intake.mapping.draft import Draft
from leadline.intake.mapping.schema import OPEN, SCHEMA

_HEAD = f"""\
# A proposal: Leadline read the headings and guessed. Look at every line.
# "{OPEN}" is yours to answer; the mapping is refused until none is left.
# An empty code ("") leaves the rows of that label out.
# Then run: leadline map check THIS-FILE
schema = "{SCHEMA}"
"""
_NOTES = {
    "sheet": "the table on its sheet; lines counted as the spreadsheet does",
    "columns": "their heading = our column",
    "wide": "columns that hold counts, and what their headings say",
    "periods": "how periods are written",
    "numbers": "how numbers are written",
    "constants": "what is the same for every row, or what the sheet does not say",
}
_CONSTANTS = {
    "source": "id of the contributing body, as the assessment declares it",
    "member": "the country or part it contributes for, as QMA",
    "theme": "a theme of the codelists",
    "indicator": "an indicator of the theme",
    "reported": "the period of all counts, as 2020-05 or 2020-03-01/2020-08-31",
    "known_on": "the day of this version, as 2021-01-31",
}


def written(draft: Draft) -> str:
    """Return a draft as TOML; every doubt stands beside its line."""
    parts = [_HEAD]
    for name in ("sheet", "columns", "codes", "wide", "periods", "numbers", "constants"):
        table = getattr(draft, name)
        if name == "codes":
            full = ((our, codes) for our, codes in table.items() if codes)
            parts += ["\n".join(_codes(our, codes, draft.doubts)) for our, codes in full]
        elif table:
            doubts = draft.doubts | (_open_constants(table) if name == "constants" else {})
            head = [f"[{name}]    # {_NOTES[name]}"]
            parts.append("\n".join(head + list(_lines(table, doubts, is_quoted=name == "columns"))))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _codes(our: str, codes: Mapping[str, str], doubts: Mapping[str, str]) -> Iterator[str]:
    yield f"[codes.{our}]    # their label = our code"
    own = {their: doubts[f"{our}.{their}"] for their in codes if f"{our}.{their}" in doubts}
    yield from _lines(codes, own, is_quoted=True)


def _open_constants(table: Mapping[str, object]) -> dict[str, str]:
    return {name: text for name, text in _CONSTANTS.items() if table.get(name) == OPEN}


def _lines(
    table: Mapping[str, object], doubts: Mapping[str, str], *, is_quoted: bool
) -> Iterator[str]:
    for key, value in table.items():
        name = _value(key) if is_quoted else key
        doubt = f"    # {doubts[key]}" if key in doubts else ""
        yield f"{name} = {_value(value)}{doubt}"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_value(k)} = {_value(v)}" for k, v in value.items()) + " }"
    # What JSON writes of texts, whole numbers, truth values and lists is TOML too.
    return json.dumps(value, ensure_ascii=False)
