"""Direction marks: what keeps a number or a foreign term whole inside right-to-left text."""

import re

LRI = "\N{LEFT-TO-RIGHT ISOLATE}"
RLI = "\N{RIGHT-TO-LEFT ISOLATE}"
PDI = "\N{POP DIRECTIONAL ISOLATE}"

_MARKS = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}]")
_RTL_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def isolate_ltr(text: str) -> str:
    """Return text that reads left to right whatever stands around it."""
    return f"{LRI}{text}{PDI}"


def isolate_rtl(text: str) -> str:
    """Return text that reads right to left whatever stands around it."""
    return f"{RLI}{text}{PDI}"


def strip_marks(text: str) -> str:
    """Return text without Arabic vowel marks.

    With one of them inside an SVG, typst refuses to write PDF/UA-1.
    """
    return _MARKS.sub("", text)


def has_rtl_letter(text: str) -> bool:
    """Whether a text has at least one letter of a right-to-left script."""
    return _RTL_LETTER.search(text) is not None
