"""Words of the calendar as offices write them: what a word in the label of a period can mean.

Names of months come from CLDR, in both Arabic traditions and those of the Maghreb; all else is
``calendar.toml``. This module knows words; which of them make a period is for intake to say.
"""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from leadline.words.locale import HOME, language, languages

ORDINALS = ("first", "second", "third", "fourth")
# Words that say what the number beside them is, or how its parts hang together.
ROLES = ("quarter", "half", "week", "year", "fiscal", "month", "from", "to", "of", "era", "total")
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

_TATWEEL = "\N{ARABIC TATWEEL}"
# Letters that hands and keyboards use for each other; hamza goes with the accents, save alone.
_LETTERS = str.maketrans("ىیکةە", "ييكهه", "ء")
_DIGITS = str.maketrans(ARABIC_DIGITS + PERSIAN_DIGITS, "0123456789" * 2)

# A table of the file: words by role, and lists of names by the number of a month.
_Table = Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]]


@dataclass(frozen=True, order=True)
class Term:
    """What a word can mean.

    Parameters
    ----------
    role : str
        One of ``ROLES``, ``ordinal`` or ``month_name``.
    value : int
        The month (1..12) or the ordinal (1..4), else 0.
    """

    role: str
    value: int = 0


def fold(text: str) -> str:
    """Return a text without what hands write differently, for comparing.

    Small letters, no accents, vowel marks, tatweel, direction marks or presentation forms;
    one form of alef, yeh and heh; Latin digits for Arabic and Persian ones; single spaces.

    Examples
    --------
    >>> fold("  FÉVRIER ٢٠١٩ ")
    'fevrier 2019'
    """
    text = unicodedata.normalize("NFKC", text).replace(_TATWEEL, "").casefold()
    parts = (
        char
        for char in unicodedata.normalize("NFD", text)
        if unicodedata.category(char) not in ("Mn", "Cf")
    )
    return " ".join("".join(parts).translate(_LETTERS).translate(_DIGITS).split())


@cache
def terms(code: str) -> Mapping[str, frozenset[Term]]:
    """Return what each folded word or phrase of a language can mean; "" for all languages.

    Raises
    ------
    UnknownLanguage
        The code is neither empty nor that of a language.
    """
    codes = [language(code).code] if code else [row.code for row in languages()]
    found: defaultdict[str, set[Term]] = defaultdict(set)
    for each in ["any", *codes]:
        for text, term in _words(each):
            found[fold(text).rstrip(".")].add(term)
    return {text: frozenset(meant) for text, meant in found.items()}


def _words(code: str) -> Iterator[tuple[str, Term]]:
    table = _tables().get(code, {})
    for role in ROLES:
        yield from ((word, Term(role)) for word in table.get(role, ()))
    for value, name in enumerate(ORDINALS, 1):
        yield from ((word, Term("ordinal", value)) for word in table.get(name, ()))
    months = table.get("months", {})
    assert isinstance(months, Mapping)
    for number, names in months.items():
        yield from ((name, Term("month_name", int(number))) for name in names)
    if code != "any":
        for locale in table.get("locales", [language(code).locale]):
            yield from _names_of_months(Locale.parse(locale))


def _names_of_months(locale: Locale) -> Iterator[tuple[str, Term]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                yield name, Term("month_name", number)


@cache
def _tables() -> Mapping[str, _Table]:
    return tomllib.loads(HOME.joinpath("calendar.toml").read_text("utf-8"))
