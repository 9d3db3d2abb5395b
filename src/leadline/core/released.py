"""Released: what may be seen, sealed. Every printed number stands in it under its id.

Built by ``disclose.release`` and nowhere else; ``read`` verifies the seal of a file and
upgrades older schemas. Shares are 0..1; percent exists only in publish.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import MISSING, asdict, dataclass, field, fields, is_dataclass
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from leadline.core.error import SchemaUnknown, SealBroken, Unreadable

SCHEMA = "leadline/released/1"
# Of a finding kind; what is not named here is set beside expected counts.
_SHORTFALL = ("unaccounted", "never_reported", "delay_shift")
# As in finding.TOTAL, which would bring arrays to readers that need none.
_TOTAL = "total"
_METHODS = {"late": "delay", **dict.fromkeys(_SHORTFALL, "shortfall")}


@dataclass(frozen=True)
class Interval:
    """A period as text, from and to."""

    first: str
    last: str


@dataclass(frozen=True)
class Named:
    """A member or region or source with its names by language."""

    id: str
    names: dict[str, str]
    type: str = ""
    grade: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """Numbers of one subject in one period.

    ``numbers`` maps the suffix of a number id (observed, expected, expected_lower,
    expected_upper, mid, lower, upper, pct, share; observed_lower and observed_upper where the
    count is known only within bounds; of a claim tail, and, where it was stated among others,
    the ends of its wider interval as lower_adjusted, upper_adjusted, expected_lower_adjusted
    and expected_upper_adjusted; by occurrence complete, complete_lower and complete_upper, of
    what was never reported share_lower, share_upper, offending_lower and offending_upper, of a
    delay shift median, ninetieth, median_shift and ninetieth_shift with their ends) to its value.
    ``direction`` is fell, rose or unclear; empty
    where there is nothing to compare. Of a claim it is fell or rose only where a change is
    stated; of a point of a path it is read off that point alone.
    """

    period: str
    numbers: dict[str, float]
    direction: str

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of mid as stated: adjusted where the claim was one of many."""
        numbers = self.numbers
        return (
            numbers.get("lower_adjusted", numbers["lower"]),
            numbers.get("upper_adjusted", numbers["upper"]),
        )


@dataclass(frozen=True)
class Reason:
    """Why confidence moved, and by how many grades (0: a limit was set, or noted only)."""

    code: str
    steps: int


@dataclass(frozen=True)
class Statement:
    """What a finding says of one subject.

    ``members`` are the fixed panel, in the restricted edition only, as is the ``coverage`` of a
    panel that is not the whole region: of known populations it would tell which one.
    ``totals[0]`` is the headline period; ``likelihood`` is that of its direction (or of the
    sign of its middle, where the direction is unclear), a code or empty; ``withheld`` is a
    reason code or empty.
    """

    subject: str
    is_region: bool
    n_members: int
    n_members_of: int
    coverage: float | None
    totals: tuple[Estimate, ...]
    path: tuple[Estimate, ...]
    rung: int
    likelihood: str
    confidence: str
    reasons: tuple[Reason, ...]
    evidence: tuple[str, ...]
    withheld: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One question with its statements; ``id`` is F01, F02 ...

    ``within`` is D where counts stand by occurrence and mean "reported within D periods": of a
    delay shift, the delay up to which reports were followed. Else it is 0.
    """

    id: str
    kind: str
    source: str
    theme: str
    indicator: str
    channel: str
    unit: str
    frequency: str
    statements: tuple[Statement, ...]
    within: int = field(default=0, kw_only=True)

    @property
    def method(self) -> str:
        """Which method made it, as the release names methods."""
        if self.frequency == _TOTAL:
            return "ratio"
        return _METHODS.get(self.kind, "expected")


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure and how it stands beside our counts.

    ``finding`` is the id of the comparison it belongs to, ``subject`` the figure's own id,
    ``beside`` the number id of the change it was set beside. ``period`` is ``undated`` where
    the printed period does not parse (``period_text`` holds it). ``numbers``: observed (value),
    expected (comparison value), mid, lower, upper (change as a share).
    """

    finding: str
    subject: str
    place: str
    member: str
    source_type: str
    theme: str
    indicator: str
    unit: str
    period: str
    period_text: str
    comparison_kind: str
    comparison_period: str
    numbers: dict[str, float]
    read: str
    citation: str
    verdict: str
    reason: str
    beside: str


@dataclass(frozen=True)
class Gap:
    """Evidence that is not there, with its reason and for how many members.

    ``members`` names them in the restricted edition only: who did not answer is not public.
    """

    kind: str
    reason: str
    source: str
    theme: str
    indicator: str
    n_members: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Placebo:
    """The same computation in an earlier window, where nothing had happened.

    ``numbers``: observed (series tried), share (of their totals inside the 95% interval),
    lower and upper (95% interval of that share). ``subject`` is ``all``; ``basis`` says whether
    counts stand in the period in which they were ``reported`` or in which it ``occurred``; of
    ``nowcast`` the totals are those that were nowcast at the time.
    """

    finding: str
    subject: str
    period: str
    verdict: str
    numbers: dict[str, float]
    basis: str = field(default="reported", kw_only=True)


@dataclass(frozen=True)
class Measure:
    """A measure in a member, from the first to the last period in force.

    ``numbers``: observed (periods in force), share (peak intensity). ``members`` are those it
    applies to: the place itself, or the parts that inherit its rows.
    """

    finding: str
    subject: str
    members: tuple[str, ...]
    measure: str
    first: str
    last: str
    period: str
    numbers: dict[str, float]
    source: str


@dataclass(frozen=True)
class Selection:
    """Claims that were looked at together, and how many of them are stated as a change.

    ``subject`` is ``regions`` or ``members``; ``grain`` says of which periods: ``window`` (the
    headline), ``part`` (periods inside it), ``after``. ``numbers``: claims (looked at), stated,
    share (of the stated ones that may, on average, be false), level (of their intervals).
    """

    finding: str
    subject: str
    grain: str
    period: str
    numbers: dict[str, float]


@dataclass(frozen=True)
class Response:
    """What the members of a region contributed to a theme; ``subject`` is the region.

    ``numbers``: members (of the region), and how many of them, each counted once under the best
    it gave: series (usable in a fixed panel), totals (two totals only), stopped (series that end
    before the window does), other (counts of another kind), nothing. In a
    public edition the last four are left out where they would tell of members known by name.
    """

    finding: str
    subject: str
    theme: str
    period: str
    numbers: dict[str, float]


@dataclass(frozen=True)
class Disclosure:
    """The rules under which numbers were released."""

    threshold: int
    width: int
    round_to: int


@dataclass(frozen=True)
class Release:
    """Which release this is, and the versions of the methods that made it."""

    number: int
    methods: dict[str, str]


@dataclass(frozen=True)
class Released:
    """A released assessment."""

    schema: str
    id: str
    edition: str
    edition_name: str
    title: dict[str, str]
    as_of: str
    baseline: Interval
    window: Interval
    after: Interval | None
    handling: str
    languages: tuple[str, ...]
    exercise: bool
    demonstration_key: bool
    release: Release
    disclosure: Disclosure
    members: tuple[Named, ...]
    regions: tuple[Named, ...]
    sources: tuple[Named, ...]
    findings: tuple[Finding, ...]
    figures: tuple[PublishedFigure, ...]
    gaps: tuple[Gap, ...]
    placebos: tuple[Placebo, ...]
    measures: tuple[Measure, ...]
    selections: tuple[Selection, ...] = field(default=(), kw_only=True)
    responses: tuple[Response, ...] = field(default=(), kw_only=True)
    seal: str

    def finding(self, finding_id: str) -> Finding:
        """Return a finding by id; KeyError if there is none."""
        for finding in self.findings:
            if finding.id == finding_id:
                return finding
        raise KeyError(finding_id)

    def numbers(self) -> Iterator[tuple[str, float]]:
        """Yield (number id, value) of every number in the assessment."""
        for finding in self.findings:
            for statement in finding.statements:
                yield from _numbers(finding.id, statement).items()
        for figure in self.figures:
            for suffix, value in figure.numbers.items():
                yield number_id(figure.finding, figure.subject, figure.period, suffix), value
        rows: tuple[Measure | Placebo | Selection | Response, ...] = (
            *self.measures,
            *self.placebos,
            *self.selections,
            *self.responses,
        )
        for row in rows:
            for suffix, value in row.numbers.items():
                yield number_id(row.finding, row.subject, row.period, suffix), value


def _numbers(finding: str, statement: Statement) -> dict[str, float]:
    # A period may be a total and a point of the path at once: one cell, one number, one id.
    return {
        number_id(finding, statement.subject, estimate.period, suffix): value
        for estimate in (*statement.totals, *statement.path)
        for suffix, value in estimate.numbers.items()
    }


def number_id(finding: str, subject: str, period: str, suffix: str) -> str:
    """Return the readable id of a number, as ``F12.KEN.2020Q2.mid``."""
    return ".".join((finding, subject, period.replace("-", "").replace("/", "_"), suffix))


def digest(content: dict[str, Any]) -> str:
    """Return the seal of a released assessment's content: SHA-256 of its canonical JSON."""
    body = {key: value for key, value in content.items() if key != "seal"}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write(released: Released) -> bytes:
    """Return the JSON of a released assessment, LF line ends, keys in the order of the schema."""
    return (json.dumps(asdict(released), ensure_ascii=False, indent=1) + "\n").encode()


def read(content: bytes, *, name: str = "assessment.json") -> Released:
    """Read a released assessment and verify its seal.

    Raises
    ------
    Unreadable
        Not JSON, or not the fields of a released assessment.
    SchemaUnknown
        Written by another kind of program, or by a later version.
    SealBroken
        Changed after release.
    """
    again = "Take the file from the release again, or run `leadline assess`."
    try:
        data = json.loads(content, parse_constant=_refused)
        schema, seal = data["schema"], digest(data)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unreadable(f"{name} is not a released assessment.", next_step=again) from None
    if schema != SCHEMA:
        raise SchemaUnknown(
            f"{name} has a schema that this version does not read; expected {SCHEMA}.",
            next_step="Use the version of Leadline that wrote it, or a later one.",
        )
    if seal != data.get("seal"):
        raise SealBroken(f"{name} was changed after its release.", next_step=again)
    try:
        return cast(Released, _build(Released, data))
    except (KeyError, TypeError, ValueError):
        raise Unreadable(f"{name} lacks fields of {SCHEMA}.", next_step=again) from None


def _refused(constant: str) -> float:
    raise ValueError(constant)  # NaN and the infinities are no JSON


def _build(kind: Any, data: Any) -> Any:  # Any: the types are read from the fields at run time
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if data is None else _build(arguments[0], data)
    if origin is tuple:
        return tuple(_build(arguments[0], item) for item in data)
    if origin is dict:
        return dict(data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        # A field that came later has a value for files without it.
        late = {f.name for f in fields(kind) if f.default is not MISSING} - set(data)
        return kind(**{n: _build(hint, data[n]) for n, hint in hints.items() if n not in late})
    return data
