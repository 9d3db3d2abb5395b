"""Letters: what each contributor is told of its own contribution, and asked.

Everything in a letter is cut out of the inputs by the contributing body first, and only then
looked at: what belongs to another never gets near it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from leadline.core.code import Codelists
from leadline.core.counts import Counts, SeriesKey, SeriesSheet
from leadline.core.error import Problem
from leadline.core.letter import Curve, Letter, Parcel, Understood
from leadline.core.period import Frequency, Period, Span
from leadline.core.plan import Plan, Source
from leadline.core.question import Question
from leadline.core.received import Contribution, Delivery, Received
from leadline.disclose.consent import HANDLING
from leadline.flow.bearing import declared_breaks
from leadline.flow.received import TOTAL, received
from leadline.flow.request import Held, requests
from leadline.intake.inputs import Inputs, shown_as

# A letter quotes counts as they were sent, before disclosure control: it stays in one house.
_LEAST_CLOSE = HANDLING.index("TLP:AMBER+STRICT")
_ENGLISH = "en"
# Messages of problems are in English.
_ANOTHER_FILE = "another file"


class Gathered(NamedTuple):
    """What letters are cut out of."""

    plan: Plan
    inputs: Inputs
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    codelists: Codelists


def write_letters(gathered: Gathered, sources: Iterable[str]) -> tuple[Letter, ...]:
    """Return the letters to some sources, in the order in which the assessment declares them."""
    plan, inputs = gathered.plan, gathered.inputs
    rows = received(plan, inputs, codelists=gathered.codelists)
    counts = inputs.counts.as_known_on(plan.as_of)
    wanted = set(sources)
    return tuple(
        _letter(
            source,
            gathered,
            rows=[row for row in rows if row.contribution.source == source.id and row.files],
            counts=_of_source(counts, source.id),
        )
        for source in plan.sources
        if source.id in wanted
    )


def unplaced(inputs: Inputs) -> tuple[str, ...]:
    """Return the counts files of which no row says whose it is: they stand in no letter."""
    placed = {d.file for d in inputs.deliveries if d.contribution.source}
    sent = dict.fromkeys(d.file for d in inputs.deliveries if d.kind == "counts")
    return tuple(name for name in sent if name not in placed)


def _letter(
    source: Source, gathered: Gathered, *, rows: Sequence[Received], counts: Counts
) -> Letter:
    plan = gathered.plan
    assert plan.window is not None, "intake refuses plans without a window"
    sheets = [sheet for sheet in gathered.inputs.sheets if sheet.source == source.id]
    held = [_held(row, counts, plan, sheets) for row in rows]
    language = source.language or _language(plan)
    sent = [d for d in gathered.inputs.deliveries if d.contribution.source == source.id]
    members = {row.contribution.member for row in rows}
    return Letter(
        source=source.id,
        name=source.names[language],
        language=language,
        title=plan.title[language],
        as_of=plan.as_of,
        handling=HANDLING[max([_LEAST_CLOSE, *(HANDLING.index(sheet.tlp) for sheet in sheets)])],
        marks=tuple(mark for mark in HANDLING if mark in {sheet.tlp for sheet in sheets}),
        baseline=plan.baseline,
        window=plan.window,
        disclosure=plan.disclosure,
        is_exercise=plan.exercise,
        members={m.code: m.names[language] for m in plan.members if m.code in members},
        parcels=tuple(_parcels(source.id, sent, gathered.inputs)),
        understood=tuple(one.understood for one in held),
        curves=tuple(_curves(held)),
        problems=_own_problems(source.id, gathered),
        questions=_own_questions(source.id, gathered.questions),
        requests=requests(plan, held),
    )


def _language(plan: Plan) -> str:
    return _ENGLISH if _ENGLISH in plan.languages else plan.languages[0]


def _of_source(counts: Counts, source: str) -> Counts:
    return counts.of_series([i for i, key in enumerate(counts.keys) if key.source == source])


def _held(row: Received, counts: Counts, plan: Plan, sheets: Sequence[SeriesSheet]) -> Held:
    own = counts.of_series([i for i, key in enumerate(counts.keys) if _is_of(key, row)])
    kind = (row.contribution.theme, row.contribution.indicator)
    breaks = {b.first: b for key in own.keys for b in declared_breaks(key, plan, sheets, own)}
    return Held(
        Understood(
            # Files are told as parcels: the name of one with rows of others is not for this letter.
            received=replace(row, files=(), mappings=()),
            channels=tuple(dict.fromkeys(key.channel for key in own.keys)),
            breaks=tuple(breaks[day] for day in sorted(breaks)),
            has_sheet=any((sheet.theme, sheet.indicator) == kind for sheet in sheets),
        ),
        own if len(own) else None,
    )


def _is_of(key: SeriesKey, row: Received) -> bool:
    return Contribution(key.source, key.member, key.theme, key.indicator) == row.contribution


def _curves(held: Iterable[Held]) -> Iterator[Curve]:
    """Yield each series in the frequency that most cells of its contribution have."""
    for one in held:
        name = one.understood.received.frequency
        if one.cells is None or name in ("", TOTAL):
            continue
        reported = one.cells.reported_in(Frequency(name))
        panel = one.cells.panel(Frequency(name), min(reported), max(reported))
        for i, key in enumerate(panel.keys):
            yield Curve(key, panel.periods, _whole(panel.lower[i]), _whole(panel.upper[i]))


def _whole(values: Iterable[float]) -> tuple[int | None, ...]:
    return tuple(None if np.isnan(value) else int(value) for value in values)


def _parcels(source: str, sent: Sequence[Delivery], inputs: Inputs) -> Iterator[Parcel]:
    shared = _shared(source, inputs.deliveries)
    own = _of_source(inputs.counts, source)
    for file in dict.fromkeys(delivery.file for delivery in sent):
        of_file = [delivery for delivery in sent if delivery.file == file]
        cells = own.take(own.file == own.files.index(file)) if file in own.files else None
        yield _parcel(of_file, cells, is_shared=file in shared)


def _parcel(sent: Sequence[Delivery], cells: Counts | None, *, is_shared: bool) -> Parcel:
    periods = _periods(cells)
    days = [] if cells is None else np.unique(cells.known_on).tolist()
    keys = [] if cells is None else [cells.keys[at] for at in np.unique(cells.series)]
    codes = sorted({code for delivery in sent for code in delivery.problems})
    return Parcel(
        file="" if is_shared else sent[0].file,
        n_received=sum(d.n_received for d in sent),
        n_read=sum(d.n_read for d in sent),
        n_refused=sum(d.n_refused for d in sent),
        n_members=len({key.member for key in keys}),
        n_indicators=len({(key.theme, key.indicator) for key in keys}),
        first=min(periods, key=lambda p: p.first, default=None),
        last=max(periods, key=lambda p: p.last, default=None),
        versions=tuple(map(date.fromordinal, days)),
        problems={code: sum(d.problems.get(code, 0) for d in sent) for code in codes},
    )


def _periods(cells: Counts | None) -> list[Period | Span]:
    return [] if cells is None else [cells.periods[at] for at in np.unique(cells.reported)]


def _shared(source: str, deliveries: Iterable[Delivery]) -> frozenset[str]:
    """Return the files in which another source has rows too."""
    return frozenset(d.file for d in deliveries if d.contribution.source not in ("", source))


def _own_problems(source: str, gathered: Gathered) -> tuple[Problem, ...]:
    """Return the problems of files that are the source's alone, by their name in the assessment."""
    deliveries = gathered.inputs.deliveries
    shared = _shared(source, deliveries)
    own = {d.file for d in deliveries if d.contribution.source == source} - shared
    names = _names(gathered)
    told = {path: name if name in own else _ANOTHER_FILE for path, name in names.items()}
    return tuple(
        _renamed(problem, names[problem.file], told)
        for problem in gathered.problems
        if names.get(problem.file) in own
    )


def _names(gathered: Gathered) -> dict[str, str]:
    """Return files, their sheets among them, as problems name them to how the assessment does."""
    names = {entry.path: entry.shown_as for entry in gathered.plan.inputs}
    paths = {name: path for path, name in names.items()}
    sheets = {shown_as(d.file, paths): d.file for d in gathered.inputs.deliveries}
    return names | sheets


def _renamed(problem: Problem, file: str, told: Mapping[str, str]) -> Problem:
    """Return a problem with files named for the contributor; its message may name one too."""
    longest_first = sorted(map(re.escape, told), key=len, reverse=True)
    message = re.sub("|".join(longest_first), lambda found: told[found[0]], problem.message)
    return replace(problem, file=file, message=message)


def _own_questions(source: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(question for question in questions if question.key.source == source)
