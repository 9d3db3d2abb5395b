"""The workspace: what stays private. Key, ledger, kept stages and the lines behind numbers.

It lies outside every output folder.
"""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock
from platformdirs import user_data_path

from leadline.core.error import Unreadable, UsageError
from leadline.disclose.ledger import EMPTY, SCHEMA, Entry, Ledger
from leadline.flow.cache import Cache, unfinished, write_whole

KEY_BYTES = 32
_APART = "Name folders side by side: what is in --out gets published."


@dataclass(frozen=True)
class Workspace:
    """A private folder for one assessment."""

    folder: Path

    def cache(self, tell: Callable[[str, float, bool], None]) -> Cache:
        """Return the kept stages."""
        return Cache(self.folder / "stages", tell)

    def alone(self) -> FileLock:
        """Return the lock under which one run at a time enters a release: others wait."""
        return FileLock(self.folder / "release.lock")

    @property
    def lines_path(self) -> Path:
        """Where the lines behind numbers are kept, as Parquet; what they lead from, beside it."""
        return self.folder / "lines.parquet"

    @property
    def released_path(self) -> Path:
        """The latest release made from here."""
        return self.folder / "released.json"


def default_home() -> Path:
    """Return the user's own data folder, in which each assessment has its workspace."""
    return user_data_path("leadline", appauthor=False)


def open_workspace(folder: Path) -> Workspace:
    """Return the workspace in a folder, which others cannot enter and git leaves out."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        write_whole(ignored, b"*\n")
    return Workspace(folder)


def rounding_key(workspace: Workspace, fresh: Callable[[int], bytes]) -> bytes:
    """Return the workspace's secret rounding key; the first time a fresh one is kept.

    Raises
    ------
    Unreadable
        The key file was cut short; another key would round released numbers anew.
    """
    path = workspace.folder / "rounding.key"
    if not path.exists():
        _keep_first(path, fresh(KEY_BYTES))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise Unreadable(
            "The rounding key of the workspace is damaged.",
            next_step="Restore rounding.key from a backup of the workspace.",
        )
    return key


def _keep_first(path: Path, content: bytes) -> None:
    """Write a secret file whole, unless another run was quicker: then its content stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = unfinished(path)
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    with suppress(FileExistsError):
        os.link(temporary, path)
    temporary.unlink()


def check_apart(out: Path, *, workspace: Path) -> None:
    """Refuse an output folder that is the workspace, holds it or lies in it.

    Raises
    ------
    UsageError
        What is published would carry the key and the lines behind the numbers.
    """
    check_outside(out, workspace, name="private workspace")
    if out.resolve().is_relative_to(workspace.resolve()):
        raise UsageError("The output folder lies in the private workspace.", next_step=_APART)


def check_not_read(out: Path | None, files: Iterable[Path]) -> None:
    """Refuse to write an answer over a file that it is drawn from.

    Raises
    ------
    UsageError
        What a contributor sent, or a person wrote, would be lost.
    """
    if out is not None and out.resolve() in {file.resolve() for file in files}:
        raise UsageError(f"{out} is a file that is read.", next_step="Name another file.")


def check_outside(out: Path, private: Path, *, name: str) -> None:
    """Refuse an output folder that holds a file or folder which is not to be published.

    Raises
    ------
    UsageError
        It would be handed on with the edition.
    """
    if private.resolve().is_relative_to(out.resolve()):
        raise UsageError(f"The {name} lies in the output folder.", next_step=_APART)


def read_ledger(workspace: Workspace) -> Ledger:
    """Return the release ledger; empty before the first release.

    Raises
    ------
    Unreadable
        The ledger is damaged: finding numbers would change their meaning.
    """
    path = workspace.folder / "ledger.json"
    if not path.exists():
        return EMPTY
    try:
        data = json.loads(path.read_bytes())
        findings = {str(key): int(number) for key, number in data["findings"].items()}
        return Ledger(findings, tuple(Entry(**e) for e in data["releases"]))
    except (AttributeError, ValueError, KeyError, TypeError):
        raise Unreadable(
            "The release ledger of the workspace is damaged.",
            next_step="Restore ledger.json from a backup of the workspace.",
        ) from None


def write_ledger(workspace: Workspace, ledger: Ledger) -> None:
    """Keep the ledger."""
    content = {"schema": SCHEMA, **asdict(ledger)}
    write_whole(workspace.folder / "ledger.json", (json.dumps(content, indent=1) + "\n").encode())
