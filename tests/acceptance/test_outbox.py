"""The folder of letters: private, whole, and nobody else's."""

import json
import stat
from pathlib import Path

import pytest

from leadline.core.error import UsageError
from leadline.flow.folder import check_readers
from leadline.flow.outbox import check_outbox, put_letters

TWO = {
    "clinic": {"clinic.en.html": b"<p>", "clinic.en.pdf": b"%PDF"},
    "police": {"police.fr.html": b"<p>", "police.fr.pdf": b"%PDF"},
}
ONE = {"police": {"police.ar.html": b"<b>", "police.ar.pdf": b"%PDF-2"}}


def put(out: Path, letters: dict[str, dict[str, bytes]], *, all_of_it: bool = True) -> None:
    put_letters(out, letters, assessment="exercise", all_of_it=all_of_it)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    put(tmp_path / "letters", TWO)
    return tmp_path / "letters"


def test_other_accounts_cannot_enter_the_folder(out: Path) -> None:
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_what_was_written_is_told_by_source_and_file(tmp_path: Path) -> None:
    paths = put_letters(tmp_path / "new", TWO, assessment="exercise", all_of_it=True)

    assert [path.name for path in paths] == [name for files in TWO.values() for name in files]
    assert [path.read_bytes() for path in paths] == [b"<p>", b"%PDF", b"<p>", b"%PDF"]


def test_a_letter_in_another_language_replaces_the_one_before(out: Path) -> None:
    put(out, ONE, all_of_it=False)

    assert names(out) == [
        *("clinic.en.html", "clinic.en.pdf", "letters.json"),
        *("police.ar.html", "police.ar.pdf"),
    ]


def test_letters_of_sources_no_longer_written_to_go(out: Path) -> None:
    put(out, ONE)

    assert names(out) == ["letters.json", "police.ar.html", "police.ar.pdf"]


def test_a_file_of_somebody_else_stays(out: Path) -> None:
    (out / "answers.txt").write_text("mine")

    put(out, ONE)

    assert (out / "answers.txt").read_text() == "mine"


def test_a_stopped_run_leaves_nothing_behind_after_the_next(out: Path) -> None:
    held = json.loads((out / "letters.json").read_text())
    held["letters"][""] = ["police.es.pdf"]
    (out / "letters.json").write_text(json.dumps(held))
    (out / "police.es.pdf").write_bytes(b"%PDF")
    (out / ".police.es.pdf.12.34").write_bytes(b"%")

    put(out, {"police": TWO["police"]}, all_of_it=False)

    assert names(out) == sorted([*TWO["clinic"], *TWO["police"], "letters.json"])


@pytest.mark.parametrize("name", ["../kept.txt", "/etc/kept.txt", "kept.txt", "..", ""])
def test_a_list_that_was_tampered_with_takes_away_no_other_file(out: Path, name: str) -> None:
    for place in (out.parent, out):
        (place / "kept.txt").write_text("kept")
    held = json.loads((out / "letters.json").read_text())
    held["letters"]["police"] = [name]
    (out / "letters.json").write_text(json.dumps(held))

    put(out, ONE)

    assert (out / "kept.txt").exists()
    assert (out.parent / "kept.txt").exists()


def test_a_new_an_empty_and_the_own_folder_are_taken(out: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    check_outbox(tmp_path / "new", assessment="exercise")
    check_outbox(tmp_path / "empty", assessment="exercise")
    check_outbox(out, assessment="exercise")


def test_a_folder_of_another_assessment_is_refused(out: Path) -> None:
    with pytest.raises(UsageError, match="another assessment"):
        check_outbox(out, assessment="other")


@pytest.mark.parametrize("content", ["{", "[]", '{"letters": {}}', '{"assessment": "exercise"}'])
def test_a_folder_whose_list_is_damaged_is_refused(out: Path, content: str) -> None:
    (out / "letters.json").write_text(content)

    with pytest.raises(UsageError, match="damaged"):
        check_outbox(out, assessment="exercise")


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(UsageError, match="holds no letters"):
        check_outbox(tmp_path, assessment="exercise")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("mine")

    with pytest.raises(UsageError, match="holds no letters"):
        check_outbox(tmp_path / "letters", assessment="exercise")


@pytest.mark.parametrize("place", [".", "letters", "site/letters"])
def test_a_folder_that_is_an_edition_or_lies_in_one_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "assessment.json").write_text("{}")

    with pytest.raises(UsageError, match="holds an edition"):
        check_outbox(tmp_path / place, assessment="exercise")


@pytest.mark.parametrize("place", [".", "letters"])
def test_no_edition_is_written_into_a_folder_that_holds_letters(tmp_path: Path, place: str) -> None:
    put(tmp_path / place, TWO)

    with pytest.raises(UsageError, match="letters to contributors"):
        check_readers(tmp_path, edition="public")
