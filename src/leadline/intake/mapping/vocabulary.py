"""Vocabulary: what headings and labels of other people's tables most likely mean."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from leadline.core.code import Codelists
from leadline.words import languages, words
from leadline.words.calendar import fold

# Labels less alike than this are not proposed for each other.
ALIKE = 0.85
_CASES = "cases"


@dataclass(frozen=True)
class Guess:
    """A code, whether the label says just that, and what else it is used for."""

    code: str
    is_sure: bool
    others: tuple[str, ...] = ()


@cache
def _headings() -> dict[str, frozenset[str]]:
    text = (files("leadline.intake.mapping") / "headings.toml").read_text(encoding="utf-8")
    return {our: frozenset(map(fold, their)) for our, their in tomllib.loads(text).items()}


@cache
def _often() -> dict[str, dict[str, list[str]]]:
    text = (files("leadline.intake.mapping") / "labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def column_of(heading: str) -> Guess | None:
    """Return which of our columns a heading names, None where it names none."""
    label = fold(heading)
    known = {our: their for our, their in _headings().items() if our != _CASES}
    for our, their in known.items():
        if label in their or label == our:
            return Guess(our, True)
    inside = set(label.replace("/", " ").replace("(", " ").replace(")", " ").split())
    for our, their in known.items():
        if inside & their:
            return Guess(our, False)
    return None


def is_of_cases(headings: Iterable[str]) -> bool:
    """Whether two or more headings are those of a table with a row for each person or case."""
    return len({fold(heading) for heading in headings} & _headings()[_CASES]) > 1


class Vocabulary:
    """Labels of codes in all languages, to be found by what resembles them."""

    def __init__(self, kind: str, labels: Mapping[str, Iterable[str]]) -> None:
        self._used: dict[str, tuple[str, ...]] = {}
        for code, each in _often()[kind].items():
            for text in each:
                self._used[fold(text)] = (*self._used.get(fold(text), ()), code)
        self._often = {label: codes[0] for label, codes in self._used.items()}
        every = [(fold(label), code) for code, each in labels.items() for label in set(each)]
        self._code = dict(every)
        n_codes = Counter(label for label, code in set(every))
        self._shared = {label for label, n in n_codes.items() if n > 1}

    def guess(self, text: str) -> Guess | None:
        """Return the code whose label a text resembles most, None where it resembles none."""
        label = fold(text)
        if label in self._code:
            return Guess(self._code[label], label not in self._shared)
        known = self._often | self._code
        scores = {name: _alike(label, name) for name in known}
        best = max(scores, key=lambda name: scores[name])
        if scores[best] < ALIKE:
            return None
        others = tuple(code for code in self._used.get(best, ()) if code != known[best])
        return Guess(known[best], False, others)


def indicator_labels(codelists: Codelists) -> Vocabulary:
    """Return the labels of ``theme/indicator``."""
    return Vocabulary(
        "indicator",
        {
            f"{row.theme}/{row.code}": (
                row.code, *_said("ind", f"{row.theme}.{row.code}"))
            for row in codelists.indicators
        }
    )  # fmt: skip


def channel_labels(codelists: Codelists) -> Vocabulary:
    """Return the labels of channels."""
    return Vocabulary(
        "channel", {code: (code, *_said("channel", code)) for code in codelists.channels}
    )


def _said(kind: str, code: str) -> list[str]:
    return [words(language.code).label(kind, code) for language in languages()]


def _alike(label: str, known: str) -> float:
    match = SequenceMatcher(None, label, known)
    return match.ratio() if match.real_quick_ratio() >= ALIKE else 0.0
