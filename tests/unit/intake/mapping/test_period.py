"""Labels of periods: every reading that each can have, and no other."""

import pytest

from leadline.intake.mapping.period import read_period

ANY = ""
# Language, label, readings apart by a space.
LABELS = [
    # Our own forms, in any digits.
    (ANY, "2020-03-14", "2020-03-14"),
    (ANY, "2020-W14", "2020-W14"),
    (ANY, "2020-03", "2020-03"),
    (ANY, "2020-Q1", "2020-Q1"),
    (ANY, "2020-H1", "2020-H1"),
    (ANY, "2020", "2020"),
    (ANY, "2020-03-01/2020-05-31", "2020-03-01/2020-05-31"),
    (ANY, "٢٠٢٠-٠٣", "2020-03"),
    # Months.
    ("fr", "janv. 2019", "2019-01"),
    ("fr", "JANVIER 2019", "2019-01"),
    ("fr", "janvier-19", "2019-01"),
    ("fr", "fevr-2019", "2019-02"),
    ("fr", "Mois de mars 2020", "2020-03"),
    ("es", "ene-2019", "2019-01"),
    ("es", "setiembre de 2019", "2019-09"),
    ("es", "Enero del año 2019", "2019-01"),
    ("en", "Jan 19", "2019-01"),
    ("en", "Jan-19", "2019-01"),
    ("en", "Sept. 2019", "2019-09"),
    ("en", "Jan '19", "2019-01"),
    ("en", "Jan 79", "2079-01"),
    ("en", "Jan 80", "1980-01"),
    ("en", "2019 January", "2019-01"),
    ("en", "March, 2020", "2020-03"),
    ("en", "Jan_2020", "2020-01"),
    (ANY, "2019 M03", "2019-03"),
    (ANY, "2019M3", "2019-03"),
    (ANY, "M03-2019", "2019-03"),
    (ANY, "01/2019", "2019-01"),
    (ANY, "1.2019", "2019-01"),
    (ANY, "2019/01", "2019-01"),
    ("ar", "يناير 2019", "2019-01"),
    ("ar", "كانون الثاني ٢٠١٩", "2019-01"),
    ("ar", "كانون الأول ۲۰۱۹", "2019-12"),
    ("ar", "ك٢ 2019", "2019-01"),
    ("ar", "ت1 2019", "2019-10"),
    ("ar", "جويلية 2019", "2019-07"),
    ("ar", "غشت 2019", "2019-08"),
    ("ar", "شهر مارس لعام ٢٠٢٠م", "2020-03"),
    ("ar", "آذار/مارس 2020", "2020-03"),
    ("ar", "آذار (مارس) 2020", "2020-03"),
    # Quarters.
    ("fr", "T1 2020", "2020-Q1"),
    ("fr", "1er trimestre 2020", "2020-Q1"),
    ("fr", "2ème trim. 2020", "2020-Q2"),
    ("fr", "Troisième trimestre 2020", "2020-Q3"),
    (ANY, "Q1-2020", "2020-Q1"),
    ("en", "Q4 '19", "2019-Q4"),
    ("en", "2nd quarter of 2020", "2020-Q2"),
    ("es", "Primer trimestre 2020", "2020-Q1"),
    ("es", "2.º trimestre de 2020", "2020-Q2"),
    ("es", "III Trimestre 2020", "2020-Q3"),
    ("es", "4T20", "2020-Q4"),
    ("es", "Trimestre 2 - 2020", "2020-Q2"),
    ("ar", "الربع الأول 2020", "2020-Q1"),
    ("ar", "الربع الثاني من عام ٢٠٢٠", "2020-Q2"),
    ("ar", "الثلاثي الرابع 2020", "2020-Q4"),
    # Halves.
    ("fr", "1er semestre 2020", "2020-H1"),
    ("fr", "S1 2020", "2020-H1 2020-W01"),
    ("es", "2S 2020", "2020-H2 2020-W02"),
    ("fr", "Sem. 2 2020", "2020-H2 2020-W02"),
    ("en", "H2 2020", "2020-H2"),
    ("en", "First half of 2020", "2020-H1"),
    ("en", "2nd half-year 2020", "2020-H2"),
    ("ar", "النصف الأول 2020", "2020-H1"),
    ("ar", "السداسي الثاني 2020", "2020-H2"),
    # Weeks.
    ("fr", "Semaine 14 2020", "2020-W14"),
    ("fr", "S14 2020", "2020-W14"),
    ("fr", "2020-S14", "2020-W14"),
    ("es", "Semana 14 de 2020", "2020-W14"),
    ("en", "Week 53, 2020", "2020-W53"),
    ("en", "wk 1 2020", "2020-W01"),
    (ANY, "W14/2020", "2020-W14"),
    ("ar", "الأسبوع ١٤ لعام ٢٠٢٠", "2020-W14"),
    # Years.
    (ANY, "2019", "2019"),
    ("fr", "Année 2019", "2019"),
    ("es", "Año 2019", "2019"),
    ("ar", "سنة ٢٠١٩", "2019"),
    # From-to totals.
    ("fr", "mars-mai 2020", "2020-03-01/2020-05-31"),
    ("en", "Mar–May 2020", "2020-03-01/2020-05-31"),
    ("fr", "du 1er mars au 31 mai 2020", "2020-03-01/2020-05-31"),
    ("fr", "Période du 1er mars 2020 au 31 mai 2020", "2020-03-01/2020-05-31"),
    ("fr", "du 01/03/2020 au 31/05/2020", "2020-03-01/2020-05-31"),
    ("fr", "du 01/03 au 31/05/2020", "2020-03-01/2020-05-31"),
    ("fr", "du 01/03/2020 au 12/05/2020", "2020-03-01/2020-05-12 2020-01-03/2020-12-05"),
    ("fr", "du 1er au 15 mars 2020", "2020-03-01/2020-03-15"),
    ("fr", "d’avril à juin 2020", "2020-Q2"),
    ("fr", "nov. 2019 – févr. 2020", "2019-11-01/2020-02-29"),
    ("ar", "من مارس إلى مايو 2020", "2020-03-01/2020-05-31"),
    ("ar", "آذار - أيار ٢٠٢٠", "2020-03-01/2020-05-31"),
    ("ar", "الفترة من 1 مارس 2020 إلى 31 مايو 2020", "2020-03-01/2020-05-31"),
    ("es", "de marzo a mayo de 2020", "2020-03-01/2020-05-31"),
    ("es", "del 1 de marzo al 31 de mayo de 2020", "2020-03-01/2020-05-31"),
    ("es", "Enero-Junio 2020", "2020-H1"),
    ("en", "January to December 2020", "2020"),
    ("en", "1 to 31 March 2020", "2020-03"),
    ("en", "30 March 2020 - 5 April 2020", "2020-W14"),
    ("en", "from March 18 to May 10, 2020", "2020-03-18/2020-05-10"),
    ("en", "Q1-Q3 2020", "2020-01-01/2020-09-30"),
    ("fr", "du premier trimestre 2020 au troisième trimestre 2020", "2020-01-01/2020-09-30"),
    ("fr", "de 2018 à 2020", "2018-01-01/2020-12-31"),
    # Days.
    (ANY, "14/03/2020", "2020-03-14"),
    (ANY, "03/14/2020", "2020-03-14"),
    (ANY, "03/04/2020", "2020-04-03 2020-03-04"),
    (ANY, "04.04.2020", "2020-04-04"),
    (ANY, "14-03-20", "2020-03-14"),
    (ANY, "2020/3/14", "2020-03-14"),
    ("en", "14 March 2020", "2020-03-14"),
    ("en", "March 14th, 2020", "2020-03-14"),
    ("fr", "1er mars 2020", "2020-03-01"),
    ("es", "14-mar-2020", "2020-03-14"),
    ("ar", "١٤ مارس ٢٠٢٠", "2020-03-14"),
    # Financial years of which no one said when they begin.
    (ANY, "2019/20", "2019 2020"),
    (ANY, "2019/2020", "2019 2020"),
    (ANY, "2019-2020", "2019 2020 2019-01-01/2020-12-31"),
    ("en", "FY2020", "2019 2020"),
    ("en", "FY 19/20", "2019 2020"),
    ("fr", "Exercice 2019-20", "2019 2020"),
    ("ar", "السنة المالية 2019/2020", "2019 2020"),
    ("en", "Q1 2019/20", "2019-Q1 2020-Q1"),
    (ANY, "2011/12", "2011-12 2011 2012"),
]
NONE = [
    *("", " ", "-", "/", "()", "total", "Total 2019", "Service", "hello 2020", "2020 hello"),
    *("Mar 2020 *", "Mar 2020 (provisional)", "Mar Apr 2020", "Mar/Apr 2020", "Mar 2020 2021"),
    *("01 2019", "202003", "20200314", "2019/13", "13/2019", "00/2019", "2019/00", "0/2019"),
    *(
        "1820",
        "2200",
        "1441هـ",
        "1441",
        "999",
        "12345",
        "Q5 2020",
        "Q0 2020",
        "T14 2020",
        "H3 2020",
    ),
    *(
        "Week 54 2020",
        "W53 2021",
        "W0 2020",
        "W00/2020",
        "31/02/2020",
        "2020-02-30",
        "32 March 2020",
    ),
    *("2020-03-14T00:00", "14/03-2020", "2019/21", "2019-2018", "2020-2019", "FY2019/21"),
    *("May-Mar 2020", "Nov-Feb 2020", "31 May 2020 to 1 March 2020", "Mar 2020 to 2021"),
    *("Mar-Q2 2020", "March 2020 to May", "janvier", "Q1", "S14", "19 mars", "mars-mai", "M03"),
    *(
        "S1² 2020",
        "2019²",
        "① 2020",
        "Jan ²0",
        "٢٠٢०",
        "二〇二〇",
        "12",
        "3",
        "1234",
        "1.234",
        "0.5",
    ),
    *(
        "M13 2020",
        "first 2020",
        "of 2020 to",
        "from 2020",
        "Jan 123",
        "1er mars",
        "5e trimestre 2020",
    ),
]


def readings(text: str, language: str, **known: int) -> str:
    return " ".join(map(str, read_period(text, language=language, **known)))


@pytest.mark.parametrize(("language", "text", "expected"), LABELS)
def test_a_label_has_these_readings_in_its_language(
    language: str, text: str, expected: str
) -> None:
    assert readings(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), LABELS)
def test_a_label_has_these_readings_where_no_language_is_given(
    language: str, text: str, expected: str
) -> None:
    assert set(readings(text, ANY).split()) >= set(expected.split())


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_period_has_no_reading(text: str) -> None:
    assert read_period(text, language=ANY) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "janvier 2019"), ("fr", "January 2019"), ("es", "الربع الأول 2020"), ("en", "T1 2020")],
)
def test_words_of_another_language_have_no_reading(language: str, text: str) -> None:
    assert read_period(text, language=language) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019/20", "2019-04-01/2020-03-31"),
        ("2019-2020", "2019-04-01/2020-03-31"),
        ("1999/00", "1999-04-01/2000-03-31"),
        ("FY2020", "2019-04-01/2020-03-31"),
        ("FY20", "2019-04-01/2020-03-31"),
        ("Exercice 2019-20", "2019-04-01/2020-03-31"),
        ("السنة المالية ٢٠١٩/٢٠٢٠", "2019-04-01/2020-03-31"),
        ("Q1 2019/20", "2019-Q2"),
        ("Q4 FY2020", "2020-Q1"),
        ("2019/20 Q3", "2019-Q4"),
        ("H1 2019/20", "2019-04-01/2019-09-30"),
        ("Apr 2019/20", "2019-04"),
        ("Jan 2019/20", "2020-01"),
        ("Q2-Q3 2019/20", "2019-H2"),
        ("Q1 2020", "2020-Q1 2019-Q2"),
        ("2020", "2020 2019-04-01/2020-03-31"),
        ("Jan 2020", "2020-01"),
        ("W14 2020", "2020-W14"),
        ("W14 2019/20", ""),
        ("1 March 2019/20", ""),
    ],
)
def test_a_financial_year_begins_in_the_month_that_is_declared(text: str, expected: str) -> None:
    assert readings(text, ANY, fiscal_month=4) == expected


@pytest.mark.parametrize(
    ("month", "expected"), [(7, "2019-07-01/2020-06-30"), (12, "2019-12-01/2020-11-30")]
)
def test_a_financial_year_may_begin_in_any_month(month: int, expected: str) -> None:
    assert readings("2019/20", ANY, fiscal_month=month) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("janv.", "2020-01"),
        ("Q1", "2020-Q1"),
        ("2e trim.", "2020-Q2"),
        ("M03", "2020-03"),
        ("W14", "2020-W14"),
        ("S1", "2020-H1 2020-W01"),
        ("آذار", "2020-03"),
        ("mars-mai", "2020-03-01/2020-05-31"),
        ("19 mars", "2020-03-19"),
        ("du 1er mars au 31 mai", "2020-03-01/2020-05-31"),
        ("Mar 19", "2019-03 2020-03-19"),
        ("janv. 2018", "2018-01"),
        ("3", ""),
        ("03", ""),
    ],
)
def test_a_label_without_a_year_takes_that_of_the_header(text: str, expected: str) -> None:
    assert readings(text, ANY, year=2020) == expected
