"""Numbers as offices write them, into ours: only marks that a mapping declares are taken away.

What stays after that goes through the gate like any file. A mark that nobody declared is
refused: "1.234" is a thousand in one office and one and a bit in the next.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from leadline.core.counts import STATUS_WITHOUT_VALUE
from leadline.words.calendar import ARABIC_DIGITS, PERSIAN_DIGITS, fold

STATUS_WITH_VALUE = frozenset("ABDEPU")
LATIN = "0123456789"
SCRIPTS = {"latin": LATIN, "arabic": ARABIC_DIGITS, "persian": PERSIAN_DIGITS}
# What stands between digits of numbers, once spaces and apostrophes are one of each.
MARKS = ".,' \N{ARABIC THOUSANDS SEPARATOR}\N{ARABIC DECIMAL SEPARATOR}\N{ARABIC COMMA}"

# What changes a number that it stands beside: no mark of a footnote begins or ends with it.
_OF_NUMBERS = frozenset("".join(SCRIPTS.values()) + MARKS + "<>≤≥-−%‰")
_ALIKE = str.maketrans("\u00a0\u202f\u2009’", "   '")
_TO_LATIN = str.maketrans(ARABIC_DIGITS + PERSIAN_DIGITS, LATIN * 2)
_GROUP = 3
# What a mapping may give in place of a status, where a text as "-" means zero.
_ZERO = "0"
_WHOLE = re.compile("[0-9]+")
_SMALL = re.compile("<[1-9][0-9]{0,2}")
_NEGATIVE = re.compile(f"[-−] ?[0-9][0-9{re.escape(MARKS)}]*")
_GROUPS = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3})+")


@dataclass(frozen=True)
class Numbers:
    """How the numbers of a sheet are written.

    Parameters
    ----------
    thousands, decimal : str
        One character, "" where there is none. A space stands for narrow and fixed spaces too,
        a straight apostrophe for the curved one.
    digits : str
        ``latin``, ``arabic``, ``persian`` or ``any`` of these.
    small : mapping
        Text of a cell to ours: "moins de 5" to "<5".
    missing : mapping
        Text of a cell to the SDMX status of a value that is not there: L, M, O or Q; or to 0.
    footnotes : mapping
        Mark before or after a number to its SDMX status; "" for a mark without meaning here.
    """

    thousands: str = ""
    decimal: str = ""
    digits: str = "latin"
    small: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def folded_small(self) -> dict[str, str]:
        """``small``, its texts folded for comparing."""
        return {fold(tidy(text)): ours for text, ours in self.small.items()}

    @cached_property
    def folded_missing(self) -> dict[str, str]:
        """``missing``, its texts folded for comparing."""
        return {fold(tidy(text)): status for text, status in self.missing.items()}

    @cached_property
    def foreign(self) -> frozenset[str]:
        """Digits that were not declared, of the scripts that can be."""
        scripts = SCRIPTS if self.digits == "any" else {self.digits: SCRIPTS[self.digits]}
        return frozenset("".join(SCRIPTS.values())) - frozenset("".join(scripts.values()))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Marks of footnotes, the longest first: "**" before "*"."""
        return tuple(sorted(self.footnotes, key=lambda mark: (-len(mark), mark)))


@dataclass(frozen=True)
class Cell:
    """What a cell says: our text of its count and a status ("" for none), or a problem's code."""

    text: str = ""
    status: str = ""
    code: str = ""


def fault_of(numbers: Numbers) -> str:
    """Return the code of the problem that makes a declaration unusable, "" if there is none."""
    marks = [mark.translate(_ALIKE) for mark in (numbers.thousands, numbers.decimal) if mark]
    if any(len(mark) != 1 or mark.isalnum() or mark in "<-−" for mark in marks):
        return "marks_conflict"
    if len(set(marks)) < len(marks):
        return "marks_conflict"
    if any(_may_be_number(mark, marks) for mark in numbers.footnotes):
        return "footnote_form"
    if any(_SMALL.fullmatch(ours) is None for ours in numbers.small.values()):
        return "small_form"
    if not (STATUS_WITHOUT_VALUE | {_ZERO}).issuperset(numbers.missing.values()):
        return "status_unknown"
    statuses = STATUS_WITH_VALUE | {""}
    return "" if statuses.issuperset(numbers.footnotes.values()) else "status_unknown"


def read_number(text: str, numbers: Numbers) -> Cell:
    """Return what a cell says, read with the declared marks alone.

    Examples
    --------
    >>> read_number("1 234*", Numbers(thousands=" ", footnotes={"*": "P"}))
    Cell(text='1234', status='P', code='')
    >>> read_number("1.234", Numbers()).code
    'mark_undeclared'
    """
    text = tidy(text)
    word = _word(text, numbers)
    if word is not None:
        return word
    # Most cells; a mark of a footnote neither begins nor ends with a digit.
    if text.isascii() and text.isdigit() and "0" not in numbers.foreign:
        return Cell(text)
    rest, marks = without_footnotes(text, numbers.marks)
    statuses = {numbers.footnotes[mark] for mark in marks} - {""}
    if len(statuses) > 1:
        return Cell(code="footnotes_differ")
    status = next(iter(statuses), "")
    word = _word(rest, numbers)
    if word is not None:
        return word if word.status else Cell(word.text, status)
    ours, code = _whole(rest, numbers)
    return Cell(code=code) if code else Cell(ours, status)


def tidy(text: str) -> str:
    """Return a text without direction marks and outer spaces, its inner spaces all plain."""
    kept = (char for char in text if unicodedata.category(char) != "Cf")
    return "".join(kept).translate(_ALIKE).strip()


def without_footnotes(text: str, marks: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return a text without the marks at its ends, and these; where two fit, the earlier one."""
    found: list[str] = []
    while mark := next((m for m in marks if text.endswith(m) or text.startswith(m)), ""):
        found.append(mark)
        shorter = text.removesuffix(mark)
        text = (shorter if shorter != text else text.removeprefix(mark)).strip()
    return text, tuple(found)


def _may_be_number(mark: str, marks: list[str]) -> bool:
    """Whether a footnote's mark could be part of the number beside it."""
    ends = {mark[:1], mark[-1:]}
    return tidy(mark) != mark or not mark or not ends.isdisjoint(_OF_NUMBERS.union(marks))


def _word(text: str, numbers: Numbers) -> Cell | None:
    """Return what a blank or a declared text says, None for any other."""
    if not text:
        return Cell()
    if not (numbers.missing or numbers.small):
        return None
    folded = fold(text)
    status = numbers.folded_missing.get(folded)
    if status is not None:
        return Cell(_ZERO) if status == _ZERO else Cell(status=status)
    if folded in numbers.folded_small:
        return Cell(numbers.folded_small[folded])
    return None


def _whole(text: str, numbers: Numbers) -> tuple[str, str]:
    """Return a whole number in our own form, or a problem's code."""
    scripts = {name for name, digits in SCRIPTS.items() if not set(digits).isdisjoint(text)}
    if not numbers.foreign.isdisjoint(text):
        return "", "digits_undeclared"
    if len(scripts) != 1:
        return "", "cell_unreadable"
    latin = text.translate(_TO_LATIN)
    if _WHOLE.fullmatch(latin) or _SMALL.fullmatch(latin):
        return latin, ""
    return _unmarked(latin, numbers)


def _unmarked(text: str, numbers: Numbers) -> tuple[str, str]:
    """Return a number without its declared marks, or a problem's code."""
    between = set(text) - set(LATIN)
    declared = {numbers.thousands.translate(_ALIKE), numbers.decimal.translate(_ALIKE)} - {""}
    if not (text[0] in LATIN and text[-1] in LATIN and between <= {*MARKS, *declared}):
        return "", "count_below_zero" if _NEGATIVE.fullmatch(text) else "cell_unreadable"
    if not between <= declared:
        return "", "mark_undeclared"
    decimal, thousands = (m.translate(_ALIKE) for m in (numbers.decimal, numbers.thousands))
    whole, _, decimals = text.partition(decimal) if decimal else (text, "", "")
    groups = whole.replace(thousands, ",") if thousands else whole
    if not (_WHOLE.fullmatch(groups) or _GROUPS.fullmatch(groups)) or set(decimals) - set(LATIN):
        return "", "marks_misplaced"
    if len(decimals) == _GROUP:
        # "1,000" is a thousand more often than one with three decimals.
        return "", "number_not_whole" if decimals.strip("0") else "marks_misplaced"
    if decimals.strip("0"):
        return "", "number_not_whole"
    return groups.replace(",", ""), ""
