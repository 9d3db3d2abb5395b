"""An outbox: the folder in which the letters of one assessment stand, closed to other accounts.

A list says whose folder it is and which letters are its own; nothing else in it is touched.
What an edition is published from never holds letters, nor does an outbox hold an edition.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from leadline.core.error import UsageError
from leadline.flow.cache import write_whole
from leadline.flow.folder import EDITION, LETTERS, TEMPORARY

SCHEMA = "leadline/letters/1"
# In the list, the files of a run that was not finished; no source has that id.
_UNSETTLED = ""
_LETTER = re.compile(r"[a-z][a-z0-9_-]*\.[a-z]{2,3}\.(html|pdf)")
_APART = "Name a new folder: letters are private, and what is in an output folder gets published."


def check_outbox(out: Path, *, assessment: str) -> None:
    """Refuse a folder that is not an outbox of this assessment, nor new or empty.

    Raises
    ------
    UsageError
        It holds other files, letters of another assessment, or an edition; or it lies in one.
    """
    place = out.resolve()
    for folder in (place, *place.parents):
        if (folder / EDITION).exists():
            raise UsageError(f"{folder} holds an edition.", next_step=_APART)
    if not (out / LETTERS).exists():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UsageError(f"{out} is not empty and holds no letters.", next_step=_APART)
        return
    if _held(out).assessment != assessment:
        raise UsageError(
            f"{out} holds letters of another assessment, or a damaged {LETTERS}.", next_step=_APART
        )


def put_letters(
    out: Path, letters: Mapping[str, Mapping[str, bytes]], *, assessment: str, all_of_it: bool
) -> list[Path]:
    """Write letters, whole each, and take away those that they replace.

    Parameters
    ----------
    letters : mapping
        Source to the content of its files by name.
    all_of_it : bool
        Letters of other sources are of an earlier run and go too.
    """
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    out.chmod(0o700)
    before = _held(out).letters
    kept = {} if all_of_it else {s: n for s, n in before.items() if s not in {_UNSETTLED, *letters}}
    now = {**kept, **{source: sorted(files) for source, files in letters.items()}}
    stale = {name for names in before.values() for name in names}
    # Both old and new are the outbox's own until all are written: a stopped run leaves no stray.
    _write_list(out, assessment, {_UNSETTLED: sorted(stale), **now})
    for files in letters.values():
        for name, content in files.items():
            write_whole(out / name, content)
    _remove(out / name for name in stale - {name for names in now.values() for name in names})
    if _UNSETTLED in before:
        _remove(path for path in out.glob(".*") if TEMPORARY.fullmatch(path.name))
    _write_list(out, assessment, now)
    return [out / name for source in letters for name in now[source]]


class _Held(NamedTuple):
    assessment: str
    letters: dict[str, list[str]]


def _held(out: Path) -> _Held:
    """Return whose letters a folder holds; nobody's where it has no list, or a damaged one."""
    try:
        held = json.loads((out / LETTERS).read_bytes())
        # A list that was tampered with must not reach out of its folder, nor for other files.
        letters = {
            str(source): [name for name in names if _LETTER.fullmatch(name)]
            for source, names in held["letters"].items()
        }
        return _Held(str(held["assessment"]), letters)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return _Held("", {})


def _write_list(out: Path, assessment: str, letters: Mapping[str, Iterable[str]]) -> None:
    content = {"schema": SCHEMA, "assessment": assessment, "letters": letters}
    write_whole(out / LETTERS, (json.dumps(content, indent=1) + "\n").encode())


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
