"""Mapping files: ``*.map.toml`` to what it declares, every problem of the file together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from leadline.intake.counts import COLUMNS
from leadline.intake.location import Place
from leadline.intake.mapping.number import Numbers, fault_of, tidy
from leadline.intake.mapping.schema import (
    COUNT,
    ENDS,
    KEYS,
    OPEN,
    PERIODS,
    RANGES,
    SCHEMA,
    MappingFile,
)
from leadline.intake.problem import Report
from leadline.intake.toml import Fault, TomlFile, read_toml, validated
from leadline.words import languages
from leadline.words.calendar import fold


@dataclass(frozen=True, eq=False)
class Mapping:
    """A mapping without faults, and the file it stands in."""

    declared: MappingFile
    toml: TomlFile

    def tell(self, code: str, place: Place, *, report: Report, **values: str | float) -> None:
        """Report what is wrong with a key of the mapping."""
        self.toml.tell((code, place, values), report=report, keys=KEYS)

    @property
    def language(self) -> str:
        """Language of the source's periods; empty where none is declared."""
        wide = self.declared.wide
        return self.declared.periods.language or (wide.language if wide else None) or ""

    @property
    def header_rows(self) -> tuple[int, ...]:
        """Lines of the header, from the top."""
        sheet = self.declared.sheet
        return tuple(sorted(sheet.header_rows)) or (sheet.header_row,)

    @property
    def targets(self) -> dict[str, tuple[str, ...]]:
        """Return our columns of each of theirs."""
        every = self.declared.columns.items()
        return {their: (our,) if isinstance(our, str) else tuple(our) for their, our in every}

    @property
    def means(self) -> tuple[str, ...]:
        """What each header row of the wide columns holds; empty without wide columns."""
        wide = self.declared.wide
        if wide is None:
            return ()
        each = [wide.means] if isinstance(wide.means, str) else wide.means
        return tuple(each) * (len(self.header_rows) if len(each) == 1 else 1)

    @cached_property
    def numbers(self) -> Numbers:
        """How the source writes numbers."""
        declared = self.declared.numbers
        small = declared.small
        return Numbers(
            thousands=declared.thousands,
            decimal=declared.decimal,
            digits=declared.digits,
            small={small: small} if isinstance(small, str) else small,
            missing=declared.missing,
            footnotes=declared.footnotes,
        )

    @property
    def constants(self) -> dict[str, str]:
        """Return what every row has."""
        every = self.declared.constants.model_dump(exclude_none=True)
        return {n: v.isoformat() if isinstance(v, date) else v for n, v in every.items() if v}


def gather_mapping(path: Path, *, file: str, report: Report, place: str = "") -> Mapping | None:
    """Return a mapping, None where it has problems; they are in the report.

    Parameters
    ----------
    place : str
        The key of the assessment that names the file, for a file that is not there.
    """
    read = read_toml(path, file=file, report=report, place=place)
    if read is None:
        return None
    declared, faults = validated(read.data, MappingFile, keys=KEYS, ranges=RANGES)
    mapping = None if declared is None else Mapping(declared, read)
    if mapping is not None:
        faults = list(_faults(mapping))
    for fault in faults:
        read.tell(fault, report=report, keys=KEYS)
    return None if faults else mapping


def _faults(mapping: Mapping) -> Iterator[Fault]:
    declared = mapping.declared
    if declared.schema_ != SCHEMA:
        yield "schema_unknown", ["schema"], {"expected": SCHEMA}
    yield from _language_faults(mapping)
    yield from _open_codes(declared)
    yield from _alike_faults(mapping)
    if code := fault_of(mapping.numbers):
        yield code, ["numbers"], {}
    yield from _header_faults(mapping)
    yield from _column_faults(mapping)


def _language_faults(mapping: Mapping) -> Iterator[Fault]:
    known = [language.code for language in languages()]
    for table in ("wide", "periods"):
        declared = getattr(mapping.declared, table)
        if declared is not None and declared.language not in (None, *known):
            yield "language_unknown", [table, "language"], {"known": ", ".join(known)}


def _open_codes(declared: MappingFile) -> Iterator[Fault]:
    for ours, codes in declared.codes.items():
        for their, code in codes.items():
            if code == OPEN:
                # Named by its line: the key itself is the source's own text.
                yield "mapping_open", ["codes", ours, their], {}
    for name, value in declared.constants.model_dump().items():
        if value == OPEN:
            yield "mapping_open", ["constants", name], {}


def _alike_faults(mapping: Mapping) -> Iterator[Fault]:
    """Yield labels that a reader takes for another one, where the two mean something else."""
    for ours, codes in mapping.declared.codes.items():
        seen: dict[str, str] = {}
        for their, code in codes.items():
            if seen.setdefault(fold(their), code) != code:
                yield "mapping_twice", ["codes", ours, their], {}
    said: dict[str, str] = {}
    for name in ("missing", "small"):
        for their, means in getattr(mapping.numbers, name).items():
            if said.setdefault(fold(tidy(their)), means) != means:
                yield "mapping_twice", ["numbers", name], {}


def _header_faults(mapping: Mapping) -> Iterator[Fault]:
    sheet, wide = mapping.declared.sheet, mapping.declared.wide
    if sheet.name is not None and sheet.names:
        yield "mapping_twice", ["sheet", "names"], {}
    if len(set(sheet.names)) < len(sheet.names):
        yield "mapping_twice", ["sheet", "names"], {}
    if len(set(sheet.header_rows)) < len(sheet.header_rows):
        yield "mapping_twice", ["sheet", "header_rows"], {}
    if wide is not None and len(mapping.means) != len(mapping.header_rows):
        yield "mapping_means", ["wide", "means"], {"n": len(mapping.header_rows)}


def _column_faults(mapping: Mapping) -> Iterator[Fault]:
    """Yield columns that nothing gives, and those that two things give."""
    named = [our for each in mapping.targets.values() for our in each]
    given = [*dict.fromkeys(mapping.means), *mapping.constants]
    given += [COUNT] * (mapping.declared.wide is not None)
    given += ["theme"] * _names_themes(mapping.declared.codes.get("indicator", {}))
    plain = [our for our in dict.fromkeys(named) if our not in ENDS]
    ends = dict.fromkeys(our.partition(".")[0] for our in named if our in ENDS)
    given += [*plain, *ends]
    for column in COLUMNS:
        times = given.count(column.name)
        is_joined = column.name in PERIODS and column.name in plain and column.name in mapping.means
        is_open = column.name == "theme" and _is_open(mapping)
        if not times and not column.may_be_absent and not is_open:
            yield "mapping_lacks", [column.name], {}
        elif times > 1 and not is_joined:
            yield "mapping_twice", _place_of(column.name, mapping), {}
    for name in PERIODS:
        lacking = {f"{name}.from", f"{name}.to"} - set(named)
        if len(lacking) == 1:
            yield "mapping_lacks", [lacking.pop()], {}


def _is_open(mapping: Mapping) -> bool:
    """Whether an answer to come may name the theme with its indicator."""
    return OPEN in mapping.declared.codes.get("indicator", {}).values()


def _names_themes(codes: dict[str, str]) -> bool:
    """Whether every code of an indicator names its theme too."""
    named = [code for code in codes.values() if code]
    return bool(named) and all("/" in code for code in named)


def _place_of(name: str, mapping: Mapping) -> Place:
    return ["constants", name] if name in mapping.constants else ["columns"]
