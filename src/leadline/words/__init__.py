"""Words: what a code is called and how a number is written, in each language."""

from leadline.words.locale import Language, UnknownLanguage, language, languages
from leadline.words.wording import UnknownMessage, Words, words

__all__ = [
    "Language",
    "UnknownLanguage",
    "UnknownMessage",
    "Words",
    "language",
    "languages",
    "words",
]
