"""Each thing that can be wrong with a catalogue is seen, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from leadline.words import check, language, languages
from leadline.words.catalogue import catalogue_bytes
from leadline.words.check import check_catalogues, codelist_keys, unused_messages
from leadline.words.usage import Usage

HEAD = """
msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {rule}\\n"
"""
TWO = "nplurals=2; plural=(n != 1);"
SIX = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)
ENGLISH = """
msgid "greeting"
msgstr "{n} words of {language}"

msgid "theme.violence"
msgstr "violence"
"""
SPANISH = """
msgid "greeting"
msgstr "{n} palabras de {language}"

msgid "theme.violence"
msgstr "violencia"
"""
COUNTED = """
msgid "count.words"
msgid_plural "count.words"
msgstr[0] "{n} word"
msgstr[1] "{n} words"
"""


def found(
    other: str, *, code: str = "es", rule: str = TWO, english: str = ENGLISH
) -> list[tuple[str, str, str]]:
    """Problems of an English and another catalogue, as (language, key, code)."""
    contents = {
        language("en"): (HEAD.format(code="en", rule=TWO) + english).encode(),
        language(code): (HEAD.format(code=code, rule=rule) + other).encode(),
    }
    problems = check_catalogues(contents, asked_for=frozenset({"greeting"}))
    return [(problem.language, problem.key, problem.code) for problem in problems]


def test_the_shipped_catalogues_have_no_problem() -> None:
    contents = {row: catalogue_bytes(row) for row in languages()}

    assert check_catalogues(contents, asked_for=codelist_keys()) == ()


def test_two_catalogues_that_say_the_same_have_no_problem() -> None:
    assert found(SPANISH) == []


def test_a_missing_message_is_seen() -> None:
    without = SPANISH.replace("theme.violence", "theme.other")

    assert ("es", "theme.violence", "missing") in found(without)


def test_a_message_that_english_lacks_is_seen() -> None:
    assert found(SPANISH + '\nmsgid "theme.new"\nmsgstr "nuevo"\n') == [
        ("es", "theme.new", "unknown")
    ]


def test_a_message_that_the_program_asks_for_and_nobody_has_is_seen() -> None:
    without = "\n\n".join(ENGLISH.split("\n\n")[1:])
    spanish = "\n\n".join(SPANISH.split("\n\n")[1:])

    assert found(spanish, english=without) == [("en", "greeting", "missing")]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ('"violencia"', '""', "empty"),
        ('"violencia"', '"violencia 24"', "digit"),
        ('"violencia"', '"violencia \u0662"', "digit"),
        ('"violencia"', '"violencia {n}"', "placeholders"),
        ("{n} palabras de {language}", "palabras de {language}", "placeholders"),
        ("{n} palabras de {language}", "{n} palabras de {lengua}", "placeholders"),
        ("{n} palabras de {language}", "{n} palabras de {language", "placeholders"),
        ("{n} palabras de {language}", "{n} {} palabras de {language}", "placeholders"),
        ("{n} palabras de {language}", "{n.real} palabras de {language}", "placeholders"),
        ('"violencia"', '"pornografía infantil"', "avoided word"),
        ('"violencia"', '"dramas familiares"', "avoided word"),
        ('"violencia"', '"violencia : todo"', "typography"),
        ('"violencia"', '"violencia "', "typography"),
        ('msgid "theme.violence"', '#, fuzzy\nmsgid "theme.violence"', "fuzzy"),
    ],
)
def test_a_seeded_fault_is_seen_and_it_alone(right: str, wrong: str, code: str) -> None:
    assert right in SPANISH

    assert [problem[2] for problem in found(SPANISH.replace(right, wrong))] == [code]


def test_a_key_that_stands_twice_is_seen() -> None:
    twice = SPANISH + '\nmsgid "theme.violence"\nmsgstr "violencia"\n'

    assert ("es", "theme.violence", "twice") in found(twice)


def test_a_plural_with_too_few_forms_is_seen() -> None:
    two_forms = SPANISH + COUNTED.replace("{n} word", "{n} كلمة")

    problems = found(two_forms, code="ar", rule=SIX, english=ENGLISH + COUNTED)

    assert problems == [("ar", "count.words", "empty")]


def test_a_plural_with_too_many_forms_is_seen() -> None:
    three_forms = SPANISH + COUNTED + 'msgstr[2] "{n} words"\n'

    assert found(three_forms, english=ENGLISH + COUNTED) == [("es", "", "unreadable")]


def test_a_plural_on_one_side_only_is_seen() -> None:
    plain = SPANISH + '\nmsgid "count.words"\nmsgstr "{n} palabras"\n'

    assert found(plain, english=ENGLISH + COUNTED) == [("es", "count.words", "forms")]


def test_forms_may_leave_out_the_number_and_nothing_else() -> None:
    english = COUNTED.replace("{n} word", "{n} word of {language}")
    dual = english.replace('"{n} word of {language}"', '"una palabra de {language}"')
    bare = english.replace('"{n} word of {language}"', '"una palabra"')

    assert found(SPANISH + dual, english=ENGLISH + english) == []
    assert found(SPANISH + bare, english=ENGLISH + english) == [
        ("es", "count.words", "placeholders")
    ]


@pytest.mark.parametrize(
    "rule", ["nplurals=2; plural=(n > 1);", "nplurals=3; plural=(n != 1);", "nplurals=1; plural=0;"]
)
def test_a_plural_rule_that_is_not_of_the_language_is_seen(rule: str) -> None:
    assert found(SPANISH, rule=rule) == [("es", "", "plural rule")]


def test_latin_punctuation_in_arabic_is_seen() -> None:
    arabic = SPANISH.replace("violencia", "عنف, وغيره")

    assert ("ar", "theme.violence", "typography") in found(arabic, code="ar", rule=SIX)


def test_an_avoided_arabic_word_is_seen_behind_its_article_and_vowel_marks() -> None:
    arabic = SPANISH.replace("violencia", "والزَّبون")

    assert ("ar", "theme.violence", "avoided word") in found(arabic, code="ar", rule=SIX)


def test_a_file_that_is_no_catalogue_is_said_to_be_unreadable() -> None:
    assert found('msgid "open\n') == [("es", "", "unreadable")]


def test_without_english_nothing_is_compared() -> None:
    broken = found(SPANISH, english='msgid "open\n')

    assert broken == [("en", "", "unreadable")]


def test_a_problem_says_where_and_what() -> None:
    contents = {language("en"): (HEAD.format(code="en", rule=TWO) + ENGLISH).encode()}

    problems = check_catalogues(contents, asked_for=frozenset({"greeting.new"}))

    assert [str(problem) for problem in problems] == [
        "en.po: greeting.new: missing: the program asks for it"
    ]


def test_every_code_of_the_codelists_is_asked_for() -> None:
    keys = codelist_keys()

    assert {"theme.violence", "ind.violence.victims_homicide", "unit.victims"} <= keys
    assert {"channel.family", "measure.stay_home", "source_type.ngo"} <= keys


def test_the_command_reports_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "codelist_keys", lambda: frozenset({"theme.unheard_of"}))

    assert check.main() == 1
    assert "theme.unheard_of: missing" in capsys.readouterr().out


def test_a_message_that_nothing_asks_for_is_seen_unless_the_glossary_shows_it() -> None:
    usage = Usage(keys=frozenset(), literals=frozenset({"range"}), beginnings=frozenset())

    problems = unused_messages(["range", "stat.median", "greeting"], usage)

    assert [(problem.key, problem.code) for problem in problems] == [("greeting", "unused")]


def test_the_command_has_nothing_to_say_about_what_is_shipped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert (check.main(), capsys.readouterr().out) == (0, "")


def test_the_catalogue_folder_holds_the_listed_languages_and_no_other() -> None:
    folder = Path(__file__).parents[3] / "src" / "leadline" / "words" / "catalogue"

    assert {path.stem for path in folder.iterdir()} == {row.code for row in languages()}


@pytest.mark.parametrize("locale", ["pt_PT", "sv", "ru", "pl", "he", "hi", "id", "ga", "ar"])
def test_the_plural_rule_that_is_told_is_one_that_is_taken(locale: str) -> None:
    row = replace(language("es"), code="xx", locale=locale)
    head = HEAD.format(code="xx", rule=check.plural_rule(row)).encode()
    english = HEAD.format(code="en", rule=TWO).encode()

    assert check_catalogues({language("en"): english, row: head}, asked_for=frozenset()) == ()


def test_another_plural_rule_is_told_the_right_one() -> None:
    contents = {
        language("en"): HEAD.format(code="en", rule=TWO).encode(),
        language("ar"): HEAD.format(code="ar", rule=TWO).encode(),
    }

    [problem] = check_catalogues(contents, asked_for=frozenset())

    assert problem.detail.startswith("this language has Plural-Forms: nplurals=6; plural=(n==0 ?")


def test_a_row_without_a_catalogue_is_told_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = replace(language("es"), code="pt")
    monkeypatch.setattr(check, "languages", lambda: (*languages(), row))

    assert check.main() == 1
    assert capsys.readouterr().out == (
        "pt.po: whole file: there is no such file: "
        "copy en.po to pt.po in the same folder and translate it\n"
    )
