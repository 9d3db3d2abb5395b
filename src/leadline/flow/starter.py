"""A commented starter assessment, with one small file of each kind to write over."""

import re
import unicodedata
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from leadline.core.error import UsageError
from leadline.flow.cache import write_whole

_FILES = ("assessment.toml", "counts.csv", "series.csv", "context.csv", "figures.csv")


def write_starter(folder: Path) -> Path:
    """Write the starter into a new or empty folder and return its assessment file.

    Raises
    ------
    UsageError
        The folder holds something, or is a file: nothing is ever written over.
    """
    check_empty(folder)
    for name in _FILES:
        content = (files("leadline") / "examples" / "starter" / name).read_bytes()
        write_whole(folder / name, content)
    path = folder / _FILES[0]
    named = f'id = "{id_of(folder.resolve().name)}"'
    write_whole(path, path.read_bytes().replace(b'id = "starter"', named.encode(), 1))
    return path


def check_empty(folder: Path) -> None:
    """Refuse a folder in which something would be written over.

    Raises
    ------
    UsageError
        The folder holds something, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} is not empty.", next_step="Name a folder that does not exist yet."
        )


def id_of(name: str) -> str:
    """Return a folder's name as an id: two starters must not share a workspace and its key."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9_]+", plain)
    if not words:
        words = [sha256(name.encode()).hexdigest()[:8]]
    begin = [] if words[0][0].isalpha() else ["starter"]
    return "-".join([*begin, *words])[:64]
