"""A chart as it stands in report and page: silent, of fixed bytes, fit for PDF/UA."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import fontpkg_ibm_plex_sans_arabic as plex
import pytest
import typst

from leadline.publish.chart import Labels, Panel, SeriesChart, spec
from leadline.publish.draw import render_svg
from leadline.words import words

NAMES = {
    "ar": ("المرصود", "المتوقَّع", "التدابير"),
    "en": ("Observed", "Expected", "measures"),
    "es": ("Observado", "Esperado", "medidas"),
    "fr": ("Observé", "Attendu", "mesures"),
}
MARKS = re.compile("[\u064b-\u0652]")


def chart(language: str) -> SeriesChart:
    voice = words(language)
    figure = f"{voice.percent_change(-0.34)} ({voice.percent_change_interval(-0.41, -0.26)})"
    months = tuple(f"{2018 + i // 12}-{i % 12 + 1:02d}-01" for i in range(30))
    panel = Panel(
        name=voice.chart_text(voice.term("QMA")),
        figure=voice.chart_text(figure),
        periods=months,
        observed=(None, *range(1200, 1229)),
        lower=(1000.0,) * 30,
        mid=(1250.0,) * 30,
        upper=(1500.0,) * 30,
        spans=(("2020-03-23", "2020-05-31"),),
    )
    observed, expected, measures = map(voice.chart_text, NAMES[language])
    labels = Labels(observed, expected, measures, "lower", "upper")
    names = tuple((day, voice.chart_text(voice.period(day[:7]))) for day in months)
    return SeriesChart("C01", (panel, panel), labels, names)


def made(language: str, width: Any = "wide", of: SeriesChart | None = None) -> dict[str, Any]:
    voice = words(language)
    return spec(
        of or chart(language),
        words_locale=voice.vega_locale(),
        direction=voice.language.direction,
        width=width,
    )


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return {language: render_svg(made(language)).decode() for language in NAMES}


@pytest.mark.parametrize("language", NAMES)
def test_an_svg_says_nothing_to_assistive_technology_by_itself(
    drawn: dict[str, str], language: str
) -> None:
    assert not re.search(r'\b(aria-\w+|role|class|style|id)="', drawn[language])


@pytest.mark.parametrize("language", NAMES)
def test_an_svg_holds_nothing_unseen(drawn: dict[str, str], language: str) -> None:
    assert 'opacity="0"' not in drawn[language]
    assert 'display="none"' not in drawn[language]


def test_no_combining_mark_stands_in_an_arabic_svg(drawn: dict[str, str]) -> None:
    assert MARKS.search(NAMES["ar"][1])
    assert not MARKS.search(drawn["ar"])
    assert "المتوقع" in drawn["ar"]


def test_arabic_texts_are_isolated_as_right_to_left(drawn: dict[str, str]) -> None:
    texts = [node.text or "" for node in ElementTree.fromstring(drawn["ar"]).iter() if node.text]
    arabic = [text for text in texts if re.search(r"[\u0621-\u064a]", text)]

    assert len(arabic) >= 4
    assert {(text[0], text[-1]) for text in arabic} == {("\u2067", "\u2069")}


def test_digits_are_latin_and_marks_are_those_of_the_language(drawn: dict[str, str]) -> None:
    assert not re.search(r"[\u0660-\u0669\u06f0-\u06f9]", "".join(drawn.values()))
    assert ">1,000<" in drawn["ar"]
    assert ">1,000<" in drawn["en"]
    assert ">1\u00a0000<" in drawn["es"]
    assert ">1\u00a0000<" in drawn["fr"]


@pytest.mark.parametrize("n_panels", [1, 2, 3])
@pytest.mark.parametrize(("width", "pixels"), [("wide", 642), ("narrow", 340)])
def test_a_chart_has_the_one_size_of_its_use(width: str, pixels: int, n_panels: int) -> None:
    chart_of = replace(chart("en"), panels=(chart("en").panels[0],) * n_panels)
    drawn = render_svg(made("en", width, chart_of))

    assert pixels - 3 <= int(ElementTree.fromstring(drawn).attrib["width"]) <= pixels + 1


def test_the_same_spec_gives_the_same_bytes() -> None:
    assert render_svg(made("ar")) == render_svg(made("ar"))


@pytest.mark.parametrize("language", NAMES)
def test_an_svg_compiles_as_pdf_ua(language: str, drawn: dict[str, str], tmp_path: Any) -> None:
    (tmp_path / "C01.svg").write_text(drawn[language], encoding="utf-8")
    page = f"""#set document(title: "A chart")
#set text(lang: "{language}", font: "IBM Plex Sans Arabic")
#figure(image("C01.svg", width: 170mm, alt: "A chart"))
"""
    (tmp_path / "page.typ").write_text(page, encoding="utf-8")

    made = typst.compile(
        str(tmp_path / "page.typ"),
        pdf_standards=["ua-1", "a-2a"],
        font_paths=[str(plex.ROOT / "files")],
        ignore_system_fonts=True,
    )
    assert made.startswith(b"%PDF-")
