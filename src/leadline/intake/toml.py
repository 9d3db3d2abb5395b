"""TOML: a file that a person wrote to its text and data, and what a schema finds wrong with it."""

import re
import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from leadline.intake import limit
from leadline.intake.gate import read_bytes
from leadline.intake.location import Place, key_name, line_of
from leadline.intake.problem import Report, problem_kinds

_PYDANTIC = {
    "missing": "key_missing",
    "extra_forbidden": "key_unknown",
    "literal_error": "kind_unknown",
    "too_short": "list_empty",
    "greater_than_equal": "number_out_of_range",
    "less_than_equal": "number_out_of_range",
    "finite_number": "number_out_of_range",
}
_TOML_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")

# A problem of the file: its code, the place, and what fills the message.
Fault = tuple[str, Place, dict[str, str | float]]
Schema = TypeVar("Schema", bound=BaseModel)


@dataclass(frozen=True)
class TomlFile:
    """A file as the user named it, its text for finding lines, and its data."""

    file: str
    text: str
    # Any: what TOML holds is not known before a schema looked at it.
    data: dict[str, Any]

    def tell(self, fault: Fault, *, report: Report, keys: Set[str]) -> None:
        """Report a fault at its line; only ``keys`` are named, never those of the file's own."""
        code, place, values = fault
        named = [part for part in place if isinstance(part, int) or part in keys]
        row = line_of(self.text, place)
        report.add(code, self.file, row=row, column=key_name(named), **values)


def read_toml(path: Path, *, file: str, report: Report, place: str = "") -> TomlFile | None:
    """Return what a TOML file holds, None where it cannot be read.

    Parameters
    ----------
    place : str
        The key of the assessment that names the file, for a file that is not there.
    """
    most = limit.MOST_BYTES_OF_ASSESSMENT
    content = read_bytes(path, file=file, report=report, most=most, place=place)
    text = None if content is None else _text(content, file=file, report=report)
    data = None if text is None else _toml(text, file=file, report=report)
    return None if text is None or data is None else TomlFile(file, text, data)


def validated(
    data: dict[str, Any],
    schema: type[Schema],
    *,
    keys: Set[str],
    ranges: Mapping[str, tuple[float, float]],
) -> tuple[Schema | None, list[Fault]]:
    """Return data as its schema, or every fault; only ``keys`` are named in a place.

    Parameters
    ----------
    ranges : mapping
        Key to the least and the most that its number may be, for the message.
    """
    try:
        return schema.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
    return None, [_fault(str(d["type"]), d["loc"], keys, ranges) for d in details]


def _text(content: bytes, *, file: str, report: Report) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
    report.add("encoding", file, row=row)
    return None


def _toml(text: str, *, file: str, report: Report) -> dict[str, Any] | None:
    dots = [line.count(".") for line in text.split("\n")]
    if sum(n * n for n in dots) > limit.MOST_DOTS_SQUARED:
        report.add("toml_damaged", file, row=dots.index(max(dots)) + 1)
        return None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        # Its message may quote the file; only the line is taken from it.
        found = _TOML_LINE.search(str(error))
        row = int(found[1]) if found else 0
    report.add("toml_damaged", file, row=row)
    return None


def _fault(
    kind: str, place: Place, known: Set[str], ranges: Mapping[str, tuple[float, float]]
) -> Fault:
    code = kind if kind in problem_kinds() else _PYDANTIC.get(kind, "value_kind")
    keys = [part for part in place if part in known]
    least, most = next((ranges[str(key)] for key in keys if key in ranges), (0, 0))
    return code, place, {"least": least, "most": most}
