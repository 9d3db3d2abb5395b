"""Match: texts of headings and rows, compared as a reader compares them."""

from collections.abc import Iterable

from leadline.words.calendar import Term, fold, terms

_TOTAL = Term("total")
# A phrase for a total is far shorter than some cells are.
_LOOKED_AT = 200


class Labels:
    """A set of texts that a label may equal; one that ends in ``*`` stands for all it begins."""

    def __init__(self, texts: Iterable[str]) -> None:
        every = [fold(text) for text in texts]
        self._whole = frozenset(text for text in every if not text.endswith("*"))
        self._begun = tuple(text[:-1] for text in every if text.endswith("*"))

    def __contains__(self, text: str) -> bool:
        label = fold(text)
        return bool(label) and (label in self._whole or label.startswith(self._begun))


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a heading as one text, an equal neighbour only once.

    Examples
    --------
    >>> joined(["2019", "", "janvier"])
    '2019 janvier'
    """
    kept: list[str] = []
    for part in parts:
        if part.strip() and part not in kept[-1:]:
            kept.append(part)
    return " ".join(kept)


def is_total(text: str) -> bool:
    """Whether a label begins with a word for a total, in any language.

    Examples
    --------
    >>> is_total("TOTAL 2019"), is_total("المجموع"), is_total("totalité")
    (True, True, False)
    """
    known = terms("")
    words = fold(text[:_LOOKED_AT]).split(" ")
    begins = (" ".join(words[:n]) for n in range(1, len(words) + 1))
    return any(_TOTAL in known.get(phrase, ()) for phrase in begins)
