"""A commented starter assessment, with one small file of each kind to write over."""

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
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} is not empty.", next_step="Name a folder that does not exist yet."
        )
    for name in _FILES:
        content = (files("leadline") / "examples" / "starter" / name).read_bytes()
        write_whole(folder / name, content)
    return folder / "assessment.toml"
