"""The words of one language: messages, labels, counted nouns, numbers and dates, final.

Takes and returns plain values. Everything that must be isolated in right-to-left text is
isolated here, so that a caller only puts texts together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.lists import format_list

from leadline.words import number
from leadline.words.axis import axis_locale
from leadline.words.bidi import has_rtl_letter, isolate_ltr, isolate_rtl, strip_marks
from leadline.words.catalogue import Catalogue, Message, catalogue, placeholders
from leadline.words.dating import say_date, say_period, say_span
from leadline.words.locale import Language, language


class UnknownMessage(KeyError):
    """A key that no catalogue has, or placeholders that are not the message's: our own mistake."""


@dataclass(frozen=True)
class Words:
    r"""What a language says, and how.

    Examples
    --------
    >>> words("fr").number(12345)
    '12\xa0345'
    >>> words("es").label("theme", "cooperation")
    'solicitudes transfronterizas'
    """

    language: Language
    catalogue: Catalogue

    def text(self, key: str, **placeholders: str | int) -> str:
        """Return a message with its placeholders filled; a whole number is formatted as a count.

        Raises
        ------
        UnknownMessage
            No such message, or other placeholders than it has.
        """
        message = self._message(key, is_plural=False)
        return self._filled(message, message.forms[0], placeholders)

    def plural(self, key: str, n: int, **placeholders: str | int) -> str:
        """Return a message in the form that the number n asks for; ``{n}`` is filled with it.

        Raises
        ------
        UnknownMessage
            No such plural message, or other placeholders than it has.
        """
        message = self._message(key, is_plural=True)
        form = message.forms[self.catalogue.form(abs(n))]
        return self._filled(message, form, {"n": n, **placeholders})

    def label(self, kind: str, code: str) -> str:
        """Return the label of a code: ``label("ind", "violence.victims_homicide")``."""
        return self.text(f"{kind}.{code}")

    def has(self, key: str) -> bool:
        """Whether there is such a message: for codes that the user's own files bring."""
        return key in self.catalogue.messages

    def opening(self, text: str) -> str:
        """Return a text with its first letter large, where the script has large letters."""
        return text[:1].upper() + text[1:]

    def number(self, value: float, *, decimals: int = 0) -> str:
        """Return a number, without a plus."""
        return number.format_number(value, language=self.language, decimals=decimals)

    def change(self, value: float, *, decimals: int = 0) -> str:
        """Return a change in units, with its sign."""
        return number.format_change(value, language=self.language, decimals=decimals)

    def percent(self, share: float, *, decimals: int = 0) -> str:
        """Return a share (0..1) as a percentage."""
        return number.format_percent(share, language=self.language, decimals=decimals)

    def percent_change(self, share: float, *, decimals: int = 0) -> str:
        """Return a relative change (-0.3: a fall of thirty per cent) as a signed percentage."""
        return number.format_percent_change(share, language=self.language, decimals=decimals)

    def digits(self, value: int) -> str:
        """Return a number that is a name and not an amount, as a year: no thousands marks."""
        return number.format_digits(value, language=self.language)

    def interval(self, lower: float, upper: float, *, decimals: int = 0) -> str:
        """Return a range of counts, as "a to b"."""
        return self._range(
            self.number(lower, decimals=decimals), self.number(upper, decimals=decimals)
        )

    def change_interval(self, lower: float, upper: float, *, decimals: int = 0) -> str:
        """Return a range of changes in units, with signs."""
        return self._range(
            self.change(lower, decimals=decimals), self.change(upper, decimals=decimals)
        )

    def percent_interval(self, lower: float, upper: float, *, decimals: int = 0) -> str:
        """Return a range of shares (0..1) as percentages."""
        return self._range(
            self.percent(lower, decimals=decimals), self.percent(upper, decimals=decimals)
        )

    def percent_change_interval(self, lower: float, upper: float, *, decimals: int = 0) -> str:
        """Return a range of relative changes as signed percentages."""
        return self._range(
            self.percent_change(lower, decimals=decimals),
            self.percent_change(upper, decimals=decimals),
        )

    def date(self, day: date) -> str:
        """Return a day in words."""
        return say_date(day, voice=self)

    def period(self, text: str) -> str:
        """Return a period (``2020-03``, ``2020-Q1``, ``2020-W14`` ...) or from-to total in words.

        Raises
        ------
        ValueError
            The text is not a period.
        """
        return say_period(text, voice=self)

    def span(self, first: str, last: str) -> str:
        """Return the time from one period to another of the same frequency, both included."""
        return say_span(first, last, voice=self)

    def list(self, items: Sequence[str]) -> str:
        """Return texts joined as the language joins them."""
        return self.language.smooth(format_list(items, locale=self.language.cldr))

    def term(self, text: str) -> str:
        """Return a foreign term, an id, a file name or a name, kept whole in other script."""
        if self.language.is_rtl and not has_rtl_letter(text):
            return isolate_ltr(text)
        return text

    def chart_text(self, text: str) -> str:
        """Return a text for an SVG, whose own direction is left to right, without vowel marks."""
        return isolate_rtl(strip_marks(text)) if self.language.is_rtl else text

    def vega_locale(self) -> dict[str, dict[str, object]]:
        """Return ``number`` and ``time`` locales, the same for vl-convert and vega-embed."""
        return axis_locale(self.language)

    def _range(self, lower: str, upper: str) -> str:
        return self.text("range", lower=lower, upper=upper)

    def _message(self, key: str, *, is_plural: bool) -> Message:
        message = self.catalogue.messages.get(key)
        if message is None or message.is_plural is not is_plural:
            kind = "plural message" if is_plural else "message"
            raise UnknownMessage(f"no {kind} {key!r} in {self.language.code}.po")
        return message

    def _filled(self, message: Message, form: str, values: dict[str, str | int]) -> str:
        # A form may leave the number out ("one report", a dual), never anything else.
        if placeholders(form) | {"n"} != values.keys() | {"n"}:
            expected = ", ".join(sorted(placeholders(form)))
            raise UnknownMessage(f"{message.key!r} takes the placeholders: {expected or 'none'}")
        shown = {
            name: value if isinstance(value, str) else self.number(value)
            for name, value in values.items()
        }
        return self.language.smooth(form.format(**shown))


@cache
def words(code: str) -> Words:
    """Return the words of a language.

    Raises
    ------
    UnknownLanguage
        There is no such language.
    """
    found = language(code)
    return Words(found, catalogue(found))
