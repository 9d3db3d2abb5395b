"""An output folder: one edition stands in it, whole, and another release replaces it.

The released assessment is written first: it says whose folder this is, also where a run was
stopped in the middle. What another release left is removed last, so that a full disk leaves the
old edition readable. Until then a file of its own says that the folder is not whole.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from leadline.core.error import Unreadable, UsageError
from leadline.core.released import Released, read
from leadline.flow.cache import write_whole

EDITION, LETTERS, _UNFINISHED = "assessment.json", "letters.json", ".unfinished"
# What differs between releases; all else is written over.
_OF_A_RELEASE = (
    "report.*.pdf",
    "site/*/index.html",
    "site/*/charts/*.js",
    "data/*.csv",
    "data/*.metadata.json",
)
# As cache.unfinished names it.
TEMPORARY = re.compile(r"\..+\.[0-9]+\.[0-9]+")


def check_readers(out: Path, *, edition: str) -> None:
    """Refuse a folder whose edition has other readers: one might be handed on for the other.

    Raises
    ------
    UsageError
        The folder holds another edition than this, or one that cannot be told; or letters.
    """
    if (out / LETTERS).exists() or any(out.glob(f"*/{LETTERS}")):
        raise UsageError(
            f"{out} holds letters to contributors, which are private.",
            next_step="Write the edition into a folder of its own.",
        )
    before = _held(out)
    if before is None and any(_files(out)):
        raise UsageError(
            f"{out} holds files of an edition without its {EDITION}.",
            next_step="Write into a new folder, or empty this one.",
        )
    if before is not None and before.edition != edition:
        raise UsageError(
            f"{out} holds a {before.edition} edition.",
            next_step=f"Write the {edition} edition into a folder of its own.",
        )


def write_files(out: Path, files: Mapping[str, bytes], released: Released) -> None:
    """Write the files of a release, by relative path, in place of those of another.

    Files of the same release that are not among them stay: those of other languages.
    """
    before, marker = _held(out), out / _UNFINISHED
    was_stopped = marker.exists()
    is_same = before is not None and before.seal == released.seal and not was_stopped
    write_whole(marker, b"")
    for name in sorted(files, key=lambda name: name != EDITION):
        write_whole(out / name, files[name])
    if not is_same:
        _remove(path for path in _files(out) if path.relative_to(out).as_posix() not in files)
    if was_stopped:
        _remove(path for path in out.rglob(".*") if TEMPORARY.fullmatch(path.name))
    marker.unlink(missing_ok=True)


def _files(out: Path) -> list[Path]:
    return [path for pattern in _OF_A_RELEASE for path in out.glob(pattern) if path.is_file()]


def _held(out: Path) -> Released | None:
    try:
        return read((out / EDITION).read_bytes())
    except (OSError, Unreadable):
        return None


def _remove(paths: Iterable[Path]) -> None:
    """Remove files, and the folders that this empties."""
    for path in list(paths):
        path.unlink()
        for folder in (path.parent, path.parent.parent):
            with suppress(OSError):  # it holds something else
                folder.rmdir()
