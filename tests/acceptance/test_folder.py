"""An output folder whose run was stopped, or that another release is written into."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tests.released import RELEASED

from leadline.core.error import UsageError
from leadline.core.released import Released, digest, write
from leadline.flow.folder import check_readers, write_files

OLD = {"data/T01.csv": b"old", "data/T02.csv": b"old", "report.fr.pdf": b"old"}
NEW = {"data/T01.csv": b"new", "report.en.pdf": b"new"}


def sealed(released: Released) -> Released:
    open_ = replace(released, seal="")
    return replace(open_, seal=digest(asdict(open_)))


OTHER = sealed(replace(RELEASED, as_of="2022-03-01"))
RESTRICTED = sealed(replace(RELEASED, edition="restricted"))


def put(out: Path, files: dict[str, bytes], released: Released) -> None:
    write_files(out, {**files, "assessment.json": write(released)}, released)


def standing(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    held = {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
    return {name: content for name, content in held.items() if name != "assessment.json"}


def test_another_release_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    put(tmp_path, OLD, RELEASED)

    put(tmp_path, NEW, OTHER)

    assert standing(tmp_path) == NEW


def test_another_language_of_the_same_release_stands_beside(tmp_path: Path) -> None:
    put(tmp_path, {"report.fr.pdf": b"one"}, RELEASED)

    put(tmp_path, {"report.en.pdf": b"two"}, RELEASED)

    assert standing(tmp_path) == {"report.fr.pdf": b"one", "report.en.pdf": b"two"}


def test_what_a_stopped_run_left_is_gone_after_the_next(tmp_path: Path) -> None:
    put(tmp_path, OLD, RELEASED)
    (tmp_path / ".unfinished").write_bytes(b"")
    (tmp_path / "data" / ".T02.csv.4711.1").write_bytes(b"half")

    put(tmp_path, NEW, RELEASED)

    assert standing(tmp_path) == NEW


def test_a_disk_that_is_full_leaves_the_old_files_and_says_that_they_are_not_whole(
    tmp_path: Path,
) -> None:
    put(tmp_path, OLD, RELEASED)
    (tmp_path / "data" / "T03.csv").mkdir()

    with pytest.raises(OSError, match="T03"):
        put(tmp_path, {"data/T03.csv": b"no room"}, OTHER)

    assert standing(tmp_path).items() >= OLD.items()
    assert (tmp_path / ".unfinished").exists()


@pytest.mark.parametrize("edition", ["public", "restricted"])
def test_files_without_their_assessment_are_nobody_s_to_write_over(
    edition: str, tmp_path: Path
) -> None:
    put(tmp_path, OLD, RESTRICTED)
    (tmp_path / "assessment.json").unlink()

    with pytest.raises(UsageError, match="without its assessment"):
        check_readers(tmp_path, edition=edition)


def test_a_stopped_restricted_run_is_known_by_its_first_file(tmp_path: Path) -> None:
    (tmp_path / "assessment.json").write_bytes(write(RESTRICTED))

    with pytest.raises(UsageError, match="holds a restricted edition"):
        check_readers(tmp_path, edition="public")
