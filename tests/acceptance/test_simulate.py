"""A simulated world from the command to editions and letters: each says that it is an exercise."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from tests.acceptance.conftest import leadline
from tests.pdf import page_text

from leadline.core.released import read
from leadline.words import words

LANGUAGES = ("ar", "en", "es", "fr")
COMMAND = ("simulate", "--members", "7", "--answering", "6", "--seed", "2", "--out")


@dataclass(frozen=True)
class Made:
    """A world, its edition and its letters."""

    world: Path
    out: Path
    letters: Path
    said: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("simulate")
    world, out, letters = (folder / name for name in ("world", "out", "letters"))
    room = ("--workspace", folder / "room")
    simulated = leadline(*COMMAND, world)
    assert simulated.returncode == 0, simulated.stderr
    done = leadline("assess", world / "assessment.toml", "--out", out, "--timings", *room)
    assert done.returncode == 0, done.stderr
    posted = leadline("letters", world / "assessment.toml", "--out", letters, *room)
    assert posted.returncode == 0, posted.stderr
    return Made(world, out, letters, done.stderr)


def mark(language: str) -> str:
    return words(language).text("exercise.word")


def says(text: str, word: str) -> bool:
    """Whether a word stands in what a page says; right-to-left glyphs come in either order."""
    return word in text or word[::-1] in text


def unmarked(path: Path, language: str) -> list[int]:
    """Return the pages of a PDF that do not say that it is an exercise."""
    with pikepdf.open(path) as pdf:
        pages = [page_text(page) for page in pdf.pages]
    return [at for at, text in enumerate(pages, 1) if not says(text, mark(language))]


def test_the_command_says_what_it_wrote_and_what_comes_next(tmp_path: Path) -> None:
    done = leadline(*COMMAND, tmp_path / "world")

    assert done.returncode == 0
    assert done.stdout == ""
    assert re.search(r"Wrote .*assessment\.toml: \d+ sources, \d+ cells, \d+ files\.", done.stderr)
    assert "leadline assess" in done.stderr


def test_nothing_is_written_beside_the_folder(tmp_path: Path) -> None:
    leadline(*COMMAND, tmp_path / "world")

    assert [path.name for path in tmp_path.iterdir()] == ["world"]


def test_a_folder_that_holds_something_is_a_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    done = leadline(*COMMAND, tmp_path)

    assert done.returncode == 2
    assert "is not empty" in done.stderr


def test_an_unknown_kind_is_told_the_known_ones(tmp_path: Path) -> None:
    done = leadline(*COMMAND, tmp_path / "world", "--kind", "nonsense")

    assert done.returncode == 2
    assert "heavy_tails" in done.stderr


def test_its_files_have_no_problem(made: Made) -> None:
    done = leadline("check", made.world / "assessment.toml")

    assert done.returncode == 0, done.stdout


def test_a_real_member_among_those_of_the_exercise_is_refused(made: Made, tmp_path: Path) -> None:
    text = (made.world / "assessment.toml").read_text(encoding="utf-8")
    mixed = made.world / "mixed.toml"
    mixed.write_text(text.replace("QMB", "KEN"), encoding="utf-8")

    done = leadline("assess", mixed, "--out", tmp_path / "out")
    mixed.unlink()

    assert done.returncode == 3
    assert "[exercise_mixed]" in done.stderr
    assert not (tmp_path / "out").exists()


def test_timings_tell_seconds_and_memory_of_each_stage(made: Made) -> None:
    told = re.findall(r"^(\w[\w ]*?) +[\d.]+ s +\d+ MB$", made.said, re.MULTILINE)

    assert {"intake", "forecast", "assess", "release", "edition ar", "data", "total"} <= set(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_report_bears_the_word(made: Made, language: str) -> None:
    assert unmarked(made.out / f"report.{language}.pdf", language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_report_says_of_itself_to_a_list_of_files_is_the_word(
    made: Made, language: str
) -> None:
    with pikepdf.open(made.out / f"report.{language}.pdf") as pdf:
        assert mark(language) in str(pdf.docinfo["/Keywords"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_web_page_bears_the_word_in_its_title_and_above_it(made: Made, language: str) -> None:
    page = (made.out / "site" / language / "index.html").read_text(encoding="utf-8")

    assert f"<title>{mark(language)}: " in page
    assert f'<strong class="exercise-word">{mark(language)}</strong>' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_bears_the_word_wherever_it_is_copied_to(made: Made, language: str) -> None:
    page = (made.out / "site" / language / "index.html").read_text(encoding="utf-8")
    drawn = re.findall(r"<svg [^>]*viewBox=\"0 0 (?:6|3)\d\d .*?</svg>", page, re.DOTALL)
    live = sorted((made.out / "site" / language / "charts").glob("*.js"))

    assert drawn
    assert live
    assert [svg[:80] for svg in drawn if mark(language) not in svg] == []
    assert [path.name for path in live if mark(language) not in path.read_text("utf-8")] == []


def test_every_data_file_has_the_word_in_its_metadata_in_every_language(made: Made) -> None:
    wanted = {code: words(code).text("mark.exercise") for code in LANGUAGES}
    about = [json.loads(path.read_bytes()) for path in (made.out / "data").glob("*.metadata.json")]

    assert about
    assert all(each["exercise"] is True and each["mark"] == wanted for each in about)


def test_the_release_and_its_trace_say_that_they_are_an_exercise(made: Made) -> None:
    trace = json.loads((made.out / "trace.json").read_bytes())

    assert read((made.out / "assessment.json").read_bytes()).exercise
    assert trace["exercise"] is True
    assert trace["mark"]["fr"] == words("fr").text("mark.exercise")


def test_every_page_of_every_letter_bears_the_word(made: Made) -> None:
    printed = sorted(made.letters.rglob("*.pdf"))
    pages = sorted(made.letters.rglob("*.html"))

    assert printed
    assert [path.name for path in printed if unmarked(path, path.stem[-2:])] == []
    assert [p.name for p in pages if mark(p.stem[-2:]) not in p.read_text("utf-8")] == []


def test_counts_of_an_exercise_and_real_ones_are_not_expected_together(
    made: Made, tmp_path: Path
) -> None:
    header = "source,member,theme,indicator,reported,count,known_on"
    real = tmp_path / "real.csv"
    real.write_text(f"{header}\nofficial,MEX,reporting,referrals,2019-01,7,2019-02-01\n")

    done = leadline(
        "expect",
        real,
        next((made.world / "sources" / "police-network").glob("*.csv")),
        "--train-until",
        "2019-12",
        "--horizon",
        "3",
    )

    assert done.returncode == 3
    assert "[exercise_mixed]" in done.stderr
