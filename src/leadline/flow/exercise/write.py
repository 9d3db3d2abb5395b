"""Write: a simulated world into a new folder, as files that members would send."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadline.core.error import UsageError
from leadline.flow.cache import write_whole
from leadline.flow.exercise.beside import (
    CONTEXT_HEADER,
    POPULATION_HEADER,
    SERIES_HEADER,
    context_rows,
    population_rows,
    series_rows,
)
from leadline.flow.exercise.cell import Cell, Known, cells_of
from leadline.flow.exercise.declare import InputFile, declare
from leadline.flow.exercise.drawn import WITHIN, draw_body, draw_ground_of, measures_of
from leadline.flow.exercise.layout import sheet_of
from leadline.flow.exercise.sender import (
    OCCURRENCE,
    SHARE_ANSWERING,
    WEEK,
    Sender,
    draw_senders,
    member_codes,
)
from leadline.flow.exercise.trait import Body, read_bodies
from leadline.flow.exercise.truth import capacity_rows, truth_of
from leadline.flow.starter import check_empty, id_of
from leadline.intake.codelist import read_codelists
from leadline.models.simulate import KINDS, Ground

MOST_MEMBERS = 364
_COUNTS = ("source", "member", "theme", "indicator", "channel")


@dataclass(frozen=True)
class Asked:
    """What is to be simulated; ``answering`` members send something, by default three in four."""

    members: int
    seed: int
    kind: str = "usual"
    answering: int | None = None

    @property
    def n_answering(self) -> int:
        """Members that send something."""
        usual = max(1, round(self.members * SHARE_ANSWERING))
        return usual if self.answering is None else self.answering

    @property
    def command(self) -> str:
        """The command that writes this world again."""
        kind = "" if self.kind == "usual" else f" --kind {self.kind}"
        return (
            f"leadline simulate --members {self.members} --answering {self.n_answering}"
            f" --seed {self.seed}{kind} --out DIR"
        )


@dataclass(frozen=True)
class Written:
    """What was written: the assessment file, and how much there is of everything."""

    assessment: Path
    n_files: int
    n_sources: int
    n_cells: int


def write_exercise(asked: Asked, out: Path) -> Written:
    """Write a world into a new or empty folder; nothing else is written.

    Raises
    ------
    UsageError
        The folder holds something; there is no such kind; more members than codes, or more
        that answer than members.
    """
    _check(asked)
    check_empty(out)
    codelists = read_codelists()
    bodies, codes = read_bodies(codelists), member_codes(asked.members)
    ground = draw_ground_of(asked.members, asked.kind, asked.seed)
    senders = draw_senders(bodies, codes, answering=asked.n_answering, seed=asked.seed)
    measures = measures_of(codelists)
    files: dict[str, bytes] = {}
    inputs: list[InputFile] = []
    known = dict(_known(bodies, senders, ground, asked))
    beside = [known[_world_of(sender)] for sender in senders]
    n_cells = 0
    for sender, at in zip(senders, beside, strict=True):
        cells = cells_of(sender, at)
        n_cells += len(cells)
        sent, entry = _sent(sender, codes[sender.member], cells)
        files |= sent
        inputs.append(entry)
    for kind, header, rows in (
        ("series", SERIES_HEADER, series_rows(senders, beside, codelists)),
        ("context", CONTEXT_HEADER, context_rows(codes, ground, measures)),
        ("population", POPULATION_HEADER, population_rows(codes, ground)),
    ):
        files[f"{kind}.csv"] = csv_of(header, rows)
        inputs.append(InputFile(kind, f"{kind}.csv"))
    text = declare(
        inputs,
        id=id_of(out.resolve().name),
        command=asked.command,
        seed=asked.seed,
        codes=codes,
        ground=ground,
        senders=senders,
    )
    files["assessment.toml"] = text.encode()
    files["truth.json"] = truth_of(
        senders,
        beside,
        codes=codes,
        ground=ground,
        kind=asked.kind,
        seed=asked.seed,
        within=WITHIN,
        more={"capacity": list(capacity_rows(senders, beside, codes))},
    )
    for name, content in files.items():
        write_whole(out / name, content)
    return Written(out / "assessment.toml", len(files), len(senders), n_cells)


def _check(asked: Asked) -> None:
    if asked.kind not in KINDS:
        raise UsageError("There is no such kind of world.", next_step=f"Choose {', '.join(KINDS)}.")
    if not 1 <= asked.members <= MOST_MEMBERS:
        raise UsageError(
            f"{asked.members} members cannot be simulated.",
            next_step=f"Exercises have codes for 1 to {MOST_MEMBERS} members.",
        )
    if not 1 <= asked.n_answering <= asked.members:
        raise UsageError(
            "More members would answer than there are, or none.",
            next_step=f"Let 1 to {asked.members} answer.",
        )


def _world_of(sender: Sender) -> tuple[str, bool]:
    return sender.body.id, sender.form == WEEK


def _known(
    bodies: Sequence[Body], senders: Sequence[Sender], ground: Ground, asked: Asked
) -> Iterator[tuple[tuple[str, bool], Known]]:
    wanted = {_world_of(sender) for sender in senders}
    for body in bodies:
        for is_weekly in (False, True):
            if (body.id, is_weekly) in wanted:
                drawn = draw_body(
                    body, ground, kind=asked.kind, seed=asked.seed, is_weekly=is_weekly
                )
                yield (body.id, is_weekly), Known(drawn)


def _sent(sender: Sender, code: str, cells: Sequence[Cell]) -> tuple[dict[str, bytes], InputFile]:
    """Return the files of a sender, and how the assessment names them."""
    folder = f"sources/{sender.source}"
    if not sender.is_foreign:
        path = f"{folder}/counts.csv"
        return {path: _counts_csv(sender, code, cells)}, InputFile("counts", path)
    sheet = sheet_of(sender, code, cells)
    path, mapping = f"{folder}/{sheet.name}", f"{folder}/{sheet.mapping_name}"
    return {path: sheet.content, mapping: sheet.mapping}, InputFile("counts", path, mapping)


def _counts_csv(sender: Sender, code: str, cells: Iterable[Cell]) -> bytes:
    dated = ("occurred",) if sender.form == OCCURRENCE else ()
    header = (*_COUNTS, *dated, "reported", "count", "status", "known_on")
    rows = (
        {
            "source": sender.source,
            "member": code,
            "theme": cell.column.theme,
            "indicator": cell.column.indicator,
            "channel": cell.column.channel,
            "occurred": "" if cell.occurred is None else cell.occurred,
            "reported": cell.reported,
            "count": cell.count,
            "status": cell.status,
            "known_on": cell.known_on.isoformat(),
        }
        for cell in cells
    )
    return csv_of(header, rows)


def csv_of(header: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return a table as UTF-8 with LF line ends; keys beside the header are left out."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
