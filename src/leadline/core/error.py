"""Every error Leadline raises on purpose.

::

    LeadlineError            code, message, next step
    ├── UsageError           the command or call cannot mean anything      exit 2
    ├── InputRefused         contributed files break the schema            exit 3
    ├── ReleaseBlocked       disclosure rules forbid the release           exit 4
    └── Unreadable           a file of ours is damaged or of another kind  exit 3
        ├── SealBroken       its content no longer matches its seal
        └── SchemaUnknown    its schema is not one this version reads

A programmer's mistake is an ``AssertionError`` or ``ValueError`` and exits 5.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one place of one input.

    Parameters
    ----------
    file : str
        The file as the user named it.
    row : int
        Line as a spreadsheet shows it, header = 1; 0 when the problem is the whole file.
    column : str
        A column name of the schema, or empty. Unknown names are never repeated.
    code : str
        Stable, documented in ``docs/reference/problems.md``.
    message, next : str
        What was expected and what came, without the refused content; what to do.
    """

    file: str
    row: int
    column: str
    code: str
    message: str
    next: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f":{self.row}"
        if self.column:
            place += f" {self.column}"
        return f"{place} [{self.code}] {self.message} {self.next}".rstrip()


class LeadlineError(Exception):
    """Base of all errors that a user can mend."""

    code = "error"
    exit_code = 5

    def __init__(self, message: str, *, next_step: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"[{self.code}] {self.message} {self.next_step}".rstrip()


class UsageError(LeadlineError):
    """The command or call cannot mean anything."""

    code = "usage"
    exit_code = 2


class InputRefused(LeadlineError):
    """Contributed files break the schema; carries every problem of every file."""

    code = "input_refused"
    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        noun = "problem" if len(self.problems) == 1 else "problems"
        super().__init__(
            f"{len(self.problems)} {noun} in the input.",
            next_step="Mend the places listed and run the same command again.",
        )

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.problems)])


class ReleaseBlocked(LeadlineError):
    """Disclosure rules forbid the release."""

    code = "release_blocked"
    exit_code = 4


class Unreadable(LeadlineError):
    """A file that Leadline wrote is damaged, or was not written by Leadline."""

    code = "unreadable"
    exit_code = 3


class SealBroken(Unreadable):
    """The content no longer matches its seal."""

    code = "seal_broken"


class SchemaUnknown(Unreadable):
    """The schema is not one this version reads."""

    code = "schema_unknown"
