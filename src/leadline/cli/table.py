"""Answers of single commands as tables and text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadline.flow.trace import Trace

_PRIVATE = "the lines stay in the private workspace of the assessment"
_WITHOUT_LINES = {
    "placebo": "computed from all series, no single line",
    "selection": "computed from all claims, no single line",
}


def trace_rows(found: "Trace") -> list[dict[str, object]]:
    """Return a trace as rows: one for each file it leads to, else one."""
    head = {name: value for name, value in vars(found).items() if name != "cells"}
    cells = [{"file": cell.file, "lines": [list(r) for r in cell.lines]} for cell in found.cells]
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
    lines += [f"  input     {cell.file}: lines {_ranges(cell.lines)}" for cell in found.cells]
    if not found.cells:
        lines.append(f"  input     {_WITHOUT_LINES.get(found.kind, _PRIVATE)}")
    return "\n".join(lines) + "\n"


def _ranges(lines: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in lines)
