"""Schema: what may stand in ``assessment.toml``, key by key.

Error types that start with one of our problem codes come from our own checks; the others are
pydantic's and are put into our words where they are reported.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from leadline.core.period import Period
from leadline.intake import form
from leadline.intake.form import Form, NotInForm

SCHEMA = "leadline/assessment/1"
# Kinds that the schema knows and this version does not read yet.
KINDS_NOT_READ = frozenset({"answers", "posteriors", "judgement"})
# Key to the least and the most that its number may be.
RANGES = {
    "seed": (0, 2**63 - 1),
    "within": (0, 1000),
    "least": (0.1, 1),
    "most": (1, 10),
    "threshold": (1, 1000),
    "width": (1, 1000),
    # Finer steps would protect nobody, and every edition says that its numbers are rounded.
    "round_to": (5, 1000),
    "level": (0, 1),
}


def _reader(expected: Form) -> Callable[[object], Any]:  # what is read differs from form to form
    def read(value: object) -> Any:  # as above
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "")
        try:
            return expected.read(value)
        except NotInForm as refused:
            raise PydanticCustomError(refused.code, "") from None

    return read


def _in_range(key: str) -> Any:  # what pydantic calls a field
    least, most = RANGES[key]
    return Field(ge=least, le=most)


Code = Annotated[str, PlainValidator(_reader(form.CODE))]
Identifier = Annotated[str, PlainValidator(_reader(form.IDENTIFIER))]
MemberCode = Annotated[str, PlainValidator(_reader(form.MEMBER))]
Language = Annotated[str, PlainValidator(_reader(form.LANGUAGE))]
Text = Annotated[str, PlainValidator(_reader(form.TEXT))]
Grade = Annotated[str, PlainValidator(_reader(form.GRADE))]
Handling = Annotated[str, PlainValidator(_reader(form.HANDLING))]
RegularPeriod = Annotated[Period, PlainValidator(_reader(form.REGULAR_PERIOD))]
FrequencyName = Annotated[str, PlainValidator(_reader(form.FREQUENCY))]
Texts = dict[Language, Text]
InputKind = Literal[
    "counts", "series", "context", "population", "figures", "answers", "posteriors", "judgement"
]


class Table(BaseModel):
    """A table of TOML: its own keys, each of its own type, and no other."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Range(Table):
    """From one period to another of the same frequency, both included."""

    first: RegularPeriod = Field(alias="from")
    last: RegularPeriod = Field(alias="to")

    def __len__(self) -> int:
        return self.last - self.first + 1


def _in_order(value: Range) -> Range:
    if value.first.frequency is not value.last.frequency:
        raise PydanticCustomError("frequency_mixed", "")
    if value.last < value.first:
        raise PydanticCustomError("range_reversed", "")
    return value


def _in_years(value: date) -> date:
    if value.year not in form.YEARS:
        raise PydanticCustomError("date_impossible", "")
    return value


Between = Annotated[Range, AfterValidator(_in_order)]


class Window(Table):
    """Either a range, or each member's own."""

    first: RegularPeriod | None = Field(default=None, alias="from")
    last: RegularPeriod | None = Field(default=None, alias="to")
    per_member: bool = False


class Delay(Table):
    """D, the number of periods within which counts mean "reported", by frequency."""

    within: dict[FrequencyName, Annotated[int, _in_range("within")]] = {}


class Disclosure(Table):
    """Disclosure rules; the defaults are those of the design."""

    threshold: Annotated[int, _in_range("threshold")] = 5
    width: Annotated[int, _in_range("width")] = 5
    round_to: Annotated[int, _in_range("round_to")] = 5


class MemberTable(Table):
    """One ``[[member]]``."""

    code: MemberCode
    names: Texts


class RegionTable(Table):
    """One ``[[region]]``."""

    id: Identifier
    names: Texts
    members: list[MemberCode] = Field(min_length=1)


class SourceTable(Table):
    """One ``[[source]]``."""

    id: Identifier
    type: Code
    names: Texts
    grade: Grade | None = None
    language: Language | None = None


class InputTable(Table):
    """One ``[[input]]``."""

    kind: InputKind
    path: Text
    mapping: Text | None = None


class BreakTable(Table):
    """One ``[[break]]``; without theme or indicator it breaks all of the source's series."""

    source: Identifier
    start: RegularPeriod = Field(alias="from")
    theme: Code | None = None
    indicator: Code | None = None
    reason: Text


class OffendingTable(Table):
    """One ``[[offending]]``: a range around what was usual, which is 1, and the figures for it."""

    theme: Code
    least: Annotated[float, _in_range("least")]
    most: Annotated[float, _in_range("most")]
    evidence: list[Identifier] = Field(min_length=1)


class Restriction(Table):
    """How strong measures are from some period on, in a scenario."""

    start: RegularPeriod = Field(alias="from")
    level: Annotated[float, _in_range("level")]


class ScenarioTable(Table):
    """One ``[[scenario]]``."""

    id: Identifier
    names: Texts
    restrictions: list[Restriction]


class AssessmentFile(Table):
    """The whole file."""

    schema_: str = Field(alias="schema")
    id: Identifier
    as_of: Annotated[date, AfterValidator(_in_years)]
    seed: Annotated[int, _in_range("seed")]
    languages: list[Language] = Field(min_length=1)
    handling: Handling
    edition_name: Text | None = Field(default=None, alias="edition-name")
    title: Texts
    baseline: Between
    window: Window
    delay: Delay = Delay()
    disclosure: Disclosure = Disclosure()
    member: list[MemberTable] = Field(min_length=1)
    region: list[RegionTable] = []
    source: list[SourceTable] = Field(min_length=1)
    input: list[InputTable] = Field(min_length=1)
    break_: list[BreakTable] = Field(default=[], alias="break")
    offending: list[OffendingTable] = []
    scenario: list[ScenarioTable] = []


def keys_of(base: type[Table]) -> frozenset[str]:
    """Return the keys that may be named in a problem: those of a schema, never those of a file."""
    return frozenset(
        field.alias or name
        for table in base.__subclasses__()
        for name, field in table.model_fields.items()
    )


KEYS = keys_of(Table)
