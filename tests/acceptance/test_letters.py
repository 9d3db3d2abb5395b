"""From an assessment file to letters: each in its language, and in none a byte of another's."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext
from tests.acceptance.conftest import leadline
from tests.acceptance.test_site_browser import sideways, violations, visit
from tests.exchange import (
    BODIES,
    LINE,
    MARKED,
    MEMBER_NAMES,
    POLICE,
    SILENT,
    TOTALS,
    Body,
    invent_exchange,
)
from tests.pdf import page_text

import leadline as ll

PAIRS = [(own, other) for own in BODIES for other in BODIES if own is not other]
_EMBEDDED = re.compile(r"data:font/ttf;base64,[A-Za-z0-9+/=]+")


@dataclass(frozen=True)
class Posted:
    """An exchange and the letters of one run of the command over it."""

    assessment: Path
    out: Path
    workspace: Path
    said: str

    def page(self, body: Body, language: str = "en") -> str:
        """The page of a letter, without the fonts in it."""
        text = (self.out / f"{body.id}.{language}.html").read_text(encoding="utf-8")
        return _EMBEDDED.sub("", text)

    def print(self, body: Body) -> str:
        """All text of the PDF of a letter: pages, outline, alternatives, metadata."""
        return pdf_text(self.out / f"{body.id}.en.pdf")


def post(folder: Path, **options: object) -> Posted:
    path = invent_exchange(folder / "in", **options)
    out, room = folder / "letters", folder / "room"
    done = leadline("letters", path, "--out", out, "--workspace", room)
    assert done.returncode == 0, done.stderr
    return Posted(path, out, room, done.stderr)


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Posted:
    """Letters, each in the language of its reader."""
    return post(tmp_path_factory.mktemp("posted"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Posted:
    """The same letters, all in English, so that their PDF can be searched."""
    languages = {body.id: "en" for body in BODIES}
    return post(tmp_path_factory.mktemp("english"), languages=languages)


def pdf_text(path: Path) -> str:
    """Return what a PDF says, its glyphs read back through the tables that it carries."""
    with pikepdf.open(path) as pdf:
        said = [page_text(page) for page in pdf.pages]
        said += [str(value) for value in pdf.docinfo.values()]
        said += [str(pdf.Root.Metadata.read_bytes())]
        said += [
            str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        ]
    return "\n".join(said)


def grouped(number: str) -> str:
    """Return a number as letters in English write it."""
    return f"{int(number):,}"


def marks_of(body: Body) -> list[str]:
    """Return what must stand in no letter to anybody else."""
    counts = [MARKED[body.id], grouped(MARKED[body.id])] if body.id in MARKED else []
    members = [name for code in body.members for name in (code, MEMBER_NAMES[code])]
    return [body.id, body.name, *counts, *members]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_each_declared_source_has_a_letter_in_its_language(posted: Posted, body: Body) -> None:
    assert (posted.out / f"{body.id}.{body.language}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert f'<html lang="{body.language}"' in posted.page(body, body.language)


def test_the_folder_holds_letters_and_their_list_alone(posted: Posted) -> None:
    named = [f"{b.id}.{b.language}.{kind}" for b in BODIES for kind in ("html", "pdf")]

    assert sorted(path.name for path in posted.out.iterdir()) == sorted([*named, "letters.json"])


@pytest.mark.parametrize(("own", "other"), PAIRS, ids=lambda body: body.id)
def test_a_page_has_nothing_of_another_contributor(english: Posted, own: Body, other: Body) -> None:
    page = english.page(own)

    assert [mark for mark in marks_of(other) if mark in page] == []


@pytest.mark.parametrize(("own", "other"), PAIRS, ids=lambda body: body.id)
def test_a_pdf_has_nothing_of_another_contributor(english: Posted, own: Body, other: Body) -> None:
    text = english.print(own)

    assert [mark for mark in marks_of(other) if mark in text] == []


@pytest.mark.parametrize("body", [POLICE, LINE], ids=lambda body: body.id)
def test_what_is_its_own_is_found_by_the_same_search(english: Posted, body: Body) -> None:
    page, text = english.page(body), english.print(body)

    own = [body.name, MEMBER_NAMES[body.members[0]]]
    assert [mark for mark in own if mark not in page or mark not in text] == []


def test_a_count_is_quoted_to_the_one_who_sent_it(english: Posted) -> None:
    assert grouped(MARKED[POLICE.id]) in english.page(POLICE)
    assert grouped(MARKED[POLICE.id]) in english.print(POLICE)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_no_grade_of_anybody_stands_in_a_letter(english: Posted, body: Body) -> None:
    said = english.page(body) + english.print(body)

    assert [each.grade for each in BODIES if re.search(rf"\b{each.grade}\b", said)] == []


@pytest.mark.parametrize("name", ["joint.csv", "amber.csv"])
def test_a_file_that_others_have_a_part_in_is_not_named(english: Posted, name: str) -> None:
    assert name not in english.page(LINE) + english.print(LINE)
    assert name not in english.page(TOTALS) + english.print(TOTALS)


@pytest.mark.parametrize("body", [POLICE, LINE, SILENT], ids=lambda body: body.id)
def test_a_letter_is_the_same_bytes_whatever_another_sent(
    english: Posted, tmp_path: Path, body: Body
) -> None:
    languages = {each.id: "en" for each in BODIES}
    path = invent_exchange(tmp_path / "in", languages=languages)
    joint = path.with_name("joint.csv")
    joint.write_text(joint.read_text().replace(MARKED[TOTALS.id], "12").replace("61234", "7"))

    ll.letters(path, tmp_path / "letters", sources=[body.id], workspace=english.workspace)

    again = tmp_path / "letters" / f"{body.id}.en.html"
    assert again.read_bytes() == (english.out / again.name).read_bytes()
    assert (
        again.with_suffix(".pdf").read_bytes()
        == (english.out / again.with_suffix(".pdf").name).read_bytes()
    )


def test_a_step_that_nobody_declared_is_asked_about_with_its_period(english: Posted) -> None:
    (asked,) = re.findall(r"<li><p>(.+?)</p><p class=\"answer\">", english.page(POLICE))

    assert "Alderstan" in asked
    assert re.search(r"from (June|July|August).2018 on", asked)


def test_rows_that_could_not_be_read_are_listed_without_their_content(english: Posted) -> None:
    page = english.page(LINE)

    assert re.findall(r">(period_impossible|count_form)<", page) == [
        "period_impossible",
        "count_form",
    ]
    assert "about 200" not in page
    assert "2020-13" not in page


def test_what_would_help_most_is_asked_for(english: Posted) -> None:
    assert "2 rows that could not be read" in english.page(LINE)
    assert "Counts by month in place of totals" in english.page(TOTALS)
    assert "Counts by month, January" in english.page(SILENT)


def test_one_letter_may_be_written_alone(posted: Posted, tmp_path: Path) -> None:
    done = leadline(
        *("letters", posted.assessment, "--out", tmp_path / "one", "--source", LINE.id),
        *("--workspace", posted.workspace, "--json"),
    )

    rows = json.loads(done.stdout)["rows"]
    assert [(row["source"], row["language"], row["problems"]) for row in rows] == [
        (LINE.id, "fr", 2),
        (LINE.id, "fr", 2),
    ]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(
        ["letters.json", *(Path(row["path"]).name for row in rows)]
    )


def test_a_source_that_is_not_declared_is_refused(posted: Posted, tmp_path: Path) -> None:
    done = leadline(
        *("letters", posted.assessment, "--out", tmp_path / "one", "--source", "nobody"),
        *("--workspace", posted.workspace),
    )

    assert done.returncode == 2
    assert "declares no such source" in done.stderr
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize("place", ["in", "room", "room/letters", "."])
def test_letters_stand_apart_from_inputs_and_workspace(posted: Posted, place: str) -> None:
    out = posted.assessment.parents[1] / place

    done = leadline("letters", posted.assessment, "--out", out, "--workspace", posted.workspace)

    assert done.returncode == 2


def test_a_file_that_is_nobody_s_is_told_to_the_coordinator(tmp_path: Path) -> None:
    path = invent_exchange(tmp_path / "in")
    path.with_name("birch.csv").write_text("nothing,of,ours\n1,2,3\n")

    done = leadline("letters", path, "--out", tmp_path / "out", "--workspace", tmp_path / "room")

    assert done.returncode == 0
    assert "birch.csv: no row says whose it is" in done.stderr


def test_where_nothing_can_be_expected_yet_letters_say_what_was_received(tmp_path: Path) -> None:
    path = invent_exchange(tmp_path / "in")
    path.write_text(path.read_text().replace("month = 1", "month = 6"))

    done = leadline("letters", path, "--out", tmp_path / "out", "--workspace", tmp_path / "room")

    assert done.returncode == 0
    assert "No questions were drawn from expected counts" in done.stderr
    assert (tmp_path / "out" / f"{POLICE.id}.ar.pdf").exists()


def test_after_an_assessment_of_the_same_files_no_model_runs_again(tmp_path: Path) -> None:
    path = invent_exchange(tmp_path / "in")
    for name in ("birch.csv", "joint.csv"):
        whole = path.with_name(name)
        rows = [row for row in whole.read_text().splitlines() if _is_good(row)]
        whole.write_text("\n".join(rows) + "\n")
    room = tmp_path / "room"
    ll.assess(path, workspace=room)
    before = {kept.name for kept in (room / "stages").iterdir()}

    ll.letters(path, tmp_path / "letters", workspace=room)

    assert {kept.name for kept in (room / "stages").iterdir()} == before


def _is_good(row: str) -> bool:
    (fields,) = csv.reader(io.StringIO(row))
    return not {"x", "about 200", "2020-13"} & set(fields)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_axe_finds_nothing_and_the_page_asks_nobody(
    context: BrowserContext, posted: Posted, body: Body, width: int
) -> None:
    address = (posted.out / f"{body.id}.{body.language}.html").as_uri()

    made = visit(context, address, width=width)

    assert sideways(made.page) == 0
    assert [
        asked for asked in made.asked if asked != address and not asked.startswith("data:")
    ] == []
    assert made.said == []
    assert violations(made.page) == []
