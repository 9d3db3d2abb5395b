"""The one number formatter: every digit of an edition is written here.

Marks for decimals and thousands come from CLDR; digits are Latin in every language. In
right-to-left text each number is isolated, or its sign would stand on the wrong side.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import format_decimal

from leadline.words.bidi import isolate_ltr
from leadline.words.locale import Language

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
NUMBERING = "latn"

# The font has neither of CLDR's narrow spaces; its direction marks are ours to set.
_OURS = str.maketrans({"\u202f": NO_BREAK, "\u2009": NO_BREAK, "\u200e": "", "\u200f": ""})


def format_number(value: float, *, language: Language, decimals: int = 0) -> str:
    """Return a number with a true minus and no plus."""
    return _isolated(_signed(value, language, decimals, plus=""), language)


def format_change(value: float, *, language: Language, decimals: int = 0) -> str:
    """Return a number with its sign; zero, also after rounding, has none."""
    return _isolated(_signed(value, language, decimals, plus="+"), language)


def format_percent(share: float, *, language: Language, decimals: int = 0) -> str:
    """Return a share (0..1) as a percentage."""
    return _isolated(_percent(share, language, decimals, plus=""), language)


def format_percent_change(share: float, *, language: Language, decimals: int = 0) -> str:
    """Return a change as a share (-0.3: a fall of thirty per cent) as a signed percentage."""
    return _isolated(_percent(share, language, decimals, plus="+"), language)


def format_digits(value: int, *, language: Language) -> str:
    """Return a whole number without thousands marks: a year, a week, a rung."""
    return _isolated(str(value), language)


def percent_affixes(language: Language) -> tuple[str, str]:
    """Return what stands before and after the number in a percentage."""
    pattern = language.cldr.percent_formats[None]
    return pattern.prefix[0].translate(_OURS), pattern.suffix[0].translate(_OURS)


def marks(language: Language) -> tuple[str, str]:
    """Return the decimal mark and the thousands mark."""
    symbols = language.cldr.number_symbols[NUMBERING]
    return symbols["decimal"].translate(_OURS), (language.thousands or symbols["group"]).translate(
        _OURS
    )


def _percent(share: float, language: Language, decimals: int, plus: str) -> str:
    before, after = percent_affixes(language)
    text = _signed(Decimal(str(share)).scaleb(2), language, decimals, plus)
    sign = text[0] if text[0] in (MINUS, "+") else ""
    return f"{sign}{before}{text.removeprefix(sign)}{after}"


@cache
def _signed(value: float | Decimal, language: Language, decimals: int, plus: str) -> str:
    # Through the shortest decimal text, so that 0.285 is the number that a reader sees.
    exact = Decimal(str(value))
    assert exact.is_finite(), "only finite numbers are printed"
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else plus if rounded > 0 else ""
    whole = language.cldr.decimal_formats[None].pattern.partition(".")[0]
    pattern = f"{whole}.{'0' * decimals}" if decimals else whole
    digits = format_decimal(
        abs(rounded), format=pattern, locale=language.cldr, numbering_system=NUMBERING
    )
    if language.thousands:
        digits = digits.replace(
            language.cldr.number_symbols[NUMBERING]["group"], language.thousands
        )
    return sign + digits.translate(_OURS)


def _isolated(text: str, language: Language) -> str:
    return isolate_ltr(text) if language.is_rtl else text
