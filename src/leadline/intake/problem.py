"""Problems: the one list of what can be wrong with an input, and the collector of what was.

A message is made of the list's own text and of values that are safe to print: line numbers,
limits, names of the schema, files as the user named them. Refused content never gets in.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from leadline.core.error import InputRefused, Problem

# Past this many of one kind in one column of one file, the rest is counted, not listed.
LISTED_AT_MOST = 200


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
        self._problems: set[Problem] = set()
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def add(
        self, code: str, file: str, *, row: int = 0, column: str = "", **values: int | str
    ) -> None:
        """Add one problem; ``values`` fill the placeholders of its message."""
        kind = problem_kinds()[code]
        self._seen[file, column, code] += 1
        if self._seen[file, column, code] <= LISTED_AT_MOST:
            message, next_step = kind.message.format(**values), kind.next_step.format(**values)
            self._problems.add(Problem(file, row, column, code, message, next_step))

    def add_rows(
        self,
        code: str,
        file: str,
        *,
        rows: NDArray[np.int32],
        column: str = "",
        **values: int | str,
    ) -> None:
        """Add one problem for each line."""
        for row in rows[:LISTED_AT_MOST]:
            self.add(code, file, row=int(row), column=column, **values)
        self._seen[file, column, code] += len(rows[LISTED_AT_MOST:])

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything, notes included, sorted; long runs of one kind are cut and say so."""
        kind = problem_kinds()["more_of_the_same"]
        cut = [
            Problem(
                file,
                0,
                column,
                kind.code,
                kind.message.format(n=n - LISTED_AT_MOST, of=code),
                kind.next_step,
            )
            for (file, column, code), n in self._seen.items()
            if n > LISTED_AT_MOST
        ]
        return tuple(sorted(self._problems.union(cut)))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the reader is told although the input was read."""
        return tuple(problem for problem in self.problems if is_note(problem))

    def raise_if_refused(self) -> None:
        """Stop here when anything was refused.

        Raises
        ------
        InputRefused
            With every problem collected so far, notes left out.
        """
        refused = [problem for problem in self.problems if not is_note(problem)]
        if refused:
            raise InputRefused(refused)
