"""Laws of everything that words writes, in every language there is."""

import re
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.words import Words, languages, words

NUMBERS = (0, 1, 2, 3, 11, 100, 103, 1_000_000)
CODES = [row.code for row in languages()]
ISOLATE = re.compile("\u2066[^\u2066-\u2069]*\u2069")
# Spaces that the font does not have, direction marks that nobody but us may set, other digits.
FOREIGN = re.compile(r"[\u2000-\u200f\u202a-\u202f\u205f-\u2065]|[^\W\d_]*[^\D0-9]")
SHARES = st.floats(min_value=-1, max_value=50, allow_nan=False)
COUNTS = st.integers(min_value=-(10**9), max_value=10**9)


def fields(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name is not None}


def rendered(voice: Words, n: int) -> dict[str, str]:
    """Every message of a language, each placeholder filled with the number n."""
    found = {}
    for key, message in voice.catalogue.messages.items():
        names = set().union(*map(fields, message.forms))
        values = {name: voice.number(n) for name in names - {"n"}}
        if message.is_plural:
            found[key] = voice.plural(key, n, **values)
        else:
            found[key] = voice.text(key, **values, **({"n": n} if "n" in names else {}))
    return found


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("code", CODES)
def test_every_message_can_be_said_with_every_number(code: str, n: int) -> None:
    said = rendered(words(code), n)

    assert len(said) > 700
    assert [key for key, text in said.items() if not text or "{" in text or "}" in text] == []
    assert [key for key, text in said.items() if FOREIGN.search(text)] == []


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("code", [row.code for row in languages() if row.is_rtl])
def test_no_digit_stands_outside_an_isolate_where_text_runs_from_right_to_left(
    code: str, n: int
) -> None:
    said = rendered(words(code), n)

    assert [key for key, text in said.items() if re.search(r"\d", ISOLATE.sub("", text))] == []
    assert [key for key, text in said.items() if text.count("\u2066") != text.count("\u2069")] == []


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("code", [row.code for row in languages() if not row.is_rtl])
def test_no_direction_mark_stands_where_text_runs_from_left_to_right(code: str, n: int) -> None:
    said = rendered(words(code), n)

    assert [key for key, text in said.items() if re.search("[\u2066-\u2069]", text)] == []


LIKELY = {
    "ar": r"مرجح|أرجحية|احتمال",
    "en": r"likel|probab",
    "es": r"probab",
    "fr": r"probab",
}
CONFIDENCE = {"ar": "الثقة", "en": "confiden", "es": "confianza", "fr": "confiance"}


@pytest.mark.parametrize("code", sorted(LIKELY))
def test_no_sentence_speaks_of_likelihood_and_of_confidence(code: str) -> None:
    messages = words(code).catalogue.messages
    # What each word means is explained by saying that it is not the other.
    meant = {"read.confidence_means"}
    texts = {key: " ".join(message.forms) for key, message in messages.items() if key not in meant}

    likely = {key for key, text in texts.items() if re.search(LIKELY[code], text, re.IGNORECASE)}
    confident = {
        key
        for key, text in texts.items()
        if key.startswith(("confidence", "evidence.conf", "reason."))
        or re.search(CONFIDENCE[code], text, re.IGNORECASE)
    }

    assert len(likely) > 20 and len(confident) > 20
    assert likely & confident == set()


@given(value=COUNTS)
@pytest.mark.parametrize("code", CODES)
def test_a_count_can_be_read_back(code: str, value: int) -> None:
    digits = re.sub(r"[^0-9−]", "", words(code).number(value))

    assert int(digits.replace("−", "-")) == value


@given(share=SHARES)
@pytest.mark.parametrize("code", CODES)
def test_a_sign_stands_first_and_never_before_zero(code: str, share: float) -> None:
    written = words(code).percent_change(share).strip("\u2066\u2069")

    number = re.sub(r"[^0-9]", "", written)
    assert (written[0] in "+−") is (int(number) != 0)
    assert "-" not in written


@given(share=SHARES)
def test_languages_differ_in_marks_and_never_in_digits(share: float) -> None:
    written = [words(code).percent_change(share, decimals=1) for code in CODES]

    assert len({re.sub(r"[^0-9+−]", "", text) for text in written}) == 1
