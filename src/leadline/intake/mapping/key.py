"""Key: what a column beside the counts seems to hold, by its heading and what stands in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leadline.intake.mapping.find import is_number, readings
from leadline.intake.mapping.guess import guess_numbers, says_no_number
from leadline.intake.mapping.match import is_total
from leadline.intake.mapping.number import read_number
from leadline.intake.mapping.schema import COUNT, OPEN
from leadline.intake.mapping.vocabulary import Guess, Vocabulary, column_of
from leadline.words.calendar import fold

# Columns with more distinct labels than this are remarks, not codes.
MOST_LABELS = 200
# What a heading may be taken for although its labels say something else.
_LABELLED = ("source", "member", "theme", "indicator", "channel")
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


def as_headed(
    name: str, below: Sequence[str], vocabularies: Mapping[str, Vocabulary]
) -> Guess | None:
    """Return counts where a heading says so: numbers that are not whole are to be refused."""
    guess = column_of(name) if name else None
    is_headed = guess is not None and guess.is_sure and guess.code == COUNT
    is_headed = is_headed or vocabularies["indicator"].guess(name) is not None
    is_share = any(not is_number(text) or not _PERCENT.isdisjoint(text) for text in below)
    return Guess(COUNT, False) if is_headed and below and not is_share else None


def _by_labels(below: Sequence[str], vocabularies: Mapping[str, Vocabulary]) -> Guess | None:
    labels = _distinct(below)
    if not 0 < len(labels) <= MOST_LABELS:
        return None
    for our, vocabulary in vocabularies.items():
        if _n_known(labels, vocabulary) * 2 >= len(labels):
            return Guess(our, False)
    return None


@dataclass(frozen=True)
class Key:
    """A column beside the counts, as a mapping names it, and what it seems to hold.

    Parameters
    ----------
    n_known : int
        Labels that the vocabulary of the guess knows.
    doubt : str
        The remark that stands beside it.
    """

    name: str
    guess: Guess
    below: tuple[str, ...]
    n_known: int = 0
    doubt: str = ""


def key_of(
    name: str, guess: Guess, below: Sequence[str], vocabularies: Mapping[str, Vocabulary]
) -> Key:
    """Return a column with what its labels say, where they say something else than its heading."""
    labels = _distinct(below)
    n_known = {our: _n_known(labels, each) for our, each in vocabularies.items()}
    best = max(n_known, key=lambda our: n_known[our])
    code = guess.code
    if code in _LABELLED and n_known[best] * 2 >= max(len(labels), 1):
        code = code if n_known.get(code) == n_known[best] else best
    is_known = code not in n_known or n_known[code] > 0
    sure = guess.is_sure and code == guess.code and is_known
    found = Guess(code, sure, guess.others)
    return Key(name, found, tuple(below), n_known.get(code, 0), "" if sure else "sure?")


def settled(keys: Sequence[Key]) -> list[Key]:
    """Return the columns, those left open that give what another one gives better."""
    best: dict[str, Key] = {}
    for key in keys:
        other = best.setdefault(key.guess.code, key)
        if key.n_known > other.n_known:
            best[key.guess.code] = key
    return [_settled(key, best[key.guess.code]) for key in keys]


def _settled(key: Key, best: Key) -> Key:
    if key is best or key.guess.code not in _LABELLED:
        return key
    doubt = f"which of our columns? {key.guess.code} is given by another heading"
    return replace(key, guess=Guess(OPEN, False), doubt=doubt)


def _n_known(labels: Sequence[str], vocabulary: Vocabulary) -> int:
    return sum(vocabulary.guess(text) is not None for text in labels)


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
