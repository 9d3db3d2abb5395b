"""A printed table, typed by two people: form, entries, counts, and back from a printed number."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.acceptance.conftest import leadline

import leadline as ll
from leadline.cli.table import trace_text
from leadline.flow.starter import write_starter
from leadline.intake.check import check_files

REFERENCE = "An invented yearbook, table 3, p. 12"
SERIES = {
    "--source": "helpline-1",
    "--member": "QMC",
    "--theme": "helpline",
    "--indicator": "contacts_answered",
    "--channel": "all",
    "--from": "2020-01",
    "--to": "2020-03",
    "--known-on": "2021-01-31",
    "--reference": REFERENCE,
}
ROLES = ("--entered-by", "data-clerk", "--confirmed-by", "analyst")


def form(folder: Path, *more: str, first: str = "2020-01", to: str = "2020-03") -> Path:
    """Write an empty form."""
    options = SERIES | {"--from": first, "--to": to}
    words = [word for pair in options.items() for word in pair]
    done = leadline("transcribe", "form", *words, *more, "--out", folder / "form.csv")
    assert done.returncode == 0, done.stderr
    return folder / "form.csv"


def filled(blank: Path, name: str, *counts: str) -> Path:
    """Fill a form as in a spreadsheet; a letter is a status."""
    header, *rows = blank.read_text("utf-8").splitlines()
    fields = [f",,{count}," if count.isalpha() else f",{count},," for count in counts]
    done = [row.replace(",,,", field) for row, field in zip(rows, fields, strict=True)]
    path = blank.with_name(name)
    path.write_text("\n".join([header, *done, ""]), encoding="utf-8")
    return path


def typed(*arguments: str | Path, lines: str) -> tuple[int, str]:
    """Run a command on a terminal of its own; return exit code and what it said."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "leadline", *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=its, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        os.close(its)
        os.write(ours, lines.encode())
        _, said = run.communicate(timeout=60)
        os.close(ours)
    return run.returncode, said


def test_a_form_has_a_line_for_each_period_and_a_page_to_print(tmp_path: Path) -> None:
    path = form(tmp_path, "--member", "QMB", "--lang", "ar")

    rows = path.read_text("utf-8").splitlines()
    assert len(rows) == 1 + 2 * (3 + 1)
    assert rows[1] == (
        f'helpline-1,QMC,helpline,contacts_answered,all,2020-01,,,2021-01-31,"{REFERENCE}"'
    )
    assert rows[-1].split(",")[1:6:4] == ["QMB", "total"]
    assert '<html lang="ar" dir="rtl">' in (tmp_path / "form.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--member", "Canary", "--member"),
        ("--theme", "canary", "no such theme"),
        ("--indicator", "canary", "no such theme and indicator"),
        ("--channel", "canary", "no such channel"),
        ("--to", "2019-12", "no range"),
        ("--to", "2020-Q4", "no range"),
        ("--to", "2021-02", "after --known-on"),
        ("--from", "1960-01", "at most"),
        ("--known-on", "2021-02-30", "--known-on"),
        ("--reference", "=canary", "--reference"),
        ("--lang", "xx", "no language"),
        ("--out", "form.txt", ".csv"),
    ],
)
def test_a_form_that_means_nothing_is_refused(
    tmp_path: Path, option: str, text: str, said: str
) -> None:
    words = [
        word for pair in (SERIES | {"--out": "form.csv", option: text}).items() for word in pair
    ]

    done = leadline("transcribe", "form", *words, cwd=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_form_is_never_written_over(tmp_path: Path) -> None:
    path = form(tmp_path)
    words = [word for pair in SERIES.items() for word in pair]

    done = leadline("transcribe", "form", *words, "--out", path)

    assert (done.returncode, "already" in done.stderr) == (2, True)


def test_entries_that_agree_become_counts_that_any_command_reads(tmp_path: Path) -> None:
    blank, out = form(tmp_path), tmp_path / "counts.csv"
    first = filled(blank, "first.csv", "120", "<5", "O", "")
    second = filled(blank, "second.csv", "120", "<5", "O", "")

    done = leadline("transcribe", "read", first, second, *ROLES, "--out", out)

    assert (done.returncode, done.stdout) == (0, "")
    assert out.read_text("utf-8").splitlines()[1:] == [
        f'helpline-1,QMC,helpline,contacts_answered,all,{end},2021-01-31,"{REFERENCE}"'
        for end in ("2020-01,120,A", "2020-02,<5,A", "2020-03,,O")
    ]
    assert check_files([out]) == ()


def test_who_typed_stands_beside_the_counts_as_roles(tmp_path: Path) -> None:
    blank = form(tmp_path)
    first = filled(blank, "first.csv", "120", "60", "20", "200")
    second = filled(blank, "second.csv", "120", "60", "20", "200")

    leadline("transcribe", "read", first, second, *ROLES, "--out", tmp_path / "counts.csv")

    assert json.loads((tmp_path / "counts.transcription.json").read_text("utf-8")) == {
        "schema": "leadline/transcription/1",
        "counts": "counts.csv",
        "references": [REFERENCE],
        "entered_by": "data-clerk",
        "confirmed_by": "analyst",
        "two_people": "declared",
        "n_cells": 3,
        "n_totals": 1,
    }


def test_nothing_is_written_while_one_cell_differs(tmp_path: Path) -> None:
    blank, out = form(tmp_path), tmp_path / "counts.csv"
    first = filled(blank, "first.csv", "120377", "60", "20", "")
    second = filled(blank, "second.csv", "120733", "60", "20", "")

    done = leadline("transcribe", "read", first, second, *ROLES, "--out", out)

    assert done.returncode == 3
    assert f"{first}:2 count [entry_differs]" in done.stderr
    assert f"compare line 2 of {second}" in done.stderr
    assert "120377" not in done.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("names", "roles", "said"),
    [
        (("first.csv", "first.csv"), ROLES, "given twice"),
        (("first.csv", "counts.csv"), ROLES, "one of the entries"),
        (("first.csv", "second.csv"), (*ROLES[:3], "data-clerk"), "One role"),
        (("first.csv", "second.csv"), (*ROLES[:3], "Jane Doe"), "--confirmed-by"),
        (("first.csv", "second.csv"), (*ROLES, "--digits", "roman"), "no such digits"),
    ],
)
def test_entries_that_are_not_two_are_refused(
    tmp_path: Path, names: tuple[str, str], roles: tuple[str, ...], said: str
) -> None:
    blank = form(tmp_path)
    paths = [filled(blank, name, "1", "2", "3", "") for name in names]

    done = leadline("transcribe", "read", *paths, *roles, "--out", tmp_path / "counts.csv")

    assert done.returncode == 2
    assert said in done.stderr
    assert "Jane" not in done.stderr


def test_cells_are_typed_one_by_one_on_a_terminal(tmp_path: Path) -> None:
    blank, out = form(tmp_path), tmp_path / "first.csv"

    code, said = typed(
        "transcribe", "enter", blank, "--out", out, "--digits", "arabic",
        lines="١٢\n1_0\n10\n\nX\nO\n\n",
    )  # fmt: skip

    assert code == 0
    assert "[1/4] QMC helpline contacts_answered all 2020-01: " in said
    assert "A count is one to eight of the digits" in said
    assert out.read_text("utf-8") == filled(blank, "same.csv", "12", "10", "O", "").read_text(
        "utf-8"
    )


def test_typing_that_ends_early_writes_nothing(tmp_path: Path) -> None:
    blank, out = form(tmp_path), tmp_path / "first.csv"

    code, said = typed("transcribe", "enter", blank, "--out", out, lines="12\n\x04")

    assert (code, "nothing was written" in said) == (2, True)
    assert not out.exists()


def test_typing_needs_a_terminal(tmp_path: Path) -> None:
    done = leadline("transcribe", "enter", form(tmp_path), "--out", tmp_path / "x.csv", input="1\n")

    assert done.returncode == 2
    assert "Typing needs a terminal." in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (lambda blank: filled(blank, "a.csv", "1", "2", "3", ""), "filled already"),
        (lambda blank: blank.with_name("form.html"), "file_kind"),
    ],
)
def test_only_an_empty_form_can_be_typed_into(tmp_path: Path, text, said: str) -> None:
    code, told = typed(
        "transcribe", "enter", text(form(tmp_path)), "--out", tmp_path / "x.csv", lines="1\n"
    )

    assert code in (2, 3)
    assert said in told


def test_a_printed_number_leads_back_to_the_page_of_the_document(tmp_path: Path) -> None:
    mine = write_starter(tmp_path / "mine")
    lines = mine.with_name("counts.csv").read_text("utf-8").splitlines()
    blank = form(mine.parent, first="2017-01", to="2020-12")
    given = [line.split(",")[6] for line in lines if line.startswith("helpline-1,QMC")]
    first = filled(blank, "first.csv", *given, "")
    second = filled(blank, "second.csv", *given, "")
    leadline("transcribe", "read", first, second, *ROLES, "--out", mine.with_name("typed.csv"))
    others = [line for line in lines if ",QMC," not in line]
    mine.with_name("counts.csv").write_text("\n".join([*others, ""]), encoding="utf-8")
    mine.write_text(mine.read_text() + '\n[[input]]\nkind = "counts"\npath = "typed.csv"\n')

    ll.assess(mine, workspace=tmp_path / "room")
    found = ll.trace(tmp_path / "room", "F01.QMC.20200301_20200731.observed")

    assert found.cells[0].references == (REFERENCE,)
    assert f"typed.csv: lines 40-44\n            {REFERENCE}\n" in trace_text(found)
