"""What a language says: messages, labels, counted nouns, lists and foreign terms."""

from dataclasses import FrozenInstanceError

import pytest

from leadline.words import UnknownLanguage, UnknownMessage, language, languages, words

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"


def test_there_are_the_four_languages_of_the_assessment() -> None:
    assert {"ar", "en", "es", "fr"} <= {row.code for row in languages()}


def test_arabic_runs_from_right_to_left_and_french_does_not() -> None:
    assert (language("ar").is_rtl, language("fr").is_rtl) == (True, False)


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(UnknownLanguage, match=r"'xx'; there are .*en, es, fr"):
        language("xx")


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("ar", "جرائم العنف ضد الأطفال"),
        ("en", "violent offences against children"),
        ("es", "delitos violentos contra niñas, niños y adolescentes"),
        ("fr", "infractions violentes commises contre des enfants"),
    ],
)
def test_a_code_has_its_label_in_every_language(code: str, label: str) -> None:
    assert words(code).label("theme", "violence") == label


def test_an_indicator_is_labelled_within_its_theme() -> None:
    label = words("en").label("ind", "violence.victims_homicide")

    assert label == "child victims of homicide"


@pytest.mark.parametrize(
    ("n", "written"),
    [
        (0, "لا أشهر"),
        (1, "شهر واحد"),
        (2, "شهران"),
        (3, f"{LRI}3{PDI} أشهر"),
        (11, f"{LRI}11{PDI} شهرًا"),
        (100, f"{LRI}100{PDI} شهر"),
        (103, f"{LRI}103{PDI} أشهر"),
        (1000000, f"{LRI}1,000,000{PDI} شهر"),
    ],
)
def test_arabic_counts_in_six_forms(n: int, written: str) -> None:
    assert words("ar").plural("count.months", n) == written


@pytest.mark.parametrize(
    ("code", "none", "two"),
    [
        ("en", "0 weeks", "2 weeks"),
        ("es", "0 semanas", "2 semanas"),
        ("fr", "0 semaine", "2 semaines"),
    ],
)
def test_zero_takes_the_form_of_the_language(code: str, none: str, two: str) -> None:
    assert words(code).plural("count.weeks", 0) == none
    assert words(code).plural("count.weeks", 2) == two


def test_a_whole_number_in_a_message_is_formatted_as_a_count() -> None:
    assert words("ar").text("evidence.rung", rung=3, of=5) == (
        f"سُلَّم الأدلة: {LRI}3{PDI} من {LRI}5{PDI}"
    )


@pytest.mark.parametrize("key", ["no.such.key", "count.weeks"])
def test_a_key_that_is_no_message_stops_at_once(key: str) -> None:
    with pytest.raises(UnknownMessage):
        words("en").text(key)


def test_a_message_that_counts_nothing_has_no_plural() -> None:
    with pytest.raises(UnknownMessage):
        words("en").plural("range", 2, lower="1", upper="2")


@pytest.mark.parametrize(
    "placeholders", [{}, {"lower": "1"}, {"lower": "1", "upper": "2", "middle": "3"}]
)
def test_placeholders_must_be_those_of_the_message(placeholders: dict[str, str]) -> None:
    with pytest.raises(UnknownMessage, match="lower, upper"):
        words("en").text("range", **placeholders)


def test_it_can_be_asked_whether_there_is_a_message() -> None:
    assert words("fr").has("read_as.article")
    assert not words("fr").has("read_as.a_dream")


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "Guerrero, Puebla and Hidalgo"),
        ("es", "Guerrero, Puebla e Hidalgo"),
        ("fr", "Guerrero, Puebla et Hidalgo"),
        ("ar", "Guerrero وPuebla وHidalgo"),
    ],
)
def test_a_list_is_joined_as_the_language_joins_it(code: str, written: str) -> None:
    assert words(code).list(["Guerrero", "Puebla", "Hidalgo"]) == written


@pytest.mark.parametrize(
    ("items", "written"),
    [(["agua", "hielo"], "agua y hielo"), (["uno", "otro"], "uno y otro")],
)
def test_the_spanish_and_changes_before_its_own_sound_only(items: list[str], written: str) -> None:
    assert words("es").list(items) == written


def test_a_foreign_term_is_isolated_where_text_runs_from_right_to_left() -> None:
    assert words("ar").term("TLP:CLEAR") == f"{LRI}TLP:CLEAR{PDI}"
    assert words("en").term("TLP:CLEAR") == "TLP:CLEAR"


def test_a_name_in_arabic_letters_needs_no_isolate() -> None:
    assert words("ar").term("المكسيك") == "المكسيك"


def test_chart_text_is_wrapped_and_loses_its_vowel_marks_in_arabic_alone() -> None:
    assert words("ar").chart_text("العدد المسجَّل") == f"{RLI}العدد المسجل{PDI}"
    assert words("fr").chart_text("enregistré") == "enregistré"


def test_text_keeps_its_vowel_marks() -> None:
    assert "\u0651" in words("ar").label("stat", "unaccounted")


@pytest.mark.parametrize(
    ("code", "text", "opened"),
    [("fr", "écart", "Écart"), ("en", "not published", "Not published"), ("ar", "لا", "لا")],
)
def test_a_sentence_opens_with_a_large_letter_where_there_is_one(
    code: str, text: str, opened: str
) -> None:
    assert words(code).opening(text) == opened


def test_the_words_of_a_language_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        words("en").language = language("fr")
