"""Generated contributions that are each wrong in one known way, for tests of the gate.

A case is a small assessment with its files, of which one was spoilt. It knows the problem code
that must be reported, and the content that must be repeated nowhere.
"""

import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

Row = dict[str, str]

HEADERS = {
    "counts": "source member about theme indicator channel occurred reported count status known_on",
    "series": "source theme indicator definition age_from age_to counting_point deduplicated "
    "effort breaks tlp public",
    "context": "member measure period intensity source",
    "population": "member year age_from age_to people source",
    "figures": "id place member source_type theme indicator channel unit period period_text value "
    "comparison_kind comparison_period comparison_value change_share lower upper read citation",
}
ASSESSMENT = """\
schema = "leadline/assessment/1"
id = "exercise-1"
as_of = 2021-06-30
seed = 7
languages = ["en", "fr"]
handling = "TLP:GREEN"
edition-name = "first"

[title]
en = "An exercise"
fr = "Un exercice"

[baseline]
from = "2019-01"
to = "2020-02"

[window]
from = "2020-03"
to = "2020-12"

[delay]
within = { month = 2 }

[disclosure]
threshold = 5
width = 5
round_to = 5

[[member]]
code = "QMA"
names = { en = "Alpha", fr = "Alpha" }

[[member]]
code = "QMB"
names = { en = "Beta", fr = "Beta" }

[[region]]
id = "both"
names = { en = "Both", fr = "Les deux" }
members = ["QMA", "QMB"]

[[source]]
id = "police-1"
type = "law_enforcement"
names = { en = "Police", fr = "Police" }
grade = "B2"

[[source]]
id = "line_2"
type = "helpline"
names = { en = "Line", fr = "Ligne" }

[[break]]
source = "police-1"
from = "2019-06"
theme = "reporting"
indicator = "referrals"
reason = "new form"
"""
INPUT = '\n[[input]]\nkind = "{kind}"\npath = "{path}"\n'
MAPPED_INPUT = '\n[[input]]\nkind = "counts"\npath = "{path}"\nmapping = "sheet.map.toml"\n'


def good_rows(kind: str) -> list[Row]:
    """Rows of a table with nothing wrong in them."""
    return [dict(zip(HEADERS[kind].split(), values, strict=True)) for values in _GOOD[kind]()]


def _counts() -> Iterator[tuple[str, ...]]:
    for member in ("QMA", "QMB"):
        for month in range(1, 7):
            reported, known_on = f"2020-{month:02d}", "2021-03-31"
            shared = (reported, str(month * 7), "A", known_on)
            yield ("police-1", member, "", "reporting", "referrals", "family", "2019-12", *shared)
            yield ("line_2", member, "QMB", "helpline", "contacts_on_abuse", "all", "", *shared)


def _series() -> Iterator[tuple[str, ...]]:
    shared = ("0", "17", "when it is received", "yes", "", "2019-06;2020-01", "TLP:GREEN", "no")
    yield ("police-1", "reporting", "referrals", "Referrals received", *shared)
    yield ("line_2", "helpline", "contacts_on_abuse", "Contacts about abuse", *shared)


def _context() -> Iterator[tuple[str, ...]]:
    for month in range(1, 5):
        yield ("QMA", "school_closure", f"2020-{month:02d}", "0.75", "a tracker, CC BY")
        yield ("QMB", "stay_home", f"2020-{month:02d}", "1", "a tracker, CC BY")


def _population() -> Iterator[tuple[str, ...]]:
    for year in ("2019", "2020"):
        yield ("QMA", year, "0", "9", "120000", "a census")
        yield ("QMA", year, "10", "17", "100000", "a census")


def _figures() -> Iterator[tuple[str, ...]]:
    shared = ("reporting", "referrals", "all", "reports")
    numbers = ("120", "period", "2019-03", "150", "-0.2", "-0.3", "-0.1", "article", "A paper")
    yield ("fig_1", "A city", "", "research", *shared, "2020-03", "", *numbers)
    yield ("fig_2", "A land", "QMB", "research", *shared, "2020-04-01/2020-05-31", "", *numbers)
    yield ("fig_3", "A town", "", "research", *shared, "", "the spring", *numbers)


_GOOD: dict[str, Callable[[], Iterator[tuple[str, ...]]]] = {
    "counts": _counts,
    "series": _series,
    "context": _context,
    "population": _population,
    "figures": _figures,
}


@dataclass
class Table:
    """One table about to be spoilt and written."""

    kind: str
    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def good(cls, kind: str) -> "Table":
        return cls(kind, HEADERS[kind].split(), good_rows(kind))

    def records(self) -> list[list[str]]:
        return [self.header, *[[row[name] for name in self.header] for row in self.rows]]

    def csv(self) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self.records())
        return text.getvalue().encode()

    def parquet(self, **columns: pl.Series) -> bytes:
        """All of it as texts, but for columns that are put in the place of others."""
        texts = {name: [row[name] for row in self.rows] for name in self.header}
        frame = pl.DataFrame(texts, schema=dict.fromkeys(self.header, pl.String))
        stream = io.BytesIO()
        frame.with_columns(**columns).write_parquet(stream)
        return stream.getvalue()


@dataclass(frozen=True)
class Case:
    """A spoilt contribution.

    Parameters
    ----------
    code : problem code that must be among those reported
    file : the spoilt file, relative to the assessment
    content : its bytes; None where the file is to be lacking or is made by ``make``
    planted : texts that no output may hold
    alone : the file is checked on its own, outside an assessment
    make : makes the file where bytes alone cannot (a folder, a sparse file)
    beside : names and bytes of good files that belong to it
    mapping : the mapping of the input, empty for none
    is_proposed : a mapping is to be proposed for the file
    """

    code: str
    kind: str
    file: str
    content: bytes | None
    planted: tuple[str, ...] = ()
    alone: bool = False
    make: Callable[[Path], object] | None = None
    beside: tuple[tuple[str, bytes], ...] = ()
    mapping: str = ""
    is_proposed: bool = False

    @property
    def sheet(self) -> str:
        """The file that the mapping reads."""
        return "sheet.csv" if self.file.endswith(".toml") else self.file

    def write(self, folder: Path) -> Path:
        """Write the case; return the path to check."""
        if self.kind == "assessment":
            (folder / "counts.csv").write_bytes(Table.good("counts").csv())
        for name, content in self.beside:
            (folder / name).write_bytes(content)
        path = folder / self.file
        if self.make is not None:
            self.make(path)
        elif self.content is not None:
            path.write_bytes(self.content)
        if self.alone or self.kind == "assessment":
            return path
        if self.mapping:
            text = ASSESSMENT + MAPPED_INPUT.format(path=self.sheet)
        else:
            text = ASSESSMENT + INPUT.format(kind=self.kind, path=self.file)
        (folder / "assessment.toml").write_text(text, encoding="utf-8")
        return folder / "assessment.toml"


Maker = Callable[[random.Random], Case]


def canary(rng: random.Random) -> str:
    """Small letters that stand in no message of ours."""
    return "zq" + "".join(rng.choices("bcdfghjkmpqvwxz", k=10))


def generate(makers: list[Maker], places: Iterable[int], *, seed: int) -> Iterator[Case]:
    """Yield the cases at these places, every maker in turn; each place has chance of its own."""
    for at in places:
        yield makers[at % len(makers)](random.Random(f"{seed} {at}"))
