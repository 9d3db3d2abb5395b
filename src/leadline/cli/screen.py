"""What a command prints: data to stdout, progress and errors to stderr."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from leadline.core.error import InputRefused, LeadlineError, Problem, UsageError

INTERNAL_EXIT = 5
_REPORT_AT = "Report this with the command you ran; your files are unchanged."


@dataclass
class Progress:
    """Tells stages on a terminal as they end; keeps what ``--timings`` prints of them.

    ``peaks`` is the most memory in MB that was in use at once by the end of a stage.
    """

    is_quiet: bool
    seconds: dict[str, float] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)

    def tell(self, stage: str, seconds: float, was_kept: bool) -> None:
        """Note that a stage ended."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.peaks[stage] = peak_memory()
        if not self.is_quiet and sys.stderr.isatty():
            from rich.console import Console

            kept = " [dim](kept from before)[/dim]" if was_kept else ""
            Console(stderr=True, highlight=False).print(f"  {stage:<12}{seconds:6.1f} s{kept}")

    def timings(self) -> None:
        """Print seconds by stage, and the peak of memory so far where the system tells it."""
        peaks = {**self.peaks, "total": peak_memory()}
        for stage, seconds in (*self.seconds.items(), ("total", sum(self.seconds.values()))):
            memory = f"{peaks[stage]:8d} MB" if peaks[stage] else ""
            say(f"{stage:<12}{seconds:8.2f} s{memory}")


def peak_memory() -> int:
    """Return the most memory in MB that a process of this run has held, 0 where nobody knows."""
    try:
        import resource
    except ImportError:  # Windows has no such module
        return 0
    every = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(each).ru_maxrss for each in every)
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def open_streams() -> None:
    """Answer in UTF-8 with LF line ends, whatever the locale of the terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A path may hold bytes that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(text: str) -> None:
    """Print a line for people, to stderr."""
    sys.stderr.write(text + "\n")


def numbered(**nouns: int) -> str:
    """Return how many there are of each, in words for people.

    Examples
    --------
    >>> numbered(file=1, problem=0, note=2)
    '1 file, 0 problems, 2 notes.'
    """
    told = (f"{n} {noun}" if n == 1 else f"{n} {noun}s" for noun, n in nouns.items())
    return ", ".join(told) + "."


def put(text: str, out: Path | None = None) -> None:
    """Write data to a file, else to stdout; LF line ends everywhere."""
    if out is None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError:
            # Nobody reads, or nothing fits: else the interpreter would try again at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(text.encode())


def as_json(command: str, **content: object) -> str:
    """Return the JSON form of a command's answer."""
    body = {"schema": f"leadline/{command}/1", "command": command, **content}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class Answer:
    """How a command that writes an edition answers at its end."""

    progress: Progress
    is_json: bool
    with_timings: bool

    def give(self, command: str, out: Path, paths: Sequence[Path]) -> None:
        """Say what was written."""
        if self.is_json:
            put(as_json(command, rows=[{"path": str(path)} for path in paths]))
        elif not self.progress.is_quiet:
            say(f"Wrote {len(paths)} files to {out}: reports, site/<language>/index.html, data.")
        if self.with_timings:
            self.progress.timings()


def exit_with(code: int) -> None:
    """End the command with an exit code."""
    raise SystemExit(code)


@contextmanager
def guarded(end: Callable[[int], None], *, command: str, is_json: bool) -> Iterator[None]:
    """Turn errors into one clear message and the documented exit code; never a traceback."""
    try:
        yield
    except LeadlineError as error:
        _refuse(error, command=command, is_json=is_json)
        end(error.exit_code)
    except BrokenPipeError:
        end(0)
    except OSError as error:
        unusable = _unusable(error)
        _refuse(unusable, command=command, is_json=is_json)
        end(unusable.exit_code)
    except Exception as error:  # the last fence: no traceback, no input repeated
        internal = LeadlineError(
            f"{type(error).__name__} in Leadline itself.", next_step=_REPORT_AT, code="internal"
        )
        _refuse(internal, command=command, is_json=is_json)
        end(INTERNAL_EXIT)


def _refuse(error: LeadlineError, *, command: str, is_json: bool) -> None:
    if not is_json:
        say(str(error))
        return
    whole = (Problem("", 0, "", error.code, error.message, error.next_step),)
    problems = error.problems if isinstance(error, InputRefused) else whole
    put(as_json(command, problems=[vars(problem) for problem in problems]))


def _unusable(error: OSError) -> UsageError:
    """Return a file or folder that the system refuses as what it mostly is: a wrong path."""
    place = "The answer" if error.filename is None else str(error.filename)
    return UsageError(
        f"{place} cannot be read or written: {error.strerror or type(error).__name__}.",
        next_step="Name another file or folder, or make room and rights for it.",
    )
