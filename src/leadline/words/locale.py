"""The languages there are: the rows of ``languages.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale

HOME: Traversable = files("leadline.words")


class UnknownLanguage(LookupError):
    """No row of ``languages.toml`` has this code."""


@dataclass(frozen=True)
class Language:
    """A language of publication.

    Parameters
    ----------
    name : str
        In the language itself.
    direction : str
        ``ltr`` or ``rtl``.
    locale : str
        CLDR locale of its number and list formats.
    thousands : str
        The thousands mark, where it is not that of the locale.
    euphony : tuple of (str, str)
        Regular expression and replacement, for letters that change before the next word.
    """

    code: str
    name: str
    direction: str
    locale: str
    font: str
    thousands: str = ""
    euphony: tuple[tuple[str, str], ...] = ()

    @property
    def is_rtl(self) -> bool:
        """Whether text runs from right to left."""
        return self.direction == "rtl"

    @property
    def cldr(self) -> Locale:
        """The locale's data."""
        return Locale.parse(self.locale)

    def smooth(self, text: str) -> str:
        """Return a text with the letters changed that change before the next word."""
        for pattern, replacement in self.euphony:
            text = re.sub(pattern, replacement, text)
        return text


@cache
def languages() -> tuple[Language, ...]:
    """Return all languages, in the order of the list."""
    rows = tomllib.loads(HOME.joinpath("languages.toml").read_text("utf-8"))["language"]
    return tuple(_language(row) for row in rows)


def language(code: str) -> Language:
    """Return a language by its code.

    Raises
    ------
    UnknownLanguage
        There is no such row.
    """
    for row in languages():
        if row.code == code:
            return row
    known = ", ".join(row.code for row in languages())
    raise UnknownLanguage(f"There is no language {code!r}; there are {known}.")


def _language(row: dict[str, object]) -> Language:
    euphony = row.pop("euphony", [])
    assert isinstance(euphony, list)
    texts = {key: str(value) for key, value in row.items()}
    return Language(**texts, euphony=tuple((pair[0], pair[1]) for pair in euphony))
