"""Assessment files: ``assessment.toml`` to a plan, every problem of the file together."""

from collections.abc import Iterator, Sequence, Set
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath

from leadline.core.code import Codelists
from leadline.core.error import UsageError
from leadline.core.period import Frequency
from leadline.core.plan import (
    Break,
    DisclosureRules,
    Input,
    Member,
    Offending,
    Plan,
    Region,
    Source,
    is_fictional,
)
from leadline.intake.location import Place
from leadline.intake.problem import Report, problem_kinds
from leadline.intake.schema import KEYS, KINDS_NOT_READ, RANGES, SCHEMA, AssessmentFile, Texts
from leadline.intake.toml import Fault, read_toml, validated
from leadline.words import languages


def read_assessment(path: str | Path, *, codelists: Codelists) -> Plan:
    """Return what an assessment file declares, its paths resolved against the file.

    Raises
    ------
    InputRefused
        With every problem of the file; the files that it names are not looked at.
    UsageError
        The path has another ending than ``.toml``, as that of a counts file.
    """
    if Path(path).suffix.lower() != ".toml":
        raise UsageError(
            "This is not an assessment file: its name does not end in .toml.",
            next_step="Name the assessment file; `leadline check` takes counts.",
        )
    report = Report()
    plan = gather_plan(Path(path), file=str(path), codelists=codelists, report=report)
    report.raise_if_refused()
    assert plan is not None, "a file without problems is a plan"
    return plan


def gather_plan(path: Path, *, file: str, codelists: Codelists, report: Report) -> Plan | None:
    """Return the plan of a file, None where it has problems; they are in the report."""
    read = read_toml(path, file=file, report=report)
    if read is None:
        return None
    declared, faults = validated(read.data, AssessmentFile, keys=KEYS, ranges=RANGES)
    if declared is not None:
        faults = list(_faults(declared, codelists))
    for fault in faults:
        read.tell(fault, report=report, keys=KEYS)
    is_refused = any(not problem_kinds()[code].is_note for code, _, _ in faults)
    return _plan(declared, path) if declared is not None and not is_refused else None


def _faults(declared: AssessmentFile, codelists: Codelists) -> Iterator[Fault]:
    """Yield what is wrong between keys that are each well-formed."""
    if declared.schema_ != SCHEMA:
        yield "schema_unknown", ["schema"], {"expected": SCHEMA}
    yield from _language_faults(declared.languages)
    yield from _missing_names(declared)
    if len(declared.baseline) < declared.baseline.first.frequency.per_year:
        yield "baseline_short", ["baseline"], {}
    yield from _period_faults(declared)
    yield from _code_faults(declared, codelists)
    yield from _input_faults(declared)
    if declared.disclosure.round_to < declared.disclosure.threshold:
        yield "rounding_below_threshold", ["disclosure", "round_to"], {}


def _language_faults(codes: Sequence[str]) -> Iterator[Fault]:
    yield from _repeated(codes, ["languages"])
    known = [language.code for language in languages()]
    for at, code in enumerate(codes):
        if code not in known:
            yield "language_unknown", ["languages", at], {"known": ", ".join(known)}


def _repeated(ids: Sequence[str], place: Place, key: str = "") -> Iterator[Fault]:
    seen: set[str] = set()
    for at, name in enumerate(ids):
        if name in seen:
            yield "id_repeated", [*place, at, *([key] if key else [])], {}
        seen.add(name)


def _missing_names(declared: AssessmentFile) -> Iterator[Fault]:
    every: list[tuple[Place, Texts]] = [(["title"], declared.title)]
    every += [(["member", n, "names"], table.names) for n, table in enumerate(declared.member)]
    every += [(["region", n, "names"], table.names) for n, table in enumerate(declared.region)]
    every += [(["source", n, "names"], table.names) for n, table in enumerate(declared.source)]
    for place, names in every:
        for language in declared.languages:
            if language not in names:
                yield "name_missing", place, {"language": language}


def _period_faults(declared: AssessmentFile) -> Iterator[Fault]:
    window = declared.window
    if window.per_member or declared.scenario:
        yield "not_supported", ["window", "per_member"] if window.per_member else ["scenario"], {}
    if window.per_member:
        return
    for key, period in (("from", window.first), ("to", window.last)):
        if period is None:
            yield "key_missing", ["window", key], {}
        elif period.first > declared.as_of:
            yield "period_after_as_of", ["window", key], {}
    if window.first is None or window.last is None:
        return
    if not declared.baseline.last.frequency is window.first.frequency is window.last.frequency:
        yield "frequency_mixed", ["window"], {}
    elif window.last < window.first:
        yield "range_reversed", ["window"], {}
    elif window.first <= declared.baseline.last:
        yield "baseline_in_window", ["baseline", "to"], {}


def _code_faults(declared: AssessmentFile, codelists: Codelists) -> Iterator[Fault]:
    members = [table.code for table in declared.member]
    sources = [table.id for table in declared.source]
    yield from _repeated(members, ["member"], "code")
    yield from _mixed(members)
    yield from _repeated(sources, ["source"], "id")
    yield from _repeated([table.id for table in declared.region], ["region"], "id")
    for n, region in enumerate(declared.region):
        place: Place = ["region", n, "members"]
        yield from _panel_faults(region.members, place, set(members), codelists)
    yield from _source_faults(declared, codelists)
    yield from _repeated([table.theme for table in declared.offending], ["offending"], "theme")
    for n, offending in enumerate(declared.offending):
        if offending.theme not in codelists.themes:
            yield "theme_unknown", ["offending", n, "theme"], {}
    for n, table in enumerate(declared.break_):
        if table.source not in sources:
            yield "source_undeclared", ["break", n, "source"], {}
        if table.theme is not None and table.theme not in codelists.themes:
            yield "theme_unknown", ["break", n, "theme"], {}
        elif table.indicator and not codelists.indicator(table.theme or "", table.indicator):
            yield "indicator_unknown", ["break", n, "indicator"], {}


def _mixed(members: Sequence[str]) -> Iterator[Fault]:
    """Yield the first member of another kind than those before: real, or of exercises."""
    other = (
        at for at, code in enumerate(members) if is_fictional(code) != is_fictional(members[0])
    )
    for at in islice(other, 1):
        yield "exercise_mixed", ["member", at, "code"], {}


def _source_faults(declared: AssessmentFile, codelists: Codelists) -> Iterator[Fault]:
    for n, source in enumerate(declared.source):
        if source.type not in codelists.source_types:
            yield "source_type_unknown", ["source", n, "type"], {}
        if source.language and source.language not in declared.languages:
            known = ", ".join(declared.languages)
            yield "language_undeclared", ["source", n, "language"], {"known": known}


def _panel_faults(
    panel: Sequence[str], place: Place, declared: Set[str], codelists: Codelists
) -> Iterator[Fault]:
    yield from _repeated(panel, place)
    inside = set(panel)
    for at, code in enumerate(panel):
        country = codelists.country_of(code)
        if code not in declared:
            yield "member_undeclared", [*place, at], {}
        elif country != code and country in inside:
            yield "region_overlaps", [*place, at], {}


def _input_faults(declared: AssessmentFile) -> Iterator[Fault]:
    # One file may hold several tables, each with a mapping of its own.
    read = [f"{table.path}\n{table.mapping or ''}" for table in declared.input]
    yield from _repeated(read, ["input"], "path")
    for n, table in enumerate(declared.input):
        if table.kind in KINDS_NOT_READ:
            yield "not_supported", ["input", n, "kind"], {}
        if table.mapping is not None and table.kind != "counts":
            yield "mapping_counts_only", ["input", n, "mapping"], {}
        for key in ("path", "mapping"):
            path = getattr(table, key) or ""
            if PurePosixPath(path).is_absolute() or PureWindowsPath(path).anchor:
                yield "path_absolute", ["input", n, key], {}


def _plan(declared: AssessmentFile, path: Path) -> Plan:
    window = declared.window
    assert window.first is not None and window.last is not None, "checked before"
    rules = declared.disclosure
    return Plan(
        path=str(path),
        id=declared.id,
        as_of=declared.as_of,
        seed=declared.seed,
        languages=tuple(declared.languages),
        handling=declared.handling,
        edition_name=declared.edition_name or "",
        title=dict(declared.title),
        baseline=(declared.baseline.first, declared.baseline.last),
        window=(window.first, window.last),
        delay_within={Frequency(name): d for name, d in declared.delay.within.items()},
        disclosure=DisclosureRules(rules.threshold, rules.width, rules.round_to),
        members=tuple(Member(table.code, dict(table.names)) for table in declared.member),
        regions=tuple(
            Region(table.id, dict(table.names), tuple(table.members)) for table in declared.region
        ),
        sources=tuple(
            Source(table.id, table.type, dict(table.names), table.grade or "", table.language or "")
            for table in declared.source
        ),
        inputs=tuple(
            Input(
                table.kind,
                str(path.parent / table.path),
                table.path,
                str(path.parent / table.mapping) if table.mapping else "",
            )
            for table in declared.input
        ),
        breaks=tuple(
            Break(table.source, table.start, table.theme or "", table.indicator or "")
            for table in declared.break_
        ),
        offending=tuple(
            Offending(table.theme, table.least, table.most, tuple(table.evidence))
            for table in declared.offending
        ),
    )
