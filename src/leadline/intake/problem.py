"""Problems: the one list of what can be wrong with an input, and the collector of what was.

A message is made of the list's own text and of values that are safe to print: line numbers,
limits, names of the schema, files as the user named them. Refused content never gets in.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from leadline.core.error import InputRefused, Problem
from leadline.core.trace import line_ranges

# Past this many of one kind in one column of one file, the rest is told by its lines.
LISTED_AT_MOST = 5
RANGES_AT_MOST = 20
_FOLDS = ("more_of_the_same", "more_notes")


@dataclass(frozen=True)
class ProblemKind:
    """One entry of the list.

    Parameters
    ----------
    message, next_step : str
        English, with named placeholders.
    is_note : bool
        The input is read all the same; the reader is told.
    """

    code: str
    message: str
    next_step: str
    is_note: bool = False


@cache
def problem_kinds() -> dict[str, ProblemKind]:
    """Return the list, in its own order."""
    text = (files("leadline.intake") / "problems.toml").read_text(encoding="utf-8")
    return {
        code: ProblemKind(code, entry["message"], entry["next"], entry.get("note", False))
        for code, entry in tomllib.loads(text).items()
    }


def is_note(problem: Problem) -> bool:
    """Whether the input is read in spite of this problem."""
    return problem_kinds()[problem.code].is_note


def problem_reference() -> str:
    """Return the reference page of all problem codes, in Markdown."""
    rows = [
        f"| `{kind.code}` | {kind.message} | {kind.next_step} |"
        for kind in problem_kinds().values()
    ]
    return "\n".join(
        [
            "# Problems of input files",
            "",
            "Every problem that `leadline check` can report.",
            "All problems of all files come together; what was refused is never repeated.",
            "Words in braces are filled in with line numbers, limits and names of the schema.",
            "",
            "| code | what is wrong | what to do |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


class Report:
    """Collects the problems of any number of files."""

    def __init__(self) -> None:
        # Every file that was looked at.
        self.files: set[str] = set()
        self._problems: set[Problem] = set()
        # Every line of a problem, by file, column and code.
        self._rows: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)

    def add(
        self, code: str, file: str, *, row: int = 0, column: str = "", **values: float | str
    ) -> None:
        """Add one problem; ``values`` fill the placeholders of its message."""
        rows = self._rows[file, column, code]
        rows.append(row)
        if len(rows) <= LISTED_AT_MOST:
            self._problems.add(_problem(code, file, row=row, column=column, **values))

    def add_rows(
        self,
        code: str,
        file: str,
        *,
        rows: NDArray[np.int32],
        column: str = "",
        **values: float | str,
    ) -> None:
        """Add one problem for each line."""
        for row in rows[:LISTED_AT_MOST]:
            self.add(code, file, row=int(row), column=column, **values)
        self._rows[file, column, code].extend(rows[LISTED_AT_MOST:].tolist())

    def add_alone(self, code: str, file: str, *, row: int, **values: float | str) -> None:
        """Put one problem in the place of all that a file has: they follow from it."""
        self._problems = {problem for problem in self._problems if problem.file != file}
        for place in [place for place in self._rows if place[0] == file]:
            del self._rows[place]
        self.add(code, file, row=row, column="", **values)

    def lines(self, file: str) -> dict[str, NDArray[np.int64]]:
        """Return every line of a file that has a problem or note, by code; 0 is the whole file."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for (name, _, code), rows in self._rows.items():
            if name == file:
                found[code] += rows
        return {code: np.array(rows, dtype=np.int64) for code, rows in found.items()}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything, notes included, sorted; long runs of one kind are folded and say so."""
        folded = (
            _folded(file, column, code, rows)
            for (file, column, code), rows in self._rows.items()
            if any(rows[LISTED_AT_MOST:])  # what has no line says the same each time
        )
        return tuple(sorted(self._problems.union(folded), key=_after_the_first))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the reader is told although the input was read."""
        return tuple(problem for problem in self.problems if is_note(problem))

    @property
    def refused(self) -> tuple[Problem, ...]:
        """Why the input cannot be read."""
        return tuple(problem for problem in self.problems if not is_note(problem))

    def raise_if_refused(self) -> None:
        """Stop here when anything was refused.

        Raises
        ------
        InputRefused
            With every problem collected so far, notes left out.
        """
        if self.refused:
            raise InputRefused(self.refused)


def _problem(
    code: str, file: str, *, row: int = 0, column: str = "", **values: float | str
) -> Problem:
    kind = problem_kinds()[code]
    message, next_step = kind.message.format(**values), kind.next_step.format(**values)
    return Problem(file, row, column, code, message, next_step)


def _folded(file: str, column: str, code: str, every: list[int]) -> Problem:
    fold = "more_notes" if problem_kinds()[code].is_note else "more_of_the_same"
    rows, after = every[LISTED_AT_MOST:], max(every[: LISTED_AT_MOST + 1])
    ranges = line_ranges(rows)
    lines = [str(a) if a == b else f"{a}-{b}" for a, b in ranges[:RANGES_AT_MOST]]
    lines += ["and more"] * (len(ranges) > RANGES_AT_MOST)
    told = ", ".join(lines)
    return _problem(fold, file, row=after, column=column, of=code, n=len(rows), lines=told)


def _after_the_first(problem: Problem) -> tuple[str, int, bool, Problem]:
    """Order by file and line; what further places are, stands below the first ones."""
    return problem.file, problem.row, problem.code in _FOLDS, problem
