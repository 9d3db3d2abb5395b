"""Answers of single commands as tables and text."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from leadline.cli.screen import Progress
from leadline.core.error import UsageError
from leadline.core.period import Period

if TYPE_CHECKING:
    import polars as pl

    from leadline.flow.trace import Trace


def expect_table(
    paths: Sequence[Path],
    train_until: str,
    horizon: int,
    *,
    seed: int,
    workspace: Path | None,
    progress: Progress,
) -> "pl.DataFrame":
    """Read counts outside an assessment and return their quantile table."""
    from leadline.flow.forecast import expect
    from leadline.flow.workspace import Workspace
    from leadline.intake.counts import read_counts

    try:
        last = Period.parse(train_until)
    except ValueError:
        raise UsageError(
            "--train-until is not a period.", next_step="Write 2018-12, 2018-W52 or 2018-Q4."
        ) from None
    counts = read_counts(paths).as_known_on(date.max)
    with TemporaryDirectory() as passing:
        room = Workspace(workspace or Path(passing))
        return expect(
            counts,
            train_until=last,
            horizon=horizon,
            seed=seed,
            cache=room.cache(progress.tell),
        )


def trace_rows(found: "Trace") -> list[dict[str, object]]:
    """Return a trace as rows: one for each file it leads to, else one."""
    head = {name: value for name, value in vars(found).items() if name != "cells"}
    cells = [{"file": cell.file, "lines": [list(r) for r in cell.lines]} for cell in found.cells]
    return [{**head, **cell} for cell in cells] or [head]


def trace_text(found: "Trace") -> str:
    """Return a trace for people."""
    methods = ", ".join(f"{name} {version}" for name, version in found.methods.items())
    lines = [
        f"{found.number_id} = {found.value:g}",
        f"  finding   {found.finding} {found.kind}: {found.about}",
        f"  subject   {found.subject}, period {found.period}",
        f"  method    {methods}",
        f"  release   {found.release}, seal {found.seal[:16]}",
    ]
    lines += [f"  input     {cell.file}: lines {_ranges(cell.lines)}" for cell in found.cells]
    if not found.cells:
        lines.append("  input     the cells stay in the private workspace of the assessment")
    return "\n".join(lines) + "\n"


def _ranges(lines: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in lines)
