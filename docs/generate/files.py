"""The page of input files: columns from the readers' own lists, keys from the schema."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from docs.generate.markdown import code, heading, table, whole
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from leadline.intake import context, counts, figure, form, population, series
from leadline.intake.column import Column
from leadline.intake.mapping import schema as mapping
from leadline.intake.problem import problem_kinds
from leadline.intake.schema import RANGES, SCHEMA, AssessmentFile

COLUMNS: dict[str, tuple[Column, ...]] = {
    "counts": counts.COLUMNS,
    "series": series.COLUMNS,
    "context": context.COLUMNS,
    "population": population.COLUMNS,
    "figures": figure.COLUMNS,
}
_ABOUT = {
    "counts": "One row is one cell. An indicator stands under its theme: the pair is what counts.",
    "series": "One row for each source, theme and indicator: what is counted, and how.",
    "context": "One row for each member, measure and period.",
    "population": "One row for each member, year and range of ages. Without it coverage reads"
    ' "not known".',
    "figures": "One row for each published statistic. Exactly one of period and period_text is"
    " filled.",
}


def meanings() -> dict[str, dict[str, str]]:
    """Return what each column and key means, by kind of file."""
    return tomllib.loads(Path(__file__).with_name("meanings.toml").read_text(encoding="utf-8"))


def page() -> str:
    """Return the page, Markdown."""
    return whole(
        heading(
            "Input files",
            "Tables are CSV (UTF-8, commas, one header row), CSV compressed as `.csv.gz`, XLSX or"
            " ODS with one sheet, or Parquet; counts may be SDMX-CSV:"
            " [exchange](../how-to/exchange-sdmx.md).",
            "The order of columns is free; a column that is not listed here is refused.",
            "A field must match its whole pattern before anything reads it.",
            "What goes wrong has a code: [problems](problems.md).",
            "How to fill the files: [send counts](../how-to/send-counts.md).",
        ),
        *(_section(kind, columns) for kind, columns in COLUMNS.items()),
        _assessment(),
        _mapping(),
        "## Forms",
        "What a field of each form looks like, in words and as a pattern.",
        _forms(),
    )


def settings() -> tuple[tuple[str, FieldInfo], ...]:
    """Return every key of an assessment file, dotted, with its field."""
    return tuple(_keys(AssessmentFile, ""))


def mapping_settings() -> tuple[tuple[str, FieldInfo], ...]:
    """Return every key of a mapping file, dotted, with its field."""
    return tuple(_keys(mapping.MappingFile, ""))


def _section(kind: str, columns: tuple[Column, ...]) -> str:
    meaning = meanings()[kind]
    rows = [(code(c.name), _needed(c), _form_link(c), meaning[c.name]) for c in columns]
    return f"## {kind}\n\n{_ABOUT[kind]}\n\n{table(['column', 'needed', 'form', 'meaning'], rows)}"


def _needed(column: Column) -> str:
    if column.may_be_absent:
        return "may be absent"
    return "may be blank" if column.may_be_blank else "yes"


def _form_link(column: Column) -> str:
    name = _form_name(column.form)
    return f"[{name}](#forms)"


def _form_name(wanted: form.Form) -> str:
    name = next(name for name, each in vars(form).items() if each is wanted)
    return name.lower().replace("_", " ")


def _forms() -> str:
    used = {column.form for columns in COLUMNS.values() for column in columns}
    rows = [
        (_form_name(each), problem_kinds()[each.problem].message, _pattern(each))
        for each in sorted(used, key=_form_name)
    ]
    return table(["form", "in words", "pattern"], rows)


def _pattern(each: form.Form) -> str:
    # That of texts lists characters that do not print, which helps nobody.
    return "" if each is form.TEXT else code(each.pattern.pattern)


def _assessment() -> str:
    meaning = meanings()["assessment"]
    rows = [
        (code(name), _kind(field.annotation), _default(field), meaning[name] + _range(name))
        for name, field in settings()
    ]
    return "\n\n".join(
        [
            "## assessment.toml",
            f"Schema `{SCHEMA}`; TOML.\n"
            "A key with a dot stands in the table before the dot; member, region, source, input,"
            " break and scenario are lists of tables, written `[[member]]`.\n"
            "Every name and title stands in every language listed. `leadline init` writes a"
            " commented one.",
            table(["key", "kind", "if absent", "meaning"], rows),
        ]
    )


def _mapping() -> str:
    meaning = meanings()["mapping"]
    rows = [
        (code(name), _kind(field.annotation), _default(field), meaning[name])
        for name, field in mapping_settings()
    ]
    return "\n\n".join(
        [
            "## *.map.toml",
            f"Schema `{mapping.SCHEMA}`; TOML. How a foreign layout becomes counts:"
            " [map a foreign file](../how-to/map-a-foreign-file.md).",
            table(["key", "kind", "if absent", "meaning"], rows),
        ]
    )


def _range(name: str) -> str:
    key = name.split(".")[-1]
    return " From {} to {}.".format(*RANGES[key]) if key in RANGES else ""


def _keys(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        key = f"{prefix}{field.alias or name}"
        yield key, field
        inner = _model(field.annotation)
        if inner is not None:
            yield from _keys(inner, f"{key}.")


def _model(kind: Any) -> type[BaseModel] | None:  # Any: annotations are of every kind
    if isinstance(kind, type) and get_origin(kind) is None:
        return kind if issubclass(kind, BaseModel) else None
    return next((found for each in get_args(kind) if (found := _model(each))), None)


def _kind(kind: Any) -> str:  # as above
    if get_origin(kind) is list:
        return "tables" if _model(kind) else "list"
    if get_origin(kind) is dict or _model(kind):
        return "table"
    names = {"int": "whole number", "float": "number", "bool": "truth value", "date": "date"}
    return names.get(getattr(kind, "__name__", ""), "text")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "refused"
    value = field.default
    return code(str(value)) if type(value) is int else ""
