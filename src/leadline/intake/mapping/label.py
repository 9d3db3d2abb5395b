"""Label: the text over a column or before a row, cut into words whose meaning is known.

Each word becomes a token with a sign of one letter, so that a whole label has a shape that a
plain regular expression can tell. A label with any other word has no shape at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from leadline.intake.form import YEARS
from leadline.words.calendar import ARABIC_DIGITS, PERSIAN_DIGITS, Term, fold, terms

LONGEST_LABEL = 80
# No period needs more words of two meanings; each doubles the readings.
MOST_DOUBTFUL = 4

_SIGNS = {
    "month_name": "M",
    "month": "P",
    "quarter": "Q",
    "half": "H",
    "week": "W",
    "year": "A",
    "fiscal": "F",
    "ordinal": "k",
    "from": "f",
    "to": "t",
    "of": "o",
}
# What changes nothing wherever it stands.
_SILENT = Term("era")
_SUFFIX = "er|ere|re|e|eme|nd|nde|st|rd|th|o|a|ro|do|to"
_PIECE = re.compile(
    rf"(?P<ordinal>(?<![0-9])[0-9]{{1,2}}\.?(?:{_SUFFIX})(?![^\W_]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+)\.?"
    r"|(?P<mark>[-/.,()])"
    r"|(?P<space>[\s_'’]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PLAIN = str.maketrans("–—‒‐‑−،°", "------,o")
_KNOWN_DIGITS = frozenset("0123456789" + ARABIC_DIGITS + PERSIAN_DIGITS)
# "آذار/مارس" is one month under two names.
_TWO_NAMES = re.compile(r"M[/(]?M\)?")


@dataclass(frozen=True)
class Token:
    """A word, number or mark of a label.

    Parameters
    ----------
    sign : str
        ``y`` year of four digits, ``n`` number of two digits, ``u`` of one, ``k`` ordinal,
        ``M`` name of a month, ``Q H W A F P`` the words quarter, half, week, year, fiscal year
        and month, ``f t o`` from, to and of; a mark stands for itself.
    value : int
        Of a number, an ordinal or a month, else 0.
    """

    sign: str
    value: int = 0


Label = tuple[Token, ...]


def read_label(text: str, *, language: str) -> tuple[Label, ...]:
    """Return every way to understand the words of a label; none if a word is not known.

    Parameters
    ----------
    language : str
        Whose words may stand in it; "" for those of all languages.
    """
    if len(text) > LONGEST_LABEL or _has_other_digits(text):
        return ()
    words = _understood(_pieces(text), _phrases(language))
    if words is None or sum(len(word) > 1 for word in words) > MOST_DOUBTFUL:
        return ()
    labels = (_one_name_each(tuple(label)) for label in product(*words))
    return tuple(dict.fromkeys(labels))


def shape(label: Label) -> str:
    """Return the signs of a label, one letter for each token."""
    return "".join(token.sign for token in label)


def _has_other_digits(text: str) -> bool:
    """Whether there is a digit that folding would make Latin although it is none: ² or ①."""
    return any(char.isnumeric() and char not in _KNOWN_DIGITS for char in text)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each piece, spaces left out."""
    found = _PIECE.finditer(fold(text).translate(_PLAIN))
    pieces = [(str(match.lastgroup), match[str(match.lastgroup)]) for match in found]
    return [(kind, piece) for kind, piece in pieces if kind != "space"]


@cache
def _phrases(language: str) -> dict[tuple[str, ...], frozenset[Term]]:
    """Return what phrases can mean, by their pieces."""
    signs = {*_SIGNS, _SILENT.role}
    return {
        tuple(piece for _, piece in _pieces(text)): known
        for text, meant in terms(language).items()
        if (known := frozenset(term for term in meant if term.role in signs))
    }


def _understood(
    pieces: Sequence[tuple[str, str]], phrases: dict[tuple[str, ...], frozenset[Term]]
) -> list[list[Token]] | None:
    """Return what each word can mean, the longest phrase first; None if one has no meaning."""
    longest = max(map(len, phrases))
    words: list[list[Token]] = []
    at = 0
    while at < len(pieces):
        size, tokens = _word(pieces[at : at + longest], phrases)
        if not size:
            return None
        words += [tokens] if tokens else []
        at += size
    return words


def _word(
    pieces: Sequence[tuple[str, str]], phrases: dict[tuple[str, ...], frozenset[Term]]
) -> tuple[int, list[Token]]:
    """Return how many pieces the first word takes (0: it has no meaning), and its meanings."""
    for size in range(len(pieces), 0, -1):
        meant = phrases.get(tuple(text for _, text in pieces[:size]))
        if meant is not None:
            return size, [Token(_SIGNS[t.role], t.value) for t in sorted(meant) if t != _SILENT]
    token = _alone(*pieces[0])
    return (0, []) if token is None else (1, [token])


def _alone(kind: str, text: str) -> Token | None:
    """Return the token of a number, an ordinal in digits or a mark."""
    if kind == "mark":
        return Token(text)
    if kind == "ordinal":
        return Token("k", int(re.sub("[^0-9]", "", text)))
    if kind == "number" and len(text) <= 2:
        return Token("nu"[len(text) == 1], int(text))
    if kind == "number" and len(text) == 4 and int(text) in YEARS:
        return Token("y", int(text))
    return None


def _one_name_each(label: Label) -> Label:
    """Leave out the second of two names of one month."""
    return tuple(token for at, token in enumerate(label) if at not in set(_second_names(label)))


def _second_names(label: Label) -> Iterator[int]:
    for match in _TWO_NAMES.finditer(shape(label)):
        names = [at for at in range(*match.span()) if label[at].sign == "M"]
        if label[names[0]].value == label[names[1]].value:
            yield from range(match.start() + 1, match.end())
