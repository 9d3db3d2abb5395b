"""Stages kept in the workspace, so that a long run resumes and a second run is short.

A stage is npz + JSON, never pickle, under a key of its inputs, its method's version and the
versions of the libraries that computed it. It is written to a temporary file, then renamed.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from threading import get_ident
from time import perf_counter
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.generic]]
_LIBRARIES = ("numpy", "scipy")


@dataclass(frozen=True)
class Cache:
    """A folder of stages, and whom to tell of each: ``tell(stage, seconds, was_kept)``.

    Without a folder nothing is kept.
    """

    folder: Path | None
    tell: Callable[[str, float, bool], None]

    def arrays(
        self,
        stage: str,
        settings: Sequence[object],
        inputs: Sequence[NDArray[np.generic]],
        compute: Callable[[], Arrays],
    ) -> Arrays:
        """Return the stage's arrays: those kept under the same key, else computed and kept."""
        began = perf_counter()
        path = None
        if self.folder is not None:
            path = self.folder / f"{stage}-{_key(stage, settings, inputs)}.npz"
        kept = None if path is None else _read(path)
        was_kept = kept is not None
        if kept is None:
            kept = compute()
        if path is not None and not was_kept:
            _write(path, kept, {"stage": stage, "settings": [str(item) for item in settings]})
        self.tell(stage, perf_counter() - began, was_kept)
        return kept


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = unfinished(path)
    temporary.write_bytes(content)
    temporary.replace(path)


def unfinished(path: Path) -> Path:
    """Return where a file is written before it is whole: beside it, one name for each thread."""
    return path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")


def _key(stage: str, settings: Sequence[object], inputs: Sequence[NDArray[np.generic]]) -> str:
    libraries = [f"{name}={version(name)}" for name in _LIBRARIES]
    hashed = hashlib.sha256(json.dumps([stage, *map(str, settings), *libraries]).encode())
    for array in inputs:
        hashed.update(f"{array.shape}{array.dtype}".encode())
        hashed.update(np.ascontiguousarray(array).tobytes())
    return hashed.hexdigest()[:32]


def _read(path: Path) -> Arrays | None:
    try:
        with np.load(path, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except (OSError, ValueError, EOFError, KeyError, BadZipFile, zlib.error):
        return None  # absent or cut short: computed again


def _write(path: Path, arrays: Arrays, about: dict[str, object]) -> None:
    content = BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    write_whole(path, content.getvalue())
    write_whole(path.with_suffix(".json"), json.dumps(about, indent=1).encode())
