"""Reading catalogues: gettext PO files whose ids are stable keys, English included.

Placeholders are python-brace fields by name. Plural forms follow the file's own header.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from io import BytesIO
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from leadline.words.locale import HOME, Language

# A translator comment `#. provisional`: no native reader has passed this wording yet.
PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Message:
    """One message: its forms, one where it has no plural."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool
    is_provisional: bool
    is_fuzzy: bool


@dataclass(frozen=True)
class Catalogue:
    """The messages of a language and the rule that picks a plural form."""

    messages: Mapping[str, Message]
    n_plurals: int
    form: Callable[[int], int]


def read_catalogue(content: bytes) -> Catalogue:
    """Read a PO file; ValueError if it is not one."""
    try:
        po = read_po(BytesIO(content), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(str(error)) from None
    messages = (_message(row) for row in _rows(po))
    rule = c2py(po.plural_expr)
    return Catalogue({row.key: row for row in messages}, po.num_plurals, rule)


def catalogue_bytes(language: Language) -> bytes:
    """Return the catalogue file of a language."""
    return HOME.joinpath("catalogue", f"{language.code}.po").read_bytes()


@cache
def catalogue(language: Language) -> Catalogue:
    """Return the catalogue of a language."""
    return read_catalogue(catalogue_bytes(language))


def placeholders(form: str) -> frozenset[str]:
    """Return the names of a message's fields; ValueError if they are malformed."""
    return frozenset(name for _, name, _, _ in Formatter().parse(form) if name is not None)


def _rows(po: Catalog) -> list[tuple[str, object, list[str], bool]]:
    return [
        (row.id if isinstance(row.id, str) else row.id[0], row.string, row.auto_comments, row.fuzzy)
        for row in po
        if row.id
    ]


def _message(row: tuple[str, object, list[str], bool]) -> Message:
    key, string, comments, fuzzy = row
    forms = tuple(string) if isinstance(string, list | tuple) else (str(string),)
    return Message(
        key=key,
        forms=tuple(str(form) for form in forms),
        is_plural=not isinstance(string, str),
        is_provisional=PROVISIONAL in comments,
        is_fuzzy=fuzzy,
    )
