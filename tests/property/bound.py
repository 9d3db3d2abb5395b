"""Bad files met in processes of bounded memory and time; what was used most is kept.

A file that hangs or fills memory ends its process, and with it the test.
"""

import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.property.bad import SEED, case_at, failures, failures_of_commands
from tests.property.bad_bytes import Outcome, changed_at, outcome_of_bytes
from tests.property.bad_documents import (
    document_at,
    failures_of_document_commands,
    outcome_of_document,
)

# Address space, of which threads and libraries reserve far more than they use.
MOST_BYTES = 6 * 1024**3
MOST_SECONDS = 120
COMMANDS_EVERY, LETTERS_EVERY = 10, 100
_BATCH = 100
_STATUS, _REFERENCES = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Met:
    """How one file was met.

    Parameters
    ----------
    seconds : of the processor, those of a process that decodes included
    peak : bytes resident at most while it was met; where another process decodes, at most those
        of the largest one so far
    was_read : a change of bytes left it valid
    """

    what: str
    failures: tuple[str, ...]
    seconds: float
    peak: int
    was_read: bool


def met_in_bounds(n_cases: int, n_changed: int, n_documents: int, folder: Path) -> list[Met]:
    """Meet so many bad cases, and so many files and documents with changed bytes."""
    given = {"case": n_cases, "bytes": n_changed, "document": n_documents}
    jobs = [(kind, n) for kind, n in given.items() if n]
    batches = [
        (kind, range(first, min(first + _BATCH, n)), folder)
        for kind, n in jobs
        for first in range(0, n, _BATCH)
    ]
    try:
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), initializer=_bind) as pool:
            return [met for found in pool.map(_batch, *zip(*batches, strict=True)) for met in found]
    except BrokenProcessPool:
        at_work = [path.read_text() for path in folder.glob("*.now")]
        raise AssertionError(f"a process ended at one of these: {at_work}") from None


def summary(every: Iterable[Met]) -> str:
    """What the files used at most."""
    every = list(every)
    slowest, largest = max(every, key=lambda m: m.seconds), max(every, key=lambda m: m.peak)
    return (
        f"{len(every)} files, {sum(m.was_read for m in every)} of them valid after a change; "
        f"most time {slowest.seconds:.2f} s ({slowest.what}); "
        f"most memory {largest.peak / 1e6:.0f} MB ({largest.what})"
    )


def _bind() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def _batch(kind: str, places: range, folder: Path) -> list[Met]:
    return [_met(kind, at, folder) for at in places]


def _met(kind: str, at: int, top: Path) -> Met:
    folder = Path(tempfile.mkdtemp(dir=top))
    now = top / f"{os.getpid()}.now"
    now.write_text(f"{kind} {at}")
    what, meet = _MEETINGS[kind](at, folder)
    signal.alarm(MOST_SECONDS)
    _forget_peak()
    before, before_of_others = time.process_time(), _others()
    outcome = meet()
    found = tuple(f"{kind} {at} {failure}" for failure in outcome.wrong)
    seconds, peak = time.process_time() - before, _peak()
    if spent := _others() - before_of_others:
        seconds += spent
        peak = max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
    signal.alarm(0)
    shutil.rmtree(folder)
    return Met(f"{kind} {at}: {what}", found, seconds, peak, outcome.was_read)


def _case(at: int, folder: Path) -> tuple[str, Callable[[], Outcome]]:
    """Make a case; return what it is, and what meets it."""
    case = case_at(at)

    def meet() -> Outcome:
        wrong = failures(case, folder)
        if at % COMMANDS_EVERY == 0:
            with_letters = at % LETTERS_EVERY == 0
            wrong += failures_of_commands(case, folder, with_letters=with_letters)
        return Outcome(tuple(wrong))

    return f"{case.code} in {case.file}", meet


def _changed(at: int, folder: Path) -> tuple[str, Callable[[], Outcome]]:
    changed = changed_at(at, seed=SEED)
    return changed.name, lambda: outcome_of_bytes(changed, folder)


def _document(at: int, folder: Path) -> tuple[str, Callable[[], Outcome]]:
    document = document_at(at, seed=SEED)

    def meet() -> Outcome:
        met = outcome_of_document(document, folder)
        is_run = at % LETTERS_EVERY == 0
        wrong = failures_of_document_commands(document, folder) if is_run else []
        return Outcome((*met.wrong, *wrong), met.was_read)

    return f"{document.format} in {document.file}", meet


_MEETINGS = {"case": _case, "bytes": _changed, "document": _document}


def _others() -> float:
    """Return seconds of the processor in processes that this one started and saw end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _forget_peak() -> None:
    if _REFERENCES.exists():
        _REFERENCES.write_text("5")


def _peak() -> int:
    """Return the peak since it was forgotten; elsewhere than on Linux, since the beginning."""
    if _STATUS.exists():
        lines = _STATUS.read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
