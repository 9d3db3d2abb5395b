"""The shipped example, found wherever the package is installed."""

from importlib.resources import files
from pathlib import Path

EXAMPLE = "covid19-2020"


def example_path() -> Path:
    """Return the example's assessment file."""
    return Path(str(files("leadline") / "examples" / EXAMPLE / "assessment.toml"))


def example_key() -> bytes:
    """Return the example's rounding key: printed here for everybody, so it hides nothing."""
    return b"leadline demonstration key, 2020"
