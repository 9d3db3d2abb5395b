"""Whether the catalogues say the same things, rightly formed: `python -m leadline.words.check`.

Every catalogue is set beside English and beside what the program asks for. Exit status 1 and
one line for each problem.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files

from babel.messages.plurals import get_plural
from babel.plural import PluralRule, to_gettext

from leadline.words.bidi import strip_marks
from leadline.words.catalogue import (
    Catalogue,
    Message,
    catalogue,
    catalogue_bytes,
    placeholders,
    read_catalogue,
)
from leadline.words.glossary import KINDS
from leadline.words.locale import HOME, Language, language, languages
from leadline.words.usage import Usage, used_in

REFERENCE = "en"
# Whole words; an Arabic word may carry a conjunction, a preposition and the article.
_WORD = r"(?<!\w)(?:[وفبكل]{{0,2}}(?:ال)?)?{}(?!\w)"
_KEY = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_TIGHT = re.compile(r" [:;!?%»]|« ")
_LATIN_PUNCTUATION = re.compile(r"[,;?]")
# Above two hundred CLDR has forms for round millions, which digits written out do not need.
_LOOKED_AT = range(201)
# The file of a codelist and the kind of its labels.
_CODELISTS = {"channels": "channel", "measures": "measure", "source_types": "source_type"}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a message (or, with an empty key, with a whole catalogue)."""

    language: str
    key: str
    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.language}.po: {self.key or 'whole file'}: {self.code}: {self.detail}"


@dataclass(frozen=True)
class _Beside:
    """A catalogue and what it is checked against."""

    language: Language
    content: str
    catalogue: Catalogue
    reference: Catalogue
    avoid: Mapping[str, object]


def check_catalogues(
    contents: Mapping[Language, bytes], *, asked_for: frozenset[str]
) -> tuple[Problem, ...]:
    """Return every problem of a set of catalogues, in the order of languages and keys.

    Parameters
    ----------
    contents : mapping
        The PO file of each language, English among them.
    asked_for : frozenset of str
        The keys that the program and the codelists ask for.
    """
    problems: list[Problem] = []
    read: dict[Language, Catalogue] = {}
    for row, content in contents.items():
        try:
            read[row] = read_catalogue(content)
        except ValueError as error:
            problems.append(Problem(row.code, "", "unreadable", str(error)))
    reference = next((ours for row, ours in read.items() if row.code == REFERENCE), None)
    if reference is None:
        return tuple(problems)
    for key in sorted(asked_for - reference.messages.keys()):
        problems.append(Problem(REFERENCE, key, "missing", "the program asks for it"))
    lists = tomllib.loads(HOME.joinpath("avoid.toml").read_text("utf-8"))
    for row, ours in read.items():
        text, avoid = contents[row].decode("utf-8"), lists.get(row.code, {})
        problems += _problems(_Beside(row, text, ours, reference, avoid))
    return tuple(problems)


def unused_messages(messages: Iterable[str], usage: Usage) -> tuple[Problem, ...]:
    """Return the messages that no code, codelist or page of the glossary can ask for."""
    kept = tuple(f"{kind}." for kind in KINDS)
    spare = (key for key in usage.unused(messages) if not key.startswith(kept))
    return tuple(Problem(REFERENCE, key, "unused", "nothing asks for it") for key in spare)


def codelist_keys() -> frozenset[str]:
    """Return the label of every code of the codelists."""
    home = files("leadline").joinpath("intake", "codelists")
    keys = set()
    for name, kind in _CODELISTS.items():
        rows = csv.DictReader(home.joinpath(f"{name}.csv").read_text("utf-8").splitlines())
        keys |= {f"{kind}.{row['code']}" for row in rows}
    for row in csv.DictReader(home.joinpath("indicators.csv").read_text("utf-8").splitlines()):
        keys |= {f"theme.{row['theme']}", f"unit.{row['unit']}"}
        keys.add(f"ind.{row['theme']}.{row['indicator']}")
    return frozenset(keys)


def _problems(beside: _Beside) -> Iterator[Problem]:
    ours, theirs = beside.catalogue.messages, beside.reference.messages
    code = beside.language.code
    for key in sorted(_twice(beside.content)):
        yield Problem(code, key, "twice", "the key stands in the file more than once")
    for key in sorted(theirs.keys() - ours.keys()):
        yield Problem(code, key, "missing", "English has it")
    for key in sorted(ours.keys() - theirs.keys()):
        yield Problem(code, key, "unknown", "English does not have it")
    if not _fits_language(beside.catalogue, beside.language):
        rule = plural_rule(beside.language)
        yield Problem(code, "", "plural rule", f"this language has Plural-Forms: {rule}")
    for key, message in sorted(ours.items()):
        for rule, check in _RULES.items():
            detail = check(message, beside)
            if detail:
                yield Problem(code, key, rule, detail)


def _twice(content: str) -> set[str]:
    keys = _KEY.findall(content)
    return {key for key in keys if keys.count(key) > 1} if len(keys) > len(set(keys)) else set()


def plural_rule(language: Language) -> str:
    """Return a plural rule that fits a language: the customary one, else one made from CLDR."""
    made = tuple(_plural_rules(language))
    heads = {rule: f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n' for rule in made}
    read = {rule: read_catalogue(head.encode()) for rule, head in heads.items()}
    return next((rule for rule in made if _fits_language(read[rule], language)), made[-1])


def _plural_rules(language: Language) -> Iterator[str]:
    yield str(get_plural(language.locale))
    cldr = language.cldr.plural_form
    used = {cldr(n) for n in _LOOKED_AT}
    rules = {category: rule for category, rule in cldr.rules.items() if category in used}
    yield f"{to_gettext(PluralRule(rules))};"


def _fits_language(catalogue: Catalogue, language: Language) -> bool:
    rule = language.cldr.plural_form
    pairs = {(catalogue.form(n), rule(n)) for n in _LOOKED_AT}
    forms, categories = {form for form, _ in pairs}, {category for _, category in pairs}
    return len(pairs) == len(forms) == len(categories) == catalogue.n_plurals


def _fuzzy(message: Message, _: _Beside) -> str:
    return "a translator has not confirmed it" if message.is_fuzzy else ""


def _empty(message: Message, _: _Beside) -> str:
    return "" if all(form.strip() for form in message.forms) else "a form has no text"


def _digit(message: Message, _: _Beside) -> str:
    has_digit = any(character.isdigit() for form in message.forms for character in form)
    return "every number is a placeholder" if has_digit else ""


def _placeholders(message: Message, beside: _Beside) -> str:
    english = beside.reference.messages.get(message.key)
    try:
        # Of a counted noun some forms may leave the number out; no form may add anything.
        mine = frozenset[str]().union(*map(placeholders, message.forms))
        each = [placeholders(form) | {"n"} for form in message.forms]
        if message.is_plural and any(fields != mine | {"n"} for fields in each):
            return "its forms differ in more than {n}"
        if english is None:
            return ""
        theirs = frozenset[str]().union(*map(placeholders, english.forms))
    except ValueError as error:
        return str(error)
    if any(not name.isidentifier() for name in mine):
        return "only names may stand in braces"
    return "" if mine == theirs else f"English has {', '.join(sorted(theirs)) or 'none'}"


def _forms(message: Message, beside: _Beside) -> str:
    # Forms too few are read as empty ones, forms too many make a file unreadable.
    english = beside.reference.messages.get(message.key)
    is_same = english is None or english.is_plural is message.is_plural
    return "" if is_same else "plural here or in English, not in both"


def _avoided(message: Message, beside: _Beside) -> str:
    text = strip_marks(" \n ".join(message.forms)).casefold()
    lists = {name: beside.avoid.get(name, {}) for name in ("instead", "except")}
    everywhere = beside.avoid.get("everywhere", [])
    assert isinstance(everywhere, list)
    own, allowed = (_entry(lists[name], message.key) for name in ("instead", "except"))
    found = (term for term in [*everywhere, *own] if term not in allowed and _stands(term, text))
    return ", ".join(dict.fromkeys(found))


def _entry(table: object, key: str) -> list[str]:
    assert isinstance(table, dict)
    return list(table.get(key, []))


def _stands(term: str, text: str) -> bool:
    return re.search(_WORD.format(re.escape(strip_marks(term).casefold())), text) is not None


def _typography(message: Message, beside: _Beside) -> str:
    if any(_TIGHT.search(form) for form in message.forms):
        return "a line may break before a mark: use a no-break space"
    if beside.language.is_rtl and any(map(_LATIN_PUNCTUATION.search, message.forms)):
        return "Latin comma, semicolon or question mark"
    has_spare = any(form != form.strip() or "  " in form for form in message.forms)
    return "a space too many" if has_spare else ""


_RULES: Mapping[str, Callable[[Message, _Beside], str]] = {
    "fuzzy": _fuzzy,
    "empty": _empty,
    "digit": _digit,
    "placeholders": _placeholders,
    "forms": _forms,
    "avoided word": _avoided,
    "typography": _typography,
}


def _contents() -> Iterator[tuple[Language, bytes]]:
    for row in languages():
        with suppress(FileNotFoundError):
            yield row, catalogue_bytes(row)


def _without_catalogue(contents: Mapping[Language, bytes]) -> Iterator[Problem]:
    for row in languages():
        if row not in contents:
            told = f"copy {REFERENCE}.po to {row.code}.po in the same folder and translate it"
            yield Problem(row.code, "", "there is no such file", told)


def main() -> int:
    """Check the catalogues of this installation; return the exit status."""
    contents = dict(_contents())
    usage = used_in(files("leadline"))
    problems = tuple(_without_catalogue(contents))
    problems += check_catalogues(contents, asked_for=usage.keys | codelist_keys())
    if not problems:
        problems = unused_messages(catalogue(language(REFERENCE)).messages, usage)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
