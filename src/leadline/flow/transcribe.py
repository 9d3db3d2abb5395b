"""Transcribe: what two people typed of one document, each alone, to counts."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from leadline.core.counts import STATUS_WITHOUT_VALUE, Counts
from leadline.core.error import Problem, UsageError
from leadline.flow.cache import write_whole
from leadline.flow.form import check_new, checked, csv_text
from leadline.intake import form
from leadline.intake.codelist import read_codelists
from leadline.intake.form import Form, NotInForm
from leadline.intake.gate import read_table
from leadline.intake.mapping.number import SCRIPTS
from leadline.intake.problem import Report, problem_kinds
from leadline.intake.transcription import (
    HEADER,
    SERIES,
    TOTAL,
    gather_transcription,
    in_latin,
)

SCHEMA = "leadline/transcription/1"
_WHY = "  why is there no number? L not collected, M cannot exist, O missing, Q suppressed: "
_WRITE = "Give the empty form that `leadline transcribe form` wrote."
_REASON = form.choice_of(*sorted(STATUS_WITHOUT_VALUE), problem="status_unknown")

# Shows a question and returns the line typed; shows one line.
Ask = Callable[[str], str]
Tell = Callable[[str], None]


def enter_form(path: Path, out: Path, *, digits: str, ask: Ask, tell: Tell) -> None:
    """Ask for every cell of an empty form and write what one person typed.

    Nothing that another person typed is shown or looked at.

    Raises
    ------
    InputRefused
        The file cannot be read.
    UsageError
        It is no form of ours, or filled already; the entry is there already; there are no such
        digits.
    """
    _check_digits(digits)
    check_new(out)
    rows = _empty_rows(path)
    for at, row in enumerate(rows, start=1):
        series = " ".join(row[name] for name in ("member", "theme", "indicator", "channel"))
        prompt = f"[{at}/{len(rows)}] {series} {row['reported']}: "
        row["count"] = _typed(form.COUNT, prompt, digits=digits, ask=ask, tell=tell)
        if not row["count"] and row["reported"] != TOTAL:
            row["status"] = _typed(_REASON, _WHY, digits="latin", ask=ask, tell=tell, needed=True)
    write_whole(out, csv_text(HEADER, rows).encode())


def read_entries(
    first: Path, second: Path, out: Path, *, entered_by: str, confirmed_by: str, digits: str
) -> tuple[Path, Path, tuple[Problem, ...]]:
    """Write the counts on which two entries agree, and beside them who typed.

    Both files are returned, and what is noted of the entries all the same.

    Parameters
    ----------
    entered_by, confirmed_by : roles, never names; who gives them declares that two people
        held them

    Raises
    ------
    InputRefused
        Every cell that differs, is lacking in one entry or is wrong in itself; nothing is
        written.
    UsageError
        One file given twice, one role for both, or the answer would replace an entry.
    """
    _check_digits(digits)
    roles = _two_roles(entered_by, confirmed_by)
    _check_apart(first, second, out)
    report = Report()
    counts, n_totals = gather_transcription(
        first, second, digits=digits, codelists=read_codelists(), report=report
    )
    report.raise_if_refused()
    paper = out.with_suffix(".transcription.json")
    write_whole(out, csv_text(HEADER, _rows(counts)).encode())
    write_whole(paper, _paper(out, counts, n_totals=n_totals, roles=roles).encode())
    return out, paper, report.notes


def _typed(
    expected: Form, prompt: str, *, digits: str, ask: Ask, tell: Tell, needed: bool = False
) -> str:
    """Ask until what is typed has the form expected, or is empty where it may be."""
    while True:
        text = in_latin(ask(prompt).strip(), digits)
        if not text and not needed:
            return text
        try:
            expected.read(text)
        except NotInForm as refused:
            tell(f"  {problem_kinds()[refused.code].message}")
        else:
            return text


def _empty_rows(path: Path) -> list[dict[str, str]]:
    report = Report()
    table = read_table(path, file=str(path), report=report)
    report.raise_if_refused()
    assert table is not None, "what cannot be read is reported"
    if table.header != HEADER:
        raise UsageError(f"{path} is not a form of ours.", next_step=_WRITE)
    columns = [[column.values[at] for at in column.index] for column in table.columns]
    rows = [dict(zip(HEADER, fields, strict=True)) for fields in zip(*columns, strict=True)]
    if any(row["count"] or row["status"] for row in rows):
        raise UsageError(f"{path} is filled already.", next_step=_WRITE)
    return rows


def _rows(counts: Counts) -> Iterator[dict[str, str]]:
    references = counts.reference_texts()
    for at in range(len(counts)):
        key = counts.keys[counts.series[at]]
        yield {
            **{name: getattr(key, name) for name in SERIES},
            "reported": str(counts.periods[counts.reported[at]]),
            "count": _count(int(counts.lower[at]), int(counts.upper[at])),
            "status": str(counts.status[at]),
            "known_on": date.fromordinal(int(counts.known_on[at])).isoformat(),
            "reference": references[at],
        }


def _count(lower: int, upper: int) -> str:
    if lower < 0:
        return ""
    return str(lower) if lower == upper else f"<{upper + 1}"


def _paper(out: Path, counts: Counts, *, n_totals: int, roles: Sequence[str]) -> str:
    """Return who typed and confirmed the counts: roles, and that two people held them."""
    body = {
        "schema": SCHEMA,
        "counts": out.name,
        "references": list(dict.fromkeys(counts.reference_texts())),
        "entered_by": roles[0],
        "confirmed_by": roles[1],
        "two_people": "declared",
        "n_cells": len(counts),
        "n_totals": n_totals,
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _check_digits(digits: str) -> None:
    if digits not in SCRIPTS:
        raise UsageError(
            "There are no such digits.", next_step=f"Choose one of {', '.join(SCRIPTS)}."
        )


def _two_roles(*roles: str) -> list[str]:
    names = ("entered-by", "confirmed-by")
    read = [
        checked(form.IDENTIFIER, role, name=name) for role, name in zip(roles, names, strict=True)
    ]
    if len(set(read)) < len(read):
        raise UsageError(
            "One role cannot both type and confirm.",
            next_step="Give two, held by two people, as data-clerk and analyst; no names.",
        )
    return read


def _check_apart(first: Path, second: Path, out: Path) -> None:
    places = [first.resolve(), second.resolve()]
    if places[0] == places[1]:
        raise UsageError(
            "One file is given twice.", next_step="Give the two entries that two people typed."
        )
    if out.resolve() in places:
        raise UsageError(
            f"{out} is one of the entries.", next_step="Name another file for the counts."
        )
