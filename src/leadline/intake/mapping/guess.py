"""Guess: what the numbers of a column seem to be written with, for a mapping that is proposed.

A guess is never used unseen: what could be meant otherwise comes back as a doubt.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadline.intake.mapping.draft import Draft
from leadline.intake.mapping.number import (
    LATIN,
    MARKS,
    SCRIPTS,
    Numbers,
    read_number,
    tidy,
    without_footnotes,
)
from leadline.words.calendar import fold

DOUBTS = (
    "ambiguous_mark",  # "1.234": thousands or decimals
    "cell_unreadable",
    "digits_mixed",
    "footnote_meaning",
    "marks_conflict",
    "missing_meaning",  # "-": zero or not known
)
# What is in doubt about numbers: the key it stands at, and the remark there.
_OF_NUMBERS = {
    "ambiguous_mark": ("thousands", "thousands, or decimals? counts have no decimals"),
    "digits_mixed": ("digits", "two kinds of digits: is that meant?"),
    "footnote_meaning": (
        "footnotes",
        'see the notes: "P" provisional, "B" break, "D" definition differs',
    ),
    "missing_meaning": ("missing", '"O" = missing, "0" = zero: see the notes'),
}
_BETWEEN = re.compile(f"[0-9]+(?:[{re.escape(MARKS)}][0-9]+)*")
_DECIMAL_ONLY = "\N{ARABIC DECIMAL SEPARATOR}"
_EITHER = ".,"
# The marks are right where the number is refused for what it says.
_READABLE = frozenset({"", "number_not_whole", "count_below_zero"})


@dataclass(frozen=True)
class _Known:
    """What cells often hold beside numbers."""

    missing: dict[str, str]
    doubtful: dict[str, str]
    small: re.Pattern[str]
    most: frozenset[str]
    footnotes: dict[str, str]


@dataclass(frozen=True)
class _Evidence:
    """Marks that a number shows to be of thousands, of decimals, or of either."""

    thousands: frozenset[str] = frozenset()
    decimal: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()


def guess_numbers(texts: Iterable[str]) -> tuple[Numbers, tuple[str, ...]]:
    """Return how the cells of a column seem to be written, and what is in doubt.

    Returns
    -------
    Numbers
        Only what the cells need; texts stand as they came.
    tuple of str
        Of ``DOUBTS``, sorted.
    """
    cells = [text for text in dict.fromkeys(map(tidy, texts)) if text]
    missing = {text: status for text in cells if (status := _missing(text))}
    split = [_without_marks(text) for text in cells if text not in missing]
    small = {text: ours for text, _ in split if (ours := _small(text))}
    footnotes = {mark: _known().footnotes[mark] for _, marks in split for mark in marks}
    numbers = [text for text, _ in split if text not in small]
    digits, doubts = _digits(numbers)
    thousands, decimal, in_doubt = _marks([fold(text) for text in numbers])
    doubts |= in_doubt
    doubts |= {"missing_meaning"} if set(map(fold, missing)) & set(_known().doubtful) else set()
    doubts |= {"footnote_meaning"} if "" in footnotes.values() else set()
    found = Numbers(thousands, decimal, digits, small, missing, footnotes)
    is_unreadable = any(read_number(text, found).code not in _READABLE for text in cells)
    doubts |= {"cell_unreadable"} if is_unreadable else set()
    return found, tuple(sorted(doubts))


def propose_numbers(draft: Draft, texts: Iterable[str]) -> None:
    """Propose how the cells of counts are written, with what is in doubt."""
    numbers, doubts = guess_numbers(texts)
    draft.numbers = _declared(numbers)
    draft.doubts |= dict(_OF_NUMBERS[doubt] for doubt in doubts if doubt in _OF_NUMBERS)


def says_no_number(text: str) -> bool:
    """Whether a cell says in words that a count is small or not there.

    Examples
    --------
    >>> says_no_number("أقل من 5"), says_no_number("n/a"), says_no_number("Police")
    (True, True, False)
    """
    return bool(_missing(tidy(text)) or _small(tidy(text)))


@cache
def _known() -> _Known:
    text = (files("leadline.intake.mapping") / "cells.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    below, most = ([fold(word) for word in data["small"][key]] for key in ("below", "most"))
    words = "|".join(re.escape(word) for word in sorted([*below, *most], key=len, reverse=True))
    return _Known(
        missing=_by_text(data["missing"]),
        doubtful=_by_text(data["doubtful"]),
        small=re.compile(f"(?P<word>{words}) ?(?P<number>[0-9]{{1,3}})"),
        most=frozenset(most),
        footnotes={
            tidy(mark): status for status, marks in data["footnotes"].items() for mark in marks
        },
    )


def _by_text(statuses: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold(tidy(text)): status for status, texts in statuses.items() for text in texts}


def _missing(text: str) -> str:
    """Return the status of a value that a text says is not there, else ""."""
    return (_known().missing | _known().doubtful).get(fold(text), "")


def _small(text: str) -> str:
    """Return ``<N`` for a text that says so, else ""."""
    known = _known()
    match = known.small.fullmatch(fold(text))
    if match is None:
        return ""
    below = int(match["number"]) + (match["word"] in known.most)
    return f"<{below}" if 0 < below < 1000 else ""


def _without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a number without the known marks beside it, and these; other texts as they are."""
    rest, marks = without_footnotes(text, Numbers(footnotes=_known().footnotes).marks)
    is_number = _BETWEEN.fullmatch(fold(rest)) is not None or _small(rest)
    return (rest, marks) if is_number else (text, ())


def _digits(texts: Sequence[str]) -> tuple[str, set[str]]:
    found = [name for name, digits in SCRIPTS.items() if set("".join(texts)) & set(digits)]
    if len(found) > 1:
        return "any", {"digits_mixed"}
    return (found[0] if found else "latin"), set()


def _marks(texts: Sequence[str]) -> tuple[str, str, set[str]]:
    """Return marks of thousands and of decimals, and what is in doubt."""
    doubts: set[str] = set()
    readable = [text for text in texts if _BETWEEN.fullmatch(text)]
    found = [_evidence(text) for text in readable]
    thousands: frozenset[str] = frozenset().union(*(each.thousands for each in found))
    decimal: frozenset[str] = frozenset().union(*(each.decimal for each in found))
    either = frozenset().union(*(each.either for each in found)) - thousands - decimal
    if len(either) == 1 and not thousands:
        thousands, doubts = either, doubts | (set() if decimal else {"ambiguous_mark"})
    elif either:
        doubts |= {"ambiguous_mark"}
    if thousands & decimal or len(thousands) > 1 or len(decimal) > 1:
        return "", "", doubts | {"marks_conflict"}
    return "".join(thousands), "".join(decimal), doubts


def _evidence(text: str) -> _Evidence:
    """Return what one number tells of its marks."""
    marks = [char for char in text if char not in LATIN]
    groups = re.split("[^0-9]", text)
    if not marks:
        return _Evidence()
    if len(set(marks)) > 1:
        return _Evidence(frozenset(marks[:-1]), frozenset(marks[-1:]))
    mark = frozenset(marks[:1])
    in_groups = len(groups[-1]) == 3 and len(groups[0]) <= 3 and not text.startswith("0")
    if marks[0] == _DECIMAL_ONLY or not (len(marks) > 1 or in_groups):
        return _Evidence(decimal=mark)
    if len(marks) > 1 or marks[0] not in _EITHER:
        return _Evidence(thousands=mark)
    return _Evidence(either=mark)


def _declared(numbers: Numbers) -> dict[str, object]:
    every = {name: getattr(numbers, name) for name in numbers.__dataclass_fields__}
    usual = vars(Numbers())
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in every.items()
        if value != usual[name]
    }
