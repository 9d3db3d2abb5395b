"""Where a printed number comes from: in the public folder to finding, method and release;
in the private workspace to the lines of a file.
"""

from dataclasses import dataclass
from pathlib import Path

from leadline.core.error import Unreadable, UsageError
from leadline.core.released import Finding, Released, read
from leadline.core.trace import CellTrace, NumberId
from leadline.flow.line import find_lines
from leadline.flow.workspace import Workspace, read_ledger


@dataclass(frozen=True)
class Trace:
    """A number and what leads to it; ``cells`` is empty in a public folder."""

    number_id: str
    value: float
    finding: str
    kind: str
    about: str
    subject: str
    period: str
    methods: dict[str, str]
    release: int
    seal: str
    cells: tuple[CellTrace, ...]


def trace(folder: str | Path, number: str) -> Trace:
    """Follow a number id back.

    Raises
    ------
    UsageError
        Not a number id, or no such number in this release.
    Unreadable
        The folder holds no released assessment.
    """
    room = Path(folder)
    parsed = _parsed(number)
    is_private = (room / "released.json").exists()
    released = _released(room / ("released.json" if is_private else "assessment.json"))
    values = dict(released.numbers())
    if number not in values:
        raise UsageError(
            "This release has no such number.",
            next_step="Copy the id from the report's page, its data file or trace.json.",
        )
    cells: tuple[CellTrace, ...] = ()
    if is_private:
        baseline = (released.baseline.first, released.baseline.last)
        workspace = Workspace(room)
        cells = find_lines(workspace.lines_path, parsed, read_ledger(workspace), baseline=baseline)
    kind, about = _about(released, parsed.finding)
    return Trace(
        number_id=number,
        value=values[number],
        finding=parsed.finding,
        kind=kind,
        about=about,
        subject=parsed.subject,
        period=parsed.period,
        methods=released.release.methods,
        release=released.release.number,
        seal=released.seal,
        cells=cells,
    )


def _parsed(number: str) -> NumberId:
    try:
        return NumberId.parse(number)
    except ValueError:
        raise UsageError(
            "That is not a number id.", next_step="Write it as F01.mexico.2020Q2.mid."
        ) from None


def _released(path: Path) -> Released:
    if not path.exists():
        raise Unreadable(
            f"{path.parent} holds no released assessment.",
            next_step="Name the output folder, or the workspace, of an assessment.",
        )
    return read(path.read_bytes(), name=str(path))


def _about(released: Released, finding_id: str) -> tuple[str, str]:
    for finding in released.findings:
        if finding.id == finding_id:
            return finding.kind, _what(finding)
    for figure in released.figures:
        if figure.finding == finding_id:
            return "comparison", figure.theme
    for spell in released.measures:
        if spell.finding == finding_id:
            return "measure", spell.measure
    return "placebo", "all series"


def _what(finding: Finding) -> str:
    return "/".join((finding.source, finding.theme, finding.indicator, finding.channel))
