"""The files of a small world: read back, they hold what their senders know."""

import gzip
import io
import json
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.build import contents

from leadline.core.error import UsageError
from leadline.flow.exercise.calendar import months, spread, weeks
from leadline.flow.exercise.cell import COUNTS_HEADER, Cell, Known, cells_of, counts_rows
from leadline.flow.exercise.drawn import draw_body, draw_ground_of
from leadline.flow.exercise.layout import sheet_of
from leadline.flow.exercise.made import Asked
from leadline.flow.exercise.sender import Sender, draw_senders, member_codes
from leadline.flow.exercise.trait import read_bodies
from leadline.flow.exercise.write import csv_of, write_exercise
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.counts import gather_counts, read_counts
from leadline.intake.inputs import Inputs, read_inputs
from leadline.intake.mapping.table import gather_mapped
from leadline.intake.problem import Report
from leadline.intake.scope import ANY
from leadline.words import words

LISTS = read_codelists()
ASKED = Asked(members=30, seed=11, answering=24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("world") / "w"
    write_exercise(ASKED, out)
    return out


@pytest.fixture(scope="module")
def inputs(folder: Path) -> Inputs:
    plan = read_assessment(folder / "assessment.toml", codelists=LISTS)
    return read_inputs(plan, codelists=LISTS)


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, list[dict[str, object]]]:
    return json.loads((folder / "truth.json").read_bytes())


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def foreign() -> Iterator[tuple[Sender, list[Cell]]]:
    """One sender for each language and form that has a layout of its own."""
    bodies = read_bodies(LISTS)
    ground = draw_ground_of(120, "usual", 1)
    senders = draw_senders(bodies, member_codes(120), answering=120, seed=1)
    drawn: dict[tuple[str, bool], Known] = {}
    seen: set[tuple[str, str]] = set()
    for sender in senders:
        key = (sender.body.id, sender.form == "week")
        if sender.is_foreign and (sender.language, sender.form) not in seen:
            seen.add((sender.language, sender.form))
            if key not in drawn:
                made = draw_body(sender.body, ground, kind="usual", seed=1, is_weekly=key[1])
                drawn[key] = Known(made)
            yield sender, cells_of(sender, drawn[key])


FOREIGN = list(foreign())


@pytest.mark.parametrize(
    ("sender", "cells"), FOREIGN, ids=[f"{s.language} {s.form}" for s, _ in FOREIGN]
)
def test_a_layout_of_ones_own_is_read_back_through_its_mapping(
    sender: Sender, cells: list[Cell], tmp_path: Path
) -> None:
    sheet = sheet_of(sender, "QMA", cells)
    (tmp_path / sheet.name).write_bytes(sheet.content)
    (tmp_path / sheet.mapping_name).write_bytes(sheet.mapping)
    plain = tmp_path / "plain.csv"
    plain.write_bytes(csv_of(COUNTS_HEADER, counts_rows(sender, "QMA", cells)))
    report = Report()

    mapped = gather_mapped(tmp_path / sheet.mapping_name, report=report)

    assert report.problems == ()
    found = gather_counts(mapped.tables, scope=ANY, report=report)
    assert contents(found) == contents(read_counts([plain]))


def test_every_layout_says_in_its_language_that_it_is_an_exercise() -> None:
    words_seen = {sender.language for sender, _ in FOREIGN}

    assert words_seen == {"ar", "en", "es", "fr"}
    assert all(
        words(sender.language).text("exercise.word").encode() in _text(sender, cells)
        for sender, cells in FOREIGN
    )


def _text(sender: Sender, cells: list[Cell]) -> bytes:
    """Return the bytes of a sheet, unpacked where it is an archive."""
    content = sheet_of(sender, "QMA", cells).content
    if not content.startswith(b"PK"):
        return content.decode("cp1252").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_the_same_seed_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_exercise(ASKED, tmp_path / "w")

    assert files_in(tmp_path / "w") == files_in(folder)


def test_packed_tables_hold_the_same_text(folder: Path, tmp_path: Path) -> None:
    write_exercise(replace(ASKED, is_packed=True), tmp_path / "w")
    packed = files_in(tmp_path / "w")

    tables = {name: text for name, text in files_in(folder).items() if name + ".gz" in packed}
    assert {"series.csv", "context.csv", "answers.csv"} <= set(tables)
    assert all(gzip.decompress(packed[name + ".gz"]) == text for name, text in tables.items())


def test_another_seed_and_another_kind_are_other_worlds(folder: Path, tmp_path: Path) -> None:
    write_exercise(replace(ASKED, seed=12), tmp_path / "seed")
    write_exercise(replace(ASKED, kind="jumps"), tmp_path / "kind")

    name = "sources/police-network/region-1.csv"
    texts = {(root / name).read_bytes() for root in (folder, tmp_path / "seed", tmp_path / "kind")}
    assert len(texts) == 3


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(UsageError, match="is not empty"):
        write_exercise(ASKED, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(members=10, seed=1, kind="nonsense"), "no such kind"),
        (Asked(members=0, seed=1), "0 members cannot"),
        (Asked(members=365, seed=1), "365 members cannot"),
        (Asked(members=5, seed=1, answering=6), "More members would answer"),
        (Asked(members=5, seed=1, answering=0), "More members would answer"),
    ],
)
def test_what_cannot_be_simulated_is_said(asked: Asked, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        write_exercise(asked, tmp_path / "w")

    assert not (tmp_path / "w").exists()


def test_a_world_without_measures_has_no_context_and_is_read(tmp_path: Path) -> None:
    written = write_exercise(Asked(members=8, seed=1, kind="still"), tmp_path / "w")

    plan = read_assessment(written.assessment, codelists=LISTS)
    assert "context" not in {entry.kind for entry in plan.inputs}
    assert len(read_inputs(plan, codelists=LISTS).counts) == written.n_cells


def test_one_member_is_a_world(tmp_path: Path) -> None:
    written = write_exercise(Asked(members=1, seed=1), tmp_path / "w")

    plan = read_assessment(written.assessment, codelists=LISTS)
    assert [member.code for member in plan.members] == ["QMA"]
    assert len(read_inputs(plan, codelists=LISTS).counts) == written.n_cells


def test_an_assessment_reads_everything_that_was_written(inputs: Inputs, folder: Path) -> None:
    plan = read_assessment(folder / "assessment.toml", codelists=LISTS)

    assert plan.exercise
    assert {key.member for key in inputs.counts.keys} < {member.code for member in plan.members}
    assert len({key.member for key in inputs.counts.keys}) == 24
    assert all((inputs.context.rows, inputs.population.rows, inputs.figures, inputs.sheets))


def test_what_no_assessment_reads_yet_is_written_and_not_declared(folder: Path) -> None:
    declared = tomllib.loads((folder / "assessment.toml").read_text(encoding="utf-8"))
    kinds = {entry["kind"] for entry in declared["input"]}

    assert kinds == {"counts", "series", "context", "population", "figures"}
    assert (folder / "answers.csv").exists()
    assert (folder / "posteriors.csv").exists()


def test_overlaps_stay_private(folder: Path, truth: dict[str, list[dict[str, object]]]) -> None:
    tables = sorted((folder / "private").rglob("overlap.csv"))
    told = {str(row["member"]).lower(): row["observed"] for row in truth["lists"]}

    sums = {
        path.parent.name: sum(
            int(line.rpartition(",")[2]) for line in path.read_text().splitlines()[1:]
        )
        for path in tables
    }
    assert sums == told
    assert "private/" not in (folder / "assessment.toml").read_text(encoding="utf-8")


def test_truth_is_of_every_series_that_was_sent(
    inputs: Inputs, truth: dict[str, list[dict[str, object]]]
) -> None:
    names = ("source", "member", "theme", "indicator", "channel")
    told = {tuple(row[name] for name in names) for row in truth["series"]}
    sent = {(k.source, k.member, k.theme, k.indicator, k.channel) for k in inputs.counts.keys}

    # What follows from the cases opened stands under capacity.
    followed = sent - told
    assert told <= sent
    assert {key[2] for key in followed} == {"policing"}
    assert {key[1] for key in followed} <= {str(row["member"]) for row in truth["capacity"]}


def test_truth_adds_up(truth: dict[str, list[dict[str, object]]]) -> None:
    row = max(truth["series"], key=lambda each: sum(each["expected"]))

    assert len(row["expected"]) == len(row["within"]) == len(row["waiting"])
    assert all(late <= within for late, within in zip(row["late"], row["within"], strict=True))


def test_months_end_where_weeks_do_and_weeks_take_their_months_measures() -> None:
    by_month, by_week = months(), weeks()
    intensity = np.arange(len(by_month.periods), dtype=float)[None, None, :]

    found = spread(intensity, by_week)

    assert (str(by_week.periods[0]), str(by_week.periods[-1])) == ("2017-W01", "2020-W52")
    assert by_month.past[-1].last >= by_week.periods[-1].last
    assert found[0, 0, [0, -1]].tolist() == [0.0, 47.0]
