"""Letters as PDF: accessible, archivable, the same bytes each time, in every language."""

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from tests.unit.publish.letter_values import LANGUAGES, SILENT, paper

from leadline.publish.letter.block import Drawings
from leadline.publish.letter.pdf import render_letter

AS_OF = date(2021, 2, 1)


@cache
def opened(language: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_letter(paper(language=language), as_of=AS_OF)))


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a structure element and all below it, in reading order."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def elements(language: str, *kinds: str) -> list[pikepdf.Object]:
    (document,) = opened(language).Root.StructTreeRoot.K
    return [element for element in walk(document) if not kinds or element.S in kinds]


def fonts(language: str) -> list[pikepdf.Object]:
    return [
        font.get("/DescendantFonts", [font])[0].FontDescriptor
        for page in opened(language).pages
        for font in page.Resources.get("/Font", {}).values()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_its_language_and_title(language: str) -> None:
    pdf = opened(language)

    assert (pdf.Root.Lang, pdf.docinfo.Title) == (language, paper(language=language).title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_says_that_it_is_accessible_and_archivable(language: str) -> None:
    metadata = opened(language).open_metadata()

    assert (
        metadata["pdfuaid:part"],
        metadata["pdfaid:part"],
        metadata["pdfaid:conformance"],
    ) == ("1", "2", "A")


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "/R2L"), ("en", "/L2R"), ("es", "/L2R"), ("fr", "/L2R")]
)
def test_pages_of_a_letter_turn_in_the_direction_of_its_language(
    language: str, direction: str
) -> None:
    assert opened(language).Root.ViewerPreferences.Direction == direction


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_of_a_letter_is_embedded_and_of_one_family(language: str) -> None:
    found = fonts(language)

    assert found
    assert all("/FontFile2" in font or "/FontFile3" in font for font in found)
    assert all("IBMPlexSansArabic" in str(font.FontName) for font in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_says_in_words_what_it_shows(language: str) -> None:
    blocks = [block for part in paper(language=language).parts for block in part.blocks]
    (drawings,) = (block for block in blocks if isinstance(block, Drawings))

    alternatives = [str(figure.Alt) for figure in elements(language, "/Figure")]

    assert alternatives == [item.alt for item in drawings.items]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_of_a_letter_are_bookmarks(language: str) -> None:
    with opened(language).open_outline() as outline:
        titles = [item.title for item in outline.root]

    assert titles == [part.headline for part in paper(language=language).parts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_a_table_of_a_letter_begins_with_its_head(language: str) -> None:
    bodies = elements(language, "/TBody")

    rows = [[str(cell.S) for cell in row.K] for body in bodies for row in body.K]

    assert len(bodies) == 3
    assert all(row[0] == "/TH" and "/TH" not in row[1:] for row in rows)


@pytest.mark.parametrize("language", ["ar", "es"])
def test_letters_of_all_languages_but_english_are_built_alike(language: str) -> None:
    # An English one has no note that the texts of problems are in English.
    kinds = [str(element.S) for element in elements(language)]

    assert kinds == [str(element.S) for element in elements("fr")]


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_texts_of_problems_are_marked_as_english(language: str) -> None:
    marked = [str(element.Lang) for element in elements(language) if "/Lang" in element]

    assert "en" in marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_three_pages_at_most_and_a_short_one_has_one(language: str) -> None:
    short = render_letter(paper(SILENT, language), as_of=AS_OF)

    assert len(opened(language).pages) <= 3
    assert len(pikepdf.open(io.BytesIO(short)).pages) == 1


def test_the_same_letter_gives_the_same_bytes_wherever_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render_letter(paper(language="ar"), as_of=AS_OF)

    monkeypatch.chdir(tmp_path)
    second = render_letter(paper(language="ar"), as_of=AS_OF)

    assert first == second
