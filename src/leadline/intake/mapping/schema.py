"""Schema: what may stand in a mapping file, key by key (FORMATS, Mapping)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from leadline.intake.counts import COLUMNS
from leadline.intake.schema import Language, Table, keys_of

SCHEMA = "leadline/mapping/1"
# Stands for the name of the sheet among the columns.
SHEET = "@sheet"
# A code that whoever maps has still to give.
OPEN = "?"
COUNT = "count"
PERIODS = ("occurred", "reported")
# The two ends of a total from one day to another.
ENDS = tuple(f"{name}.{end}" for name in PERIODS for end in ("from", "to"))

RANGES = {
    "header_row": (1, 1000),
    "last_row": (1, 1_048_576),
    "skip_rows": (1, 1_048_576),
    "fiscal_month": (1, 12),
    "year": (1900, 2199),
    "from_column": (1, 16_384),
    "to_column": (1, 16_384),
}
_NAMES = frozenset(column.name for column in COLUMNS)
_LONGEST = 500


def _our_column(name: str) -> str:
    if name == OPEN:
        raise PydanticCustomError("mapping_open", "")
    if name not in _NAMES and name not in ENDS:
        raise PydanticCustomError("mapping_target", "")
    return name


def _our_columns(names: str | list[str]) -> str | list[str]:
    """Check each name once: as one of two kinds of value, each fault would be told twice."""
    for name in [names] if isinstance(names, str) else names:
        _our_column(name)
    return names


Theirs = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Code = Annotated[str, Field(max_length=_LONGEST)]
Ours = Annotated[str, AfterValidator(_our_column)]
Targets = Annotated[str | list[str], AfterValidator(_our_columns)]
LineNumber = Annotated[int, Field(ge=1, le=RANGES["last_row"][1])]
HeaderRow = Annotated[int, Field(ge=1, le=RANGES["header_row"][1])]
ColumnNumber = Annotated[int, Field(ge=1, le=RANGES["from_column"][1])]


class _MapTable(Table):
    pass


class SheetTable(_MapTable):
    """Which sheet, and where on it the table stands; lines are counted as a spreadsheet does."""

    file: Theirs | None = None
    name: Theirs | None = None
    names: list[Theirs] = Field(default=[])
    header_row: HeaderRow = 1
    header_rows: list[HeaderRow] = Field(default=[])
    last_row: LineNumber | None = None
    skip_rows: list[LineNumber] = Field(default=[])
    drop_totals: list[Theirs] = Field(default=[])
    totals: Literal["check", "drop"] = "check"
    fill_down: list[Theirs] = Field(default=[])
    ignore_columns: list[Theirs] = Field(default=[])
    delimiter: Literal[",", ";", "\t", "|"] = ","
    encoding: Literal["utf-8", "utf-16", "cp1252", "cp1256", "iso-8859-1"] = "utf-8"


class WideTable(_MapTable):
    """Which columns hold counts, and what their headings say.

    ``means`` is one of our columns, or one for each header row.
    """

    from_column: ColumnNumber | Theirs
    to_column: ColumnNumber | Theirs | None = None
    means: Targets = "reported"
    language: Language | None = None
    calendar: Literal["gregorian"] = "gregorian"


class PeriodsTable(_MapTable):
    """How the source writes periods."""

    language: Language | None = None
    fiscal_month: Annotated[int, Field(ge=1, le=12)] = 1
    frequency: Literal["day", "week", "month", "quarter", "half", "year", "span"] | None = None
    dates: Literal["day", "week", "month", "quarter", "year"] | None = None
    day_first: bool | None = None
    year: Annotated[int, Field(ge=1900, le=2199)] | None = None


class NumbersTable(_MapTable):
    """How the source writes numbers; what is not declared is not read."""

    thousands: Code = ""
    decimal: Code = ""
    digits: Literal["latin", "arabic", "persian", "any"] = "latin"
    small: Theirs | dict[Theirs, Code] = Field(default={})
    missing: dict[Theirs, Code] = Field(default={})
    footnotes: dict[Theirs, Code] = Field(default={})
    blank: Literal["L", "M", "O", "Q", ""] = ""


class ConstantsTable(_MapTable):
    """What is the same in every row, or what the sheet does not say."""

    source: Code | None = None
    member: Code | None = None
    about: Code | None = None
    theme: Code | None = None
    indicator: Code | None = None
    channel: Code | None = None
    occurred: Code | None = None
    reported: Code | None = None
    status: Code | None = None
    known_on: date | Code | None = None


class MappingFile(_MapTable):
    """The whole file."""

    schema_: str = Field(alias="schema")
    sheet: SheetTable = SheetTable()
    columns: dict[Theirs, Targets] = Field(default={})
    codes: dict[Ours, dict[Theirs, Code]] = Field(default={})
    wide: WideTable | None = None
    periods: PeriodsTable = PeriodsTable()
    numbers: NumbersTable = NumbersTable()
    constants: ConstantsTable = ConstantsTable()


KEYS = keys_of(_MapTable) | _NAMES | frozenset(ENDS)
