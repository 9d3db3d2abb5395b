"""Write: a simulated world into a new folder, as files that members would send."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadline.flow.cache import write_whole
from leadline.flow.exercise.answer import HEADER as ANSWERS_HEADER
from leadline.flow.exercise.answer import answer_rows, answers_in_truth
from leadline.flow.exercise.beside import (
    CONTEXT_HEADER,
    POPULATION_HEADER,
    SERIES_HEADER,
    Row,
    context_rows,
    population_rows,
    series_rows,
)
from leadline.flow.exercise.cell import COUNTS_HEADER, cells_of, counts_rows
from leadline.flow.exercise.declare import Declared, InputFile, declare
from leadline.flow.exercise.drawn import WITHIN, measures_of
from leadline.flow.exercise.figure import HEADER as FIGURES_HEADER
from leadline.flow.exercise.figure import figure_rows
from leadline.flow.exercise.layout import sheet_of
from leadline.flow.exercise.made import Asked, Made, draw_world
from leadline.flow.exercise.overlap import (
    OVERLAP_HEADER,
    POSTERIOR_HEADER,
    lists_in_truth,
    overlap_rows,
    posterior_rows,
)
from leadline.flow.exercise.sender import Sender, network_of
from leadline.flow.exercise.truth import capacity_rows, truth_of
from leadline.flow.starter import check_empty, id_of
from leadline.intake.schema import KINDS_NOT_READ
from leadline.models.simulate import Ground


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
    check_empty(out)
    made = draw_world(asked)
    files: dict[str, bytes] = {}
    inputs: list[InputFile] = []
    n_cells = 0
    rows: dict[str, list[Row]] = {}
    for sender, known in zip(made.senders, made.known, strict=True):
        cells, code = cells_of(sender, known), made.codes[sender.member]
        n_cells += len(cells)
        if sender.is_foreign:
            sheet = sheet_of(sender, code, cells)
            path, mapping = (f"{_folder(sender)}/{n}" for n in (sheet.name, sheet.mapping_name))
            files |= {path: sheet.content, mapping: sheet.mapping}
            inputs.append(InputFile("counts", path, mapping))
        else:
            path = f"{_folder(sender)}/{_file(sender, made.ground)}{asked.ending}"
            rows.setdefault(path, []).extend(counts_rows(sender, code, cells))
    for path, lines in rows.items():
        files[path] = csv_of(COUNTS_HEADER, lines)
        inputs.append(InputFile("counts", path))
    for kind, content in _beside(made).items():
        path = f"{kind}{asked.ending}"
        files[path] = content
        # Answers and posteriors are written as they will be read; no assessment takes them yet.
        if kind not in KINDS_NOT_READ:
            inputs.append(InputFile(kind, path))
    files |= _private(made)
    files["truth.json"] = _truth(made)
    files["assessment.toml"] = declare(
        inputs,
        id=id_of(out.resolve().name),
        command=asked.command,
        seed=asked.seed,
        codes=made.codes,
        ground=made.ground,
        sources=list(_sources(made)),
    ).encode()
    for name, content in files.items():
        # Without a date inside: the same bytes each time.
        is_packed = name.endswith(".gz")
        write_whole(out / name, gzip.compress(content, mtime=0) if is_packed else content)
    return Written(
        out / "assessment.toml",
        len(files),
        len({sender.source for sender in made.senders}),
        n_cells,
    )


def _beside(made: Made) -> dict[str, bytes]:
    """Return the files beside the counts, by kind of input."""
    measures = measures_of(made.codelists)
    told = (made.senders, made.known)
    tables: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "series": (SERIES_HEADER, series_rows(*told, made.codelists)),
        "context": (CONTEXT_HEADER, context_rows(made.codes, made.ground, measures)),
        "population": (POPULATION_HEADER, population_rows(made.codes, made.ground)),
        "figures": (FIGURES_HEADER, figure_rows(*told, made.codes, made.codelists)),
        "answers": (ANSWERS_HEADER, answer_rows(made.survey, made.codes, made.themes)),
        "posteriors": (POSTERIOR_HEADER, posterior_rows(made.lists, made.listing_codes)),
    }
    written = {kind: csv_of(header, rows) for kind, (header, rows) in tables.items()}
    # A world without measures has no context, and a table without rows is refused.
    return {kind: content for kind, content in written.items() if content.count(b"\n") > 1}


def _private(made: Made) -> dict[str, bytes]:
    """Return what would never leave a member."""
    return {
        f"private/{code.lower()}/overlap.csv": csv_of(OVERLAP_HEADER, overlap_rows(made.lists, row))
        for row, code in enumerate(made.listing_codes)
    }


def _sources(made: Made) -> Iterator[Declared]:
    """Yield every network, then who sends alone."""
    for body in made.bodies:
        yield Declared(network_of(body), body.type, body.network, "B2", "en")
    for sender in made.senders:
        if not sender.is_networked:
            code = made.codes[sender.member]
            names = {key: text.format(code=code) for key, text in sender.body.names.items()}
            grade = f"{'ABCD'[sender.member % 4]}{1 + sender.member % 5}"
            yield Declared(sender.source, sender.body.type, names, grade, sender.language)


def _folder(sender: Sender) -> str:
    return f"sources/{sender.source}"


def _file(sender: Sender, ground: Ground) -> str:
    """Return a file's name without its ending: a network sends one for each region."""
    if sender.is_networked:
        return f"region-{ground.region[sender.member] + 1}"
    return "counts"


def _truth(made: Made) -> bytes:
    told = (made.senders, made.known)
    return truth_of(
        *told,
        codes=made.codes,
        ground=made.ground,
        kind=made.asked.kind,
        seed=made.asked.seed,
        within=WITHIN,
        more={
            "capacity": list(capacity_rows(*told, made.codes)),
            "lists": list(lists_in_truth(made.lists, made.listing_codes)),
            "answers": list(answers_in_truth(made.survey, made.codes, made.themes)),
        },
    )


def csv_of(header: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return a table as UTF-8 with LF line ends; keys beside the header are left out."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
