"""Answers of single commands as tables and text."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadline.core.received import Received
    from leadline.flow.mapping import CheckedMapping, MappedSeries
    from leadline.flow.post import Posted
    from leadline.flow.trace import Trace

_UNPLACED = "{file}: no row says whose it is, so its problems stand in no letter: leadline status."
_UNASKED = "No questions were drawn from expected counts: {why}"
_PRIVATE = "the lines stay in the private workspace of the assessment"
_WITHOUT_LINES = {
    "placebo": "computed from all series, no single line",
    "selection": "computed from all claims, no single line",
}


def trace_rows(found: "Trace") -> list[dict[str, object]]:
    """Return a trace as rows: one for each file it leads to, else one."""
    head = {name: value for name, value in vars(found).items() if name != "cells"}
    cells = [
        {
            "file": cell.file,
            "lines": [list(r) for r in cell.lines],
            "references": list(cell.references),
        }
        for cell in found.cells
    ]
    return [{**head, **cell} for cell in cells] or [head]


def trace_text(found: "Trace") -> str:
    """Return a trace for people."""
    methods = ", ".join(version or name for name, version in found.methods.items())
    lines = [
        f"{found.number_id} = {found.value:g}",
        f"  finding   {found.finding} {found.kind}: {found.about}",
        f"  subject   {found.subject}, period {found.period}",
        f"  method    {methods}",
        f"  release   {found.release}, seal {found.seal[:16]}",
    ]
    for cell in found.cells:
        lines.append(f"  input     {cell.file}: lines {_ranges(cell.lines)}")
        lines += [f"            {reference}" for reference in cell.references]
    if not found.cells:
        lines.append(f"  input     {_WITHOUT_LINES.get(found.kind, _PRIVATE)}")
    return "\n".join(lines) + "\n"


def mapping_text(checked: "CheckedMapping") -> str:
    """Return what a mapping understood, to be held against the source."""
    if not checked.series:
        return ""
    n_sources = len({series.source for series in checked.series})
    head = ("source", "member", "theme", "indicator", "channel", "first", "last", "cells", "total")
    rows = [
        (s.source, s.member, s.theme, s.indicator, s.channel, *_sums(s)) for s in checked.series
    ]
    # One source is known to whoever wrote the mapping.
    lines = _aligned([row[n_sources == 1 :] for row in (head, *rows)])
    if checked.left_out:
        n = sum(b - a + 1 for a, b in checked.left_out)
        nouns = "line" if n == 1 else "lines"
        lines.append(f"{n} {nouns} left out: {nouns} {_ranges(checked.left_out)}.")
    return "\n".join(lines) + "\n"


def _sums(series: "MappedSeries") -> tuple[str, ...]:
    return series.first, series.last, str(series.n_cells), _total(series)


def _total(series: "MappedSeries") -> str:
    if series.total == series.total_upper:
        return str(series.total)
    return f"{series.total}-{series.total_upper}"


def _ranges(lines: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in lines)


_HEADS = (
    "source", "member", "theme", "indicator", "read", "periods", "baseline", "window",
    "blank", "<N", "known on", "use",
)  # fmt: skip


def status_rows(rows: Iterable["Received"]) -> list[dict[str, object]]:
    """Return what was received as rows of plain values."""
    return [_plain(row) for row in rows]


def _plain(row: "Received") -> dict[str, object]:
    plain = {**row.contribution._asdict(), **vars(row)}
    del plain["contribution"]
    dated = ("first", "last", "known_on")
    return plain | {name: "" if plain[name] is None else str(plain[name]) for name in dated}


def status_csv(rows: Sequence["Received"]) -> str:
    """Return what was received as CSV; several values of a field have ; between them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    plain = [_plain(row) for row in rows]
    writer.writerow(plain[0])
    writer.writerows([[_field(value) for value in row.values()] for row in plain])
    return text.getvalue()


def _field(value: object) -> object:
    if isinstance(value, Mapping):
        return ";".join(f"{code}={n}" for code, n in value.items())
    return ";".join(map(str, value)) if isinstance(value, tuple) else value


def status_text(rows: Sequence["Received"]) -> str:
    """Return what was received for people: a table, under a row why it can bear no more."""
    head, *aligned = _aligned([_HEADS, *map(_cells, rows)])
    lines = [head]
    for row, line in zip(rows, aligned, strict=True):
        lines += [line, *(f"    {under}" for under in _under(row))]
    return "".join(f"{line}\n" for line in lines)


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for each row, its cells under those of the row above."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(str.ljust, cells, widths)).rstrip() for cells in table]


def _cells(row: "Received") -> tuple[str, ...]:
    whose = tuple(code or "-" for code in row.contribution)
    if not row.n_received:
        return (*whose, *[""] * (len(_HEADS) - len(whose) - 1), row.use)
    return (
        *whose,
        f"{row.n_read} of {row.n_received}",
        f"{row.frequency} {row.first} to {row.last}" if row.frequency else "",
        _percent(row.baseline_share),
        _percent(row.window_share),
        str(row.n_blank),
        str(row.n_small),
        str(row.known_on or ""),
        row.use.replace("_", " "),
    )


def _percent(share: float | None) -> str:
    # Downwards: a whole hundred is said of what is whole alone.
    return "" if share is None else f"{int(share * 100)}%"


def _under(row: "Received") -> list[str]:
    from leadline.core.received import REASONS

    told = [f"{', '.join((*row.files, *row.mappings))}: {_counted(row.problems)}"]
    lines = told if row.problems else []
    return lines + [REASONS[reason] for reason in row.reasons if reason != "rows_refused"]


def _counted(problems: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {n}" for code, n in problems.items())


def letter_rows(posted: "Posted") -> list[dict[str, object]]:
    """Return a row for each file of a letter."""
    named = {f"{letter.source}.{letter.language}": letter for letter in posted.letters}
    return [
        {
            "source": named[path.stem].source,
            "language": named[path.stem].language,
            "path": str(path),
            "questions": len(named[path.stem].questions),
            "problems": len(named[path.stem].problems),
        }
        for path in posted.paths
    ]


def letter_notes(posted: "Posted") -> list[str]:
    """Return what the coordinator should know beside the letters."""
    notes = [_UNPLACED.format(file=file) for file in posted.unplaced]
    return notes + ([_UNASKED.format(why=posted.unasked)] if posted.unasked else [])
