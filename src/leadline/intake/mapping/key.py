"""Key: what a column beside the counts seems to hold, by its heading and what stands in it."""

from collections.abc import Iterable, Mapping, Sequence

from leadline.intake.mapping.find import is_number, readings
from leadline.intake.mapping.guess import guess_numbers, says_no_number
from leadline.intake.mapping.match import is_total
from leadline.intake.mapping.number import read_number
from leadline.intake.mapping.vocabulary import Guess, Vocabulary
from leadline.words.calendar import fold

# Columns with more distinct labels than this are remarks, not codes.
MOST_LABELS = 200
_PERCENT = frozenset("%٪‰")


def by_values(
    below: Sequence[str], guess: Guess | None, vocabularies: Mapping[str, Vocabulary]
) -> Guess | None:
    """Return what a column holds by what stands in it."""
    n_periods = sum(bool(readings(text)) for text in below)
    n_numbers = sum(map(is_number, below))
    n_numbers += sum(map(says_no_number, below)) if n_numbers else 0
    if guess is not None and guess.code == "reported" and n_periods * 2 >= len(below):
        return guess
    if below and n_numbers * 3 >= 2 * len(below):
        return Guess("count", guess is not None) if _is_counting(below) else None
    if guess is None and below and n_periods * 3 >= 2 * len(below):
        return Guess("reported", False)
    if guess is None:
        return _by_labels(below, vocabularies)
    return guess


def _by_labels(below: Sequence[str], vocabularies: Mapping[str, Vocabulary]) -> Guess | None:
    labels = _distinct(below)
    if not 0 < len(labels) <= MOST_LABELS:
        return None
    for our, vocabulary in vocabularies.items():
        if sum(vocabulary.guess(text) is not None for text in labels) * 2 >= len(labels):
            return Guess(our, False)
    return None


def may_be_counts(guess: Guess) -> bool:
    """Whether a heading only holds a word of a column that never has numbers in it."""
    return not guess.is_sure and guess.code not in ("member", "source")


def _distinct(texts: Iterable[str]) -> list[str]:
    """Return labels once each, however they are written."""
    return list({fold(text): text for text in texts if not is_total(text)}.values())


def few_labels(texts: Iterable[str]) -> list[str] | None:
    """Return the different labels that are not blank, None where they are too many for codes."""
    labels = [text for text in _distinct(texts) if text]
    return labels if len(labels) <= MOST_LABELS else None


def _is_counting(texts: Sequence[str]) -> bool:
    """Whether numbers look whole: a share or a rate is no count."""
    numbers, _ = guess_numbers(texts)
    n_shares = sum(not _PERCENT.isdisjoint(text) for text in texts)
    n_broken = sum(read_number(text, numbers).code == "number_not_whole" for text in texts)
    return (n_broken + n_shares) * 2 < len(texts)
