"""Form: the patterns that a raw field must match before anything reads it, as data.

Lax parsers took ``1_000``, ``+7``, ``7.0``, digits of other scripts and month 13; so each
field is first held against an ASCII pattern, and only then read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.core import sdmx
from leadline.core.period import Frequency, Period, Span, parse_period
from leadline.intake.limit import LONGEST_TEXT
from leadline.intake.lookalike import without_lookalikes

YEARS = range(1900, 2200)
TLP = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


class NotInForm(ValueError):
    """The text does not match; ``code`` is the problem's code. The text is not kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Form:
    """What a field must look like, and how it is read then.

    Parameters
    ----------
    problem : str
        Problem code of a text that does not match the pattern.
    impossible : str
        Problem code of a text that matches but means nothing (30 February).
    is_code : bool
        A text that is refused for characters that only look right is told as such.
    """

    pattern: re.Pattern[str]
    problem: str
    # What a form reads differs from form to form; the columns' users know which.
    parse: Callable[[str], Any] = str
    impossible: str = ""
    is_code: bool = False

    def read(self, text: str) -> Any:  # differs from form to form
        """Return the value of a text.

        Raises
        ------
        NotInForm
            The text does not match the pattern, or means nothing.
        """
        if self.pattern.fullmatch(text) is None:
            raise NotInForm("lookalike" if self._looks_right(text) else self.problem)
        try:
            return self.parse(text)
        except ValueError:
            raise NotInForm(self.impossible) from None

    def _looks_right(self, text: str) -> bool:
        return self.is_code and self.pattern.fullmatch(without_lookalikes(text)) is not None


def _form(
    pattern: str, problem: str, *, parse: Callable[[str], Any] = str, impossible: str = ""
) -> Form:
    return Form(re.compile(pattern), problem, parse, impossible)


def _code(pattern: str, problem: str) -> Form:
    return Form(re.compile(pattern), problem, is_code=True)


def choice_of(*words: str, problem: str) -> Form:
    """Return the form of a field that holds one of a few words."""
    return _code("|".join(map(re.escape, words)), problem)


def _count(text: str) -> tuple[int, int]:
    if not text.startswith("<"):
        return int(text), int(text)
    below = int(text[1:])
    if below == 0:
        raise ValueError("nothing is below zero")
    return 0, below - 1


def _in_years(period: Period | Span) -> Period | Span:
    if period.first.year not in YEARS or period.last.year not in YEARS:
        raise ValueError("year out of range")
    return period


def _any_period(text: str) -> Period | Span:
    return _in_years(parse_period(text))


def _regular_period(text: str) -> Period:
    period = Period.parse(text)
    _in_years(period)
    return period


def _day(text: str) -> date:
    return _regular_period(text).first


def _from_sdmx(text: str) -> str:
    """Return a period of SDMX as we write it, blank where none was given."""
    if text == sdmx.UNSPECIFIED:
        return ""
    return str(_in_years(sdmx.parse_sdmx_period(text)))


def _above_zero(text: str) -> int:
    if int(text) == 0:
        raise ValueError("nothing is below zero")
    return int(text)


def _periods(text: str) -> tuple[Period, ...]:
    return tuple(_regular_period(part) for part in text.split(";"))


_YEAR = "[0-9]{4}"
_CODE = "[a-z][a-z0-9_]{0,63}"
_DAY = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_REGULAR = f"{_YEAR}(?:-(?:[0-9]{{2}}(?:-[0-9]{{2}})?|W[0-9]{{2}}|Q[1-4]|H[12]))?"
# Controls, marks that turn the direction of text about, and characters that mean nothing fixed.
_BAD = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffd\ud800-\udfff\ue000-\uf8ff"
# The first character may not be one that a spreadsheet takes for the beginning of a formula.
_TEXT = rf"(?![=+\-@\s])[^{_BAD}]{{0,{LONGEST_TEXT - 1}}}[^{_BAD}\s]"

COUNT = _form("[0-9]{1,8}|<[0-9]{1,3}", "count_form", parse=_count, impossible="count_below_zero")
PERIOD = _form(
    f"{_REGULAR}|{_DAY}/{_DAY}", "period_form", parse=_any_period, impossible="period_impossible"
)
REGULAR_PERIOD = _form(
    _REGULAR, "period_form", parse=_regular_period, impossible="period_impossible"
)
PERIODS = _form(
    f"{_REGULAR}(?:;{_REGULAR})*", "periods_form", parse=_periods, impossible="period_impossible"
)
DATE = _form(_DAY, "date_form", parse=_day, impossible="date_impossible")
MEMBER = _code("[A-Z][A-Z0-9]{2,4}|[A-Z]{2}-[A-Z0-9]{1,3}", "member_form")
CODE = _code(_CODE, "code_form")
# Bodies and regions are named by their owners, who like hyphens.
IDENTIFIER = _code("[a-z][a-z0-9_-]{0,63}", "identifier_form")
LANGUAGE = _code("[a-z]{2,3}", "language_form")
STATUS = choice_of(*sdmx.STATUSES, problem="status_unknown")
SHARE = _form(r"[0-9]{1,3}(?:\.[0-9]{1,17})?", "share_form", parse=float)
DECIMAL = _form(r"-?[0-9]{1,12}(?:\.[0-9]{1,17})?", "number_form", parse=float)
WHOLE = _form("[0-9]{1,10}", "whole_form", parse=int)
AGE = _form("[0-9]{1,3}", "whole_form", parse=int)
YEAR = _form("(?:19|20|21)[0-9]{2}", "year_form", parse=int)
TEXT = _form(_TEXT, "text_form")
GRADE = _code("[A-F][1-6]", "grade_form")
HANDLING = choice_of(*TLP, problem="tlp_unknown")
YES_NO_UNKNOWN = choice_of("yes", "no", "unknown", problem="yes_no_unknown")
PUBLIC = choice_of("no", "yes", "already_published", problem="public_unknown")
COMPARISON_KIND = choice_of("period", "model", "survey", problem="comparison_kind_unknown")
FREQUENCY = choice_of(*Frequency, problem="frequency_unknown")

# SDMX-CSV in our data structure.
_SDMX_PERIOD = f"{_YEAR}(?:-(?:[0-9]{{2}}(?:-[0-9]{{2}})?|[MW][0-9]{{2}}|Q[1-4]|S[12]|A1))?"
SDMX_STRUCTURE = choice_of("dataflow", "datastructure", problem="sdmx_structure")
SDMX_ID = choice_of(sdmx.DATAFLOW, sdmx.DATA_STRUCTURE, problem="sdmx_structure")
SDMX_ACTION = choice_of(*"AIR", problem="sdmx_action")
SDMX_FREQUENCY = choice_of(
    *sdmx.FREQUENCIES.values(), sdmx.FREQUENCY_OF_SPAN, problem="sdmx_frequency"
)
SDMX_INDICATOR = _form(f"{_CODE}(?:-{_CODE})?", "sdmx_indicator")
SDMX_PERIOD = _form(
    f"{_SDMX_PERIOD}|{_DAY}/P[0-9]{{1,5}}D",
    "sdmx_period",
    parse=_from_sdmx,
    impossible="period_impossible",
)
SDMX_OCCURRED = _form(
    f"{_SDMX_PERIOD}|{sdmx.UNSPECIFIED}",
    "sdmx_period",
    parse=_from_sdmx,
    impossible="period_impossible",
)
SDMX_VALUE = _form("[0-9]{1,8}", "sdmx_value", parse=int)
SDMX_BELOW = _form("[0-9]{1,3}", "sdmx_value", parse=_above_zero, impossible="count_below_zero")
