"""Where a printed number comes from: in the public folder to finding, method and release;
in the private workspace to the lines of a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leadline.core.error import Unreadable, UsageError
from leadline.core.released import Finding, Released, read
from leadline.core.trace import CellTrace, NumberId
from leadline.flow.line import find_lines
from leadline.flow.workspace import Workspace, read_ledger

# What is not computed from counts.
_METHODS = {
    "comparison": "published",
    "measure": "context",
    "selection": "false_discovery",
    "response": "members",
}
_PARTS = ("finding", "subject of this finding", "period of this subject", "name in this period")
_NAMED_AT_MOST = 20


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
    """Follow a number id back; capitals and the hyphens of a period do not matter.

    Raises
    ------
    UsageError
        Not a number id, or no such number in this release.
    Unreadable
        The folder holds no released assessment.
    """
    room = Path(folder)
    wanted = _parts(number)
    is_private = (room / "released.json").exists()
    released = _released(room / ("released.json" if is_private else "assessment.json"))
    values = dict(released.numbers())
    meant = number if number in values else _meant(wanted, tuple(values))
    parsed = NumberId.parse(meant)
    cells: tuple[CellTrace, ...] = ()
    if is_private:
        baseline = (released.baseline.first, released.baseline.last)
        workspace = Workspace(room)
        cells = find_lines(workspace.lines_path, parsed, read_ledger(workspace), baseline=baseline)
    kind, about = _about(released, parsed.finding)
    method = _method(released, parsed.finding, kind)
    return Trace(
        number_id=meant,
        value=values[meant],
        finding=parsed.finding,
        kind=kind,
        about=about,
        subject=parsed.subject,
        period=parsed.period,
        methods={method: released.release.methods.get(method, "")},
        release=released.release.number,
        seal=released.seal,
        cells=cells,
    )


def _parts(number: str) -> list[str]:
    """Return what an id names, without capitals and without the marks of its period."""
    parts = number.casefold().split(".")
    if len(parts) != len(_PARTS) or not all(parts):
        raise UsageError(
            "A number id has four parts with points between: finding, subject, period and name.",
            next_step="Write it as F01.mexico.2020Q2.mid.",
        )
    parts[2] = parts[2].replace("-", "").replace("/", "_")
    return parts


def _meant(wanted: Sequence[str], known: Sequence[str]) -> str:
    """Return the number of a release that has these parts, however they were written."""
    for place, part in enumerate(_PARTS):
        fitting = [each for each in known if _parts(each)[place] == wanted[place]]
        if not fitting:
            there = list(dict.fromkeys(each.split(".")[place] for each in known))
            more = " and more" if len(there) > _NAMED_AT_MOST else ""
            raise UsageError(
                f"This release has no such number: the {part} is not one of those that there are.",
                next_step=f"There are {', '.join(there[:_NAMED_AT_MOST])}{more}; see trace.json.",
            )
        known = fitting
    return known[0]


def _released(path: Path) -> Released:
    if not path.exists():
        raise Unreadable(
            f"{path.parent} holds no released assessment.",
            next_step="Name the output folder, or the workspace, of an assessment.",
        )
    return read(path.read_bytes(), name=str(path))


def _about(released: Released, finding_id: str) -> tuple[str, str]:
    about = {
        **{each.finding: ("response", each.theme) for each in released.responses},
        **{s.finding: ("selection", f"{s.subject}/{s.grain}") for s in released.selections},
        **{spell.finding: ("measure", spell.measure) for spell in released.measures},
        **{figure.finding: ("comparison", figure.theme) for figure in released.figures},
        **{finding.id: (finding.kind, _what(finding)) for finding in released.findings},
    }
    return about.get(finding_id, ("placebo", "all series"))


def _method(released: Released, finding_id: str, kind: str) -> str:
    made = {finding.id: finding.method for finding in released.findings}
    made |= {p.finding: "delay" for p in released.placebos if p.basis == "nowcast"}
    return made.get(finding_id) or _METHODS.get(kind, "expected")


def _what(finding: Finding) -> str:
    return "/".join((finding.source, finding.theme, finding.indicator, finding.channel))
